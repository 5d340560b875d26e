//! A serializer that writes nothing: it finds the handles that a type's own `Serialize` writes.

use std::collections::{HashSet, VecDeque};
use std::fmt::{self, Display};

use ::serde::ser::{
    Error, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use super::super::numbers::Numbers;
use super::context::{self, Context};
use super::later::Place;
use crate::heap::type_info::Sharing;
use crate::object::any::AnyObj;

/// The handles that were found, and the numbers of all objects that are known.
#[derive(Default)]
pub(super) struct Looking {
    pub(super) numbers: Numbers,
    /// Plain handles to be followed; those of one object in the order in which it writes them.
    pub(super) plain: Vec<Found>,
    /// What cells lead to.
    pub(super) later: VecDeque<Found>,
    /// The targets of weak handles that are shared by value.
    pub(super) weakly: Vec<Found>,
    /// The addresses of those that come before the weak handles to them.
    pub(super) early: HashSet<usize>,
    /// The cells that are filled later.
    pub(super) cells: Vec<Place>,
}

/// The number of an object whose handles are being followed.
pub(super) const OPEN: u32 = u32::MAX - 1;

/// A handle that an object writes.
pub(super) struct Found {
    pub(super) object: AnyObj,
    /// The number of its slot.
    pub(super) slot: u32,
    /// Whether it is a weak handle.
    pub(super) is_weak: bool,
}

impl Looking {
    /// Nothing is known yet but the objects that come before the weak handles to them.
    pub(super) fn start(early: HashSet<usize>) -> Self {
        Self { early, ..Self::default() }
    }

    /// A strong handle, be it the content of a cell, which may come later than the object, or not. One that needs not be followed
    /// is passed over.
    #[inline]
    pub(super) fn find(&mut self, object: &AnyObj, is_soft: bool) {
        let slot = self.numbers.slot(object.handle().pointer());
        match self.numbers.at(slot) {
            Some(OPEN) if !is_soft => {}
            Some(_) => return,
            None => {}
        }
        let found = Found { object: object.clone(), slot, is_weak: false };
        if is_soft { self.later.push_back(found) } else { self.plain.push(found) }
    }

    /// A weak handle: it brings no object, but one that is shared by value has to come first.
    pub(super) fn find_weakly(&mut self, object: &AnyObj) {
        if object.info().sharing != Sharing::Never {
            let slot = self.numbers.slot(object.handle().pointer());
            let found = Found { object: object.clone(), slot, is_weak: true };
            if self.early.contains(&object.id()) { self.plain.push(found) } else { self.weakly.push(found) }
        }
    }
}

/// The serializer.
#[derive(Clone, Copy)]
pub(super) struct Look;

/// What is looked for where it stands is to be said: writing it is an error.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sought {
    /// A plain handle, by the address of its object.
    Object(usize),
    /// A cell that is filled later.
    Cell(Place),
}

/// The fields that lead to what is sought, in what `look` writes: `parts.next`.
pub(super) fn path_to(sought: Sought, look: impl FnOnce() -> Result<(), Wrong>) -> Option<String> {
    let _seeking = context::enter(Context::Seeking(sought));
    look().err().map(|wrong| wrong.path())
}

/// What a `Serialize` has said is wrong.
#[derive(Debug)]
pub(super) struct Wrong(Box<Problem>);

#[derive(Debug)]
struct Problem {
    message: String,
    /// The fields in which it was met, the innermost first.
    fields: Vec<&'static str>,
}

impl Wrong {
    #[cold]
    fn in_field(mut self, name: &'static str) -> Self {
        self.0.fields.push(name);
        self
    }

    fn path(&self) -> String {
        let names: Vec<&str> = self.0.fields.iter().rev().copied().collect();
        names.join(".")
    }
}

impl Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.fields.is_empty() {
            write!(f, "in `{}`: ", self.path())?;
        }
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for Wrong {}

impl Error for Wrong {
    fn custom<T: Display>(message: T) -> Self {
        Self(Box::new(Problem { message: message.to_string(), fields: Vec::new() }))
    }
}

macro_rules! nothing {
    ($($name:ident $type:ty;)*) => {$(
        fn $name(self, _: $type) -> Result<(), Wrong> {
            Ok(())
        }
    )*};
}

impl Serializer for Look {
    type Ok = ();
    type Error = Wrong;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Self;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    nothing! {
        serialize_bool bool; serialize_i8 i8; serialize_i16 i16; serialize_i32 i32; serialize_i64 i64; serialize_i128 i128;
        serialize_u8 u8; serialize_u16 u16; serialize_u32 u32; serialize_u64 u64; serialize_u128 u128; serialize_f32 f32;
        serialize_f64 f64; serialize_char char; serialize_str &str; serialize_bytes &[u8]; serialize_unit_struct &'static str;
    }

    fn serialize_none(self) -> Result<(), Wrong> {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Wrong> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Wrong> {
        Ok(())
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, _: &'static str) -> Result<(), Wrong> {
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Wrong> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), Wrong> {
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Wrong> {
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, Wrong> {
        Ok(self)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, Wrong> {
        Ok(self)
    }

    fn serialize_tuple_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<Self, Wrong> {
        Ok(self)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, Wrong> {
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Wrong> {
        Ok(self)
    }

    fn serialize_struct_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<Self, Wrong> {
        Ok(self)
    }

    fn collect_str<T: Display + ?Sized>(self, _: &T) -> Result<(), Wrong> {
        Ok(())
    }

    fn is_human_readable(&self) -> bool {
        true
    }
}

macro_rules! items {
    ($($trait:ident $method:ident;)*) => {$(
        impl $trait for Look {
            type Ok = ();
            type Error = Wrong;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Wrong> {
                value.serialize(*self)
            }

            fn end(self) -> Result<(), Wrong> {
                Ok(())
            }
        }
    )*};
}

items! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
    SerializeTupleVariant serialize_field;
}

macro_rules! fields {
    ($($trait:ident)*) => {$(
        impl $trait for Look {
            type Ok = ();
            type Error = Wrong;

            #[inline]
            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Wrong> {
                // The compiler meets this for each type of a field: less than a closure in `map_err`.
                match value.serialize(*self) {
                    Ok(()) => Ok(()),
                    Err(wrong) => Err(wrong.in_field(name)),
                }
            }

            fn end(self) -> Result<(), Wrong> {
                Ok(())
            }
        }
    )*};
}

fields! { SerializeStruct SerializeStructVariant }

impl SerializeMap for Look {
    type Ok = ();
    type Error = Wrong;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Wrong> {
        key.serialize(*self)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Wrong> {
        value.serialize(*self)
    }

    fn end(self) -> Result<(), Wrong> {
        Ok(())
    }
}
