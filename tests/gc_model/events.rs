//! What the runtime tells by running code of the user: finalizers, drops of values, callbacks.

use std::panic::resume_unwind;

use obj_runtime::AnyObj;

use super::objects::{self, AnyWeak, Serial};
use super::programs::{self, Program};
use super::world::{CallbackEntry, CallbackState, HalfDropped, State, World, with};

/// What finalizers, callbacks and destructors of this test panic with.
pub(crate) struct Planned;

/// Panics, without a message on standard error.
pub(crate) fn panic_as_planned() {
    with(|world| {
        world.note(|_| "panic".into());
        world.totals.panics += 1;
        if let Some(raised) = world.raised.last_mut() {
            if std::thread::panicking() {
                raised.during_another += 1;
            } else {
                raised.alone += 1;
            }
        }
    });
    resume_unwind(Box::new(Planned));
}

/// Does something at the end of a block, however it ends.
pub(crate) struct Finally<F: FnMut()>(pub(crate) F);

impl<F: FnMut()> Drop for Finally<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

/// The finalizer of an object runs.
pub(crate) fn finalize(this: &AnyObj) {
    let serial = objects::serial_of(this);
    let by_counting = with(|world| world.finalizer_begins(serial, this.refcount()));
    let _end = Finally(|| with(|world| world.finalizer_ends(serial, by_counting)));
    let program = with(|world| if world.quiet { Program::Nothing } else { world.things[serial].program });
    programs::run(program, Some(this));
}

/// The value of an object begins to be dropped.
pub(crate) fn drop_begins(serial: Serial) {
    let panics = with(|world| world.drop_begins(serial));
    if panics && !std::thread::panicking() {
        panic_as_planned();
    }
}

/// The value of an object is dropped.
pub(crate) fn drop_ends(serial: Serial) {
    with(|world| world.drop_ends(serial));
}

/// A node is cloned into a value of its own. The program's handle to the original is about to go.
pub(crate) fn clone_begins(original: Serial) -> Serial {
    with(|world| {
        let kind = world.things[original].kind;
        let copy = world.add(kind, Program::Nothing);
        let thing = &world.things[original];
        let (links, list, parent) = (thing.links.clone(), thing.list.clone(), thing.parent);
        links.iter().flatten().chain(&list).for_each(|&target| world.things[target].inside += 1);
        let thing = &mut world.things[copy];
        (thing.links, thing.list, thing.parent) = (links, list, parent);
        let original = &mut world.things[original];
        original.outside -= 1;
        original.hold += 1;
        copy
    })
}

impl World {
    fn finalizer_begins(&mut self, serial: Serial, refcount: usize) -> bool {
        self.totals.finalized += 1;
        let thing = &self.things[serial];
        self.note(|world| format!("finalize {serial}: {:?}", world.things[serial].program));
        if !thing.is_alive() || thing.place.finalized || !thing.kind.finalizes() {
            self.fail(format!("{serial} is finalized in vain"));
        }
        self.user_code_begins();
        let frame = self.frame.as_ref().filter(|frame| !frame.is_decided && frame.may.contains(&serial));
        let thing = &self.things[serial];
        let by_counting = match frame {
            // A collection in steps may not have found it, and counting ends it now; it comes to the same.
            Some(frame) => !frame.is_exact && thing.count() == 0,
            None => true,
        };
        if by_counting && thing.count() > 0 {
            self.fail(format!("{serial} is finalized with count {}", thing.count()));
        }
        if self.dropping == 0 && refcount != thing.count() as usize + 1 {
            self.fail(format!("{serial} has refcount {refcount} in its finalizer instead of {} + 1", thing.count()));
        }
        let is_whole = |&serial: &Serial| self.things[serial].is_alive();
        if !self.reached_from(serial).iter().all(is_whole) {
            self.fail(format!("{serial} is finalized after something that it reaches was dropped"));
        }
        let thing = &mut self.things[serial];
        thing.place.finalized = true;
        thing.place.permanent &= !by_counting;
        thing.hold += u32::from(by_counting);
        by_counting
    }

    fn finalizer_ends(&mut self, serial: Serial, by_counting: bool) {
        self.things[serial].hold -= u32::from(by_counting);
        self.update_frame();
    }

    /// Answers whether the destructor of the value panics.
    fn drop_begins(&mut self, serial: Serial) -> bool {
        self.note(|_| format!("drop {serial}"));
        let thing = &self.things[serial];
        if !thing.is_alive() || thing.kind.finalizes() && !thing.place.finalized && !thing.unwrapped {
            self.fail(format!("{serial} is dropped: {:?}, finalized: {}", thing.state, thing.place.finalized));
        }
        if !self.may_be_dropped(serial) {
            self.fail(format!("{serial} is dropped while it is held"));
        }
        if let Some(frame) = &mut self.frame {
            frame.is_decided |= frame.must.contains(&serial);
        }
        self.dropping += 1;
        let thing = &mut self.things[serial];
        thing.state = State::Dropping;
        let targets: Vec<Serial> = thing.targets().collect();
        targets.into_iter().for_each(|target| self.things[target].inside -= 1);
        self.things[serial].program == Program::PanicAtDrop && !self.quiet
    }

    fn may_be_dropped(&self, serial: Serial) -> bool {
        let is_exact = self.frame.as_ref().is_some_and(|frame| frame.is_exact);
        if self.things[serial].count() == 0 {
            return true;
        }
        match &self.frame {
            Some(frame) if is_exact => frame.may_go.contains(&serial),
            Some(frame) => {
                frame.may.contains(&serial) && self.not_held(&frame.may, HalfDropped::HoldNothing).contains(&serial)
            }
            None => false,
        }
    }

    fn drop_ends(&mut self, serial: Serial) {
        self.dropping -= 1;
        let thing = &mut self.things[serial];
        thing.state = State::Dropped;
        thing.links.clear();
        thing.list.clear();
        thing.parent = None;
        self.update_frame();
    }

    fn callback_begins(&mut self, callback: usize, was_upgraded: bool) -> Program {
        self.totals.callbacks += 1;
        self.note(|world| format!("callback {callback} of {}", world.callbacks[callback].target));
        self.user_code_begins();
        let CallbackEntry { target, state, program, .. } = self.callbacks[callback];
        if state != CallbackState::Pending || was_upgraded {
            self.fail(format!("callback {callback}: {state:?}, upgraded: {was_upgraded}"));
        }
        self.callbacks[callback].state = CallbackState::Called;
        let thing = &self.things[target];
        let is_garbage = self.frame.as_ref().is_some_and(|frame| frame.may.contains(&target));
        if thing.is_alive() && thing.count() > 0 && !is_garbage {
            self.fail(format!("callback {callback} says that {target} is dead"));
        }
        if thing.last_callback.is_some_and(|last| last < callback) {
            self.fail(format!("callback {callback} of {target} runs after an older one"));
        }
        self.things[target].last_callback = Some(callback);
        if self.quiet { Program::Nothing } else { program }
    }

    fn closure_ends(&mut self, callback: usize) {
        let state = &mut self.callbacks[callback].state;
        if *state == CallbackState::Pending {
            *state = CallbackState::Forgotten;
        }
        self.update_frame();
    }
}

/// The closure of a callback. Dropping it tells the model first that the handle goes, then that it is gone.
struct Closure {
    release: Release,
    captured: Option<AnyObj>,
    gone: Gone,
}

struct Release(usize);

impl Drop for Release {
    fn drop(&mut self) {
        with(|world| {
            if let Some(captured) = world.callbacks[self.0].captured.take() {
                world.things[captured].outside -= 1;
            }
        });
    }
}

struct Gone(usize);

impl Drop for Gone {
    fn drop(&mut self) {
        with(|world| world.closure_ends(self.0));
    }
}

/// A weak handle with a callback that runs `program` and holds `captured`.
pub(crate) fn downgrade_with(object: &AnyObj, program: Program, captured: Option<AnyObj>) -> (AnyWeak, usize) {
    let target = objects::serial_of(object);
    let number = with(|world| {
        let captured = captured.as_ref().map(objects::serial_of);
        world.callbacks.push(CallbackEntry { target, state: CallbackState::Pending, program, captured });
        world.things[target].last_callback = None;
        world.callbacks.len() - 1
    });
    let closure = Closure { release: Release(number), captured, gone: Gone(number) };
    let weak = AnyWeak::with(object, move |was_upgraded| {
        let mut closure = closure;
        let program = with(|world| world.callback_begins(closure.gone.0, was_upgraded));
        let _update = Finally(|| with(World::update_frame));
        if closure.release.0.is_multiple_of(2)
            && let Some(captured) = closure.captured.take()
        {
            with(|world| {
                world.callbacks[number].captured = None;
                world.hands.push(captured);
            });
        }
        programs::run(program, None);
    });
    (weak, number)
}
