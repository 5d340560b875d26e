//! The operations: each does the same to the objects and to the model, to the model first.
//!
//! A handle is moved, never cloned and dropped in passing: that would make a candidate of everything that is
//! touched, and hide a candidate that is forgotten.

use std::ops::Deref;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use obj_runtime::{AnyObj, Obj, gc};

use super::events::{self, Finally};
use super::objects::{self, AnyWeak, Kind, Node, Serial, Wide};
use super::programs::{self, Program};
use super::world::{Raised, State, WeakEntry, World, choose, with};

/// Hands above which some are dropped.
const MANY_HANDS: usize = 24;
const MANY_WEAKS: usize = 16;
/// How deep operations nest.
const DEEPEST: usize = 4;

/// A handle of the program that is in use; it goes back when this ends.
pub(crate) struct Hand(Option<AnyObj>);

impl Deref for Hand {
    type Target = AnyObj;
    fn deref(&self) -> &AnyObj {
        self.0.as_ref().unwrap_or_else(|| unreachable!("a hand holds until it is emptied"))
    }
}

impl Hand {
    fn serial(&self) -> Serial {
        objects::serial_of(self)
    }

    fn kind(&self) -> Kind {
        with(|world| world.things[self.serial()].kind)
    }

    fn into_handle(mut self) -> AnyObj {
        self.0.take().unwrap_or_else(|| unreachable!("a hand holds until it is emptied"))
    }
}

impl Drop for Hand {
    fn drop(&mut self) {
        if let Some(handle) = self.0.take() {
            hold_in_hand(handle);
        }
    }
}

/// The program keeps a handle that the model has counted.
pub(crate) fn hold_in_hand(handle: AnyObj) {
    with(|world| world.hands.push(handle));
}

/// Any handle of the program.
pub(crate) fn borrow_hand() -> Option<Hand> {
    with(|world| {
        let index = world.choices.below(world.hands.len());
        (index < world.hands.len()).then(|| Hand(Some(world.hands.swap_remove(index))))
    })
}

fn borrow_hand_of(kind: Kind) -> Option<Hand> {
    with(|world| {
        let first = world.choices.below(world.hands.len());
        let count = world.hands.len();
        let mut indices = (0..count).map(|offset| (first + offset) % count);
        let is_kind = |&index: &usize| world.things[objects::serial_of(&world.hands[index])].kind == kind;
        let index = indices.find(is_kind)?;
        Some(Hand(Some(world.hands.swap_remove(index))))
    })
}

/// One operation, whatever its panics.
pub(crate) fn operate() {
    let goes_on = with(|world| {
        world.depth += 1;
        world.raised.push(Raised::default());
        world.operations += 1;
        world.totals.operations += 1;
        world.depth <= DEEPEST && !world.has_failed()
    });
    let result = if goes_on { catch_unwind(AssertUnwindSafe(any_operation)) } else { Ok(()) };
    with(|world| {
        world.depth -= 1;
        let raised = world.raised.pop().unwrap_or_default();
        match &result {
            Ok(()) if raised.alone > raised.reported => world.fail("a panic was swallowed".into()),
            Err(panic) if !programs::is_planned(&**panic) => {
                let text = panic.downcast_ref::<String>().map_or("no text", String::as_str);
                let text = panic.downcast_ref::<&str>().copied().unwrap_or(text);
                world.fail(format!("an unexpected panic: {text}"));
            }
            Err(_) if raised.alone + raised.during_another == 0 => world.fail("a panic came twice".into()),
            _ => {}
        }
        if world.depth == 0 && !world.has_failed() {
            world.check();
        }
    });
}

fn any_operation() {
    let (hands, live, most) = with(|world| (world.hands.len(), world.live.len(), world.most));
    if hands > MANY_HANDS || live > most && hands > 0 {
        return drop_hand();
    }
    match choose(100) {
        0..12 => new(),
        12..15 => clone_hand(),
        15..26 => drop_hand(),
        26..48 => link(),
        48..53 => unlink_any(),
        53..57 => exchange_any(),
        57..60 => take_out(),
        60..63 => get(),
        63..67 => read(),
        67..78 => change_list(),
        78 => iterate(),
        79..81 => downgrade(),
        81..83 => downgrade_with_callback(),
        83..86 => use_weak(),
        86 => collect_full(),
        87 => collect_young(),
        88..91 => step(),
        91 => freeze(),
        92 => exclusive(),
        93 => make_mut(),
        94 => unwrap_or_new_cyclic(),
        95 => from_id(),
        96 => pace(),
        _ => build(),
    }
}

/// A fresh object, unless there are too many.
pub(crate) fn make(kind: Kind, program: Program) -> Option<AnyObj> {
    if with(|world| world.live.len() > world.most + MANY_HANDS) {
        return None;
    }
    let serial = with(|world| world.add(kind, program));
    with(|world| world.note(|_| format!("new {serial}: {kind:?} {program:?}")));
    let made = catch_unwind(AssertUnwindSafe(|| objects::make(kind, serial)));
    // A collection that runs by itself keeps the panics of its finalizers to itself.
    let handle = made.unwrap_or_else(|panic| {
        with(|world| world.fail("making an object panicked".into()));
        resume_unwind(panic)
    });
    with(|world| world.placed(serial, &handle));
    Some(handle)
}

fn any_kind() -> Kind {
    [Kind::Node, Kind::Node, Kind::Node, Kind::Final, Kind::Final, Kind::Final, Kind::Wide, Kind::Big, Kind::Leaf]
        [choose(9)]
}

fn new() {
    if let Some(handle) = make(any_kind(), Program::any()) {
        hold_in_hand(handle);
    }
}

fn clone_hand() {
    let Some(hand) = borrow_hand() else { return };
    with(|world| world.things[hand.serial()].outside += 1);
    hold_in_hand(AnyObj::clone(&hand));
}

fn drop_hand() {
    if let Some(hand) = borrow_hand() {
        let handle = hand.into_handle();
        let serial = objects::serial_of(&handle);
        with(|world| {
            world.note(|_| format!("drop a handle to {serial}"));
            world.things[serial].outside -= 1;
        });
        drop(handle);
    }
}

/// Moves a handle of the program into an object; what was there is dropped.
pub(crate) fn put(holder: &AnyObj, place: usize, value: AnyObj) {
    let (to, from) = (objects::serial_of(&value), objects::serial_of(holder));
    with(|world| {
        world.note(|_| format!("{from}.{place} = {to}"));
        world.put_inside(to);
        if let Some(old) = world.things[from].links[place].replace(to) {
            world.things[old].inside -= 1;
        }
    });
    drop(objects::replace(holder, place, Some(value)));
}

fn link() {
    let (Some(holder), Some(value)) = (borrow_hand(), borrow_hand()) else { return };
    let places = holder.kind().places();
    let place = choose(places);
    if places == 0 || !holder.kind().accepts(place, value.kind()) {
        return;
    }
    if choose(2) == 0 {
        put(&holder, place, value.into_handle());
    } else {
        with(|world| world.things[value.serial()].outside += 1);
        put(&holder, place, AnyObj::clone(&value));
    }
}

/// An object and the program's handle to it: a ring of one.
fn link_to_itself(holder: &AnyObj) {
    if with(|world| world.things[objects::serial_of(holder)].kind.places()) > 0 {
        with(|world| world.things[objects::serial_of(holder)].outside += 1);
        put(holder, 0, holder.clone());
    }
}

/// Empties a place.
pub(crate) fn unlink(holder: &AnyObj, place: usize) {
    let from = objects::serial_of(holder);
    with(|world| {
        world.note(|_| format!("{from}.{place} = none"));
        if let Some(old) = world.things[from].links[place].take() {
            world.things[old].inside -= 1;
        }
    });
    drop(objects::replace(holder, place, None));
}

/// Any handle of the program, with a place in its object.
fn any_place() -> Option<(Hand, usize)> {
    let hand = borrow_hand()?;
    let places = hand.kind().places();
    let place = choose(places);
    (places > 0).then_some((hand, place))
}

fn unlink_any() {
    if let Some((holder, place)) = any_place() {
        unlink(&holder, place);
    }
}

/// Exchanges what two places hold, if they may hold it. No handle is cloned or dropped.
pub(crate) fn exchange(one: &AnyObj, place: usize, other: &AnyObj, other_place: usize) {
    let (first, second) = (objects::serial_of(one), objects::serial_of(other));
    let may = with(|world| {
        let (a, b) = (&world.things[first], &world.things[second]);
        if other_place >= b.kind.places() {
            return false;
        }
        let (held, other_held) = (a.links[place], b.links[other_place]);
        let (kind, other_kind) = (a.kind, b.kind);
        let fits = |kind: Kind, place, value: Option<Serial>| {
            value.is_none_or(|value| kind.accepts(place, world.things[value].kind))
        };
        let may = fits(kind, place, other_held) && fits(other_kind, other_place, held);
        if may {
            world.things[first].links[place] = other_held;
            world.things[second].links[other_place] = held;
            if first == second && place == other_place {
                world.things[first].links[place] = held;
            }
            world.note(|_| format!("{first}.{place} <-> {second}.{other_place}"));
        }
        may
    });
    if may {
        let held = objects::replace(one, place, None);
        let other_held = objects::replace(other, other_place, held);
        let nothing = objects::replace(one, place, other_held);
        // The two places may be one.
        if nothing.is_some() {
            drop(objects::replace(one, place, nothing));
        }
    }
}

fn exchange_any() {
    if let (Some((one, place)), Some((other, other_place))) = (any_place(), any_place()) {
        exchange(&one, place, &other, other_place);
    }
}

/// Moves a handle out of an object.
fn take_out() {
    let Some((holder, place)) = any_place() else { return };
    let taken = with(|world| world.things[holder.serial()].links[place].take());
    if let Some(taken) = taken {
        with(|world| world.take_outside(taken));
    }
    if let Some(handle) = objects::replace(&holder, place, None) {
        hold_in_hand(handle);
    }
}

fn get() {
    let Some((holder, place)) = any_place() else { return };
    if let Some(handle) = objects::get(&holder, place) {
        with(|world| world.things[objects::serial_of(&handle)].outside += 1);
        hold_in_hand(handle);
    }
}

/// Some operations inside of another.
fn nested() {
    for _ in 0..choose(4) {
        operate();
    }
}

/// Counts a guard for as long as there is one.
fn counted<R>(serial: Serial, work: impl FnOnce() -> R) -> R {
    with(|world| world.things[serial].outside += 1);
    let _end = Finally(|| with(|world| world.things[serial].outside -= 1));
    work()
}

/// Moves a handle to where the object itself holds it: into a ring of one.
fn move_into_itself(holder: &AnyObj, place: usize) {
    let taken = with(|world| {
        let taken = world.things[objects::serial_of(holder)].links[place].take();
        taken.into_iter().for_each(|taken| world.take_outside(taken));
        taken
    });
    if let (Some(_), Some(handle)) = (taken, objects::replace(holder, place, None)) {
        let peek = objects::Peek::of(&handle);
        put(peek.object(), 0, handle);
    }
}

/// Reads cells and lists through guards, two steps deep, while other things happen.
fn read() {
    let Some(holder) = borrow_hand_of(Kind::Node) else { return };
    let Some(node) = holder.downcast_ref::<Node>() else { return };
    let place = choose(2);
    if let Some(next) = node.cells[place].borrow() {
        counted(next.serial(), || {
            if choose(4) == 0 {
                move_into_itself(&holder, place + 1);
            }
            nested();
            if let Some(last) = next.list.last() {
                counted(last.serial(), nested);
            }
        });
    } else if let Some(first) = node.list.at(choose(3)) {
        counted(first.serial(), nested);
    }
}

fn change_list() {
    let kind = if choose(2) == 0 { Kind::Node } else { Kind::Wide };
    let Some(holder) = borrow_hand_of(kind) else { return };
    match choose(5) {
        0..3 => push(&holder),
        3 => remove(&holder),
        _ => clear(&holder),
    }
}

fn push(holder: &Hand) {
    let Some(value) = borrow_hand() else { return };
    if !holder.kind().lists(value.kind()) {
        return;
    }
    let (to, from) = (value.serial(), holder.serial());
    let handle = if choose(2) == 0 {
        value.into_handle()
    } else {
        with(|world| world.things[to].outside += 1);
        AnyObj::clone(&value)
    };
    with(|world| {
        world.note(|_| format!("{from}.push({to})"));
        world.put_inside(to);
        world.things[from].list.push(to);
    });
    if let Some(node) = holder.downcast_ref::<Node>() {
        node.list.push(handle.downcast().expect("lists of nodes hold nodes"));
    } else if let Some(wide) = holder.downcast_ref::<Wide>() {
        match wide.all.try_borrow_mut() {
            Ok(mut all) => all.push(handle),
            // Somebody looks at it.
            Err(_) => {
                with(|world| {
                    world.things[from].list.pop();
                    world.take_outside(to);
                });
                hold_in_hand(handle);
            }
        }
    }
}

/// Takes one item out; it goes to the program or is dropped.
fn remove(holder: &Hand) {
    let length = with(|world| world.things[holder.serial()].list.len());
    let index = choose(length);
    if length == 0 {
        return;
    }
    let removed = if let Some(node) = holder.downcast_ref::<Node>() {
        node.list.swap_remove(index).into()
    } else if let Some(wide) = holder.downcast_ref::<Wide>() {
        let Ok(mut all) = wide.all.try_borrow_mut() else { return };
        all.swap_remove(index)
    } else {
        return;
    };
    let serial = with(|world| {
        let serial = world.things[holder.serial()].list.swap_remove(index);
        world.take_outside(serial);
        serial
    });
    hold_in_hand(removed);
    if choose(2) == 0 {
        drop_hand_to(serial);
    }
}

fn drop_hand_to(serial: Serial) {
    let handle = with(|world| {
        let index = world.hands.iter().position(|hand| objects::serial_of(hand) == serial)?;
        world.things[serial].outside -= 1;
        Some(world.hands.swap_remove(index))
    });
    drop(handle);
}

fn clear(holder: &Hand) {
    let take_list = |world: &mut World| {
        world.note(|_| format!("{}.clear()", holder.serial()));
        let list = std::mem::take(&mut world.things[holder.serial()].list);
        list.iter().for_each(|&serial| world.things[serial].inside -= 1);
        world.going.extend(list);
        world.dropping += 1;
    };
    let before = with(|world| world.going.len());
    let gone = || {
        with(|world| {
            world.going.truncate(before);
            world.dropping -= 1;
        });
    };
    if let Some(node) = holder.downcast_ref::<Node>() {
        with(take_list);
        let _gone = Finally(gone);
        node.list.clear();
    } else if let Some(wide) = holder.downcast_ref::<Wide>() {
        let all = wide.all.try_borrow_mut().map(|mut all| std::mem::take(&mut *all));
        if let Ok(all) = all {
            with(take_list);
            let _gone = Finally(gone);
            drop(all);
        }
    }
}

/// Looks at the items of a list, while other things happen to other lists.
fn iterate() {
    if choose(2) == 0 {
        let Some(holder) = borrow_hand_of(Kind::Wide) else { return };
        let Some(wide) = holder.downcast_ref::<Wide>() else { return };
        if choose(2) == 0 {
            let _shared = wide.all.try_borrow();
            nested();
        } else {
            let _exclusive = wide.all.try_borrow_mut();
            nested();
        }
        return;
    }
    let Some(holder) = borrow_hand_of(Kind::Node) else { return };
    let Some(node) = holder.downcast_ref::<Node>() else { return };
    for item in &node.list {
        counted(item.serial(), || drop(AnyObj::from(item.clone())));
    }
}

fn downgrade() {
    let Some(hand) = borrow_hand() else { return };
    let target = hand.serial();
    let weak = AnyWeak::to(&hand);
    keep_weak(weak, target, None);
}

fn downgrade_with_callback() {
    let (Some(hand), captured) = (borrow_hand(), choose(3)) else { return };
    let target = hand.serial();
    let captured = if captured == 0 { borrow_hand().map(Hand::into_handle) } else { None };
    let (weak, number) = events::downgrade_with(&hand, Program::any(), captured);
    keep_weak(weak, target, Some(number));
}

/// Keeps a weak handle outside, or in a node.
fn keep_weak(weak: AnyWeak, target: Serial, callback: Option<usize>) {
    let cleared = with(|world| world.things[target].cleared);
    let holder = if choose(2) == 0 { borrow_hand_of(Kind::Node) } else { None };
    match (weak, &holder) {
        (AnyWeak::Node(weak), Some(holder)) => {
            let Some(node) = holder.downcast_ref::<Node>() else { return };
            with(|world| world.things[holder.serial()].parent = Some((target, cleared)));
            drop(node.parent.replace(weak));
        }
        (weak, _) => with(|world| world.weaks.push(WeakEntry { weak, target, cleared, callback })),
    }
}

fn use_weak() {
    let count = with(|world| world.weaks.len());
    let index = choose(count);
    if count == 0 {
        return;
    }
    let entry = with(|world| world.weaks.swap_remove(index));
    if count > MANY_WEAKS || choose(3) == 0 {
        return drop(entry.weak);
    }
    let WeakEntry { weak, target, cleared, callback } = entry;
    let expected = with(|world| world.things[target].cleared == cleared);
    let copy = weak.clone();
    with(|world| world.weaks.push(WeakEntry { weak, target, cleared, callback }));
    if expected {
        check_upgrade(&copy, target);
    } else if copy.upgrade().is_some() {
        with(|world| world.fail(format!("a dead weak handle to {target} was upgraded")));
    }
}

/// Upgrades a weak handle that no collection has cleared.
pub(crate) fn check_upgrade(weak: &AnyWeak, target: Serial) {
    let expected = with(|world| world.is_available(target));
    let upgraded = weak.upgrade();
    check_found(upgraded, target, expected);
}

fn check_found(found: Option<AnyObj>, target: Serial, expected: Option<bool>) {
    if expected.is_some_and(|expected| expected != found.is_some()) {
        with(|world| world.fail(format!("{target}: found {}, expected {expected:?}", found.is_some())));
    }
    if let Some(handle) = found {
        let found = objects::serial_of(&handle);
        with(|world| {
            world.note(|_| format!("found {found}"));
            if found != target {
                world.fail(format!("found {found} instead of {target}"));
            }
            world.things[found].outside += 1;
            world.disturb(found);
        });
        hold_in_hand(handle);
    }
}

fn from_id() {
    let count = with(|world| world.things.len());
    let recent = choose(count.min(200));
    if count == 0 {
        return;
    }
    let found = with(|world| {
        let id = world.things[count - 1 - recent].place.id?;
        let here = world.live.iter().copied().find(|&serial| {
            let thing = &world.things[serial];
            thing.place.id == Some(id) && thing.state != State::Dropped && !thing.unwrapped
        });
        Some((id, here))
    });
    match found {
        Some((id, Some(target))) => {
            let expected = with(|world| world.is_available(target));
            check_found(AnyObj::from_id(id), target, expected);
        }
        // The slot may be that of an object that is being made.
        Some((id, None)) if AnyObj::from_id(id).is_some() => {
            with(|world| world.fail("an object was found at the id of a dead one".into()));
        }
        _ => {}
    }
}

/// Collects in some way, and compares with what the model says.
fn collect_with(collect: impl FnOnce() -> usize) {
    let is_nested = with(|world| {
        let is_nested = world.frame.is_some();
        world.asked = !is_nested;
        is_nested
    });
    let collected = collect();
    if is_nested && collected > 0 {
        with(|world| world.fail("a collection ran inside another".into()));
    }
}

pub(crate) fn collect_full() {
    collect_with(gc::collect);
}

pub(crate) fn collect_young() {
    collect_with(gc::collect_young);
}

pub(crate) fn step() {
    let budget = [1, 10, 100, 1000, 100_000][choose(5)];
    if with(|world| world.frame.is_some()) {
        return collect_with(|| gc::step(budget).collected());
    }
    with(World::step_begins);
    let mut is_done = true;
    let progress = catch_unwind(AssertUnwindSafe(|| gc::step(budget)));
    if let Ok(progress) = &progress {
        is_done = progress.is_done();
    }
    with(|world| world.step_ends(is_done));
    if let Err(panic) = progress {
        resume_unwind(panic);
    }
}

fn freeze() {
    let freezes = choose(3) == 0;
    with(|world| {
        world.note(|_| format!("freeze: {freezes}"));
        if freezes && world.frame.is_none() {
            world.round = None;
        }
        for &serial in &world.live {
            let is_running = world.frame.is_some();
            let thing = &mut world.things[serial];
            if !freezes {
                thing.place.permanent = false;
            } else if !is_running && thing.kind.is_tracked() && thing.is_there() {
                thing.place.permanent = true;
            }
        }
    });
    if freezes {
        gc::freeze();
    } else {
        gc::unfreeze();
    }
}

/// A typed handle of the program that is in use.
struct NodeHand(Option<Obj<Node>>);

impl Drop for NodeHand {
    fn drop(&mut self) {
        if let Some(node) = self.0.take() {
            hold_in_hand(node.into());
        }
    }
}

fn borrow_node() -> Option<NodeHand> {
    borrow_hand_of(Kind::Node).map(|hand| NodeHand(hand.into_handle().downcast().ok()))
}

/// Exclusive access while other things happen; two values change places.
fn exclusive() {
    let (Some(mut one), Some(mut other)) = (borrow_node(), borrow_node()) else { return };
    let (Some(one), Some(other)) = (&mut one.0, &mut other.0) else { return };
    let serials = [one.serial(), other.serial()];
    let (first, second) = (Obj::get_mut(one), Obj::get_mut(other));
    with(|world| {
        for (serial, is_exclusive) in serials.into_iter().zip([first.is_some(), second.is_some()]) {
            world.check_exclusive(serial, is_exclusive);
            world.things[serial].withheld = is_exclusive;
        }
    });
    let _end = Finally(|| with(|world| serials.iter().for_each(|&serial| world.things[serial].withheld = false)));
    nested();
    if let (Some(mut first), Some(mut second)) = (first, second) {
        std::mem::swap(&mut *first, &mut *second);
        with(|world| world.exchange_values(serials));
        nested();
    }
}

fn make_mut() {
    let Some(mut hand) = borrow_node() else { return };
    let Some(node) = &mut hand.0 else { return };
    let original = node.serial();
    let epoch = with(|world| world.epoch);
    let made = catch_unwind(AssertUnwindSafe(|| drop(Obj::make_mut(node))));
    let serial = node.serial();
    with(|world| {
        if serial != original {
            world.things[original].hold = 0;
            world.placed(serial, Obj::as_any(node));
            if world.epoch != epoch {
                // The collection was before or after it was made.
                world.things[serial].place.born = None;
            }
        }
        world.note(|_| format!("make_mut {original}: {serial}"));
    });
    if let Err(panic) = made {
        resume_unwind(panic);
    }
    let _exclusive = Obj::make_mut(node);
    with(|world| {
        world.check_exclusive(serial, true);
        world.things[serial].withheld = true;
    });
    let _end = Finally(|| with(|world| world.things[serial].withheld = false));
    nested();
}

fn unwrap_or_new_cyclic() {
    if choose(2) == 0 { try_unwrap() } else { new_cyclic() }
}

fn try_unwrap() {
    let Some(hand) = borrow_hand_of(Kind::Node) else { return };
    let serial = hand.serial();
    let Ok(node) = hand.into_handle().downcast::<Node>() else { return };
    if Obj::weak_count(&node) > 0 {
        // They would die, and the model does not know of deaths without a burial.
        return hold_in_hand(node.into());
    }
    match Obj::try_unwrap(node) {
        Ok(value) => {
            with(|world| {
                world.check_exclusive(serial, true);
                let thing = &mut world.things[serial];
                thing.unwrapped = true;
                thing.withheld = true;
            });
            nested();
            with(|world| world.things[serial].outside -= 1);
            drop(value);
        }
        Err(node) => {
            hold_in_hand(node.into());
            with(|world| world.check_exclusive(serial, false));
        }
    }
}

fn new_cyclic() {
    let serial = with(|world| {
        let serial = world.add(Kind::Node, Program::Nothing);
        world.things[serial].withheld = true;
        serial
    });
    let panics = choose(4) == 0;
    let made = catch_unwind(AssertUnwindSafe(|| {
        Obj::<Node>::new_cyclic(|weak| {
            with(|world| {
                world.things[serial].place.born = Some(world.epoch);
                world.things[serial].is_reserved = true;
                world.weaks.push(WeakEntry { weak: weak.clone().into(), target: serial, cleared: 0, callback: None });
            });
            nested();
            if panics {
                events::panic_as_planned();
            }
            let value = objects::node(serial);
            with(|world| world.things[serial].parent = Some((serial, 0)));
            drop(value.parent.replace(weak.clone()));
            value
        })
    }));
    match made {
        Ok(node) => {
            let handle = AnyObj::from(node);
            with(|world| {
                let born = world.things[serial].place.born;
                world.placed(serial, &handle);
                let thing = &mut world.things[serial];
                (thing.place.born, thing.withheld, thing.is_reserved) = (born, false, false);
            });
            hold_in_hand(handle);
        }
        Err(panic) => {
            with(|world| {
                let thing = &mut world.things[serial];
                (thing.state, thing.outside, thing.is_reserved) = (State::Dropped, 0, false);
            });
            resume_unwind(panic);
        }
    }
}

/// Sets when collections run by themselves.
fn pace() {
    match choose(4) {
        0 => gc::disable(),
        1 => gc::enable(),
        _ => {
            gc::enable();
            gc::set_threshold([0, 1, 5, 50][choose(4)]);
        }
    }
}

/// A chain deeper than drops nest, or a ring; in the end few or no handles to it are left.
fn build() {
    let (kind, length) = (any_kind(), [3, 8, 40, 70][choose(4)]);
    if kind.places() == 0 || with(|world| world.live.len() + length > world.most) {
        return;
    }
    let Some(last) = make(kind, Program::any()) else { return };
    if choose(2) == 0 {
        link_to_itself(&last);
    }
    let mut first = last;
    for _ in 1..length {
        let program = if choose(4) == 0 { Program::any() } else { Program::Nothing };
        match make(kind, program) {
            Some(made) => {
                put(&made, 0, first);
                first = made;
            }
            None => break,
        }
    }
    hold_in_hand(first);
}

/// Lets go of everything; nothing must be left.
pub(crate) fn end() {
    with(|world| world.quiet = true);
    gc::unfreeze();
    gc::enable();
    with(|world| world.live.iter().for_each(|&serial| world.things[serial].place.permanent = false));
    for _ in 0..3 {
        while with(|world| !world.hands.is_empty()) {
            drop_hand();
        }
        drop(with(|world| std::mem::take(&mut world.weaks)));
        collect_full();
        forget_parents();
        with(|world| world.live.retain(|&serial| world.things[serial].state != State::Dropped));
    }
    with(|world| {
        if !world.live.is_empty() && !world.has_failed() {
            let left: Vec<String> =
                world.live.iter().map(|&serial| format!("{:?} {serial}", world.things[serial].kind)).collect();
            world.fail(format!("left in the end: {}", left.join(", ")));
        }
    });
}

/// Drops the weak handles inside the objects left: their callbacks may hold objects.
fn forget_parents() {
    let live = with(|world| world.live.clone());
    for serial in live {
        let weak = with(|world| {
            let thing = &mut world.things[serial];
            let peek = thing.place.peek.as_ref().filter(|_| thing.state == State::Alive)?;
            let weak = peek.object().downcast_ref::<Node>()?.parent.take();
            thing.parent = None;
            Some(weak)
        });
        drop(weak);
    }
}
