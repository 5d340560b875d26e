//! Generated code names nothing by accident: there is no prelude, and every name it could use means
//! something else.
#![no_implicit_prelude]
#![forbid(unsafe_code)]
#![deny(warnings)]
#![deny(missing_docs, unreachable_pub, unused_qualifications, single_use_lifetimes, unused_lifetimes)]
#![allow(non_camel_case_types, reason = "names are taken here that generated code might use")]

mod core {}
mod std {}
mod alloc {}
mod __private {}
mod diagnostic {}

struct bool;
struct str;
struct u8;
struct u32;
struct u64;
struct u128;
struct i128;
struct usize;
struct Option;
struct Some;
struct None;
struct Result;
struct Vec;
struct Box;
struct String;
struct this;
struct f;
struct other;
struct value;
struct tracer;
struct scale;
struct object;
struct info;
struct index;
struct STATE;
struct Object;
struct Trace;
struct Tracer;
struct Obj;
struct Probe;
struct Frozen;
trait Copy {}
trait Sized {}
trait Drop {}
trait Eq {}
trait Hash {}
trait Otherwise {}

#[allow(unused_macros, reason = "it is not the one that is meant")]
macro_rules! thread_local {
    ($($tokens:tt)*) => {
        compile_error!("another macro was meant")
    };
}

#[derive(::obj_runtime::Object)]
struct Wrapper<T>(T);

type Byte = ::core::primitive::u8;

#[derive(::obj_runtime::Object)]
struct Node<T, const N: ::core::primitive::usize> {
    next: ::core::cell::RefCell<::core::option::Option<::obj_runtime::Obj<Self>>>,
    items: [T; N],
}

#[derive(::obj_runtime::Trace)]
#[object(frozen)]
enum Part {
    Empty,
    One(Byte),
    Two { byte: Byte, r#type: Byte },
}

#[derive(::obj_runtime::Object, ::core::cmp::PartialEq, ::core::cmp::Eq, ::core::hash::Hash)]
#[object(intern, name = "symbol")]
struct Symbol(::core::primitive::char);

trait Number {
    fn number(&self) -> ::core::primitive::i64;
}

::obj_runtime::dyn_object!(dyn Number);

#[allow(dead_code, reason = "it is declared")]
trait Shape: ::obj_runtime::DynTrace {}

::obj_runtime::dyn_trace!(dyn Shape);

#[derive(::obj_runtime::Object)]
#[object(cache = -5..=256, as = [dyn Number])]
struct Level(::core::primitive::i64);

impl Number for Level {
    fn number(&self) -> ::core::primitive::i64 {
        self.0
    }
}

#[derive(::obj_runtime::Object)]
#[object(cache)]
enum Suit {
    Hearts,
    Spades,
}

#[derive(::obj_runtime::Object)]
#[object(finalize)]
struct File {
    part: Part,
}

impl ::obj_runtime::Finalize for File {
    fn finalize(_: &::obj_runtime::Obj<Self>) {}
}

fn main() {
    let node = ::obj_runtime::Obj::new(Node { next: ::core::default::Default::default(), items: [1] });
    *node.next.borrow_mut() = ::core::option::Option::Some(::core::clone::Clone::clone(&node));
    ::core::mem::drop(node);
    ::core::assert_eq!(::obj_runtime::gc::collect(), 1);
    for part in [Part::Empty, Part::One(1), Part::Two { byte: 2, r#type: 3 }] {
        let file = ::obj_runtime::Obj::new(File { part });
        match file.part {
            Part::Empty => {}
            Part::One(byte) => ::core::assert_eq!(byte, 1),
            Part::Two { byte, r#type } => ::core::assert_eq!((byte, r#type), (2, 3)),
        }
    }
    let wrapper = ::obj_runtime::Obj::new(Wrapper(1));
    ::core::assert_eq!(wrapper.0, 1);
    let symbol = ::obj_runtime::Obj::new(Symbol('a'));
    ::core::assert!(::obj_runtime::Obj::is(&symbol, &::obj_runtime::Obj::new(Symbol('a'))));
    let number = ::obj_runtime::Obj::upcast::<dyn Number>(::obj_runtime::Obj::new(Level(5)));
    ::core::assert!(number.number() == 5);
    for suit in [Suit::Hearts, Suit::Spades] {
        ::core::assert!(::obj_runtime::Obj::refcount(&::obj_runtime::Obj::new(suit)) == 2);
    }
}
