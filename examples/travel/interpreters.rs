//! Interpreters that each run in a thread of their own, with a heap of their own: functions come in parcels, and so do answers.
//!
//! `cargo run -p obj-examples --features travel --example interpreters`

use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use obj_runtime::prelude::*;
use obj_runtime::{Parcel, deepcopy};

/// The name of a function. In each thread there is one object of it.
#[derive(Object, Clone, PartialEq, Eq, Hash)]
#[object(intern)]
struct Name(String);

/// A function of one number. Its code leads back to it where it calls itself.
#[derive(Object, Clone)]
struct Function {
    name: Obj<Name>,
    code: ObjCell<Code>,
}

#[derive(Object, Clone)]
enum Code {
    Argument,
    Number(i64),
    Sum(Obj<Code>, Obj<Code>),
    /// The first if the argument is less than the number, else the second.
    IfLess(i64, Obj<Code>, Obj<Code>),
    Call(Obj<Function>, Obj<Code>),
}

/// `fib(n) = n if n < 2 else fib(n - 1) + fib(n - 2)`
fn fibonacci() -> Obj<Function> {
    let function = Obj::new(Function { name: Obj::new(Name("fib".into())), code: ObjCell::default() });
    let argument = Obj::new(Code::Argument);
    let call = |less: i64| {
        let smaller = Code::Sum(argument.clone(), Obj::new(Code::Number(-less)));
        Obj::new(Code::Call(function.clone(), Obj::new(smaller)))
    };
    let sum = Obj::new(Code::Sum(call(1), call(2)));
    function.code.set(Obj::new(Code::IfLess(2, argument.clone(), sum)));
    function
}

/// What an interpreter is told.
enum Order {
    Define(Parcel<Function>),
    Call(&'static str, i64),
}

/// What runs in a thread.
#[derive(Default)]
struct Interpreter {
    functions: ObjMap<Name, Function>,
    /// Each call that was ordered, and what came of it.
    answers: Obj<List>,
}

impl Interpreter {
    fn run(self, orders: &Receiver<Order>) -> Parcel<List> {
        for order in orders {
            match order {
                Order::Define(parcel) => {
                    let function = parcel.unpack();
                    self.functions.insert(function.name.clone(), function);
                }
                Order::Call(name, argument) => {
                    let function = self.functions.get(&Name(name.into())).expect("it was defined before");
                    let answer = call(&function, argument);
                    let told: [AnyObj; 3] = [name.into(), argument.into(), answer.into()];
                    self.answers.append(Obj::<Tuple>::from(told).into());
                }
            }
        }
        Parcel::pack(self.answers).expect("nobody else holds the answers")
    }
}

fn call(function: &Function, argument: i64) -> i64 {
    evaluate(&function.code.get().expect("the function has code"), argument)
}

fn evaluate(code: &Code, argument: i64) -> i64 {
    match code {
        Code::Argument => argument,
        Code::Number(number) => *number,
        Code::Sum(one, other) => evaluate(one, argument) + evaluate(other, argument),
        Code::IfLess(bound, then, _) if argument < *bound => evaluate(then, argument),
        Code::IfLess(_, _, otherwise) => evaluate(otherwise, argument),
        Code::Call(function, inner) => call(function, evaluate(inner, argument)),
    }
}

fn main() {
    let function = fibonacci();
    let start = |first: i64| {
        let (sender, orders): (Sender<Order>, _) = mpsc::channel();
        let interpreter = thread::spawn(move || Interpreter::default().run(&orders));
        // Each gets a copy of its own, so that this thread may keep the function.
        let copy = Parcel::pack(deepcopy(&function)).expect("nobody else holds the copy");
        sender.send(Order::Define(copy)).expect("somebody waits for it");
        (first..first + 3).for_each(|n| sender.send(Order::Call("fib", n)).expect("somebody waits for it"));
        interpreter
    };
    let interpreters = [10, 20].map(start);
    let answers = interpreters.map(|interpreter| interpreter.join().expect("no interpreter panics").unpack());
    println!("{:?}\n{:?}", answers[0], answers[1]);
    assert_eq!(format!("{:?}", answers[0]), "[('fib', 10, 55), ('fib', 11, 89), ('fib', 12, 144)]");
}
