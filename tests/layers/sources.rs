//! The sources of a crate.

use std::path::Path;

/// A file of a crate.
pub(crate) struct Source {
    /// Its path below `src`.
    pub(crate) file: String,
    /// The path of its module, without `crate`.
    pub(crate) module: String,
    pub(crate) text: String,
    /// The modules that it declares.
    pub(crate) children: Vec<String>,
}

impl Source {
    /// The macros that the file adds to the root of the crate.
    pub(crate) fn exported_macros(&self) -> impl Iterator<Item = &str> {
        let after = self.text.split("#[macro_export]").skip(1);
        after.filter_map(|text| text.split("macro_rules! ").nth(1)?.split([' ', '{', '(']).next())
    }
}

/// The modules that a file declares, in order, without its tests.
pub(crate) fn children(text: &str) -> Vec<String> {
    let name = |line: &str| {
        let line = line.trim_start().trim_start_matches("pub(crate) ").trim_start_matches("pub(super) ");
        line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';').map(str::to_owned)
    };
    text.lines().filter_map(name).filter(|name| !is_of_tests(name)).collect()
}

fn is_of_tests(name: &str) -> bool {
    matches!(name, "tests" | "testing")
}

/// The files below `src`, apart from the root and tests.
pub(crate) fn below(src: &Path) -> Vec<Source> {
    let mut sources = Vec::new();
    add(src, src, &mut sources);
    sources.sort_by(|one: &Source, other| one.file.cmp(&other.file));
    sources
}

fn add(src: &Path, folder: &Path, sources: &mut Vec<Source>) {
    for entry in std::fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            add(src, &path, sources);
            continue;
        }
        let file = path.strip_prefix(src).expect("it lies below").to_string_lossy().replace('\\', "/");
        let Some(module) = file.strip_suffix(".rs") else { continue };
        let module = module.strip_suffix("/mod").unwrap_or(module).replace('/', "::");
        if module == "lib" || module.split("::").any(is_of_tests) {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("the file can be read");
        sources.push(Source { children: children(&text), file, module, text });
    }
}
