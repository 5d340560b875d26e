//! Graphs that are copied and packed, under the callbacks of `containers`: a `Hash`, an `Eq` and a `Clone` that change what travels,
//! collect, or panic.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use obj_runtime::prelude::*;
use obj_runtime::{Parcel, copy, try_deepcopy};

use super::containers::{Key, Mark, choose, key, meddle};

/// The most handles, and parcels, of the program.
const MANY: usize = 12;

#[derive(Default)]
struct Hands {
    travellers: Vec<Obj<Traveller>>,
    parcels: Vec<Parcel<Traveller>>,
    /// Whether the code of a key has panicked while a parcel was opened: what was in it may be lost.
    has_lost: bool,
}

thread_local! {
    static HANDS: RefCell<Hands> = RefCell::default();
}

/// Equal ones are one object.
#[derive(Object)]
#[object(intern)]
struct Name {
    #[object(frozen)]
    mark: Mark,
    number: usize,
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        meddle();
        self.mark.check();
        other.mark.check();
        self.number == other.number
    }
}

impl Eq for Name {}

impl Hash for Name {
    fn hash<H: Hasher>(&self, state: &mut H) {
        meddle();
        self.mark.check();
        (self.number % 2).hash(state);
    }
}

impl Clone for Name {
    fn clone(&self) -> Self {
        meddle();
        self.mark.check();
        Self { mark: Mark::default(), number: self.number }
    }
}

#[derive(Object, Default)]
#[object(finalize)]
struct Traveller {
    #[object(skip)]
    mark: Mark,
    cell: ObjCell<Traveller>,
    weak: WeakCell<Traveller>,
    list: ObjVec<Traveller>,
    map: ObjMap<Key, Traveller>,
    by_key: RefCell<HashMap<Obj<Key>, Obj<Traveller>>>,
    keys: RefCell<HashSet<Obj<Key>>>,
    name: ObjCell<Name>,
    items: Obj<List>,
    dict: Obj<Dict>,
    set: Obj<Set>,
}

impl Finalize for Traveller {
    fn finalize(this: &Obj<Self>) {
        this.look();
        meddle();
    }
}

impl Clone for Traveller {
    fn clone(&self) -> Self {
        meddle();
        self.mark.check();
        let clone = Self {
            mark: Mark::default(),
            cell: self.cell.clone(),
            weak: self.weak.clone(),
            list: self.list.clone(),
            map: self.map.clone(),
            by_key: RefCell::new(self.by_key.try_borrow().map(|map| map.clone()).unwrap_or_default()),
            keys: RefCell::new(self.keys.try_borrow().map(|keys| keys.clone()).unwrap_or_default()),
            name: self.name.clone(),
            items: self.items.clone(),
            dict: self.dict.clone(),
            set: self.set.clone(),
        };
        meddle();
        clone
    }
}

impl Traveller {
    /// Looks at all that can be reached in one step.
    fn look(&self) {
        self.mark.check();
        self.cell.with(|other| other.into_iter().for_each(|other| other.mark.check()));
        self.name.with(|name| name.into_iter().for_each(|name| name.mark.check()));
        self.list.iter().for_each(|other| other.mark.check());
        for (key, other) in &self.map {
            key.check();
            other.mark.check();
        }
        for (key, other) in self.by_key.try_borrow().iter().flat_map(|map| map.iter()) {
            key.check();
            other.mark.check();
        }
        self.weak.get().into_iter().for_each(|other| other.mark.check());
    }
}

fn keep(traveller: Obj<Traveller>) {
    let left = HANDS.with_borrow_mut(|hands| match hands.travellers.len() < MANY {
        true => {
            hands.travellers.push(traveller);
            None
        }
        false => Some(traveller),
    });
    drop(left);
}

fn take<T>(list: impl FnOnce(&mut Hands) -> &mut Vec<T>) -> Option<T> {
    let number = choose(MANY);
    HANDS.with_borrow_mut(|hands| {
        let list = list(hands);
        (!list.is_empty()).then(|| list.swap_remove(number % list.len()))
    })
}

fn traveller() -> Obj<Traveller> {
    let number = choose(MANY);
    let known = HANDS.with_borrow(|hands| hands.travellers.get(number).cloned());
    known.unwrap_or_else(|| {
        let new = Obj::new(Traveller::default());
        keep(new.clone());
        new
    })
}

/// One operation.
pub(super) fn operate() {
    match choose(12) {
        0..5 => connect(&traveller()),
        5 => drop(take(|hands| &mut hands.travellers)),
        6 | 7 => pack(),
        8 => open(),
        9 => losing(|| drop(take(|hands| &mut hands.parcels))),
        10 => keep(copy(&traveller())),
        _ => try_deepcopy(&traveller()).into_iter().for_each(|copy| {
            copy.look();
            keep(copy);
        }),
    }
}

/// Puts one into another, which nobody else holds afterwards.
fn connect(one: &Obj<Traveller>) {
    let Some(other) = take(|hands| &mut hands.travellers) else { return };
    match choose(10) {
        0 => one.cell.set(other),
        1 => one.weak.set(other),
        2 => one.list.push(other),
        3 => drop(one.map.insert(new_key(), other)),
        4 => {
            let key = new_key();
            let Ok(mut map) = one.by_key.try_borrow_mut() else { return };
            drop(map.insert(key, other));
        }
        5 => {
            let key = new_key();
            let Ok(mut keys) = one.keys.try_borrow_mut() else { return };
            keys.insert(key);
        }
        6 => one.name.set(Obj::new(Name { mark: Mark::default(), number: choose(4) })),
        7 => one.items.append(other.into()),
        8 => one.dict.set_item(new_key().into(), other.into()),
        _ => drop(one.set.add(new_key().into())),
    }
}

/// A key that nobody else holds, mostly.
fn new_key() -> Obj<Key> {
    if choose(6) == 0 { key() } else { Key::new(choose(8)) }
}

fn pack() {
    let Some(root) = take(|hands| &mut hands.travellers) else { return };
    match Parcel::pack(root) {
        Ok(parcel) => {
            let left = HANDS.with_borrow_mut(|hands| match hands.parcels.len() < MANY {
                true => {
                    hands.parcels.push(parcel);
                    None
                }
                false => Some(parcel),
            });
            losing(|| drop(left));
        }
        Err(held) => {
            let root = held.into_root();
            root.look();
            keep(root);
        }
    }
}

fn open() {
    let Some(parcel) = take(|hands| &mut hands.parcels) else { return };
    losing(|| {
        let root = parcel.unpack();
        root.look();
        keep(root);
    });
}

/// Opens a parcel. What is in it may be lost if code of a key panics, or holds what is on its way.
fn losing(open: impl FnOnce()) {
    let Err(panic) = catch_unwind(AssertUnwindSafe(open)) else { return };
    HANDS.with_borrow_mut(|hands| hands.has_lost = true);
    let is_refusal = |text: &String| text.starts_with("`Hash`, `Eq` or `Ord` of a key has changed the graph");
    if !panic.downcast_ref().is_some_and(is_refusal) {
        resume_unwind(panic);
    }
}

/// Lets go of everything.
pub(super) fn let_go() {
    let hands =
        HANDS.with_borrow_mut(|hands| (std::mem::take(&mut hands.travellers), std::mem::take(&mut hands.parcels)));
    losing(|| drop(hands));
}

/// Whether something may be left.
pub(super) fn has_lost() -> bool {
    HANDS.with_borrow(|hands| hands.has_lost)
}
