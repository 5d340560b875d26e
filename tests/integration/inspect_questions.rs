//! Paths, accounts, differences, tables, and objects that cannot be looked into.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap, VecDeque};

use obj_runtime::gc;
use obj_runtime::inspect::{self, Opaque, Origin, Reprs};
use obj_runtime::prelude::*;
use obj_tests::HEADER;

use crate::inspect_graphs::{Model, Numbers, cases, random_objects};

#[test]
fn paths_of_random_graphs_are_as_short_as_those_of_the_model() {
    for seed in 1..=cases(200) {
        let mut numbers = Numbers::from_seed(seed);
        let count = 1 + numbers.below(25);
        let edges = numbers.below(count * 2);
        let kept = random_objects(&mut numbers, count, edges, count / 4);
        let snapshot = inspect::snapshot();
        let model = Model::of(&snapshot);
        let mut distances: Vec<Option<usize>> = vec![None; model.len()];
        model.roots.iter().for_each(|&root| distances[root] = Some(0));
        let mut queue = VecDeque::from(model.roots.clone());
        while let Some(node) = queue.pop_front() {
            for &target in &model.held[node] {
                if distances[target].is_none() {
                    distances[target] = distances[node].map(|distance| distance + 1);
                    queue.push_back(target);
                }
            }
        }
        for (node, distance) in snapshot.nodes().zip(distances) {
            let path = snapshot.path_to(node);
            assert_eq!(path.as_ref().map(|path| path.edges().len()), distance);
            let Some(path) = path else { continue };
            assert!(path.root().is_root());
            let mut at = path.root();
            for edge in path.edges() {
                assert!(edge.holder() == at && !edge.is_weak());
                at = edge.target();
            }
            assert_eq!(at, node);
        }
        drop(kept);
        gc::collect();
    }
}

#[derive(Object, Default)]
struct Item {
    next: ObjCell<Item>,
    owner: WeakCell<Item>,
}

#[derive(Trace)]
struct Link {
    to: Obj<Item>,
}

#[derive(Object)]
struct Everything {
    plain: Obj<Item>,
    list: ObjVec<Item>,
    pair: (u8, Obj<Item>),
    links: Vec<Link>,
    grid: [Vec<Obj<Item>>; 2],
    by_name: BTreeMap<String, Obj<Item>>,
    by_number: HashMap<i32, Option<Obj<Item>>>,
    by_word: BTreeMap<&'static str, Link>,
    by_object: RefCell<Vec<(Obj<Item>, Obj<Item>)>>,
    weak: Weak<Item>,
    bytes: Vec<u8>,
}

#[test]
fn edges_are_named_by_field_index_and_key() {
    let item = Obj::new(Item::default());
    let holder = Obj::new(Everything {
        plain: item.clone(),
        list: ObjVec::from_iter([item.clone(), item.clone()]),
        pair: (1, item.clone()),
        links: vec![Link { to: item.clone() }],
        grid: [vec![], vec![item.clone()]],
        by_name: [("Ann \"quoted\"".to_owned(), item.clone())].into(),
        by_number: [(-7, Some(item.clone()))].into(),
        by_word: [("word", Link { to: item.clone() })].into(),
        by_object: RefCell::new(vec![(item.clone(), item.clone())]),
        weak: Obj::downgrade(&item),
        bytes: vec![1; 100],
    });
    let snapshot = inspect::snapshot();
    let names: Vec<String> = snapshot.referrers(&item).map(|edge| edge.name().to_string()).collect();
    assert_eq!(
        names,
        [
            "plain",
            "list[0]",
            "list[1]",
            "pair[1]",
            "links[0].to",
            "grid[1][0]",
            r#"by_name["Ann \"quoted\""]"#,
            "by_number[-7]",
            r#"by_word["word"].to"#,
            "by_object[0][0]",
            "by_object[0][1]",
            "weak",
        ]
    );
    let general: Vec<String> = snapshot.referents(&holder).map(|edge| edge.general_name().to_string()).collect();
    assert_eq!(general[1..6], ["list[..]", "list[..]", "pair[..]", "links[..].to", "grid[..][..]"]);
    let account = inspect::explain(&item);
    assert_eq!((account.refcount(), account.edges().count(), account.outside()), (12, 11, 1));
    assert_eq!(account.weak_edges().count(), 1);
}

#[test]
fn what_a_dict_holds_is_named_by_its_keys() {
    let dict = Obj::new(Dict::default());
    dict.set_item("name".into(), "a value".into());
    dict.set_item(7.into(), "another".into());
    let pair: AnyObj = Obj::<Tuple>::from([AnyObj::from(1), AnyObj::from("x")]).into();
    dict.set_item(pair, "third".into());
    let snapshot = inspect::snapshot();
    let edges: Vec<_> = snapshot.referents(&dict).collect();
    let names: Vec<String> = edges.iter().map(|edge| edge.name().to_string()).collect();
    let number = edges[4].target().number();
    let third = format!("[tuple #{number}]");
    assert_eq!(
        names,
        ["[key at position 0]", "['name']", "[key at position 1]", "[7]", "[key at position 2]", third.as_str()]
    );
    assert_eq!(edges[1].target().repr(), Some("'a value'"));
    assert_eq!(edges[2].target().to_string(), format!("int #{} 7", edges[2].target().number()));
    assert!(edges[4].target().repr().is_none(), "the items of a tuple may be anything");
    let snapshot = inspect::snapshot_with(Reprs::All);
    assert!(snapshot.referents(&dict).any(|edge| edge.target().repr() == Some("(1, 'x')")));
}

#[derive(Trace, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Side {
    Left,
    Right,
}

#[derive(Trace, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    Start,
    Line(u32),
    At { line: u32, column: u32 },
}

#[derive(Trace, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Square {
    column: char,
    row: u8,
}

#[derive(Trace, PartialEq, Eq, PartialOrd, Ord)]
struct Id(u32);

#[derive(Object, PartialEq, Eq, Hash)]
#[object(intern)]
struct Symbol {
    name: Obj<Str>,
}

#[derive(Object, Default)]
struct Tables {
    by_side: RefCell<BTreeMap<Side, Obj<Item>>>,
    by_square: RefCell<BTreeMap<Square, Obj<Item>>>,
    by_id: RefCell<BTreeMap<Id, Link>>,
    by_mark: RefCell<BTreeMap<Mark, Obj<Item>>>,
    by_pair: RefCell<BTreeMap<(u8, Side), Obj<Item>>>,
    by_plain: RefCell<BTreeMap<Plain<std::time::Duration>, Obj<Item>>>,
    by_symbol: ObjMap<Symbol, Item>,
}

#[test]
fn keys_of_types_of_the_user_are_named() {
    let (tables, item) = (Obj::new(Tables::default()), Obj::new(Item::default()));
    tables.by_side.borrow_mut().insert(Side::Left, item.clone());
    tables.by_side.borrow_mut().insert(Side::Right, item.clone());
    tables.by_square.borrow_mut().insert(Square { column: 'e', row: 4 }, item.clone());
    tables.by_id.borrow_mut().insert(Id(7), Link { to: item.clone() });
    let marks = [Mark::Start, Mark::Line(2), Mark::At { line: 2, column: 8 }];
    tables.by_mark.borrow_mut().extend(marks.map(|mark| (mark, item.clone())));
    tables.by_pair.borrow_mut().insert((1, Side::Left), item.clone());
    // Nothing is known of these keys.
    tables.by_plain.borrow_mut().insert(Plain(std::time::Duration::ZERO), item.clone());
    let symbol = Obj::new(Symbol { name: "x".into() });
    tables.by_symbol.insert(symbol.clone(), item.clone());
    let snapshot = inspect::snapshot();
    let by_symbol = format!("by_symbol[Symbol #{}]", snapshot.node_of(&symbol).unwrap().number());
    let expected = [
        "by_side[Left]",
        "by_side[Right]",
        "by_square[Square { column: 'e', row: 4 }]",
        "by_id[Id(7)].to",
        "by_mark[Start]",
        "by_mark[Line(2)]",
        "by_mark[At { line: 2, column: 8 }]",
        "by_pair[(1, Left)]",
        "by_plain[value at position 0]",
        by_symbol.as_str(),
    ];
    let names: Vec<String> = snapshot.referrers(&item).map(|edge| edge.name().to_string()).collect();
    assert_eq!(names, expected);
    let names: Vec<String> = inspect::referrers(&item).iter().map(|edge| edge.name().to_string()).collect();
    assert_eq!(names, expected);
    let account = inspect::explain(&item).to_string();
    assert!(expected.iter().all(|name| account.contains(name)), "{account}");
}

#[test]
fn the_handle_of_a_cache_is_told_from_others() {
    let seven = Obj::<Int>::from(7);
    let account = inspect::explain(&seven);
    let rest = if inspect::traces_refs() { "taken while no lines were remembered" } else { "in variables" };
    let expected = format!("2 handles outside\n      kept by the cache of small values\n      1 {rest}");
    assert!(account.to_string().contains(&expected), "{account}");
    assert_eq!((account.kept(), account.unrecorded(), account.unexplained()), (1, 1, 0));
    drop(seven);
    let snapshot = inspect::snapshot();
    let seven = snapshot.nodes().find(|node| node.repr() == Some("7")).unwrap();
    assert_eq!((seven.origin(), seven.outside()), (Origin::Cached, 1));
}

#[test]
fn constants_are_told_with_their_units() {
    let _lines = inspect::traces_refs().then(inspect::remember_lines);
    let (first, file) = (line!() + 1, file!());
    let value = graph! { value = "a_name_of_two_units"; value };
    let again = graph! {
        value = ("a_name_of_two_units", 1_000_000);
        value
    };
    let interned = intern!("a_name_of_two_units");
    let account = inspect::explain(&value);
    for keeper in [
        format!("      constant of unit {file}:{first}\n"),
        ", in [0]".to_owned(),
        format!("      kept by the `intern!` at {file}:{}\n", first + 5),
    ] {
        assert!(account.to_string().contains(&keeper), "{account}");
    }
    assert_eq!((account.refcount(), account.edges().count(), account.kept(), account.unexplained()), (5, 1, 2, 0));
    let account = inspect::explain(&again);
    assert!(account.to_string().contains(&format!("      constant of unit {file}:{}\n", first + 1)), "{account}");
    assert_eq!((account.refcount(), account.kept(), account.unexplained()), (2, 1, 0));
    drop((value, again, interned));
    let snapshot = inspect::snapshot();
    let constants: Vec<_> = snapshot.nodes().filter(|node| node.type_name() == "tuple").collect();
    assert!(snapshot.explain(&AnyObj::from_id(constants[0].id()).unwrap()).unwrap().to_string().contains("unit"));
}

/// What units and caches keep is no leak, though its handles were taken in the scope.
#[test]
fn constants_of_old_objects_are_no_leaks() {
    let old = Str::intern("an_old_name");
    let scope = inspect::scope("unit");
    let scope = if inspect::traces_refs() { scope.with_lines() } else { scope };
    let made = graph! { value = "an_old_name"; other = ("an_old_name", 300, 3); value };
    drop(made);
    scope.assert_no_leaks();
    drop(old);
}

#[test]
fn an_account_says_who_holds_an_object_and_why_it_is_alive() {
    let head = Obj::new(Item::default());
    let made = line!() + 1;
    let item = Obj::new(Item::default());
    head.next.set(Some(item.clone()));
    head.owner.set(&item);
    let outside = Obj::downgrade(&item);
    let text = inspect::explain(&item).to_string();
    let snapshot = inspect::snapshot();
    let (head_number, number) = (snapshot.node_of(&head).unwrap().number(), snapshot.node_of(&item).unwrap().number());
    let id = Obj::id(&item);
    let (made, outside_is) = if inspect::traces_refs() {
        (
            format!(", made at {}:{made}", file!()),
            "1 taken while no lines were remembered (`inspect::remember_lines` remembers those of later ones)",
        )
    } else {
        (
            String::new(),
            "in variables, statics, closures, or fields that tracing skips\n      \
             (the feature `trace-refs` of `obj-runtime` names the line of each)",
        )
    };
    assert_eq!(
        text,
        format!(
            "Item #{number} at {id:#x}{made}: refcount 2\n  \
             = 1 edge from objects\n      \
             Item #{head_number}, in next\n  \
             + 1 handle outside\n      \
             {outside_is}\n  \
             2 weak handles, not counted\n      \
             Item #{head_number}, in owner\n      \
             1 outside\n\
             It is alive because of the handles outside."
        )
    );
    // Seen from its own finalizer, say, an object is held by nothing but its cycle.
    item.next.set(Some(head.clone()));
    let (weak_head, weak_item) = (Obj::downgrade(&head), Obj::downgrade(&item));
    drop((head, item));
    let snapshot = inspect::snapshot();
    let text = snapshot.explain(&weak_item.upgrade().unwrap()).unwrap().to_string();
    assert!(text.ends_with("`gc::collect()` frees it."), "{text}");
    assert!(text.contains("+ 0 handles outside"), "{text}");
    drop((outside, weak_head));
    gc::collect();
}

#[cfg(feature = "trace-refs")]
#[test]
fn an_account_names_the_line_of_each_handle() {
    let _lines = inspect::remember_lines();
    let (first, file) = (line!() + 1, file!());
    let item = Obj::new(Item::default());
    let holder = Obj::new(Item::default());
    holder.next.set(Some(item.clone()));
    let again = item.clone();
    let text = inspect::explain(&item).to_string();
    let expected = [
        format!(", made at {file}:{first}: refcount 3\n  = 1 edge from objects\n"),
        format!("in next: cloned at {file}:{}\n", first + 2),
        format!("  + 2 handles outside\n      made at {file}:{first}\n      cloned at {file}:{}\n", first + 3),
    ];
    assert!(expected.iter().all(|part| text.contains(part)), "{text}");
    drop(again);
}

#[test]
#[cfg_attr(miri, ignore = "large")]
fn an_account_of_many_holders_is_short() {
    let shared = Obj::new(Item::default());
    let holders: Vec<Obj<Item>> = (0..1000).map(|_| Obj::new(Item::default())).collect();
    holders.iter().for_each(|holder| holder.next.set(Some(shared.clone())));
    let text = inspect::explain(&shared).to_string();
    assert!(text.lines().count() < 30, "{text}");
    assert!(text.contains("\n      980 more in Item.next\n"), "{text}");
}

#[derive(Object)]
struct Sized<const N: usize> {
    bytes: [u8; N],
}

#[test]
fn the_table_of_types_counts_objects_and_bytes() {
    let small: Vec<_> = (0..10).map(|_| Obj::new(Sized { bytes: [0; 8] })).collect();
    let large = Obj::new(Sized { bytes: [0; 100_000] });
    let huge = Obj::new(Sized { bytes: [0; 300_000] });
    let ring = Obj::new(Item::default());
    ring.next.set(Some(ring.clone()));
    drop(ring);
    let types = inspect::snapshot().types();
    let rows: Vec<_> =
        types.rows().iter().map(|row| (row.name, row.objects, row.bytes, row.held_outside, row.garbage)).collect();
    assert_eq!(
        rows,
        [
            ("Sized", 1, 300_000 + HEADER, 1, 0),
            ("Sized", 1, 100_000 + HEADER, 1, 0),
            ("Sized", 10, 80 + 10 * HEADER, 10, 0),
            ("Item", 1, size_of::<Item>() + HEADER, 0, 1)
        ]
    );
    assert!(types.to_string().ends_with("all"));
    assert_eq!(small[0].bytes.len() + large.bytes.len() + huge.bytes.len(), 400_008);
    gc::collect();
}

#[test]
fn a_difference_lists_what_was_made_and_what_has_gone() {
    let stays = Obj::new(Item::default());
    let goes = Obj::new(Item::default());
    let before = inspect::snapshot();
    let goes_number = before.node_of(&goes).unwrap().number();
    let again = stays.clone();
    drop(goes);
    let made: Vec<Obj<Sized<64>>> = (0..3).map(|_| Obj::new(Sized { bytes: [0; 64] })).collect();
    let after = inspect::snapshot();
    let diff = inspect::diff(&before, &after);
    assert_eq!(diff.made(), made.iter().map(|object| after.node_of(object).unwrap()).collect::<Vec<_>>());
    assert_eq!(diff.gone().iter().map(|node| node.number()).collect::<Vec<_>>(), [goes_number]);
    let [(earlier, later)] = diff.recounted() else { panic!("one") };
    assert_eq!((earlier.refcount(), later.refcount(), later.id()), (1, 2, Obj::id(&again)));
    let types: Vec<_> =
        diff.types().iter().map(|change| (change.name, change.before, change.after, change.growth)).collect();
    assert_eq!(
        types,
        [("Sized", 0, 3, 192 + 3 * HEADER as i64), ("Item", 2, 1, -((size_of::<Item>() + HEADER) as i64))]
    );
    assert_eq!(inspect::diff(&after, &after).to_string(), "no object was made, none has gone");
    assert!(before.node_of(&made[0]).is_none() && before.explain(&made[0]).is_none());
    assert!(before.path_from_root(&made[0]).is_none() && before.retained_size(&made[0]).is_none());
}

#[test]
fn an_object_in_the_place_of_one_of_another_type_is_new() {
    #[derive(Object)]
    struct Before(u64);
    #[derive(Object)]
    struct After(u64);

    let object = Obj::new(Before(1));
    let (before, scope, id) = (inspect::snapshot(), inspect::scope("exchange"), Obj::id(&object));
    drop(object);
    let object = Obj::new(After(2));
    assert_eq!(Obj::id(&object), id, "the place is used again");
    let after = inspect::snapshot();
    let diff = inspect::diff(&before, &after);
    let names = [diff.gone(), diff.made()].map(|nodes| nodes.iter().map(|node| node.type_name()).collect::<Vec<_>>());
    assert_eq!(names, [["Before"], ["After"]], "{diff}");
    assert!(diff.made()[0].number() != diff.gone()[0].number());
    assert_eq!(scope.check().unwrap_err().objects(), 1);
    assert!(inspect::diff(&after, &inspect::snapshot()).types().is_empty());
}

#[test]
fn an_object_borrowed_exclusively_is_seen_but_not_looked_into() {
    let inner = Obj::new(Item::default());
    let mut outer = Obj::new(Item { next: inner.clone().into(), ..Item::default() });
    assert_eq!(inspect::explain(&inner).edges().count(), 1);
    let guard = Obj::get_mut(&mut outer).unwrap();
    let snapshot = inspect::snapshot();
    let opaque: Vec<_> = snapshot.nodes().filter_map(|node| node.opaque()).collect();
    assert_eq!(opaque, [Opaque::Exclusive]);
    let account = inspect::explain(&inner);
    assert_eq!((account.edges().count(), account.outside()), (0, 2));
    assert!(account.to_string().contains("1 object in the making, borrowed exclusively, or being collected"));
    drop(guard);
    assert_eq!(inspect::explain(&inner).edges().count(), 1);
}

#[test]
fn an_object_in_the_making_is_seen_but_not_looked_into() {
    let inner = Obj::new(Item::default());
    let made = Obj::new_cyclic(|me: &Weak<Item>| {
        let snapshot = inspect::snapshot_with(Reprs::All);
        let opaque: Vec<_> = snapshot.nodes().filter_map(|node| node.opaque()).collect();
        assert_eq!(opaque, [Opaque::Reserved]);
        assert_eq!(snapshot.len(), 2);
        assert!(me.upgrade().is_none());
        Item { next: inner.clone().into(), ..Item::default() }
    });
    assert!(inspect::snapshot().nodes().all(|node| node.opaque().is_none()));
    assert_eq!(inspect::snapshot().referents(&made).count(), 1);
}

#[derive(Object)]
#[object(finalize)]
struct Watched {
    inner: Obj<Item>,
    me: ObjCell<Watched>,
    seen: &'static std::thread::LocalKey<Cell<(usize, usize)>>,
}

impl Finalize for Watched {
    fn finalize(this: &Obj<Self>) {
        let snapshot = inspect::snapshot_with(Reprs::All);
        let garbage = snapshot.nodes().filter(|node| node.opaque() == Some(Opaque::Garbage)).count();
        this.seen.set((snapshot.len(), garbage));
        assert!(inspect::explain(this).to_string().starts_with("Watched #"));
    }
}

thread_local!(static SEEN: Cell<(usize, usize)> = const { Cell::new((0, 0)) });

#[test]
fn a_finalizer_sees_garbage_as_opaque() {
    let inner = Obj::new(Item::default());
    let watched = Obj::new(Watched { inner: inner.clone(), me: ObjCell::default(), seen: &SEEN });
    drop(watched);
    assert_eq!(SEEN.get(), (2, 0), "dying by counting it is whole");
    let watched = Obj::new(Watched { inner: inner.clone(), me: ObjCell::default(), seen: &SEEN });
    watched.me.set(Some(watched.clone()));
    drop(watched);
    assert_eq!(gc::collect(), 1);
    assert_eq!(SEEN.get(), (2, 1));
    assert_eq!(inspect::snapshot().len(), 1);
}

/// Takes a snapshot when it is dropped, which is while the object it is in is being dropped.
struct LooksWhenDropped;

impl Drop for LooksWhenDropped {
    fn drop(&mut self) {
        let snapshot = inspect::snapshot_with(Reprs::All);
        SEEN.set((snapshot.len(), snapshot.edge_count()));
    }
}

#[derive(Object)]
struct Looking {
    inner: Obj<Item>,
    me: ObjCell<Looking>,
    #[object(skip)]
    _look: LooksWhenDropped,
}

#[test]
fn an_object_whose_value_is_being_dropped_is_not_seen() {
    let inner = Obj::new(Item::default());
    drop(Obj::new(Looking { inner: inner.clone(), me: ObjCell::default(), _look: LooksWhenDropped }));
    assert_eq!(SEEN.get(), (1, 0));
    let looking = Obj::new(Looking { inner: inner.clone(), me: ObjCell::default(), _look: LooksWhenDropped });
    looking.me.set(Some(looking.clone()));
    SEEN.set((0, 0));
    drop(looking);
    gc::collect();
    assert_eq!(SEEN.get(), (1, 0));
}

#[derive(Object)]
struct Shy {
    friend: ObjCell<Shy>,
}

thread_local!(static FRIENDS: RefCell<Vec<Obj<Shy>>> = const { RefCell::new(Vec::new()) });

impl std::fmt::Debug for Shy {
    /// Changes the graph while it is looked at.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let friend = self.friend.take();
        let more = Obj::new(Shy { friend: friend.clone().into() });
        FRIENDS.with_borrow_mut(|friends| friends.push(more));
        gc::collect();
        assert!(friend.is_none(), "a panic in a repr");
        write!(f, "Shy {}", "x".repeat(1000))
    }
}

#[test]
fn a_repr_that_changes_the_graph_or_panics_does_no_harm() {
    let one = Obj::new(Shy { friend: ObjCell::default() });
    let other = Obj::new(Shy { friend: one.clone().into() });
    let snapshot = inspect::snapshot_with(Reprs::All);
    assert_eq!((snapshot.len(), snapshot.edge_count()), (2, 1), "as it was before any repr");
    let text = snapshot.node_of(&one).unwrap().repr().unwrap();
    assert!(text.starts_with("Shy xxx") && text.ends_with('…') && text.chars().count() == 61, "{text}");
    assert!(snapshot.node_of(&other).unwrap().repr().is_none());
    assert_eq!(inspect::snapshot_with(Reprs::None).len(), 4);
    FRIENDS.take();
}

#[test]
fn a_snapshot_is_plain_data() {
    fn is_plain<T: Send + Sync + 'static>(_: &T) {}
    let item = Obj::new(Item::default());
    let snapshot = inspect::snapshot();
    is_plain(&snapshot);
    assert_eq!(Obj::refcount(&item), 1);
    drop(item);
    let names = std::thread::spawn(move || snapshot.nodes().map(|node| node.type_name()).collect::<Vec<_>>());
    assert_eq!(names.join().unwrap(), ["Item"]);
}
