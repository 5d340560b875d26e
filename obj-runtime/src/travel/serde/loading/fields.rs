//! Which field of an object is being read, for errors: a deserializer around another that remembers it.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt::{self, Display};

use ::serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, Visitor};

/// Reads a value; errors in one of its fields begin with the name of the field.
pub(super) struct InFields<D>(pub(super) D);

/// An error in a field.
pub(super) fn in_field<E: Error>(name: &str, error: impl Display) -> E {
    E::custom(format_args!("in `{name}`: {error}"))
}

/// What a deserializer leaves to the one that it is around.
macro_rules! forward {
    ($($name:ident($($argument:ident: $type:ty),*))*) => {$(
        fn $name<V: Visitor<'de>>(self, $($argument: $type,)* visitor: V) -> Result<V::Value, D::Error> {
            self.0.$name($($argument,)* visitor)
        }
    )*};
}

/// All but identifiers and structs.
macro_rules! forward_most {
    () => {
        forward! {
            deserialize_any() deserialize_bool() deserialize_i8() deserialize_i16() deserialize_i32() deserialize_i64()
            deserialize_i128() deserialize_u8() deserialize_u16() deserialize_u32() deserialize_u64() deserialize_u128()
            deserialize_f32() deserialize_f64() deserialize_char() deserialize_str() deserialize_string()
            deserialize_bytes() deserialize_byte_buf() deserialize_option() deserialize_unit()
            deserialize_unit_struct(name: &'static str) deserialize_newtype_struct(name: &'static str)
            deserialize_seq() deserialize_tuple(len: usize) deserialize_tuple_struct(name: &'static str, len: usize)
            deserialize_map() deserialize_ignored_any()
            deserialize_enum(name: &'static str, variants: &'static [&'static str])
        }

        fn is_human_readable(&self) -> bool {
            self.0.is_human_readable()
        }
    };
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for InFields<D> {
    type Error = D::Error;

    forward_most! {}
    forward! { deserialize_identifier() }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_struct(name, fields, OfStruct { visitor, fields })
    }
}

/// A visitor of a struct with these fields.
struct OfStruct<V> {
    visitor: V,
    fields: &'static [&'static str],
}

macro_rules! visits {
    ($($name:ident($type:ty))*) => {$(
        fn $name<E: Error>(self, value: $type) -> Result<V::Value, E> {
            self.visitor.$name(value)
        }
    )*};
}

impl<'de, V: Visitor<'de>> Visitor<'de> for OfStruct<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(f)
    }

    visits! {
        visit_bool(bool) visit_i64(i64) visit_i128(i128) visit_u64(u64) visit_u128(u128) visit_f64(f64) visit_char(char)
        visit_str(&str) visit_borrowed_str(&'de str) visit_string(String) visit_bytes(&[u8])
        visit_borrowed_bytes(&'de [u8]) visit_byte_buf(Vec<u8>)
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.visitor.visit_none()
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.visitor.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        self.visitor.visit_some(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        self.visitor.visit_newtype_struct(deserializer)
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_enum(data)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_seq(InOrder { items, fields: self.fields.iter() })
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_map(Named { entries, name: Cell::new(Name::Lent("")) })
    }
}

/// Fields in the order in which the type has them.
struct InOrder<A> {
    items: A,
    fields: std::slice::Iter<'static, &'static str>,
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for InOrder<A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        let field = self.fields.next();
        self.items.next_element_seed(seed).map_err(|error| in_field(field.copied().unwrap_or_default(), error))
    }

    fn size_hint(&self) -> Option<usize> {
        self.items.size_hint()
    }
}

/// So many bytes of a name are copied.
const COPIED: usize = 32;

/// The name of a field: lent for as long as the input is, or the beginning of a copy.
#[derive(Clone, Copy)]
enum Name<'de> {
    Lent(&'de str),
    Copied([u8; COPIED], usize),
}

impl Name<'_> {
    fn copied(name: &[u8]) -> Self {
        let length = name.len().min(COPIED);
        let mut bytes = [0; COPIED];
        bytes[..length].copy_from_slice(&name[..length]);
        Self::Copied(bytes, length)
    }

    fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Lent(name) => Cow::Borrowed(name),
            Self::Copied(bytes, length) => String::from_utf8_lossy(&bytes[..*length]),
        }
    }
}

/// Fields by their names.
struct Named<'de, A> {
    entries: A,
    name: Cell<Name<'de>>,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Named<'de, A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        self.entries.next_key_seed(Key(seed, &self.name))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.entries.next_value_seed(seed).map_err(|error| in_field(&self.name.get().text(), error))
    }

    fn size_hint(&self) -> Option<usize> {
        self.entries.size_hint()
    }
}

/// A seed, deserializer or visitor of a field's name, which is remembered.
struct Key<'a, 'de, T>(T, &'a Cell<Name<'de>>);

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Key<'_, 'de, S> {
    type Value = S::Value;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        self.0.deserialize(Key(deserializer, self.1))
    }
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Key<'_, 'de, D> {
    type Error = D::Error;

    forward_most! {}
    forward! { deserialize_struct(name: &'static str, fields: &'static [&'static str]) }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_identifier(Key(visitor, self.1))
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Key<'_, 'de, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_u64<E: Error>(self, index: u64) -> Result<V::Value, E> {
        self.0.visit_u64(index)
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<V::Value, E> {
        self.1.set(Name::copied(name.as_bytes()));
        self.0.visit_str(name)
    }

    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<V::Value, E> {
        self.1.set(Name::Lent(name));
        self.0.visit_borrowed_str(name)
    }

    fn visit_bytes<E: Error>(self, name: &[u8]) -> Result<V::Value, E> {
        self.1.set(Name::copied(name));
        self.0.visit_bytes(name)
    }
}
