//! `.heapsnapshot` files, read back by the parser of VS Code.
//!
//! That parser finds dominators as DevTools did before it took to the algorithm of Lengauer and Tarjan: when the dominator
//! of an object changes, it looks again at what the object holds, but not at what is held further down. In
//! graphs with cycles that are entered at two places, some objects then seem to retain more than they do. So its
//! retained sizes are compared where it is exact, and elsewhere those of the model, on the graph that it
//! has read. (Today's DevTools and memlab agree with ours on all of these graphs.)

use std::collections::HashMap;

use obj_runtime::gc;
use obj_runtime::inspect::{self, Node, Snapshot};
use obj_runtime::prelude::*;
use v8_heap_parser::Graph;

use crate::inspect_graphs::{Model, Numbers, random_objects};

fn read(file: &str) -> Graph {
    v8_heap_parser::decode_str(file).unwrap_or_else(|error| panic!("{error}"))
}

/// The number of an object in a file.
fn id(number: u64) -> u32 {
    u32::try_from(number * 2 + 1).unwrap()
}

/// Every object is in the file once, with its class and size. Answers with the places of the objects in the file.
fn check_objects(snapshot: &Snapshot, graph: &Graph) -> Vec<usize> {
    let places: HashMap<u32, usize> = graph.iter().enumerate().map(|(place, node)| (node.id, place)).collect();
    assert_eq!(places.len(), graph.iter().count(), "no number occurs twice");
    let check = |node: Node<'_>| {
        let place = places[&id(node.number())];
        let read = graph.get_node(place).unwrap();
        assert_eq!(read.class_name(), node.type_name());
        assert_eq!(read.self_size, node.size() as u64);
        assert_eq!(read.edge_count, node.referents().count());
        place
    };
    snapshot.nodes().map(check).collect()
}

/// What other readers rely on and this one does not: see which keys there are, in which order, and the counts.
fn check_shape(file: &str, graph: &Graph) {
    let keys = ["snapshot", "nodes", "edges", "trace_function_infos", "trace_tree", "samples", "locations", "strings"];
    let places: Vec<usize> = keys.iter().map(|key| file.find(&format!("\"{key}\":")).unwrap()).collect();
    assert!(places.is_sorted(), "{places:?}");
    let count = |key: &str| -> usize {
        let rest = &file[file.find(&format!("\"{key}\":")).unwrap() + key.len() + 3..];
        rest[..rest.find(|char: char| !char.is_ascii_digit()).unwrap()].parse().unwrap()
    };
    assert_eq!(count("node_count"), graph.iter().count());
    assert_eq!(count("edge_count"), graph.iter().map(|node| node.edge_count).sum::<usize>());
    assert!(graph.iter().all(|node| node.id % 2 == 1), "numbers are odd");
}

fn check(snapshot: &Snapshot) -> (Graph, Vec<usize>) {
    let file = snapshot.to_heapsnapshot();
    let graph = read(&file);
    check_shape(&file, &graph);
    let places = check_objects(snapshot, &graph);
    (graph, places)
}

/// Retained sizes are those of the reader.
fn check_retained(snapshot: &Snapshot) {
    let (graph, places) = check(snapshot);
    let dominators = snapshot.dominators();
    for (node, place) in snapshot.nodes().zip(places) {
        assert_eq!(graph.retained_size(place), dominators.retained_size(node), "{node}");
    }
    assert_eq!(graph.retained_size(0), snapshot.size() as u64, "everything is reached");
}

#[test]
fn retained_sizes_of_random_graphs_are_those_of_the_graph_read() {
    for seed in 0..150 {
        let mut numbers = Numbers::from_seed(seed);
        let count = 1 + numbers.below(60);
        let edges = numbers.below(count * 3);
        let kept = random_objects(&mut numbers, count, edges, 0);
        let snapshot = inspect::snapshot();
        let (graph, places) = check(&snapshot);
        let model = Model {
            held: (0..graph.iter().count()).map(|place| graph.children(place)).collect(),
            sizes: graph.iter().map(|node| node.self_size).collect(),
            roots: vec![0],
        };
        for (node, place) in snapshot.nodes().zip(places) {
            let left = model.reach(&model.roots, Some(place));
            let retained: u64 = (0..model.len()).filter(|&other| !left[other]).map(|other| model.sizes[other]).sum();
            assert_eq!(snapshot.dominators().retained_size(node), retained, "{node}");
            assert!(graph.retained_size(place) >= retained);
        }
        drop(kept);
        gc::collect();
    }
}

#[derive(Object, Default)]
struct Part {
    parts: ObjVec<Part>,
    whole: ObjCell<Part>,
    other: WeakCell<Part>,
    padding: [u64; 3],
}

/// Parts each of which is held by earlier ones.
fn parts(numbers: &mut Numbers, count: usize, holders: usize) -> Vec<Obj<Part>> {
    let parts: Vec<Obj<Part>> = (0..count).map(|_| Obj::new(Part::default())).collect();
    for index in 1..count {
        for _ in 0..1 + numbers.below(holders) {
            parts[numbers.below(index)].parts.push(parts[index].clone());
        }
        parts[index].other.set(&parts[numbers.below(count)]);
    }
    parts
}

#[test]
fn retained_sizes_of_large_graphs_without_cycles_are_those_of_the_reader() {
    for (seed, count, holders) in [(1, 100_000, 2), (2, 20_000, 5)] {
        let parts = parts(&mut Numbers::from_seed(seed), count, holders);
        let whole = parts[0].clone();
        drop(parts);
        check_retained(&inspect::snapshot());
        drop(whole);
    }
}

/// A tree of parts that hold the whole they are part of.
fn tree(numbers: &mut Numbers, count: usize) -> Obj<Part> {
    let parts = parts(numbers, count, 1);
    for part in &parts {
        part.parts.iter().for_each(|inner| inner.whole.set(Some(part.clone())));
    }
    parts[0].clone()
}

#[test]
fn retained_sizes_of_large_trees_with_links_back_are_those_of_the_reader() {
    gc::disable();
    let mut numbers = Numbers::from_seed(4);
    let whole = tree(&mut numbers, 100_000);
    check_retained(&inspect::snapshot());
    drop(whole);
    gc::collect();
    drop(tree(&mut numbers, 20_000));
    let snapshot = inspect::snapshot();
    assert_eq!(snapshot.garbage().count(), 20_000);
    check_retained(&snapshot);
    gc::collect();
}

#[derive(Object, Default)]
struct Link {
    next: ObjCell<Link>,
    back: WeakCell<Link>,
}

#[test]
fn a_long_list_is_read_back() {
    let mut head = Obj::new(Link::default());
    for _ in 0..100_000 {
        let link = Obj::new(Link::default());
        head.back.set(&link);
        link.next.set(Some(head));
        head = link;
    }
    check_retained(&inspect::snapshot());
}

#[derive(Object, Clone, Copy, PartialEq, Eq, Hash)]
#[object(cache = -5..=256)]
struct Level(i64);

#[derive(Object)]
#[object(name = "evil\"name\\ </script><!-- \n\r\u{0} \u{202e}txt.exe \u{2028} é 漢")]
struct Evil {
    callbacks: HashMap<String, Obj<Level>>,
}

#[derive(Object)]
struct Object {
    levels: [Obj<Level>; 2],
}

#[test]
fn hostile_names_are_shown_and_do_no_harm() {
    let key = "</script>\"'&\\\n\u{7}\u{202e}".to_owned() + &"k".repeat(10_000);
    let evil = Obj::new(Evil { callbacks: [(key, Obj::new(Level(7)))].into() });
    let plain = Obj::new(Object { levels: [Obj::new(Level(8)), Obj::new(Level(300))] });
    let snapshot = inspect::snapshot();
    let file = snapshot.to_heapsnapshot();
    let graph = read(&file);
    check_shape(&file, &graph);
    assert!(!file.contains("</script>"));
    assert!(!file.chars().any(|char| char.is_control() && char != '\n' || char == '\u{202e}' || char == '\u{2028}'));
    let names: Vec<&str> = graph.iter().map(|node| node.name()).collect();
    assert!(names.contains(&"evil\"name\\ </script><!-- \\n\\r\\0 \\u{202e}txt.exe \\u{2028} é 漢"), "{names:?}");
    assert!(names.contains(&"Object (type)"));
    let level = snapshot.node_of(&evil.callbacks.values().next().unwrap().clone()).unwrap();
    assert_eq!(
        level.referrers().next().unwrap().name().to_string().chars().count(),
        "callbacks".len() + 5 + 60 + 14,
        "shortened, with escapes"
    );
    assert_eq!(level.outside(), 1, "the cache's");
    assert!(names.contains(&"caches of small values") && names.contains(&"handles outside of objects"));
    assert!(!names.contains(&"immortal objects") && !names.contains(&"garbage cycles (no handle outside)"));
    drop(plain);
}

#[test]
fn texts_and_numbers_are_shown_with_their_values() {
    let none: AnyObj = Obj::<NoneType>::default().into();
    let items = [AnyObj::from("it's"), 41.into(), 2.5.into(), true.into(), b"\0".into(), none];
    let list: Obj<List> = Obj::new(items.into_iter().collect());
    let snapshot = inspect::snapshot();
    let file = snapshot.to_heapsnapshot();
    let graph = read(&file);
    let name = |node: Node<'_>| {
        let read = graph.iter().find(|read| read.id == id(node.number())).unwrap();
        (read.class_name().to_owned(), read.name().to_owned())
    };
    let names: Vec<_> = snapshot.referents(&list).map(|edge| name(edge.target())).collect();
    let expected = [
        ("(string)", "\"it's\""),
        ("(number)", "41"),
        ("(number)", "2.5"),
        ("bool", "bool"),
        ("(string)", "b'\\x00'"),
        ("NoneType", "NoneType"),
    ];
    assert_eq!(names, expected.map(|(class, name)| (class.to_owned(), name.to_owned())));
    check_shape(&file, &graph);
}

#[test]
fn numbers_stay_from_file_to_file() {
    let links: Vec<Obj<Link>> = (0..100).map(|_| Obj::new(Link::default())).collect();
    let before = read(&inspect::snapshot().to_heapsnapshot());
    let more: Vec<Obj<Level>> = (0..100).map(|level| Obj::new(Level(1000 + level))).collect();
    let after = read(&inspect::snapshot().to_heapsnapshot());
    let ids = |graph: &Graph| -> Vec<u32> {
        graph.iter().filter(|node| node.class_name() == "Link").map(|node| node.id).collect()
    };
    assert_eq!(ids(&before), ids(&after));
    assert_eq!(ids(&before).len(), links.len());
    assert_eq!(after.iter().count(), before.iter().count() + more.len());
}

/// Takes so many bytes.
struct Full(usize);

impl std::io::Write for Full {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or(std::io::ErrorKind::StorageFull)?;
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn an_error_of_the_writer_is_passed_on() {
    let links: Vec<Obj<Link>> = (0..1000).map(|_| Obj::new(Link::default())).collect();
    let snapshot = inspect::snapshot();
    let size = snapshot.to_heapsnapshot().len();
    assert!(snapshot.write_heapsnapshot(Full(size)).is_ok());
    for limit in [0, 10, size / 2, size - 1] {
        let error = snapshot.write_heapsnapshot(Full(limit)).unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::StorageFull);
    }
    drop(links);
}

#[test]
fn an_empty_heap_is_a_file_too() {
    let snapshot = inspect::snapshot();
    assert!(snapshot.is_empty());
    let graph = read(&snapshot.to_heapsnapshot());
    assert_eq!(graph.iter().count(), 1);
}
