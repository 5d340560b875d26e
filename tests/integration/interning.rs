//! What interning costs, and what handles to interned objects are equal to.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{BuildHasher, Hash, Hasher};
use std::sync::mpsc::{Sender, channel};

use obj_runtime::prelude::*;
use obj_runtime::{ById, Frozen, WeakValueMap};

use crate::node::{Node, fewer_in_miri, node};

thread_local! {
    static HASHED: Cell<usize> = const { Cell::new(0) };
    static COMPARED: Cell<usize> = const { Cell::new(0) };
}

/// The calls of `hash` and of `eq` during `work`, and what it made.
fn calls<R>(work: impl FnOnce() -> R) -> (usize, usize, R) {
    HASHED.set(0);
    COMPARED.set(0);
    let made = work();
    (HASHED.get(), COMPARED.get(), made)
}

/// A term made of interned terms.
#[derive(Object, Debug)]
#[object(intern)]
struct Term {
    label: u64,
    parts: Vec<Obj<Term>>,
}

impl Hash for Term {
    fn hash<H: Hasher>(&self, state: &mut H) {
        HASHED.set(HASHED.get() + 1);
        self.label.hash(state);
        self.parts.hash(state);
    }
}

impl PartialEq for Term {
    fn eq(&self, other: &Self) -> bool {
        COMPARED.set(COMPARED.get() + 1);
        self.label == other.label && self.parts == other.parts
    }
}

impl Eq for Term {}

fn leaf(label: u64) -> Obj<Term> {
    Obj::new(Term { label, parts: Vec::new() })
}

fn chain(length: usize) -> Obj<Term> {
    (1..length).fold(leaf(0), |below, _| Obj::new(Term { label: 0, parts: vec![below] }))
}

/// So many objects with two paths to each from the one above.
fn dag(height: usize) -> Obj<Term> {
    (1..height).fold(leaf(0), |below, _| Obj::new(Term { label: 0, parts: vec![below.clone(), below] }))
}

mod hash_consing {
    use super::*;

    #[test]
    fn a_term_is_hashed_once_and_compared_once_if_it_is_there() {
        let length = fewer_in_miri(1_000);
        let (hashed, compared, first) = calls(|| chain(length));
        assert_eq!((hashed, compared), (length, 0));
        let (hashed, compared, again) = calls(|| chain(length));
        assert_eq!((hashed, compared), (length, length));
        assert!(Obj::is(&first, &again));
    }

    #[test]
    fn shared_parts_are_not_looked_into_again_and_again() {
        let height = fewer_in_miri(500);
        let (hashed, compared, first) = calls(|| dag(height));
        assert_eq!((hashed, compared), (height, 0));
        let (hashed, compared, again) = calls(|| dag(height));
        assert_eq!((hashed, compared), (height, height));
        assert!(Obj::is(&first, &again));
    }

    #[test]
    fn no_term_is_too_deep_for_the_stack() {
        let depth = fewer_in_miri(200_000);
        let work = move || drop((chain(depth), chain(depth)));
        std::thread::Builder::new().stack_size(64 << 10).spawn(work).unwrap().join().unwrap();
    }

    #[test]
    fn handles_in_maps_are_neither_hashed_nor_compared_by_value() {
        let (term, other) = (dag(60), dag(61));
        let (hashed, compared, _) = calls(|| {
            let values = HashMap::from([(term.clone(), 1), (other.clone(), 2)]);
            assert_eq!((values[&term], values.get(&dag(60)), values.get(&dag(59))), (1, Some(&1), None));
        });
        assert_eq!((hashed, compared), (60 + 59, 60 + 59), "terms were made");
        let (hashed, compared, _) = calls(|| {
            assert!(term != other && term == term.clone());
            assert!(Obj::as_any(&term) != Obj::as_any(&other));
            assert!(!Obj::as_any(&term).equals(Obj::as_any(&other)));
            assert_eq!(Obj::as_any(&term).hash_value(), Obj::as_any(&term.clone()).hash_value());
        });
        assert_eq!((hashed, compared), (0, 0));
    }

    #[test]
    fn terms_made_at_the_end_of_the_thread_are_interned() {
        /// Looks at a term when the other thread-locals are gone, and says whether all is well.
        struct Late(RefCell<Option<(Obj<Term>, Sender<bool>)>>);
        impl Drop for Late {
            fn drop(&mut self) {
                let (term, sender) = self.0.take().unwrap();
                let (one, two) = (chain(3), chain(3));
                let are_one = Obj::is(&one, &two) && one == two && Obj::is(&term, &chain(2));
                drop((one, two, term));
                sender.send(are_one && Obj::<Term>::interned_count() == 0).unwrap();
            }
        }
        thread_local!(static LATE: Late = const { Late(RefCell::new(None)) });
        let (sender, receiver) = channel();
        let thread = || {
            LATE.with(|_| ());
            let term = chain(2);
            LATE.with(|late| late.0.replace(Some((term, sender))));
        };
        std::thread::spawn(thread).join().unwrap();
        assert!(receiver.recv().unwrap());
    }
}

mod collisions {
    use super::*;

    /// A value whose hash says little.
    #[derive(Object, Debug)]
    #[object(intern)]
    struct Dull(u32);

    impl Hash for Dull {
        fn hash<H: Hasher>(&self, state: &mut H) {
            HASHED.set(HASHED.get() + 1);
            0.hash(state);
        }
    }

    impl PartialEq for Dull {
        fn eq(&self, other: &Self) -> bool {
            COMPARED.set(COMPARED.get() + 1);
            self.0 == other.0
        }
    }

    impl Eq for Dull {}

    #[test]
    fn values_of_one_hash_are_each_compared_once_with_a_new_one() {
        let count = fewer_in_miri(500) as u32;
        let (hashed, compared, objects) = calls(|| (0..count).map(|value| Obj::new(Dull(value))).collect::<Vec<_>>());
        assert_eq!((hashed as u32, compared as u32), (count, count * (count - 1) / 2));
        let (_, compared, again) = calls(|| (0..count).map(|value| Obj::new(Dull(value))).collect::<Vec<_>>());
        assert!(compared as u32 <= count * count);
        assert!(objects.iter().zip(&again).all(|(one, two)| Obj::is(one, two)));
    }

    #[test]
    fn looking_for_a_value_compares_as_a_map_does() {
        let count = fewer_in_miri(500) as u32;
        let objects: Vec<_> = (0..count).map(|value| Obj::new(Dull(value))).collect();
        let (_, compared, found) = calls(|| Obj::<Dull>::interned(&Dull(count)));
        assert_eq!((compared as u32, found.is_none()), (count, true), "with each once");
        let (_, compared, _) = calls(|| objects.iter().all(|object| Obj::<Dull>::interned(&**object).is_some()));
        assert_eq!(compared as u32, count * (count + 1) / 2, "with those that are found before it, and with itself");
    }

    #[test]
    fn keys_of_one_hash_are_each_compared_once_with_a_new_one() {
        let count = fewer_in_miri(500);
        let map = WeakValueMap::<KeyOfOneHash, Node>::new();
        let objects: Vec<_> = (0..count as i32).map(node).collect();
        let (_, compared, _) = calls(|| {
            for (key, object) in objects.iter().enumerate() {
                map.insert(KeyOfOneHash(key), object);
            }
        });
        assert_eq!(compared, count * (count - 1) / 2);
        assert!(Obj::is(&map.get(&KeyOfOneHash(count / 2)).unwrap(), &objects[count / 2]));
    }

    struct KeyOfOneHash(usize);

    impl Hash for KeyOfOneHash {
        fn hash<H: Hasher>(&self, _: &mut H) {}
    }

    impl PartialEq for KeyOfOneHash {
        fn eq(&self, other: &Self) -> bool {
            COMPARED.set(COMPARED.get() + 1);
            self.0 == other.0
        }
    }

    impl Eq for KeyOfOneHash {}

    thread_local!(static MEANWHILE: Cell<Option<fn()>> = const { Cell::new(None) });

    /// Does something else in the middle of a comparison.
    #[derive(Object, Debug)]
    #[object(intern)]
    struct Busy(u32);

    impl Hash for Busy {
        fn hash<H: Hasher>(&self, _: &mut H) {}
    }

    impl PartialEq for Busy {
        fn eq(&self, other: &Self) -> bool {
            COMPARED.set(COMPARED.get() + 1);
            if let Some(work) = MEANWHILE.take() {
                work();
                MEANWHILE.set(Some(work));
            }
            self.0 == other.0
        }
    }

    impl Eq for Busy {}

    #[test]
    fn comparisons_that_intern_do_not_have_others_repeated() {
        let objects: Vec<_> = (0..20).map(|value| Obj::new(Busy(value))).collect();
        // A new object comes and goes with each comparison, so the table is never the same as before.
        MEANWHILE.set(Some(|| drop(Obj::new(Busy(1_000)))));
        let (_, compared, last) = calls(|| Obj::new(Busy(20)));
        MEANWHILE.set(None);
        assert_eq!(compared, 20 + 20 * 20, "each with the last, and in each comparison each with the new one");
        assert!(Obj::is(&last, &Obj::new(Busy(20))));
        drop(objects);
    }

    #[test]
    fn an_equal_object_that_a_comparison_makes_is_the_one() {
        thread_local!(static EARLIER: Cell<Option<Obj<Busy>>> = const { Cell::new(None) });
        let other = Obj::new(Busy(1));
        MEANWHILE.set(Some(|| EARLIER.set(Some(Obj::new(Busy(2))))));
        let object = Obj::new(Busy(2));
        MEANWHILE.set(None);
        assert!(Obj::is(&object, &EARLIER.take().unwrap()));
        drop(other);
    }

    #[test]
    fn an_equal_object_that_a_later_comparison_makes_is_the_one() {
        thread_local!(static EARLIER: Cell<Option<Obj<Busy>>> = const { Cell::new(None) });
        thread_local!(static AT: Cell<usize> = const { Cell::new(0) });
        let others = [1, 3, 4].map(|value| Obj::new(Busy(value)));
        for comparison in 1..=others.len() {
            COMPARED.set(0);
            AT.set(comparison);
            MEANWHILE.set(Some(|| {
                if COMPARED.get() == AT.get() {
                    EARLIER.set(Some(Obj::new(Busy(2))));
                }
            }));
            let object = Obj::new(Busy(2));
            MEANWHILE.set(None);
            assert!(Obj::is(&object, &EARLIER.take().expect("three are compared")));
            assert_eq!(Obj::<Busy>::interned_count(), 4);
        }
        drop(others);
    }

    #[test]
    fn a_value_of_the_same_hash_is_not_the_one_that_was_looked_for() {
        let object = Obj::new(Dull(1));
        assert!(Obj::<Dull>::interned(&Dull(2)).is_none());
        let other = Obj::new(Dull(3));
        assert!(Obj::<Dull>::interned(&Dull(2)).is_none());
        assert!(
            Obj::is(&Obj::interned(&Dull(3)).unwrap(), &other) && Obj::is(&Obj::interned(&Dull(1)).unwrap(), &object)
        );
    }

    #[test]
    fn a_key_that_a_comparison_removes_is_not_found() {
        thread_local!(static MAP: WeakValueMap<Key, Node> = WeakValueMap::new());
        struct Key(&'static str);
        impl Hash for Key {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.0.hash(state);
            }
        }
        impl PartialEq for Key {
            fn eq(&self, other: &Self) -> bool {
                MEANWHILE.take().into_iter().for_each(|work| work());
                self.0 == other.0
            }
        }
        impl Eq for Key {}
        let (one, two) = (node(1), node(2));
        MAP.with(|map| map.insert(Key("a"), &one));
        MEANWHILE.set(Some(|| MAP.with(WeakValueMap::clear)));
        assert!(MAP.with(|map| map.get(&Key("a"))).is_none());
        MAP.with(|map| map.insert(Key("a"), &one));
        MEANWHILE.set(Some(|| drop(MAP.with(|map| map.insert(Key("a"), &node(3))))));
        assert!(MAP.with(|map| map.insert(Key("a"), &two)).is_none(), "the third node is dead");
        assert!(Obj::is(&MAP.with(|map| map.get(&Key("a"))).unwrap(), &two));
        assert_eq!(MAP.with(WeakValueMap::len), 1);
    }
}

mod comparisons_that_kill {
    use super::*;

    /// Its comparisons drop the program's handle to what it is compared with.
    #[derive(Object, Eq)]
    #[object(intern)]
    struct Sly(#[object(frozen)] Number);

    /// Interns the value that was looked for when it is dropped.
    #[derive(PartialEq, Eq)]
    struct Number(u32);

    thread_local! {
        static HANDLES: RefCell<Vec<Obj<Sly>>> = const { RefCell::new(Vec::new()) };
        static MADE: RefCell<Vec<Obj<Sly>>> = const { RefCell::new(Vec::new()) };
    }

    fn sly(number: u32) -> Obj<Sly> {
        Obj::new(Sly(Number(number)))
    }

    impl Hash for Sly {
        fn hash<H: Hasher>(&self, state: &mut H) {
            state.write_u32(0);
        }
    }

    impl PartialEq for Sly {
        fn eq(&self, other: &Self) -> bool {
            drop(HANDLES.take());
            self.0 == other.0
        }
    }

    impl Drop for Number {
        fn drop(&mut self) {
            if self.0 > 10 {
                let made = sly(7);
                MADE.with_borrow_mut(|all| all.push(made));
            }
        }
    }

    #[test]
    fn equal_values_are_one_object_whoever_interns_them_meanwhile() {
        for others in 1..4 {
            HANDLES.set((1..=others).map(|other| sly(10 + other)).collect());
            let wanted = sly(7);
            let made = MADE.take();
            assert_eq!(made.len(), others as usize);
            assert!(made.iter().all(|made| Obj::is(made, &wanted)));
            assert_eq!(Obj::<Sly>::interned_count(), 1);
        }
    }
}

mod finalizers_that_intern {
    use obj_runtime::gc;

    use super::*;

    #[derive(Object, PartialEq, Eq, Hash, Debug)]
    #[object(intern)]
    struct Name(usize);

    thread_local! {
        static WANTED: Cell<usize> = const { Cell::new(0) };
        static NAME: Cell<Option<Obj<Name>>> = const { Cell::new(None) };
        static TEXT: Cell<Option<Obj<Str>>> = const { Cell::new(None) };
    }

    /// Interns at its end what is being made.
    #[derive(Object, Default)]
    #[object(finalize)]
    struct Last {
        own: ObjCell<Last>,
    }

    impl Finalize for Last {
        fn finalize(_: &Obj<Self>) {
            NAME.set(Some(Obj::new(Name(WANTED.get()))));
            TEXT.set(Some(Str::intern(&text(WANTED.get()))));
        }
    }

    fn text(number: usize) -> String {
        format!("a text with the number {number}")
    }

    fn garbage_with_finalizer() {
        let last = Obj::new(Last::default());
        last.own.set(Some(last.clone()));
    }

    /// Makes objects until a collection interned the one that was being made; whether they are one object.
    fn is_one<T>(make: impl Fn(usize) -> Obj<T>, made: impl Fn() -> Option<Obj<T>>) -> bool {
        gc::set_threshold(1);
        let mut all = Vec::new();
        for number in 0..100_000 {
            WANTED.set(number);
            if number % 100 == 0 {
                garbage_with_finalizer();
                drop(made());
            }
            let object = make(number);
            if let Some(earlier) = made() {
                return Obj::is(&object, &earlier);
            }
            all.push(object);
        }
        unreachable!("a page is full before")
    }

    #[test]
    fn what_a_finalizer_interned_meanwhile_is_the_one() {
        assert!(is_one(|number| Obj::new(Name(number)), || NAME.take()));
        assert!(is_one(|number| Str::intern(&text(number)), || TEXT.take()));
    }
}

mod look_ups {
    use super::*;

    #[derive(Object, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[object(intern)]
    struct Symbol {
        name: String,
        arity: u8,
    }

    #[derive(Hash)]
    struct Wanted<'a> {
        name: &'a str,
        arity: u8,
    }

    impl PartialEq<Symbol> for Wanted<'_> {
        fn eq(&self, symbol: &Symbol) -> bool {
            (self.name, self.arity) == (&*symbol.name, symbol.arity)
        }
    }

    #[test]
    fn a_value_is_found_without_an_object_being_made() {
        let find = |name, arity| Obj::<Symbol>::interned(&Wanted { name, arity });
        assert!(find("+", 2).is_none());
        assert_eq!(Obj::<Symbol>::interned_count(), 0);
        let plus = Obj::new(Symbol { name: "+".into(), arity: 2 });
        assert!(Obj::is(&find("+", 2).unwrap(), &plus));
        assert!(Obj::is(&Obj::interned(&Symbol { name: "+".into(), arity: 2 }).unwrap(), &plus));
        assert!(find("+", 1).is_none() && find("-", 2).is_none());
        assert_eq!((Obj::<Symbol>::interned_count(), Obj::refcount(&plus)), (1, 1));
        drop(plus);
        assert_eq!((Obj::<Symbol>::interned_count(), find("+", 2)), (0, None));
    }

    #[test]
    fn maps_of_handles_are_asked_with_what_is_found() {
        let symbol = |name: &str| Obj::new(Symbol { name: name.into(), arity: 0 });
        let values = HashMap::from([(symbol("a"), 1), (symbol("b"), 2)]);
        let ordered: BTreeMap<_, _> = values.clone().into_iter().collect();
        let at = |name| values.get(&Obj::interned(&Wanted { name, arity: 0 })?).copied();
        assert_eq!((at("a"), at("b"), at("c")), (Some(1), Some(2), None));
        assert_eq!(ordered.values().collect::<Vec<_>>(), [&1, &2], "the order is that of the values");
    }

    #[derive(Object, Debug, PartialEq, Eq, Hash)]
    #[object(intern)]
    struct Pair<T>(T, T);

    #[test]
    fn generic_types_have_a_table_for_each_type() {
        let (small, large) = (Obj::new(Pair(1_u8, 2)), Obj::new(Pair(1_u64, 2)));
        assert!(Obj::is(&Obj::interned(&Pair(1_u8, 2)).unwrap(), &small));
        assert!(Obj::is(&Obj::interned(&Pair(1_u64, 2)).unwrap(), &large));
        assert_eq!((Obj::<Pair<u8>>::interned_count(), Obj::<Pair<u16>>::interned_count()), (1, 0));
        assert_eq!(small, Obj::new(Pair(1, 2)));
    }

    #[test]
    fn texts_are_found_without_being_interned() {
        assert!(Str::interned("a text that nobody has").is_none());
        let text = Str::intern("a text that somebody has");
        assert!(Obj::is(&Str::interned("a text that somebody has").unwrap(), &text));
        assert!(Str::interned("").is_some() && Str::interned("x").is_some(), "these are one object anyway");
    }
}

mod equality {
    use super::*;

    #[derive(Object)]
    struct Total(u32);

    impl PartialEq for Total {
        fn eq(&self, other: &Self) -> bool {
            COMPARED.set(COMPARED.get() + 1);
            self.0 == other.0
        }
    }

    impl Eq for Total {}

    #[derive(Object, PartialEq, PartialOrd, Debug)]
    struct Partial(f64);

    #[test]
    fn an_object_of_a_type_with_eq_is_equal_to_itself_at_once() {
        let total = Obj::new(Total(1));
        let (_, compared, _) = calls(|| {
            assert!(total == total.clone());
            assert!(Obj::as_any(&total).equals(Obj::as_any(&total.clone())));
        });
        assert_eq!(compared, 0);
        let (_, compared, _) = calls(|| assert!(total == Obj::new(Total(1)) && total != Obj::new(Total(2))));
        assert_eq!(compared, 2);
    }

    #[test]
    fn an_object_of_another_type_may_differ_from_itself() {
        let nan = Obj::new(Partial(f64::NAN));
        assert!(nan != nan.clone());
        assert!(!Obj::as_any(&nan).equals(Obj::as_any(&nan)));
        assert_eq!(nan.partial_cmp(&nan), None);
        let nan = Obj::<Float>::from(f64::NAN);
        assert!(nan != nan.clone());
    }

    #[derive(Object, PartialEq, Eq, PartialOrd, Ord, Debug)]
    struct Branch(Option<(Obj<Branch>, Obj<Branch>)>);

    #[test]
    fn what_is_shared_is_not_compared_with_itself() {
        let mut branch = Obj::new(Branch(None));
        for _ in 0..200 {
            branch = Obj::new(Branch(Some((branch.clone(), branch))));
        }
        // Without a look at identities, each would take 2^200 comparisons.
        assert_eq!(branch, branch.clone());
        assert_eq!(branch.cmp(&branch.clone()), std::cmp::Ordering::Equal);
        assert_eq!(branch.partial_cmp(&branch.clone()), Some(std::cmp::Ordering::Equal));
        let Branch(Some((left, _))) = &*branch else { unreachable!("there are branches") };
        assert_eq!(branch, Obj::new(Branch(Some((left.clone(), left.clone())))));
    }

    #[test]
    fn built_in_containers_are_equal_to_themselves_at_once() {
        let mut nested: AnyObj = Obj::<Tuple>::default().into();
        for _ in 0..200 {
            nested = Obj::<Tuple>::from([nested.clone(), nested]).into();
        }
        assert!(nested == nested.clone() && nested.equals(&nested));
        let tuple = nested.downcast_ref::<Tuple>().unwrap();
        assert!(*tuple == tuple.clone());
        let list = Obj::<List>::from(vec![nested.clone()]);
        list.append(list.clone().into());
        assert!(list == list.clone() && Obj::as_any(&list).equals(Obj::as_any(&list)));
        list.clear();
    }
}

mod by_id {
    use super::*;

    #[derive(Object, PartialEq, Debug)]
    struct Point(f64);

    #[test]
    fn keys_are_equal_if_they_are_to_one_object() {
        let (one, two) = (Obj::new(Point(1.0)), Obj::new(Point(1.0)));
        assert!(one == two && ById::of(&one) != ById::of(&two) && ById::of(&one) == &ById(one.clone()));
        let points: HashSet<_> = [&one, &two, &one].map(|point| ById(point.clone())).into();
        assert_eq!((points.len(), Obj::refcount(&one)), (2, 2));
        assert!(points.contains(ById::of(&one)));
        assert_eq!(ById::of(&one).cmp(ById::of(&two)), Obj::id(&one).cmp(&Obj::id(&two)));
        let hasher = std::hash::RandomState::new();
        assert_eq!(hasher.hash_one(ById::of(&one)), hasher.hash_one(Obj::id(&one)));
        assert_eq!(format!("{:?} {}", ById::of(&one), ById(one.clone()).0.0), "Point(1.0) 1");
    }

    #[derive(Object, Default)]
    struct Visitor {
        seen: RefCell<HashSet<ById<Visitor>>>,
    }

    #[test]
    fn cycles_through_keys_are_collected() {
        let visitor = Obj::new(Visitor::default());
        visitor.seen.borrow_mut().insert(visitor.clone().into());
        drop(visitor);
        assert_eq!(obj_runtime::gc::collect(), 1);
    }

    #[derive(Object, PartialEq, Eq, Hash)]
    #[object(intern)]
    struct Place(ById<Frost>);

    #[derive(Object)]
    #[object(frozen)]
    struct Frost(f64);

    #[test]
    fn keys_are_frozen_if_their_objects_are() {
        fn is_frozen<T: Frozen>() {}
        is_frozen::<ById<Frost>>();
        let frost = Obj::new(Frost(f64::NAN));
        let place = |frost: &Obj<Frost>| Obj::new(Place(frost.clone().into()));
        assert!(Obj::is(&place(&frost), &place(&frost)));
        assert!(place(&frost) != place(&Obj::new(Frost(f64::NAN))));
    }
}
