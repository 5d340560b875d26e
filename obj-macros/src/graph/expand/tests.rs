//! Units and the Rust that they become, in `snapshots/graph`: `name.unit` and `name.rs`. With `BLESS=1` in the
//! environment the test writes what it would compare; read the difference before you keep it.

use std::fs;
use std::path::Path;

use super::super::expand_unit;

fn assert_expansion(unit: &Path) {
    let source = fs::read_to_string(unit).expect("a unit");
    let tokens = expand_unit(source.parse().expect("tokens of Rust"), &quote::quote!(::obj_runtime));
    let file = syn::parse2(quote::quote! { fn unit() { #tokens } }).expect("the expansion is Rust");
    let expansion = prettyplease::unparse(&file);
    let recorded = unit.with_extension("rs");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&recorded, expansion).expect("a writable snapshot");
        return;
    }
    assert_eq!(expansion, fs::read_to_string(&recorded).unwrap_or_default(), "{}", unit.display());
}

#[test]
fn units_become_what_the_snapshots_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/graph");
    let mut units: Vec<_> =
        fs::read_dir(folder).expect("snapshots").map(|entry| entry.expect("a file").path()).collect();
    units.retain(|path| path.extension().is_some_and(|extension| extension == "unit"));
    assert!(!units.is_empty());
    units.iter().for_each(|unit| assert_expansion(unit));
}
