//! The bytes choose the tokens of a unit of `graph!`, which goes through all stages of the macro. A crate of macros exports nothing
//! else, so its sources are modules here.

#![no_main]
#![allow(dead_code, unexpected_cfgs, reason = "the derives use the rest")]

#[path = "../../../obj-macros/src/errors.rs"]
mod errors;
#[path = "../../../obj-macros/src/extent.rs"]
mod extent;
#[path = "../../../obj-macros/src/graph_macro/mod.rs"]
mod graph_macro;

use graph_macro::random::{expansion_of, text_of};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = expansion_of(&text_of(bytes));
});
