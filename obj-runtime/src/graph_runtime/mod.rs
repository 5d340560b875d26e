//! What `graph!` expands to: one call for each thing that a statement does.
//!
//! A value on its way to a field, a parameter or an item is a *source*: [`Name`], [`New`] or a literal. What the
//! place wants is its type, and [`CanBecome`] joins the two. What is only looked at is seen through [`AsObject`].

/// A rule that nothing keeps: what it is asked of is a sentence, the one that `$words` are.
macro_rules! rule {
    ($rule:ident, $words:literal, $label:literal $(, $note:literal)?) => {
        #[doc = "Never true: what it is asked of is a sentence."]
        #[diagnostic::on_unimplemented(message = $words, label = $label $(, note = $note)?)]
        pub trait $rule {}
    };
}

/// A trait that a statement needs of a value: its items, and what the compiler says of a type that has it not.
macro_rules! needed {
    ($(#[$doc:meta])* $trait:ident: $($super:ident,)? $message:literal, $label:literal, $note:literal; $($items:tt)*) => {
        $(#[$doc])*
        #[diagnostic::on_unimplemented(message = $message, label = $label, note = $note)]
        pub trait $trait $(: $super)? {
            $($items)*
        }
    };
}

mod arithmetic;
mod attribute;
mod bind;
mod builtins;
mod by_name;
mod cast;
mod compare;
mod contains;
mod constants;
mod display;
mod entry;
mod field_values;
mod functions;
mod item;
pub mod in_loops;
mod iterate;
mod join;
mod keys;
mod literal;
mod as_object;
mod maps;
mod of_values;
mod name;
mod new;
mod or_none;
mod plain;
mod put;
mod telling;
mod temporary;
mod unpack;
mod variable;
mod rooted;
mod slice;
pub mod words;

pub use core;
pub use std;

pub use crate::heap::field::Module;
pub use crate::object::any::AnyObj;

// Under a name that no program has: where it is written at the user's tokens, its own would be an unnecessary path.
pub use core::default::Default as FieldDefault;

pub use arithmetic::{
    add, add_in_place, bit_and, bit_and_in_place, bit_or, bit_or_in_place, bit_xor, bit_xor_in_place, div,
    div_in_place, mul, mul_in_place, negative, positive, rem, rem_in_place, shl, shl_in_place, shr, shr_in_place, sub,
    sub_in_place,
};
pub use attribute::{argument, attribute, delete_attribute, set_attribute, set_attribute_exactly};
pub use bind::{alias, call, new, object, rebind, release, slot, step};
pub use builtins::{
    assert, assertion_error, boolean, collect, getrefcount, hex, id, intern, len, none, print, print_with, refcount,
    repr, str, type_name, type_of, weakref,
};
pub use by_name::Place;
pub use cast::{cast, cast_dyn};
pub use compare::{
    equal, greater, greater_equal, is, is_in, is_none, is_not, is_not_in, less, less_equal, not_equal, truth,
};
pub use constants::{Constant, Constants, UnitSite, UnitText, load};
pub use display::{
    dict, dict_from, dict_of_parts, extend, extend_entries, keep, list, list_from, list_of, list_of_parts, new_dict,
    new_list, new_set, set, set_from, set_of, set_of_parts, tuple, tuple_from,
};
pub use functions::*;
pub use item::{delete_item, item, set_item, set_item_exactly};
pub use iterate::{iterate, next};
pub use join::{Either, joined};
pub use keys::{HasHash, lookup};
pub use literal::{bytes, float, int, nothing, size, text};
pub use name::{Name, name};
pub use new::New;
pub use of_values::{On, format, method_with, on, sort, sort_by};
pub use or_none::ObjOrNone;
pub use put::{CanBecome, put};
pub use rooted::{part, rooted};
pub use slice::{delete_slice, set_slice, slice};
pub use telling::{Named, statement_begins, unit_ends, unit_text};
pub use unpack::{unpack, unpack_with_rest};
pub use variable::{Variable, again, any, first, held, hold, hold_again, let_go, pass, settled, share, variable};

pub use crate::{__obj_constants as constants, __obj_constants_for_once as constants_for_once};

/// Traits whose methods the expansion calls. Their names are not visible beside it.
pub mod methods {
    pub use super::attribute::{GetCell as _, GetPlain as _, ReadCell as _, ReadPlain as _, ReadVec as _};
    pub use super::bind::{BindObject as _, BindPlain as _, OwnOther as _, OwnReference as _, OwnText as _};
    pub use super::by_name::{
        OwnAnyObject as _, OwnOrNone as _, OwnTyped as _, RootAnyObject as _, RootOrNone as _, RootTyped as _,
    };
    pub use super::join::{
        JoinAlike as _, JoinBool as _, JoinNone as _, JoinNoneOrNone as _, JoinObjects as _, JoinOrNone as _,
        JoinOrNoneNone as _, JoinWithBool as _, JoinWithNone as _, JoinWithOrNone as _,
    };
    pub use super::keys::{
        Index as _, Key as _, NoDictIn as _, NoDictKey as _, NoListIn as _, NoListKey as _, NoSetIn as _, NoSetKey as _,
    };
    pub use super::rooted::{RootedCell as _, RootedPlain as _};
    pub use super::telling::{NamedHandle as _, NamedPlain as _};
    pub use super::variable::{
        EitherAtFirst as _, FirstObject as _, FirstOrNone as _, FirstPlain as _, NoneAtFirst as _, ObjectAtFirst as _,
    };
}

/// Ends the unit as Python ends a program: `Type: text`.
#[cold]
#[track_caller]
fn raise(error: &str, text: impl std::fmt::Display) -> ! {
    panic!("{error}: {text}")
}
