//! Units and the Rust that they become, in `snapshots/graph_macro`: `name.unit` and `name.rs`; what is round all of them is
//! in `frame.rs`. With `BLESS=1` in the environment the test writes what it would compare; read the difference before
//! you keep it.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;
use quote::quote;

use super::{body, framed};
use crate::errors::Errors;
use crate::graph_macro::testing::checked_unit_of;

fn snapshots() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/graph_macro")
}

fn assert_written(snapshot: &Path, code: &TokenStream) {
    let file = syn::parse2(quote! { fn unit() { #code } }).expect("the expansion is Rust");
    let expansion = prettyplease::unparse(&file);
    if std::env::var_os("BLESS").is_some() {
        fs::write(snapshot, expansion).expect("a writable snapshot");
        return;
    }
    assert_eq!(expansion, fs::read_to_string(snapshot).unwrap_or_default(), "{}", snapshot.display());
}

fn assert_expansion(unit: &Path) {
    let mut errors = Errors::default();
    let checked = checked_unit_of(&fs::read_to_string(unit).expect("a unit"), &mut errors);
    assert_written(&unit.with_extension("rs"), &body(&checked, &mut errors));
}

#[test]
fn a_unit_stands_in_a_frame() {
    assert_written(&snapshots().join("frame.rs"), &framed(&quote!(::obj_runtime), &quote!(body())));
}

#[test]
fn units_become_what_the_snapshots_say() {
    let mut units: Vec<_> =
        fs::read_dir(snapshots()).expect("snapshots").map(|entry| entry.expect("a file").path()).collect();
    units.retain(|path| path.extension().is_some_and(|extension| extension == "unit"));
    assert!(!units.is_empty());
    units.iter().for_each(|unit| assert_expansion(unit));
}
