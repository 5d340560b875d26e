//! What comes back of what was saved.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};

use obj_runtime::gc;
use obj_runtime::prelude::*;
use obj_runtime::serde::{Graph, Saved};
use serde::{Deserialize, Serialize};

use crate::formats::{assert_clean, json, postcard, refused, through_all};

#[derive(Object, Serialize, Deserialize, Default)]
struct Node {
    name: Obj<Str>,
    next: ObjCell<Node>,
    parent: WeakCell<Node>,
    all: ObjVec<Node>,
    by_name: ObjMap<Str, Node>,
    plain: Vec<Obj<Node>>,
    parts: RefCell<HashMap<String, Part>>,
}

#[derive(Trace, Serialize, Deserialize, Default)]
struct Part {
    to: ObjCell<Node>,
    weight: u32,
}

fn node(name: &str) -> Obj<Node> {
    Obj::new(Node { name: name.into(), ..Default::default() })
}

#[test]
fn cycles_sharing_and_identity_come_back_in_every_format() {
    assert_clean(|| {
        let leaf = node("leaf");
        let root =
            Obj::new(Node { name: "root".into(), plain: vec![leaf.clone(), leaf.clone()], ..Default::default() });
        let other = node("other");
        root.next.set(Some(other.clone()));
        other.next.set(Some(root.clone()));
        other.parent.set(&root);
        root.parent.set(&other);
        root.all.extend([leaf.clone(), root.clone(), other.clone()]);
        root.by_name.insert("root".into(), root.clone());
        root.by_name.insert(other.name.clone(), other.clone());
        for name in ["a", "b", "c"] {
            let to = node(name);
            to.next.set(Some(root.clone()));
            root.parts.borrow_mut().insert(name.to_owned(), Part { to: to.into(), weight: 7 });
        }
        for (format, root) in through_all(&root) {
            assert_eq!(root.name, "root", "{format}");
            let other = root.next.get().unwrap();
            assert_eq!(other.name, "other");
            assert!(other.next.is(&root));
            assert!(Obj::is(&other.parent.get().unwrap(), &root));
            assert!(Obj::is(&root.parent.get().unwrap(), &other));
            assert!(Obj::is(&root.plain[0], &root.plain[1]));
            assert!(Obj::is(&root.plain[0], &root.all.get(0).unwrap()));
            assert!(Obj::is(&root, &root.all.get(1).unwrap()));
            assert_eq!(root.by_name.len(), 2);
            assert!(Obj::is(&root.by_name.get("root").unwrap(), &root));
            assert!(Obj::is(&root.by_name.get("other").unwrap(), &other));
            assert!(Obj::is(&root.by_name.get_key("other").unwrap(), &other.name));
            for (name, part) in &*root.parts.borrow() {
                let to = part.to.get().unwrap();
                assert_eq!((&**name, part.weight), (&*to.name, 7), "{format}");
                assert!(to.next.is(&root));
            }
            assert_eq!(Obj::refcount(&root), 7, "the handle here, `all`, `by_name`, `other.next`, 3 parts; {format}");
        }
    });
}

#[derive(Object, Serialize, Deserialize, PartialEq, Eq, Hash)]
#[object(intern)]
struct Symbol {
    name: Obj<Str>,
}

#[derive(Object, Serialize, Deserialize, Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[object(cache = 0..=9)]
struct Digit(u8);

#[derive(Object, Serialize, Deserialize)]
struct Shared {
    symbols: [Obj<Symbol>; 2],
    digit: Obj<Digit>,
    weak: Weak<Symbol>,
}

#[test]
fn interned_and_cached_values_are_the_objects_of_this_thread() {
    let symbol = Obj::new(Symbol { name: "x".into() });
    let shared = Obj::new(Shared {
        symbols: [symbol.clone(), symbol.clone()],
        digit: Obj::new(Digit(4)),
        weak: Obj::downgrade(&symbol),
    });
    for (format, loaded) in through_all(&shared) {
        assert!(Obj::is(&loaded.symbols[0], &symbol), "{format}");
        assert!(Obj::is(&loaded.symbols[1], &symbol));
        assert!(Obj::is(&loaded.digit, &shared.digit));
        assert_eq!(loaded.weak, shared.weak);
    }
}

#[test]
fn values_of_python_come_back() {
    assert_clean(|| {
        let list = Obj::new(List::default());
        let dict = Obj::new(Dict::default());
        dict.set_item("list".into(), list.clone().into());
        dict.set_item(1.into(), 2.5.into());
        list.append(list.clone().into());
        list.append(dict.clone().into());
        list.append(Obj::<Tuple>::from_iter([AnyObj::from("t"), AnyObj::from(true)]).into());
        list.append(Obj::new(Set::try_from_iter([1, 2]).unwrap()).into());
        list.append(Obj::new(FrozenSet::try_from_iter([3]).unwrap()).into());
        list.append(Obj::new(NoneType).into());
        list.append(Obj::<Bytes>::from(b"bytes").into());
        let expected = Obj::as_any(&list).repr();
        for (format, loaded) in through_all(&list) {
            assert_eq!(Obj::as_any(&loaded).repr(), expected, "{format}");
            assert!(AnyObj::is(&loaded.get_item(0), Obj::as_any(&loaded)));
            loaded.clear();
        }
        list.clear();
    });
}

#[derive(Object, Serialize, Deserialize)]
#[serde(bound = "")]
struct Link<T: Saved> {
    item: Obj<T>,
    next: ObjCell<Link<T>>,
}

#[test]
fn generic_types_are_named_with_their_arguments() {
    let one = Obj::new(Link { item: Obj::<Int>::from(1), next: ObjCell::default() });
    let two = Obj::new(Link { item: Obj::<Str>::from("two"), next: ObjCell::default() });
    two.next.set(Some(two.clone()));
    let text = serde_json::to_string(&Graph::of(&(one.clone(), two.clone()))).unwrap();
    assert!(text.contains(r#""Link<Int>""#) && text.contains(r#""Link<Str>""#), "{text}");
    for (format, (one, two)) in through_all(&(one, two.clone())) {
        assert_eq!((*one.item, &*two.item), (1, "two"), "{format}");
        two.next.set(None);
    }
    two.next.set(None);
}

mod other {
    use super::*;
    #[derive(Object, Serialize, Deserialize)]
    pub(super) struct Tag {
        pub(super) text: String,
    }
}

#[derive(Object, Serialize, Deserialize)]
#[object(alias = ["Tag", "Label"])]
struct Tag {
    text: String,
}

#[derive(Object, Serialize, Deserialize)]
#[object(alias = "Tag")]
struct Label {
    text: String,
}

#[test]
fn a_name_of_two_types_is_an_error_when_it_is_saved() {
    let tag = || Obj::new(Tag { text: "tag".into() });
    assert_eq!(json(&tag()).text, "tag", "an alias may be the name");
    let other = Obj::new(other::Tag { text: "other".into() });
    let label = Obj::new(Label { text: "label".into() });
    assert_eq!([&*other.text, &*label.text], ["other", "label"]);
    let errors = [
        (serde_json::to_string(&Graph::of(&(tag(), other))), "Tag"),
        // What is written could not be read by a program with both types.
        (serde_json::to_string(&Graph::of(&(tag(), ObjCell::<other::Tag>::default()))), "Tag"),
        (serde_json::to_string(&Graph::of(&(tag(), ObjCell::<Label>::default()))), "Tag"),
        (serde_json::to_string(&Graph::of(&(label, ObjCell::<Tag>::default()))), "Label"),
    ];
    for (error, name) in errors {
        let error = error.unwrap_err().to_string();
        assert!(error.contains(&format!("two types are called `{name}`, now or earlier")), "{error}");
    }
}

trait Shape {
    fn area(&self) -> u32;
}
obj_runtime::dyn_object!(dyn Shape);

#[derive(Object, Serialize, Deserialize)]
#[object(as = [dyn Shape])]
struct Square(u32);

impl Shape for Square {
    fn area(&self) -> u32 {
        self.0 * self.0
    }
}

#[derive(Object, Serialize, Deserialize)]
struct Drawing {
    shapes: ObjVec<dyn Shape>,
    first: Obj<dyn Shape>,
    any: AnyObj,
}

#[test]
fn objects_of_listed_types_come_back_through_traits_and_any_obj() {
    let square = Obj::new(Square(3));
    let shape: Obj<dyn Shape> = Obj::upcast(square.clone());
    let drawing = Obj::new(Drawing { shapes: ObjVec::from_iter([shape.clone()]), first: shape, any: square.into() });
    let text = serde_json::to_string(&Graph::of(&drawing).with_types::<(Square,)>()).unwrap();
    let loaded = serde_json::from_str::<Graph<Obj<Drawing>, ((Square,), (Tag, Str))>>(&text).unwrap().into_root();
    assert_eq!((loaded.first.area(), Obj::refcount(&loaded.first)), (9, 3));
    let error = serde_json::to_string(&Graph::of(&drawing)).unwrap_err().to_string();
    assert!(error.contains("objects of type `Square` are not among the types of this graph"), "{error}");
}

#[derive(Object, Serialize, Deserialize, Default)]
struct Chain {
    number: u32,
    next: ObjCell<Chain>,
    plain: RefCell<Option<Obj<Chain>>>,
}

/// A million where code is optimised.
const MANY: u32 = if cfg!(debug_assertions) { 100_000 } else { 1_000_000 };

#[test]
fn a_long_row_fits_a_small_stack() {
    let work = || {
        let ring: Vec<_> = (0..MANY).map(|number| Obj::new(Chain { number, ..Default::default() })).collect();
        for (index, chain) in ring.iter().enumerate() {
            match index % 2 {
                _ if index + 1 == ring.len() => chain.next.set(Some(ring[0].clone())),
                0 => chain.next.set(Some(ring[index + 1].clone())),
                _ => *chain.plain.borrow_mut() = Some(ring[index + 1].clone()),
            }
        }
        let root = ring[0].clone();
        drop(ring);
        let loaded = postcard(&root);
        let (mut count, mut last) = (0, loaded.clone());
        loop {
            assert_eq!(last.number, count);
            count += 1;
            let next = last.next.get().or_else(|| last.plain.borrow().clone()).unwrap();
            if Obj::is(&next, &loaded) {
                break;
            }
            last = next;
        }
        assert_eq!(count, MANY);
    };
    std::thread::Builder::new().stack_size(256 << 10).spawn(work).unwrap().join().unwrap();
}

#[test]
fn a_circle_of_plain_handles_is_an_error_that_names_it() {
    let one = Obj::new(Chain::default());
    let two = Obj::new(Chain { plain: RefCell::new(Some(one.clone())), ..Default::default() });
    *one.plain.borrow_mut() = Some(two);
    let error = serde_json::to_string(&Graph::of(&one)).unwrap_err().to_string();
    assert!(error.contains("in a circle") && error.contains("Chain.plain -> Chain.plain"), "{error}");
    *one.plain.borrow_mut() = None;
}

#[derive(Object, Serialize, Deserialize, Default)]
struct Knot {
    side: RefCell<Side>,
    pairs: RefCell<Vec<(Side, Option<Obj<Knot>>)>>,
    soft: ObjCell<Knot>,
}

#[derive(Trace, Serialize, Deserialize, Default)]
struct Side {
    to: Option<Obj<Knot>>,
    weight: u32,
}

#[test]
fn what_cannot_be_saved_is_named_by_its_path() {
    let (one, two) = (Obj::new(Knot::default()), Obj::new(Knot::default()));
    one.soft.set(&two);
    one.side.borrow_mut().to = Some(two.clone());
    two.pairs.borrow_mut().push((Side::default(), Some(one.clone())));
    let error = serde_json::to_string(&Graph::of(&one)).unwrap_err().to_string();
    assert!(error.contains("can be made first: Knot.side.to -> Knot.pairs; make"), "{error}");
    two.pairs.take();
    let borrowed = two.side.borrow_mut();
    let error = serde_json::to_string(&Graph::of(&one)).unwrap_err().to_string();
    assert_eq!(error, "object of type `Knot`: in `side`: already mutably borrowed");
    drop(borrowed);
}

#[test]
fn fields_may_be_missing_unknown_and_in_another_order() {
    #[derive(Object, Serialize, Deserialize, Default)]
    #[object(name = "Row", alias = ["Ring", "Chain"])]
    struct Newer {
        plain: RefCell<Option<Obj<Newer>>>,
        next: ObjCell<Newer>,
        #[serde(default)]
        extra: BTreeMap<String, Obj<Str>>,
    }
    let one = Obj::new(Chain { number: 1, ..Default::default() });
    let two = Obj::new(Chain { number: 2, plain: RefCell::new(Some(Obj::default())), ..Default::default() });
    one.next.set(Some(two.clone()));
    two.next.set(Some(one.clone()));
    let text = serde_json::to_string(&Graph::of(&one)).unwrap();
    let newer = serde_json::from_str::<Graph<Obj<Newer>>>(&text).unwrap().into_root();
    let two = newer.next.get().unwrap();
    assert!(two.next.is(&newer) && two.plain.borrow().is_some() && newer.plain.borrow().is_none());
    assert!(newer.extra.is_empty());
    one.next.set(None);
    newer.next.set(None);
}

mod older {
    use super::*;

    #[derive(Object, Serialize, Deserialize, Default)]
    pub(super) struct Doc {
        pub(super) next: ObjCell<Doc>,
        pub(super) notes: ObjVec<Note>,
    }

    #[derive(Object, Serialize, Deserialize, Default)]
    pub(super) struct Note {
        pub(super) about: ObjCell<Doc>,
        #[serde(with = "obj_runtime::serde::later")]
        pub(super) next: RefCell<Option<Obj<Note>>>,
    }
}

#[test]
fn objects_of_types_that_are_no_more_are_passed_over() {
    #[derive(Object, Serialize, Deserialize)]
    struct Doc {
        next: ObjCell<Doc>,
    }
    #[derive(Object, Serialize, Deserialize)]
    #[object(name = "Doc")]
    struct OfAny {
        notes: Vec<AnyObj>,
    }
    assert_clean(|| {
        let doc = Obj::new(older::Doc::default());
        let note = Obj::new(older::Note { about: doc.clone().into(), ..Default::default() });
        note.next.replace(Some(note.clone()));
        doc.next.set(&doc);
        doc.notes.push(note.clone());
        let text = serde_json::to_string(&Graph::of(&doc)).unwrap();
        let mut bytes = Vec::new();
        ciborium::into_writer(&Graph::of(&doc), &mut bytes).unwrap();
        let newer: [Graph<Obj<Doc>>; 3] = [
            serde_json::from_str(&text).unwrap(),
            ciborium::from_reader(&*bytes).unwrap(),
            rmp_serde::from_slice(&rmp_serde::to_vec_named(&Graph::of(&doc)).unwrap()).unwrap(),
        ];
        for newer in newer.map(Graph::into_root) {
            assert!(newer.next.is(&newer) && Obj::refcount(&newer) == 2);
            newer.next.set(None);
        }
        let row = bincode::serialize(&Graph::of(&doc)).unwrap();
        let error = bincode::deserialize::<Graph<Obj<Doc>>>(&row).err().unwrap().to_string();
        assert!(error.contains("object 1 (`Note`): no type of this graph is called so"), "{error}");
        let errors = [
            (refused::<Obj<OfAny>>(&text), "object 0 (`Doc`): in `notes`"),
            (refused::<Vec<AnyObj>>(&text.replace(r#""root":0"#, r#""root":[1]"#)), "in `root`"),
            (refused::<(Obj<Doc>, Obj<Str>)>(&text.replace(r#""root":0"#, r#""root":[0,1]"#)), "in `root`"),
        ];
        for (error, place) in errors {
            let expected = format!("{place}: object 1 is a `Note`, and no type of this graph is called so");
            assert!(error.contains(&expected), "{error}");
        }
        doc.next.set(None);
        note.next.take();
    });
}

#[test]
fn without_a_graph_a_handle_is_what_it_holds() {
    let one = Obj::new(Chain { number: 1, ..Default::default() });
    let two = Obj::new(Chain { number: 2, next: one.clone().into(), ..Default::default() });
    let text = serde_json::to_string(&two).unwrap();
    assert_eq!(text, r#"{"number":2,"next":{"number":1,"next":null,"plain":null},"plain":null}"#);
    let loaded: Obj<Chain> = serde_json::from_str(&text).unwrap();
    assert_eq!(loaded.next.get().unwrap().number, 1);
    one.next.set(Some(two.clone()));
    let error = serde_json::to_string(&two).unwrap_err().to_string();
    assert!(error.contains("deeper than 128 objects"), "{error}");
    one.next.set(None);
    let deep = [1; 100_000];
    assert!(postcard::from_bytes::<Obj<Chain>>(&deep).is_err());
}

#[test]
fn what_is_wrong_with_the_input_is_said_of_the_object() {
    let graph = |kinds: &str, objects: &str, root: &str| {
        refused::<Obj<Chain>>(&format!(
            r#"{{"format":1,"kinds":{kinds},"names":["Chain"],"objects":{objects},"root":{root}}}"#
        ))
    };
    let chain = r#"{"number":1,"next":null,"plain":null}"#;
    let cases = [
        (graph("[0]", &format!("[{chain}]"), "7"), "there is no object 7: there are 1"),
        (graph("[0,0]", &format!("[{chain}]"), "0"), "object 1 (`Chain`): it is missing"),
        (graph("[0]", &format!("[{chain},{chain}]"), "0"), "there are more objects than `kinds` says"),
        (graph("[3]", &format!("[{chain}]"), "0"), "object 0: its type has no name"),
        (
            graph("[0]", r#"[{"number":1,"next":5,"plain":null}]"#, "0"),
            "object 0 (`Chain`): in `next`: there is no object 5",
        ),
        (
            graph("[0]", r#"[{"number":1,"next":null,"plain":0}]"#, "0"),
            "in `plain`: a plain handle leads to object 0, which comes later",
        ),
        (graph("[0]", r#"[{"plain":null,"next":null}]"#, "0"), "object 0 (`Chain`): missing field `number`"),
        (graph("[0]", r#"[{"number":-1}]"#, "0"), "object 0 (`Chain`): in `number`: invalid value"),
    ];
    for (error, expected) in cases {
        assert!(error.contains(expected), "{error}");
    }
    let error = refused::<Obj<Chain>>(r#"{"format":2,"kinds":[],"names":[],"objects":[],"root":0}"#);
    assert!(error.contains("a graph of format 2; this program knows format 1"), "{error}");
    let error = refused::<Obj<Chain>>(r#"{"format":1,"kinds":[0],"names":["Knot"],"objects":[{}],"root":0}"#);
    assert!(error.contains("in `root`: object 0 is a `Knot`, and no type of this graph is called so"), "{error}");
    let types = r#"{"format":1,"kinds":[0],"names":["str","Node"],"objects":["text"],"root":0}"#;
    let error = refused::<Obj<Node>>(types);
    assert!(error.contains("object 0 is a `str`, not a `Node`"), "{error}");
}

thread_local!(static FINALIZED: Cell<u32> = const { Cell::new(0) });

#[derive(Object, Serialize, Deserialize)]
#[object(finalize)]
struct Loud {
    next: ObjCell<Loud>,
}

impl Finalize for Loud {
    fn finalize(_: &Obj<Self>) {
        FINALIZED.set(FINALIZED.get() + 1);
    }
}

#[test]
fn what_was_made_in_vain_dies_without_finalizers() {
    assert_clean(|| {
        FINALIZED.set(0);
        let objects = r#"[{"next":1},{"next":0},{"next":9}]"#;
        let text = format!(r#"{{"format":1,"kinds":[0,0,0],"names":["Loud"],"objects":{objects},"root":0}}"#);
        assert!(refused::<Obj<Loud>>(&text).contains("object 2 (`Loud`): in `next`: there is no object 9"));
        assert_eq!(FINALIZED.get(), 0);
        drop(json(&Obj::new(Loud { next: ObjCell::default() })));
        assert_eq!(FINALIZED.get(), 2, "the one that was saved, and the one that was loaded");
    });
}

/// Where `diagnostic` is the program's own, and no tool of the compiler's.
mod own_diagnostic {
    mod diagnostic {}

    #[derive(obj_runtime::Object, serde::Serialize, serde::Deserialize)]
    pub(super) struct Line {
        pub(super) number: u32,
    }
}

#[test]
fn names_of_the_compiler_may_be_the_programs() {
    let line = Obj::new(own_diagnostic::Line { number: 7 });
    assert!(through_all(&line).iter().all(|(_, line)| line.number == 7));
}

#[derive(Object, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[object(intern)]
struct Sign(Obj<Str>, Option<Obj<Sign>>);

/// One field of each kind of handle.
#[derive(Object, Default, Serialize, Deserialize)]
struct Holder {
    cell: ObjCell<Node>,
    list: ObjVec<Node>,
    map: ObjMap<Str, Node>,
    weak: Weak<Node>,
    weak_cell: WeakCell<Node>,
    sign: Option<Obj<Sign>>,
    weak_sign: WeakCell<Sign>,
    plain: RefCell<Vec<Obj<Node>>>,
    #[serde(with = "obj_runtime::serde::later")]
    later: RefCell<Vec<Obj<Node>>>,
    values: Vec<AnyObj>,
}

#[test]
fn saving_makes_no_candidates() {
    let node = node("node");
    let any = || AnyObj::from(node.clone());
    let tuple = |number: i64| AnyObj::from(Obj::<Tuple>::from_iter([AnyObj::from(number)]));
    let values = vec![
        AnyObj::from(Obj::new(List::from_iter([any(), any()]))),
        Obj::new(Dict::from_iter([(tuple(1), any())])).into(),
        Obj::new(Set::from_iter([tuple(2)])).into(),
        Obj::new(FrozenSet::from_iter([tuple(3)])).into(),
        Obj::<Tuple>::from_iter([any(), tuple(4)]).into(),
    ];
    let sign = Obj::new(Sign("sign".into(), None));
    let holders: [Holder; 11] = std::array::from_fn(|kind| {
        let mut holder = Holder::default();
        match kind {
            0 => holder.cell.set(&node),
            1 => holder.list.push(node.clone()),
            2 => drop(holder.map.insert("node".into(), node.clone())),
            3 => (holder.weak, holder.cell) = (Obj::downgrade(&node), (&node).into()),
            4 => (holder.weak_cell, holder.cell) = ((&node).into(), (&node).into()),
            5 => (holder.weak_sign, holder.sign) = ((&sign).into(), Some(sign.clone())),
            6 => holder.weak_sign = (&sign).into(),
            7 => holder.plain.get_mut().push(node.clone()),
            8 => holder.later.get_mut().push(node.clone()),
            9 => holder.values.push(values[0].clone()),
            _ => holder.values = values.clone(),
        }
        holder
    });
    let mut marking = Vec::new();
    let mut check = |what: String| {
        if gc::candidates() > 0 {
            marking.push(what)
        }
    };
    for (kind, holder) in holders.into_iter().enumerate() {
        let holder = Obj::new(holder);
        gc::collect();
        serde_json::to_string(&Graph::of(&holder).with_types::<(Node,)>()).unwrap();
        check(format!("{kind} in a graph"));
        if kind < 8 {
            gc::collect();
            serde_json::to_string(&holder).unwrap();
            check(format!("{kind} alone"));
        }
    }
    assert_eq!(marking, [""; 0]);
}
