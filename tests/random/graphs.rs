//! Random graphs with every kind of field, and what they look like whatever their addresses.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, VecDeque};
use std::hash::{Hash, Hasher};

use obj_runtime::prelude::*;
use serde::{Deserialize, Serialize};

/// A node with every kind of field.
#[derive(Object, Serialize, Deserialize, Clone, Default)]
#[allow(missing_debug_implementations, reason = "cycles")]
pub struct Node {
    number: u32,
    name: Obj<Str>,
    tag: Option<Obj<Tag>>,
    digit: Option<Obj<Digit>>,
    cell: ObjCell<Node>,
    row: ObjVec<Node>,
    map: ObjMap<Str, Node>,
    weak: WeakCell<Node>,
    back: RefCell<Weak<Node>>,
    plain: Vec<Obj<Node>>,
    late: RefCell<Option<Obj<Leaf>>>,
    parts: RefCell<BTreeMap<u8, Part>>,
    hashed: RefCell<HashMap<String, ObjCell<Node>>>,
    list: Option<Obj<List>>,
    dict: Option<Obj<Dict>>,
    set: Option<Obj<Set>>,
    tuple: Option<Obj<Tuple>>,
    tagged: RefCell<HashMap<Obj<Tag>, Obj<Leaf>>>,
    sorted: RefCell<BTreeSet<Obj<Leaf>>>,
    heap: RefCell<BinaryHeap<Obj<Leaf>>>,
    pair: RefCell<Pair>,
    #[serde(with = "obj_runtime::serde::later")]
    later: RefCell<Vec<Option<Obj<Node>>>>,
    #[serde(with = "obj_runtime::serde::later", alias = "only")]
    once: OnceCell<Obj<Node>>,
    leaves: Option<Obj<[Obj<Leaf>]>>,
    cells: ObjCell<[ObjCell<Node>]>,
    by_leaf: ObjMap<Leaf, Node>,
    #[serde(with = "obj_runtime::serde::later")]
    by_node: RefCell<ObjMap<Numbered, Node>>,
}

type Pair = (Option<Obj<Leaf>>, [ObjCell<Node>; 2]);

#[derive(Object, Serialize, Deserialize, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[object(alias = "Blade")]
struct Leaf {
    bytes: Vec<u8>,
}

/// Is found by the number of a node, to which it leads when everything is filled.
#[derive(Object, Serialize, Deserialize, Clone, Default)]
struct Numbered {
    #[serde(with = "obj_runtime::serde::later")]
    node: RefCell<Option<Obj<Node>>>,
}

impl Numbered {
    fn number(&self) -> Option<u32> {
        self.node.borrow().as_ref().map(|node| node.number)
    }
}

impl PartialEq for Numbered {
    fn eq(&self, other: &Self) -> bool {
        self.number() == other.number()
    }
}

impl Eq for Numbered {}

impl Hash for Numbered {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.number().hash(state);
    }
}

#[derive(Object, Serialize, Deserialize, Clone, PartialEq, Eq, Hash)]
#[object(intern)]
struct Tag(Obj<Str>);

#[derive(Object, Serialize, Deserialize, Clone, Copy, PartialEq, Eq, Hash)]
#[object(cache = 0..=3)]
struct Digit(u8);

#[derive(Trace, Serialize, Deserialize, Clone)]
enum Part {
    Nothing,
    Cell(ObjCell<Node>),
    Both { nodes: Box<(ObjCell<Node>, ObjVec<Node>)>, leaf: Obj<Leaf> },
}

/// Numbers that look random (Knuth's MMIX generator).
#[derive(Debug)]
pub struct Dice(pub u64);

impl Dice {
    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    fn pick<'a>(&mut self, nodes: &'a [Obj<Node>]) -> &'a Obj<Node> {
        &nodes[self.below(nodes.len())]
    }
}

/// A graph of some nodes. Plain handles lead to nodes made earlier, all others anywhere.
#[must_use]
pub fn build(seed: u64) -> Obj<Node> {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let names: Vec<Obj<Str>> = ["", "a", "name", "another name"].map(Obj::from).into();
    let leaves: Vec<Obj<Leaf>> = (0..3).map(|length| Obj::new(Leaf { bytes: vec![7; length] })).collect();
    let mut nodes: Vec<Obj<Node>> = Vec::new();
    for number in 0..=dice.below(8) as u32 {
        let plain = (0..dice.below(3)).filter(|_| !nodes.is_empty()).map(|_| dice.pick(&nodes).clone()).collect();
        let name = names[dice.below(4)].clone();
        let tag = (dice.below(2) == 0).then(|| Obj::new(Tag(names[dice.below(4)].clone())));
        let digit = (dice.below(2) == 0).then(|| Obj::new(Digit(dice.below(6) as u8)));
        let list = (dice.below(3) == 0).then(|| Obj::new(List::default()));
        let dict = (dice.below(3) == 0).then(|| Obj::new(Dict::default()));
        let set = (dice.below(3) == 0).then(|| Obj::new(Set::default()));
        let tuple = (dice.below(3) == 0).then(|| Obj::from_iter([AnyObj::from(name.clone()), 5.into()]));
        let leaves = (dice.below(3) == 0).then(|| Obj::from(&leaves[dice.below(3)..]));
        nodes.push(Obj::new(Node {
            number,
            name,
            tag,
            digit,
            plain,
            list,
            dict,
            set,
            tuple,
            leaves,
            ..Default::default()
        }));
    }
    for node in &nodes {
        for _ in 0..dice.below(6) {
            change(node, &nodes, &leaves, &names, &mut dice);
        }
    }
    nodes.pop().unwrap_or_default()
}

/// Sets one field.
fn change(node: &Node, nodes: &[Obj<Node>], leaves: &[Obj<Leaf>], names: &[Obj<Str>], dice: &mut Dice) {
    let to = dice.pick(nodes).clone();
    let leaf = leaves[dice.below(leaves.len())].clone();
    match dice.below(23) {
        0 => node.cell.set(to),
        1 => node.row.push(to),
        2 => drop(node.map.insert(names[dice.below(names.len())].clone(), to)),
        3 => node.weak.set(&to),
        4 => drop(node.back.replace(Obj::downgrade(&to))),
        5 => *node.late.borrow_mut() = Some(leaf),
        6 => drop(node.hashed.borrow_mut().insert(dice.below(5).to_string(), to.into())),
        7 => {
            let nodes =
                Box::new((ObjCell::from(to.clone()), ObjVec::from_iter([to.clone(), dice.pick(nodes).clone()])));
            let parts = [Part::Nothing, Part::Cell(to.into()), Part::Both { nodes, leaf }];
            let part = parts.into_iter().nth(dice.below(3)).unwrap();
            node.parts.borrow_mut().insert(dice.below(4) as u8, part);
        }
        8 => {
            node.list.iter().for_each(|list| list.append_all([AnyObj::from(to.clone()), list.clone().into(), 5.into()]))
        }
        9 => drop(node.tagged.borrow_mut().insert(Obj::new(Tag(names[dice.below(4)].clone())), leaf)),
        10 => drop(node.sorted.borrow_mut().insert(leaf)),
        11 => node.heap.borrow_mut().push(leaf),
        12 => node.pair.borrow_mut().0 = Some(leaf),
        13 => node.pair.borrow().1[dice.below(2)].set(to),
        14 => node.set.iter().for_each(|set| {
            set.add(names[dice.below(4)].clone().into());
        }),
        15 => node.later.borrow_mut().extend([Some(to), None]),
        16 => drop(node.once.set(to)),
        17 => node.cells.set(Obj::<[ObjCell<Node>]>::from([to.into(), ObjCell::default()])),
        18 => drop(node.by_leaf.insert(leaf, to)),
        19 => {
            let key = Obj::new(Numbered { node: RefCell::new(Some(dice.pick(nodes).clone())) });
            drop(node.by_node.borrow().insert(key, to));
        }
        20 => node.dict.iter().for_each(|dict| dict.set_item(leaf.clone().into(), to.clone().into())),
        _ => node.dict.iter().for_each(|dict| dict.set_item("key".into(), to.clone().into())),
    }
}

/// What a graph is, whatever its addresses: objects by the order in which they are reached.
#[derive(Default, Debug)]
pub struct Shape {
    numbers: HashMap<usize, usize>,
    later: VecDeque<AnyObj>,
    text: String,
}

impl Shape {
    /// The shape of what a root leads to, as a text.
    #[must_use]
    pub fn of(root: &Obj<Node>) -> String {
        let mut shape = Self::default();
        shape.add(Some(root.clone().into()));
        while let Some(object) = shape.later.pop_front() {
            shape.text += &format!("\n{}×{}", object.type_name(), shape.count_of(&object));
            shape.describe(&object);
        }
        shape.text
    }

    /// Counts of what is shared with everybody say nothing, nor do those of tuples that never change: copies share them.
    fn count_of(&self, object: &AnyObj) -> usize {
        let is_counted = ["Node", "Numbered", "Leaf", "list", "dict", "set"].contains(&object.type_name());
        if is_counted { object.refcount() } else { 0 }
    }

    fn add(&mut self, object: Option<AnyObj>) {
        let Some(object) = object else { return self.text += " -" };
        let next = self.numbers.len();
        let number = *self.numbers.entry(object.id()).or_insert(next);
        if number == next {
            self.later.push_back(object);
        }
        self.text += &format!(" {number}");
    }

    fn add_row(&mut self, objects: Vec<AnyObj>) {
        self.text += " [";
        objects.into_iter().for_each(|object| self.add(Some(object)));
        self.text += " ]";
    }

    fn describe(&mut self, object: &AnyObj) {
        if let Some(node) = object.downcast_ref::<Node>() {
            self.describe_node(node);
        } else if let Some(leaf) = object.downcast_ref::<Leaf>() {
            self.text += &format!(" {:?}", leaf.bytes);
        } else if let Some(numbered) = object.downcast_ref::<Numbered>() {
            self.add(numbered.node.borrow().clone().map(Into::into));
        } else if let Ok(leaves) = Obj::<[Obj<Leaf>]>::try_from(object.clone()) {
            self.add_row(leaves.iter().map(|leaf| leaf.clone().into()).collect());
        } else if let Ok(cells) = Obj::<[ObjCell<Node>]>::try_from(object.clone()) {
            cells.iter().for_each(|cell| self.add(cell.get().map(Into::into)));
        } else if let Some(list) = object.downcast_ref::<List>() {
            self.add_row(list.iter().map(|item| item.clone()).collect());
        } else if let Some(dict) = object.downcast_ref::<Dict>() {
            self.add_row(dict.items().flat_map(|(key, value)| [key.clone(), value.clone()]).collect());
        } else if let Some(set) = object.downcast_ref::<Set>() {
            self.add_row(set.iter().map(|item| item.clone()).collect());
        } else if let Some(tuple) = object.downcast_ref::<Tuple>() {
            self.add_row(tuple.to_vec());
        } else if let Some(tag) = object.downcast_ref::<Tag>() {
            // Its text is that of the object that there was already.
            self.text += &tag.0;
        } else {
            self.text += &format!(" {}", object.repr());
        }
    }

    fn describe_node(&mut self, node: &Node) {
        self.text += &format!(" {} {}", node.number, node.digit.as_ref().map_or(0, |digit| digit.0));
        self.add(Some(node.name.clone().into()));
        self.add(node.tag.clone().map(Into::into));
        self.add(node.cell.get().map(Into::into));
        self.add_row(node.row.iter().map(|item| AnyObj::from(Obj::clone(&item))).collect());
        for (key, value) in &node.map {
            self.add_row(vec![Obj::clone(&key).into(), Obj::clone(&value).into()]);
        }
        self.add_row(node.plain.iter().map(|item| item.clone().into()).collect());
        self.add(node.late.borrow().clone().map(Into::into));
        for (key, part) in &*node.parts.borrow() {
            self.text += &format!(" part {key}");
            match part {
                Part::Nothing => {}
                Part::Cell(cell) => self.add(cell.get().map(Into::into)),
                Part::Both { nodes, leaf } => {
                    self.add(nodes.0.get().map(Into::into));
                    self.add_row(nodes.1.iter().map(|item| AnyObj::from(Obj::clone(&item))).collect());
                    self.add(Some(leaf.clone().into()));
                }
            }
        }
        let hashed = node.hashed.borrow();
        for (key, cell) in hashed.iter().collect::<BTreeMap<_, _>>() {
            self.text += &format!(" {key}");
            self.add(cell.get().map(Into::into));
        }
        self.add(node.list.clone().map(Into::into));
        self.add(node.dict.clone().map(Into::into));
        self.add(node.set.clone().map(Into::into));
        self.add(node.tuple.clone().map(Into::into));
        for (text, leaf) in node.tagged.borrow().iter().map(|(tag, leaf)| (&tag.0, leaf)).collect::<BTreeMap<_, _>>() {
            self.text += &format!(" {text}");
            self.add(Some(leaf.clone().into()));
        }
        self.add_row(node.sorted.borrow().iter().map(|leaf| leaf.clone().into()).collect());
        self.add_row(node.heap.borrow().clone().into_sorted_vec().into_iter().map(Into::into).collect());
        let pair = node.pair.borrow();
        self.add(pair.0.clone().map(Into::into));
        pair.1.iter().for_each(|cell| self.add(cell.get().map(Into::into)));
        node.later.borrow().iter().for_each(|to| self.add(to.clone().map(Into::into)));
        self.add(node.once.get().cloned().map(Into::into));
        self.add(node.leaves.clone().map(Into::into));
        self.add(node.cells.get().map(Into::into));
        for (key, value) in &node.by_leaf {
            self.text += &format!(" {}", node.by_leaf.contains_key(&*key));
            self.add_row(vec![Obj::clone(&key).into(), Obj::clone(&value).into()]);
        }
        let by_node = node.by_node.borrow();
        for (key, value) in &*by_node {
            self.text += &format!(" {}", by_node.contains_key(&*key));
            self.add_row(vec![Obj::clone(&key).into(), Obj::clone(&value).into()]);
        }
        // Weak handles bring no objects: what is saved is what all else leads to.
        let weak = [node.weak.get(), node.back.borrow().upgrade()];
        self.text += &format!(" weak {:?}", weak.map(|target| target.map(|target| target.number)));
    }
}
