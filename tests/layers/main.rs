//! The layers of both crates point down. The list of layers stands at the head of each crate's `lib.rs`; here every path
//! in the sources, with and without any feature, is looked up in it. Tests of the crates may use what they like.

mod paths;
mod sources;

use std::fmt;
use std::path::{Path, PathBuf};

use sources::Source;

/// A crate: where its sources lie, its layers from the floor up, and the names that its root exports.
struct Layers {
    root: PathBuf,
    names: Vec<String>,
    /// A name of the root, and the path of the module that it comes from.
    exported: Vec<(String, String)>,
}

/// An import that points up.
#[derive(Debug, PartialEq)]
struct PointsUp {
    file: String,
    line: usize,
    path: String,
    layer: String,
    upper: String,
}

impl fmt::Display for PointsUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, path, layer, upper } = self;
        write!(f, "{file}:{line}: `{layer}` is below `{upper}`, and must not name `{path}`")
    }
}

impl Layers {
    fn of(root: &str) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(root).join("src");
        let lib = std::fs::read_to_string(root.join("lib.rs")).expect("a crate has a root");
        let mut layers = Self { names: listed(&lib), exported: Vec::new(), root };
        for found in paths::of(&lib).filter(|found| found.is_exported) {
            let (module, name) = found.path.rsplit_once("::").expect("what the root exports comes from a module");
            layers.exported.push((name.into(), module.into()));
        }
        for source in layers.sources() {
            let macros = source.exported_macros().map(|name| (name.to_owned(), source.module.clone()));
            layers.exported.extend(macros);
        }
        layers
    }

    fn sources(&self) -> Vec<Source> {
        sources::below(&self.root)
    }

    /// The place in the list of the layer that a module, or something in one, belongs to.
    fn layer_of(&self, path: &str) -> Option<usize> {
        let is_prefix =
            |name: &&String| path.strip_prefix(&***name).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"));
        let longest = self.names.iter().filter(is_prefix).max_by_key(|name| name.len())?;
        self.names.iter().position(|name| name == longest)
    }

    /// The same for what the root exports under another path.
    fn layer_of_named(&self, path: &str) -> Option<usize> {
        let first = path.split("::").next()?;
        let exported = self.exported.iter().find(|(name, _)| name == first);
        self.layer_of(path).or_else(|| exported.and_then(|(_, module)| self.layer_of(module)))
    }

    /// The imports of a source that point up.
    fn pointing_up(&self, source: &Source) -> Vec<PointsUp> {
        let Some(layer) = self.layer_of(&source.module) else { panic!("`{}` is in no layer", source.module) };
        let from = |found: paths::Found| {
            let path = found.resolved(&source.module, &source.children)?;
            let upper = self.layer_of_named(&path).filter(|&upper| upper > layer)?;
            let (layer, upper) = (self.names[layer].clone(), self.names[upper].clone());
            Some(PointsUp { file: source.file.clone(), line: found.line, path, layer, upper })
        };
        paths::of(&source.text).filter_map(from).collect()
    }
}

/// The names in the list of layers at the head of a crate.
fn listed(lib: &str) -> Vec<String> {
    let list = lib.split("//! # Layers").nth(1).expect("the head of the crate lists its layers");
    let lines =
        list.lines().take_while(|line| line.is_empty() || line.starts_with("//!") && !line.starts_with("//! #"));
    let name = |line: &str| Some(line.strip_prefix("//! - `")?.split_once("`: ")?.0.to_owned());
    lines.filter_map(name).collect()
}

fn assert_points_down(root: &str) {
    let layers = Layers::of(root);
    let sources = layers.sources();
    assert!(sources.len() > 30, "the sources were found");
    let pointing_up: Vec<_> = sources.iter().flat_map(|source| layers.pointing_up(source)).collect();
    let lines: Vec<_> = pointing_up.iter().map(PointsUp::to_string).collect();
    assert!(lines.is_empty(), "imports that point up:\n{}", lines.join("\n"));
    let unused =
        layers.names.iter().filter(|&name| !sources.iter().any(|source| source.module.starts_with(name.as_str())));
    assert_eq!(unused.collect::<Vec<_>>(), [] as [&String; 0], "layers without a source");
}

#[test]
fn the_layers_of_the_runtime_point_down() {
    assert_points_down("obj-runtime");
}

#[test]
fn the_layers_of_the_macros_point_down() {
    assert_points_down("obj-macros");
}

#[test]
fn the_roots_declare_their_modules_in_the_order_of_the_list() {
    for root in ["obj-runtime", "obj-macros"] {
        let layers = Layers::of(root);
        let lib = std::fs::read_to_string(layers.root.join("lib.rs")).expect("a crate has a root");
        let declared = sources::children(&lib);
        let in_list: Vec<_> = layers.names.iter().filter(|name| !name.contains("::")).cloned().collect();
        assert_eq!(declared, in_list, "{root}");
    }
}

#[test]
fn an_import_that_points_up_is_found_wherever_it_stands() {
    let layers = Layers {
        root: PathBuf::new(),
        names: ["floor", "middle", "middle::attic", "top"].map(str::to_owned).into(),
        exported: vec![("Thing".into(), "top::things".into())],
    };
    let pointing_up = |module: &str, text: &str| {
        let source = Source {
            file: "made_up.rs".into(),
            module: module.into(),
            text: text.into(),
            children: sources::children(text),
        };
        layers.pointing_up(&source).iter().map(PointsUp::to_string).collect::<Vec<_>>()
    };
    let none: [&str; 0] = [];
    assert_eq!(pointing_up("middle", "use crate::floor::a;\nuse crate::middle::b;\nuse std::fmt;"), none);
    assert_eq!(
        pointing_up("floor::deep", "//! A.\nuse crate::top::Roof;\n"),
        ["made_up.rs:2: `floor` is below `top`, and must not name `top::Roof`"]
    );
    let grouped = "use crate::{\n    floor::{a, b},\n    top::{self, c as d},\n};";
    assert_eq!(pointing_up("middle", grouped).len(), 2);
    assert_eq!(
        pointing_up("middle::room", "use super::attic::x;"),
        ["made_up.rs:1: `middle` is below `middle::attic`, and must not name `middle::attic::x`"]
    );
    assert_eq!(pointing_up("middle", "mod attic;\nuse attic::x;").len(), 1);
    assert_eq!(pointing_up("floor", "fn f() { crate::top::g(); }").len(), 1);
    assert_eq!(pointing_up("floor", "#[cfg(feature = \"x\")]\npub(crate) use super::top::g;").len(), 1);
    assert_eq!(pointing_up("floor", "use crate::Thing;").len(), 1, "exported by the root");
    let harmless = "// crate::top\nconst A: &str = \"crate::top::b\";\nmacro_rules! m { () => { $crate::top::c } }";
    assert_eq!(pointing_up("floor", harmless), none, "comments, texts, and what a macro leaves to its caller");
    assert_eq!(pointing_up("floor", "fn f<T>() -> impl Sized + use<T> { g({}) }"), none, "captured parameters");
    assert_eq!(pointing_up("floor", "#[cfg(test)]\nmod tests {\n    use crate::top::g;\n}"), none, "tests are free");
}
