//! Types that the derives know by their names, without asking them anything: that takes the compiler's time.

use std::collections::{BTreeMap, HashMap, LinkedList, VecDeque};
use std::pin::Pin;

/// Types that are what they are called. Another of the same name would be taken for one that holds no handles, or never
/// changes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is called as a type of Rust's own, and is another",
    label = "what is in here would not be looked at",
    note = "give it another name, so that it is asked what it holds"
)]
pub trait KnownByName {
    #[doc(hidden)]
    const CHECK: () = ();
}

macro_rules! known {
    ($([$($parameter:tt)*] $type:ty),* $(,)?) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($parameter)*> KnownByName for $type {}
    )*};
}

known! {
    [] bool, [] char, [] f32, [] f64,
    [] u8, [] u16, [] u32, [] u64, [] u128, [] usize,
    [] i8, [] i16, [] i32, [] i64, [] i128, [] isize,
    [T: ?Sized] Box<T>, [T] Option<T>, [T, E] Result<T, E>, [P] Pin<P>,
    [T] Vec<T>, [T] VecDeque<T>, [T] LinkedList<T>, [K, V, S] HashMap<K, V, S>, [K, V] BTreeMap<K, V>,
}
