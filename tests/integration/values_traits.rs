//! The traits of smart pointers, on handles with and without type.

use std::collections::{BTreeMap, HashMap};
use std::panic::{RefUnwindSafe, UnwindSafe};

use obj_runtime::prelude::*;

#[derive(Object, Debug, Default, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Version {
    major: u32,
    minor: u32,
}

fn version(major: u32, minor: u32) -> Obj<Version> {
    Version { major, minor }.into()
}

#[derive(Object)]
struct Plain;

#[test]
fn handles_are_compared_by_value() {
    assert_eq!(version(1, 2), version(1, 2));
    assert!(version(1, 2) < version(1, 3) && version(2, 0).max(version(1, 9)).major == 2);
    assert!(!Obj::is(&version(1, 2), &version(1, 2)));
    assert_eq!(Obj::<Version>::default(), version(0, 0));
}

#[test]
fn handles_are_found_by_borrowed_values() {
    let names = HashMap::from([(version(1, 2), "old")]);
    assert_eq!(names[&Version { major: 1, minor: 2 }], "old");
    let names = BTreeMap::from([(version(1, 2), "old"), (version(2, 0), "new")]);
    assert_eq!(names.range(Version { major: 1, minor: 3 }..).next().unwrap().1, &"new");
    assert_eq!(version(3, 4).as_ref().minor, 4);
}

#[test]
fn handles_without_type_are_compared_as_python_does() {
    let any = |object: Obj<Version>| AnyObj::from(object);
    assert!(any(version(1, 2)) == any(version(1, 2)) && any(version(1, 2)) < any(version(1, 3)));
    assert!(any(version(1, 2)) == version(1, 2) && version(1, 2) == any(version(1, 2)));
    let (one, other): (AnyObj, AnyObj) = (Obj::new(Plain).into(), Obj::new(Plain).into());
    assert!(one == one.clone() && one != other && one.partial_cmp(&other).is_none());
    assert!(one <= one.clone());
    let counts = HashMap::from([(AnyObj::from(1), "one"), (AnyObj::from("a"), "text"), (one.clone(), "plain")]);
    assert_eq!(counts[&AnyObj::from(1.0)], "one");
    assert_eq!(counts[&AnyObj::from("a")], "text");
    assert_eq!((counts.get(&one), counts.get(&other)), (Some(&"plain"), None));
    let nan = AnyObj::from(f64::NAN);
    let other = AnyObj::from(f64::NAN);
    assert!(nan == nan.clone() && nan != other && !nan.equals(&nan));
}

#[test]
fn types_are_got_back() {
    let any = AnyObj::from(7);
    assert_eq!(Obj::<Int>::try_from(any.clone()).unwrap(), 7);
    let refused = Obj::<Str>::try_from(any.clone()).unwrap_err();
    assert!(AnyObj::is(&refused, &any));
}

#[test]
fn pointers_are_written_as_ids() {
    let object = version(1, 2);
    assert_eq!(format!("{object:p}"), format!("{:#x}", Obj::id(&object)));
    assert_eq!(format!("{:p}", *Obj::as_any(&object)), format!("{object:p}"));
    assert_eq!(Obj::as_any(&Obj::new(Plain)).repr().split(" at ").next(), Some("<Plain object"));
}

#[test]
fn handles_to_what_a_panic_cannot_break_may_cross_one() {
    fn crosses<T: UnwindSafe + RefUnwindSafe>() {}
    crosses::<Obj<Str>>();
    crosses::<Obj<Version>>();
    crosses::<Option<Obj<Int>>>();
}
