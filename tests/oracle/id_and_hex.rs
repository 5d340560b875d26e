//! The id of an object, and how it is written.

use std::collections::HashSet;

use obj_runtime::prelude::*;

use crate::recorded::Recorded;

#[derive(Object)]
#[object(name = "object")]
struct Plain;

#[test]
fn twin() {
    let mut p = Recorded::new(include_str!("expected/002.txt"));
    let x = Obj::<Int>::from(10);
    let a = Obj::id(&x);
    let h = format!("{a:#x}");
    p.print("id_is_int", AnyObj::from(i64::try_from(a).unwrap()).type_name());
    p.print_bool("id_positive", a > 0);
    p.print("hex_prefix", &h[..2]);
    p.print_bool("hex_lowercase", h == h.to_lowercase());
    p.print_bool("hex_no_zero_padding", !h[2..].starts_with('0'));
    p.print_bool("hex_roundtrip", usize::from_str_radix(&h[2..], 16) == Ok(a));
    p.print_bool("id_stable_while_alive", Obj::id(&x) == a);
    let plain = Obj::new(Plain);
    let objs = [
        AnyObj::from(&b"bytes"[..]),
        Obj::<Str>::from("s").times(10).into(),
        AnyObj::from(1_000_000),
        AnyObj::from(15.0),
        plain.clone().into(),
        AnyObj::from(()),
        x.into(),
    ];
    p.print_bool("aligned_8", objs.iter().all(|object| object.id().is_multiple_of(8)));
    // A header of eight bytes, and so slots that begin at any multiple of eight.
    p.leave_out(&["aligned_16"]);
    p.print_bool("distinct_live_ids", objs.iter().map(AnyObj::id).collect::<HashSet<_>>().len() == objs.len());
    p.print_bool("repr_contains_hex_id", objs[4].repr().contains(&format!("{:#x}", Obj::id(&plain))));
    p.end();
}
