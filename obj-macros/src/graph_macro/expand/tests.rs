//! Units and the Rust that they become, in `snapshots/expansions`: `name.unit` and `name.rs`; what is round all of them is
//! in `frame.rs`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use proc_macro2::TokenStream;
use quote::quote;

use super::value::CELL_METHODS;
use super::{body, framed};
use crate::errors::Errors;
use crate::graph_macro::testing::{assert_written, checked_unit_of, snapshots};

fn in_function(code: &TokenStream) -> String {
    let file = syn::parse2(quote! { fn unit() { #code } }).expect("the expansion is Rust");
    prettyplease::unparse(&file)
}

fn assert_expansion(unit: &Path) {
    let mut errors = Errors::default();
    let checked = checked_unit_of(&fs::read_to_string(unit).expect("a unit"), &mut errors);
    assert_written(&unit.with_extension("rs"), in_function(&body(&checked, None, &mut errors).1));
}

#[test]
fn a_unit_stands_in_a_frame() {
    let framed = framed(&quote!(::obj_runtime), &TokenStream::new(), &quote!(body()));
    assert_written(&snapshots().join("expansions/frame.rs"), in_function(&framed));
}

#[test]
fn units_become_what_the_snapshots_say() {
    let folder = fs::read_dir(snapshots().join("expansions")).expect("snapshots");
    let mut units: Vec<_> = folder.map(|entry| entry.expect("a file").path()).collect();
    units.retain(|path| path.extension().is_some_and(|extension| extension == "unit"));
    assert!(!units.is_empty());
    units.iter().for_each(|unit| assert_expansion(unit));
}

#[test]
fn functions_are_in_no_piece_of_a_long_unit() {
    let unit = format!("n = 5; def f(a) {{ return a + n; }} g = lambda a: f(a); {} del g;", "x = n; ".repeat(70));
    let mut errors = Errors::default();
    let code = in_function(&body(&checked_unit_of(&unit, &mut errors), None, &mut errors).1);
    let at_the_top = |start: &str| code.lines().any(|line| line.starts_with(&format!("    {start}")));
    assert!(at_the_top("let mut x = __obj::step("), "{code}");
    assert!(["let mut f = |", "let mut g = |", "__obj::release(g);"].into_iter().all(at_the_top), "{code}");
}

#[test]
fn the_methods_of_cells_are_those_that_the_runtime_forwards() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../obj-runtime/src/graph_runtime/attribute.rs");
    let source = fs::read_to_string(source).expect("the runtime's attributes");
    let forwards =
        source.split("\nimpl").filter(|block| block.lines().next().is_some_and(|head| head.contains(" Inside<")));
    let forwards = forwards.filter(|block| !block.contains("Deref for"));
    let methods =
        forwards.flat_map(|block| block.split("pub fn ").skip(1)).filter_map(|method| method.split('(').next());
    assert_eq!(methods.collect::<BTreeSet<_>>(), BTreeSet::from(CELL_METHODS));
}
