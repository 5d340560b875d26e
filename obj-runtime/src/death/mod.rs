//! What happens when a handle is dropped and there is more to do than to count.
//!
//! Order of death by counting (CPython: `subtype_dealloc`, PEP 442): finalizer; then, if nobody holds
//! the object, its intern entry goes, weak handles are cleared and their callbacks run, the value is
//! dropped, the slot is free. Drops nest at most 32 levels deep, where drops close together on the stack are
//! one level; what would nest deeper is queued and torn down by the outermost drop. So no chain is too long for the
//! stack: drops take 32 times one kibibyte and the largest frame of a destructor, and some small ones.
//! (CPython, from 3.14 on, goes by the place on the stack too.)
//!
//! Which function tears an object down, by the state of the object and the [`Teardown`] of its type:
//!
//! ```text
//!                               Nothing           DropValue          Finalize
//! handles left, or immortal     survive_drop      survive_drop       survive_drop
//! dead, on the current page     put_back          as the next line   tear_down_fully
//! dead                          free_slot         drop_and_free      tear_down_fully
//! dead, far from its level      free_slot         tear_down_nested   tear_down_fully
//! dead, in a table              tear_down_fully   tear_down_fully    tear_down_fully
//! dead, and drops nest 32 deep  free_slot         defer              defer
//! ```
//!
//! *In a table* is an object with weak handles, an intern entry, a tally of `gc::step`, or the weight of what it owns; 32 deep it is deferred whatever
//! its type. *Far from its level* is a drop more than one kibibyte of stack below the start of the level under way.
//! The last drop of an untracked immortal object comes as if it were dead: `tear_down_untracked` takes it back.
//! `tear_down_fully` takes the order above, as `finalize_and_drop`, in a level of its own.

mod level;
#[cfg(test)]
mod tests;

use std::mem::ManuallyDrop;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use level::Level;

use crate::ground::unraisable::{self, Panic, run_and_report};
use crate::handle::{AnyObj, Handle};
use crate::header::{CountWord, FlagWord, ObjectPtr};
use crate::heap::Heap;
use crate::heap::page::PagePtr;
use crate::heap::type_info::Teardown;
use crate::ledger;
use crate::weak_table::WeakTable;

pub(crate) use level::in_drop_level;

/// Flags of an object that some table names, which it has to leave when it dies.
const IN_SOME_TABLE: u32 = FlagWord::HAS_WEAK | FlagWord::INTERNED | FlagWord::HAS_TALLY | FlagWord::HAS_WEIGHT;

impl Drop for Handle {
    #[inline]
    fn drop(&mut self) {
        let header = self.header();
        self.token().end(header);
        if header.decrement() {
            // SAFETY: by the invariant of `Handle`, whose count is given up here.
            unsafe { drop_slowly(self.pointer()) }
        }
    }
}

impl Handle {
    /// Drops the handle to an object that is not tracked.
    ///
    /// # Safety
    /// 1. The object is not tracked.
    #[inline]
    pub(crate) unsafe fn drop_untracked(self) {
        let this = ManuallyDrop::new(self);
        let header = this.header();
        this.token().end(header);
        // SAFETY: the count includes this handle; that of an immortal object is far from the ends of the range.
        let count = unsafe { header.count.get().cast_signed().unchecked_sub(CountWord::ONE.cast_signed()) };
        header.count.set(count.cast_unsigned());
        // Zero or negative: it was the last handle, or the object is immortal. An untracked object is slow for no other reason.
        if count <= 0 {
            // SAFETY: by the invariant of `Handle`, whose count is given up here.
            unsafe { drop_untracked_slowly(this.pointer()) }
        }
    }
}

/// What is left to do when the last handle to an object was given up, or one to a slow object.
///
/// # Safety
/// 1. The caller owned the count; it has taken it from the header, unless the object is slow.
#[inline(never)]
unsafe fn drop_slowly(pointer: ObjectPtr) {
    let header = pointer.header();
    let count = header.count.get();
    if count > CountWord::SLOW | CountWord::ONE {
        return survive_drop(pointer, count - CountWord::ONE);
    }
    header.count.set(0);
    // SAFETY: by 1. and what was just seen, that was the last handle.
    tear_down(unsafe { Dead::of(PagePtr::of(pointer), pointer) });
}

/// What is left to do when the last handle to an object that is not tracked was given up, or one to an immortal object.
///
/// # Safety
/// 1. The caller owned the count and has taken it from the header.
#[inline(never)]
unsafe fn drop_untracked_slowly(pointer: ObjectPtr) {
    let page = PagePtr::of_freed(pointer);
    if page.is_quick() & !pointer.header().has(IN_SOME_TABLE | FlagWord::IMMORTAL) {
        // SAFETY: that was the last handle, the value needs no drop, and the page is current.
        unsafe { page.put_back(pointer) };
    } else {
        tear_down_untracked(page, pointer);
    }
}

#[inline(never)]
fn tear_down_untracked(page: PagePtr, pointer: ObjectPtr) {
    let header = pointer.header();
    if header.is_immortal() {
        // Its handles are not counted: take the drop back.
        header.count.set(header.count.get() + CountWord::ONE);
    } else {
        // SAFETY: that was the last handle, and the count of the header is 0.
        tear_down_unusual(unsafe { Dead::of(page, pointer) });
    }
}

/// An object that nobody holds, to be torn down.
///
/// Invariant: the count of its header is 0, its value is there, and no other `Dead` is of it.
struct Dead {
    page: PagePtr,
    pointer: ObjectPtr,
}

impl Dead {
    /// # Safety
    /// 1. The invariant, and the page is that of the object.
    #[inline(always)]
    unsafe fn of(page: PagePtr, pointer: ObjectPtr) -> Self {
        Self { page, pointer }
    }

    #[inline(always)]
    fn is_in_some_table(&self) -> bool {
        self.pointer.header().has(IN_SOME_TABLE)
    }

    /// Drops the value and frees the slot.
    ///
    /// # Safety
    /// 1. No table names the object.
    #[inline(always)]
    unsafe fn drop_and_free(self) {
        // SAFETY: by the invariant and 1.
        unsafe { (self.page.info.drop_and_free)(self.page, self.pointer) }
    }
}

#[inline(always)]
fn tear_down(dead: Dead) {
    let _attribution = ledger::attribute_to_nobody();
    if dead.is_in_some_table() || dead.page.teardown != Teardown::DropValue {
        tear_down_unusual(dead);
    } else if dead.page.heap.nesting.is_close() {
        // SAFETY: no table names the object.
        unsafe { dead.drop_and_free() }
    } else {
        tear_down_nested(dead);
    }
}

/// Tears down an object that needs less than the drop of its value, or more.
#[inline(never)]
fn tear_down_unusual(dead: Dead) {
    let _attribution = ledger::attribute_to_nobody();
    if dead.is_in_some_table() || dead.page.teardown == Teardown::Finalize {
        tear_down_fully(dead);
    } else {
        // SAFETY: the value needs no drop, and no table names the object.
        drop(unsafe { Slot::new(dead.page, dead.pointer) });
    }
}

/// A handle to a slow object was dropped that was not the last: the count word is to be `left`, and a tracked object becomes a
/// candidate.
#[cold]
#[inline(never)]
fn survive_drop(pointer: ObjectPtr, left: u32) {
    let header = pointer.header();
    if header.has(FlagWord::IMMORTAL | FlagWord::UNDER_EXAMINATION) {
        // The handles of an immortal object are not counted.
        if !header.is_immortal() {
            header.count.set(left);
        }
        return;
    }
    // It may now be part of a cycle that nobody holds.
    header.count.set(left & !CountWord::SLOW);
    let page = PagePtr::of(pointer);
    page.heap.candidates.mark(page, pointer);
}

/// As `drop_and_free`, in a level of its own, for an object that no table names; defers the teardown if drops nest too deep
/// already.
#[inline(never)]
fn tear_down_nested(dead: Dead) {
    let Some(_level) = Level::enter_if_possible(dead.page.heap) else { return defer(dead) };
    // SAFETY: no table names the object.
    unsafe { dead.drop_and_free() };
}

/// As `finalize_and_drop`, in a level of its own; defers the teardown if drops nest too deep already.
#[inline(never)]
fn tear_down_fully(dead: Dead) {
    let Some(_level) = Level::enter_if_possible(dead.page.heap) else { return defer(dead) };
    finalize_and_drop(dead);
}

/// Queues a dead object. It leaves the intern table now: an equal one may be made before its teardown.
#[cold]
#[inline(never)]
fn defer(dead: Dead) {
    let Dead { page, pointer } = dead;
    let heap = page.heap;
    forget_interned(pointer);
    pointer.header().set(FlagWord::QUEUED);
    heap.nesting.push(pointer);
}

/// Goes on with a panic, if there is one, no other is under way, and the thread has not ended.
fn pass_on(heap: &Heap, panic: Option<Panic>) {
    let Some(panic) = panic else { return };
    // A panic that leaves the destructor of a thread-local aborts the process.
    if std::thread::panicking() || !heap.may_keep() {
        unraisable::report(panic);
    } else {
        resume_unwind(panic);
    }
}

/// Finalizes an object whose count is 0. Unless that revived it, takes it out of the tables, drops its value and frees its
/// slot.
fn finalize_and_drop(dead: Dead) {
    let Dead { page, pointer } = dead;
    let (heap, header) = (page.heap, pointer.header());
    if page.teardown == Teardown::Finalize && !header.has(FlagWord::FINALIZED) {
        finalize(page, pointer);
        if header.count.get() != 0 {
            return;
        }
    }
    // SAFETY: nobody holds the object; it leaves the tables and its value is dropped before the slot is free.
    let slot = unsafe { Slot::new(page, pointer) };
    if header.has(IN_SOME_TABLE) {
        take_out_of_tables(pointer);
    }
    if page.info.needs_drop {
        let drop_value = || {
            // SAFETY: nobody holds the object; its value is dropped once, here.
            unsafe { (page.info.drop_value)(pointer.value()) }
        };
        let panic = catch_unwind(AssertUnwindSafe(drop_value)).err();
        drop(slot);
        pass_on(heap, panic);
    }
}

/// Runs the finalizer of an object with count 0. The count is 0 again afterwards if nobody holds the object.
///
/// A panic is reported: who drops a handle need not know that it is the last, and may be the destructor of a thread-local,
/// which no panic may leave.
#[inline(never)]
fn finalize(page: PagePtr, pointer: ObjectPtr) {
    let Some(finalize) = page.info.finalize else { return };
    let header = pointer.header();
    header.set(FlagWord::FINALIZED);
    // While it was in the queue, `gc::unfreeze` could not see it.
    header.clear(FlagWord::PERMANENT);
    header.count.set(if page.info.tracked { CountWord::SLOW | CountWord::ONE } else { CountWord::ONE });
    header.record.hold(1);
    // SAFETY: the count of 1 is this handle's.
    let this = ManuallyDrop::new(AnyObj::from_handle(unsafe { Handle::lend(pointer) }));
    run_and_report(|| finalize(&this));
    if header.count() == 1 {
        header.record.let_go(1);
        header.count.set(0);
    } else {
        header.record.end_kept();
        // The object lives on, as a candidate: this was a handle.
        drop(ManuallyDrop::into_inner(this));
    }
}

/// Removes a dead object from the tables that name it, then runs its weak handles' callbacks, whose panics are reported.
#[inline(never)]
fn take_out_of_tables(pointer: ObjectPtr) {
    let header = pointer.header();
    forget_interned(pointer);
    if header.has(FlagWord::HAS_TALLY | FlagWord::HAS_WEIGHT) {
        PagePtr::forget_numbers(pointer);
    }
    if header.has(FlagWord::HAS_WEAK) {
        header.clear(FlagWord::HAS_WEAK);
        WeakTable::current().clear(pointer).run().into_iter().for_each(unraisable::report);
    }
}

/// Removes a dead object from the intern table.
fn forget_interned(pointer: ObjectPtr) {
    let header = pointer.header();
    if header.has(FlagWord::INTERNED) {
        header.clear(FlagWord::INTERNED);
        if let Some(leave_table) = PagePtr::of(pointer).info.leave_table {
            // SAFETY: the object is of the page's type and was interned, and its value is still there.
            unsafe { leave_table(pointer) }
        }
    }
}

/// The slot of an object under teardown: free when this ends, however it ends.
///
/// Invariant: nobody holds the object, and its value is dropped by who has this, or needs no drop.
pub(crate) struct Slot {
    page: PagePtr,
    pointer: ObjectPtr,
}

impl Slot {
    /// # Safety
    /// 1. The invariant, and the page is that of the object.
    #[inline(always)]
    pub(crate) unsafe fn new(page: PagePtr, pointer: ObjectPtr) -> Self {
        Self { page, pointer }
    }
}

impl Drop for Slot {
    #[inline(always)]
    fn drop(&mut self) {
        // SAFETY: by the invariant nothing refers to the object, and its value is dropped, or lost in a panic.
        unsafe { self.page.free_slot(self.pointer) }
    }
}
