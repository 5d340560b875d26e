//! Which integers are made once.

use obj_runtime::prelude::*;

use crate::recorded::Recorded;

/// The same integer made twice, by reading it.
fn is_cached(number: i64) -> bool {
    let fresh = || number.to_string().parse::<Obj<Int>>().unwrap();
    Obj::is(&fresh(), &fresh())
}

#[test]
fn twin() {
    let mut p = Recorded::new(include_str!("expected/001.txt"));
    let cached: Vec<i64> = (-1000..2000).filter(|&number| is_cached(number)).collect();
    let (first, last) = (cached[0], cached[cached.len() - 1]);
    p.print("cached_min", first);
    p.print("cached_max", last);
    p.print("cached_count", cached.len());
    p.print_bool("contiguous", cached.iter().copied().eq(first..=last));
    p.print_bool("minus_6_same", is_cached(-6));
    p.print_bool("minus_5_same", is_cached(-5));
    p.print_bool("256_same", is_cached(256));
    p.print_bool("257_same", is_cached(257));
    p.end();
}
