//! No bytes and single bytes, and operations that copy nothing.

use obj_runtime::prelude::*;

use crate::recorded::Recorded;

fn bytes(bytes: &[u8]) -> Obj<Bytes> {
    bytes.into()
}

fn is(one: &Obj<Bytes>, other: &Obj<Bytes>) -> bool {
    Obj::is(one, other)
}

#[test]
fn twin() {
    let mut p = Recorded::new(include_str!("expected/016.txt"));
    let (e, a) = (bytes(b""), bytes(b"a"));
    p.print_bool("bytes()", is(&Obj::default(), &e));
    p.print_bool("join_empty", is(&e.join(&[]), &e));
    p.print_bool("slice_empty", is(&bytes(b"ab").slice(0..0), &e));
    p.print_bool("times_zero", is(&bytes(b"ab").times(0), &e));
    p.print_bool("slice_one", is(&bytes(b"ab").slice(0..1), &a));
    p.print_bool("bytes_of_list", is(&[97_u8].into_iter().collect(), &a));
    p.print_bool("encode", is(&Obj::<Str>::from("a").encode(), &a));
    p.print_bool("all_256", (0..=255_u8).all(|byte| is(&[byte].into(), &[byte].into())));
    p.print("index_gives_int", AnyObj::from(a.get_item(0)).type_name());
    p.print_bool("two_bytes", is(&bytes(&[97, 98]), &bytes(&[97, 98])));
    let w = bytes(b"hello");
    p.print_bool("full_slice", is(&w.slice(..), &w));
    p.print_bool("bytes(w)", is(&w.clone(), &w));
    p.print_bool("plus_empty", is(&(&w + &e), &w));
    p.print_bool("strip_noop", is(&w.strip(), &w));
    p.print_bool("replace_noop", is(&w.replaced(b"q", b"z"), &w));
    // There is no such type.
    p.leave_out(&["bytearray_never"]);
    p.print_bool("bytes(1)_not_cached", is(&Bytes::zeros(1), &bytes(&[0])));
    p.end();
}
