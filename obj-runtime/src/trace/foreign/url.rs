//! Types of `url`.

use url::{Host, Origin, ParseError, Url};

constant! { [] Url, [] Origin, [] ParseError }

variants! { [S] Host<S> { Host::Domain(name) => name, Host::Ipv4(_) =>, Host::Ipv6(_) => } }

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::testing::{is_collected, is_frozen_leaf};

    #[test]
    fn addresses_can_be_fields() {
        is_frozen_leaf::<(Url, Origin, Host, Result<Url, ParseError>)>();
    }

    #[test]
    fn a_name_of_any_type_is_visited() {
        is_collected(Host::Domain);
    }
}
