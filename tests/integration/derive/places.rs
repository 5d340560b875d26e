//! Types from macros and in functions.

use super::*;

macro_rules! objects {
    ($($name:ident { $field:ident: $type:ty } in $low:literal..=$high:expr;)*) => {$(
        #[derive(Object)]
        #[object(cache = $low..=$high, name = "made")]
        struct $name {
            $field: $type,
        }
    )*};
}

objects! {
    Small { value: u8 } in 0..=9;
    Signed { number: i16 } in -2..=2;
}

macro_rules! holder {
    ($name:ident<$parameter:ident>, $($option:tt)*) => {
        #[derive(Object)]
        #[object($($option)*)]
        struct $name<$parameter> {
            held: RefCell<Option<$parameter>>,
            other: RefCell<HashMap<u8, BTreeMap<$parameter, AnyObj>>>,
        }
    };
}

holder!(Holder<T>, crate = obj_runtime);

#[test]
fn types_may_come_from_macros() {
    assert!(Obj::is(&Obj::new(Small { value: 9 }), &Obj::new(Small { value: 9 })));
    assert!(Obj::is(&Obj::new(Signed { number: -2 }), &Obj::new(Signed { number: -2 })));
    assert_eq!(Signed::NAME, "made");
    let holder = Obj::new(Holder::<u8> { held: RefCell::new(Some(1)), other: RefCell::default() });
    let entry = BTreeMap::from([(2, Obj::into_any(holder.clone()))]);
    holder.other.borrow_mut().insert(3, entry);
    assert_eq!(holder.held.take(), Some(1));
    drop(holder);
    assert_eq!(gc::collect(), 1);
}

fn in_function<U: 'static>() -> &'static str {
    #[derive(Object)]
    struct Local<T>(PhantomData<T>);
    #[derive(Object)]
    #[object(cache)]
    struct Single;
    assert!(Obj::is(&Obj::new(Single), &Obj::new(Single)));
    assert_eq!(Obj::refcount(&Obj::new(Local::<U>(PhantomData))), 1);
    Local::<U>::NAME
}

#[test]
fn types_may_live_in_functions() {
    assert_eq!(in_function::<u8>(), "Local");
    assert_eq!(in_function::<String>(), "Local");
}

/// A part and an object, both called as the macro is told.
macro_rules! two_types {
    ($name:ident) => {
        mod part {
            #[derive(obj_runtime::Trace)]
            pub(super) struct $name(pub(super) u8);
        }

        mod object {
            #[derive(obj_runtime::Object)]
            pub(super) struct $name(pub(super) super::part::$name);
        }
    };
}

two_types!(Twice);

#[test]
fn two_types_may_be_given_one_name_at_one_place() {
    assert_eq!(Obj::new(object::Twice(part::Twice(7))).0.0, 7);
}

/// A macro called as the derive's own attribute, which it hides.
mod hidden {
    #[expect(unused_imports, reason = "it is never called")]
    use obj_attribute_tests::gone as object;

    use super::*;

    #[derive(Object)]
    #[object(name = "Here")]
    pub(super) struct Shown;
}

#[test]
fn options_below_a_derive_are_its_own() {
    assert_eq!(hidden::Shown::NAME, "Here");
}
