//! `WeakValueMap` and `WeakKeyMap`.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use obj_runtime::prelude::*;
use obj_runtime::{Finalize, WeakKeyMap, WeakValueMap, gc};

use crate::node::{Graveyard, Node, fewer_in_miri, mortal, node};

type Names = WeakValueMap<&'static str, Node>;

fn pairs<K: Clone>(map: &WeakValueMap<K, Node>) -> Vec<(K, i32)> {
    map.iter().map(|(key, object)| (key, object.value)).collect()
}

mod values {
    use super::*;

    #[test]
    fn entries_go_when_their_objects_die() {
        let map = Names::default();
        let (one, two) = (node(1), node(2));
        assert!(map.insert("one", &one).is_none() && map.insert("two", &two).is_none());
        assert!(map.insert("also one", &one).is_none());
        assert_eq!((map.len(), Obj::refcount(&one)), (3, 1));
        assert!(Obj::is(&map.get("one").unwrap(), &one));
        assert!(map.contains_key("two") && !map.contains_key("three") && map.get("three").is_none());
        drop(one);
        assert_eq!((map.len(), pairs(&map)), (1, vec![("two", 2)]));
        assert!(!map.contains_key("one") && map.remove("one").is_none());
        drop(two);
        assert!(map.is_empty());
    }

    #[test]
    fn a_new_object_takes_the_place_of_the_earlier_one() {
        let map = Names::new();
        let (one, two, three) = (node(1), node(2), node(3));
        map.insert("a", &one);
        map.insert("b", &two);
        assert!(Obj::is(&map.insert("a", &three).unwrap(), &one));
        drop(one);
        assert_eq!(pairs(&map), [("a", 3), ("b", 2)], "the death of the earlier object does not matter");
        assert!(Obj::is(&map.remove("a").unwrap(), &three));
        map.insert("a", &three);
        assert_eq!(pairs(&map), [("b", 2), ("a", 3)]);
        map.clear();
        assert!(map.is_empty());
        drop((two, three));
    }

    #[test]
    fn a_missing_object_is_made_once() {
        let map = Names::new();
        let made = Cell::new(0);
        let make = || {
            made.set(made.get() + 1);
            node(made.get())
        };
        let first = map.get_or_insert_with("a", make);
        assert!(Obj::is(&map.get_or_insert_with("a", make), &first));
        drop(first);
        let second = map.get_or_insert_with("a", make);
        assert_eq!((second.value, made.get()), (2, 2));
        let outer = map.get_or_insert_with("b", || {
            let inner = map.get_or_insert_with("b", || node(10));
            second.next.set(Some(inner));
            node(11)
        });
        assert_eq!(outer.value, 10, "the earlier object wins");
    }

    #[test]
    fn keys_are_dropped_with_their_entries() {
        let graveyard = Graveyard::default();
        #[derive(Clone)]
        struct Key(i32, #[expect(dead_code, reason = "it is to die with the key")] Obj<Node>);
        impl PartialEq for Key {
            fn eq(&self, other: &Self) -> bool {
                self.0 == other.0
            }
        }
        impl Eq for Key {}
        impl Hash for Key {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.0.hash(state);
            }
        }
        let map = WeakValueMap::new();
        let object = node(0);
        map.insert(Key(1, graveyard.node(1)), &object);
        map.insert(Key(1, graveyard.node(2)), &object);
        assert_eq!(graveyard.deaths(), 1, "the earlier key stays");
        map.insert(Key(2, graveyard.node(3)), &object);
        let iter = map.iter();
        drop(object);
        assert_eq!((map.len(), graveyard.deaths()), (0, 1), "the iterator still has the keys");
        assert_eq!((iter.count(), graveyard.deaths()), (0, 3));
    }

    /// A key whose comparison does something.
    #[derive(Clone)]
    struct Hostile {
        number: i32,
        at_comparison: Rc<dyn Fn()>,
    }

    impl PartialEq for Hostile {
        fn eq(&self, other: &Self) -> bool {
            (self.at_comparison)();
            self.number == other.number
        }
    }
    impl Eq for Hostile {}
    impl Hash for Hostile {
        fn hash<H: Hasher>(&self, state: &mut H) {
            state.write_i32(0);
        }
    }

    fn quiet(number: i32) -> Hostile {
        Hostile { number, at_comparison: Rc::new(|| {}) }
    }

    #[test]
    fn comparisons_may_change_the_map() {
        type Map = WeakValueMap<Hostile, Node>;
        let attacks: [fn(&Map, &Obj<Node>); 6] = [
            |map, _| map.clear(),
            |map, _| drop(map.remove(&quiet(2))),
            |map, object| drop(map.insert(quiet(2), object)),
            |map, object| drop(map.insert(quiet(100), object)),
            |map, object| object.items.retain(|_| !map.is_empty()),
            |_, object| object.items.clear(),
        ];
        let (targets, delays): (&[i32], &[i32]) =
            if cfg!(miri) { (&[2, 5], &[1, 4]) } else { (&[0, 1, 2, 3, 4, 5], &[1, 2, 3, 4, 5, 6, 8, 10]) };
        let moments = targets.iter().flat_map(|&target| delays.iter().map(move |&delay| (target, delay)));
        let cases = attacks.iter().flat_map(|&attack| moments.clone().map(move |moment| (attack, moment)));
        for (attack, (target, delay)) in cases {
            let map = Rc::new(Map::new());
            let holder = node(-1);
            for number in 0..5 {
                holder.items.push(node(number));
                map.insert(quiet(number), &holder.items.last().unwrap());
            }
            let (other, object, left) = (map.clone(), holder.clone(), Cell::new(delay));
            let at_comparison = move || {
                if left.replace(left.get() - 1) == 1 {
                    attack(&other, &object);
                }
            };
            let key = Hostile { number: target, at_comparison: Rc::new(at_comparison) };
            let is_right = |object: &Obj<Node>| [target, -1].contains(&object.value);
            assert!(map.get(&key).is_none_or(|object| is_right(&object)));
            let extra = node(target);
            assert!(map.insert(key.clone(), &extra).is_none_or(|object| is_right(&object)));
            assert!(Obj::is(&map.get(&quiet(target)).unwrap(), &extra));
            assert!(map.remove(&key).is_none_or(|object| is_right(&object)));
            map.for_each(|key, object| assert!([key.number, -1].contains(&object.value)));
            let numbers: HashSet<i32> = map.iter().map(|(key, _)| key.number).collect();
            assert_eq!((numbers.len(), map.iter().count()), (map.len(), map.len()), "no key twice");
        }
    }

    #[test]
    fn a_panic_in_a_comparison_finds_the_map_whole() {
        let map = WeakValueMap::new();
        let (one, two) = (node(1), node(2));
        map.insert(quiet(1), &one);
        let panics = Hostile { number: 1, at_comparison: Rc::new(|| panic!("comparing")) };
        assert!(catch_unwind(AssertUnwindSafe(|| map.insert(panics.clone(), &two))).is_err());
        assert!(catch_unwind(AssertUnwindSafe(|| map.get(&panics))).is_err());
        assert!(Obj::is(&map.get(&quiet(1)).unwrap(), &one));
        drop(one);
        assert!(map.is_empty());
    }

    #[test]
    fn a_dying_object_is_in_the_map_until_its_finalizer_has_run() {
        let map = Rc::new(Names::new());
        let (other, seen) = (map.clone(), Rc::new(Cell::new(0)));
        let out = seen.clone();
        let object = mortal(1, move |this| {
            assert!(Obj::is(&other.get("a").unwrap(), this));
            out.set(other.len());
        });
        map.insert("a", &object);
        drop(object);
        assert_eq!((seen.get(), map.len()), (1, 0));
    }

    #[test]
    fn iteration_leaves_out_what_goes_meanwhile() {
        let map = WeakValueMap::new();
        let objects: Vec<_> = (0..6).map(node).collect();
        for object in &objects {
            map.insert(object.value, object);
        }
        let objects = RefCell::new(objects);
        let mut seen = Vec::new();
        map.for_each(|key, object| {
            seen.push(*key);
            if *key == 1 {
                objects.borrow_mut().remove(2);
                map.remove(&3);
                map.insert(4, object);
                map.insert(100, object);
            }
        });
        assert_eq!(seen, [0, 1, 4, 5]);
        assert_eq!(pairs(&map), [(0, 0), (1, 1), (4, 1), (5, 5), (100, 1)]);
    }

    #[test]
    fn a_cycle_through_keys_is_collected() {
        #[derive(Object, Default)]
        struct Index {
            map: WeakValueMap<ById, Index>,
        }
        #[derive(Trace, Clone)]
        struct ById(Obj<Index>);
        impl PartialEq for ById {
            fn eq(&self, other: &Self) -> bool {
                Obj::is(&self.0, &other.0)
            }
        }
        impl Eq for ById {}
        impl Hash for ById {
            fn hash<H: Hasher>(&self, state: &mut H) {
                Obj::id(&self.0).hash(state);
            }
        }
        let index = Obj::new(Index::default());
        let other = Obj::new(Index::default());
        index.map.insert(ById(index.clone()), &other);
        index.map.insert(ById(other.clone()), &other);
        assert_eq!((index.map.len(), Obj::refcount(&index)), (2, 2));
        assert!(index.map.get(&ById(index.clone())).is_some());
        let weak = (Obj::downgrade(&index), Obj::downgrade(&other));
        drop((index, other));
        assert_eq!(gc::collect(), 2);
        assert!(weak.0.is_dead() && weak.1.is_dead());
    }

    #[test]
    fn random_operations_agree_with_a_model() {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut random = move |below: u64| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state % below
        };
        let map = WeakValueMap::new();
        let mut model: HashMap<u64, usize> = HashMap::new();
        let mut objects: HashMap<usize, Obj<Node>> = HashMap::new();
        for _ in 0..fewer_in_miri(100_000) * if cfg!(miri) { 4 } else { 1 } {
            let key = random(50);
            match random(6) {
                0 | 1 => {
                    let object = node(0);
                    map.insert(key, &object);
                    model.insert(key, Obj::id(&object));
                    objects.insert(Obj::id(&object), object);
                }
                2 if !objects.is_empty() => {
                    let nth = random(objects.len() as u64) as usize;
                    let id = *objects.keys().nth(nth).unwrap();
                    map.insert(key, &objects[&id]);
                    model.insert(key, id);
                }
                3 if !objects.is_empty() => {
                    let nth = random(objects.len() as u64) as usize;
                    let id = *objects.keys().nth(nth).unwrap();
                    objects.remove(&id);
                    model.retain(|_, other| *other != id);
                }
                4 => assert_eq!(map.remove(&key).map(|object| Obj::id(&object)), model.remove(&key)),
                _ => {
                    assert_eq!(map.get(&key).map(|object| Obj::id(&object)), model.get(&key).copied());
                    assert_eq!(map.len(), model.len());
                }
            }
        }
        let mut all: Vec<_> = map.iter().map(|(key, object)| (key, Obj::id(&object))).collect();
        let mut expected: Vec<_> = model.into_iter().collect();
        all.sort_unstable();
        expected.sort_unstable();
        assert_eq!(all, expected);
    }
}

mod keys {
    use super::*;

    #[test]
    fn values_go_when_their_keys_die() {
        let graveyard = Graveyard::default();
        let map = WeakKeyMap::new();
        let (one, two) = (node(1), node(1));
        assert!(map.insert(&one, graveyard.node(10)).is_none());
        assert!(map.insert(&two, graveyard.node(20)).is_none());
        assert_eq!((map.len(), Obj::refcount(&one), map.get(&two).unwrap().value), (2, 1, 20));
        assert_eq!(map.insert(&one, graveyard.node(11)).unwrap().value, 10);
        assert_eq!(map.iter().map(|(_, value)| value.value).collect::<Vec<_>>(), [11, 20]);
        assert_eq!(graveyard.deaths(), 1);
        drop(one);
        assert_eq!((map.len(), graveyard.deaths()), (1, 2));
        assert_eq!(map.remove(&two).unwrap().value, 20);
        assert!(map.is_empty() && !map.contains_key(&two) && map.remove(&two).is_none() && map.get(&two).is_none());
        map.insert(&two, graveyard.node(21));
        map.clear();
        assert_eq!((map.len(), graveyard.deaths()), (0, 4));
    }

    #[test]
    fn objects_at_an_old_address_are_others() {
        let map = WeakKeyMap::new();
        for value in 0..20 {
            let object = node(value);
            assert!(!map.contains_key(&object));
            map.insert(&object, value);
            assert_eq!((map.get(&object), map.len()), (Some(value), 1));
        }
        assert!(map.is_empty());
    }

    #[test]
    fn a_value_that_is_looked_at_stays_until_that_ends() {
        let graveyard = Graveyard::default();
        let map = WeakKeyMap::new();
        let key = node(1);
        map.insert(&key, graveyard.node(10));
        let held = map.with(&key, |value| {
            let value = value.unwrap();
            assert!(map.remove(&key).is_none(), "it is being looked at");
            assert!(!map.contains_key(&key));
            map.insert(&key, graveyard.node(11));
            assert_eq!((value.value, graveyard.deaths()), (10, 0));
            map.with(&key, |value| value.map(|value| value.value))
        });
        assert_eq!((held, graveyard.deaths()), (Some(11), 1));
        map.with(&node(2), |value| assert!(value.is_none()));
    }

    #[test]
    fn values_may_change_the_map_when_they_die() {
        let map = Rc::new(WeakKeyMap::new());
        let keys: Vec<_> = (0..4).map(node).collect();
        for key in &keys {
            let (other, next) = (Rc::downgrade(&map), keys[(key.value as usize + 1) % 4].clone());
            let value = mortal(key.value, move |_| {
                if let Some(map) = other.upgrade() {
                    map.insert(&next, node(100));
                    map.for_each(|_: &Obj<Node>, value| assert!(value.value >= 0));
                }
            });
            map.insert(key, value);
        }
        map.insert(&keys[0], node(50));
        assert_eq!(map.get(&keys[1]).unwrap().value, 100);
        map.clear();
        assert!(map.iter().all(|(_, value)| value.value == 100));
    }

    #[test]
    fn a_value_that_holds_its_key_keeps_it() {
        let map = WeakKeyMap::new();
        let key = node(1);
        map.insert(&key, key.clone());
        drop(key);
        gc::collect();
        assert_eq!(map.len(), 1);
        map.clear();
        assert!(map.is_empty());
    }

    #[derive(Object, Default)]
    #[object(finalize)]
    struct Owner {
        notes: WeakKeyMap<Owner, Obj<Owner>>,
        next: ObjCell<Owner>,
        #[object(skip)]
        back: Rc<RefCell<Option<Obj<Owner>>>>,
    }

    impl Finalize for Owner {
        fn finalize(this: &Obj<Self>) {
            if this.next.is_none() {
                this.back.replace(Some(this.clone()));
            }
        }
    }

    #[test]
    fn a_cycle_through_a_map_and_its_values_is_collected() {
        let owner = Obj::new(Owner::default());
        owner.next.set(Some(owner.clone()));
        owner.notes.insert(&owner, owner.clone());
        let outside = Obj::downgrade(&owner);
        drop(owner);
        assert_eq!(gc::collect(), 1);
        assert!(outside.is_dead());
    }

    #[test]
    fn a_map_brought_back_without_its_keys_is_empty() {
        let back = Rc::new(RefCell::new(None));
        let owner = Obj::new(Owner { back: back.clone(), ..Owner::default() });
        let key = Obj::new(Owner { next: ObjCell::new(Some(owner.clone())), ..Owner::default() });
        owner.notes.insert(&key, owner.clone());
        key.notes.insert(&owner, key.clone());
        drop((owner, key));
        gc::collect();
        // The weak handles to all of the garbage were cleared, without callbacks, before `owner` came back.
        let owner = back.take().unwrap();
        assert_eq!(owner.notes.len(), 0);
        let key = Obj::new(Owner { next: ObjCell::new(Some(owner.clone())), ..Owner::default() });
        assert!(!owner.notes.contains_key(&key) && owner.notes.remove(&key).is_none());
        for _ in 0..3 {
            owner.notes.insert(&key, owner.clone());
            assert_eq!((owner.notes.len(), owner.notes.iter().count()), (1, 1));
        }
        owner.next.set(Some(key));
        drop(owner);
        assert_eq!(gc::collect(), 2);
    }
}

mod brought_back {
    use super::*;

    /// Two maps, which the finalizer of their owner brings back.
    #[derive(Object, Default)]
    #[object(finalize)]
    struct Owner {
        names: WeakValueMap<String, Item>,
        notes: WeakKeyMap<Item, Plain<Rc<i32>>>,
        item: ObjCell<Item>,
        #[object(skip)]
        back: Rc<RefCell<Option<Obj<Owner>>>>,
    }

    #[derive(Object)]
    struct Item(Obj<Owner>);

    impl Finalize for Owner {
        fn finalize(this: &Obj<Self>) {
            this.item.set(None);
            this.back.replace(Some(this.clone()));
        }
    }

    /// The owner of maps with two entries each, of which the objects of the first are dead and no callback has run.
    fn maps(note: &Rc<i32>) -> (Obj<Owner>, Obj<Item>) {
        let back = Rc::new(RefCell::new(None));
        let owner = Obj::new(Owner { back: back.clone(), ..Owner::default() });
        let item = Obj::new(Item(owner.clone()));
        owner.names.insert("dead".into(), &item);
        owner.notes.insert(&item, Plain(note.clone()));
        owner.item.set(item);
        drop(owner);
        gc::collect();
        let owner = back.take().unwrap();
        // The first lies where the dead one lay.
        let (_first, item) = (Obj::new(Item(owner.clone())), Obj::new(Item(owner.clone())));
        owner.names.insert("alive".into(), &item);
        owner.notes.insert(&item, Plain(Rc::new(2)));
        (owner, item)
    }

    #[test]
    fn entries_of_the_dead_are_not_retained() {
        let of_dead = Rc::new(1);
        let (owner, item) = maps(&of_dead);
        let mut asked = 0;
        owner.names.retain(|name, _| name == "alive");
        owner.notes.retain(|_, note| {
            asked += 1;
            *note.0 == 2
        });
        assert_eq!(
            (asked, owner.names.len(), owner.notes.len(), Rc::strong_count(&of_dead)),
            (1, 1, 1, 1),
            "the note of the dead is gone"
        );
        drop(item);
    }

    #[test]
    fn a_new_entry_does_not_take_the_place_of_a_dead_one() {
        let (owner, item) = maps(&Rc::new(1));
        owner.names.insert("dead".into(), &item);
        assert_eq!(owner.names.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["alive", "dead"]);
    }
}

#[test]
fn who_was_removed_is_not_asked_whether_to_stay() {
    let (names, notes) = (Names::new(), WeakKeyMap::new());
    let nodes = [node(0), node(1)];
    for (name, node) in ["a", "b"].into_iter().zip(&nodes) {
        names.insert(name, node);
        notes.insert(node, node.value);
    }
    let (mut of_names, mut of_notes) = (vec![], vec![]);
    names.retain(|name, _| {
        of_names.push(*name);
        names.remove("b");
        true
    });
    notes.retain(|node, note| {
        of_notes.push((node.value, *note));
        notes.remove(&nodes[1]);
        true
    });
    assert_eq!((of_names, of_notes), (vec!["a"], vec![(0, 0)]));
    notes.insert(&nodes[1], 1);
    let mut seen = vec![];
    notes.retain(|_, note| {
        seen.push(*note);
        notes.insert(&nodes[1], 5);
        true
    });
    assert_eq!(seen, [0, 5], "the value that it has now");
    let mut seen = vec![];
    notes.for_each(|_, note| {
        seen.push(*note);
        notes.remove(&nodes[1]);
        notes.insert(&nodes[1], 6);
    });
    assert_eq!(seen, [0], "another entry of the same object came later");
}

#[test]
fn maps_outlive_the_threads_heap() {
    #[derive(Default)]
    struct Maps {
        names: Names,
        notes: WeakKeyMap<Node, i32>,
        object: ObjCell<Node>,
    }
    struct Last(RefCell<Option<Maps>>);
    impl Drop for Last {
        fn drop(&mut self) {
            let Some(Maps { names, notes, object }) = self.0.take() else { return };
            let object = object.take().unwrap();
            assert_eq!((names.len(), notes.get(&object)), (1, Some(5)));
            names.insert("again", &object);
            drop(object);
            assert!(names.is_empty() && notes.is_empty());
        }
    }
    thread_local!(static LAST: Last = const { Last(RefCell::new(None)) });
    let thread = std::thread::spawn(|| {
        // Registered before the heap's own guard, so dropped after it.
        LAST.with(|last| assert!(last.0.borrow().is_none()));
        let (maps, object) = (Maps::default(), node(1));
        maps.names.insert("a", &object);
        maps.notes.insert(&object, 5);
        maps.object.set(Some(object));
        LAST.with(|last| last.0.replace(Some(maps)));
    });
    assert!(thread.join().is_ok());
}

#[test]
fn entries_are_retained_or_popped() {
    let (names, notes) = (Names::new(), WeakKeyMap::new());
    let nodes: Vec<Obj<Node>> = (0..4).map(node).collect();
    for (name, node) in ["a", "b", "c", "d"].into_iter().zip(&nodes) {
        names.insert(name, node);
        notes.insert(node, format!("note {name}"));
    }
    names.retain(|name, node| *name != "b" && node.value < 3);
    notes.retain(|node, note| node.value != 0 && note != "note c");
    assert_eq!((pairs(&names), notes.len()), (vec![("a", 0), ("c", 2)], 2));
    let (name, last) = names.pop().unwrap();
    assert_eq!((name, last.value, pairs(&names)), ("c", 2, vec![("a", 0)]));
    let (last, note) = notes.pop().unwrap();
    assert_eq!((last.value, note.as_str(), notes.len()), (3, "note d", 1));
    drop((nodes, last));
    assert!(names.pop().is_none() && notes.pop().is_none());
}

#[test]
fn what_is_looked_at_is_not_popped() {
    let (names, notes) = (WeakValueMap::new(), WeakKeyMap::new());
    let nodes = [node(0), node(1)];
    for node in &nodes {
        names.insert(node.value.to_string(), node);
        notes.insert(node, node.value);
    }
    let popped =
        notes.with(&nodes[1], |value| (value.copied(), notes.pop().map(|(_, value)| value), notes.pop().is_none()));
    assert_eq!((popped, notes.len()), ((Some(1), Some(0), true), 1));
    let mut popped = Vec::new();
    names.for_each(|_, _| popped.extend(names.pop().map(|(name, _)| name)));
    assert_eq!((popped, names.len()), (vec!["0".to_owned()], 1), "the one that was looked at before");
}

#[test]
fn who_is_asked_may_change_a_weak_map() {
    let (names, notes) = (Names::new(), WeakKeyMap::new());
    let nodes = [node(0), node(1)];
    for (name, node) in ["a", "b"].into_iter().zip(&nodes) {
        names.insert(name, node);
        notes.insert(node, node.value);
    }
    names.retain(|_, _| {
        names.clear();
        names.insert("new", &nodes[0]);
        false
    });
    notes.retain(|node, _| {
        notes.insert(node, 7);
        false
    });
    assert_eq!((pairs(&names), notes.get(&nodes[0]), notes.get(&nodes[1])), (vec![("new", 0)], Some(7), Some(7)));
    let made = notes.get_or_insert_with(&node(5), || 1);
    assert_eq!((made, notes.get_or_insert_with(&nodes[0], || 9), notes.len()), (1, 7, 2));
}
