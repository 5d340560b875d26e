//! Functions as fields.
#![allow(clippy::type_complexity, reason = "the types are what is tested")]

use std::collections::HashMap;

use super::*;

/// The value of an interpreter, which has functions of its own kind.
#[derive(Trace, Clone)]
enum Value {
    Number(i64),
    Builtin(Builtin),
    Direct(fn(&[Value]) -> Value),
    Pair(Obj<Pair>),
}

type Builtin = fn(&[Value]) -> Value;
type Method = fn(&mut Machine, &Value, usize) -> Result<Value, String>;

#[derive(Object)]
struct Pair {
    first: RefCell<Value>,
}

#[derive(Object, Default)]
struct Machine {
    builtins: RefCell<HashMap<&'static str, Builtin>>,
    methods: Vec<Option<Method>>,
    stack: RefCell<Vec<Value>>,
}

fn count(values: &[Value]) -> Value {
    Value::Number(values.len() as i64)
}

#[test]
fn functions_are_values_like_others() {
    let machine = Obj::new(Machine { methods: vec![None], ..Machine::default() });
    machine.builtins.borrow_mut().insert("count", count);
    let builtin = machine.builtins.borrow()["count"];
    let pair = Obj::new(Pair { first: RefCell::new(Value::Builtin(builtin)) });
    machine.stack.borrow_mut().extend([Value::Direct(count), Value::Pair(pair.clone())]);
    let Value::Direct(direct) = machine.stack.borrow()[0] else { panic!("it is a function") };
    let Value::Number(number) = direct(&machine.stack.borrow()) else { panic!("it is a number") };
    assert_eq!((number, machine.methods.len()), (2, 1));
    pair.first.replace(Value::Pair(pair.clone()));
    drop((machine, pair));
    assert_eq!(gc::collect(), 1);
}

type Twelve = fn(u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8) -> u8;

/// Each is a type of its own.
#[derive(Object)]
struct All {
    many: (Twelve, unsafe fn(u8), extern "C" fn(u8) -> u8, unsafe extern "C" fn()),
    lending: (fn(&str) -> &str, fn(&[u8]) -> Option<&u8>, fn(&mut Vec<u8>) -> &mut u8),
    higher: for<'a, 'b> fn(&'a str, &'b str, &'a str, &'b str, &'a str) -> (&'a str, &'b str),
    sent: Option<Box<dyn Fn(&str) -> usize + Send>>,
    next: ObjCell<All>,
}

#[allow(unpredictable_function_pointer_comparisons, reason = "each is of one function here")]
#[derive(Object, PartialEq, Eq, Hash)]
#[object(intern)]
struct Operator {
    name: &'static str,
    apply: fn(&[i64], &mut Vec<i64>) -> Option<i64>,
    more: Vec<fn(&str, &str, &str, &str, &str)>,
}

#[test]
fn functions_are_frozen() {
    fn add(numbers: &[i64], _: &mut Vec<i64>) -> Option<i64> {
        Some(numbers.iter().sum())
    }
    // Taken once: a function may have an address for each time that it is taken.
    let apply: fn(&[i64], &mut Vec<i64>) -> Option<i64> = add;
    let operator = || Obj::new(Operator { name: "+", apply, more: vec![] });
    assert!(Obj::is(&operator(), &operator()));
}

#[test]
fn each_kind_of_function_can_be_a_field() {
    extern "C" fn never() {}
    extern "C" fn same(number: u8) -> u8 {
        number
    }
    let all = Obj::new(All {
        many: (|_, _, _, _, _, _, _, _, _, _, _, last| last, drop::<u8>, same, never),
        lending: (str::trim, |bytes| bytes.first(), |bytes| &mut bytes[0]),
        higher: |a, b, _, _, _| (a, b),
        sent: Some(Box::new(str::len)),
        next: ObjCell::default(),
    });
    assert_eq!((all.many.0)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), 11);
    assert_eq!((all.higher)("a", "b", "c", "d", "e"), ("a", "b"));
    assert_eq!(all.sent.as_ref().map(|length| length((all.lending.0)(" a "))), Some(1));
    all.next.set(Some(all.clone()));
    drop(all);
    assert_eq!(gc::collect(), 1);
}
