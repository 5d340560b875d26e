//! An object that does what a test says whenever its code runs: compared, hashed, written, dying.

use std::cell::{Cell, RefCell};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use obj_runtime::prelude::*;

type Act = RefCell<Option<Rc<dyn Fn()>>>;

/// A number with ways to misbehave.
#[derive(Object, Default)]
#[object(finalize)]
pub(crate) struct Actor {
    pub(crate) number: i64,
    /// The hash, if it is not the number's.
    pub(crate) hash: Cell<Option<u64>>,
    /// What comparing says, whatever the numbers are.
    pub(crate) lie: Cell<Option<bool>>,
    #[object(skip)]
    on_equal: Act,
    #[object(skip)]
    on_hash: Act,
    #[object(skip)]
    on_order: Act,
    #[object(skip)]
    on_repr: Act,
    #[object(skip)]
    on_death: Act,
    /// Something that lives as long as the actor.
    pub(crate) holds: RefCell<Option<AnyObj>>,
}

/// An actor of this number.
pub(crate) fn actor(number: i64) -> Obj<Actor> {
    Obj::new(Actor { number, ..Default::default() })
}

/// The same, without type.
pub(crate) fn any(number: i64) -> AnyObj {
    actor(number).into()
}

/// An actor with a hash that many have.
pub(crate) fn colliding(number: i64) -> Obj<Actor> {
    let actor = actor(number);
    actor.hash.set(Some(7));
    actor
}

/// The number of an actor.
pub(crate) fn number(object: &AnyObj) -> i64 {
    object.downcast_ref::<Actor>().unwrap().number
}

/// An actor that adds its number to a log when it dies.
pub(crate) fn mortal(number: i64, log: &Log) -> AnyObj {
    let log = log.clone();
    let actor = actor(number);
    actor.on_death(move || log.0.borrow_mut().push(number));
    actor.into()
}

/// The numbers of the dead.
#[derive(Clone, Default)]
pub(crate) struct Log(Rc<RefCell<Vec<i64>>>);

impl Log {
    pub(crate) fn take(&self) -> Vec<i64> {
        self.0.take()
    }
}

/// The message of the panic that `work` ends in.
#[track_caller]
pub(crate) fn panic_of<R>(work: impl FnOnce() -> R) -> String {
    let Err(panic) = catch_unwind(AssertUnwindSafe(work)) else { panic!("did not panic") };
    match panic.downcast::<String>() {
        Ok(message) => *message,
        Err(panic) => panic.downcast_ref::<&str>().unwrap().to_string(),
    }
}

impl Actor {
    pub(crate) fn on_equal(&self, act: impl Fn() + 'static) {
        self.on_equal.replace(Some(Rc::new(act)));
    }
    pub(crate) fn on_hash(&self, act: impl Fn() + 'static) {
        self.on_hash.replace(Some(Rc::new(act)));
    }
    pub(crate) fn on_order(&self, act: impl Fn() + 'static) {
        self.on_order.replace(Some(Rc::new(act)));
    }
    pub(crate) fn on_repr(&self, act: impl Fn() + 'static) {
        self.on_repr.replace(Some(Rc::new(act)));
    }
    pub(crate) fn on_death(&self, act: impl Fn() + 'static) {
        self.on_death.replace(Some(Rc::new(act)));
    }
}

fn act(act: &Act) {
    let act = act.borrow().clone();
    if let Some(act) = act {
        act();
    }
}

impl PartialEq for Actor {
    fn eq(&self, other: &Self) -> bool {
        act(&self.on_equal);
        act(&other.on_equal);
        self.lie.get().or(other.lie.get()).unwrap_or(self.number == other.number)
    }
}

impl Eq for Actor {}

impl Hash for Actor {
    fn hash<H: Hasher>(&self, state: &mut H) {
        act(&self.on_hash);
        self.hash.get().unwrap_or(self.number as u64).hash(state);
    }
}

impl PartialOrd for Actor {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        act(&self.on_order);
        act(&other.on_order);
        Some(self.number.cmp(&other.number))
    }
}

impl fmt::Debug for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        act(&self.on_repr);
        write!(f, "{}", self.number)
    }
}

impl Finalize for Actor {
    fn finalize(this: &Obj<Self>) {
        act(&this.on_death);
    }
}
