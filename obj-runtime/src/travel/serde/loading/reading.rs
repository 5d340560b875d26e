//! The parts of a graph, as they are read one after the other.

use std::fmt;
use std::marker::PhantomData;

use ::serde::Deserialize;
use ::serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::super::context::{self, Context, Entered};
use super::super::types::{Leads, TypeList};
use super::super::{FORMAT, Graph, PARTS};
use super::fields::in_field;
use super::filling::fill;
use super::loaders::Objects;

impl<'de, R: Deserialize<'de> + Leads, L: TypeList> Deserialize<'de> for Graph<R, L> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let loading = context::enter(Context::Loading(Box::default()));
        let root = deserializer.deserialize_struct("Graph", &PARTS, GraphVisitor::<R, L>(PhantomData))?;
        if let Some(loading) = Entered::leave(loading).loaded() {
            loading.done();
        }
        Ok(Self { root, types: PhantomData })
    }
}

struct GraphVisitor<R, L>(PhantomData<fn() -> (R, L)>);

/// The parts of a graph, in their order.
trait Parts<'de> {
    type Error: Error;
    fn part<S: DeserializeSeed<'de>>(&mut self, index: usize, seed: S) -> Result<S::Value, Self::Error>;
}

struct InRow<A>(A);
struct ByName<A>(A);

impl<'de, A: SeqAccess<'de>> Parts<'de> for InRow<A> {
    type Error = A::Error;
    fn part<S: DeserializeSeed<'de>>(&mut self, index: usize, seed: S) -> Result<S::Value, A::Error> {
        self.0.next_element_seed(seed)?.ok_or_else(|| A::Error::missing_field(PARTS[index]))
    }
}

impl<'de, A: MapAccess<'de>> Parts<'de> for ByName<A> {
    type Error = A::Error;
    fn part<S: DeserializeSeed<'de>>(&mut self, index: usize, seed: S) -> Result<S::Value, A::Error> {
        let name = self.0.next_key_seed(Name)?.ok_or_else(|| A::Error::missing_field(PARTS[index]))?;
        if name != Some(index) {
            return Err(A::Error::custom(format_args!(
                "the field `{}` was expected here, in this order",
                PARTS[index]
            )));
        }
        self.0.next_value_seed(seed)
    }
}

/// The name of a part, or its index where names are not written.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Option<usize>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<usize>, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Name {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field of a graph")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Option<usize>, E> {
        Ok(PARTS.iter().position(|&part| part == name))
    }

    fn visit_bytes<E: Error>(self, name: &[u8]) -> Result<Option<usize>, E> {
        Ok(PARTS.iter().position(|part| part.as_bytes() == name))
    }

    fn visit_u64<E: Error>(self, index: u64) -> Result<Option<usize>, E> {
        Ok(usize::try_from(index).ok())
    }
}

impl<'de, R: Deserialize<'de> + Leads, L: TypeList> Visitor<'de> for GraphVisitor<R, L> {
    type Value = R;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a graph of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, parts: A) -> Result<R, A::Error> {
        read::<R, L, _>(&mut InRow(parts))
    }

    fn visit_map<A: MapAccess<'de>>(self, parts: A) -> Result<R, A::Error> {
        read::<R, L, _>(&mut ByName(parts))
    }
}

fn read<'de, R: Deserialize<'de> + Leads, L: TypeList, P: Parts<'de>>(parts: &mut P) -> Result<R, P::Error> {
    let format = parts.part(0, PhantomData::<u32>)?;
    if format != FORMAT {
        return Err(P::Error::custom(format_args!("a graph of format {format}; this program knows format {FORMAT}")));
    }
    let kinds = parts.part(1, PhantomData::<Vec<u32>>)?;
    let names = parts.part(2, PhantomData::<Vec<String>>)?;
    parts.part(3, Objects::<R, L> { names, kinds, types: PhantomData })?;
    fill().map_err(P::Error::custom)?;
    parts.part(4, Roots(PhantomData::<R>))
}

/// The roots, whose errors say that it is these.
struct Roots<R>(PhantomData<R>);

impl<'de, R: Deserialize<'de>> DeserializeSeed<'de> for Roots<R> {
    type Value = R;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<R, D::Error> {
        R::deserialize(deserializer).map_err(|error| in_field(PARTS[4], error))
    }
}
