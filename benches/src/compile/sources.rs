//! The text of the generated crates.

use std::fmt::Write;

/// Each crate's name and the line of its manifest that names what it depends on.
pub(super) fn dependencies() -> [(&'static str, String); 5] {
    let runtime = concat!(env!("CARGO_MANIFEST_DIR"), "/../obj-runtime");
    let serde = "serde = { version = \"1\", features = [\"derive\"] }";
    [
        ("plain", String::new()),
        ("serde", serde.into()),
        ("obj", format!("obj-runtime = {{ path = {runtime:?} }}")),
        ("obj-saved", format!("obj-runtime = {{ path = {runtime:?}, features = [\"serde\"] }}\n{serde}")),
        ("obj-sent", format!("obj-runtime = {{ path = {runtime:?}, features = [\"serde\", \"parcel\"] }}\n{serde}")),
    ]
}

/// The manifest of a crate in a workspace of its own.
pub(super) fn manifest(name: &str, dependency: &str) -> String {
    format!(
        "[package]\nname = \"generated-{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\n{dependency}\n\n[workspace]\n"
    )
}

/// `count` structs that refer to themselves and to their neighbours, with the contender's derive or, for comparison,
/// without. Both depend on the contender's crate: how long that takes to look up is no cost of a derive.
pub(super) fn derives(contender: &str, count: usize, is_derived: bool) -> String {
    let (prelude, derive, edge) = match contender {
        "serde" => ("use serde::Serialize;\n", "#[derive(Serialize)]\n", ("Option<Box<", ">>")),
        "obj" => ("use obj_runtime::prelude::*;\n", "#[derive(Object)]\n", ("ObjCell<", ">")),
        _ => ("", "", ("Option<Box<", ">>")),
    };
    let edge_to = |target: usize| format!("{}Node{target}{}", edge.0, edge.1);
    structs(count, prelude, if is_derived { derive } else { "" }, edge_to)
}

/// The crate in which a contender saves structs, and may send them as well.
pub(super) fn saved_crate(contender: &str, is_sent: bool) -> &'static str {
    match (contender, is_sent) {
        ("obj", true) => "obj-sent",
        ("obj", false) => "obj-saved",
        _ => "serde",
    }
}

/// The same structs, to be saved: what they refer to is an object, or an index.
pub(super) fn saved(contender: &str, count: usize, is_derived: bool) -> String {
    let serde = "use serde::{Deserialize, Serialize};\n";
    if contender == "obj" {
        let prelude = format!("use obj_runtime::prelude::*;\n{serde}");
        let derive = if is_derived { "#[derive(Object, Serialize, Deserialize)]\n" } else { "" };
        structs(count, &prelude, derive, |target| format!("ObjCell<Node{target}>"))
    } else {
        let derive = if is_derived { "#[derive(Serialize, Deserialize)]\n" } else { "" };
        structs(count, serde, derive, |_| "Option<u32>".into())
    }
}

fn structs(count: usize, prelude: &str, derive: &str, edge_to: impl Fn(usize) -> String) -> String {
    let mut source = format!("#![allow(unused_imports)]\n{prelude}\n");
    for index in 0..count {
        let _ = writeln!(
            source,
            "{derive}pub struct Node{index} {{\n    pub name: String,\n    pub number: u64,\n    pub weight: f64,\n    \
             pub next: {},\n    pub neighbour: {},\n}}\n",
            edge_to(index),
            edge_to((index + 1) % count),
        );
    }
    source
}

/// A function with one `graph!` unit of `count` statements: half of them make a node, half set an edge.
pub(super) fn unit(contender: &str, count: usize) -> String {
    if contender != "obj" {
        return String::new();
    }
    let mut source = String::from(
        "use obj_runtime::prelude::*;\n\n\
         #[derive(Object, Default)]\npub struct Node {\n    pub name: Obj<Str>,\n    pub number: u64,\n    \
         pub next: ObjCell<Node>,\n}\n\npub fn unit() {\n    let unit = graph! {\n",
    );
    for index in 0..count.div_ceil(2) {
        let _ = writeln!(source, "        node{index} = Node {{ name: \"node{}\", number: {index}, .. }};", index % 97);
        if 2 * index + 1 < count {
            let _ = writeln!(source, "        node{index}.next = node{};", index / 2);
        }
    }
    source.push_str("    };\n    drop(unit);\n}\n");
    source
}
