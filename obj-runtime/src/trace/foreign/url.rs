//! Types of `url`.

use url::{Host, Origin, ParseError, Url};

constant! { [] Url, [] Origin, [S] Host<S>, [] ParseError }

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::testing::is_frozen_leaf;

    #[test]
    fn addresses_can_be_fields() {
        is_frozen_leaf::<(Url, Origin, Host, Result<Url, ParseError>)>();
    }
}
