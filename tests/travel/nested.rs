//! A deserializer that reads one graph in the middle of another.

use obj_runtime::prelude::*;
use obj_runtime::serde::Graph;
use serde::de::{DeserializeSeed, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, forward_to_deserialize_any};
use serde_json::{Error, Value, json};

#[derive(Object, Serialize, Deserialize)]
struct Outer {
    number: u32,
}

#[derive(Object, Serialize, Deserialize)]
struct Inner {
    numbers: [usize; 3],
    text: ObjCell<Text>,
}

#[derive(Object, Serialize, Deserialize)]
struct Text {
    text: String,
}

/// The parts of a graph, as it is saved. The objects are read when `around` says so.
struct Parts<'a> {
    parts: Vec<Value>,
    next: usize,
    around: &'a mut dyn FnMut(&mut dyn FnMut()),
}

impl<'de> Deserializer<'de> for Parts<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct newtype_struct
        seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> SeqAccess<'de> for Parts<'_> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        let part = self.parts[self.next].take();
        self.next += 1;
        if self.next != 4 {
            return seed.deserialize(part).map(Some);
        }
        let (mut seed, mut read) = (Some(seed), None);
        (self.around)(&mut || read = seed.take().map(|seed| seed.deserialize(part.clone())));
        read.transpose()
    }
}

#[test]
fn the_objects_of_one_graph_are_not_those_of_another() {
    let mut is_refused = false;
    let mut read_both = |read_outer: &mut dyn FnMut()| {
        let objects = json!([
            { "numbers": [1, 2, 3], "text": 2 },
            { "numbers": [4, 5, 6], "text": null },
            { "text": "hello" },
        ]);
        let parts = vec![json!(1), json!([0, 0, 1]), json!(["Inner", "Text"]), objects, json!(1)];
        let mut around = |read_inner: &mut dyn FnMut()| {
            read_outer();
            read_inner();
        };
        let inner = Graph::<Obj<Inner>>::deserialize(Parts { parts, next: 0, around: &mut around });
        is_refused = inner.is_err_and(|error| error.to_string().contains("out of turn"));
    };
    let parts = vec![json!(1), json!([0]), json!(["Outer"]), json!([{ "number": 5 }]), json!(0)];
    let outer = Graph::<Obj<Outer>>::deserialize(Parts { parts, next: 0, around: &mut read_both });
    assert!(outer.is_err());
    assert!(is_refused);
}
