//! An attribute below the derive is called as one of the compiler's, which the derive takes for no macro.

use obj_attribute_tests::{
    gone as allow, gone as deny, gone as deprecated, gone as doc, gone as expect, gone as forbid, gone as must_use,
    gone as non_exhaustive, gone as repr, gone as warn,
};
use obj_runtime::prelude::*;

#[derive(Object)]
#[allow()]
#[deny()]
#[deprecated]
#[doc(hidden)]
#[expect()]
#[forbid()]
#[must_use]
#[non_exhaustive]
#[repr(C)]
#[warn()]
struct Picture;

fn main() {}
