/// Holds what an example of the guide draws against the picture that is committed. `BLESS=1` commits it anew.
fn check_picture(name: &str, drawn: &str) {
    // Elsewhere objects are larger or smaller, and pictures say so.
    if obj_runtime::inspect::traces_refs() || cfg!(not(target_pointer_width = "64")) {
        return;
    }
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/guide/drawings").join(name);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&file, drawn).expect("the folder of the pictures is there");
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        committed == drawn,
        "{} is not what the example draws now: run `BLESS=1 cargo test -p obj-runtime --doc guide`, then look at it",
        file.display()
    );
}
