//! What the model knows: which object holds which, and what is held from outside.

use std::cell::{Cell, RefCell};
use std::mem::ManuallyDrop;
use std::ops::AddAssign;

use obj_runtime::{AnyObj, inspect};

use super::choices::Choices;
use super::collections::{Frame, Round};
use super::objects::{AnyWeak, Kind, Peek, Serial};
use super::programs::Program;

/// How far an object has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum State {
    Alive,
    /// Its value is being dropped.
    Dropping,
    Dropped,
}

/// What belongs to the place of an object and not to its value.
#[derive(Default)]
pub(crate) struct Place {
    /// None while the object is being made.
    pub(crate) peek: Option<Peek>,
    pub(crate) finalized: bool,
    pub(crate) permanent: bool,
    /// The epoch in which it was made; `None` if the model does not know whether that was the last.
    pub(crate) born: Option<u32>,
    /// Its address.
    pub(crate) id: Option<usize>,
}

/// What the model knows of an object.
pub(crate) struct Thing {
    pub(crate) kind: Kind,
    pub(crate) program: Program,
    pub(crate) state: State,
    pub(crate) place: Place,
    pub(crate) links: Vec<Option<Serial>>,
    pub(crate) list: Vec<Serial>,
    /// What `parent` of a node names, and how often the weak handles of that had been cleared.
    pub(crate) parent: Option<(Serial, u32)>,
    /// Handles held by the program.
    pub(crate) outside: u32,
    /// Handles inside other objects.
    pub(crate) inside: u32,
    /// The runtime's own handles while a finalizer runs.
    pub(crate) hold: u32,
    /// Exclusive access is open, or the value is still being made.
    pub(crate) withheld: bool,
    /// The value is still being made, in its place.
    pub(crate) is_reserved: bool,
    /// The value was taken out.
    pub(crate) unwrapped: bool,
    /// How often its weak handles were cleared by a collection.
    pub(crate) cleared: u32,
    /// The callback of one of its weak handles that ran last.
    pub(crate) last_callback: Option<usize>,
    mark: Cell<u32>,
}

impl Thing {
    pub(crate) fn count(&self) -> u32 {
        self.outside + self.inside
    }

    pub(crate) fn targets(&self) -> impl Iterator<Item = Serial> {
        self.links.iter().copied().flatten().chain(self.list.iter().copied())
    }

    pub(crate) fn is_alive(&self) -> bool {
        self.state == State::Alive
    }

    /// Whether it lives and neither counting nor a finalizer is about to end it.
    fn is_held(&self) -> bool {
        self.is_alive() && self.count() + self.hold > 0 && !self.unwrapped
    }

    /// Whether a walk over the heap finds it alive.
    pub(crate) fn is_there(&self) -> bool {
        self.is_held() && (self.place.peek.is_some() || self.is_reserved)
    }
}

/// A weak handle outside, and what the model expects of it.
pub(crate) struct WeakEntry {
    pub(crate) weak: AnyWeak,
    pub(crate) target: Serial,
    pub(crate) cleared: u32,
    pub(crate) callback: Option<usize>,
}

/// What became of a callback.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum CallbackState {
    Pending,
    Called,
    Forgotten,
}

/// A callback of a weak handle.
pub(crate) struct CallbackEntry {
    pub(crate) target: Serial,
    pub(crate) state: CallbackState,
    pub(crate) program: Program,
    /// The object that the closure holds.
    pub(crate) captured: Option<Serial>,
}

/// Which objects a collection is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Reach {
    Young,
    Full,
}

/// How to count the handles of a value that is being dropped: some may be gone already.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum HalfDropped {
    Hold,
    HoldNothing,
}

/// The panics that an operation has raised.
#[derive(Clone, Copy, Default)]
pub(crate) struct Raised {
    pub(crate) alone: u32,
    /// While another panic was under way: these may be passed on or reported.
    pub(crate) during_another: u32,
    /// Those that came to the hook.
    pub(crate) reported: u32,
}

/// Everything there is in one run.
pub(crate) struct World {
    pub(crate) choices: Choices,
    pub(crate) things: Vec<Thing>,
    /// The objects that are not dropped.
    pub(crate) live: Vec<Serial>,
    pub(crate) hands: Vec<AnyObj>,
    pub(crate) weaks: Vec<WeakEntry>,
    pub(crate) callbacks: Vec<CallbackEntry>,
    /// Changes with each collection.
    pub(crate) epoch: u32,
    /// The number of values and lists that are being dropped.
    pub(crate) dropping: u32,
    /// What the handles of lists that are being dropped lead to.
    pub(crate) going: Vec<Serial>,
    pub(crate) frame: Option<Frame>,
    pub(crate) round: Option<Round>,
    /// A call of `step` is under way.
    pub(crate) stepping: bool,
    /// The collection that comes next was asked for.
    pub(crate) asked: bool,
    /// How deep operations nest; 0 between two of the run.
    pub(crate) depth: usize,
    /// Operations begun.
    pub(crate) operations: usize,
    /// The panics raised, by depth of the operation.
    pub(crate) raised: Vec<Raised>,
    /// Finalizers and callbacks do nothing any more.
    pub(crate) quiet: bool,
    /// The number of objects above which none are made.
    pub(crate) most: usize,
    pub(crate) log: RefCell<Vec<String>>,
    pub(crate) keeps_log: bool,
    /// After how many operations the accounts of all objects are compared.
    pub(crate) accounts: Option<usize>,
    failure: RefCell<Option<String>>,
    pub(crate) totals: Totals,
    tick: Cell<u32>,
}

/// What a run has done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Operations, those inside finalizers and callbacks included.
    pub operations: usize,
    /// Objects made.
    pub made: usize,
    /// Finalizers run by counting and by collections.
    pub finalized: usize,
    /// Full, young and finished stepwise collections.
    pub collections: usize,
    /// Objects that collections have freed.
    pub collected: usize,
    /// Objects that finalizers brought back from a collection.
    pub resurrected: usize,
    /// Callbacks run.
    pub callbacks: usize,
    /// Panics raised.
    pub panics: usize,
}

impl AddAssign for Totals {
    fn add_assign(&mut self, other: Self) {
        self.operations += other.operations;
        self.made += other.made;
        self.finalized += other.finalized;
        self.collections += other.collections;
        self.collected += other.collected;
        self.resurrected += other.resurrected;
        self.callbacks += other.callbacks;
        self.panics += other.panics;
    }
}

thread_local! {
    static WORLD: RefCell<ManuallyDrop<Option<Box<World>>>> = const { RefCell::new(ManuallyDrop::new(None)) };
}

/// Begins a run.
pub(crate) fn begin(world: World) {
    WORLD.with_borrow_mut(|place| **place = Some(Box::new(world)));
}

/// Ends a run.
pub(crate) fn end() -> Box<World> {
    WORLD.with_borrow_mut(|place| place.take()).unwrap_or_else(|| unreachable!("a run is under way"))
}

/// Looks at the model. `look` runs no code of the runtime.
pub(crate) fn with<R>(look: impl FnOnce(&mut World) -> R) -> R {
    WORLD.with_borrow_mut(|place| match place.as_mut() {
        Some(world) => look(world),
        None => unreachable!("a run is under way"),
    })
}

/// A number below `end`.
pub(crate) fn choose(end: usize) -> usize {
    with(|world| world.choices.below(end))
}

impl World {
    pub(crate) fn new(choices: Choices, most: usize, keeps_log: bool) -> Self {
        Self {
            choices,
            things: Vec::new(),
            live: Vec::new(),
            hands: Vec::new(),
            weaks: Vec::new(),
            callbacks: Vec::new(),
            epoch: 1,
            dropping: 0,
            going: Vec::new(),
            frame: None,
            round: None,
            stepping: false,
            asked: false,
            depth: 0,
            operations: 0,
            raised: vec![Raised::default()],
            quiet: false,
            most,
            log: RefCell::default(),
            keeps_log,
            accounts: None,
            failure: RefCell::default(),
            totals: Totals::default(),
            tick: Cell::new(2),
        }
    }

    /// Notes that something is not as it should be.
    #[cold]
    pub(crate) fn fail(&self, text: String) {
        self.note(|_| format!("FAILED: {text}"));
        self.failure.borrow_mut().get_or_insert(text);
    }

    pub(crate) fn has_failed(&self) -> bool {
        self.failure.borrow().is_some()
    }

    /// What was not as it should be.
    pub(crate) fn take_failure(&self) -> Option<String> {
        self.failure.take()
    }

    /// A panic came to the hook.
    pub(crate) fn panic_reported(&mut self) {
        if let Some(raised) = self.raised.last_mut() {
            raised.reported += 1;
        }
    }

    /// Notes what happens, if the run is to be explained.
    pub(crate) fn note(&self, text: impl FnOnce(&Self) -> String) {
        if self.keeps_log && !self.has_failed() {
            let line = format!("{:depth$}{}", "", text(self), depth = self.depth * 2);
            self.log.borrow_mut().push(line);
        }
    }

    /// An object is going to be made; the program has a handle to it.
    pub(crate) fn add(&mut self, kind: Kind, program: Program) -> Serial {
        let serial = self.things.len();
        self.totals.made += 1;
        self.live.push(serial);
        self.things.push(Thing {
            kind,
            program,
            state: State::Alive,
            place: Place { born: Some(self.epoch), ..Place::default() },
            links: vec![None; kind.places()],
            list: Vec::new(),
            parent: None,
            outside: 1,
            inside: 0,
            hold: 0,
            withheld: false,
            is_reserved: false,
            unwrapped: false,
            cleared: 0,
            last_callback: None,
            mark: Cell::new(0),
        });
        serial
    }

    /// The object is made.
    pub(crate) fn placed(&mut self, serial: Serial, handle: &AnyObj) {
        let epoch = self.epoch;
        let place = &mut self.things[serial].place;
        place.peek = Some(Peek::of(handle));
        place.id = Some(handle.id());
        place.born = Some(epoch);
    }

    /// A handle moves from the program into an object.
    pub(crate) fn put_inside(&mut self, serial: Serial) {
        self.things[serial].outside -= 1;
        self.things[serial].inside += 1;
    }

    /// A handle moves from an object to the program.
    pub(crate) fn take_outside(&mut self, serial: Serial) {
        self.things[serial].outside += 1;
        self.things[serial].inside -= 1;
    }

    /// The objects that may not be reached from outside by the rules of a collection.
    pub(crate) fn unreachable(&self, reach: Reach, half_dropped: HalfDropped) -> Vec<Serial> {
        let is_member = |serial: &Serial| {
            let thing = &self.things[*serial];
            thing.kind.is_tracked()
                && thing.is_held()
                && thing.count() > 0
                && !thing.place.permanent
                && (reach == Reach::Full
                    || thing.place.born.map_or(half_dropped == HalfDropped::HoldNothing, |born| born == self.epoch))
        };
        let members: Vec<Serial> = self.live.iter().copied().filter(is_member).collect();
        self.not_held(&members, half_dropped)
    }

    /// Those of `members` that nothing else holds, directly or through one another.
    pub(crate) fn not_held(&self, members: &[Serial], half_dropped: HalfDropped) -> Vec<Serial> {
        let (member, reached) = self.next_marks();
        members.iter().for_each(|&serial| self.things[serial].mark.set(member));
        let mut pending = Vec::new();
        let reach = |serial: Serial, pending: &mut Vec<Serial>| {
            let thing = &self.things[serial];
            if thing.mark.get() == member {
                thing.mark.set(reached);
                pending.push(serial);
            }
        };
        for &serial in &self.live {
            let thing = &self.things[serial];
            if thing.mark.get() == member || thing.mark.get() == reached {
                if thing.outside > 0 || thing.hold > 0 || thing.withheld || !thing.is_alive() {
                    reach(serial, &mut pending);
                }
            } else if thing.is_alive() || half_dropped == HalfDropped::Hold {
                thing.targets().for_each(|target| reach(target, &mut pending));
            }
        }
        if half_dropped == HalfDropped::Hold {
            self.going.iter().for_each(|&target| reach(target, &mut pending));
        }
        while let Some(serial) = pending.pop() {
            self.things[serial].targets().for_each(|target| reach(target, &mut pending));
        }
        members.iter().copied().filter(|&serial| self.things[serial].mark.get() == member).collect()
    }

    fn next_marks(&self) -> (u32, u32) {
        let tick = self.tick.get();
        self.tick.set(tick + 2);
        (tick, tick + 1)
    }

    /// What an object reaches, itself included.
    pub(crate) fn reached_from(&self, serial: Serial) -> Vec<Serial> {
        let (_, reached) = self.next_marks();
        self.things[serial].mark.set(reached);
        let mut found = vec![serial];
        let mut next = 0;
        while let Some(&serial) = found.get(next) {
            next += 1;
            for target in self.things[serial].targets() {
                if self.things[target].mark.replace(reached) != reached {
                    found.push(target);
                }
            }
        }
        found
    }

    /// How many of these objects, which only they hold, counting alone would end.
    pub(crate) fn ended_by_counting(&self, objects: &[Serial]) -> usize {
        let mut counts: Vec<(Serial, u32)> =
            objects.iter().map(|&serial| (serial, self.things[serial].count())).collect();
        counts.sort_unstable();
        let mut pending: Vec<Serial> =
            counts.iter().filter(|(_, count)| *count == 0).map(|(serial, _)| *serial).collect();
        let mut ended = 0;
        while let Some(serial) = pending.pop() {
            ended += 1;
            for target in self.things[serial].targets() {
                if let Ok(index) = counts.binary_search_by_key(&target, |(serial, _)| *serial) {
                    counts[index].1 -= 1;
                    if counts[index].1 == 0 {
                        pending.push(target);
                    }
                }
            }
        }
        ended
    }

    /// Whether a weak handle or an id must give a handle; `None` if the model cannot know.
    pub(crate) fn is_available(&self, serial: Serial) -> Option<bool> {
        let thing = &self.things[serial];
        if thing.is_alive() && thing.count() + thing.hold == 0 && self.dropping > 0 {
            // What holds it is being dropped, and may or may not have come to it.
            return None;
        }
        if !thing.is_held() || thing.withheld || thing.place.peek.is_none() {
            return Some(false);
        }
        match &self.frame {
            Some(frame) if frame.must.contains(&serial) => Some(false),
            Some(frame) if frame.may.contains(&serial) => None,
            _ => Some(true),
        }
    }

    /// Somebody has, or has not, been given an object alone.
    pub(crate) fn check_exclusive(&mut self, serial: Serial, is_exclusive: bool) {
        let thing = &self.things[serial];
        let has_weak = |entry: &WeakEntry| entry.target == serial && entry.cleared == thing.cleared;
        if is_exclusive && (thing.count() != 1 || thing.withheld || self.weaks.iter().any(has_weak)) {
            self.fail(format!("{serial} was given to one alone, with count {}", thing.count()));
        }
    }

    /// Two values have changed places.
    pub(crate) fn exchange_values(&mut self, [one, other]: [Serial; 2]) {
        let place = std::mem::take(&mut self.things[one].place);
        let other_place = std::mem::replace(&mut self.things[other].place, place);
        self.things[one].place = other_place;
    }

    /// Compares everything, between two operations.
    pub(crate) fn check(&mut self) {
        let mut failures = Vec::new();
        for &serial in &self.live {
            let thing = &self.things[serial];
            if thing.state == State::Dropped {
                continue;
            }
            if let Err(text) = self.compare(serial) {
                failures.push(format!("{:?} {serial}: {text}", thing.kind));
            }
        }
        for entry in &self.weaks {
            if let Err(text) = self.compare_weak(entry.weak.is_dead(), entry.target, entry.cleared) {
                failures.push(text);
            }
            let state = entry.callback.map(|callback| self.callbacks[callback].state);
            let is_gone = self.things[entry.target].state == State::Dropped && !self.things[entry.target].unwrapped;
            if is_gone && state.is_some_and(|state| state != CallbackState::Called) {
                failures.push(format!("the callback of a weak handle to {} did not run: {state:?}", entry.target));
            }
        }
        failures.into_iter().for_each(|text| self.fail(text));
        self.live.retain(|&serial| self.things[serial].state != State::Dropped);
    }

    fn compare(&self, serial: Serial) -> Result<(), String> {
        let thing = &self.things[serial];
        if thing.state != State::Alive || thing.count() == 0 || thing.hold > 0 {
            return Err(format!("{:?} with count {} and hold {}", thing.state, thing.count(), thing.hold));
        }
        let Some(peek) = &thing.place.peek else { return Err("not made".into()) };
        let object = peek.object();
        if object.refcount() != thing.count() as usize {
            return Err(format!(
                "refcount {} instead of {} outside and {} inside",
                object.refcount(),
                thing.outside,
                thing.inside
            ));
        }
        if self.accounts.is_some_and(|every| self.operations.is_multiple_of(every)) {
            self.compare_account(thing, object)?;
        }
        if obj_runtime::gc::is_finalized(object) != thing.place.finalized {
            return Err("the finalizer has not run as often as it should".into());
        }
        if let (Some((target, cleared)), Some(node)) = (thing.parent, object.downcast_ref::<super::objects::Node>()) {
            self.compare_weak(node.parent.is_dead(), target, cleared)?;
        }
        Ok(())
    }

    fn compare_account(&self, thing: &Thing, object: &AnyObj) -> Result<(), String> {
        let account = inspect::explain(object);
        let (edges, unrecorded) = (account.edges().count(), account.unrecorded());
        let lines: usize = account.lines().map(|(_, count)| count).sum();
        let told = (edges, lines + unrecorded, account.kept() + account.raw(), account.unexplained());
        if told == (thing.inside as usize, thing.outside as usize, 0, 0) {
            Ok(())
        } else {
            Err(format!("{} outside and {} inside, but {account}", thing.outside, thing.inside))
        }
    }

    fn compare_weak(&self, is_dead: bool, target: Serial, cleared: u32) -> Result<(), String> {
        let thing = &self.things[target];
        let expected = thing.state == State::Dropped || thing.cleared != cleared;
        if is_dead == expected {
            Ok(())
        } else {
            Err(format!("a weak handle to {target} is {}", if is_dead { "dead" } else { "alive" }))
        }
    }
}
