//! The visitor that may exchange handles: for values that nobody else can see.

use std::any::{Any, type_name};
use std::collections::HashMap;

use super::refill::{Refill, Refilling, Taken};
use super::relocator_depth::Deferred;
use super::{Trace, Tracer};
use crate::handle::Handle;
use crate::header::ObjectPtr;

/// What becomes of a weak handle.
pub(crate) enum Fate {
    /// It stays as it is.
    Stays,
    /// It leads to another object from now on; the one that it led to is held elsewhere.
    MovesTo(ObjectPtr),
    /// The same; what it was is no handle any more.
    WasMovedTo(ObjectPtr),
    /// It is this weak handle from now on; what it was is no handle any more.
    WasPromised(Box<dyn Any>),
    /// It is dropped later; what is left in its place is no handle any more.
    IsLeft,
}

/// What a weak handle is to.
pub(crate) struct WeakOf {
    /// The object, while it lives.
    pub(crate) object: Option<ObjectPtr>,
    /// Equal weak handles have one.
    pub(crate) identity: u64,
}

/// Who says what becomes of handles. Runs no code of the program, and drops no last handle.
pub(crate) trait Relocation {
    /// A strong handle, to be exchanged, if its type tells what it leads to (`is_known`) or not. `left` are handles to be dropped when
    /// that harms nobody.
    fn strong(&mut self, handle: &mut Handle, is_known: bool, left: &mut Vec<Handle>);
    /// A strong handle in a key, which is only looked at.
    fn see(&mut self, _object: ObjectPtr) {}
    /// Whether an object that is a key in a map has the same hash afterwards.
    fn may_be_key(&self, object: ObjectPtr) -> bool;
    /// Whether handles to the object may be where they cannot be exchanged.
    fn may_be_hidden(&self, object: ObjectPtr) -> bool {
        self.may_be_key(object)
    }
    /// Whether weak handles may be where they cannot be exchanged, if their objects may.
    fn may_hide_weak_handles(&self) -> bool {
        false
    }
    /// A weak handle, by the address of its anchor. `target` gives what it is to, and is called only if it is a handle still.
    fn weak(&mut self, anchor: usize, target: &dyn Fn() -> WeakOf) -> Fate;
    /// Whether cells may be met that are empty until a load that is under way fills them: they stay so.
    #[cfg(feature = "serde")]
    fn may_await(&self) -> bool {
        false
    }
    /// What is done with maps whose keys hold handles.
    fn refilling(&self) -> Refilling {
        Refilling::Refused
    }
}

/// Exchanges the handles in values.
pub struct Relocator {
    relocation: Box<dyn Relocation>,
    tracer: Tracer,
    /// Handles to be dropped when that harms nobody.
    pub(crate) left: Vec<Handle>,
    /// The same of weak handles.
    pub(crate) left_weak: Vec<Box<dyn Any>>,
    /// What cannot be done.
    pub(crate) problem: Option<String>,
    pub(crate) taken: Taken,
    /// How many maps were visited.
    pub(super) maps_met: usize,
    /// The maps that are to be made.
    pub(crate) refills: Vec<Refill>,
    /// The maps that are to be put in their places.
    pub(crate) made: HashMap<usize, Box<dyn Any>>,
    /// What was there before.
    pub(super) replaced: Vec<Box<dyn Any>>,
    /// Whether this is in the entries of such a map.
    pub(super) is_in_entries: bool,
    /// So many containers nest round this.
    pub(super) depth: u32,
    /// What lies deeper.
    pub(super) deferred: Vec<Deferred>,
}

const WEAK_KEYS: &str = "a map has weak handles in its keys";

impl Relocator {
    pub(crate) fn new(relocation: Box<dyn Relocation>) -> Self {
        Self {
            relocation,
            tracer: Tracer::of_everything(),
            left: Vec::new(),
            left_weak: Vec::new(),
            problem: None,
            taken: Taken::new(),
            maps_met: 0,
            refills: Vec::new(),
            made: HashMap::new(),
            replaced: Vec::new(),
            is_in_entries: false,
            depth: 0,
            deferred: Vec::new(),
        }
    }

    /// A strong handle.
    #[inline]
    pub(crate) fn strong(&mut self, handle: &mut Handle, is_known: bool) {
        self.relocation.strong(handle, is_known, &mut self.left);
    }

    /// A strong handle that is found by the hash of its object.
    pub(crate) fn key(&mut self, handle: &mut Handle, is_known: bool) {
        match self.may_be_key(handle.pointer()) {
            true => self.strong(handle, is_known),
            false => self.cannot("a map has keys whose hash may be that of an identity".to_owned()),
        }
    }

    pub(super) fn may_be_key(&self, object: ObjectPtr) -> bool {
        self.relocation.may_be_key(object)
    }

    /// A cell that is empty until a load that is under way fills it.
    #[cfg(feature = "serde")]
    pub(crate) fn awaits(&mut self) {
        if !self.relocation.may_await() {
            self.cannot("a cell in it is filled when a load that is under way has all objects".to_owned());
        }
    }

    /// What becomes of a weak handle.
    pub(crate) fn weak(&mut self, anchor: usize, target: &dyn Fn() -> WeakOf) -> Fate {
        self.relocation.weak(anchor, target)
    }

    /// Items that are relocated one by one. Those without bytes hold nothing, and there may be 2^63 of them.
    pub fn items<'a, T: Trace + 'a>(&mut self, items: impl IntoIterator<Item = &'a mut T>) {
        if size_of::<T>() > 0 {
            items.into_iter().for_each(|item| T::relocate(item, self));
        }
    }

    /// How many maps were met that have keys.
    pub(crate) fn maps_met(&self) -> usize {
        self.maps_met
    }

    pub(super) fn refilling(&self) -> Refilling {
        self.relocation.refilling()
    }

    /// Whether a key holds handles, strong or weak, that are to be exchanged.
    pub(super) fn holds<T: Trace>(&mut self, key: &T) -> bool {
        T::trace(key, &mut self.tracer);
        let relocation = &self.relocation;
        let all_are = relocation.refilling() != Refilling::Exchanged;
        let (mut holds, mut has_weak) = (all_are && !self.tracer.take_anchors().is_empty(), false);
        self.tracer.drain_edges(|edge| {
            let is_exchanged = !relocation.may_be_hidden(edge.target);
            holds |= all_are || is_exchanged;
            has_weak |= edge.weak && !all_are && is_exchanged;
        });
        if has_weak {
            self.cannot(WEAK_KEYS.to_owned());
        }
        holds
    }

    /// A key, whose handles are looked at and not exchanged.
    pub(crate) fn look_at<T: Trace>(&mut self, key: &T) {
        if self.refilling() == Refilling::Refused {
            return self.unknown(key);
        }
        T::trace(key, &mut self.tracer);
        let has_weak = !self.tracer.take_anchors().is_empty();
        let relocation = &mut self.relocation;
        self.tracer.drain_edges(|edge| {
            if !edge.weak {
                relocation.see(edge.target);
            }
        });
        if has_weak {
            self.cannot(WEAK_KEYS.to_owned());
        }
        if self.tracer.has_passed_over() {
            self.cannot(format!("a part of a `{}` is borrowed or locked", type_name::<T>()));
        }
    }

    /// A value of which nothing is known but how it is traced: it must hold no handles that are to be exchanged.
    pub fn unknown<T: Trace + ?Sized>(&mut self, value: &T) {
        T::trace(value, &mut self.tracer);
        let relocation = &self.relocation;
        // Weak handles to what is dead are no edges.
        let mut may_stay = self.tracer.take_anchors().is_empty() || relocation.may_hide_weak_handles();
        self.tracer.drain_edges(|edge| may_stay &= relocation.may_be_hidden(edge.target));
        if !may_stay || self.tracer.has_passed_over() {
            self.cannot(format!("handles in a `{}` cannot be exchanged", type_name::<T>()));
        }
    }

    pub(crate) fn cannot(&mut self, problem: String) {
        self.problem.get_or_insert(problem);
    }
}

impl std::fmt::Debug for Relocator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Relocator").finish_non_exhaustive()
    }
}
