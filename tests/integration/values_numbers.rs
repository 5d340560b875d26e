//! `Int`, `Float` and `Bool`: sharing, arithmetic, order and hash.

use std::panic::{UnwindSafe, catch_unwind};

use obj_runtime::prelude::*;

fn int(value: i64) -> Obj<Int> {
    value.into()
}

fn float(value: f64) -> Obj<Float> {
    value.into()
}

/// The words of a panic.
pub(crate) fn words<R>(work: impl FnOnce() -> R + UnwindSafe) -> String {
    let Err(panic) = catch_unwind(work) else { return "no panic".into() };
    match panic.downcast::<String>() {
        Ok(words) => *words,
        Err(panic) => panic.downcast_ref::<&str>().copied().unwrap_or("no words").into(),
    }
}

#[test]
fn results_in_range_are_the_shared_objects() {
    let results = [
        (&int(200) + &int(56), 256),
        (int(200) - int(205), -5),
        (&int(-16) * int(-16), 256),
        (int(1000) / &int(7), 142),
        (int(1000) % 7, 6),
        (5 - int(6), -1),
        (-int(5), -5),
        (!int(4), -5),
        (int(1) << 8, 256),
        (int(1 << 40) >> int(40), 1),
        (int(1023) & int(255), 255),
        (int(256) | 0, 256),
        (int(1000) ^ 1001, 1),
        (Int::pow(&int(2), &int(8)), 256),
        (Int::abs(&int(-250)), 250),
        (Int::truncate(256.9), 256),
        (Int::divmod(&int(1000), &int(7)).0, 142),
        ("256".parse().unwrap(), 256),
    ];
    for (result, value) in results {
        assert_eq!(result, value);
        assert!(Obj::is(&result, &int(value)), "{value}");
    }
    assert!(!Obj::is(&(int(256) + 1), &(int(256) + 1)));
    assert!(!Obj::is(&(int(-5) - 1), &(int(-5) - 1)));
}

#[test]
fn unchanged_numbers_are_the_same_object_only_where_python_says() {
    let large = int(1000);
    assert!(Obj::is(&Int::abs(&large), &large));
    assert!(!Obj::is(&(&large + 0), &large));
    assert!(!Obj::is(&(float(1.0) * 1.0), &float(1.0)));
}

#[test]
fn division_rounds_down_and_the_rest_has_the_sign_of_the_divisor() {
    for (left, right, quotient, rest) in [(7, 2, 3, 1), (-7, 2, -4, 1), (7, -2, -4, -1), (-7, -2, 3, -1)] {
        assert_eq!((&int(left) / &int(right), int(left) % right), (int(quotient), int(rest)));
        assert_eq!(Int::divmod(&int(left), &int(right)), (int(quotient), int(rest)));
    }
    assert_eq!(Int::true_div(&int(-7), &int(2)), -3.5);
    assert_eq!(float(-7.5) % 2.0, 0.5);
    assert_eq!(Float::floor_div(&float(-7.5), &float(2.0)), -4.0);
}

#[test]
fn impossible_arithmetic_panics_with_words_of_python() {
    let overflow = "OverflowError: the result does not fit in an int of 64 bits";
    assert_eq!(words(|| int(i64::MAX) + 1), overflow);
    assert_eq!(words(|| -int(i64::MIN)), overflow);
    assert_eq!(words(|| int(i64::MIN) / -1), overflow);
    assert_eq!(words(|| int(1) << 63), overflow);
    assert_eq!(words(|| Int::truncate(f64::INFINITY)), overflow);
    assert_eq!(words(|| int(1) / 0), "ZeroDivisionError: integer division or modulo by zero");
    assert_eq!(words(|| int(1) % int(0)), "ZeroDivisionError: integer modulo by zero");
    assert_eq!(words(|| Int::true_div(&int(1), &int(0))), "ZeroDivisionError: division by zero");
    assert_eq!(words(|| float(1.0) / 0.0), "ZeroDivisionError: float division by zero");
    assert_eq!(words(|| float(1.0) % 0.0), "ZeroDivisionError: float modulo");
    assert_eq!(words(|| Float::floor_div(&float(1.0), &float(0.0))), "ZeroDivisionError: float floor division by zero");
    assert_eq!(words(|| int(1) >> -1), "ValueError: negative shift count");
    assert_eq!(words(|| Int::truncate(f64::NAN)), "ValueError: cannot convert float NaN to integer");
}

#[test]
fn checked_arithmetic_answers_none() {
    let (top, one, zero) = (int(i64::MAX), int(1), int(0));
    assert_eq!(Int::checked_add(&top, &one), None);
    assert_eq!(Int::checked_sub(&int(i64::MIN), &one), None);
    assert_eq!(Int::checked_mul(&top, &top), None);
    assert_eq!(Int::checked_floor_div(&one, &zero), None);
    assert_eq!(Int::checked_modulo(&one, &zero), None);
    assert_eq!(Int::checked_pow(&int(2), &int(63)), None);
    assert_eq!(Int::checked_shl(&one, &int(63)), None);
    assert_eq!(Int::checked_shr(&one, &int(-1)), None);
    assert!(Obj::is(&Int::checked_sub(&top, &top).unwrap(), &zero));
}

#[test]
fn kinds_of_numbers_mix() {
    let (yes, no) = (Obj::<Bool>::from(true), Obj::<Bool>::from(false));
    assert!(Obj::is(&(&yes + &yes), &int(2)));
    assert!(Obj::is(&(&no + int(1)), &int(1)));
    assert!(Obj::is(&Obj::<Int>::from(true), &int(1)));
    assert!(Obj::is(&(&yes & &no), &no) && Obj::is(&(&yes | &no), &yes) && Obj::is(&(yes.clone() ^ yes.clone()), &no));
    assert!(Obj::is(&!no, &yes));
    assert_eq!(int(1) + float(0.5), 1.5);
    assert_eq!(float(3.0) / int(2), 1.5);
    assert_eq!((2.0 * &float(0.25), -float(1.5)), (float(0.5), float(-1.5)));
}

#[test]
fn numbers_are_converted_both_ways() {
    assert_eq!([int(-5), 7_u8.into(), 7_i32.into(), 1_u32.into()].map(i64::from), [-5, 7, 7, 1]);
    assert_eq!(Obj::<Int>::try_from(7_usize).unwrap(), 7);
    assert!(Obj::<Int>::try_from(u64::MAX).is_err() && Obj::<Int>::try_from(i128::MIN).is_err());
    assert_eq!((f64::from(&float(0.5)), f64::from(Obj::<Float>::from(0.5_f32))), (0.5, 0.5));
    assert!(bool::from(Obj::<Bool>::from(true)));
    assert_eq!("0.5".parse::<Obj<Float>>().unwrap(), 0.5);
    assert!("x".parse::<Obj<Int>>().is_err() && "x".parse::<Obj<Float>>().is_err());
    let any = [AnyObj::from(1), AnyObj::from(1.0), AnyObj::from(true), AnyObj::from(())];
    assert_eq!(any.map(|object| object.type_name()), ["int", "float", "bool", "NoneType"]);
}

#[test]
fn numbers_are_ordered_across_types() {
    let increasing = [
        AnyObj::from(f64::NEG_INFINITY),
        AnyObj::from(i64::MIN),
        AnyObj::from(-0.5),
        AnyObj::from(false),
        AnyObj::from(0.5),
        AnyObj::from(1),
        AnyObj::from(9_007_199_254_740_992.0),
        AnyObj::from(9_007_199_254_740_993_i64),
        AnyObj::from(i64::MAX),
        AnyObj::from(9_223_372_036_854_775_808.0),
    ];
    for (index, one) in increasing.iter().enumerate() {
        for (position, other) in increasing.iter().enumerate() {
            assert_eq!(one.compare(other), Some(index.cmp(&position)), "{one} and {other}");
            assert_eq!(one.equals(other), index == position);
        }
    }
    assert_eq!(AnyObj::from(1).compare(&AnyObj::from("1")), None);
    assert!(!AnyObj::from(1).equals(&AnyObj::from("1")) && !AnyObj::from(0).equals(&AnyObj::from(())));
}

#[test]
fn equal_numbers_have_one_hash_and_it_is_pythons() {
    let hash = |object: AnyObj| object.hash_value().unwrap().cast_signed();
    assert_eq!([hash(1.into()), hash(1.0.into()), hash(true.into())], [1, 1, 1]);
    assert_eq!(
        [hash((-1).into()), hash(2.5.into()), hash(0.1.into())],
        [-2, 1_152_921_504_606_846_978, 230_584_300_921_369_408]
    );
    assert_eq!(hash(1e300.into()), 1_224_995_262_755_759_164);
    let nan = AnyObj::from(f64::NAN);
    assert_eq!(nan.hash_value(), nan.hash_value());
}

#[test]
fn numbers_are_written_as_in_python() {
    let values = [
        AnyObj::from(-7),
        AnyObj::from(true),
        AnyObj::from(false),
        AnyObj::from(()),
        AnyObj::from(1.0),
        AnyObj::from(1e16),
        AnyObj::from(1e-5),
        AnyObj::from(0.1 + 0.2),
        AnyObj::from(-0.0),
        AnyObj::from(f64::NAN),
        AnyObj::from(f64::NEG_INFINITY),
    ];
    let texts = values.map(|value| {
        assert_eq!(value.repr(), value.to_string());
        value.repr()
    });
    let line = "-7 True False None 1.0 1e+16 1e-05 0.30000000000000004 -0.0 nan -inf";
    assert_eq!(texts.join(" "), line);
    assert_eq!(
        format!("{:?} {} {:>6} {:.2}", int(5), Obj::<Bool>::from(true), Obj::<NoneType>::from(()), float(2.0)),
        "5 True   None 2.00"
    );
    assert_eq!(format!("{:04}", int(7)), "0007");
}
