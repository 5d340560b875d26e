//! Objects where there is no graph: each is written and read as what it holds.
//!
//! A handle does not call what saves its object, but finds it by a visit of the types. Else the compiler would follow a row of
//! types through the functions of the format, one in the other, and it does so no more than 128 deep.

use std::any::TypeId;

use ::serde::de::Error as _;
use ::serde::ser::Error as _;
use ::serde::{Deserializer, Serializer};

use super::types::{Saved, Visit};
use crate::object::Obj;
use crate::object::any::AnyObj;

/// Writes an object when its type is visited.
struct Saving<'a, S: Serializer> {
    object: &'a AnyObj,
    serializer: Option<S>,
    written: Option<Result<S::Ok, S::Error>>,
}

impl<S: Serializer> Visit for Saving<'_, S> {
    fn enter_part(&mut self, _: TypeId) -> bool {
        false
    }

    fn enter<T: Saved>(&mut self) {
        if let Some(object) = self.object.downcast_ref::<T>()
            && let Some(serializer) = self.serializer.take()
        {
            self.written = Some(T::save(object, serializer));
        }
    }
}

pub(super) fn save<T: Saved, S: Serializer>(object: &Obj<T>, serializer: S) -> Result<S::Ok, S::Error> {
    let mut saving = Saving { object: Obj::as_any(object), serializer: Some(serializer), written: None };
    T::visit_types(&mut saving);
    saving.written.unwrap_or_else(|| Err(S::Error::custom(NOT_VISITED)))
}

/// Reads an object when its type is visited.
struct Loading<'de, D: Deserializer<'de>> {
    wanted: TypeId,
    deserializer: Option<D>,
    read: Option<Result<AnyObj, D::Error>>,
}

impl<'de, D: Deserializer<'de>> Visit for Loading<'de, D> {
    fn enter_part(&mut self, _: TypeId) -> bool {
        false
    }

    fn enter<T: Saved>(&mut self) {
        if TypeId::of::<T>() == self.wanted
            && let Some(deserializer) = self.deserializer.take()
        {
            self.read = Some(T::load(deserializer).map(Obj::into_any));
        }
    }
}

pub(super) fn load<'de, T: Saved, D: Deserializer<'de>>(deserializer: D) -> Result<Obj<T>, D::Error> {
    let mut loading = Loading { wanted: TypeId::of::<T>(), deserializer: Some(deserializer), read: None };
    T::visit_types(&mut loading);
    let object = loading.read.unwrap_or_else(|| Err(D::Error::custom(NOT_VISITED)))?;
    object.downcast().map_err(|_| D::Error::custom(NOT_VISITED))
}

const NOT_VISITED: &str = "a type does not visit itself";
