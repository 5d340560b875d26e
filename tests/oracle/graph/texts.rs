//! Texts and bytes that are one object, and operations that copy nothing.

use obj_runtime::inspect::class_table;
use obj_runtime::prelude::*;

use super::results::{error_of, fresh};
use super::{begin, end, leave_out, say};

/// Python's `chr`.
fn chr(code: u32) -> Obj<Str> {
    char::from_u32(code).unwrap().into()
}

#[test]
fn short_text() {
    begin(include_str!("../expected/014.txt"));
    graph! {
        s, zero, one = "", fresh(0), fresh(1);
        say("str()", rust!(Obj::<Str>::default()) is s);
        say("join_empty", "".join([]) is s);
        say("slice_empty", "ab".slice(rust!(0..0)) is s);
        say("strip_all", "  ".strip() is s);
        say("times_zero", "ab" * zero is s);
        say("decode_empty", rust!(Obj::<Bytes>::from(b"").decode().unwrap()) is s);
        say("replace_to_empty", "zz".replaced("z", "") is s);
        say("format_empty", rust!(Obj::<Str>::from(format!("{s}"))) is s);
        x = "x\u{e9}Z7-";
        say("index_latin1", x[1] is chr(0xe9));
        say("slice_latin1", x.slice(rust!(1..2)) is chr(0xe9));
        say("decode_latin1", b"\xe9".decode_latin1() is chr(0xe9));
        say("decode_utf8", rust!(Obj::<Bytes>::from(b"\xc3\xa9").decode().unwrap()) is chr(0xe9));
        say("index_upper", x[2] is chr(90));
        say("index_digit", x[3] is chr(55));
        say("index_dash", x[4] is chr(45));
        say("all_256_chr_cached", rust!(&AnyObj::from((0..256).all(|code| Obj::is(&chr(code), &chr(code))))));
        say("chr_256_cached", chr(256) is chr(256));
        say("chr_20320_cached", chr(20320) is chr(20320));
        say("iteration", [x[0] is chr(120), x[1] is chr(0xe9), x[2] is chr(90), x[3] is chr(55), x[4] is chr(45)]);
        pieces = "- 7".words();
        say("split_piece", rust!(pieces[1].clone()) is chr(55));
        say("two_char_slice", x.slice(rust!(0..2)) is x.slice(rust!(0..2)));
        say("str_of_small_int_not_cached", str(fresh(7)) is chr(55));
        say("upper_not_cached", "z".upper() is chr(90));
        say("replace_not_cached", "8".replaced("8", "7") is chr(55));
        w = "hello world";
        say("full_slice", w.slice(rust!(..)) is w);
        say("str(w)", str(w) is w);
        say("times_one", w * one is w);
        say("plus_empty", w + s is w);
        say("empty_plus", s + w is w);
        say("strip_noop", w.strip() is w);
        say("replace_noop", w.replaced("q", "z") is w);
        say("join_single", "".join([w]) is w);
        rust!(leave_out(&["fstring_single", "percent_s"]));
        say("lower_noop_copies", w.lower() is w);
        say("two_concats_differ", (w + "!") is (w + "!"));
    };
    end();
}

/// Whether two bytes objects of this byte are one.
fn is_cached(byte: u8) -> bool {
    Obj::is(&Obj::<Bytes>::from([byte]), &Obj::<Bytes>::from([byte]))
}

#[test]
fn short_bytes() {
    begin(include_str!("../expected/016.txt"));
    graph! {
        e, a, zero = b"", b"a", fresh(0);
        say("bytes()", rust!(Obj::<Bytes>::default()) is e);
        say("join_empty", b"".join([]) is e);
        say("slice_empty", b"ab".slice(rust!(0..0)) is e);
        say("times_zero", b"ab" * zero is e);
        say("slice_one", b"ab".slice(rust!(0..1)) is a);
        say("bytes_of_list", rust!(Obj::<Bytes>::from([97_u8])) is a);
        say("encode", "a".encode() is a);
        say("all_256", rust!(&AnyObj::from((0..=255_u8).all(is_cached))));
        rust!(leave_out(&["index_gives_int"]));
        say("two_bytes", rust!(Obj::<Bytes>::from([97, 98])) is rust!(Obj::<Bytes>::from([97, 98])));
        w = b"hello";
        say("full_slice", w.slice(rust!(..)) is w);
        say("bytes(w)", w is w);
        say("plus_empty", w + e is w);
        say("strip_noop", w.strip() is w);
        say("replace_noop", w.replaced(b"q", b"z") is w);
        rust!(leave_out(&["bytearray_never"]));
        say("bytes(1)_not_cached", Bytes::zeros(1) is rust!(Obj::<Bytes>::from([0])));
    };
    end();
}

#[test]
fn interning() {
    begin(include_str!("../expected/020.txt"));
    graph! {
        n = fresh(1);
        a = "in tern" + str(n); b = "in tern" + str(n);
        say("equal", a == b);
        say("same_before", a is b);
        say("first_returns_itself", intern(a) is a);
        say("second_returns_first", intern(b) is a);
        say("idempotent", intern(intern(b)) is a);
        say("b_unchanged", a is b);
        rust!(leave_out(&["error_subclass"]));
        say("error_int", error_of(rust!(|| { graph! { intern(1); }; })));
        say("error_bytes", error_of(rust!(|| { graph! { intern(b"x"); }; })));
        say("error_none", error_of(rust!(|| { graph! { intern(None); }; })));
        // The number of arguments is checked by the compiler.
        rust!(leave_out(&["error_missing"]));
        say("empty", intern("") is "".join([]));
        x = intern("key" + str(fresh(2)));
        d = {x: 1};
        y = intern("key" + str(fresh(2)));
        say("dict_hit_by_identity", List::of(d)[0] is y);
    };
    end();
}

#[test]
fn interned_text_that_nobody_holds() {
    begin(include_str!("../expected/021.txt"));
    graph! {
        s = "mo rtal" + str(fresh(2));
        r0 = getrefcount(s);
        t = intern(s);
        say("count_change_by_intern_and_second_name", getrefcount(s) - r0);
        del t;
        say("count_change_by_intern_alone", getrefcount(s) - r0);
    };
    let before = class_table().objects::<Str>();
    for number in 0..5000 {
        graph! { intern("temp entry " + str(rust!(number))); };
    }
    let left = class_table().objects::<Str>() - before;
    let few = if left < 200 { "few" } else { "thousands" };
    graph! { say("blocks_left_by_5000_unreferenced_interned", rust!(&AnyObj::from(few))); };
    end();
}
