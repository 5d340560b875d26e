//! Every operation whose result is a small integer gives the shared object.

use obj_runtime::prelude::*;

use crate::recorded::{Recorded, py};

fn fresh(number: i64) -> Obj<Int> {
    number.to_string().parse().unwrap()
}

fn result(p: &mut Recorded, label: &str, number: Obj<Int>) {
    let is_shared = Obj::is(&number, &fresh(*number));
    p.print(label, format!("{number} {}", py(is_shared)));
}

#[test]
fn twin() {
    let mut p = Recorded::new(include_str!("expected/011.txt"));
    let (five, m5, t) = (fresh(5), fresh(-5), Obj::<Bool>::from(true));
    // Where the script computes with integers of more than 64 bits, the twin takes large ones.
    let large = fresh(1 << 62);
    result(&mut p, "add", &five + &five);
    result(&mut p, "sub_big", (&large + 7) - &large);
    result(&mut p, "mul", &five * &five);
    result(&mut p, "floordiv_big", &large / &large);
    result(&mut p, "mod_big", (fresh(7) * 1_000_000_000 + 2) % 7);
    result(&mut p, "neg", -&m5);
    result(&mut p, "abs", Int::abs(&m5));
    result(&mut p, "invert", !fresh(4));
    result(&mut p, "rshift_big", &large >> 62);
    result(&mut p, "rshift_neg_big", -&large >> 200);
    result(&mut p, "and_big", (&large + 1) & 1);
    result(&mut p, "xor_big", &large ^ (&large + 3));
    result(&mut p, "lshift", &five << 2);
    result(&mut p, "pow", Int::pow(&five, &fresh(3)));
    result(&mut p, "pow_mod", Int::pow(&large, &fresh(1)) % 3);
    result(&mut p, "divmod", Int::divmod(&large, &fresh(3)).1);
    result(&mut p, "int_of_str", "5".parse().unwrap());
    result(&mut p, "int_of_float", Int::truncate(5.0));
    result(&mut p, "int_base", i64::from_str_radix("z", 36).unwrap().into());
    result(&mut p, "round", Int::truncate(5.2_f64.round_ties_even()));
    result(&mut p, "floor", Int::truncate(5.7_f64.floor()));
    p.leave_out(&["gcd_big"]);
    result(&mut p, "isqrt", 25_i64.isqrt().into());
    result(&mut p, "factorial", (1..=5).product::<i64>().into());
    p.leave_out(&["comb"]);
    result(&mut p, "from_bytes", i64::from_be_bytes([0, 0, 0, 0, 0, 0, 0, 5]).into());
    result(&mut p, "len", Obj::<Str>::from("aaaaa").len().try_into().unwrap());
    result(&mut p, "hash", Obj::as_any(&five).hash_value().unwrap().try_into().unwrap());
    result(&mut p, "ord", u32::from('a').into());
    result(&mut p, "bytes_index", Obj::<Bytes>::from(b"abc").get_item(1));
    p.leave_out(&[
        "sum_big",
        "range_item",
        "enumerate",
        "json",
        "pickle",
        "marshal",
        "struct",
        "deepcopy",
        "bit_length",
    ]);
    result(&mut p, "true_plus_true", &t + &t);
    result(&mut p, "plus_true", Obj::<Int>::from(*t));
    result(&mut p, "int_true", Obj::<Int>::from(bool::from(&t)));
    p.leave_out(&["subclass_plus_0", "int_of_subclass", "subclass_instances_not_cached"]);
    p.print_bool("result_257_not_cached", Obj::is(&(fresh(256) + 1), &(fresh(256) + 1)));
    p.end();
}
