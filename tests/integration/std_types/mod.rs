//! `Trace` is there for each type of the standard library that can have it.
//!
//! The inventory lists the library's types. It is held against the library's sources where they are installed:
//! `rustup component add rust-src`.

mod inventory;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use inventory::{LEFT_OUT, NOT_WRITTEN_OUT, THERE};

/// A type by the module at the top that it is in, and its name: (`collections`, `BTreeMap`).
type Name = (String, String);

/// The name of a type that is written as `std::top::…::Name<…>`.
fn name_of(written: &str) -> Name {
    let path = written.split('<').next().unwrap().trim().replace(' ', "");
    let mut parts = path.split("::").skip_while(|part| ["std", ""].contains(part));
    let top = parts.next().unwrap();
    (top.into(), parts.last().unwrap_or(top).into())
}

fn inventory() -> BTreeSet<Name> {
    let there = THERE.iter().chain(NOT_WRITTEN_OUT).map(|written| name_of(written));
    let left_out = LEFT_OUT.iter().flat_map(|(_, names)| names.split_whitespace().map(name_of));
    there.chain(left_out).collect()
}

#[test]
fn each_type_is_listed_once() {
    let there: BTreeSet<Name> = THERE.iter().map(|written| name_of(written)).collect();
    for (reason, names) in LEFT_OUT {
        for name in names.split_whitespace().map(name_of) {
            assert!(!there.contains(&name), "{name:?} is there, and is left out because {reason}");
        }
    }
    let written: usize = LEFT_OUT.iter().map(|(_, names)| names.split_whitespace().count()).sum();
    assert_eq!(inventory().len(), THERE.len() + NOT_WRITTEN_OUT.len() + written);
}

#[test]
fn each_type_of_the_library_is_listed() {
    let Some(library) = library() else {
        println!("skipped: the sources of the standard library are not installed");
        return;
    };
    let (version, mut found) = (this_version(), BTreeSet::new());
    for name in ["core", "alloc", "std"] {
        find_types(&library.join(name).join("src"), name, version, &mut found);
    }
    assert!(found.len() > 250, "the library's types are found: {}", found.len());
    let inventory = inventory();
    let missing: Vec<_> = found.difference(&inventory).collect();
    assert!(missing.is_empty(), "give `Trace` to these types, or say why they have none: {missing:#?}");
    let made = NOT_WRITTEN_OUT.iter().map(|written| name_of(written)).collect();
    let stale: Vec<_> = inventory.difference(&found).filter(|name| !BTreeSet::contains(&made, *name)).collect();
    assert!(stale.is_empty(), "the library has no such types: {stale:#?}");
}

/// Where the library's sources are, for this compiler or the nightly one.
fn library() -> Option<PathBuf> {
    let sysroot = |toolchain: &[&str]| {
        let output = Command::new("rustc").args(toolchain).args(["--print", "sysroot"]).output().ok()?;
        Some(PathBuf::from(String::from_utf8(output.stdout).ok()?.trim()).join("lib/rustlib/src/rust/library"))
    };
    [&[] as &[&str], &["+nightly"]].into_iter().filter_map(sysroot).find(|path| path.is_dir())
}

/// Adds the types in the files of a folder that are stable in a version; the folder's path in the library is `module`.
fn find_types(folder: &Path, module: &str, version: u32, found: &mut BTreeSet<Name>) {
    for entry in folder.read_dir().unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap();
        let inner = if ["mod", "lib"].contains(&stem) { module.into() } else { format!("{module}::{stem}") };
        if path.is_dir() {
            find_types(&path, &inner, version, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") && !is_of_one_system(&inner) {
            let top = inner.split("::").nth(1).unwrap_or_default();
            let names = stable_types(&std::fs::read_to_string(&path).unwrap(), version);
            found.extend(names.into_iter().map(|name| (top.to_owned(), name)));
        }
    }
}

/// Whether a module is for one processor or system; Unix is all that there is here.
fn is_of_one_system(module: &str) -> bool {
    let of_unix = ["std::os::fd", "std::os::unix::net"];
    module.contains("core_arch") || module.contains("::os::") && !of_unix.iter().any(|unix| module.starts_with(unix))
}

/// The public types of a file that are stable in a version.
fn stable_types(source: &str, version: u32) -> Vec<String> {
    let lines: Vec<&str> = source.lines().collect();
    let mut names = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let words = ["pub struct ", "pub enum ", "pub union "];
        let Some(rest) = words.iter().find_map(|word| line.strip_prefix(word)) else { continue };
        let attributes =
            lines[..index].iter().rev().skip_while(|line| line.is_empty()).take_while(|line| !ends_item(line));
        if attributes.filter_map(|line| since(line)).any(|since| since <= version) {
            names.push(rest.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect());
        }
    }
    names
}

/// Whether what stands above this line is not of the item below it.
fn ends_item(line: &str) -> bool {
    line.trim().is_empty() || line.trim_end().ends_with(';') || line.trim_start().starts_with('}')
}

/// The second number of the version since which an item with this attribute is stable.
fn since(line: &str) -> Option<u32> {
    let version = line.strip_prefix("#[stable")?.split_once("since = \"1.")?.1;
    version.split('.').next()?.parse().ok()
}

/// The second number of the compiler's version.
fn this_version() -> u32 {
    let output = Command::new("rustc").arg("--version").output().expect("the compiler tells its version");
    let text = String::from_utf8(output.stdout).unwrap();
    text.split('.').nth(1).and_then(|number| number.parse().ok()).expect("a version has a second number")
}
