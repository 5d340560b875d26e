//! Types of `uuid`.

use uuid::{NonNilUuid, Uuid, Variant, Version};

written! { Uuid, NonNilUuid }

constant! { [] Variant, [] Version }

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::Trace;
    use crate::trace::testing::is_frozen_leaf;

    #[test]
    fn identifiers_can_be_fields() {
        is_frozen_leaf::<(Uuid, NonNilUuid, Variant, Version)>();
        assert_eq!(Uuid::text_of_key(&Uuid::nil()).as_deref(), Some("00000000-0000-0000-0000-000000000000"));
    }
}
