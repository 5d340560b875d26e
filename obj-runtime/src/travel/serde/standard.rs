//! Where the standard library's types lead to.

use std::cell::{Cell, OnceCell, RefCell};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::num::{Saturating, Wrapping};
use std::ops::{Bound, Range, RangeInclusive};
use std::sync::{Mutex, RwLock};

use super::types::{Both, Leads, Nowhere, Visit};
use crate::trace::Plain;

/// Nowhere.
macro_rules! leaves {
    ($([$($parameters:tt)*] $type:ty),* $(,)?) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($parameters)*> Leads for $type {
            type Next<V: Visit> = Nowhere;
        }
    )*};
}

leaves! {
    [] bool, [] char, [] u8, [] u16, [] u32, [] u64, [] u128, [] usize, [] i8, [] i16, [] i32, [] i64, [] i128, [] isize,
    [] f32, [] f64, [] (), [] str, [] String, [] std::path::Path, [] std::path::PathBuf, [] std::ffi::OsString, [] std::ffi::CString,
    [] std::time::Duration, [] std::time::SystemTime,
    [] std::net::IpAddr, [] std::net::Ipv4Addr, [] std::net::Ipv6Addr, [] std::net::SocketAddr,
    [] std::num::NonZeroU8, [] std::num::NonZeroU16, [] std::num::NonZeroU32, [] std::num::NonZeroU64, [] std::num::NonZeroUsize,
    [] std::num::NonZeroI8, [] std::num::NonZeroI16, [] std::num::NonZeroI32, [] std::num::NonZeroI64, [] std::num::NonZeroIsize,
    [T: ?Sized] std::marker::PhantomData<T>, [T: ?Sized] Plain<T>, [T: ?Sized] &'static T,
}

/// Where their items lead to.
macro_rules! of_items {
    ($([$($parameters:tt)*] $type:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<T: Leads $($parameters)*> Leads for $type {
            type Next<V: Visit> = T::Next<V>;
        }
    )*};
}

of_items! {
    [+ ?Sized] Box<T>; [] Option<T>; [] Vec<T>; [] [T]; [] VecDeque<T>; [] LinkedList<T>; [] BinaryHeap<T>; [] BTreeSet<T>;
    [, S] HashSet<T, S>; [, const N: usize] [T; N]; [] Cell<T>; [] OnceCell<T>; [+ ?Sized] RefCell<T>; [+ ?Sized] Mutex<T>;
    [+ ?Sized] RwLock<T>; [] Reverse<T>; [] Wrapping<T>; [] Saturating<T>; [] Range<T>; [] RangeInclusive<T>; [] Bound<T>;
}

/// Where both parts lead to.
macro_rules! of_pairs {
    ($([$($parameters:tt)*] $type:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<A: Leads, B: Leads, $($parameters)*> Leads for $type {
            type Next<V: Visit> = Both<A::Next<V>, B::Next<V>>;
        }
    )*};
}

of_pairs! {
    [S] HashMap<A, B, S>; [] BTreeMap<A, B>; [] Result<A, B>; [] (A, B);
}

/// Where all parts lead to: the first, and the tuple of the rest.
macro_rules! tuples {
    ($($first:ident $($rest:ident)+;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$first: Leads, $($rest: Leads),+> Leads for ($first, $($rest),+) {
            type Next<V: Visit> = Both<$first::Next<V>, <($($rest,)+) as Leads>::Next<V>>;
        }
    )*};
}

#[diagnostic::do_not_recommend]
impl<A: Leads> Leads for (A,) {
    type Next<V: Visit> = A::Next<V>;
}

tuples! {
    A B C; A B C D; A B C D E; A B C D E F; A B C D E F G; A B C D E F G H; A B C D E F G H I; A B C D E F G H I J;
    A B C D E F G H I J K; A B C D E F G H I J K L;
}
