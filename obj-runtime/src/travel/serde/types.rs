//! Which types of objects a graph can have: found by following the types of fields, when the program is compiled.

use std::any::TypeId;
use std::marker::PhantomData;

use ::serde::de::DeserializeOwned;
use ::serde::{Deserializer, Serialize, Serializer};

use super::later::FilledLater;
use super::{alone, names};
use crate::heap::type_info::TypeInfo;
use crate::object::any::AnyObj;
use crate::object::{Obj, Object, Viewed};

/// Whoever wants to know the types of a graph.
#[doc(hidden)]
pub trait Visit {
    /// Something has values of this type in it. Returns whether to visit what they lead to: that was not known.
    fn enter_part(&mut self, part: TypeId) -> bool;
    /// Objects of the type can be in the graph. Called behind what they lead to, so that the compiler, too, meets what saves and
    /// loads the type behind all that it needs of other types: it goes only so deep into functions that it has not met.
    fn enter<T: Saved>(&mut self);
    /// Objects of the type have a field that is filled later, with these names, of which the first is written. Called before the
    /// type is entered.
    fn later<T: Object<View = T>, C: FilledLater>(
        &mut self,
        _names: &'static [&'static str],
        _cell: fn(&T) -> Option<&C>,
    ) {
    }
}

/// Types whose objects can be saved and loaded: those with `#[derive(Object, Serialize, Deserialize)]`, and the built-in
/// ones.
#[diagnostic::on_unimplemented(
    message = "objects of type `{Self}` cannot be saved and loaded",
    label = "`{Self}` is not saved",
    note = "annotate it with `#[derive(Object, Serialize, Deserialize)]`",
    note = "for a parameter of a generic type write the bound `{Self}: obj_runtime::serde::Saved`, and `#[serde(bound = \"\")]` above the type"
)]
pub trait Saved: Object + Part {
    /// The name of the type in what is saved.
    #[doc(hidden)]
    #[must_use]
    fn saved_name() -> String {
        names::of::<Self>()
    }

    /// The names by which the type was saved earlier, as they stand in what is saved.
    #[doc(hidden)]
    #[must_use]
    fn earlier_names() -> Vec<String> {
        Vec::new()
    }

    #[doc(hidden)]
    fn visit_types<V: Visit>(visitor: &mut V) {
        Self::visit_fields::<V, AsObject<Self>>(visitor);
    }

    #[doc(hidden)]
    fn save<S: Serializer>(this: &Obj<Self>, serializer: S) -> Result<S::Ok, S::Error>;

    #[doc(hidden)]
    fn load<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Obj<Self>, D::Error>;
}

/// Object types of the program: they are saved and loaded as serde's own traits say, if they have them. It is one
/// implementation for all, since each that is derived takes the compiler's time.
#[doc(hidden)]
pub trait Derived: Object<View = Self> + Part {
    /// The names by which the type was saved earlier.
    const ALIASES: &'static [&'static str] = &[];
}

#[diagnostic::do_not_recommend]
impl<T: Derived + Serialize + DeserializeOwned> Saved for T {
    fn earlier_names() -> Vec<String> {
        T::ALIASES.iter().map(|alias| names::with_arguments_of::<T>(alias)).collect()
    }

    fn save<S: Serializer>(this: &Obj<T>, serializer: S) -> Result<S::Ok, S::Error> {
        T::serialize(this, serializer)
    }

    fn load<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Obj<T>, D::Error> {
        T::deserialize(deserializer).map(Obj::new)
    }
}

/// What a handle that is saved may lead to: [`Saved`] types, and `dyn Trait` after `dyn_object!(dyn Trait)`.
///
/// # Safety
/// 1. If `accepts` says so, a handle to an object of the type may be taken for one to `Self`.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "handles to `{Self}` cannot be saved and loaded",
    label = "`{Self}` is not saved",
    note = "annotate it with `#[derive(Object, Serialize, Deserialize)]`",
    note = "for a parameter of a generic type write the bound `{Self}: obj_runtime::serde::Saved`, and `#[serde(bound = \"\")]` above the type"
)]
pub unsafe trait Reached: Viewed + 'static {
    /// The types to which a handle leads.
    type Next<V: Visit>: Next<V>;

    /// Whether a handle to an object of this type can be one to `Self`.
    fn accepts(info: &TypeInfo) -> bool;

    /// The handle as one to `Self`.
    ///
    /// # Errors
    /// The handle itself, if `accepts` says no.
    fn claim(object: AnyObj) -> Result<Obj<Self>, AnyObj>;

    /// Writes the object where there is no graph.
    fn save_alone<S: Serializer>(this: &Obj<Self>, serializer: S) -> Result<S::Ok, S::Error>;

    /// Reads an object where there is no graph.
    fn load_alone<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Obj<Self>, D::Error>;

    /// What it is called in messages.
    #[must_use]
    fn words() -> String;
}

// SAFETY: it is asked whether the type is this one.
unsafe impl<T: Saved> Reached for T {
    type Next<V: Visit> = OfType<T>;

    fn accepts(info: &TypeInfo) -> bool {
        info.type_id == TypeId::of::<T>()
    }

    fn claim(object: AnyObj) -> Result<Obj<T>, AnyObj> {
        object.downcast()
    }

    fn save_alone<S: Serializer>(this: &Obj<T>, serializer: S) -> Result<S::Ok, S::Error> {
        alone::save(this, serializer)
    }

    fn load_alone<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Obj<T>, D::Error> {
        alone::load(deserializer)
    }

    fn words() -> String {
        T::saved_name()
    }
}

/// Types of roots and fields, as far as they lead to objects. A parameter whose values hold handles has it as a bound.
#[diagnostic::on_unimplemented(
    message = "to which objects `{Self}` leads is not known, so it cannot be the root of a graph",
    label = "not known to hold handles",
    note = "annotate it with `#[derive(Trace)]`; a parameter has the bound `{Self}: obj_runtime::serde::Leads`"
)]
pub trait Leads {
    /// The names of the type in what is saved, the one that is written first, if it has others than its own.
    #[doc(hidden)]
    const NAMES: &'static [&'static str] = &[];
    /// Where to.
    #[doc(hidden)]
    type Next<V: Visit>: Next<V>;
}

/// How to visit the types that something leads to. A constant, not a function: the compiler follows a row of types through
/// the functions of these types only, of which each is met once.
#[doc(hidden)]
pub trait Next<V> {
    const VISIT: Option<fn(&mut V)>;
}

/// The types of fields of a type.
#[doc(hidden)]
pub trait Part: 'static {
    /// Visits what values lead to, and enters what the type is. It is one function, since the compiler calls itself for each in a
    /// row of types.
    fn visit_fields<V: Visit, E: Enter<V>>(visitor: &mut V);
}

/// What a type is where it was found.
#[doc(hidden)]
pub trait Enter<V> {
    fn enter(visitor: &mut V);
}

/// One of objects.
#[doc(hidden)]
#[derive(Debug)]
pub(super) struct AsObject<T>(PhantomData<T>);

impl<V: Visit, T: Saved> Enter<V> for AsObject<T> {
    fn enter(visitor: &mut V) {
        visitor.enter::<T>();
    }
}

/// One of parts of objects.
#[doc(hidden)]
#[derive(Debug)]
pub(super) struct AsPart;

impl<V> Enter<V> for AsPart {
    fn enter(_: &mut V) {}
}

/// Nowhere.
#[doc(hidden)]
#[derive(Debug)]
pub struct Nowhere;

impl<V> Next<V> for Nowhere {
    const VISIT: Option<fn(&mut V)> = None;
}

/// To objects of one type.
#[doc(hidden)]
#[derive(Debug)]
pub struct OfType<T>(PhantomData<T>);

impl<V: Visit, T: Saved> Next<V> for OfType<T> {
    const VISIT: Option<fn(&mut V)> = Some(T::visit_fields::<V, AsObject<T>>);
}

/// To what the fields of a part lead to.
#[doc(hidden)]
#[derive(Debug)]
pub struct OfPart<T>(PhantomData<T>);

impl<V: Visit, T: Part> Next<V> for OfPart<T> {
    const VISIT: Option<fn(&mut V)> = Some(T::visit_fields::<V, AsPart>);
}

/// To both.
#[doc(hidden)]
#[derive(Debug)]
pub struct Both<A, B>(PhantomData<(A, B)>);

impl<V, A: Next<V>, B: Next<V>> Next<V> for Both<A, B> {
    const VISIT: Option<fn(&mut V)> = match (A::VISIT, B::VISIT) {
        (None, next) | (next, None) => next,
        (Some(_), Some(_)) => Some(both::<V, A, B>),
    };
}

fn both<V, A: Next<V>, B: Next<V>>(visitor: &mut V) {
    for visit in [A::VISIT, B::VISIT].into_iter().flatten() {
        visit(visitor);
    }
}

#[diagnostic::do_not_recommend]
impl<T: Reached + ?Sized> Leads for Obj<T> {
    type Next<V: Visit> = T::Next<V>;
}

/// A field, for generated code: `Field::<T, V>::VISIT` is where the type leads to, and nowhere for types of which that is
/// not known.
#[doc(hidden)]
#[derive(Debug)]
pub struct Field<T: ?Sized, V>(PhantomData<V>, PhantomData<T>);

impl<T: Leads + ?Sized, V: Visit> Field<T, V> {
    pub const VISIT: Option<fn(&mut V)> = <T::Next<V> as Next<V>>::VISIT;
}

/// Visits what fields lead to.
#[doc(hidden)]
pub fn visit_all<V>(visitor: &mut V, fields: &[Option<fn(&mut V)>]) {
    fields.iter().flatten().for_each(|visit| visit(visitor));
}

#[doc(hidden)]
pub trait UnknownField<V> {
    const VISIT: Option<fn(&mut V)> = None;
}

impl<T: ?Sized, V> UnknownField<V> for Field<T, V> {}

/// A list of types, as a tuple: those of objects that are only named as `AnyObj` or `Obj<dyn Trait>`. Rows of items are named by the
/// handle to them: `(Node, Obj<[u8]>)`. More than twelve types are a list of lists: `((Node, Edge), (Circle, Square))`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of types",
    label = "not a list of types",
    note = "a list is a tuple: `(Circle,)`, `(Circle, Square)`; for more than twelve types, a tuple of such tuples"
)]
pub trait TypeList {
    #[doc(hidden)]
    fn visit_types<V: Visit>(visitor: &mut V);
}

/// What a list of types may name: a type, the rows of one, or another list.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "objects of type `{Self}` cannot be saved and loaded",
    label = "`{Self}` is not saved",
    note = "annotate it with `#[derive(Object, Serialize, Deserialize)]`"
)]
pub trait Listed {
    fn visit_listed<V: Visit>(visitor: &mut V);
}

impl<T: Saved> Listed for T {
    fn visit_listed<V: Visit>(visitor: &mut V) {
        T::visit_types(visitor);
    }
}

macro_rules! lists {
    ($($($name:ident)*;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($name: Listed),*> TypeList for ($($name,)*) {
            fn visit_types<V: Visit>(visitor: &mut V) {
                let _ = visitor;
                $($name::visit_listed(visitor);)*
            }
        }

        impl<$($name: Listed),*> Listed for ($($name,)*) {
            fn visit_listed<V: Visit>(visitor: &mut V) {
                <Self as TypeList>::visit_types(visitor);
            }
        }
    )*};
}

lists! {
    ;
    A; A B; A B C; A B C D; A B C D E; A B C D E F; A B C D E F G; A B C D E F G H;
    A B C D E F G H I; A B C D E F G H I J; A B C D E F G H I J K; A B C D E F G H I J K L;
}
