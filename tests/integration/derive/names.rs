//! Names of types and fields.

use super::*;

#[derive(Object)]
#[object(name = "file handle")]
struct Named;

#[derive(Object)]
struct r#Match {
    r#type: u8,
    r#fn: RefCell<Option<Obj<r#Match>>>,
}

#[test]
fn names_are_as_the_user_reads_them() {
    assert_eq!(Named::NAME, "file handle");
    assert_eq!(r#Match::NAME, "Match");
    leave_ring(
        2,
        || r#Match { r#type: 1, r#fn: RefCell::default() },
        |one, two| {
            *one.r#fn.borrow_mut() = Some(two);
        },
    );
    assert_eq!(gc::collect(), 2);
}
