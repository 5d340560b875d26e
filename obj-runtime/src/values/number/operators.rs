//! `+`, `-`, `*`, `/`, `%` and the operators on bits, of handles to numbers.
//!
//! Each operand may be a handle, a reference to one, or a number of Rust. `/` of two `int`s rounds down, as
//! Python's `//`; Rust has no `//`.
//!
//! The page of `Obj` does not list them: there are hundreds. Those of the types say what there is.

use std::ops::{Add, BitAnd, BitOr, BitXor, Div, Mul, Neg, Not, Rem, Shl, Shr, Sub};

use super::arithmetic::{expect, float, int};
use super::boolean::Bool;
use super::float::Float;
use super::int::Int;
use crate::object::Obj;

/// Something with the value of a number.
trait Operand<Value> {
    fn value(self) -> Value;
}

macro_rules! operands {
    ($($type:ty as $value:ty => |$operand:ident| $read:expr;)*) => {$(
        impl Operand<$value> for $type {
            #[inline]
            fn value(self) -> $value {
                let $operand = self;
                $read
            }
        }
    )*};
}

operands! {
    i64 as i64 => |value| value;
    Obj<Int> as i64 => |object| *object;
    &Obj<Int> as i64 => |object| **object;
    Obj<Bool> as i64 => |object| (*object).into();
    &Obj<Bool> as i64 => |object| (**object).into();
    f64 as f64 => |value| value;
    Obj<Float> as f64 => |object| *object;
    &Obj<Float> as f64 => |object| **object;
    Obj<Int> as f64 => |object| *object as f64;
    &Obj<Int> as f64 => |object| **object as f64;
}

/// One operator on pairs of operands.
macro_rules! operator {
    ($trait:ident::$method:ident = $function:path, $value:ty => $output:ident: $([$left:ty, $right:ty])*) => {$(
        #[doc(hidden)]
        impl $trait<$right> for $left {
            type Output = Obj<$output>;
            #[inline]
            #[track_caller]
            fn $method(self, right: $right) -> Obj<$output> {
                let (left, right): ($value, $value) = (self.value(), right.value());
                expect($function(left, right)).into()
            }
        }
    )*};
}

/// Operators on two types of handles.
macro_rules! operators {
    ($left:ident, $right:ident, $value:ty => $output:ident: $($trait:ident::$method:ident = $function:path),*) => {$(
        operator! { $trait::$method = $function, $value => $output:
            [Obj<$left>, Obj<$right>] [Obj<$left>, &Obj<$right>] [&Obj<$left>, Obj<$right>] [&Obj<$left>, &Obj<$right>]
        }
    )*};
    ($type:ident with $value:ty: $($trait:ident::$method:ident = $function:path),*) => {$(
        operator! { $trait::$method = $function, $value => $type:
            [Obj<$type>, $value] [&Obj<$type>, $value] [$value, Obj<$type>] [$value, &Obj<$type>]
        }
    )*};
}

macro_rules! of_ints {
    ($($pair:tt)*) => {
        operators! { $($pair)*: Add::add = int::add, Sub::sub = int::sub, Mul::mul = int::mul, Div::div = int::floor_div,
            Rem::rem = int::modulo }
    };
}

macro_rules! of_bits {
    ($($pair:tt)*) => {
        operators! { $($pair)*: BitAnd::bitand = int::and, BitOr::bitor = int::or, BitXor::bitxor = int::xor,
            Shl::shl = int::shl, Shr::shr = int::shr }
    };
}

macro_rules! of_floats {
    ($($pair:tt)*) => {
        operators! { $($pair)*: Add::add = float::add, Sub::sub = float::sub, Mul::mul = float::mul, Div::div = float::div,
            Rem::rem = float::modulo }
    };
}

of_ints!(Int, Int, i64 => Int);
of_ints!(Int with i64);
of_ints!(Int, Bool, i64 => Int);
of_ints!(Bool, Int, i64 => Int);
of_ints!(Bool, Bool, i64 => Int);
of_bits!(Int, Int, i64 => Int);
of_bits!(Int with i64);
of_floats!(Float, Float, f64 => Float);
of_floats!(Float with f64);
of_floats!(Float, Int, f64 => Float);
of_floats!(Int, Float, f64 => Float);

macro_rules! sign {
    ($trait:ident::$method:ident on $type:ident: |$value:ident| $result:expr) => {
        #[doc(hidden)]
        impl $trait for &Obj<$type> {
            type Output = Obj<$type>;
            #[inline]
            #[track_caller]
            fn $method(self) -> Obj<$type> {
                let $value = **self;
                $result.into()
            }
        }

        #[doc(hidden)]
        impl $trait for Obj<$type> {
            type Output = Self;
            #[inline]
            #[track_caller]
            fn $method(self) -> Self {
                (&self).$method()
            }
        }
    };
}

sign!(Neg::neg on Int: |value| expect(int::neg(value)));
sign!(Not::not on Int: |value| !value);
sign!(Neg::neg on Float: |value| -value);

macro_rules! checked {
    ($($words:literal $name:ident = $function:path),*) => {$(
        #[doc = concat!("`", $words, "`, if it is a number and fits.")]
        #[inline]
        #[must_use]
        pub fn $name(left: &Obj<Self>, right: &Obj<Self>) -> Option<Obj<Self>> {
            $function(**left, **right).ok().map(Into::into)
        }
    )*};
}

/// Arithmetic of Python for which Rust has no operator, and such that returns `None` where there is no result.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
///
/// let (seven, two) = (Obj::<Int>::from(-7), Obj::<Int>::from(2));
/// assert_eq!(&seven / &two, -4);
/// assert_eq!(&seven % &two, 1);
/// assert_eq!(Int::true_div(&seven, &two), -3.5);
/// assert_eq!(Int::checked_floor_div(&seven, &Obj::<Int>::from(0)), None);
/// assert!(Obj::is(&Int::pow(&two, &two), &Int::checked_add(&two, &two).unwrap()));
/// ```
impl Int {
    checked! {
        "left + right" checked_add = int::add,
        "left - right" checked_sub = int::sub,
        "left * right" checked_mul = int::mul,
        "left // right" checked_floor_div = int::floor_div,
        "left % right" checked_modulo = int::modulo,
        "left ** right" checked_pow = int::pow,
        "left << right" checked_shl = int::shl,
        "left >> right" checked_shr = int::shr
    }

    /// Python's `divmod`: the quotient, rounded down, and the rest, of the sign of `right`.
    ///
    /// # Panics
    /// `ZeroDivisionError: integer division or modulo by zero`, and `OverflowError: …` if the quotient does not fit.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// let (quotient, rest) = Int::divmod(&(-7).into(), &2.into());
    /// assert!(quotient == -4 && rest == 1);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn divmod(left: &Obj<Self>, right: &Obj<Self>) -> (Obj<Self>, Obj<Self>) {
        let (quotient, rest) = expect(int::divmod(**left, **right));
        (quotient.into(), rest.into())
    }

    /// Python's `left / right`: the float nearest to the quotient.
    ///
    /// # Panics
    /// `ZeroDivisionError: division by zero`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// assert_eq!(Int::true_div(&7.into(), &2.into()), 3.5);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn true_div(left: &Obj<Self>, right: &Obj<Self>) -> Obj<Float> {
        expect(int::true_div(**left, **right)).into()
    }

    /// Python's `base ** exponent`, of whole numbers.
    ///
    /// # Panics
    /// `OverflowError: …` if the power does not fit, and `ValueError: …` if the exponent is negative.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// assert_eq!(Int::pow(&2.into(), &10.into()), 1_024);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn pow(base: &Obj<Self>, exponent: &Obj<Self>) -> Obj<Self> {
        expect(int::pow(**base, **exponent)).into()
    }

    /// Python's `abs`. Of a number that is not negative it is the same object.
    ///
    /// # Panics
    /// `OverflowError: …` for the smallest `i64`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// assert_eq!(Int::abs(&(-7).into()), 7);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn abs(number: &Obj<Self>) -> Obj<Self> {
        if **number >= 0 { number.clone() } else { expect(int::abs(**number)).into() }
    }

    /// Python's `int(number)` of a float: its whole part.
    ///
    /// # Panics
    /// `OverflowError: …` if the whole part does not fit, and `ValueError: cannot convert float NaN to integer`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// assert_eq!(Int::truncate(-3.9), -3);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn truncate(number: f64) -> Obj<Self> {
        expect(int::truncate(number)).into()
    }
}

impl Float {
    /// Python's `left // right`: the whole number of times that `right` fits, rounded down.
    ///
    /// # Panics
    /// `ZeroDivisionError: float floor division by zero`.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::prelude::*;
    ///
    /// assert_eq!(Float::floor_div(&Obj::<Float>::from(-7.5), &Obj::<Float>::from(2.0)), -4.0);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn floor_div(left: &Obj<Self>, right: &Obj<Self>) -> Obj<Self> {
        expect(float::floor_div(**left, **right)).into()
    }
}
