//! Every count is explained, on random programs: refcount = handles inside objects + those outside.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::ptr::NonNull;
use std::thread;

use obj_runtime::inspect::{self, Lines};
use obj_runtime::prelude::*;
use obj_runtime::{gc, graph};
use obj_tests::gc_model::{Choices, Size, run_with_accounts};

use crate::inspect_graphs::{Numbers, cases};

/// Lines, if the feature is on.
fn lines() -> Option<Lines> {
    inspect::traces_refs().then(inspect::remember_lines)
}

/// Finalizers that resurrect, panics, exclusive access, collections in steps: all that the model of the collector does.
#[test]
fn accounts_of_the_collectors_model_add_up() {
    for seed in 0..cases(8) {
        let run = move || {
            let _lines = if seed.is_multiple_of(2) { lines() } else { None };
            let size = Size { operations: 1500, objects: 30 };
            run_with_accounts(Choices::of_seed(7000 + seed), size, 15)
        };
        if let Err(text) = thread::spawn(run).join().unwrap() {
            panic!("seed {seed}: {text}");
        }
    }
}

#[derive(Object, Default)]
struct Node {
    cell: ObjCell<Node>,
    any: RefCell<Option<AnyObj>>,
    list: ObjVec<Node>,
    map: ObjMap<Str, Node>,
    weak: WeakCell<Node>,
    plain: RefCell<Vec<AnyObj>>,
    by_name: RefCell<HashMap<u8, AnyObj>>,
    pair: RefCell<Pair>,
}

type Pair = (Option<Obj<Node>>, Option<Box<Obj<Symbol>>>);

#[derive(Object, PartialEq, Eq, Hash, Debug)]
#[object(intern)]
struct Symbol {
    number: u8,
}

#[derive(Object, Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[object(cache = 0..=3)]
struct Small(u8);

thread_local! {
    /// What finalizers have brought back.
    static BACK: RefCell<Vec<AnyObj>> = const { RefCell::new(Vec::new()) };
}

#[derive(Object)]
#[object(finalize)]
struct Phoenix {
    node: Obj<Node>,
    me: ObjCell<Phoenix>,
}

impl Finalize for Phoenix {
    fn finalize(this: &Obj<Self>) {
        let account = inspect::explain(this);
        assert_eq!((account.unexplained(), account.kept()), (0, usize::from(inspect::traces_refs())), "{account}");
        BACK.with_borrow_mut(|back| back.push(this.clone().into()));
        let account = inspect::explain(this);
        assert_eq!((account.unexplained(), account.kept()), (0, usize::from(inspect::traces_refs())), "{account}");
    }
}

/// A handle in a place that is known to hold one.
type Raw = (NonNull<()>, usize);

struct Program {
    numbers: Numbers,
    nodes: Vec<Obj<Node>>,
    /// Handles to any objects.
    all: Vec<AnyObj>,
    weak: Vec<Weak<Node>>,
    raw: Vec<Raw>,
    lines: Option<Lines>,
}

/// The unit whose constants are in the accounts.
fn unit() -> AnyObj {
    Obj::into_any(graph! {
        text = "a_name";
        made = ["a_name", (1_000_000, "a_name"), 2, text];
        made
    })
}

impl Program {
    fn node(&mut self) -> Option<Obj<Node>> {
        if self.nodes.is_empty() { None } else { Some(self.nodes[self.numbers.below(self.nodes.len())].clone()) }
    }

    fn any(&mut self) -> AnyObj {
        match self.numbers.below(3) {
            0 if !self.all.is_empty() => self.all[self.numbers.below(self.all.len())].clone(),
            1 => self.value(),
            _ => self.node().map_or_else(|| AnyObj::from(()), Obj::into_any),
        }
    }

    /// A value of any type.
    fn value(&mut self) -> AnyObj {
        let number = self.numbers.below(6);
        match self.numbers.below(12) {
            0 => Obj::<Int>::from(number as i64).into(),
            1 => Obj::<Int>::from(1000 + number as i64).into(),
            2 => Obj::new(Symbol { number: number as u8 }).into(),
            3 => Obj::new(Small(number as u8)).into(),
            4 => Str::intern(["a_name", "b", ""][number % 3]).into(),
            5 => intern!("a_name").into(),
            6 => Obj::<Tuple>::from(vec![self.any(), self.any()]).into(),
            7 => Obj::new(List::from_iter([self.any(), self.any(), self.any()])).into(),
            8 => Obj::new(Set::from_iter([AnyObj::from(number as i64), "b".into()])).into(),
            9 => Obj::new(Dict::from_iter([("a_name", self.any()), ("b", self.any())])).into(),
            10 => unit(),
            _ => Obj::new(FrozenSet::from_iter([AnyObj::from(number as i64), ().into()])).into(),
        }
    }

    fn change(&mut self) {
        let (Some(holder), other, any) = (self.node(), self.node(), self.any()) else { return };
        match self.numbers.below(11) {
            0 => holder.cell.set(other),
            1 => drop(holder.any.replace(Some(any))),
            2 => other.into_iter().for_each(|other| holder.list.push(other)),
            3 => drop(holder.list.pop()),
            4 => drop(other.map(|other| holder.map.insert("key".into(), other))),
            5 => other.iter().for_each(|other| holder.weak.set(other)),
            6 => holder.plain.borrow_mut().push(any),
            7 => drop(holder.by_name.borrow_mut().insert(self.numbers.below(3) as u8, any)),
            8 => holder.pair.borrow_mut().0 = other,
            9 => holder.pair.borrow_mut().1 = Some(Box::new(Obj::new(Symbol { number: 1 }))),
            _ => drop((holder.list.clear(), std::mem::take(&mut *holder.plain.borrow_mut()))),
        }
    }

    fn change_value(&mut self) {
        let any = self.any();
        let Some(place) = (!self.all.is_empty()).then(|| self.numbers.below(self.all.len())) else { return };
        let of = &self.all[place];
        if let Some(list) = of.downcast_ref::<List>() {
            list.append(any);
        } else if let Some(dict) = of.downcast_ref::<Dict>() {
            dict.set_item("a_name".into(), any);
        }
    }

    fn make_phoenix(&mut self) {
        let Some(node) = self.node() else { return };
        let phoenix = Obj::new(Phoenix { node, me: ObjCell::default() });
        if self.numbers.below(2) == 0 {
            phoenix.me.set(Some(phoenix.clone()));
        }
    }

    fn operate(&mut self) {
        let (node, any) = (self.node(), self.any());
        match self.numbers.below(16) {
            0..2 => self.nodes.push(Obj::new(Node::default())),
            2..4 => self.nodes.extend(node),
            4..6 if self.nodes.len() > 1 => drop(self.nodes.swap_remove(self.numbers.below(self.nodes.len()))),
            4..6 => {}
            6 => self.all.push(any),
            7 if !self.all.is_empty() => drop(self.all.swap_remove(self.numbers.below(self.all.len()))),
            7 => {}
            8..11 => self.change(),
            11 => self.change_value(),
            12 => self.weak.extend(node.map(|node| Obj::downgrade(&node))),
            13 => self.nodes.extend(self.weak.pop().and_then(|weak| weak.upgrade())),
            14 => match self.numbers.below(4) {
                0 => drop(gc::collect()),
                1 => drop(gc::step(10)),
                2 => self.make_phoenix(),
                _ => BACK.with_borrow_mut(|back| self.all.append(back)),
            },
            _ => self.use_raw(),
        }
    }

    #[allow(unsafe_code, reason = "raw pointers")]
    fn use_raw(&mut self) {
        if self.raw.len() > self.numbers.below(4) {
            let (raw, id) = self.raw.swap_remove(self.numbers.below(self.raw.len()));
            // SAFETY: it was made of a handle to a node, and is used once.
            let node = unsafe { Obj::<Node>::from_raw(raw) };
            assert_eq!(Obj::id(&node), id);
            self.nodes.push(node);
        } else if let Some(node) = self.node() {
            let id = Obj::id(&node);
            self.raw.push((Obj::into_raw(node), id));
        }
    }

    /// The handles of the program, by id.
    fn outside(&self) -> BTreeMap<usize, usize> {
        let mut outside = BTreeMap::new();
        let mut add = |id| *outside.entry(id).or_insert(0) += 1;
        self.nodes.iter().map(Obj::id).for_each(&mut add);
        self.all.iter().map(AnyObj::id).for_each(&mut add);
        BACK.with_borrow(|back| back.iter().map(AnyObj::id).for_each(&mut add));
        outside
    }

    /// Answers with how many counts were in objects, of known lines, unrecorded, kept, and raw.
    fn check(&self, is_recorded: bool) -> [usize; 5] {
        let mut totals = [0; 5];
        let outside = self.outside();
        let snapshot = inspect::snapshot();
        for node in snapshot.nodes() {
            // A handle to ask with, which is not in the snapshot.
            let Some(object) = AnyObj::from_id(node.id()) else { panic!("{node} is not alive") };
            let account = inspect::explain(&object);
            let lines: usize = account.lines().map(|(_, count)| count).sum();
            let (edges, kept, unrecorded) = (account.edges().count(), account.kept(), account.unrecorded());
            let raw = self.raw.iter().filter(|(_, id)| *id == node.id()).count();
            assert_eq!(account.unexplained(), 0, "{account}");
            assert_eq!(account.refcount(), edges + lines + unrecorded + kept + account.raw(), "{account}");
            assert_eq!(edges, node.referrers().filter(|edge| !edge.is_weak()).count(), "{account}");
            let handles = outside.get(&node.id()).copied().unwrap_or(0) + 1;
            if inspect::traces_refs() {
                assert_eq!((account.raw(), lines + unrecorded), (raw, handles), "{account}");
                assert!(unrecorded == 0 || !is_recorded, "{account}");
            } else {
                assert_eq!(unrecorded, handles + raw, "{account}");
            }
            let parts = [edges, lines, unrecorded, kept, account.raw()];
            add(&mut totals, parts);
        }
        totals
    }
}

fn add(totals: &mut [usize; 5], parts: [usize; 5]) {
    totals.iter_mut().zip(parts).for_each(|(total, part)| *total += part);
}

/// Runs a program in a thread of its own. Half of the programs are recorded from their first object, the others now
/// and then.
fn run(seed: u64) -> [usize; 5] {
    let numbers = Numbers::from_seed(seed);
    let is_recorded = seed.is_multiple_of(2);
    let mut program = Program { numbers, nodes: vec![], all: vec![], weak: vec![], raw: vec![], lines: None };
    if is_recorded {
        program.lines = lines();
    }
    let mut totals = [0; 5];
    for step in 0..300 {
        program.operate();
        if step % 20 == 19 {
            let parts = program.check(is_recorded);
            add(&mut totals, parts);
        }
        if !is_recorded && program.numbers.below(40) == 0 {
            program.lines = if program.lines.is_some() { None } else { lines() };
        }
    }
    while !program.raw.is_empty() {
        program.use_raw();
    }
    BACK.with_borrow_mut(Vec::clear);
    let last = program.check(is_recorded);
    add(&mut totals, last);
    totals
}

#[test]
fn every_count_of_random_programs_is_explained() {
    let mut totals = [0; 5];
    for seed in 0..cases(24) {
        let parts = thread::spawn(move || run(seed)).join().unwrap_or_else(|_| panic!("seed {seed}"));
        add(&mut totals, parts);
    }
    // Each part was met often, those that are known without the feature in any case.
    let met = totals.map(|total| total > if cfg!(miri) { 0 } else { 100 });
    assert_eq!(met, [true, inspect::traces_refs(), true, true, inspect::traces_refs()], "{totals:?}");
}
