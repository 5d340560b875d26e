//! What finalizers and callbacks do.

use obj_runtime::AnyObj;

use super::events::{Planned, panic_as_planned};
use super::objects::{self, AnyWeak, Kind};
use super::operations::{self, hold_in_hand};
use super::world::{WeakEntry, choose, with};

/// The deed of a finalizer, a callback or a destructor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Program {
    Nothing,
    /// Keeps a handle to the object.
    Resurrect,
    /// Keeps handles to what the object holds.
    ResurrectOthers,
    /// Empties the object.
    Empty,
    /// Exchanges what the object holds with what an object of the program holds.
    Exchange,
    /// Makes an object that holds this one and is held by it.
    MakeCycle,
    /// Clones and drops.
    Touch,
    /// Collects in every way.
    Collect,
    /// Keeps a weak handle to the object.
    Downgrade,
    /// Some operations of the test.
    Operate,
    Panic,
    /// Keeps a handle and panics.
    ResurrectAndPanic,
    /// The destructor of a field panics; the finalizer does nothing.
    PanicAtDrop,
}

impl Program {
    const ALL: [Self; 13] = [
        Self::Nothing,
        Self::Resurrect,
        Self::ResurrectOthers,
        Self::Empty,
        Self::Exchange,
        Self::MakeCycle,
        Self::Touch,
        Self::Collect,
        Self::Downgrade,
        Self::Operate,
        Self::Panic,
        Self::ResurrectAndPanic,
        Self::PanicAtDrop,
    ];

    /// Any, half of the time one that does nothing.
    pub(crate) fn any() -> Self {
        Self::ALL[choose(2 * Self::ALL.len()).saturating_sub(Self::ALL.len())]
    }
}

/// Runs a program; `this` is the object of a finalizer.
pub(crate) fn run(program: Program, this: Option<&AnyObj>) {
    match program {
        Program::Nothing | Program::PanicAtDrop => {}
        Program::Resurrect => resurrect(this),
        Program::ResurrectOthers => each_place(this, |this, place| {
            if let Some(other) = objects::get(this, place) {
                with(|world| world.things[objects::serial_of(&other)].outside += 1);
                hold_in_hand(other);
            }
        }),
        Program::Empty => each_place(this, operations::unlink),
        Program::Exchange => each_place(this, |this, place| {
            if let Some(other) = operations::borrow_hand() {
                operations::exchange(this, place, &other, choose(3));
            }
        }),
        Program::MakeCycle => make_cycle(this),
        Program::Touch => touch(this),
        Program::Collect => {
            operations::collect_full();
            operations::collect_young();
            operations::step();
        }
        Program::Downgrade => downgrade(this),
        Program::Operate => (0..3).for_each(|_| operations::operate()),
        Program::Panic => panic_as_planned(),
        Program::ResurrectAndPanic => {
            resurrect(this);
            panic_as_planned();
        }
    }
}

fn each_place(this: Option<&AnyObj>, work: impl Fn(&AnyObj, usize)) {
    let Some(this) = this else { return };
    let places = with(|world| world.things[objects::serial_of(this)].kind.places());
    (0..places).for_each(|place| work(this, place));
}

fn resurrect(this: Option<&AnyObj>) {
    if let Some(this) = this {
        with(|world| world.things[objects::serial_of(this)].outside += 1);
        hold_in_hand(this.clone());
    }
}

fn make_cycle(this: Option<&AnyObj>) {
    let Some(this) = this else { return };
    let Some(made) = operations::make(Kind::Final, Program::Nothing) else { return };
    with(|world| world.things[objects::serial_of(this)].outside += 1);
    operations::put(&made, 0, this.clone());
    if with(|world| world.things[objects::serial_of(this)].kind.places()) > 0 {
        operations::put(this, 0, made);
    } else {
        hold_in_hand(made);
    }
}

fn touch(this: Option<&AnyObj>) {
    if let Some(this) = this {
        drop(vec![this.clone(), this.clone()]);
    }
    if let Some(hand) = operations::borrow_hand() {
        drop(AnyObj::clone(&hand));
    }
}

fn downgrade(this: Option<&AnyObj>) {
    let Some(this) = this else { return };
    let (weak, target) = (AnyWeak::to(this), objects::serial_of(this));
    operations::check_upgrade(&weak, target);
    with(|world| {
        let cleared = world.things[target].cleared;
        world.weaks.push(WeakEntry { weak, target, cleared, callback: None });
    });
}

/// Whether a panic is one of this test's.
pub(crate) fn is_planned(panic: &(dyn std::any::Any + Send)) -> bool {
    panic.is::<Planned>()
}
