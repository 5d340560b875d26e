//! Cycles through types that own what they hold.

use std::any::Any;
use std::borrow::Cow;
use std::cell::{Cell, LazyCell, OnceCell, RefCell};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::error::Error;
use std::ffi::{CStr, OsStr};
use std::fs::File;
use std::io;
use std::mem::ManuallyDrop;
use std::net::Ipv4Addr;
use std::num::NonZero;
use std::ops::{Bound, ControlFlow};
use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::pin::Pin;
use std::rc::Rc;
use std::str::Utf8Error;
use std::sync::mpsc::{SendError, TrySendError};
use std::sync::{LazyLock, Mutex, OnceLock, RwLock};
use std::task::Poll;
use std::thread::JoinHandle;
use std::time::Duration;

use crate::prelude::*;
use crate::trace::Frozen;
use crate::trace::testing::{is_collected, is_held};

#[test]
fn cycles_through_collections_are_collected() {
    is_collected(|to| vec![to]);
    is_collected(|to| vec![to].into_boxed_slice());
    is_collected(|to| vec![to].into_iter());
    is_collected(|to| [to].into_iter());
    is_collected(|to| VecDeque::from([to]));
    is_collected(|to| LinkedList::from([to]));
    is_collected(|to| HashSet::from([to]));
    is_collected(|to| HashMap::from([("key", to)]));
    is_collected(|to| HashMap::from([(to, "value")]));
    is_collected(|to| BTreeMap::from([(1, vec![to])]));
    is_collected(|to| BTreeSet::from([Ordered(to)]));
    is_collected(|to| BinaryHeap::from([Reverse(Ordered(to))]));
}

/// A handle in the order of addresses.
#[derive(Trace, PartialEq, Eq)]
#[object(crate = crate)]
struct Ordered(AnyObj);

impl PartialOrd for Ordered {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ordered {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        AnyObj::id(&self.0).cmp(&AnyObj::id(&other.0))
    }
}

#[test]
fn cycles_through_cells_are_collected() {
    is_collected(|to| Cell::new(Some(to)));
    is_collected(RefCell::new);
    is_collected(OnceCell::from);
    is_collected(OnceLock::from);
    is_collected(Mutex::new);
    is_collected(RwLock::new);
}

#[test]
fn cycles_through_what_lazy_cells_made_are_collected() {
    is_collected(|to| {
        let cell = LazyCell::new(move || to);
        LazyCell::force(&cell);
        cell
    });
    is_collected(|to| {
        let cell = LazyLock::new(move || to);
        LazyLock::force(&cell);
        cell
    });
}

#[test]
fn what_lazy_cells_have_not_made_is_held() {
    is_held(|to| LazyCell::new(move || to));
}

#[test]
fn cycles_through_wrappers_are_collected() {
    is_collected(Box::new);
    is_collected(Box::pin);
    is_collected(Some);
    is_collected(Ok::<_, u8>);
    is_collected(Err::<u8, _>);
    is_collected(Reverse);
    is_collected(AssertUnwindSafe);
    is_collected(Poll::Ready);
    is_collected(Bound::Included);
    is_collected(Bound::Excluded);
    is_collected(ControlFlow::<_, u8>::Break);
    is_collected(ControlFlow::<u8, _>::Continue);
    is_collected(SendError);
    is_collected(TrySendError::Full);
    is_collected(|to| std::num::Wrapping(Some(to)));
    is_collected(|to| std::num::Saturating(Some(to)));
    is_collected(std::io::Cursor::new);
    is_collected(|to| Cow::<'static, [AnyObj]>::Owned(vec![to]));
}

#[test]
fn cycles_through_ranges_and_tuples_are_collected() {
    is_collected(|to| to..);
    is_collected(|to| ..to);
    is_collected(|to| ..=to);
    is_collected(|to| to.clone()..to);
    is_collected(|to| to.clone()..=to);
    is_collected(|to| (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, to));
    is_collected(|to| [to]);
}

#[test]
fn what_is_shared_or_never_dropped_is_held() {
    is_held(Rc::new);
    is_held(ManuallyDrop::new);
    is_held(|to| {
        let (sender, receiver) = std::sync::mpsc::channel();
        sender.send(to).unwrap();
        receiver
    });
}

#[test]
fn what_cannot_change_is_frozen() {
    fn is_frozen<T: Frozen + ?Sized>() {
        assert!(!T::HOLDS);
    }
    is_frozen::<(u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize)>();
    is_frozen::<[NonZero<u128>; 2]>();
    is_frozen::<(NonZero<i8>, NonZero<i16>, NonZero<i128>, NonZero<isize>)>();
    is_frozen::<HashMap<Reverse<Ipv4Addr>, Cow<'static, str>>>();
    is_frozen::<(Box<CStr>, Box<OsStr>, Box<Path>, Pin<Box<Bound<Duration>>>)>();
    is_frozen::<Result<ControlFlow<char>, Utf8Error>>();
}

#[test]
fn what_may_go_to_other_threads_holds_no_handles() {
    fn is_leaf<T: Trace + ?Sized>() {
        assert!(!T::HOLDS);
    }
    is_leaf::<Box<dyn Error + Send + Sync>>();
    is_leaf::<Box<dyn Any + Send>>();
    is_leaf::<Result<File, io::Error>>();
    is_leaf::<JoinHandle<()>>();
}
