//! The visitor that `Trace::trace` is given.

use std::mem::needs_drop;
use std::sync::Arc;

use super::Trace;
use super::depth::Deferred;
use super::plain_values::PlainValues;
use crate::ground::prefetch::prefetch;
use crate::handle::Handle;
use crate::header::ObjectPtr;
use crate::ledger::{self, Token};

/// One step on the way from an object to a handle inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Step {
    /// A named field, or `0`, `1`, … of a tuple struct.
    Field(&'static str),
    /// An item of a sequence.
    Index(usize),
    /// The key of an entry of a map, by the entry's position.
    Key(usize),
    /// The value of an entry of a map, by the entry's position.
    Value(usize),
}

/// A step and, for the value of a map's entry, the text of the key, if that can be written without running user code.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NamedStep {
    pub(crate) step: Step,
    pub(crate) key: Option<Arc<str>>,
}

/// A handle found inside an object, and the way to it with the texts of keys.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NamedEdge<'a> {
    pub(crate) path: &'a [NamedStep],
    pub(crate) target: ObjectPtr,
    pub(crate) weak: bool,
}

/// Receives the handles inside a value. Made by the collector and by `inspect`.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
///
/// /// A part that is written by hand.
/// struct Maybe(ObjCell<Node>, bool);
///
/// // SAFETY: the handle is visited once, and dropped by its own field.
/// unsafe impl Trace for Maybe {
///     type Leaves<H> = Self;
///     const HOLDS: bool = true;
///     fn trace(this: &Self, tracer: &mut Tracer) {
///         tracer.field("0", &this.0);
///     }
/// }
///
/// #[derive(Object)]
/// struct Node { next: Maybe }
///
/// let node = Obj::new(Node { next: Maybe(ObjCell::default(), true) });
/// node.next.0.set(&node);
/// assert!(node.next.1);
/// drop(node);
/// assert_eq!(obj_runtime::gc::collect(), 1);
/// ```
pub struct Tracer {
    /// The strong handles visited.
    pub(crate) found: Vec<ObjectPtr>,
    /// What is visited.
    level: Level,
    /// What is remembered of everything that is visited.
    pub(super) everything: Option<Box<Everything>>,
    /// How many containers deep in the value this is.
    pub(super) depth: u32,
    /// How many guards are held.
    pub(super) guards: u32,
    /// Containers that lie too deep to be traced at once.
    pub(super) deferred: Vec<Deferred>,
    /// Whether a part could not be looked into.
    passed_over: bool,
    /// Whether a part holds more than its handles.
    is_looked_at_again: bool,
}

/// What a tracer visits, each more than the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    /// The handles that matter to the collector.
    Cycles,
    /// All strong handles.
    Strong,
    /// Weak handles as well, with the ways to all of them.
    Everything,
}

impl Level {
    /// The last for which is done what is done for the collector, if that finds all strong handles or not.
    const fn for_cycles(finds_all: bool) -> Self {
        if finds_all { Self::Strong } else { Self::Cycles }
    }
}

/// So many steps of a way are told.
const LONGEST_PATH: usize = 256;

#[derive(Default)]
pub(super) struct Everything {
    /// The way that is being gone.
    pub(super) path: Vec<NamedStep>,
    /// The text of the key visited last, and its position.
    key: Option<(usize, Arc<str>)>,
    /// The ways to the handles found, one after the other.
    steps: Vec<NamedStep>,
    edges: Vec<FoundEdge>,
    /// The anchors of the weak handles visited.
    anchors: Vec<usize>,
    /// The tokens of the strong handles visited, if handles are traced.
    tokens: Vec<Token>,
    /// Where the strong handles visited lie.
    places: Vec<usize>,
    /// The plain values visited, if they are wanted.
    pub(super) values: PlainValues,
    /// The ways to what could not be looked into, if values are wanted.
    #[cfg(feature = "trace-refs")]
    passed_over: Vec<Vec<NamedStep>>,
}

/// A handle found; the way to it ends at `end` of the steps and begins where that of the one before ends.
struct FoundEdge {
    end: usize,
    target: ObjectPtr,
    weak: bool,
}

impl Tracer {
    /// A tracer that visits the handles that matter to the collector.
    pub(crate) const fn new() -> Self {
        Self {
            found: Vec::new(),
            level: Level::Cycles,
            everything: None,
            depth: 0,
            guards: 0,
            deferred: Vec::new(),
            passed_over: false,
            is_looked_at_again: false,
        }
    }

    /// A tracer that visits everything and remembers the way to it.
    pub(crate) fn of_everything() -> Self {
        Self { level: Level::Everything, everything: Some(Box::default()), ..Self::new() }
    }

    /// A tracer that visits everything, and remembers what strong handles lead to.
    #[cfg(any(feature = "serde", feature = "parcel"))]
    pub(crate) fn of_strong_handles() -> Self {
        Self { level: Level::Strong, ..Self::new() }
    }

    /// Calls `visit` with each handle that a tracer of everything has found since the last call, strong and weak, in the
    /// order of tracing.
    pub(crate) fn drain_edges(&mut self, mut visit: impl FnMut(NamedEdge<'_>)) {
        let Some(everything) = &mut self.everything else { return };
        everything.add_edges(self.found.drain(..), false);
        let mut start = 0;
        for &FoundEdge { end, target, weak } in &everything.edges {
            visit(NamedEdge { path: &everything.steps[start..end], target, weak });
            start = end;
        }
        everything.steps.clear();
        everything.edges.clear();
        everything.anchors.clear();
        everything.tokens.clear();
        everything.places.clear();
    }

    /// The ways to what a tracer of everything has found, strong and weak, in the order of tracing.
    #[cfg(test)]
    pub(crate) fn take_paths(&mut self) -> Vec<Vec<Step>> {
        let mut paths = Vec::new();
        self.drain_edges(|edge| paths.push(edge.path.iter().map(|named| named.step).collect()));
        paths
    }

    /// The anchors of the weak handles that a tracer of everything has visited.
    pub(crate) fn take_anchors(&mut self) -> Vec<usize> {
        self.everything.as_mut().map(|everything| std::mem::take(&mut everything.anchors)).unwrap_or_default()
    }

    /// The tokens of the strong handles that a tracer of everything has visited, in the order of tracing.
    pub(crate) fn take_tokens(&mut self) -> Vec<Token> {
        self.everything.as_mut().map(|everything| std::mem::take(&mut everything.tokens)).unwrap_or_default()
    }

    /// Where the strong handles lie that a tracer of everything has visited, in the order of tracing.
    pub(crate) fn take_places(&mut self) -> Vec<usize> {
        self.everything.as_mut().map(|everything| std::mem::take(&mut everything.places)).unwrap_or_default()
    }

    /// A part of the value is borrowed, or locked, and is not visited.
    #[inline]
    pub(crate) fn pass_over(&mut self) {
        self.passed_over = true;
        #[cfg(feature = "trace-refs")]
        if let Some(everything) = self.everything.as_deref_mut()
            && everything.values.are_wanted()
        {
            let way = everything.told_path().to_vec();
            everything.passed_over.push(way);
        }
    }

    /// The ways to the parts that a tracer of everything and of values has not been able to look into.
    #[cfg(feature = "trace-refs")]
    pub(crate) fn take_passed_over(&mut self) -> Vec<Vec<NamedStep>> {
        self.everything.as_mut().map(|everything| std::mem::take(&mut everything.passed_over)).unwrap_or_default()
    }

    /// A part of the value is not as `TRACE_TELLS_ALL` says.
    #[inline]
    pub(crate) fn look_again(&mut self) {
        self.is_looked_at_again = true;
    }

    /// Whether that was said since the last call.
    #[cfg(feature = "parcel")]
    pub(crate) fn was_to_look_again(&mut self) -> bool {
        std::mem::take(&mut self.is_looked_at_again)
    }

    /// Whether a tracer of everything has not been able to look into a part.
    pub(crate) fn has_passed_over(&self) -> bool {
        self.passed_over
    }

    /// Traces a field called `name`.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Node { near: Pair }
    /// /// Two handles, written by hand.
    /// #[derive(Default)]
    /// struct Pair([ObjCell<Node>; 2]);
    ///
    /// // SAFETY: each handle is visited once, and dropped by its own cell.
    /// unsafe impl Trace for Pair {
    ///     type Leaves<H> = Self;
    ///     const HOLDS: bool = true;
    ///     fn trace(this: &Self, tracer: &mut Tracer) {
    ///         tracer.field("0", &this.0);
    ///     }
    /// }
    /// # let node = Obj::new(Node::default());
    /// # node.near.0[1].set(&node);
    /// # drop(node);
    /// # assert_eq!(obj_runtime::gc::collect(), 1);
    /// ```
    #[inline]
    pub fn field<T: Trace + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.step(|| Step::Field(name), value);
    }

    /// Traces the item at `index` of a sequence.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Node { near: Pair }
    /// /// Two handles, written by hand.
    /// #[derive(Default)]
    /// struct Pair([ObjCell<Node>; 2]);
    ///
    /// // SAFETY: each handle is visited once, and dropped by its own cell.
    /// unsafe impl Trace for Pair {
    ///     type Leaves<H> = Self;
    ///     const HOLDS: bool = true;
    ///     fn trace(this: &Self, tracer: &mut Tracer) {
    ///         for (index, cell) in this.0.iter().enumerate() {
    ///             tracer.item(index, cell);
    ///         }
    ///     }
    /// }
    /// # let node = Obj::new(Node::default());
    /// # node.near.0[1].set(&node);
    /// # drop(node);
    /// # assert_eq!(obj_runtime::gc::collect(), 1);
    /// ```
    #[inline]
    pub fn item<T: Trace + ?Sized>(&mut self, index: usize, value: &T) {
        self.step(|| Step::Index(index), value);
    }

    /// Traces the items of a sequence.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Node { near: Pair }
    /// /// Two handles, written by hand.
    /// #[derive(Default)]
    /// struct Pair([ObjCell<Node>; 2]);
    ///
    /// // SAFETY: each handle is visited once, and dropped by its own cell.
    /// unsafe impl Trace for Pair {
    ///     type Leaves<H> = Self;
    ///     const HOLDS: bool = true;
    ///     fn trace(this: &Self, tracer: &mut Tracer) {
    ///         tracer.items(&this.0);
    ///     }
    /// }
    /// # let node = Obj::new(Node::default());
    /// # node.near.0[1].set(&node);
    /// # drop(node);
    /// # assert_eq!(obj_runtime::gc::collect(), 1);
    /// ```
    #[inline]
    pub fn items<T: Trace>(&mut self, items: &[T]) {
        if self.read_handles(items) {
            return;
        }
        if T::POINTERS.is_handle::<T>() {
            self.each_handle(items);
        } else if T::HOLDS || self.wants_everything() {
            self.each(items);
        }
    }

    /// The same of handles, for a tracer of everything. Apart, so that rows of handles are traced in line otherwise.
    #[cold]
    #[inline(never)]
    fn each_handle<T: Trace>(&mut self, items: &[T]) {
        self.each(items);
    }

    /// The same, if the items are handles, and nothing more is to be known of them. Returns whether they are.
    #[inline]
    pub(super) fn read_handles<T: Trace>(&mut self, items: &[T]) -> bool {
        if self.level > const { Level::for_cycles(is_never_null::<T>()) } || !T::POINTERS.is_handle::<T>() {
            return false;
        }
        self.find_handles(items);
        true
    }

    /// Finds what handles lead to.
    #[inline]
    fn find_handles<T: Trace>(&mut self, items: &[T]) {
        debug_assert!(T::POINTERS.is_handle::<T>(), "asked before");
        let first: *const Option<ObjectPtr> = items.as_ptr().cast();
        // SAFETY: each item is a handle, a mark or null, as its map and its size say.
        let targets = unsafe { std::slice::from_raw_parts(first, items.len()) };
        if const { is_never_null::<T>() } {
            self.found.extend(targets.iter().map(|target| {
                let target = target.expect("a handle is not null");
                debug_assert!(!target.is_mark(), "it is in no cell");
                prefetch(target.raw().as_ptr());
                target
            }));
        } else {
            self.found.reserve(targets.len());
            targets.iter().flatten().filter(|target| !target.is_mark()).for_each(|&target| self.find(target));
        }
    }

    /// The same, one by one. Items without bytes hold nothing, and there may be 2^63 of them.
    #[inline]
    pub(crate) fn each<'a, T: Trace + 'a>(&mut self, items: impl IntoIterator<Item = &'a T>) {
        if size_of::<T>() == 0 {
            return;
        }
        if self.wants_everything() {
            self.each_of_everything(items);
        } else if T::HOLDS {
            items.into_iter().for_each(|item| T::trace(item, self));
        }
    }

    /// The same for a tracer of everything.
    #[cold]
    #[inline(never)]
    fn each_of_everything<'a, T: Trace + 'a>(&mut self, items: impl IntoIterator<Item = &'a T>) {
        items.into_iter().enumerate().for_each(|(index, item)| self.item(index, item));
    }

    /// Traces the key of the entry at `index` of a map.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Node { near: Pair }
    /// /// Two handles, written by hand.
    /// #[derive(Default)]
    /// struct Pair([ObjCell<Node>; 2]);
    ///
    /// // SAFETY: each handle is visited once, and dropped by its own cell.
    /// unsafe impl Trace for Pair {
    ///     type Leaves<H> = Self;
    ///     const HOLDS: bool = true;
    ///     fn trace(this: &Self, tracer: &mut Tracer) {
    ///         tracer.key(0, &this.0[0]);                // the entry at 0 of a map
    ///         tracer.value(0, &this.0[1]);
    ///     }
    /// }
    /// # let node = Obj::new(Node::default());
    /// # node.near.0[1].set(&node);
    /// # drop(node);
    /// # assert_eq!(obj_runtime::gc::collect(), 1);
    /// ```
    #[inline]
    pub fn key<T: Trace + ?Sized>(&mut self, index: usize, key: &T) {
        self.step(|| Step::Key(index), key);
        if self.level == Level::Everything {
            self.remember_key(index, key);
        }
    }

    /// Traces the value of the entry at `index` of a map.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Node { near: Pair }
    /// /// Two handles, written by hand.
    /// #[derive(Default)]
    /// struct Pair([ObjCell<Node>; 2]);
    ///
    /// // SAFETY: each handle is visited once, and dropped by its own cell.
    /// unsafe impl Trace for Pair {
    ///     type Leaves<H> = Self;
    ///     const HOLDS: bool = true;
    ///     fn trace(this: &Self, tracer: &mut Tracer) {
    ///         tracer.key(0, &this.0[0]);                // the entry at 0 of a map
    ///         tracer.value(0, &this.0[1]);
    ///     }
    /// }
    /// # let node = Obj::new(Node::default());
    /// # node.near.0[1].set(&node);
    /// # drop(node);
    /// # assert_eq!(obj_runtime::gc::collect(), 1);
    /// ```
    #[inline]
    pub fn value<T: Trace + ?Sized>(&mut self, index: usize, value: &T) {
        self.step(|| Step::Value(index), value);
    }

    /// Whether values that cannot hold a handle that matters to the collector are to be visited too.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Node { near: Pair }
    /// /// Two handles, written by hand.
    /// #[derive(Default)]
    /// struct Pair([ObjCell<Node>; 2]);
    ///
    /// // SAFETY: each handle is visited once, and dropped by its own cell.
    /// unsafe impl Trace for Pair {
    ///     type Leaves<H> = Self;
    ///     const HOLDS: bool = true;
    ///     fn trace(this: &Self, tracer: &mut Tracer) {
    ///         if Self::HOLDS || tracer.wants_everything() {
    ///             tracer.items(&this.0);
    ///         }
    ///     }
    /// }
    /// # let node = Obj::new(Node::default());
    /// # node.near.0[1].set(&node);
    /// # drop(node);
    /// # assert_eq!(obj_runtime::gc::collect(), 1);
    /// ```
    #[inline]
    #[must_use]
    pub fn wants_everything(&self) -> bool {
        self.level > Level::Cycles
    }

    /// Goes a step, which the collector's tracer need not write down.
    #[inline]
    pub(super) fn step<T: Trace + ?Sized>(&mut self, step: impl FnOnce() -> Step, value: &T) {
        // Where the collector's trace finds all strong handles, those who want no more go the same way.
        if self.level > const { Level::for_cycles(T::TRACE_FINDS_ALL) } {
            self.step_of_everything(step(), value);
        } else if T::HOLDS {
            T::trace(value, self);
        }
    }

    /// The same for a tracer of everything.
    #[cold]
    #[inline(never)]
    fn step_of_everything<T: Trace + ?Sized>(&mut self, step: Step, value: &T) {
        // A value that needs no drop holds no handle, not even a weak one.
        if self.is_brief() {
            if T::HOLDS || needs_drop::<T>() {
                T::trace(value, self);
            }
        } else if T::HOLDS || needs_drop::<T>() || self.wants_value_at(step) {
            self.walk(step, value);
        }
    }

    fn is_brief(&self) -> bool {
        self.level == Level::Strong
    }

    #[cold]
    fn remember_key<T: Trace + ?Sized>(&mut self, index: usize, key: &T) {
        if let Some(everything) = self.everything.as_deref_mut() {
            everything.key = T::text_of_key(key).map(|text| (index, text.into()));
        }
    }

    /// What does not depend on the type is not compiled for each.
    #[cold]
    fn walk<T: Trace + ?Sized>(&mut self, step: Step, value: &T) {
        self.begin_step(step);
        let is_told = self.wants_value_at(step) && self.tell(T::text_of_key(value));
        let before = self.mute_values(is_told);
        T::trace(value, self);
        self.end_step(before);
    }

    fn begin_step(&mut self, step: Step) {
        if let Some(everything) = self.everything.as_deref_mut() {
            // What was found before lies on the way gone so far.
            everything.add_edges(self.found.drain(..), false);
            let key = everything.key.take().filter(|(index, _)| step == Step::Value(*index)).map(|(_, text)| text);
            everything.path.push(NamedStep { step, key });
        }
    }

    fn end_step(&mut self, were_values_muted: bool) {
        if let Some(everything) = self.everything.as_deref_mut() {
            everything.values.mute(were_values_muted);
            everything.add_edges(self.found.drain(..), false);
            everything.path.pop();
        }
    }

    /// The way that is being gone, as far as it is told, if somebody wants to know.
    pub(super) fn path(&self) -> Vec<NamedStep> {
        self.everything.as_ref().map(|everything| everything.told_path().to_vec()).unwrap_or_default()
    }

    /// Goes on from the end of another way; returns the one that was being gone.
    pub(super) fn go_to(&mut self, path: Vec<NamedStep>) -> Vec<NamedStep> {
        let Some(everything) = self.everything.as_deref_mut() else { return path };
        everything.add_edges(self.found.drain(..), false);
        std::mem::replace(&mut everything.path, path)
    }

    /// What a strong handle leads to was found.
    #[inline]
    pub(crate) fn find(&mut self, target: ObjectPtr) {
        prefetch(target.raw().as_ptr());
        self.found.push(target);
    }

    /// A strong handle was met.
    #[inline]
    pub(crate) fn strong(&mut self, handle: &Handle) {
        // Asked first: where it is known already, it is not asked again.
        if self.level == Level::Everything {
            self.remember(handle);
        }
        self.find(handle.pointer());
    }

    /// Writes down what is known of a strong handle.
    #[cold]
    #[inline(never)]
    fn remember(&mut self, handle: &Handle) {
        if let Some(everything) = self.everything.as_deref_mut() {
            everything.places.push(std::ptr::from_ref(handle).addr());
            if ledger::ARE_TRACED {
                everything.tokens.push(handle.token());
            }
        }
    }

    /// A weak handle was met.
    #[inline]
    pub(crate) fn weak(&mut self, anchor: usize, target: Option<ObjectPtr>) {
        if let Some(everything) = self.everything.as_deref_mut() {
            everything.anchors.push(anchor);
            // What was found before lies on the same way.
            everything.add_edges(self.found.drain(..), false);
            everything.add_edges(target, true);
        }
    }
}

/// Whether null is none of the values of a handle. It is no cell then: only cells have marks.
const fn is_never_null<T>() -> bool {
    size_of::<Option<T>>() == size_of::<T>()
}

impl Everything {
    fn told_path(&self) -> &[NamedStep] {
        &self.path[..self.path.len().min(LONGEST_PATH)]
    }

    /// Handles were found on the way that is being gone.
    fn add_edges(&mut self, targets: impl IntoIterator<Item = ObjectPtr>, weak: bool) {
        for target in targets {
            let told = self.path.len().min(LONGEST_PATH);
            self.steps.extend_from_slice(&self.path[..told]);
            self.edges.push(FoundEdge { end: self.steps.len(), target, weak });
        }
    }
}
