//! What the tests of the stages share.

use std::path::{Path, PathBuf};

use proc_macro2::{LineColumn, TokenStream};

use super::parse;
use crate::errors::Errors;
use crate::graph_macro::syntax::Unit;

/// The unit after parsing.
pub(crate) fn unit_of(source: &str, errors: &mut Errors) -> Unit {
    parse::parse(tokens_of(source), errors)
}

/// The unit after all stages before expansion.
pub(crate) fn checked_unit_of(source: &str, errors: &mut Errors) -> Unit {
    super::checked(tokens_of(source), errors)
}

/// What the parser reports: the source text underlined, and the words.
pub(crate) fn mistakes_of(source: &str) -> Vec<String> {
    let mut errors = Errors::default();
    unit_of(source, &mut errors);
    told(source, &errors)
}

/// What all stages report.
pub(crate) fn all_mistakes_of(source: &str) -> Vec<String> {
    let mut errors = Errors::default();
    checked_unit_of(source, &mut errors);
    told(source, &errors)
}

fn told(source: &str, errors: &Errors) -> Vec<String> {
    let told = errors.found().iter().map(|error| {
        let (first, last) = (offset(source, error.span().start()), offset(source, last_of(error)));
        format!("{}: {error}", source[first..last].replace('\n', " "))
    });
    let warned = errors.warned().iter().map(|(place, text)| {
        let (first, last) = (offset(source, place.first.start()), offset(source, place.last.end()));
        format!("{}: warning: {text}", source[first..last].replace('\n', " "))
    });
    told.chain(warned).collect()
}

/// Compares what becomes of each unit in a file of `snapshots` with what is recorded there. The file is a row of paragraphs:
/// a unit, and behind it the lines of the result, each after an arrow. With `BLESS=1` in the environment the file is
/// written anew; read the difference before you keep it.
pub(crate) fn assert_recorded(file: &str, result: fn(&str) -> Vec<String>) {
    let path = snapshots().join(file);
    let recorded = std::fs::read_to_string(&path).expect("a snapshot");
    let paragraphs = recorded.trim_end().split("\n\n").map(|paragraph| {
        let source: Vec<_> = paragraph.lines().filter(|line| !line.starts_with(ARROW)).collect();
        let source = source.join("\n");
        let result = result(&source).into_iter().map(|line| format!("\n{ARROW}{line}"));
        source.clone() + &result.collect::<String>()
    });
    assert_written(&path, paragraphs.collect::<Vec<_>>().join("\n\n") + "\n");
}

/// Stands before each line of a result.
const ARROW: &str = "    => ";

/// The folder of all snapshots.
pub(crate) fn snapshots() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots")
}

/// Compares a text with a snapshot, or writes it, if `BLESS` is in the environment.
pub(crate) fn assert_written(snapshot: &Path, text: String) {
    if std::env::var_os("BLESS").is_some() {
        return std::fs::write(snapshot, text).expect("a writable snapshot");
    }
    assert_eq!(text, std::fs::read_to_string(snapshot).unwrap_or_default(), "{}", snapshot.display());
}

/// Where an error ends: the second span of its `compile_error!`.
fn last_of(error: &syn::Error) -> LineColumn {
    let last = error.to_compile_error().into_iter().last().expect("an invocation");
    last.span().end()
}

pub(crate) fn tokens_of(source: &str) -> TokenStream {
    source.parse().expect("tokens of Rust")
}

fn offset(source: &str, place: LineColumn) -> usize {
    let before: usize = source.split_inclusive('\n').take(place.line - 1).map(str::len).sum();
    let line = &source[before..];
    before + line.char_indices().nth(place.column).map_or(line.len(), |(at, _)| at)
}
