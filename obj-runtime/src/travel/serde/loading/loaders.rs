//! The objects of a graph, made one after the other.

use std::any::TypeId;
use std::collections::{HashMap, HashSet};
use std::fmt::{self, Display};
use std::marker::PhantomData;
use std::rc::Rc;

use ::serde::de::{DeserializeSeed, Deserializer, Error, SeqAccess, Visitor};

use super::super::contents::name_of;
use super::super::later::FilledLater;
use super::super::saving::visit;
use super::super::types::{Leads, Saved, TypeList, Visit};
use super::fields::InFields;
use super::filling::fill_first;
use super::late::LateLoader;
use super::passed_over::pass_over;
use super::{Named, NamedTypes, OUT_OF_TURN, with_loading};
use crate::heap::type_info::TypeInfo;
use crate::object::Object;
use crate::object::any::AnyObj;

/// How objects are loaded, by the name of their type.
struct Loaders<'de, A: SeqAccess<'de>> {
    loaders: HashMap<String, Loader<'de, A>>,
    /// Those of the contents of fields that are filled later.
    late: HashMap<String, LateLoader<'de, A>>,
    /// The same by the types that have the fields, with the names of these.
    late_of: HashMap<TypeId, Vec<NamedLate<'de, A>>>,
    known: HashSet<TypeId>,
    parts: HashSet<TypeId>,
    input: PhantomData<&'de ()>,
}

/// What loads the contents of a field, and the names of the field.
type NamedLate<'de, A> = (&'static [&'static str], LateLoader<'de, A>);

struct Loader<'de, A: SeqAccess<'de>> {
    info: &'static TypeInfo,
    load: fn(&mut A) -> Result<Option<AnyObj>, A::Error>,
    /// Whether another type has the name, too.
    is_ambiguous: bool,
}

impl<'de, A: SeqAccess<'de>> Loaders<'de, A> {
    fn add(&mut self, name: String, loader: Loader<'de, A>) {
        let is_another = |other: &Loader<'de, A>| other.info.type_id != loader.info.type_id;
        self.loaders.entry(name).and_modify(|other| other.is_ambiguous |= is_another(other)).or_insert(loader);
    }

    /// Adds what is read of the fields of a type, under each of its names.
    fn add_late<T: 'static>(&mut self, type_name: &str) {
        for (names, loader) in self.late_of.get(&TypeId::of::<T>()).into_iter().flatten() {
            let names = names.iter().map(|name| name_of(type_name, name));
            self.late.extend(names.map(|name| (name, loader.clone())));
        }
    }
}

impl<'de, A: SeqAccess<'de>> Visit for Loaders<'de, A> {
    fn enter_part(&mut self, part: TypeId) -> bool {
        self.parts.insert(part)
    }

    fn enter<T: Saved>(&mut self) {
        if self.known.insert(TypeId::of::<T>()) {
            for name in std::iter::once(T::saved_name()).chain(T::earlier_names()) {
                self.add_late::<T>(&name);
                self.add(name, Loader { info: T::INFO, load: load::<T, A>, is_ambiguous: false });
            }
        }
    }

    fn later<T: Object<View = T>, C: FilledLater>(
        &mut self,
        names: &'static [&'static str],
        cell: fn(&T) -> Option<&C>,
    ) {
        self.late_of.entry(TypeId::of::<T>()).or_default().push((names, LateLoader::new(cell)));
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
        let mut loaders = Loaders {
            loaders: HashMap::new(),
            late: HashMap::new(),
            late_of: HashMap::new(),
            known: HashSet::new(),
            parts: HashSet::new(),
            input: PhantomData,
        };
        visit::<R, L, _>(&mut loaders);
        let Used { loads, late, types } = used(&loaders, self.names).map_err(A::Error::custom)?;
        let count = self.kinds.iter().rposition(|kind| !late.contains_key(kind)).map_or(0, |last| last + 1);
        let kinds = Rc::new(self.kinds);
        with_loading(|loading| loading.expect(count, Rc::clone(&kinds), types))
            .unwrap_or(Err(OUT_OF_TURN))
            .map_err(A::Error::custom)?;
        for &kind in &kinds[..count] {
            let load = loads.get(kind as usize).ok_or_else(|| in_object("its type has no name"))?;
            let object = load(&mut objects).map_err(in_object)?.ok_or_else(|| in_object("it is missing"))?;
            if with_loading(|loading| loading.add(object)) == Some(false) {
                return Err(comes_too_late());
            }
        }
        fill_first().map_err(A::Error::custom)?;
        for (number, kind) in (count as u32..).zip(&kinds[count..]) {
            read_content(number, &late[kind], &mut objects)?;
        }
        match objects.next_element_seed(TooMany)? {
            None => Ok(()),
            Some(()) => Err(A::Error::custom("there are more objects than `kinds` says")),
        }
    }
}

/// An error that was met while an object was being made.
#[cold]
fn in_object<E: Error>(error: impl Display) -> E {
    let object = with_loading(|loading| loading.object()).unwrap_or_default();
    E::custom(format_args!("{object}: {error}"))
}

/// The object that was made last cannot come behind the weak handles to it.
#[cold]
fn comes_too_late<E: Error>() -> E {
    E::custom(with_loading(|loading| loading.comes_too_late()).unwrap_or_default())
}

/// Reads the content of a cell.
fn read_content<'de, A: SeqAccess<'de>>(
    number: u32,
    loader: &LateLoader<'de, A>,
    contents: &mut A,
) -> Result<(), A::Error> {
    let in_content = |error: &dyn Display| {
        let content = with_loading(|loading| loading.object_at(number as usize)).unwrap_or_default();
        A::Error::custom(format_args!("{content}: {error}"))
    };
    let content = (loader.load)(contents).map_err(|error| in_content(&error))?;
    let content = content.ok_or_else(|| in_content(&"it is missing"))?;
    let fill = loader.fill.clone();
    drop(with_loading(|loading| loading.add_content(number, content, fill)));
    Ok(())
}

type LoadObject<'de, A> = fn(&mut A) -> Result<Option<AnyObj>, <A as SeqAccess<'de>>::Error>;

/// The types that occur.
struct Used<'de, A: SeqAccess<'de>> {
    /// How their objects are loaded.
    loads: Vec<LoadObject<'de, A>>,
    /// What is no type, but the contents of a field.
    late: HashMap<u32, LateLoader<'de, A>>,
    types: NamedTypes,
}

/// The loaders of the types that occur, in order.
fn used<'de, A: SeqAccess<'de>>(loaders: &Loaders<'de, A>, names: Vec<String>) -> Result<Used<'de, A>, String> {
    let mut used = Used { loads: Vec::new(), late: HashMap::new(), types: Vec::new() };
    let mut old = HashSet::new();
    for name in names {
        let (load, named): (LoadObject<'de, A>, _) = match loaders.loaders.get(&name) {
            Some(loader) if loader.is_ambiguous => return Err(format!("two types of this graph are called `{name}`")),
            Some(loader) => (loader.load, Named::Type(loader.info)),
            None => match late_of(loaders, &old, &name) {
                Some((loader, named)) => {
                    used.late.insert(used.loads.len() as u32, loader);
                    (|_| Err(A::Error::custom("the content of a cell comes before an object")), named)
                }
                None => {
                    old.insert(name.clone());
                    (pass_over, Named::OldType)
                }
            },
        };
        used.loads.push(load);
        used.types.push((named, name));
    }
    Ok(used)
}

/// What loads the contents of a field, also of one that a type has no more, or of a type that there is no more.
fn late_of<'de, A: SeqAccess<'de>>(
    loaders: &Loaders<'de, A>,
    old: &HashSet<String>,
    name: &str,
) -> Option<(LateLoader<'de, A>, Named)> {
    if let Some(loader) = loaders.late.get(name) {
        return Some((loader.clone(), Named::Content));
    }
    let (type_name, _) = name.rsplit_once('.')?;
    let is_field = loaders.loaders.contains_key(type_name) || old.contains(type_name);
    is_field.then(|| (LateLoader::of_nothing(), Named::OldContent))
}

/// One object more than there should be.
struct TooMany;

impl<'de> DeserializeSeed<'de> for TooMany {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, _: D) -> Result<(), D::Error> {
        Err(D::Error::custom("there are more objects than `kinds` says"))
    }
}
