//! Handles and cells of handles in serde.

use std::fmt::{self, Display};
use std::hash::Hash;

use ::serde::de::{DeserializeSeed, Error as _, IgnoredAny, SeqAccess, Visitor};
use ::serde::ser::Error as _;
use ::serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::context::{self, Context, Deeper, TOO_DEEP, is_loading};
use super::loading::{Loading, made};
use super::looking::Sought;
use super::types::{Leads, Reached, Visit};
use crate::cells::{ObjCell, ObjMap, ObjVec, WeakCell, hash_of_key};
use crate::object::any::AnyObj;
use crate::object::by_id::ById;
use crate::object::diagnostics::WeakTarget;
use crate::object::end_reading::{Reading, StrongHandle, end_reading};
use crate::object::weak::Weak;
use crate::object::{Obj, Object};

/// What a handle is written as.
enum Written {
    /// Nothing: it was found.
    Nothing,
    Number(u32),
    /// What it holds.
    Value,
    /// It is not known, or what is sought.
    Unknown,
}

fn written(object: &AnyObj, is_soft: bool) -> Written {
    context::with(|context| match context {
        Context::Looking(looking) => {
            looking.find(object, is_soft);
            Written::Nothing
        }
        Context::Seeking(sought) if !is_soft && *sought == Sought::Object(object.id()) => Written::Unknown,
        Context::Seeking(_) => Written::Nothing,
        Context::Saving(numbers, _) => numbers.of(object.id()).map_or(Written::Unknown, Written::Number),
        _ => Written::Value,
    })
}

fn changed<R, E: ::serde::ser::Error>() -> Result<R, E> {
    Err(E::custom("the graph has changed while it was saved"))
}

impl<T: Reached + ?Sized> Serialize for Obj<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match written(Obj::as_any(self), context::is_soft()) {
            Written::Nothing => serializer.serialize_unit(),
            Written::Number(number) => serializer.serialize_u32(number),
            Written::Value => save_alone(self, serializer),
            Written::Unknown => changed(),
        }
    }
}

#[cold]
fn save_alone<T: Reached + ?Sized, S: Serializer>(object: &Obj<T>, serializer: S) -> Result<S::Ok, S::Error> {
    let _deeper = Deeper::enter().ok_or_else(|| S::Error::custom(TOO_DEEP))?;
    T::save_alone(object, serializer)
}

impl<T: Reached + ?Sized> Serialize for ById<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T: Reached + ?Sized> Deserialize<'de> for ById<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Obj::deserialize(deserializer).map(Self)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Reached + ?Sized> Leads for ById<T> {
    type Next<V: Visit> = T::Next<V>;
}

pub(super) fn loading<R, E: ::serde::de::Error>(look: impl FnOnce(&mut Loading) -> Result<R, String>) -> Result<R, E> {
    let result = context::with(|context| match context {
        Context::Loading(loading) => look(loading),
        _ => Err("no graph is being loaded".to_owned()),
    });
    result.map_err(E::custom)
}

/// The object of a number, as far as objects are made.
#[inline]
fn claimed<T: Reached + ?Sized, E: ::serde::de::Error>(number: u32) -> Result<Option<Obj<T>>, E> {
    match made(number).map(T::claim) {
        Some(Ok(object)) => Ok(Some(object)),
        Some(Err(object)) => Err(of_wrong_type::<T, E>(number, &object)),
        None => loading(|loading| loading.check::<T>(number)).map(|()| None),
    }
}

#[cold]
fn of_wrong_type<T: Reached + ?Sized, E: ::serde::de::Error>(number: u32, object: &AnyObj) -> E {
    let words = loading::<(), E>(|loading| Err(loading.of_wrong_type::<T>(number, object)));
    words.err().unwrap_or_else(|| E::custom(""))
}

/// The object of a number, which must be there.
#[inline]
fn object<T: Reached + ?Sized, E: ::serde::de::Error>(number: u32) -> Result<Obj<T>, E> {
    claimed(number)?.ok_or_else(|| {
        E::custom(format_args!("a plain handle leads to object {number}, which comes later: only cells may do so"))
    })
}

impl<'de, T: Reached + ?Sized> Deserialize<'de> for Obj<T> {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if is_loading() {
            return object(u32::deserialize(deserializer)?);
        }
        load_alone(deserializer)
    }
}

#[cold]
fn load_alone<'de, T: Reached + ?Sized, D: Deserializer<'de>>(deserializer: D) -> Result<Obj<T>, D::Error> {
    let _deeper = Deeper::enter().ok_or_else(|| D::Error::custom(TOO_DEEP))?;
    T::load_alone(deserializer)
}

/// Has `write` write handles that were cloned out of a place, which code of the program may change meanwhile. What was read so is no
/// candidate afterwards.
pub(super) fn holding<H: StrongHandle, R>(handles: Vec<H>, write: impl FnOnce(&[H]) -> R) -> R {
    let reading = Reading::start();
    let written = write(&handles);
    handles.into_iter().for_each(|handle| reading.end(handle));
    written
}

impl<T: Reached + ?Sized> Serialize for ObjCell<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.look(|object| written(Obj::as_any(object), true)) {
            None => serializer.serialize_none(),
            Some(Written::Nothing) => serializer.serialize_unit(),
            Some(Written::Number(number)) => serializer.serialize_some(&number),
            Some(Written::Value) => {
                holding(self.get().into_iter().collect(), |content| content.first().serialize(serializer))
            }
            Some(Written::Unknown) => changed(),
        }
    }
}

impl<'de, T: Reached + ?Sized> Deserialize<'de> for ObjCell<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !is_loading() {
            return Option::<Obj<T>>::deserialize(deserializer).map(Self::new);
        }
        let Some(number) = Option::<u32>::deserialize(deserializer)? else { return Ok(Self::new(None)) };
        match claimed(number)? {
            Some(object) => Ok(Self::from(object)),
            None => loading(|loading| loading.mark_one(number)).map(Self::marked),
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T: Reached + ?Sized> Leads for ObjCell<T> {
    type Next<V: Visit> = T::Next<V>;
}

impl<T: Reached + ?Sized> Serialize for ObjVec<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.look(|objects| context::softly(|| serializer.collect_seq(objects)))
    }
}

/// The objects of these numbers, if all are there.
fn all<T: Reached + ?Sized, E: ::serde::de::Error>(numbers: &[u32]) -> Result<Option<Vec<Obj<T>>>, E> {
    loading(|loading| {
        if !loading.are_made(numbers) {
            return loading.check_all::<T>(numbers).map(|()| None);
        }
        let mut objects = Vec::with_capacity(numbers.len());
        loading.each(numbers, |object| objects.push(object)).map(|()| Some(objects))
    })
}

/// Reads numbers into the room for them.
struct Row<'a>(&'a mut Vec<u32>);

impl<'de> DeserializeSeed<'de> for Row<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Row<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("numbers of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut numbers: A) -> Result<(), A::Error> {
        while let Some(number) = numbers.next_element()? {
            self.0.push(number);
        }
        Ok(())
    }
}

impl<'de, T: Reached + ?Sized> Deserialize<'de> for ObjVec<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !is_loading() {
            return Vec::<Obj<T>>::deserialize(deserializer).map(Self::from_iter);
        }
        let mut row = loading(|loading| Ok(std::mem::take(&mut loading.row)))?;
        row.clear();
        Row(&mut row).deserialize(deserializer)?;
        loading(|loading| {
            let list = match loading.are_made(&row) {
                false => loading.mark_row::<T>(&row).map(Self::marked),
                true => {
                    let list = Self::with_capacity(row.len());
                    loading.each(&row, |object| list.push(object)).map(|()| list)
                }
            };
            loading.row = row;
            list
        })
    }
}

#[diagnostic::do_not_recommend]
impl<T: Reached + ?Sized> Leads for ObjVec<T> {
    type Next<V: Visit> = T::Next<V>;
}

impl<K: Reached + ?Sized, V: Reached + ?Sized> Serialize for ObjMap<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (keys, values) = self.iter().map(|(key, value)| (Obj::clone(&key), Obj::clone(&value))).unzip();
        holding(keys, |keys: &[Obj<K>]| {
            holding(values, |values: &[Obj<V>]| context::softly(|| serializer.collect_seq(keys.iter().zip(values))))
        })
    }
}

/// Whether the hash of a key is the same whatever else there is.
const fn is_plain<K: Object>() -> bool {
    K::INFO.built_in != 0 && !K::INFO.tracked
}

fn hash_of_object<K: Object<View: Hash>>(key: &AnyObj) -> u64 {
    key.downcast_ref::<K>().map_or(0, |key| hash_of_key(&**key))
}

impl<'de, K, V> Deserialize<'de> for ObjMap<K, V>
where
    K: Reached + Object<View: Eq + Hash>,
    V: Reached + ?Sized,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !is_loading() {
            return Vec::<(Obj<K>, Obj<V>)>::deserialize(deserializer).map(Self::from_iter);
        }
        let pairs = Vec::<(u32, u32)>::deserialize(deserializer)?;
        let (keys, values): (Vec<u32>, Vec<u32>) = pairs.iter().copied().unzip();
        let (keys, values) = (all::<K, _>(&keys)?, all::<V, _>(&values)?);
        let is_known = is_plain::<K>() || loading(|loading| Ok(!loading.has_gaps()))?;
        if let (true, Some(keys), Some(values)) = (is_known, keys, values) {
            return Ok(keys.into_iter().zip(values).collect());
        }
        let entries = pairs.into_iter().map(|(key, value)| (0, key, value)).collect();
        loading(|loading| {
            let mark = loading.mark_entries(entries)?;
            loading.hash_later(hash_of_object::<K>);
            Ok(mark)
        })
        .map(Self::marked)
    }
}

#[diagnostic::do_not_recommend]
impl<K: Reached + ?Sized, V: Reached + ?Sized> Leads for ObjMap<K, V> {
    type Next<W: Visit> = super::Both<K::Next<W>, V::Next<W>>;
}

impl<T: Reached + ?Sized> Serialize for Weak<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let number = self.upgrade().and_then(|target| {
            let number = context::with(|context| match context {
                Context::Saving(numbers, _) => numbers.of(Obj::id(&target)),
                Context::Looking(looking) => {
                    looking.find_weakly(Obj::as_any(&target));
                    None
                }
                _ => None,
            });
            // No code of the program has run: who held it does so still.
            end_reading(target, |_| true);
            number
        });
        number.serialize(serializer)
    }
}

impl<'de, T: Reached + WeakTarget + ?Sized> Deserialize<'de> for Weak<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !is_loading() {
            return Option::<IgnoredAny>::deserialize(deserializer).map(|_| Self::new());
        }
        let Some(number) = Option::<u32>::deserialize(deserializer)? else { return Ok(Self::new()) };
        match claimed(number)? {
            Some(object) => Ok(Obj::downgrade(&object)),
            None => {
                let promise = loading(|loading| Ok(loading.promise(number)))?;
                // SAFETY: the type of the object with this number was just seen to be `T`.
                Ok(unsafe { Self::promised(promise) })
            }
        }
    }
}

/// Nowhere: weak handles bring no objects.
#[diagnostic::do_not_recommend]
impl<T: ?Sized> Leads for Weak<T> {
    type Next<V: Visit> = super::Nowhere;
}

impl<T: Reached + ?Sized> Serialize for WeakCell<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.weak().serialize(serializer)
    }
}

impl<'de, T: Reached + WeakTarget + ?Sized> Deserialize<'de> for WeakCell<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Weak::deserialize(deserializer).map(Self::from)
    }
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> Leads for WeakCell<T> {
    type Next<V: Visit> = super::Nowhere;
}

/// A handle to `dyn Trait` where there is no graph.
#[doc(hidden)]
pub fn not_saved_alone<R, E: ::serde::ser::Error>(words: fn() -> String) -> Result<R, E> {
    Err(E::custom(only_in_a_graph(words())))
}

/// The same, read.
#[doc(hidden)]
pub fn not_loaded_alone<R, E: ::serde::de::Error>(words: fn() -> String) -> Result<R, E> {
    Err(E::custom(only_in_a_graph(words())))
}

/// What is said of a handle that is no number and whose type is not known.
pub(super) fn only_in_a_graph(what: impl Display) -> String {
    format!("a handle to `{what}` can be saved and loaded as part of a graph only: use `obj_runtime::serde::Graph`")
}

impl Serialize for AnyObj {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match written(self, context::is_soft()) {
            Written::Nothing => serializer.serialize_unit(),
            Written::Number(number) => serializer.serialize_u32(number),
            Written::Value => Err(S::Error::custom(only_in_a_graph("AnyObj"))),
            Written::Unknown => changed(),
        }
    }
}

impl<'de> Deserialize<'de> for AnyObj {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !is_loading() {
            return Err(D::Error::custom(only_in_a_graph("AnyObj")));
        }
        let number = u32::deserialize(deserializer)?;
        let claimed = loading(|loading| loading.any(number))?;
        claimed
            .ok_or_else(|| D::Error::custom(format_args!("a plain handle leads to object {number}, which comes later")))
    }
}
