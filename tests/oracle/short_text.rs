//! The empty text and texts of one character, and operations that copy nothing.

use obj_runtime::prelude::*;

use crate::recorded::{Recorded, py};

fn text(text: &str) -> Obj<Str> {
    text.into()
}

/// Python's `chr`.
fn chr(code: u32) -> Obj<Str> {
    char::from_u32(code).unwrap().into()
}

fn is(one: &Obj<Str>, other: &Obj<Str>) -> bool {
    Obj::is(one, other)
}

#[test]
fn twin() {
    let mut p = Recorded::new(include_str!("expected/014.txt"));
    let s = text("");
    p.print_bool("str()", is(&Obj::default(), &s));
    p.print_bool("join_empty", is(&s.join(&[]), &s));
    p.print_bool("slice_empty", is(&text("ab").slice(0..0), &s));
    p.print_bool("strip_all", is(&text("  ").strip(), &s));
    p.print_bool("times_zero", is(&text("ab").times(0), &s));
    p.print_bool("decode_empty", is(&Obj::<Bytes>::from(b"").decode().unwrap(), &s));
    p.print_bool("replace_to_empty", is(&text("zz").replaced("z", ""), &s));
    p.print_bool("format_empty", is(&format!("{s}").into(), &s));
    let x = text("x\u{e9}Z7-");
    p.print_bool("index_latin1", is(&x.get_item(1), &chr(0xe9)));
    p.print_bool("slice_latin1", is(&x.slice(1..2), &chr(0xe9)));
    p.print_bool("decode_latin1", is(&Obj::<Bytes>::from(b"\xe9").decode_latin1(), &chr(0xe9)));
    p.print_bool("decode_utf8", is(&Obj::<Bytes>::from(b"\xc3\xa9").decode().unwrap(), &chr(0xe9)));
    p.print_bool("index_upper", is(&x.get_item(2), &chr(90)));
    p.print_bool("index_digit", is(&x.get_item(3), &chr(55)));
    p.print_bool("index_dash", is(&x.get_item(4), &chr(45)));
    p.print_bool("all_256_chr_cached", (0..256).all(|code| is(&chr(code), &chr(code))));
    p.print_bool("chr_256_cached", is(&chr(256), &chr(256)));
    p.print_bool("chr_20320_cached", is(&chr(20320), &chr(20320)));
    let each = x.characters().zip(x.chars()).map(|(one, code)| py(is(&one, &code.into())));
    p.print("iteration", format!("[{}]", each.collect::<Vec<_>>().join(", ")));
    p.print_bool("split_piece", is(&text("- 7").words()[1], &chr(55)));
    p.print_bool("two_char_slice", is(&x.slice(0..2), &x.slice(0..2)));
    p.print_bool("str_of_small_int_not_cached", is(&Str::of(&AnyObj::from(7)), &chr(55)));
    p.print_bool("upper_not_cached", is(&text("z").upper(), &chr(90)));
    p.print_bool("replace_not_cached", is(&text("8").replaced("8", "7"), &chr(55)));
    let w = text("hello world");
    p.print_bool("full_slice", is(&w.slice(..), &w));
    p.print_bool("str(w)", is(&Str::of(Obj::as_any(&w)), &w));
    p.print_bool("times_one", is(&(&w * 1), &w));
    p.print_bool("plus_empty", is(&(&w + ""), &w));
    p.print_bool("empty_plus", is(&("" + &w), &w));
    p.print_bool("strip_noop", is(&w.strip(), &w));
    p.print_bool("replace_noop", is(&w.replaced("q", "z"), &w));
    p.print_bool("join_single", is(&s.join(std::slice::from_ref(&w)), &w));
    // Rust formats into a `String`.
    p.leave_out(&["fstring_single", "percent_s"]);
    p.print_bool("lower_noop_copies", is(&w.lower(), &w));
    p.print_bool("two_concats_differ", is(&(&w + "!"), &(&w + "!")));
    p.end();
}
