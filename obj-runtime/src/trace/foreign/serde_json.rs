//! Types of `serde_json`.

use serde_json::{Error, Map, Number, Value};

constant! { [] Value, [] Map<String, Value>, [] Number }

// An error may hold one of the user's, which may go to other threads, as handles may not.
changing! { [] Error }

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::Trace;
    use crate::trace::testing::is_frozen_leaf;

    #[test]
    fn json_can_be_a_field() {
        is_frozen_leaf::<(Value, Map<String, Value>, Number)>();
        const { assert!(!Result::<Value, Error>::HOLDS) }
    }
}
