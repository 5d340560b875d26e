//! Python's values in serde.

use std::any::TypeId;

use ::serde::de::Error as _;
use ::serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::context::{self, Context};
use super::handles::{holding, only_in_a_graph};
use super::loading::Value;
use super::types::{Enter, Leads, Next, Part, Saved, Visit};
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::values::{Bool, Bytes, Dict, Float, FrozenSet, Int, List, NoneType, Set, Str, Tuple};

/// Values that are what a type of Rust is.
macro_rules! scalars {
    ($($type:ident as $plain:ty, $this:ident => $value:expr, $made:ident => $make:expr;)*) => {$(
        impl Part for $type {
            fn visit_fields<V: Visit, E: Enter<V>>(visitor: &mut V) {
                E::enter(visitor);
            }
        }

        #[diagnostic::do_not_recommend]
        impl Saved for $type {
            fn save<S: Serializer>($this: &Obj<Self>, serializer: S) -> Result<S::Ok, S::Error> {
                $value.serialize(serializer)
            }

            fn load<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Obj<Self>, D::Error> {
                let $made = <$plain>::deserialize(deserializer)?;
                Ok($make)
            }
        }
    )*};
}

scalars! {
    Str as String, this => **this, text => Obj::from(text);
    Int as i64, this => **this, number => Obj::from(number);
    Float as f64, this => **this, number => Obj::from(number);
    Bool as bool, this => **this, value => Obj::from(value);
    NoneType as (), _this => (), _none => Obj::new(NoneType);
    Bytes as Blob, this => Borrowed(this), bytes => Obj::from(bytes.0);
}

/// Bytes, which formats write in a way of their own.
struct Blob(Vec<u8>);
struct Borrowed<'a>(&'a [u8]);

impl Serialize for Borrowed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}

impl<'de> Deserialize<'de> for Blob {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> ::serde::de::Visitor<'de> for Visitor {
            type Value = Blob;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("bytes")
            }

            fn visit_bytes<E: ::serde::de::Error>(self, bytes: &[u8]) -> Result<Blob, E> {
                Ok(Blob(bytes.to_vec()))
            }

            fn visit_seq<A: ::serde::de::SeqAccess<'de>>(self, mut items: A) -> Result<Blob, A::Error> {
                let mut bytes = Vec::new();
                while let Some(byte) = items.next_element()? {
                    bytes.push(byte);
                }
                Ok(Blob(bytes))
            }
        }
        deserializer.deserialize_byte_buf(Visitor)
    }
}

/// The numbers of objects that a value holds, which is to be filled when all are there.
fn later(numbers: Vec<u32>, value: &'static Value) -> Result<(), String> {
    context::with(|context| match context {
        Context::Loading(loading) => {
            for &number in &numbers {
                loading.any(number)?;
            }
            loading.fill_later(numbers, value);
            Ok(())
        }
        _ => Err(only_in_a_graph("AnyObj")),
    })
}

/// Values that hold any objects, and are filled when all are there.
macro_rules! filled {
    ($(
        $type:ident, $this:ident => $items:expr, $held:ident => $saved:expr, $empty:expr,
        $numbers:ident: $written:ty => $flat:expr, $filled:expr;
    )*) => {$(
        #[diagnostic::do_not_recommend]
        impl Saved for $type {
            fn save<S: Serializer>($this: &Obj<Self>, serializer: S) -> Result<S::Ok, S::Error> {
                holding($items, |$held| context::softly(|| serializer.collect_seq($saved)))
            }

            fn load<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Obj<Self>, D::Error> {
                let $numbers = Vec::<$written>::deserialize(deserializer)?;
                later($flat, $filled).map_err(D::Error::custom)?;
                Ok(Obj::new($empty))
            }
        }
    )*};
}

filled! {
    List, this => this.iter().map(|item| item.clone()).collect::<Vec<AnyObj>>(), items => items, List::default(),
        numbers: u32 => numbers, &LIST;
    Set, this => this.iter().map(|item| item.clone()).collect::<Vec<AnyObj>>(), items => items, Set::default(),
        numbers: u32 => numbers, &SET;
    Dict, this => this.items().flat_map(|(key, value)| [key.clone(), value.clone()]).collect::<Vec<AnyObj>>(),
        items => items.chunks_exact(2).map(|pair| (&pair[0], &pair[1])), Dict::default(),
        pairs: (u32, u32) => pairs.into_iter().flat_map(|(key, value)| [key, value]).collect(), &DICT;
}

const LIST: Value = Value { fill: fill_list, has_keys: false, finds: |_, _| true };
const SET: Value = Value { fill: fill_set, has_keys: true, finds: set_finds };
const DICT: Value = Value { fill: fill_dict, has_keys: true, finds: dict_finds };

/// Whether the hash of a key is the same whatever else there is.
fn is_plain(key: &AnyObj) -> bool {
    key.info().built_in != 0 && !key.info().tracked
}

fn set_finds(set: &AnyObj, items: &[AnyObj]) -> bool {
    let has = |item: &AnyObj| set.downcast_ref::<Set>().is_some_and(|set| set.contains(item));
    items.iter().all(|item| is_plain(item) || has(item))
}

fn dict_finds(dict: &AnyObj, items: &[AnyObj]) -> bool {
    let has = |key: &AnyObj| dict.downcast_ref::<Dict>().is_some_and(|dict| dict.contains(key));
    items.iter().step_by(2).all(|key| is_plain(key) || has(key))
}

fn fill_list(list: &AnyObj, items: Vec<AnyObj>) -> Result<(), String> {
    list.downcast_ref::<List>().map(|list| list.append_all(items)).ok_or_else(String::new)
}

fn fill_set(set: &AnyObj, items: Vec<AnyObj>) -> Result<(), String> {
    let set = set.downcast_ref::<Set>().ok_or_else(String::new)?;
    items.into_iter().try_for_each(|item| set.try_insert(item).map(drop).map_err(|error| error.to_string()))
}

fn fill_dict(dict: &AnyObj, items: Vec<AnyObj>) -> Result<(), String> {
    let dict = dict.downcast_ref::<Dict>().ok_or_else(String::new)?;
    for pair in items.chunks_exact(2) {
        dict.try_insert(pair[0].clone(), pair[1].clone()).map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// Values that hold objects and never change.
macro_rules! whole {
    ($($type:ident, $this:ident => $items:expr, $made:ident => $make:expr;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl Saved for $type {
            fn save<S: Serializer>($this: &Obj<Self>, serializer: S) -> Result<S::Ok, S::Error> {
                holding($items, |items| serializer.collect_seq(items))
            }

            fn load<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Obj<Self>, D::Error> {
                let $made = Vec::<AnyObj>::deserialize(deserializer)?;
                $make
            }
        }
    )*};
}

whole! {
    Tuple, this => this.to_vec(), items => Ok(Obj::<Tuple>::from_iter(items));
    FrozenSet, this => this.iter().map(|item| item.clone()).collect::<Vec<AnyObj>>(),
        items => FrozenSet::try_from_iter(items).map(Obj::new).map_err(D::Error::custom);
}

/// Values that hold any objects.
macro_rules! leading_anywhere {
    ($($type:ident)*) => {$(
        impl Part for $type {
            fn visit_fields<V: Visit, E: Enter<V>>(visitor: &mut V) {
                if visitor.enter_part(TypeId::of::<Self>()) {
                    visit_built_in(visitor);
                }
                E::enter(visitor);
            }
        }
    )*};
}

leading_anywhere! { List Set Dict Tuple FrozenSet }

/// Any object may be one of these.
fn visit_built_in<V: Visit>(visitor: &mut V) {
    Str::visit_types(visitor);
    Int::visit_types(visitor);
    Float::visit_types(visitor);
    Bool::visit_types(visitor);
    NoneType::visit_types(visitor);
    Bytes::visit_types(visitor);
    List::visit_types(visitor);
    Set::visit_types(visitor);
    Dict::visit_types(visitor);
    Tuple::visit_types(visitor);
    FrozenSet::visit_types(visitor);
}

/// To every type that Python has.
#[doc(hidden)]
#[derive(Debug)]
pub struct BuiltIn;

impl<V: Visit> Next<V> for BuiltIn {
    const VISIT: Option<fn(&mut V)> = Some(visit_built_in::<V>);
}

#[diagnostic::do_not_recommend]
impl Leads for AnyObj {
    type Next<V: Visit> = BuiltIn;
}
