//! What a collection must do, and what it may.

use obj_runtime::gc::{self, CallbackId, Collection, Generation, Phase};

use super::objects::Serial;
use super::world::{HalfDropped, Raised, Reach, State, World, with};

/// A collection that is running.
pub(crate) struct Frame {
    /// What may be found to be garbage.
    pub(crate) may: Vec<Serial>,
    /// What must be found to be garbage.
    pub(crate) must: Vec<Serial>,
    /// What of `may` is still garbage, after the finalizers so far.
    pub(crate) may_go: Vec<Serial>,
    /// What of `must` is still garbage, after the finalizers so far.
    pub(crate) must_go: Vec<Serial>,
    /// How many of those counting alone would end.
    ended_by_counting: usize,
    /// User code has run: the collector holds what it has found unreachable.
    pub(crate) is_holding: bool,
    /// Values of the garbage are being dropped: nothing is decided any more.
    pub(crate) is_decided: bool,
    /// The model knows what is garbage: `may` and `must` are the same, and it is done at once.
    pub(crate) is_exact: bool,
    /// The panics of the operation before, if this collection passes none on.
    raised_before: Option<Raised>,
}

/// A collection in steps that is under way.
pub(crate) struct Round {
    /// What was garbage when it began, and was not reached since.
    pub(crate) garbage: Vec<Serial>,
}

/// Has the model told of every collection.
pub(crate) fn watch() -> CallbackId {
    gc::callbacks::add(|phase, collection| match phase {
        Phase::Start => with(|world| world.collection_begins(collection.generation)),
        Phase::Stop => with(|world| world.collection_ends(collection)),
    })
}

impl World {
    fn begin_frame(&mut self, may: Vec<Serial>, must: Vec<Serial>) {
        let raised_before = (!self.asked).then(|| self.raised.last().copied().unwrap_or_default());
        self.asked = false;
        let is_exact = !self.stepping && may.len() == must.len();
        if is_exact {
            // Their weak handles are cleared before any code of the user runs.
            must.iter().for_each(|&serial| self.things[serial].cleared += 1);
        }
        self.frame = Some(Frame {
            may_go: may.clone(),
            must_go: must.clone(),
            may,
            must,
            ended_by_counting: 0,
            is_holding: false,
            is_decided: false,
            is_exact,
            raised_before,
        });
    }

    fn collection_begins(&mut self, generation: Generation) {
        if self.stepping {
            let garbage = self.unreachable(Reach::Full, HalfDropped::Hold);
            self.note(|_| format!("round begins with garbage {garbage:?}"));
            self.round = Some(Round { garbage });
            return;
        }
        let reach = if generation == Generation::Full { Reach::Full } else { Reach::Young };
        if reach == Reach::Full {
            // The round under way is given up.
            self.round = None;
        }
        let may = self.unreachable(reach, HalfDropped::HoldNothing);
        // During a round its candidates are not looked at by young collections.
        let must = if self.round.is_some() { Vec::new() } else { self.unreachable(reach, HalfDropped::Hold) };
        self.note(|_| format!("{generation:?} collection of {must:?}"));
        self.begin_frame(may, must);
        self.epoch += 1;
        // Whatever there is now is old.
        for &serial in &self.live {
            self.things[serial].place.born.get_or_insert(0);
        }
    }

    /// A call of `step` begins.
    pub(crate) fn step_begins(&mut self) {
        self.stepping = true;
        self.asked = true;
        let may = self.unreachable(Reach::Full, HalfDropped::HoldNothing);
        let mut must = self.unreachable(Reach::Full, HalfDropped::Hold);
        if let Some(round) = &self.round {
            must.retain(|serial| round.garbage.contains(serial));
        }
        self.begin_frame(may, must);
    }

    /// Objects may have been reached again: a round need not find them.
    pub(crate) fn disturb(&mut self, serial: Serial) {
        if self.round.is_some() {
            let reached = self.reached_from(serial);
            if let Some(round) = &mut self.round {
                round.garbage.retain(|serial| !reached.contains(serial));
            }
        }
    }

    /// Code of the user has run during a collection: what of the unreachable is garbage still?
    pub(crate) fn update_frame(&mut self) {
        let Some(frame) = self.frame.take() else { return };
        if frame.is_decided {
            self.frame = Some(frame);
            return;
        }
        let must_go = self.not_held(&frame.must, HalfDropped::Hold);
        let may_go = self.not_held(&frame.may, HalfDropped::HoldNothing);
        let ended_by_counting = self.ended_by_counting(&must_go);
        self.frame = Some(Frame { may_go, must_go, ended_by_counting, ..frame });
    }

    /// Checks that everything is gone that must be.
    fn check_gone(&mut self, frame: &Frame) {
        for &serial in &frame.must_go {
            if self.things[serial].state != State::Dropped {
                self.fail(format!("{serial} is garbage but was not collected"));
            }
        }
    }

    fn collection_ends(&mut self, collection: &Collection) {
        self.totals.collections += 1;
        self.totals.collected += collection.collected;
        self.totals.resurrected += collection.resurrected;
        if self.stepping {
            return;
        }
        let Some(frame) = self.frame.take() else { return self.fail("a collection ended that had not begun".into()) };
        self.check_gone(&frame);
        let found = (collection.collected, collection.resurrected);
        let expected = (frame.must_go.len() - frame.ended_by_counting, frame.must.len() - frame.must_go.len());
        if frame.is_exact && found != expected {
            self.fail(format!("{found:?} collected and resurrected instead of {expected:?}"));
        }
        self.resurrected(&frame);
        if let (Some(before), Some(raised)) = (frame.raised_before, self.raised.last_mut()) {
            *raised = before;
        }
    }

    /// What finalizers brought back was reached meanwhile.
    fn resurrected(&mut self, frame: &Frame) {
        let alive: Vec<Serial> = frame.may.iter().copied().filter(|serial| !frame.must_go.contains(serial)).collect();
        for serial in alive {
            self.disturb(serial);
        }
    }

    /// A finalizer or callback is about to run.
    pub(crate) fn user_code_begins(&mut self) {
        let Some(frame) = &mut self.frame else { return };
        if !frame.is_holding {
            frame.is_holding = true;
            if !frame.is_exact {
                let may = frame.may.clone();
                may.into_iter().for_each(|serial| self.learn_cleared(serial));
            }
        }
    }

    /// The model does not know whether a collection has cleared the weak handles to an object: it looks.
    fn learn_cleared(&mut self, serial: Serial) {
        let thing = &mut self.things[serial];
        if thing.state == State::Dropped {
            return;
        }
        let cleared = thing.cleared;
        let is_dead = |entry: &super::world::WeakEntry| {
            entry.target == serial && entry.cleared == cleared && entry.weak.is_dead()
        };
        let mut is_cleared = self.weaks.iter().any(is_dead);
        for &holder in &self.live {
            let holder = &self.things[holder];
            let Some(peek) = holder.place.peek.as_ref().filter(|_| holder.is_alive() && !holder.unwrapped) else {
                continue;
            };
            if let Some(node) = peek.object().downcast_ref::<super::objects::Node>() {
                is_cleared |= holder.parent == Some((serial, cleared)) && node.parent.is_dead();
            }
        }
        if is_cleared {
            self.things[serial].cleared += 1;
        }
    }

    /// A call of `step` has ended.
    pub(crate) fn step_ends(&mut self, is_done: bool) {
        self.stepping = false;
        self.asked = false;
        let Some(frame) = self.frame.take() else { return self.fail("a step ended that had not begun".into()) };
        if is_done {
            self.round = None;
            self.check_gone(&frame);
        }
        self.resurrected(&frame);
    }
}
