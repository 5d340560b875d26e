//! Cells that a `Deserialize` puts elsewhere before they are filled.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::hash::{Hash, Hasher};

use obj_runtime::prelude::*;
use obj_runtime::serde::Graph;
use obj_runtime::{Parcel, deepcopy};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::formats::{assert_clean, json, refused, through_all};

/// Is saved as what its holder has, and makes the holder anew.
#[derive(Object)]
struct Node {
    holder: Obj<Holder>,
}

#[derive(Object, Default)]
struct Holder {
    cell: ObjCell<Node>,
    row: ObjVec<Node>,
    map: ObjMap<Str, Node>,
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (&self.holder.cell, &self.holder.row, &self.holder.map).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (cell, row, map): (ObjCell<Self>, ObjVec<Self>, ObjMap<Str, Self>) =
            Deserialize::deserialize(deserializer)?;
        assert!(cell.is_none() && row.is_empty() && map.is_empty() && row.iter().count() == 0);
        // Those that were read are dropped, the copies get what they stand for.
        Ok(Self { holder: Obj::new(Holder { cell: cell.clone(), row: row.clone(), map: map.clone() }) })
    }
}

#[test]
fn cells_in_objects_of_ones_own_are_filled() {
    assert_clean(|| {
        let node = Obj::new(Node { holder: Obj::default() });
        node.holder.cell.set(&node);
        node.holder.row.extend([node.clone(), node.clone()]);
        node.holder.map.insert("key".into(), node.clone());
        // The text comes later, too.
        let text = serde_json::to_string(&Graph::of(&node).with_types::<(Str,)>()).unwrap();
        let loaded = serde_json::from_str::<Graph<Obj<Node>, (Str,)>>(&text).unwrap().into_root();
        let Holder { cell, row, map } = &*loaded.holder;
        assert!(cell.is(&loaded) && row.len() == 2 && Obj::is(&row.get(1).unwrap(), &loaded));
        assert!(map.len() == 1 && Obj::is(&map.get("key").unwrap(), &loaded));
        for holder in [&node.holder, &loaded.holder] {
            holder.cell.set(None);
            holder.row.clear();
            holder.map.clear();
        }
    });
}

/// Makes its holder anew, tries to send it away, and takes a copy of it.
#[derive(Object, Clone)]
struct Traveller {
    holder: Obj<Luggage>,
}

#[derive(Object, Default, Clone)]
struct Luggage {
    cell: ObjCell<Traveller>,
    row: ObjVec<Traveller>,
    map: ObjMap<Str, Traveller>,
}

impl Serialize for Traveller {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (&self.holder.cell, &self.holder.row, &self.holder.map).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Traveller {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (cell, row, map) = Deserialize::deserialize(deserializer)?;
        let refused = Parcel::pack(Obj::new(Luggage { cell, row, map })).expect_err("its cells are to be filled");
        assert!(refused.to_string().contains("a load that is under way"), "{refused}");
        Ok(Self { holder: deepcopy(&refused.into_root()) })
    }
}

#[test]
fn a_parcel_refuses_what_is_being_loaded_and_takes_nothing_from_it() {
    assert_clean(|| {
        let traveller = Obj::new(Traveller { holder: Obj::default() });
        let Luggage { cell, row, map } = &*traveller.holder;
        cell.set(&traveller);
        row.extend([traveller.clone(), traveller.clone()]);
        map.insert("key".into(), traveller.clone());
        let text = serde_json::to_string(&Graph::of(&traveller).with_types::<(Str,)>()).unwrap();
        let loaded = serde_json::from_str::<Graph<Obj<Traveller>, (Str,)>>(&text).unwrap().into_root();
        let Luggage { cell, row, map } = &*loaded.holder;
        assert!(cell.is(&loaded) && row.len() == 2 && Obj::is(&row.get(1).unwrap(), &loaded));
        assert!(map.len() == 1 && Obj::is(&map.get("key").unwrap(), &loaded));
        for traveller in [&traveller, &loaded] {
            let Luggage { cell, row, map } = &*traveller.holder;
            cell.set(None);
            row.clear();
            map.clear();
        }
    });
}

#[derive(Object, Serialize, Deserialize, Default)]
struct Hidden {
    #[object(skip)]
    cells: Vec<ObjCell<Hidden>>,
}

#[test]
fn a_cell_that_is_not_traced_is_an_error() {
    assert_clean(|| {
        let last = Obj::new(Hidden::default());
        let first = Obj::new(Hidden { cells: vec![ObjCell::default(), last.into()] });
        let text = serde_json::to_string(&Graph::of(&first)).unwrap();
        let error = refused::<Obj<Hidden>>(&text);
        assert!(
            error.starts_with("object 0 (`Hidden`): a cell that leads to a later object was moved to where"),
            "{error}"
        );
    });
}

thread_local!(static STASH: ObjCell<Stashes> = const { ObjCell::new(None) });

/// Its `Deserialize` sets, adds to, or takes away what is to be filled.
#[derive(Object, Serialize, Default)]
struct Stashes {
    mode: u8,
    cell: ObjCell<Stashes>,
    row: ObjVec<Stashes>,
}

impl<'de> Deserialize<'de> for Stashes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Parts {
            mode: u8,
            cell: ObjCell<Stashes>,
            row: ObjVec<Stashes>,
        }
        let Parts { mode, cell, row } = Parts::deserialize(deserializer)?;
        match mode {
            1 => drop(cell.replace(Obj::new(Self::default()))),
            2 => row.push(Obj::new(Self::default())),
            3 => STASH.with(|stash| stash.swap(&cell)),
            4 => return Ok(Self { mode, ..Self::default() }),
            _ => {}
        }
        Ok(Self { mode, cell, row })
    }
}

#[test]
fn what_was_set_meanwhile_stays_and_what_was_taken_away_is_an_error() {
    assert_clean(|| {
        for mode in 0..5 {
            let last = Obj::new(Stashes::default());
            let first =
                Obj::new(Stashes { mode, cell: last.clone().into(), row: ObjVec::from_iter([last.clone(), last]) });
            if mode == 3 {
                let text = serde_json::to_string(&Graph::of(&first)).unwrap();
                let error = refused::<Obj<Stashes>>(&text);
                assert!(error.contains("was moved to where it is not found"), "{error}");
                STASH.with(|stash| assert!(stash.take().is_none(), "it never gets what it stood for"));
                continue;
            }
            let loaded = json(&first);
            let is_whole =
                |cell: &ObjCell<Stashes>, row: &ObjVec<Stashes>| Obj::is(&cell.get().unwrap(), &row.get(0).unwrap());
            match mode {
                0 => assert!(is_whole(&loaded.cell, &loaded.row) && loaded.row.len() == 2),
                1 => assert!(!is_whole(&loaded.cell, &loaded.row)),
                2 => assert!(!is_whole(&loaded.cell, &loaded.row) && loaded.row.len() == 1),
                _ => assert!(loaded.cell.is_none() && loaded.row.is_empty()),
            }
        }
    });
}

#[derive(Object, Serialize, Deserialize)]
#[serde(untagged)]
enum Either {
    Number { to: ObjCell<Either>, number: u32 },
    Text { to: ObjCell<Either>, text: String },
}

#[test]
fn a_cell_that_was_read_in_vain_is_none() {
    let text = r#"{"format":1,"kinds":[0,0],"names":["Either"],"root":0,
        "objects":[{"to":1,"text":"x"},{"to":null,"number":1}]}"#;
    let text = text.replace(r#""root":0,"#, "").replace("]}", r#"],"root":0}"#);
    let loaded = serde_json::from_str::<Graph<Obj<Either>>>(&text).unwrap().into_root();
    let Either::Text { to, text } = &*loaded else { panic!("it is a text") };
    let other = to.get().unwrap();
    assert!(text == "x" && matches!(&*other, Either::Number { to, number: 1 } if to.is_none()));
}

#[derive(Object, Serialize, Deserialize, Clone, PartialEq, Eq, Hash)]
#[object(intern)]
struct Symbol(Obj<Str>);

#[derive(Object, Serialize, Deserialize)]
struct Index {
    numbers: RefCell<HashMap<Weak<Symbol>, u32>>,
    symbols: ObjVec<Symbol>,
}

/// Formats whose maps have keys of any type.
fn through_binary(index: &Obj<Index>) -> Vec<Obj<Index>> {
    let bytes = bincode::serialize(&Graph::of(index)).unwrap();
    let tagged = rmp_serde::to_vec(&Graph::of(index)).unwrap();
    vec![
        crate::formats::postcard(index),
        bincode::deserialize::<Graph<Obj<Index>>>(&bytes).unwrap().into_root(),
        rmp_serde::from_slice::<Graph<Obj<Index>>>(&tagged).unwrap().into_root(),
    ]
}

#[test]
fn weak_handles_to_interned_objects_are_found_as_keys() {
    let symbols = ["a", "b"].map(|name| Obj::new(Symbol(name.into())));
    let numbers = [(Obj::downgrade(&symbols[0]), 1), (Obj::downgrade(&symbols[1]), 2)];
    let index = Obj::new(Index { numbers: RefCell::new(numbers.into()), symbols: symbols.clone().into() });
    for loaded in through_binary(&index) {
        let numbers = loaded.numbers.borrow();
        let found = symbols.each_ref().map(|symbol| numbers.get(&Obj::downgrade(symbol)).copied());
        assert_eq!(found, [Some(1), Some(2)]);
    }
    let text = r#"{"format":1,"kinds":[0,2,1],"names":["Weakly","Symbol","str"],
        "objects":[{"to":2,"symbol":2},"a",1],"root":0}"#;
    let error = refused::<Obj<Weakly>>(text);
    assert!(error.contains("object 2 (`Symbol`): it is shared by value, so it has to come before"), "{error}");
}

#[derive(Object, Serialize, Deserialize)]
struct Weakly {
    to: Weak<Symbol>,
    symbol: ObjCell<Symbol>,
}

#[test]
fn a_weak_handle_alone_brings_no_symbol() {
    let symbol = Obj::new(Symbol("alone".into()));
    let weakly = Obj::new(Weakly { to: Obj::downgrade(&symbol), symbol: ObjCell::default() });
    for (format, loaded) in through_all(&weakly) {
        assert!(loaded.to.is_dead(), "{format}");
    }
}

/// Its hash is that of what its cells lead to.
#[derive(Object, Serialize, Deserialize)]
struct Key {
    part: ObjCell<Part>,
    parts: ObjVec<Part>,
    list: Obj<List>,
}

#[derive(Object, Serialize, Deserialize)]
struct Part {
    number: u32,
}

impl Key {
    fn new(number: u32) -> Obj<Self> {
        let part = Obj::new(Part { number });
        Obj::new(Self { part: part.clone().into(), parts: [part.clone()].into(), list: [AnyObj::from(part)].into() })
    }

    fn numbers(&self) -> [u32; 3] {
        let in_list = self.list.get_item(0).downcast_ref::<Part>().unwrap().number;
        [self.part.get().unwrap().number, self.parts.get(0).unwrap().number, in_list]
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.numbers() == other.numbers()
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.numbers().hash(state);
    }
}

#[derive(Object, Serialize, Deserialize)]
struct Keys {
    /// Keys that come first.
    plain: Vec<Obj<Key>>,
    map: ObjMap<Key, Key>,
    dict: Obj<Dict>,
    set: Obj<Set>,
    #[serde(with = "obj_runtime::serde::later")]
    later: RefCell<HashMap<Obj<Key>, u32>>,
}

#[test]
fn keys_are_hashed_when_what_they_lead_to_is_there() {
    assert_clean(|| {
        for come_first in [false, true] {
            let keys = [7, 8].map(Key::new);
            let keyed = Obj::new(Keys {
                plain: if come_first { keys.to_vec() } else { Vec::new() },
                map: keys.iter().map(|key| (key.clone(), key.clone())).collect(),
                dict: Obj::new(Dict::from_iter(keys.iter().map(|key| (key.clone(), 1)))),
                set: Obj::new(Set::from_iter(keys.iter().cloned())),
                later: RefCell::new(keys.iter().map(|key| (key.clone(), 2)).collect()),
            });
            let bytes = bincode::serialize(&Graph::of(&keyed)).unwrap();
            let loaded = bincode::deserialize::<Graph<Obj<Keys>>>(&bytes).unwrap().into_root();
            for key in &keys {
                assert!(Obj::is(&loaded.map.get(&**key).unwrap(), &loaded.map.get_key(&**key).unwrap()));
                assert!(loaded.dict.contains(Obj::as_any(key)) && loaded.set.contains(Obj::as_any(key)));
                assert_eq!(loaded.later.borrow()[key], 2);
            }
            assert_eq!((loaded.map.len(), loaded.later.borrow().len(), loaded.plain.len()), (2, 2, keyed.plain.len()));
        }
    });
}

/// Is known by its owner, to which it has a weak handle.
#[derive(Object, Serialize, Deserialize)]
struct Owned {
    owner: WeakCell<Owner>,
}

#[derive(Object, Serialize, Deserialize)]
struct Owner {
    number: u32,
    key: Obj<Owned>,
    register: Obj<Register>,
}

#[derive(Object, Serialize, Deserialize)]
struct Register {
    map: ObjMap<Owned, Owned>,
}

impl Owned {
    fn number(&self) -> Option<u32> {
        self.owner.get().map(|owner| owner.number)
    }
}

impl PartialEq for Owned {
    fn eq(&self, other: &Self) -> bool {
        self.number() == other.number()
    }
}

impl Eq for Owned {}

impl Hash for Owned {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.number().hash(state);
    }
}

#[test]
fn keys_are_hashed_when_what_they_know_weakly_is_there() {
    assert_clean(|| {
        let key = Obj::new(Owned { owner: WeakCell::default() });
        let register = Obj::new(Register { map: ObjMap::new() });
        let owner = Obj::new(Owner { number: 7, key: key.clone(), register: register.clone() });
        key.owner.set(&owner);
        register.map.insert(key.clone(), key.clone());
        let loaded = json(&owner);
        assert!(loaded.register.map.get(&*key).is_some_and(|found| Obj::is(&found, &loaded.key)));
    });
}

/// Its hash is that of what its cell holds, which is filled last.
#[derive(Object, Serialize, Deserialize)]
struct Filled {
    #[serde(with = "obj_runtime::serde::later")]
    part: RefCell<Option<Obj<Part>>>,
    #[serde(with = "obj_runtime::serde::later")]
    by_key: RefCell<ObjMap<Filled, Part>>,
    #[serde(with = "obj_runtime::serde::later")]
    cell: Cell<Option<ObjMap<Filled, Part>>>,
}

impl Filled {
    fn number(&self) -> Option<u32> {
        self.part.borrow().as_ref().map(|part| part.number)
    }
}

impl PartialEq for Filled {
    fn eq(&self, other: &Self) -> bool {
        self.number() == other.number()
    }
}

impl Eq for Filled {}

impl Hash for Filled {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.number().hash(state);
    }
}

#[test]
fn maps_in_cells_that_are_filled_last_are_hashed_behind_them() {
    assert_clean(|| {
        let parts = [7, 8].map(|number| Obj::new(Part { number }));
        let filled = parts.clone().map(|part| {
            let (part, by_key, cell) = (RefCell::new(Some(part)), RefCell::default(), Cell::default());
            Obj::new(Filled { part, by_key, cell })
        });
        let entries = || filled.iter().cloned().zip(parts.clone());
        filled[0].by_key.replace(entries().collect());
        filled[1].by_key.replace(entries().rev().collect());
        filled[0].cell.set(Some(entries().collect()));
        let [first, second] = &filled;
        for (format, [loaded, other]) in through_all(&[first.clone(), second.clone()]) {
            let map = loaded.cell.take().unwrap();
            for map in [&*loaded.by_key.borrow(), &*other.by_key.borrow(), &map] {
                assert_eq!(map.len(), 2);
                assert!(Obj::is(&map.get_key(&**first).unwrap(), &loaded), "{format}");
                assert_eq!(map.get(&**second).unwrap().number, 8);
            }
            [&loaded, &other].into_iter().for_each(|node| node.by_key.borrow().clear());
        }
        filled.iter().for_each(|node| node.by_key.borrow().clear());
        drop(first.cell.take());
    });
}

/// Its hash is that of what maps hold.
#[derive(Object, Serialize, Deserialize, Default)]
struct Counted {
    map: ObjMap<Counted, Str>,
    set: Obj<Set>,
}

impl PartialEq for Counted {
    fn eq(&self, other: &Self) -> bool {
        (self.map.len(), self.set.len()) == (other.map.len(), other.set.len())
    }
}

impl Eq for Counted {}

impl Hash for Counted {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.map.len(), self.set.len()).hash(state);
    }
}

#[test]
fn a_hash_of_what_maps_hold_is_an_error() {
    assert_clean(|| {
        let refused = |root: &Obj<Counted>| {
            let bytes = postcard::to_stdvec(&Graph::of(root)).unwrap();
            postcard::from_bytes::<Graph<Obj<Counted>>>(&bytes)
                .map(|graph| graph.into_root().map.len())
                .map_err(|e| e.to_string())
        };
        let [one, two] = [0, 1].map(|_| Obj::new(Counted::default()));
        one.map.insert(two.clone(), "two".into());
        assert_eq!(refused(&one), Ok(1));
        two.map.insert(one.clone(), "one".into());
        assert!(refused(&one).is_err());
        two.map.clear();
        two.set.add(AnyObj::from(1));
        assert!(refused(&one).is_err());
        let error = {
            let text = serde_json::to_string(&Graph::of(&one)).unwrap();
            crate::formats::refused::<Obj<Counted>>(&text)
        };
        assert!(error.contains("(`Counted`): the hash of a key is another when all maps are filled"), "{error}");
        one.map.clear();
        one.set.add(two.clone().into());
        let set_of_two = Obj::new(Counted::default());
        set_of_two.map.insert(one.clone(), "x".into());
        let _ = refused(&set_of_two);
        set_of_two.map.clear();
        one.set.clear();
    });
}
