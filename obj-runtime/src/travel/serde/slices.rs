//! `Obj<[T]>` in serde: the items, in a sequence.

use std::any::{TypeId, type_name};
use std::marker::PhantomData;
use std::mem::needs_drop;

use ::serde::de::DeserializeOwned;
use ::serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::names;
use super::types::{AsObject, Enter, Leads, Listed, Next, Part, Reached, Saved, Visit};
use crate::heap::type_info::TypeInfo;
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::object::row;
use crate::object::slice::{Dropped, Items};
use crate::trace::Trace;

/// Items that can be saved and loaded.
trait Item: Trace + Leads + Serialize + DeserializeOwned + 'static {}

impl<T: Trace + Leads + Serialize + DeserializeOwned + 'static> Item for T {}

/// `[T]`, without modules.
fn name_of<T: Leads>() -> String {
    match T::NAMES.first() {
        Some(name) => of_items_called::<T>(name),
        None => {
            let mut name = String::new();
            names::push_short(&mut name, type_name::<T>());
            format!("[{name}]")
        }
    }
}

/// The same, where `T` has this name.
fn of_items_called<T>(name: &str) -> String {
    format!("[{}]", names::with_arguments_of::<T>(name))
}

impl<T: Leads + 'static, D: 'static> Part for Items<T, D> {
    fn visit_fields<V: Visit, E: Enter<V>>(visitor: &mut V) {
        if visitor.enter_part(TypeId::of::<Self>())
            && let Some(visit) = <T::Next<V> as Next<V>>::VISIT
        {
            visit(visitor);
        }
        E::enter(visitor);
    }
}

#[diagnostic::do_not_recommend]
impl<T: Item, D: 'static> Saved for Items<T, D> {
    fn saved_name() -> String {
        name_of::<T>()
    }

    fn earlier_names() -> Vec<String> {
        T::NAMES.iter().skip(1).map(|name| of_items_called::<T>(name)).collect()
    }

    fn save<S: Serializer>(this: &Obj<Self>, serializer: S) -> Result<S::Ok, S::Error> {
        (**this).serialize(serializer)
    }

    fn load<'de, De: Deserializer<'de>>(deserializer: De) -> Result<Obj<Self>, De::Error> {
        Vec::deserialize(deserializer).map(row::of_vec)
    }
}

impl<T: Item> Listed for Obj<[T]> {
    fn visit_listed<V: Visit>(visitor: &mut V) {
        if let Some(visit) = <OfItems<T> as Next<V>>::VISIT {
            visit(visitor);
        }
    }
}

/// To objects of items.
#[doc(hidden)]
#[derive(Debug)]
pub struct OfItems<T>(PhantomData<T>);

impl<V: Visit, T: Item> Next<V> for OfItems<T> {
    const VISIT: Option<fn(&mut V)> = Some(match needs_drop::<T>() {
        true => Items::<T, Dropped>::visit_fields::<V, AsObject<Items<T, Dropped>>>,
        false => Items::<T, ()>::visit_fields::<V, AsObject<Items<T, ()>>>,
    });
}

// SAFETY: it is asked whether the object is one of items of this type.
unsafe impl<T: Trace + Leads + Serialize + DeserializeOwned + 'static> Reached for [T] {
    type Next<V: Visit> = OfItems<T>;

    fn accepts(info: &TypeInfo) -> bool {
        [TypeId::of::<Items<T, Dropped>>(), TypeId::of::<Items<T, ()>>()].contains(&info.type_id)
    }

    fn claim(object: AnyObj) -> Result<Obj<[T]>, AnyObj> {
        object.try_into()
    }

    fn save_alone<S: Serializer>(this: &Obj<[T]>, serializer: S) -> Result<S::Ok, S::Error> {
        (**this).serialize(serializer)
    }

    fn load_alone<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Obj<[T]>, D::Error> {
        Vec::deserialize(deserializer).map(Obj::from)
    }

    fn words() -> String {
        name_of::<T>()
    }
}
