//! Saving a graph: what is written, in which order.

use std::any::TypeId;
use std::collections::{HashMap, HashSet};

use ::serde::Serialize;
use ::serde::ser::{Error, SerializeSeq, SerializeStruct, Serializer};

use super::contents::Content;
use super::context::{self, Context, Entered};
use super::later::FilledLater;
use super::looking::Look;
use super::order::{self, Ordered, Types};
use super::types::{Leads, Next, Saved, TypeList, Visit};
use super::{FORMAT, Graph, PARTS};
use crate::object::Object;
use crate::object::any::AnyObj;

impl<R: Serialize + Leads, L: TypeList> Serialize for Graph<&R, L> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut types = Types::default();
        visit::<R, L, _>(&mut types);
        let mut ordered = order::order(types, || self.root.serialize(Look)).map_err(S::Error::custom)?;
        let Ordered { objects, kinds, used, numbers, contents, cells, .. } = &mut ordered;
        let saving = context::enter(Context::Saving(std::mem::take(numbers), std::mem::take(cells)));
        let names: Vec<&str> = used.iter().map(|(_, name)| &**name).collect();
        let objects = Objects::<R, L> { objects, kinds, used, contents, types: std::marker::PhantomData };
        let mut graph = serializer.serialize_struct("Graph", PARTS.len())?;
        graph.serialize_field(PARTS[0], &FORMAT)?;
        graph.serialize_field(PARTS[1], kinds)?;
        graph.serialize_field(PARTS[2], &names)?;
        graph.serialize_field(PARTS[3], &objects)?;
        graph.serialize_field(PARTS[4], self.root)?;
        let written = graph.end();
        Entered::leave(saving);
        written
    }
}

/// Visits the types that the roots and the list lead to.
pub(super) fn visit<R: Leads, L: TypeList, V: Visit>(visitor: &mut V) {
    L::visit_types(visitor);
    if let Some(visit) = <R::Next<V> as Next<V>>::VISIT {
        visit(visitor);
    }
}

/// The objects of a graph, one after the other.
struct Objects<'a, R, L> {
    objects: &'a [AnyObj],
    kinds: &'a [u32],
    used: &'a [(TypeId, String)],
    contents: &'a [Content],
    types: std::marker::PhantomData<fn() -> (R, L)>,
}

/// Writes the content of a field.
type WriteContent<Q> = Box<dyn Fn(&AnyObj, &mut Q) -> Result<(), <Q as SerializeSeq>::Error>>;

type Write<Q> = fn(&AnyObj, &mut Q) -> Result<(), <Q as SerializeSeq>::Error>;

/// How objects are written, by their type.
struct Writers<Q: SerializeSeq> {
    writers: HashMap<TypeId, Write<Q>>,
    /// Those of the contents of fields that are filled later, by the types that have the fields.
    late: HashMap<TypeId, Vec<WriteContent<Q>>>,
    parts: HashSet<TypeId>,
}

impl<Q: SerializeSeq> Visit for Writers<Q> {
    fn enter_part(&mut self, part: TypeId) -> bool {
        self.parts.insert(part)
    }

    fn enter<T: Saved>(&mut self) {
        self.writers.insert(TypeId::of::<T>(), write::<T, Q>);
    }

    fn later<T: Object<View = T>, C: FilledLater>(&mut self, _: &'static [&'static str], cell: fn(&T) -> Option<&C>) {
        let write = move |owner: &AnyObj, objects: &mut Q| match owner.downcast_ref::<T>().and_then(|owner| cell(owner))
        {
            Some(cell) => objects.serialize_element(&ContentOf(cell)),
            None => Err(Error::custom("the graph has changed while it was saved")),
        };
        self.late.entry(TypeId::of::<T>()).or_default().push(Box::new(write));
    }
}

fn write<T: Saved, Q: SerializeSeq>(object: &AnyObj, objects: &mut Q) -> Result<(), Q::Error> {
    match object.downcast_ref::<T>() {
        Some(object) => objects.serialize_element(&Value::<T>(object)),
        None => Err(Error::custom("an object is not of its type")),
    }
}

/// An object as what it holds, where a handle would be a number.
struct Value<'a, T>(&'a crate::object::Obj<T>);

impl<T: Saved> Serialize for Value<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::save(self.0, serializer)
    }
}

/// What is in a cell that is filled later.
struct ContentOf<'a, C>(&'a C);

impl<C: FilledLater> Serialize for ContentOf<'_, C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

impl<R: Leads, L: TypeList> Serialize for Objects<'_, R, L> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut objects = serializer.serialize_seq(Some(self.objects.len() + self.contents.len()))?;
        let mut writers = Writers { writers: HashMap::new(), late: HashMap::new(), parts: HashSet::new() };
        visit::<R, L, _>(&mut writers);
        let by_kind: Vec<_> = self.used.iter().map(|(type_id, _)| writers.writers.get(type_id).copied()).collect();
        for (object, &kind) in self.objects.iter().zip(self.kinds) {
            let write = by_kind.get(kind as usize).copied().flatten();
            let write = write.ok_or_else(|| S::Error::custom("the type of an object is not known"))?;
            write(object, &mut objects)?;
        }
        for &Content { owner, field } in self.contents {
            let (type_id, _) = self.used[self.kinds[owner as usize] as usize];
            let write = writers.late.get(&type_id).and_then(|fields| fields.get(field));
            let write = write.ok_or_else(|| S::Error::custom("a field is not known"))?;
            write(&self.objects[owner as usize], &mut objects)?;
        }
        objects.end()
    }
}
