//! Types that the derives know by their names, without asking them anything: that takes the compiler's time.
//!
//! Memory safety stands on these answers.

use std::collections::{BTreeMap, HashMap, LinkedList, VecDeque};
use std::pin::Pin;

/// Numbers that are what they are called.
///
/// # Safety
/// 1. The type is a number of the language's: values hold nothing, and may go to other threads.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is called as a type of Rust's own, and is another",
    label = "what is in here would not be looked at",
    note = "give it another name, so that it is asked what it holds"
)]
pub unsafe trait KnownNumber {
    #[doc(hidden)]
    const CHECK: () = ();
}

/// Owners that are what they are called.
///
/// # Safety
/// 1. Values hold what the type is of, and nothing else, and change only where they are borrowed mutably.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is called as a type of Rust's own, and is another",
    label = "what is in here would not be looked at",
    note = "give it another name, so that it is asked what it holds"
)]
pub unsafe trait KnownOwner {
    #[doc(hidden)]
    const CHECK: () = ();
}

macro_rules! known {
    ($trait:ident: $([$($parameter:tt)*] $type:ty),* $(,)?) => {$(
        // SAFETY: the type is of the standard library.
        #[diagnostic::do_not_recommend]
        unsafe impl<$($parameter)*> $trait for $type {}
    )*};
}

known! {
    KnownNumber:
    [] bool, [] char, [] f32, [] f64,
    [] u8, [] u16, [] u32, [] u64, [] u128, [] usize,
    [] i8, [] i16, [] i32, [] i64, [] i128, [] isize,
}

known! {
    KnownOwner:
    [T: ?Sized] Box<T>, [T] Option<T>, [T, E] Result<T, E>, [P] Pin<P>,
    [T] Vec<T>, [T] VecDeque<T>, [T] LinkedList<T>, [K, V, S] HashMap<K, V, S>, [K, V] BTreeMap<K, V>,
}
