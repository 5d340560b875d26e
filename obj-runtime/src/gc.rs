//! The collector's controls: Python's `gc` module.
//!
//! Counting frees most objects the moment their last handle goes. What it cannot free, cycles, the
//! collector finds; it runs by itself now and then when objects are made, so nothing here has to be called.
//! All of it concerns the thread that calls.

use std::rc::Rc;

use crate::collector::{self, Collector, condition};
use crate::header::FlagWord;
use crate::heap::Heap;
use crate::object::any::AnyObj;
use crate::{ground::unraisable, thread_end};

pub use crate::collector::callbacks::{CallbackId, Collection, Phase};
pub use crate::collector::condition::Load;
pub use crate::collector::generation::{Generation, GenerationStats};
pub use crate::collector::stats::{HeapStats, Stats};
pub use crate::collector::{ExternalMemory, Progress};
pub use crate::ground::unraisable::Unraisable;

/// Collects all garbage cycles; returns the number of objects found to be garbage.
///
/// What counts is what CPython counts: objects found unreachable of types that can be in cycles, without
/// those that a finalizer resurrected or that died by counting inside a finalizer. Called while a
/// collection runs (by a finalizer, say) it does nothing and returns 0.
///
/// Takes time proportional to what the candidates reach: objects to which a handle was dropped since they
/// were last looked at, and that lived on.
///
/// Memory that the heap has not used since the full collection before goes back to the system.
///
/// # Panics
/// Passes on the first panic of a finalizer or callback, after everything else has run.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
///
/// #[derive(Object, Default)]
/// struct Node { next: ObjCell<Node> }
///
/// let a = Obj::new(Node::default());
/// let b = Obj::new(Node::default());
/// a.next.set(Some(b.clone()));
/// b.next.set(Some(a.clone()));
/// drop((a, b));
/// assert_eq!(obj_runtime::gc::collect(), 2);
/// ```
pub fn collect() -> usize {
    collector::collect(Generation::Full)
}

/// Collects garbage cycles among the objects made since the last collection.
///
/// Objects older than that are not looked at, whatever the number of them. Otherwise as [`collect`].
///
/// # Panics
/// As [`collect`].
///
/// # Examples
/// ```
/// # use obj_runtime::prelude::*;
/// # use obj_runtime::gc;
/// # #[derive(Object, Default)]
/// # struct Node { next: ObjCell<Node> }
/// let node = Obj::new(Node::default());
/// node.next.set(&node);
/// drop(node);                             // young: made since the last collection
/// assert_eq!(gc::collect_young(), 1);
/// ```
pub fn collect_young() -> usize {
    collector::collect(Generation::Young)
}

/// Does a part of a full collection: looks at about `budget` objects (one at least), then returns.
///
/// Call it again and again, say once a frame, until [`Progress::is_done`]; the next call then begins anew. What is
/// bounded by the budget is the work over objects that are alive. Not bounded is what has to be done in
/// one go once garbage is suspected: counting the suspects alone again, running their
/// finalizers and dropping them. A [`collect`] in between starts over.
///
/// Automatic collections still run. A round that is finished puts off the next automatic full collection as any full
/// collection does, so a program that steps often enough will not see one; one that must not may [`disable`] them.
/// The young ones go with them then, and all garbage is left to the rounds: each dead object takes about four of the
/// budget, so a budget of less than that for each object made lets the heap, and what is done in one go, grow.
///
/// Garbage that exists when a round begins is freed by the end of the round, unless it was upgraded from a
/// weak handle meanwhile; what turns to garbage later is found by the next round.
///
/// # Panics
/// As [`collect`].
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
/// use obj_runtime::gc;
///
/// #[derive(Object, Default)]
/// struct Node { next: ObjCell<Node> }
///
/// let node = Obj::new(Node::default());
/// node.next.set(Some(node.clone()));
/// drop(node);
/// let mut collected = 0;
/// loop {
///     let progress = gc::step(100);
///     collected += progress.collected();
///     if progress.is_done() { break }
/// }
/// assert_eq!(collected, 1);
/// ```
#[doc(alias = "collect_debt")]
pub fn step(budget: usize) -> Progress {
    collector::step(budget)
}

/// Leaves the objects that are there when the thread ends as they are: for the main thread of a program that has done its work,
/// whose memory the system takes back faster.
///
/// Otherwise, the end of a thread releases what the runtime keeps, collects, and gives all memory back. Now there is no last
/// collection: garbage cycles are not dropped, their finalizers and the [cleanups](crate::Cleanup) of what is alive do not run. Handles in
/// thread-locals are still dropped, and count. The memory of a thread that is not the program's last is lost.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
/// use obj_runtime::gc;
///
/// #[derive(Object, Default)]
/// struct Node { next: ObjCell<Node> }
///
/// let node = Obj::new(Node::default());
/// node.next.set(&node);
/// println!("the work is done");
/// gc::leak_at_end();
/// ```
#[doc(alias = "leak")]
pub fn leak_at_end() {
    thread_end::leave_all();
}

/// Stops automatic collections. [`collect`], [`collect_young`] and [`step`] still work.
///
/// # Examples
/// ```
/// # use obj_runtime::prelude::*;
/// # use obj_runtime::gc;
/// # #[derive(Object, Default)]
/// # struct Node { next: ObjCell<Node> }
/// gc::disable();                          // nothing is collected while the graph is loaded
/// let nodes: Vec<_> = (0..1_000).map(|_| Obj::new(Node::default())).collect();
/// gc::enable();
/// # assert_eq!(nodes.len(), 1_000);
/// ```
pub fn disable() {
    Collector::current().enabled.set(false);
}

/// Allows automatic collections again.
///
/// # Examples
/// ```
/// # use obj_runtime::gc;
/// gc::disable();
/// assert!(!gc::is_enabled());
/// gc::enable();
/// assert!(gc::is_enabled());
/// ```
pub fn enable() {
    Collector::current().enabled.set(true);
}

/// Whether automatic collections are allowed, as they are in a new thread.
///
/// # Examples
/// ```
/// # use obj_runtime::gc;
/// assert!(gc::is_enabled());
/// std::thread::spawn(gc::disable).join().unwrap();
/// assert!(gc::is_enabled());               // each thread has its own
/// ```
#[doc(alias = "isenabled")]
#[must_use]
pub fn is_enabled() -> bool {
    Collector::current().enabled.get()
}

/// Whether a collection of this thread is under way: its finalizers, destructors or callbacks call this.
///
/// # Examples
/// ```
/// use obj_runtime::gc;
///
/// assert!(!gc::is_collecting());
/// let id = gc::callbacks::add(|_, _| assert!(gc::is_collecting()));
/// gc::collect();
/// # gc::callbacks::remove(id);
/// ```
#[doc(alias = "is_tracing")]
#[must_use]
pub fn is_collecting() -> bool {
    Collector::current().is_running()
}

/// Has `decide` say when to collect, in place of the rules of [`threshold`], which are among what it is told.
///
/// It is asked when an object is made and there is no place left on the page of its type, of 16 KiB, as there is none for the first
/// sixteen of a type and for what is larger than a page; when one is made that owns a kibibyte or more outside of the heap;
/// when the next one is made on a page where a candidate has reached a [`threshold`] of less than a page of objects, or was found to own
/// more than before; when an [`ExternalMemory`] is made or grows; and when a parcel is unpacked. It is not asked while collections are
/// [disabled](disable) or one is under way, but between the parts of one in parts ([`step`]). The collection that it returns comes at
/// once. Objects that it makes itself bring none. If it panics, the panic goes to the hook for such ([`set_unraisable_hook`]), and
/// what is due comes.
///
/// It is dropped when another one is set, by [`reset_condition`], and at the thread's end.
///
/// # Examples
/// A program that draws frames collects as ever, but not while it draws.
/// ```
/// use obj_runtime::gc;
/// use std::{cell::Cell, rc::Rc};
///
/// let is_drawing = Rc::new(Cell::new(false));
/// let flag = is_drawing.clone();
/// gc::set_condition(move |load| if flag.get() { None } else { load.due });
/// is_drawing.set(true);
/// # gc::reset_condition();
/// ```
#[doc(alias = "set_collect_condition")]
pub fn set_condition(decide: impl Fn(&Load) -> Option<Generation> + 'static) {
    condition::set(Some(Rc::new(decide)));
    thread_end::register();
}

/// Drops the function of [`set_condition`]: the rules of [`threshold`] decide again, as in a new thread.
///
/// # Examples
/// ```
/// use obj_runtime::gc;
///
/// gc::set_condition(|_| None);
/// gc::reset_condition();
/// ```
pub fn reset_condition() {
    condition::set(None);
}

/// How many new candidates make a young automatic collection due.
///
/// A collection that finds nothing, or little, makes the next one wait up to 256 times as long; one that finds much is
/// followed by the next at the threshold again. None comes while the pages of the heap take less than 512 KiB and
/// have not grown by half since half of the candidates had come, unless the threshold was set to less than the usual one. Full
/// collections come when the heap has doubled since the last one that found garbage, or
/// quadrupled since one that did not, and there is a candidate. (A heap of less than 16 MiB counts as one of 16 MiB. The first
/// one comes at 32 MiB, at 64 MiB if a young collection found little before, or at 128 MiB if it found nothing.)
///
/// What values own outside of their objects, through the types of the standard library or as their
/// [`Trace::weigh`](crate::Trace::weigh) says, counts as well, from a kibibyte an object on, and may double between two full
/// collections, whatever the last one found. However small the heap is, that alone makes a full collection due when it has
/// grown by a fifth of what the last one left, and so much that the time for the collection is little beside the time for
/// the buffers: by 8 times the bytes of the pages, and by 8 KiB for each object that will have to be looked at, if that is as large a
/// part of the heap as it was last time.
///
/// An object is weighed when it is made, when an [`ObjMut`](crate::ObjMut) of it
/// ends, when it becomes a candidate (after eight on a page that own little, the others are not, and then two of each
/// generation are), and if it owned much before, in its turn: with each full collection a thousand are, or as many as it looks
/// at, and with a round of [`step`] all, in parts. A buffer that grows by other ways is seen then, and not before: never, if its object can be in no cycle and owned little when it was made. Such memory, and all that no type says it
/// owns, is told of by an [`ExternalMemory`].
///
/// A candidate is an object, of a type that can be in cycles, that lost a handle and lived on. Objects are only
/// counted when that happens, so a program that makes no cycles pays nothing, however much it allocates
/// (CPython counts allocations instead).
///
/// # Examples
/// ```
/// # use obj_runtime::gc;
/// let usual = gc::threshold();
/// gc::set_threshold(4 * usual);           // fewer collections, each with more to do
/// assert_eq!(gc::threshold(), 4 * usual);
/// ```
#[doc(alias = "get_threshold")]
#[must_use]
pub fn threshold() -> usize {
    Collector::current().pace.threshold()
}

/// How many new candidates there were since the last collection: at the [`threshold`], a young one is due.
///
/// (CPython: `gc.get_count()`.)
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
/// use obj_runtime::gc;
///
/// #[derive(Object, Default)]
/// struct Node { next: ObjCell<Node> }
///
/// gc::collect();
/// let node = Obj::new(Node::default());
/// assert_eq!(gc::candidates(), 0);
/// drop(node.clone());
/// assert_eq!(gc::candidates(), 1);
/// ```
#[doc(alias = "get_count")]
#[must_use]
pub fn candidates() -> usize {
    Heap::current().candidates.marks()
}

/// Sets the [`threshold`]. It is honoured to the candidate: a collection comes with the next object of the candidate's type.
///
/// With 0 or 1, every new candidate brings one.
///
/// # Examples
/// ```
/// # use obj_runtime::prelude::*;
/// # use obj_runtime::gc;
/// # #[derive(Object, Default)]
/// # struct Node { next: ObjCell<Node> }
/// gc::set_threshold(1);                   // a test that wants as many collections as there can be
/// let node = Obj::new(Node::default());
/// node.next.set(&node);
/// drop(node);
/// let _other = Obj::new(Node::default()); // collects first
/// assert_eq!(gc::stats().young.collected, 1);
/// ```
pub fn set_threshold(candidates: usize) {
    Collector::current().pace.set_threshold(candidates);
    Heap::current().candidates.set_threshold(candidates);
}

/// Moves all objects alive now out of reach of the collector, as CPython's `gc.freeze`.
///
/// They are still freed by counting. Useful after a program has loaded what it keeps until its end. The last collection of a thread
/// looks at them again, unless [`leak_at_end`] was called.
/// (This has nothing to do with types that are *frozen*.) Takes time proportional to the heap. Does nothing while a
/// collection runs.
///
/// # Examples
/// ```
/// # use obj_runtime::prelude::*;
/// # use obj_runtime::gc;
/// # #[derive(Object, Default)]
/// # struct Node { next: ObjCell<Node> }
/// let menu = Obj::new(Node::default());    // stays until the program ends
/// gc::freeze();
/// drop(menu.clone());
/// assert_eq!(gc::collect(), 0);           // does not look at it
/// assert_eq!(gc::freeze_count(), 1);
/// gc::unfreeze();
/// ```
pub fn freeze() {
    collector::freeze(Heap::current());
}

/// Gives the objects that [`freeze`] moved back to the old generation.
///
/// All of them are candidates then: the next full collection looks at them. Takes time proportional to the heap.
///
/// # Examples
/// ```
/// # use obj_runtime::prelude::*;
/// # use obj_runtime::gc;
/// # #[derive(Object, Default)]
/// # struct Node { next: ObjCell<Node> }
/// let node = Obj::new(Node::default());
/// node.next.set(&node);
/// gc::freeze();
/// drop(node);
/// assert_eq!(gc::collect(), 0);           // garbage, but out of reach
/// gc::unfreeze();
/// assert_eq!(gc::collect(), 1);
/// ```
pub fn unfreeze() {
    collector::unfreeze(Heap::current());
}

/// The number of objects moved out of reach by [`freeze`]. Takes time proportional to the heap.
///
/// # Examples
/// ```
/// # use obj_runtime::prelude::*;
/// # use obj_runtime::gc;
/// # #[derive(Object, Default)]
/// # struct Node { next: ObjCell<Node> }
/// let nodes = [Obj::new(Node::default()), Obj::new(Node::default())];
/// gc::freeze();
/// assert_eq!(gc::freeze_count(), 2);
/// # gc::unfreeze();
/// # drop(nodes);
/// ```
#[doc(alias = "get_freeze_count")]
#[must_use]
pub fn freeze_count() -> usize {
    collector::freeze_count(Heap::current())
}

/// Whether objects of this object's type are looked at by the collector: whether they can be in cycles.
///
/// # Examples
/// ```
/// # use obj_runtime::prelude::*;
/// # use obj_runtime::gc;
/// # #[derive(Object, Default)]
/// # struct Node { next: ObjCell<Node> }
/// let node = Obj::new(Node::default());
/// let text = Obj::<Str>::from("text");
/// assert!(gc::is_tracked(Obj::as_any(&node)));    // `next` may lead back
/// assert!(!gc::is_tracked(Obj::as_any(&text)));   // holds no handles
/// ```
#[must_use]
pub fn is_tracked(object: &AnyObj) -> bool {
    object.header().has(FlagWord::TRACKED)
}

/// Whether the object's finalizer has run (it was resurrected, or this is the finalizer).
///
/// # Examples
/// ```
/// # use obj_runtime::prelude::*;
/// # use obj_runtime::gc;
/// #[derive(Object, Default)]
/// #[object(finalize)]
/// struct Phoenix { nest: ObjCell<Nest> }
///
/// #[derive(Object, Default)]
/// struct Nest { bird: ObjCell<Phoenix> }
///
/// impl Finalize for Phoenix {
///     fn finalize(this: &Obj<Self>) {
///         this.nest.with(|nest| nest.unwrap().bird.set(this));    // resurrected
///     }
/// }
///
/// let nest = Obj::new(Nest::default());
/// drop(Obj::new(Phoenix { nest: nest.clone().into() }));
/// let bird = nest.bird.take().unwrap();
/// assert!(gc::is_finalized(Obj::as_any(&bird)));
/// ```
#[must_use]
pub fn is_finalized(object: &AnyObj) -> bool {
    object.header().has(FlagWord::FINALIZED)
}

/// What the collector has done so far in this thread, and what its heap holds now; it can be printed as a table.
///
/// Takes time proportional to the number of pages of the heap: of 16 KiB, and of large objects.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
/// use obj_runtime::gc;
///
/// #[derive(Object)]
/// struct Point { x: i64 }
///
/// let before = gc::stats().heap;
/// let points: Vec<_> = (0..100).map(|x| Obj::new(Point { x })).collect();
/// let after = gc::stats().heap;
/// assert_eq!(after.objects - before.objects, points.len());
/// assert!(after.live_bytes - before.live_bytes >= points.len() * 16);
/// println!("{}", gc::stats());
/// ```
#[doc(alias = "get_stats")]
#[must_use]
pub fn stats() -> Stats {
    Stats::of_thread()
}

/// Sets what happens to a panic that cannot be passed on (CPython: `sys.unraisablehook`); [`Unraisable`] says which.
///
/// Without a hook, a line on standard error says that the panic was ignored. A panic of the hook itself is
/// ignored. The hook is dropped after the last object of the thread; one that itself holds objects is not, and neither are
/// they.
///
/// # Examples
/// ```
/// obj_runtime::gc::set_unraisable_hook(|panic| eprintln!("finalizer: {:?}", panic.message()));
/// ```
pub fn set_unraisable_hook(hook: impl Fn(&Unraisable<'_>) + 'static) {
    unraisable::set_hook(hook);
    thread_end::register();
}

/// The functions called when a collection begins and ends (CPython: `gc.callbacks`).
///
/// # Examples
/// ```
/// # use obj_runtime::gc;
/// let id = gc::callbacks::add(|phase, collection| println!("{phase:?}: {collection:?}"));
/// gc::collect();
/// gc::callbacks::remove(id);
/// ```
pub mod callbacks {
    use super::{CallbackId, Collection, Phase};
    use crate::collector::callbacks;
    use crate::thread_end;

    pub use crate::collector::callbacks::remove;

    /// Has `callback` called at the start and at the end of every collection, in order of adding.
    ///
    /// A collection inside a callback does nothing.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::gc::{self, Phase};
    /// use std::{cell::Cell, rc::Rc};
    ///
    /// let stops = Rc::new(Cell::new(0));
    /// let counter = stops.clone();
    /// let id = gc::callbacks::add(move |phase, _| {
    ///     if phase == Phase::Stop { counter.set(counter.get() + 1) }
    /// });
    /// gc::collect();
    /// assert!(gc::callbacks::remove(id));
    /// gc::collect();
    /// assert_eq!(stops.get(), 1);
    /// ```
    pub fn add(callback: impl Fn(Phase, &Collection) + 'static) -> CallbackId {
        let id = callbacks::add(callback);
        thread_end::register();
        id
    }
}
