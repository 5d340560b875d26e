//! Names of types and fields.

use super::*;

#[derive(Object)]
#[object(name = "file handle")]
struct Named;

trait HasName {
    const NAME: &'static str;
}

impl HasName for u8 {
    const NAME: &'static str = "number";
}

/// Each instance has a name of its own.
#[derive(Object)]
#[object(name = T::NAME)]
struct Opaque<T: HasName>(T);

#[derive(Object)]
struct r#Match {
    r#type: u8,
    r#fn: RefCell<Option<Obj<r#Match>>>,
}

#[test]
fn names_are_as_the_user_reads_them() {
    assert_eq!(Named::NAME, "file handle");
    assert_eq!(r#Match::NAME, "Match");
    assert_eq!((Opaque::<u8>::NAME, Obj::new(Opaque(1_u8)).0), ("number", 1));
    leave_ring(
        2,
        || r#Match { r#type: 1, r#fn: RefCell::default() },
        |one, two| {
            *one.r#fn.borrow_mut() = Some(two);
        },
    );
    assert_eq!(gc::collect(), 2);
}

/// Makes things, by methods whose names the runtime uses too.
#[derive(Object)]
struct Factory(u8);

impl Factory {
    fn make(&self, more: u8) -> u8 {
        self.0 + more
    }

    fn trace(&self, message: &str) -> String {
        format!("{message} {}", self.0)
    }

    fn relocate(&self) -> u8 {
        self.0
    }
}

/// A trait of the user's, whose method has the name of the runtime's.
trait Ray {
    fn trace(&self, depth: u32) -> u32;
}

#[derive(Object)]
struct Scene {
    depth: u32,
}

impl Ray for Scene {
    fn trace(&self, depth: u32) -> u32 {
        self.depth.min(depth)
    }
}

#[test]
fn methods_of_the_user_are_not_hidden() {
    assert_eq!((Factory(1).make(2), Obj::new(Factory(1)).make(2)), (3, 3));
    let mut factory = Obj::new(Factory(1));
    assert_eq!((factory.trace("factory"), factory.relocate()), ("factory 1".into(), 1));
    assert_eq!(Obj::get_mut(&mut factory).unwrap().relocate(), 1);
    let scene = Obj::new(Scene { depth: 3 });
    assert_eq!(scene.trace(9), 3);
}

#[allow(non_upper_case_globals, reason = "a value and a type may have one name")]
mod values {
    use super::*;

    #[derive(Object)]
    pub(super) struct Line {
        pub(super) number: u32,
    }

    #[derive(Object)]
    pub(super) struct Lines<const Line: usize> {
        pub(super) lines: [Obj<Line>; Line],
    }
}

#[test]
fn a_value_may_be_called_as_a_type() {
    use values::{Line, Lines};
    let lines = Obj::new(Lines::<2> { lines: [1, 2].map(|number| Obj::new(Line { number })) });
    assert_eq!(lines.lines[1].number, 2);
}
