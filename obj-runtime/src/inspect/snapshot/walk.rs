//! Looking at every object of the thread without running user code.
//!
//! A walk reads headers, sizes and, by tracing, handles. It makes no object and drops none, so nothing can
//! change while it lasts. Objects whose value is not whole, or is somebody's exclusively, are *opaque*: they
//! are seen, but not looked into, and the handles in them count as held from outside. Objects
//! whose value is being dropped have left the heap as far as a walk is concerned.

use crate::handle::Handle;
use crate::header::{FlagWord, ObjectPtr};
use crate::heap::Heap;
use crate::heap::page::PagePtr;
use crate::heap::type_info::TypeInfo;
use crate::inspect::questions::identity::Origin;
use crate::object::any::AnyObj;
use crate::trace::Tracer;

/// Why an object's value was not looked into. The handles in it count as held from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Opaque {
    /// An `ObjMut` guard to it is open.
    Exclusive,
    /// Its value is still being made (`Obj::new_cyclic`).
    Reserved,
    /// The collector has found it to be garbage and runs finalizers.
    Garbage,
}

/// More slots than this do not fit in a page.
const SLOTS: u64 = 1 << 11;

/// An object that a walk has met.
///
/// Invariant: the slot is in use. It stays so as long as the walk lasts, since no user code runs.
#[derive(Clone, Copy)]
pub(in crate::inspect) struct Met {
    header: ObjectPtr,
    page: PagePtr,
}

/// What a walk reads of an object.
#[derive(Clone, Copy)]
pub(in crate::inspect) struct Facts {
    pub(in crate::inspect) id: usize,
    /// Names the object in output; see `Node::number`.
    pub(in crate::inspect) number: u64,
    pub(in crate::inspect) info: &'static TypeInfo,
    pub(in crate::inspect) size: usize,
    pub(in crate::inspect) refcount: u32,
    pub(in crate::inspect) immortal: bool,
    pub(in crate::inspect) origin: Origin,
    pub(in crate::inspect) opaque: Option<Opaque>,
}

/// The objects of this thread: pages in order of first use, objects by address.
pub(in crate::inspect) fn objects(pages: &[PagePtr]) -> impl Iterator<Item = Met> {
    pages.iter().flat_map(|&page| page.slots().filter_map(move |header| Met::of(page, header)))
}

/// The pages of this thread, in order of first use.
pub(in crate::inspect) fn pages() -> Vec<PagePtr> {
    Heap::current().pages()
}

impl Met {
    fn of(page: PagePtr, header: ObjectPtr) -> Option<Self> {
        let its = header.header();
        // Free, or dying by counting; in the collector's table while user code runs, so its value is being dropped.
        let gone = its.count.get() == 0 || its.flags.get() & FlagWord::UNDER_EXAMINATION != 0;
        (!gone).then_some(Self { header, page })
    }

    pub(in crate::inspect) fn id(self) -> usize {
        self.header.address()
    }

    fn opaque(self) -> Option<Opaque> {
        let its = self.header.header();
        let reasons = [
            (FlagWord::EXCLUSIVE, Opaque::Exclusive),
            (FlagWord::RESERVED, Opaque::Reserved),
            (FlagWord::GARBAGE, Opaque::Garbage),
        ];
        reasons.into_iter().find_map(|(flag, reason)| its.has(flag).then_some(reason))
    }

    pub(in crate::inspect) fn facts(self) -> Facts {
        let its = self.header.header();
        let opaque = self.opaque();
        let row = self.page.row_of_slots();
        let place = (self.id() - row.first) / row.distance;
        Facts {
            id: self.id(),
            number: match its.record.serial() {
                0 => self.page.sequence * SLOTS + place as u64 + 1,
                serial => serial,
            },
            info: self.page.info,
            size: if opaque.is_some() { self.size_of_slot() } else { self.size_of_object() },
            refcount: its.count(),
            immortal: its.is_immortal(),
            origin: Origin::of(its),
            opaque,
        }
    }

    /// Whether the object's `repr` runs no user code.
    pub(in crate::inspect) fn has_plain_repr(self) -> bool {
        self.page.info.repr_is_plain
    }

    /// The size, told by the value, which must not be opaque.
    fn size_of_object(self) -> usize {
        debug_assert!(self.opaque().is_none());
        // SAFETY: the value is whole, and the function is of its type.
        unsafe { (self.page.info.size_of_value)(self.header.value()) }
    }

    /// The size, told by the page, without a look at the value.
    fn size_of_slot(self) -> usize {
        match self.page.row_of_slots().distance {
            1 => self.page.extent().bytes(),
            distance => distance,
        }
    }

    /// Finds the handles inside the object; none if it is opaque.
    pub(in crate::inspect) fn trace(self, tracer: &mut Tracer) {
        if self.opaque().is_none() {
            // SAFETY: the value is whole, and the function is of its type.
            unsafe { (self.page.info.trace)(self.header.value(), tracer) };
        }
    }

    /// A handle, if the object may be handed out.
    pub(in crate::inspect) fn hold(self) -> Option<AnyObj> {
        let alive = self.header.header().is_alive();
        // SAFETY: the object is alive.
        alive.then(|| AnyObj::from_handle(unsafe { Handle::to(self.header) }))
    }
}
