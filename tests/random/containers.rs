//! Cells and containers under hostile callbacks: comparisons, hashes, finalizers, destructors and closures that change what is
//! looked at, drop what is held, collect, or panic. Nothing may be used after its death, die twice, or stay.

use std::cell::RefCell;
use std::collections::HashSet;
use std::hash::{Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use obj_runtime::prelude::*;
use obj_runtime::{WeakKeyMap, WeakValueMap, gc};

use crate::gc_model::Choices;

/// How deep callbacks run operations inside of callbacks.
const DEEPEST: usize = 3;
/// The most handles of the program.
const MANY: usize = 40;

struct Program {
    choices: Choices,
    nodes: Vec<Obj<Node>>,
    keys: Vec<Obj<Key>>,
    weak: Vec<Weak<Node>>,
    /// The serial numbers of the values that are alive.
    alive: HashSet<u32>,
    last: u32,
    depth: usize,
    /// The first thing that was not as it should be.
    mistake: Option<String>,
}

thread_local! {
    static PROGRAM: RefCell<Option<Program>> = const { RefCell::new(None) };
}

/// Does `work` on the program, unless it has ended.
fn with<R: Default>(work: impl FnOnce(&mut Program) -> R) -> R {
    PROGRAM.with_borrow_mut(|program| program.as_mut().map(work).unwrap_or_default())
}

pub(super) fn choose(end: usize) -> usize {
    with(|program| program.choices.below(end))
}

/// Whether nothing is left to choose: callbacks do nothing any more.
fn is_over() -> bool {
    with(|program| program.choices.is_over())
}

fn complain(mistake: String) {
    with(|program| {
        program.mistake.get_or_insert(mistake);
    });
}

/// What a callback of the program panics with.
struct Planned;

/// What every callback does: now and then some operations, or a panic.
pub(super) fn meddle() {
    if is_over() {
        return;
    }
    match choose(20) {
        0 | 1 if with(|program| program.depth < DEEPEST) => {
            with(|program| program.depth += 1);
            (0..=choose(2)).for_each(|_| operate());
            with(|program| program.depth -= 1);
        }
        2 if !std::thread::panicking() => resume_unwind(Box::new(Planned)),
        _ => {}
    }
}

/// Lives and dies with a value.
pub(super) struct Mark(u32);

impl Default for Mark {
    fn default() -> Self {
        Self(with(|program| {
            program.last += 1;
            program.alive.insert(program.last);
            program.last
        }))
    }
}

impl Mark {
    pub(super) fn check(&self) {
        if !with(|program| program.alive.contains(&self.0)) {
            complain(format!("{} is used after its death", self.0));
        }
    }
}

impl Drop for Mark {
    fn drop(&mut self) {
        if !with(|program| program.alive.remove(&self.0)) {
            complain(format!("{} dies twice", self.0));
        }
        // A destructor that panicked would lose what it had not dropped.
        drop(catch_unwind(meddle));
    }
}

#[derive(Object)]
pub(super) struct Key {
    #[object(skip)]
    mark: Mark,
    number: usize,
}

#[cfg(feature = "travel")]
impl Key {
    pub(super) fn new(number: usize) -> Obj<Self> {
        Obj::new(Self { mark: Mark::default(), number })
    }

    pub(super) fn check(&self) {
        self.mark.check();
    }
}

impl Clone for Key {
    fn clone(&self) -> Self {
        meddle();
        self.mark.check();
        Self { mark: Mark::default(), number: self.number }
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        meddle();
        self.mark.check();
        other.mark.check();
        self.number == other.number
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        meddle();
        self.mark.check();
        (self.number % 3).hash(state);
    }
}

#[derive(Object, Default)]
#[object(finalize)]
struct Node {
    #[object(skip)]
    mark: Mark,
    cell: ObjCell<Node>,
    weak: WeakCell<Node>,
    list: ObjVec<Node>,
    map: ObjMap<Key, Node>,
    own: RefCell<Vec<Obj<Node>>>,
    notes: WeakKeyMap<Node, Obj<Node>>,
    names: WeakValueMap<usize, Node>,
    items: Obj<List>,
    dict: Obj<Dict>,
    set: Obj<Set>,
}

impl Finalize for Node {
    fn finalize(this: &Obj<Self>) {
        this.look();
        if !is_over() && choose(8) == 0 {
            keep(this);
        }
        meddle();
    }
}

impl Node {
    /// Looks at all that can be reached in one step.
    fn look(&self) {
        self.mark.check();
        self.cell.with(|node| node.into_iter().for_each(|node| node.mark.check()));
        self.list.iter().for_each(|node| node.mark.check());
        for (key, node) in &self.map {
            key.mark.check();
            node.mark.check();
        }
        self.weak.get().into_iter().for_each(|node| node.mark.check());
    }
}

fn keep(node: &Obj<Node>) {
    with(|program| {
        if program.nodes.len() < MANY {
            program.nodes.push(node.clone());
        }
    });
}

fn some<T>(list: impl FnOnce(&mut Program) -> &mut Vec<T>) -> Option<T>
where
    T: Clone,
{
    PROGRAM.with_borrow_mut(|program| {
        let program = program.as_mut()?;
        let number = program.choices.below(MANY);
        let list = list(program);
        if list.is_empty() { None } else { Some(list[number % list.len()].clone()) }
    })
}

fn node() -> Obj<Node> {
    match some(|program| &mut program.nodes) {
        Some(node) if choose(4) > 0 => node,
        _ => {
            let node = Obj::new(Node::default());
            keep(&node);
            node
        }
    }
}

pub(super) fn key() -> Obj<Key> {
    match some(|program| &mut program.keys) {
        Some(key) if choose(2) > 0 => key,
        _ => {
            let key = Obj::new(Key { mark: Mark::default(), number: choose(8) });
            with(|program| {
                if program.keys.len() < MANY {
                    program.keys.push(key.clone())
                }
            });
            key
        }
    }
}

fn drop_one<T>(list: impl FnOnce(&mut Program) -> &mut Vec<T>) {
    let dropped = PROGRAM.with_borrow_mut(|program| {
        let program = program.as_mut()?;
        let number = program.choices.below(MANY);
        let list = list(program);
        let count = list.len();
        (count > 0).then(|| list.swap_remove(number % count))
    });
    drop(dropped);
}

/// One operation, which panics as callbacks do, and as Python's operations may.
fn operate() {
    let depth = with(|program| program.depth);
    let Err(panic) = catch_unwind(AssertUnwindSafe(|| OPERATIONS[choose(OPERATIONS.len())]())) else { return };
    with(|program| program.depth = depth);
    let text =
        panic.downcast_ref::<String>().cloned().or_else(|| panic.downcast_ref().map(|text: &&str| text.to_string()));
    if let Some(text) = text.filter(|text| {
        !["RuntimeError", "KeyError", "IndexError", "ValueError"].iter().any(|name| text.starts_with(name))
    }) {
        complain(format!("an unexpected panic: {text}"));
    }
}

const OPERATIONS: &[fn()] = &[
    || drop_one(|program| &mut program.nodes),
    || drop_one(|program| &mut program.keys),
    cells,
    lists,
    lists_in_closures,
    maps,
    maps_in_closures,
    weak_handles,
    weak_key_maps,
    weak_value_maps,
    python_lists,
    python_dicts,
    python_sets,
    exclusively,
    collections,
    #[cfg(feature = "travel")]
    super::travellers::operate,
    #[cfg(feature = "travel")]
    super::travellers::operate,
    #[cfg(feature = "travel")]
    super::travellers::operate,
];

fn cells() {
    let one = node();
    match choose(4) {
        0 => one.cell.set(node()),
        1 => drop(one.cell.take()),
        2 => one.weak.set(node()),
        _ => {
            let guard = one.cell.borrow();
            meddle();
            guard.into_iter().for_each(|node| node.mark.check());
        }
    }
}

fn lists() {
    let one = node();
    let (count, other) = (one.list.len(), node());
    match choose(8) {
        0 | 1 => one.list.push(other),
        2 => drop(one.list.pop()),
        3 => one.list.clear(),
        4 if count > 0 => drop(one.list.remove(choose(count).min(one.list.len().saturating_sub(1)))),
        5 => one.list.insert(choose(count + 1).min(one.list.len()), other),
        6 => one.own.try_borrow_mut().into_iter().for_each(|mut own| own.push(other.clone())),
        _ => one.list.truncate(choose(count + 1)),
    }
}

fn lists_in_closures() {
    let one = node();
    match choose(4) {
        0 => one.list.retain(|node| {
            meddle();
            node.mark.check();
            choose(2) == 0
        }),
        1 => one.list.extend((0..choose(3)).map(|_| {
            meddle();
            node()
        })),
        2 => one.list.sort_by_key(|node| {
            meddle();
            node.mark.0
        }),
        _ => one.list.iter().for_each(|node| {
            meddle();
            node.mark.check();
        }),
    }
}

fn maps() {
    let one = node();
    match choose(6) {
        0 | 1 => drop(one.map.insert(key(), node())),
        2 => drop(one.map.remove(&key())),
        3 => drop(one.map.pop()),
        4 => one.map.clear(),
        _ => one.map.at(&key()).into_iter().for_each(|node| node.mark.check()),
    }
}

fn maps_in_closures() {
    let one = node();
    let make = || {
        meddle();
        node()
    };
    match choose(2) {
        0 => drop(one.map.get_or_insert_with(key(), make)),
        _ => one.map.iter().for_each(|(key, node)| {
            meddle();
            key.mark.check();
            node.mark.check();
        }),
    }
}

fn weak_handles() {
    match choose(4) {
        0 => {
            let weak = Obj::downgrade(&node());
            with(|program| program.weak.push(weak.clone()));
        }
        1 => {
            let mark = Mark::default();
            let weak = Obj::downgrade_with(&node(), move |weak| {
                mark.check();
                weak.upgrade().into_iter().for_each(|node| node.look());
                meddle();
            });
            with(|program| program.weak.push(weak.clone()));
        }
        2 => drop_one(|program| &mut program.weak),
        _ => some(|program| &mut program.weak).and_then(|weak| weak.upgrade()).into_iter().for_each(|node| {
            node.look();
            keep(&node);
        }),
    }
}

fn weak_key_maps() {
    let (one, other) = (node(), node());
    match choose(5) {
        0 | 1 => drop(one.notes.insert(&other, node())),
        2 => drop(one.notes.remove(&other)),
        3 => one.notes.with(&other, |note| {
            meddle();
            note.into_iter().for_each(|node| node.mark.check());
        }),
        _ => one.notes.for_each(|key, value| {
            meddle();
            key.mark.check();
            value.mark.check();
        }),
    }
}

fn weak_value_maps() {
    let (one, other) = (node(), node());
    match choose(4) {
        0 | 1 => drop(one.names.insert(choose(9), &other)),
        2 => drop(one.names.get_or_insert_with(choose(9), || {
            meddle();
            node()
        })),
        _ => one.names.for_each(|_, value| {
            meddle();
            value.mark.check();
        }),
    }
}

fn python_lists() {
    let one = node();
    let item: AnyObj = if choose(2) == 0 { node().into() } else { key().into() };
    match choose(6) {
        0 | 1 => one.items.append(item),
        2 => one.items.insert(choose(9) as isize - 4, item),
        3 => drop(one.items.contains(&item)),
        4 => one.items.clear(),
        _ => one.items.sort_by_key(|_| {
            meddle();
            choose(5) as i64
        }),
    }
}

fn python_dicts() {
    let (one, key) = (node(), AnyObj::from(key()));
    match choose(5) {
        0 | 1 => one.dict.set_item(key, node().into()),
        2 => drop(one.dict.get(&key)),
        3 if one.dict.contains(&key) => one.dict.del_item(&key),
        _ => one.dict.items().for_each(|(key, value)| {
            meddle();
            assert!(key.id() != value.id());
        }),
    }
}

fn python_sets() {
    let (one, other, key) = (node(), node(), AnyObj::from(key()));
    let other: AnyObj = other.set.clone().into();
    match choose(6) {
        0 | 1 => drop(one.set.add(key)),
        2 => drop(one.set.discard(&key)),
        3 => one.set.update(&other),
        4 => one.set.intersection_update(&other),
        _ => one.set.iter().for_each(|_| meddle()),
    }
}

fn exclusively() {
    let mut made = Obj::new(Node::default());
    if let Some(mut value) = Obj::get_mut(&mut made) {
        meddle();
        let earlier = std::mem::take(&mut *value);
        value.mark.check();
        drop(earlier);
    }
    match choose(2) {
        0 => keep(&made),
        _ => Obj::try_unwrap(made).into_iter().for_each(|node| node.look()),
    }
}

fn collections() {
    match choose(8) {
        0 => drop(gc::collect()),
        1 => drop(gc::collect_young()),
        2 => gc::freeze(),
        3 => gc::unfreeze(),
        4 => gc::set_threshold(choose(30)),
        _ => {
            let _ = gc::step(1 + choose(20));
        }
    }
}

/// One run, in a thread of its own.
///
/// # Errors
/// What was not as it should be.
pub fn containers(choices: Choices, operations: usize) -> Result<(), String> {
    let program = Program {
        choices,
        nodes: Vec::new(),
        keys: Vec::new(),
        weak: Vec::new(),
        alive: HashSet::new(),
        last: 0,
        depth: 0,
        mistake: None,
    };
    PROGRAM.set(Some(program));
    gc::set_unraisable_hook(|panic| {
        if !panic.payload().is::<Planned>() {
            complain(format!("an unexpected panic: {:?}", panic.message()));
        }
    });
    for _ in 0..operations {
        operate();
        if with(|program| program.choices.is_over() || program.mistake.is_some()) {
            break;
        }
    }
    end()
}

/// Lets go of everything; nothing is left then.
fn end() -> Result<(), String> {
    // From here on nothing meddles.
    with(|program| program.choices = Choices::of_bytes(&[]));
    gc::unfreeze();
    for _ in 0..8 {
        let hands = with(|program| {
            (std::mem::take(&mut program.nodes), std::mem::take(&mut program.keys), std::mem::take(&mut program.weak))
        });
        drop(hands);
        #[cfg(feature = "travel")]
        super::travellers::let_go();
        drop(catch_unwind(gc::collect));
    }
    let (mistake, left) = with(|program| (program.mistake.take(), program.alive.len()));
    drop(PROGRAM.take());
    match (mistake, left) {
        (Some(mistake), _) => Err(mistake),
        (None, 0) => Ok(()),
        #[cfg(feature = "travel")]
        (None, _) if super::travellers::has_lost() => Ok(()),
        (None, left) => Err(format!("{left} values are left")),
    }
}
