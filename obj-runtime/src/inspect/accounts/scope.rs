//! Finding leaks in tests: what was made in a scope and is still there at its end.

use std::any::TypeId;
use std::collections::{HashMap, HashSet};

use super::find::find;
use super::leaks::Leaks;
use super::lines::{Lines, require_feature};
use crate::inspect::walk::{self, HeapObject};
use crate::ledger::{ARE_TRACED, Moment, moment};
use crate::object::Object;

/// A stretch of a program that is to leave nothing behind in its thread; made by [`scope`].
///
/// # Examples
/// ```
/// # use obj_runtime::inspect;
/// # use obj_runtime::prelude::*;
/// # #[derive(Object, Default)]
/// # struct Folder { entries: ObjVec<Folder> }
/// let scope = inspect::scope("request").collect_first();
/// drop(Obj::new(Folder::default()));
/// scope.assert_no_leaks();
/// ```
#[derive(Debug)]
#[must_use = "call `assert_no_leaks` at the end"]
pub struct Scope {
    name: String,
    start: Moment,
    /// The addresses and types of the objects there were, if objects have no numbers.
    known: Option<HashSet<(usize, TypeId)>>,
    expected: HashMap<TypeId, Expectation>,
    collects: bool,
    _lines: Lines,
}

/// What is expected of a type.
#[derive(Debug, Clone, Copy)]
pub(super) struct Expectation {
    pub(super) type_name: &'static str,
    pub(super) expected: Expected,
}

/// How many objects of a type may be left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expected {
    Any,
    Exactly(usize),
}

/// Begins a scope: objects that are made from now on in this thread are to be gone when
/// [`assert_no_leaks`](Scope::assert_no_leaks) is called.
///
/// Scopes of several threads do not see each other, so they work in tests that run in parallel. Scopes may nest.
///
/// With the feature `trace-refs`, lines are remembered meanwhile, handles that are taken in the scope and still open
/// are found as well, and the message names the line of each. Without, objects are known by
/// their address and type, and one that took the place of an object of its type that died in the scope is not noticed.
///
/// # Examples
/// ```
/// use obj_runtime::inspect;
/// use obj_runtime::prelude::*;
///
/// #[derive(Object)]
/// struct Point { x: i32 }
///
/// let scope = inspect::scope("points");
/// let point = Obj::new(Point { x: 1 });
/// let leaks = scope.check().unwrap_err();
/// assert_eq!(leaks.objects(), 1);
/// assert!(leaks.to_string().contains("1 Point"));
/// drop(point);
/// scope.assert_no_leaks();
/// ```
pub fn scope(name: impl Into<String>) -> Scope {
    let known = (!ARE_TRACED).then(|| walk::objects().map(place_and_type).collect());
    Scope {
        name: name.into(),
        start: moment(),
        known,
        expected: HashMap::new(),
        collects: false,
        _lines: Lines::start(),
    }
}

/// Runs a test and asserts that it leaves nothing behind in this thread: no object that it made, not even in a
/// garbage cycle. As a [`scope`] without the feature `trace-refs`, it takes an object for an earlier one of its type that lay
/// where it lies.
///
/// # Panics
/// As [`Scope::assert_no_leaks`].
///
/// # Examples
/// ```
/// use obj_runtime::inspect::no_leaks;
/// use obj_runtime::prelude::*;
///
/// #[derive(Object)]
/// struct Point { x: i32 }
///
/// # fn main() {
/// no_leaks(|| {
///     let point = Obj::new(Point { x: 1 });
///     assert_eq!(point.x, 1);
/// });
/// # }
/// ```
#[track_caller]
pub fn no_leaks<R>(test: impl FnOnce() -> R) -> R {
    let caller = std::panic::Location::caller();
    let scope = scope(format!("{}:{}", caller.file(), caller.line()));
    let result = test();
    scope.assert_no_leaks();
    result
}

impl Scope {
    /// Demands the lines that took handles.
    ///
    /// # Panics
    /// Without the feature `trace-refs`: a report without the lines that somebody counts on is worse than none.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Folder { entries: ObjVec<Folder> }
    /// if inspect::traces_refs() {
    ///     inspect::scope("folders").with_lines().assert_no_leaks();
    /// }
    /// ```
    #[track_caller]
    pub fn with_lines(self) -> Self {
        require_feature("Scope::with_lines");
        self
    }

    /// Collects garbage cycles before looking, so that they are no leaks. Otherwise they are.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Folder { entries: ObjVec<Folder> }
    /// let scope = inspect::scope("folders").collect_first();
    /// let home = Obj::new(Folder::default());
    /// home.entries.push(home.clone());
    /// drop(home);                                      // a cycle, which the collector frees
    /// scope.assert_no_leaks();
    /// ```
    pub fn collect_first(mut self) -> Self {
        self.collects = true;
        self
    }

    /// Objects of type `T` may be left, and handles to them: a table that is filled once, say.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Folder { entries: ObjVec<Folder> }
    /// let scope = inspect::scope("folders").allow::<Folder>();
    /// let kept = Obj::new(Folder::default());
    /// scope.assert_no_leaks();
    /// # drop(kept);
    /// ```
    pub fn allow<T: Object>(self) -> Self {
        self.expect::<T>(Expected::Any)
    }

    /// Exactly so many objects of type `T` are to be left.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Folder { entries: ObjVec<Folder> }
    /// let scope = inspect::scope("folders").expect_live::<Folder>(1);
    /// let kept = Obj::new(Folder::default());
    /// scope.assert_no_leaks();
    /// # drop(kept);
    /// ```
    pub fn expect_live<T: Object>(self, objects: usize) -> Self {
        self.expect::<T>(Expected::Exactly(objects))
    }

    fn expect<T: Object>(mut self, expected: Expected) -> Self {
        self.expected.insert(TypeId::of::<T>(), Expectation { type_name: T::NAME, expected });
        self
    }

    /// Looks for leaks. Time in proportion to the heap and the open handles.
    ///
    /// Small values and constants, which the runtime keeps, are no leaks.
    ///
    /// # Errors
    /// What is left.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Folder { entries: ObjVec<Folder> }
    /// let scope = inspect::scope("folders");
    /// let kept = Obj::new(Folder::default());
    /// assert!(scope.check().is_err());
    /// drop(kept);
    /// assert!(scope.check().is_ok());
    /// ```
    pub fn check(&self) -> Result<(), Leaks> {
        if self.collects {
            crate::gc::collect();
        }
        match find(self) {
            leaks if leaks.is_empty() => Ok(()),
            leaks => Err(leaks),
        }
    }

    /// Panics if something is left, with a message that says what, who holds it, and which line took the handle.
    ///
    /// # Panics
    /// If there are leaks.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Folder { entries: ObjVec<Folder> }
    /// let scope = inspect::scope("folders");
    /// drop(Obj::new(Folder::default()));
    /// scope.assert_no_leaks();
    /// ```
    #[track_caller]
    pub fn assert_no_leaks(&self) {
        if let Err(leaks) = self.check() {
            panic!("{leaks}");
        }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Whether an object was made in the scope.
    pub(super) fn is_new(&self, object: HeapObject) -> bool {
        match &self.known {
            Some(known) => !known.contains(&place_and_type(object)),
            None => object.header().record.serial() > self.start.serial,
        }
    }

    /// Whether something that happened at a step was in the scope.
    pub(super) fn saw(&self, step: u64) -> bool {
        step > self.start.step
    }

    /// Whether something is expected of the type of an object.
    pub(super) fn expects(&self, object: HeapObject) -> bool {
        self.expected.contains_key(&object.info().type_id)
    }

    pub(super) fn expectations(&self) -> impl Iterator<Item = (TypeId, Expectation)> {
        self.expected.iter().map(|(&type_id, &expectation)| (type_id, expectation))
    }
}

fn place_and_type(object: HeapObject) -> (usize, TypeId) {
    (object.id(), object.info().type_id)
}
