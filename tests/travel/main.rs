//! Graphs that are saved and loaded, copied, and sent to other threads.

mod copies;
mod filled_later;
mod formats;
mod hostile;
mod hostile_callbacks;
mod kinds;
mod model;
mod moved_cells;
mod nested;
mod parcel;
// What the compiler writes for debuggers goes from type to type on its own stack, which so many are too much for. (Of types with a
// `Box` each it compiles no such row.)
#[cfg(not(debug_assertions))]
mod row;
mod saving;
mod slices;
mod without_size;

/// Every rule of use and the message that its breach gives; see `ui.rs`.
#[test]
fn mistakes_are_explained() {
    let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output =
        std::process::Command::new(compiler).arg("--version").output().expect("the compiler tells its version");
    if String::from_utf8_lossy(&output.stdout).starts_with("rustc 1.95.") {
        trybuild::TestCases::new().compile_fail("travel/ui/*.rs");
    }
}
