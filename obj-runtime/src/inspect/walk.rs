//! Looking at every object of the thread without running user code.
//!
//! A walk reads headers, sizes and, by tracing, handles. It makes no object and drops none, so nothing can
//! change while it lasts. Objects whose value is not whole, or is somebody's exclusively, are *opaque*: they
//! are seen, but not looked into, and the handles in them count as held from outside. Objects
//! whose value is being dropped have left the heap as far as a walk is concerned.

use std::mem::ManuallyDrop;

use super::numbers::number_at;
use super::object_name::ObjectName;
use super::questions::identity::Origin;
use super::snapshot::reprs::short_repr;
use crate::collector::Entry;
use crate::handle::Handle;
use crate::header::{FlagWord, Header, ObjectPtr};
use crate::heap::Heap;
use crate::heap::page::PagePtr;
use crate::heap::type_info::TypeInfo;
use crate::ledger::Site;
use crate::object::any::AnyObj;
use crate::thread_end::{self, KeptObject};
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

/// An object that a walk has met.
///
/// Invariant: the slot is in use. It stays so as long as the walk lasts, since no user code runs.
#[derive(Clone, Copy)]
pub(in crate::inspect) struct HeapObject {
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

/// The pages of this thread, in order of first use.
pub(in crate::inspect) fn pages() -> Vec<PagePtr> {
    Heap::current().pages()
}

/// The objects of this thread whose value is there: pages in order of first use, objects by address.
pub(in crate::inspect) fn objects() -> impl Iterator<Item = HeapObject> {
    pages().into_iter().flat_map(objects_of)
}

/// Those of the objects of this thread that may have handles inside.
pub(in crate::inspect) fn objects_with_handles() -> impl Iterator<Item = HeapObject> {
    pages().into_iter().filter(|page| page.info.needs_drop).flat_map(objects_of)
}

/// The objects of a page, by address.
pub(in crate::inspect) fn objects_of(page: PagePtr) -> impl Iterator<Item = HeapObject> {
    page.slots().filter_map(move |header| HeapObject::of(page, header))
}

/// What the runtime keeps alive in this thread.
pub(in crate::inspect) fn kept() -> Vec<KeptObject> {
    let mut all = Vec::new();
    thread_end::each_kept(&mut |kept| all.push(kept));
    all
}

impl HeapObject {
    /// The object in a slot that was handed out, if it has one that is not dying.
    fn of(page: PagePtr, header: ObjectPtr) -> Option<Self> {
        let object = Self { header, page };
        let its = object.header();
        // Free, or dying by counting; in the collector's table while user code runs, so its value is being dropped.
        let gone = its.count.get() == 0 || its.flags.get() & FlagWord::UNDER_EXAMINATION != 0;
        (!gone).then_some(object)
    }

    /// The object that a handle is to.
    pub(in crate::inspect) fn of_handle(handle: &Handle) -> Self {
        Self::of_target(handle.pointer())
    }

    /// The object that a handle is to which a walk has met.
    pub(in crate::inspect) fn of_target(header: ObjectPtr) -> Self {
        Self { header, page: PagePtr::of(header) }
    }

    pub(in crate::inspect) fn header<'a>(self) -> &'a Header {
        self.header.header()
    }

    pub(in crate::inspect) fn pointer(self) -> ObjectPtr {
        self.header
    }

    pub(in crate::inspect) fn id(self) -> usize {
        self.header.address()
    }

    /// What is known of the type.
    pub(in crate::inspect) fn info(self) -> &'static TypeInfo {
        self.page.info_of(self.header)
    }

    pub(in crate::inspect) fn type_name(self) -> &'static str {
        self.info().name
    }

    pub(in crate::inspect) fn name(self) -> ObjectName {
        ObjectName { type_name: self.type_name(), serial: self.number() }
    }

    /// The line that made the object, if that is known.
    pub(in crate::inspect) fn made_at(self) -> Option<Site> {
        self.header().record.made_at()
    }

    /// Whether the runtime keeps the object: a small value, or a constant.
    pub(in crate::inspect) fn is_kept(self) -> bool {
        self.header().has(FlagWord::CACHED | FlagWord::CONSTANT)
    }

    /// Why the value cannot be looked into at the moment, if it cannot.
    pub(in crate::inspect) fn opaque(self) -> Option<Opaque> {
        let reasons = [
            (FlagWord::EXCLUSIVE, Opaque::Exclusive),
            (FlagWord::RESERVED, Opaque::Reserved),
            (FlagWord::GARBAGE, Opaque::Garbage),
        ];
        reasons.into_iter().find_map(|(flag, reason)| self.header().has(flag).then_some(reason))
    }

    pub(in crate::inspect) fn facts(self) -> Facts {
        let its = self.header();
        Facts {
            id: self.id(),
            number: self.number(),
            info: self.info(),
            size: self.size(),
            refcount: its.count(),
            immortal: its.is_immortal(),
            origin: Origin::of(its),
            opaque: self.opaque(),
        }
    }

    /// Names the object in output; see `Node::number`.
    fn number(self) -> u64 {
        let row = self.page.row_of_slots();
        let place = (self.id() - row.first) / row.distance;
        match self.header().record.serial() {
            0 => number_at(self.page.sequence, place, self.page.info.is_mixed.then(|| self.info().type_id)),
            serial => serial,
        }
    }

    /// Whether the object's `repr` runs no user code.
    pub(in crate::inspect) fn has_plain_repr(self) -> bool {
        self.info().repr_is_plain
    }

    /// The beginning of the `repr` of a plain value. No handle is taken, and no user code runs.
    pub(in crate::inspect) fn plain_repr(self) -> Option<Box<str>> {
        if !self.has_plain_repr() || self.opaque().is_some() {
            return None;
        }
        // SAFETY: the object stays as long as the walk lasts; the handle is not dropped.
        let lent = ManuallyDrop::new(AnyObj::from_handle(unsafe { Handle::lend(self.header) }));
        short_repr(&lent)
    }

    /// The size with the header, in bytes: told by the value, or, if that is opaque, by the page.
    pub(in crate::inspect) fn size(self) -> usize {
        match self.opaque() {
            // SAFETY: the value is whole, and the function is of its type.
            None => unsafe { (self.page.info.size_of_value)(self.header.value()) },
            Some(_) => self.size_of_slot(),
        }
    }

    fn size_of_slot(self) -> usize {
        match self.page.row_of_slots().distance {
            1 => self.page.extent().bytes(),
            distance => distance,
        }
    }

    /// Finds the handles inside the object; none if it is opaque.
    pub(in crate::inspect) fn trace(self, tracer: &mut Tracer) {
        if self.opaque().is_none() {
            Entry::of(self.header).trace_by_call(tracer);
        }
    }

    /// A handle, if the object may be handed out.
    pub(in crate::inspect) fn hold(self) -> Option<AnyObj> {
        Handle::to_living(self.header).map(AnyObj::from_handle)
    }
}
