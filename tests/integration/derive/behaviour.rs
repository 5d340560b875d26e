//! What an object does without its type.

use super::*;

#[derive(Object)]
struct Plain;

#[derive(Object, Debug, PartialEq, Eq, Hash, PartialOrd)]
struct Rich(u32);

impl fmt::Display for Rich {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rich {}", self.0)
    }
}

#[derive(Object, PartialEq, Debug)]
struct Unhashed(f64);

#[derive(Object, PartialEq, Eq, Hash, Debug)]
struct Generic<T>(T);

fn any<T: Object>(value: T) -> AnyObj {
    Obj::into_any(Obj::new(value))
}

#[test]
fn objects_without_traits_are_plain_instances() {
    let (one, two) = (any(Plain), any(Plain));
    let text = format!("<Plain object at {:#x}>", one.id());
    assert_eq!((format!("{one:?}"), one.to_string()), (text.clone(), text));
    assert!(one.equals(&one) && !one.equals(&two));
    assert_eq!(one.hash_value(), one.clone().hash_value());
}

#[test]
fn objects_behave_as_the_traits_of_their_type_say() {
    let (one, two) = (any(Rich(1)), any(Rich(1)));
    assert_eq!((format!("{one:?}"), one.to_string()), ("Rich(1)".into(), "rich 1".into()));
    assert!(one.equals(&two) && !one.equals(&any(Rich(2))) && !one.equals(&any(Plain)));
    assert_eq!(one.hash_value(), two.hash_value());
    assert_ne!(one.hash_value(), any(Rich(2)).hash_value());
}

#[test]
fn types_that_can_only_be_compared_have_no_hash() {
    let one = any(Unhashed(0.5));
    assert!(one.equals(&any(Unhashed(0.5))));
    assert_eq!(one.hash_value().unwrap_err().to_string(), "unhashable type: 'Unhashed'");
    assert_eq!(one.to_string(), "Unhashed(0.5)");
}

#[test]
fn generic_objects_are_plain_instances() {
    let one = any(Generic(1));
    assert!(format!("{one:?}").starts_with("<Generic object at 0x"));
    assert!(!one.equals(&any(Generic(1))));
}
