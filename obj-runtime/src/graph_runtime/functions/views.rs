//! What `keys()`, `values()` and `items()` of a dict return: they see what is in the dict whenever they are looked at.

use crate::graph_runtime::arithmetic::kinds;
use crate::graph_runtime::arithmetic::operand::Operand;
use crate::graph_runtime::as_object::{AsObject, Borrowed, NoObject};
use crate::graph_runtime::iterate::Iterable;
use crate::graph_runtime::new::New;
use crate::graph_runtime::put::puts;
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::values::{Dict, List, Set};

/// A view of a type of its own: `name, Python's name of it: item = |key, value| an item, as |items| the object that it is for operators.`
macro_rules! views {
    ($($(#[$doc:meta])* $view:ident $name:literal: $item:ty = |$key:ident, $value:ident| $made:expr, $as:path;)*) => {$(
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $view(Obj<Dict>);

        impl $view {
            pub(in crate::graph_runtime) fn of(dict: &Obj<Dict>) -> Self {
                Self(dict.clone())
            }

            /// What is there now.
            #[cfg_attr(feature = "trace-refs", track_caller)]
            fn list(&self) -> Obj<List> {
                self.each().map(crate::graph_runtime::join::IntoObject::into_object).collect()
            }
        }

        #[diagnostic::do_not_recommend]
        impl Iterable for $view {
            type Item = $item;

            #[track_caller]
            fn each(&self) -> impl Iterator<Item = $item> {
                let entries = self.0.items().map(|($key, $value)| $made);
                entries.collect::<Vec<_>>().into_iter()
            }
        }

        #[diagnostic::do_not_recommend]
        impl AsObject for $view {
            fn try_as_object(&self) -> Result<Borrowed<'_>, NoObject> {
                Ok(Borrowed::Made($as(self.list())))
            }

            fn length(&self) -> Option<usize> {
                Some(self.0.len())
            }

            fn text(&self) -> Option<String> {
                Some(format!("{}({:?})", $name, self.list()))
            }
        }

        puts! {
            ['a] &'a New<$view> => AnyObj = |view| Obj::into_any(view.take().list());
            ['a] &'a New<$view> => &'a AnyObj = |view| view.borrow_object(|view| Obj::into_any(view.list()));
        }
    )*};
}

views! {
    /// The keys of a dict.
    KeysView "dict_keys": AnyObj = |key, _value| key.clone(), set_of;
    /// The values of a dict.
    ValuesView "dict_values": AnyObj = |_key, value| value.clone(), Obj::into_any;
    /// The entries of a dict.
    ItemsView "dict_items": (AnyObj, AnyObj) = |key, value| (key.clone(), value.clone()), set_if_hashed;
}

#[diagnostic::do_not_recommend]
impl Operand for KeysView {
    type Kind = kinds::set;
}

#[diagnostic::do_not_recommend]
impl Operand for ItemsView {
    type Kind = kinds::set;
}

fn set_of(items: Obj<List>) -> AnyObj {
    Obj::into_any(Set::of(&Obj::into_any(items)))
}

/// A set, if all items have a hash.
fn set_if_hashed(items: Obj<List>) -> AnyObj {
    if items.iter().all(|item| item.hash_value().is_ok()) { set_of(items) } else { Obj::into_any(items) }
}

/// `keys()` and the others of what may be a dict.
#[track_caller]
pub(in crate::graph_runtime) fn dict_for<'d>(object: &'d AnyObj, method: &str) -> &'d Obj<Dict> {
    match object.downcast_ref() {
        Some(dict) => dict,
        None => crate::graph_runtime::raise(
            "AttributeError",
            format_args!("'{}' object has no attribute '{method}'", object.type_name()),
        ),
    }
}
