//! Functions that compare items: `sorted`, `min`, `max`.

use crate::graph_runtime::compare::{greater, less};
use crate::graph_runtime::iterate::items_of;
use crate::graph_runtime::join::IntoObject;
use crate::graph_runtime::raise;
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::values::{List, Tuple};

/// `sorted(items, reverse=…)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn sorted(items: Vec<AnyObj>, reverse: bool) -> Obj<List> {
    let list = Obj::<List>::from(items);
    list.sort_in(reverse);
    list
}

/// `sorted(items, key=…, reverse=…)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn sorted_by<R: IntoObject>(items: Vec<AnyObj>, reverse: bool, key: impl Fn(AnyObj) -> R) -> Obj<List> {
    let list = Obj::<List>::from(items);
    list.sort_by_key_in(reverse, |item| key(item.clone()).into_object());
    list
}

/// What `min(*values)` or `max(*values)` compares: the values, or the items of the only one.
#[must_use]
#[track_caller]
#[inline(never)]
pub fn compared(values: &Obj<Tuple>, function: &str, has_default: bool) -> Vec<AnyObj> {
    match &values[..] {
        [] => raise("TypeError", format_args!("{function} expected at least 1 argument, got 0")),
        [only] => items_of(only).collect(),
        _ if has_default => {
            let text = format_args!("Cannot specify a default for {function}() with multiple positional arguments");
            raise("TypeError", text)
        }
        all => all.to_vec(),
    }
}

macro_rules! extremes {
    ($($name:ident $by:ident $word:literal, $better:path;)*) => {$(
        #[doc = concat!("`", $word, "(items, default=…)`")]
        #[must_use]
        #[track_caller]
        #[inline(never)]
        pub fn $name(items: Vec<AnyObj>, default: Option<AnyObj>) -> AnyObj {
            $by(items, default, |item| item)
        }

        #[doc = concat!("`", $word, "(items, key=…, default=…)`")]
        #[must_use]
        #[track_caller]
        #[inline(never)]
        pub fn $by<R: IntoObject>(items: Vec<AnyObj>, default: Option<AnyObj>, key: impl Fn(AnyObj) -> R) -> AnyObj {
            let mut best: Option<(AnyObj, AnyObj)> = None;
            for item in items {
                let value = key(item.clone()).into_object();
                let is_better = match &best {
                    Some((best, _)) => $better(&value, best),
                    None => true,
                };
                if is_better {
                    best = Some((value, item));
                }
            }
            match best.map(|(_, item)| item).or(default) {
                Some(item) => item,
                None => raise("ValueError", concat!($word, "() arg is an empty sequence")),
            }
        }
    )*};
}

extremes! {
    min min_by "min", less;
    max max_by "max", greater;
}
