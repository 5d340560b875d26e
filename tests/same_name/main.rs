//! A crate that is called as the library beside it, as the program of a package is: what is private to one is not the other's.

use obj_runtime::prelude::*;
use obj_tests::secret;

#[test]
fn private_fields_are_not_found_in_another_crate_of_the_same_name() {
    assert_eq!(module_path!(), "obj_tests");
    let secret: AnyObj = secret().into();
    let found = graph! {
        nonlocal secret;
        shown = hasattr(secret, "shown");
        hidden = hasattr(secret, "hidden");
    };
    assert!(*found.shown && !*found.hidden);
}
