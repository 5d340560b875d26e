//! The page of a snapshot. What it shows is tested in a browser: `tests/page`.

use obj_runtime::inspect;
use obj_runtime::prelude::*;

#[derive(Object)]
#[object(name = "</script><b>\"\u{202e}\n")]
struct Hostile {
    text: Obj<Str>,
}

fn page_of(snapshot: &inspect::Snapshot) -> String {
    let mut page = Vec::new();
    snapshot.write_html("</title><script>alert(1)</script>", &mut page).unwrap();
    String::from_utf8(page).unwrap()
}

#[test]
fn hostile_names_and_values_do_not_leave_their_place() {
    let hostile = Obj::new(Hostile { text: "</script><script>alert(2)</script>".into() });
    let page = page_of(&inspect::snapshot());
    assert_eq!(page.matches("</script>").count(), page.matches("<script").count());
    assert_eq!(page.matches("<script").count(), 13 + 4, "columns, what the page begins with, values, keys, the script");
    assert!(!page.contains("<script>alert") && !page.contains("<b>") && !page.contains('\u{202e}'));
    assert_eq!(hostile.text.len(), 34);
}

#[test]
fn a_page_takes_few_bytes_for_an_object() {
    let texts: Vec<Obj<Int>> = (0..10_000).map(|number| Obj::from(number + 1_000_000)).collect();
    let small = page_of(&inspect::snapshot()).len();
    let more: Vec<Obj<List>> = (0..10_000).map(|at| Obj::from([AnyObj::from(texts[at].clone())])).collect();
    let large = page_of(&inspect::snapshot()).len();
    assert!((large - small) / more.len() < 40, "{} bytes for a list with an item", (large - small) / more.len());
}

#[test]
fn a_comparison_is_part_of_the_page() {
    let before = inspect::snapshot();
    let text = Obj::<Str>::from("made since then");
    let mut page = Vec::new();
    inspect::snapshot().write_html_since(&before, "changes", &mut page).unwrap();
    let page = String::from_utf8(page).unwrap();
    assert!(page.contains(r#""changes":[["str",0,1,1,0,"#), "{}", &page[page.find("\"changes\"").unwrap()..][..80]);
    assert!(!page_of(&before).contains("\"changes\":"));
    drop(text);
}

/// Numbers count objects: they leave nothing out, and stay.
#[test]
fn numbers_count_objects() {
    let run = || {
        let texts: Vec<Obj<Str>> = (0..20).map(|number| Obj::from(format!("text number {number}"))).collect();
        let list = Obj::<List>::from([AnyObj::from(texts[0].clone())]);
        let numbers = |snapshot: &inspect::Snapshot| snapshot.nodes().map(|node| node.number()).collect::<Vec<_>>();
        let mut first = numbers(&inspect::snapshot());
        assert_eq!(first, numbers(&inspect::snapshot()));
        first.sort_unstable();
        assert_eq!(first, (1..=21).collect::<Vec<u64>>());
        let more = Obj::new(Hostile { text: texts[1].clone() });
        let snapshot = inspect::snapshot();
        assert_eq!(snapshot.node_of(&more).unwrap().number(), 22);
        assert!(inspect::explain(&list).to_string().starts_with(&snapshot.node_of(&list).unwrap().to_string()));
    };
    std::thread::spawn(run).join().unwrap();
}
