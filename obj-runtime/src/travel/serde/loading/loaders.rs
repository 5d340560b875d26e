//! The objects of a graph, made one after the other.

use std::any::TypeId;
use std::collections::{HashMap, HashSet};
use std::fmt::{self, Display};
use std::marker::PhantomData;

use ::serde::de::{DeserializeSeed, Deserializer, Error, SeqAccess, Visitor};

use super::super::names;
use super::super::saving::visit;
use super::super::types::{Leads, Saved, TypeList, Visit};
use super::fields::InFields;
use super::{NamedTypes, OUT_OF_TURN, with_loading};
use crate::heap::type_info::TypeInfo;
use crate::object::any::AnyObj;

/// How objects are loaded, by the name of their type.
struct Loaders<'de, A: SeqAccess<'de>> {
    loaders: HashMap<String, Loader<'de, A>>,
    known: HashSet<TypeId>,
    parts: HashSet<TypeId>,
    input: PhantomData<&'de ()>,
}

struct Loader<'de, A: SeqAccess<'de>> {
    info: &'static TypeInfo,
    load: fn(&mut A) -> Result<Option<AnyObj>, A::Error>,
    /// Whether another type has the name, too.
    is_ambiguous: bool,
}

impl<'de, A: SeqAccess<'de>> Loaders<'de, A> {
    fn add(&mut self, name: String, loader: Loader<'de, A>) {
        self.loaders.entry(name).and_modify(|other| other.is_ambiguous = true).or_insert(loader);
    }
}

impl<'de, A: SeqAccess<'de>> Visit for Loaders<'de, A> {
    fn enter_part(&mut self, part: TypeId) -> bool {
        self.parts.insert(part)
    }

    fn enter<T: Saved>(&mut self) {
        if self.known.insert(TypeId::of::<T>()) {
            let aliases = T::ALIASES.iter().map(|alias| names::with_arguments_of::<T>(alias));
            for name in std::iter::once(T::saved_name()).chain(aliases) {
                self.add(name, Loader { info: T::INFO, load: load::<T, A>, is_ambiguous: false });
            }
        }
    }
}

fn load<'de, T: Saved, A: SeqAccess<'de>>(objects: &mut A) -> Result<Option<AnyObj>, A::Error> {
    objects.next_element_seed(Value::<T>(PhantomData))
}

/// An object as what it holds, where a handle would be a number.
struct Value<T>(PhantomData<T>);

impl<'de, T: Saved> DeserializeSeed<'de> for Value<T> {
    type Value = AnyObj;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<AnyObj, D::Error> {
        T::load(InFields(deserializer)).map(crate::object::Obj::into_any)
    }
}

/// The objects, to be made.
pub(super) struct Objects<R, L> {
    pub(super) names: Vec<String>,
    pub(super) kinds: Vec<u32>,
    pub(super) types: PhantomData<fn() -> (R, L)>,
}

impl<'de, R: Leads, L: TypeList> DeserializeSeed<'de> for Objects<R, L> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, R: Leads, L: TypeList> Visitor<'de> for Objects<R, L> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} objects", self.kinds.len())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut objects: A) -> Result<(), A::Error> {
        let mut loaders =
            Loaders { loaders: HashMap::new(), known: HashSet::new(), parts: HashSet::new(), input: PhantomData };
        visit::<R, L, _>(&mut loaders);
        let (loads, types) = used(&loaders, self.names).map_err(A::Error::custom)?;
        let kinds = self.kinds.clone();
        with_loading(|loading| loading.expect(kinds, types)).unwrap_or(Err(OUT_OF_TURN)).map_err(A::Error::custom)?;
        for kind in self.kinds {
            let load = loads.get(kind as usize).ok_or_else(|| in_object("its type has no name"))?;
            let object = load(&mut objects).map_err(in_object)?.ok_or_else(|| in_object("it is missing"))?;
            with_loading(|loading| loading.add(object)).unwrap_or(Ok(())).map_err(A::Error::custom)?;
        }
        match objects.next_element_seed(TooMany)? {
            None => Ok(()),
            Some(()) => Err(A::Error::custom("there are more objects than `kinds` says")),
        }
    }
}

/// An error that was met while an object was being made.
fn in_object<E: Error>(error: impl Display) -> E {
    let object = with_loading(|loading| loading.object()).unwrap_or_default();
    E::custom(format_args!("{object}: {error}"))
}

type Loads<'de, A> = Vec<fn(&mut A) -> Result<Option<AnyObj>, <A as SeqAccess<'de>>::Error>>;

/// The loaders of the types that occur, in order.
fn used<'de, A: SeqAccess<'de>>(
    loaders: &Loaders<'de, A>,
    names: Vec<String>,
) -> Result<(Loads<'de, A>, NamedTypes), String> {
    let (mut loads, mut types): (Loads<'de, A>, _) = (Vec::new(), Vec::new());
    for name in names {
        let Some(loader) = loaders.loaders.get(&name) else {
            return Err(format!("no type of this graph is called `{name}`"));
        };
        if loader.is_ambiguous {
            return Err(format!("two types of this graph are called `{name}`"));
        }
        loads.push(loader.load);
        types.push((loader.info, name));
    }
    Ok((loads, types))
}

/// One object more than there should be.
struct TooMany;

impl<'de> DeserializeSeed<'de> for TooMany {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, _: D) -> Result<(), D::Error> {
        Err(D::Error::custom("there are more objects than `kinds` says"))
    }
}
