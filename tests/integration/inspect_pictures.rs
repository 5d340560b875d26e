//! Pictures: well-formed whatever names programs have, folded when there is too much, the same in each run.

use std::collections::HashMap;

use obj_runtime::gc;
use obj_runtime::inspect;
use obj_runtime::prelude::*;

use crate::inspect_graphs::{Numbers, random_objects};

/// Reads an SVG picture as strictly as a browser does. Answers with its texts.
fn read_svg(svg: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(svg).unwrap_or_else(|error| panic!("{error}: {svg}"));
    let known = ["svg", "title", "desc", "style", "g", "rect", "path", "text"];
    let root = document.root_element();
    assert_eq!(root.tag_name().namespace(), Some("http://www.w3.org/2000/svg"));
    for element in root.descendants().filter(roxmltree::Node::is_element) {
        assert!(known.contains(&element.tag_name().name()), "{element:?}");
        assert!(element.attributes().all(|attribute| !attribute.name().starts_with("on")));
    }
    let texts = root.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "text")));
    texts.map(|text| text.text().unwrap_or("").to_owned()).collect()
}

/// Reads a picture in Graphviz's language, statement by statement. Answers with the labels of boxes, line by line.
fn read_dot(dot: &str) -> Vec<String> {
    let body = dot.strip_prefix("digraph objects {\n").and_then(|rest| rest.strip_suffix("}\n")).unwrap();
    let mut texts = Vec::new();
    for statement in body.lines() {
        assert!(statement.starts_with("  ") && statement.ends_with("];"), "{statement}");
        if let Some((_, label)) = statement.split_once(" [label=<") {
            let label = label.strip_suffix(">];").unwrap();
            let table = roxmltree::Document::parse(label).unwrap_or_else(|error| panic!("{error}: {label}"));
            texts.extend(table.descendants().filter(|node| node.is_text()).map(|node| node.text().unwrap().to_owned()));
        } else {
            assert_eq!(statement.matches('"').count() % 2, 0, "{statement}");
            assert!(!statement.contains('\\'));
        }
    }
    texts
}

const HOSTILE: &str = "a\"b'c\\d\n\r\t\0\u{7}\u{1b}[31m</script><!-- ]]> &amp; <b> > -> ; } \u{202e}\u{2066}\u{200b}\u{feff}\u{fffe}é漢🦀";

#[derive(Object)]
#[object(
    name = "a\"b'c\\d\n\r\t\0\u{7}\u{1b}[31m</script><!-- ]]> &amp; <b> > -> ; } \u{202e}\u{2066}\u{200b}\u{feff}\u{fffe}é漢🦀"
)]
struct Hostile {
    inner: HashMap<String, AnyObj>,
}

#[derive(Object)]
struct Text(String);

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[test]
fn pictures_of_hostile_names_are_well_formed() {
    let text: AnyObj = Obj::new(Text(HOSTILE.repeat(200))).into();
    let long = "x".repeat(10_000);
    let inner =
        [(HOSTILE.to_owned(), text.clone()), (long, text), (String::new(), Obj::new(Text(HOSTILE.into())).into())];
    let outer = Obj::new(Hostile { inner: inner.into() });
    let snapshot = inspect::snapshot_with(inspect::Reprs::All);
    for picture in [snapshot.picture(), snapshot.picture().around(&outer, 1), snapshot.picture().limit(1)] {
        let (svg, dot) = (picture.to_svg(), picture.to_dot());
        assert!(svg.len() < 20_000 && dot.len() < 20_000, "names are shortened");
        for texts in [read_svg(&svg), read_dot(&dot)] {
            assert!(texts.iter().any(|text| text.starts_with(r#"a"b'c\d\n\r\t\0\u{7}\u{1b}[31m</scrip"#)), "{texts:?}");
            assert!(texts.iter().all(|text| text.chars().count() < 300));
        }
        for output in [svg, dot] {
            assert!(!output.contains("</script") && !output.contains("<!--") && !output.contains("]]>"));
            assert!(!output.contains(is_unseen));
        }
    }
    assert!(!snapshot.explain(&outer).unwrap().to_string().contains('\u{202e}'));
    assert!(!snapshot.types().to_string().contains('\u{1b}'));
}

/// What would leave its line, or change how other text is seen.
fn is_unseen(char: char) -> bool {
    char.is_control() && char != '\n' || "\u{202e}\u{2066}\u{200b}\u{feff}".contains(char)
}

#[test]
fn texts_with_hostile_names_stay_on_their_lines() {
    let scope = inspect::scope(HOSTILE);
    let scope = if inspect::traces_refs() { scope.with_lines() } else { scope };
    let held: AnyObj = Obj::new(Text(HOSTILE.into())).into();
    let outer = Obj::new(Hostile { inner: [(HOSTILE.to_owned(), held.clone())].into() });
    let other = Obj::new(Hostile { inner: HashMap::new() });
    let account = inspect::explain(&held).to_string();
    assert_eq!(account.lines().count(), if inspect::traces_refs() { 6 } else { 7 }, "{account}");
    let leaks = scope.check().unwrap_err().to_string();
    assert!(leaks.contains(r#", in inner["a\"b'c"#), "{leaks}");
    let texts = [
        account,
        leaks,
        inspect::explain_is(&outer, &other).to_string(),
        inspect::class_table().to_string(),
        inspect::snapshot().types().to_string(),
        inspect::snapshot().path_from_root(&held).unwrap().to_string(),
        inspect::diff(&inspect::snapshot(), &inspect::snapshot_with(inspect::Reprs::All)).to_string(),
    ];
    for text in texts {
        assert!(!text.contains(is_unseen), "{text:?}");
    }
}

#[cfg(feature = "trace-refs")]
#[test]
fn recordings_of_hostile_names_stay_on_their_lines() {
    let recording = inspect::record();
    let outer = Obj::new(Hostile { inner: [(HOSTILE.to_owned(), AnyObj::from(()))].into() });
    inspect::name_handle(&outer, HOSTILE);
    inspect::mark(HOSTILE);
    let log = recording.finish();
    assert!(log.events().any(|event| event.kind() == inspect::EventKind::Set));
    for event in log.events() {
        let text = event.to_string();
        assert!(!text.contains(is_unseen) && !text.contains('\n'), "{text:?}");
    }
    assert!(!log.balance().to_string().contains(is_unseen));
}

#[derive(Object, Default)]
struct Folder {
    parent: WeakCell<Folder>,
    entries: ObjVec<Folder>,
}

#[derive(Object, Default)]
struct Leaf {
    folder: ObjCell<Folder>,
}

#[test]
fn a_picture_has_a_box_for_each_object_and_a_row_for_each_field() {
    let home = Obj::new(Folder::default());
    for _ in 0..2 {
        let entry = Obj::new(Folder::default());
        entry.parent.set(&home);
        home.entries.push(entry);
    }
    let snapshot = inspect::snapshot();
    let name = |folder: &Obj<Folder>| format!("Folder #{}", snapshot.node_of(folder).unwrap().number());
    let entries: Vec<Obj<Folder>> = home.entries.iter().map(|entry| entry.clone()).collect();
    let mut expected = vec![name(&home), "refcount 1".to_owned(), "entries[0]".to_owned(), "entries[1]".to_owned()];
    for entry in &entries {
        expected.extend([name(entry), "refcount 1".to_owned(), "parent".to_owned()]);
    }
    assert_eq!(read_dot(&snapshot.to_dot()), expected);
    let texts = read_svg(&snapshot.to_svg());
    assert_eq!(texts[0], "1 handle");
    assert_eq!(texts[1..expected.len() + 1], expected);
    assert_eq!(snapshot.to_dot().matches("style=dashed").count(), 2, "weak handles");
    assert_eq!(snapshot.to_svg().matches("edge weak").count(), 2, "weak handles");
}

#[test]
fn more_than_two_hundred_objects_are_folded() {
    let home = Obj::new(Folder::default());
    let leaves: Vec<Obj<Leaf>> = (0..50_000).map(|_| Obj::new(Leaf::default())).collect();
    for index in 0..100_000 {
        home.entries.push(Obj::new(Folder::default()));
        if let Some(leaf) = leaves.get(index) {
            leaf.folder.set(Some(home.clone()));
        }
    }
    let snapshot = inspect::snapshot();
    let start = std::time::Instant::now();
    let (svg, dot) = (snapshot.to_svg(), snapshot.to_dot());
    assert!(svg.len() + dot.len() < 400_000, "{} {}", svg.len(), dot.len());
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    let texts = read_svg(&svg);
    assert_eq!(texts.iter().filter(|text| text.starts_with("Leaf #") || text.starts_with("Folder #")).count(), 200);
    let folded = |prefix: &str, name: &str| -> usize {
        let text = texts.iter().find(|text| text.starts_with(prefix) && text.ends_with(name)).unwrap();
        text[prefix.len()..text.len() - name.len()].parse().unwrap()
    };
    assert_eq!(folded("+", " more Leaf") + folded("+", " more Folder"), 150_001 - 200);
    let around = snapshot.picture().around(&home, 1).limit(5).to_svg();
    let texts = read_svg(&around);
    assert_eq!(texts.iter().filter(|text| text.starts_with("Leaf #") || text.starts_with("Folder #")).count(), 5);
    assert!(
        read_svg(&snapshot.picture().around(&leaves[0], 0).to_svg()).iter().any(|text| text.ends_with("not shown"))
    );
    assert_eq!(
        read_dot(&dot).iter().filter(|text| text.starts_with("Folder #") || text.starts_with("Leaf #")).count(),
        200
    );
}

#[test]
fn many_types_are_folded_into_few_boxes() {
    #[derive(Object)]
    struct Typed<const N: usize>;
    macro_rules! keep {
        ($($number:literal)*) => { vec![$(Obj::into_any(Obj::new(Typed::<$number>)), Obj::into_any(Obj::new(Typed::<$number>))),*] };
    }
    let kept: Vec<AnyObj> = keep!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19);
    let texts = read_svg(&inspect::snapshot().picture().limit(1).to_svg());
    let folds = texts.iter().filter(|text| text.starts_with('+')).count();
    assert_eq!(folds, 12);
    assert!(texts.contains(&"+17 more others".to_owned()), "{texts:?}");
    assert_eq!(kept.len(), 40);
}

#[test]
fn pictures_of_random_graphs_are_well_formed_and_the_same_each_time() {
    for seed in 0..60 {
        let pictures = |seed| {
            let mut numbers = Numbers::from_seed(seed);
            let count = 1 + numbers.below(if seed % 10 == 0 { 600 } else { 30 });
            let edges = numbers.below(count * 4);
            let kept = random_objects(&mut numbers, count, edges, count / 4);
            let snapshot = inspect::snapshot();
            let pictures = [snapshot.to_svg(), snapshot.to_dot(), snapshot.picture().around(&kept[0], 2).to_svg()];
            drop(kept);
            gc::collect();
            pictures
        };
        let [svg, dot, around] = pictures(seed);
        read_svg(&svg);
        read_dot(&dot);
        read_svg(&around);
        let again = std::thread::spawn(move || pictures(seed)).join().unwrap();
        let fresh = std::thread::spawn(move || pictures(seed)).join().unwrap();
        assert_eq!(again, fresh, "the same program draws the same picture");
    }
}

#[test]
fn an_empty_heap_has_a_picture() {
    let snapshot = inspect::snapshot();
    assert_eq!(read_svg(&snapshot.to_svg())[0], "0 objects shown");
    assert!(read_dot(&snapshot.to_dot()).is_empty());
}

/// A column of many objects is several, beside each other, and the notes are in the picture.
#[test]
fn a_picture_of_many_is_no_strip() {
    let leaves: Vec<Obj<List>> = (0..120).map(|_| Obj::default()).collect();
    let svg = inspect::snapshot().to_svg();
    read_svg(&svg);
    let document = roxmltree::Document::parse(&svg).unwrap();
    let size = |name: &str| document.root_element().attribute(name).unwrap().parse::<i32>().unwrap();
    assert!(size("height") < 1200 && size("width") > 1200, "{} x {}", size("width"), size("height"));
    let ends = document.descendants().filter(|node| node.attribute("class") == Some("note")).filter_map(|node| {
        let x: i32 = node.attribute("x")?.parse().ok()?;
        Some(x + node.text()?.chars().count() as i32 * 29 / 4)
    });
    assert!(ends.max().unwrap() <= size("width"));
    drop(leaves);
}

#[test]
fn a_picture_may_leave_out_what_is_shared_or_old() {
    let old = Obj::<List>::from([1, 1000]);
    let before = inspect::snapshot();
    let new = Obj::<List>::from([2, 2000]);
    let snapshot = inspect::snapshot();
    let own = read_svg(&snapshot.picture().without_shared().to_svg());
    assert!(own.contains(&"1000".to_owned()) && own.contains(&"2000".to_owned()), "{own:?}");
    assert!(!own.contains(&"1".to_owned()) && !own.contains(&"2".to_owned()), "{own:?}");
    assert!(own.iter().any(|text| text.contains("not shown")), "{own:?}");
    let since = read_dot(&snapshot.picture().since(&before).to_dot());
    assert!(
        since.iter().any(|text| text.contains("2000")) && !since.iter().any(|text| text.contains("1000")),
        "{since:?}"
    );
    drop((old, new));
}

/// Handles that have names are called by them; hostile ones stay in their place.
#[cfg(feature = "trace-refs")]
#[test]
fn handles_outside_are_called_by_their_names() {
    let lines = inspect::remember_lines();
    let g = graph! { people = [1000]; same = people; };
    let (first, second) = (Obj::<List>::default(), Obj::<List>::default());
    let third = second.clone();
    inspect::name_handle(&first, HOSTILE);
    inspect::name_handle(&second, "second");
    let snapshot = inspect::snapshot();
    let (svg, dot) = (snapshot.to_svg(), snapshot.to_dot());
    let texts = read_svg(&svg);
    assert!(texts.iter().any(|text| text == "people, same"), "{texts:?}");
    assert!(svg.contains("<title>second, 1 handle: outside of objects</title>"), "{texts:?}");
    assert!(dot.contains("label=<people, same>") && dot.contains("label=<second, 1 handle>"), "{dot}");
    assert!(!svg.contains("</script>") && !dot.contains("</script>"));
    drop((g, first, third, lines));
    let svg = inspect::snapshot().to_svg();
    assert!(!svg.contains("people") && svg.contains(">second<"), "names go with their handles");
    drop(second);
}
