//! Behaviour, oracle and compile-fail tests. The tests are in `ui.rs`, `integration/` and `oracle/`.

use obj_runtime::prelude::*;

pub mod gc_model;
pub mod random;

/// The bytes in front of the value of each object.
pub const HEADER: usize = if obj_runtime::inspect::traces_refs() { 32 } else { 8 };

/// Has a field that is found by name in this crate only.
#[derive(Object)]
#[object(attributes)]
pub struct Secret {
    /// Found everywhere.
    pub shown: i64,
    hidden: i64,
}

/// One of them.
#[must_use]
pub fn secret() -> Obj<Secret> {
    let secret = Obj::new(Secret { shown: 1, hidden: 2 });
    assert_eq!(secret.hidden, 2);
    secret
}
