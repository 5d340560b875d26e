//! Graphs of objects on their way to another thread.

mod clones;
mod held;
mod maps;
mod pack;
mod permits;
mod room;
mod survey;
mod unpack;
mod values;

use std::fmt;
use std::marker::PhantomData;
use std::panic::{RefUnwindSafe, UnwindSafe};

use crate::ground::unraisable::run_and_report;
use crate::handle::AnyObj;
use crate::heap::Heap;
use crate::object::Obj;
use crate::trace::{Far, ObjectType};

pub use held::StillHeld;
pub(super) use maps::refill;
use room::Room;
use unpack::Luggage;

/// An object and all that it leads to, on the way from one thread to another.
///
/// [`pack`](Self::pack) takes a graph out of this thread, and [`unpack`](Self::unpack) puts it into the thread that has the
/// parcel then. Values are moved, not copied; sharing, cycles and identity within the graph stay. It takes that nothing
/// outside holds an object of the graph: of each object, the handles in the graph (and the root) are all there are.
///
/// What never changes need not be the graph's own: of objects that are frozen, interned or cached, and of `Str`, `Int` and the
/// other values of Python's that never change, the parcel has a clone, and the other thread makes an object of it, or finds its
/// own.
///
/// A weak handle in the graph to an object of the graph goes along. All others are dead from `pack` on: those outside to an object
/// of the graph, and those in the graph to an object outside. Callbacks stay: those of objects of the graph run then, also of weak handles
/// in it. An object whose finalizer has run is
/// not finalized again. A parcel that is dropped drops its graph, in the thread where that happens.
///
/// # What can be sent
/// The parcel is [`Send`] if all values in the graph are, but for the handles themselves. That is told by the types of the fields, of the
/// root and of all that it leads to; a field with `skip` is one value as a whole. The compiler asks of types as far as eight types of
/// objects from the root, and of generic ones wherever they are. `pack` asks of those behind, and of what only an `AnyObj`,
/// a `List` or a handle to `dyn Trait` leads to. A generic function asks for it of the root: `fn send<R: Object>(root: Obj<R>) where
/// Parcel<R>: Send`. (Where it names a generic type, as in `root: Obj<Node<T>>`, its caller may have to say `send::<u8>(root)`.)
///
/// A field that is an `ObjMap`, or a map, set or `BinaryHeap` of the standard library, also in a `RefCell`, an `Option`, a `Box` or a `Vec`, may have
/// handles in its keys, if its hasher is made by `RandomState` or a `BuildHasherDefault`: it is filled again, with a hasher made
/// anew, when all values are whole. So are `Dict` and `Set`. `pack` cannot exchange handles in such keys elsewhere, weak handles in keys,
/// and handles in types whose `Trace` is not derived. It says so.
///
/// # Cost
/// Linear in the graph, without recursion over it: `pack` takes about one and a half times as long as a full collection of the graph, if all
/// its handles are typed and lie in no keys of maps and in no weak handles, and twice that otherwise; `unpack` takes half of that.
/// The parcel takes the memory of the values (from 2 MiB on in large pages, where the system has them: at most 1 MiB more), and four
/// bytes for each slot of the pages in which they lay. `pack` takes as much once more,
/// and a bit for each.
///
/// # Why there is no `Shared<T>`
/// Who reads an object can clone a handle in it, and keep the clone. So objects that many threads read at once would be counted by
/// all of them: atomically, and on the whole that they belong to, since the last handle to any of them keeps all. It would
/// take pages of their own for such objects, which are immortal to the threads that read them; a `Clone` and a drop that ask, of an
/// immortal object, whether it counts on a whole, where now they store the count unasked; that all values are frozen and `Sync`, hashes
/// and all; and that no weak handle is made to them, since that writes a flag. This costs every list of handles in the program
/// (a fifth to a third of the time to clone one of immortal objects), so it is not here.
///
/// # Examples
/// ```
/// use obj_runtime::prelude::*;
/// use obj_runtime::Parcel;
///
/// #[derive(Object, Default)]
/// struct Node { name: Obj<Str>, next: ObjCell<Node> }
///
/// let parcel = std::thread::spawn(|| {
///     let a = Obj::new(Node { name: "a".into(), ..Default::default() });
///     let b = Obj::new(Node { name: "b".into(), next: a.clone().into() });
///     a.next.set(Some(b));
///     Parcel::pack(a).unwrap()
/// });
/// let a = parcel.join().unwrap().unpack();
/// let b = a.next.get().unwrap();
/// assert_eq!(b.name, "b");
/// assert!(b.next.is(&a));
/// ```
pub struct Parcel<T: ?Sized> {
    /// Until it is unpacked. In a box, so that a message with a parcel in it is small.
    luggage: Option<Box<Luggage>>,
    /// Invariant in the type, as a handle.
    root: PhantomData<*mut T>,
}

// SAFETY: all that was in the graph was moved into the parcel, and nothing in it names the thread that it comes from: handles are
// exchanged before they are used. The values may be sent: of generic types, handles to which tell the parameters, that is said by the
// bound or by the types without parameters that lead to them, and of these `pack` has asked.
unsafe impl<T: ObjectType + ?Sized> Send for Parcel<T> where T::LeavesBehind<Far>: Send {}

// The entries of maps lie in it without their types, which would hide this. They are parts of values, as all that is there, and
// nobody can look at a value before it is unpacked.
impl<T: RefUnwindSafe + ?Sized> UnwindSafe for Parcel<T> {}
impl<T: RefUnwindSafe + ?Sized> RefUnwindSafe for Parcel<T> {}

impl<T: ObjectType + ?Sized> Parcel<T> {
    /// Takes an object and all that it leads to out of this thread.
    ///
    /// # Errors
    /// If something outside holds an object of the graph, or something in it cannot be moved: the error says what, and has the
    /// root. The graph is as it was.
    ///
    /// # Panics
    /// If a `Clone` of a frozen or interned type panics. The graph is as it was. A panic of a destructor that runs when the
    /// graph has gone goes to the hook of [`gc::set_unraisable_hook`](crate::gc::set_unraisable_hook).
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # use obj_runtime::Parcel;
    /// # #[derive(Object, Default)]
    /// # struct Node { next: ObjCell<Node> }
    /// let node = Obj::new(Node::default());
    /// let mine = node.clone();
    /// assert!(Parcel::pack(node).is_err());               // there is a handle outside
    /// assert!(Parcel::pack(mine).is_ok());
    /// ```
    pub fn pack(root: Obj<T>) -> Result<Self, StillHeld<T>> {
        match pack::pack(Obj::as_any(&root), T::IS_KNOWN) {
            Err(reason) => Err(StillHeld::new(root, reason)),
            Ok(packing) => {
                let luggage = Box::new(packing.finish(Obj::into_any(root)));
                Ok(Self { luggage: Some(luggage), root: PhantomData })
            }
        }
    }
}

impl<T: ?Sized> Parcel<T> {
    /// Puts the graph into this thread.
    ///
    /// # Panics
    /// If `Eq`, `Hash` or `Ord` of an interned type or of a key panics: what is in the parcel is leaked then, or lost. And if such
    /// code of a key changes the graph, or holds an object of it.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::prelude::*;
    /// # use obj_runtime::Parcel;
    /// # #[derive(Object, Default)]
    /// # struct Node { size: u32 }
    /// let parcel = Parcel::pack(Obj::new(Node { size: 7 })).unwrap();
    /// let size = std::thread::spawn(move || parcel.unpack().size);
    /// assert_eq!(size.join().unwrap(), 7);
    /// ```
    #[must_use]
    pub fn unpack(mut self) -> Obj<T> {
        let root: AnyObj = self.luggage.take().map(|luggage| luggage.unpack()).expect("it is there until here");
        // SAFETY: the root was packed as one to `T`.
        unsafe { Obj::from_handle(root.into_handle()) }
    }
}

impl<T: ?Sized> Drop for Parcel<T> {
    fn drop(&mut self) {
        let Some(luggage) = self.luggage.take() else { return };
        let end = || drop(luggage.unpack());
        // A second panic aborts the process, and so does one that leaves the destructor of a thread-local.
        if std::thread::panicking() || !Heap::current().may_keep() { run_and_report(end) } else { end() }
    }
}

impl<T: ?Sized> fmt::Debug for Parcel<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parcel").field("objects", &self.luggage.as_ref().map_or(0, |luggage| luggage.len())).finish()
    }
}
