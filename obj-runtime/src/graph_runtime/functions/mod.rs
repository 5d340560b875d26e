//! The built-in functions that a unit calls as Python does.

mod arguments;
#[cfg(feature = "parcel")]
mod copying;
mod getattr;
mod isinstance;
mod items;
mod numbers;
mod of_types;
mod order;
mod range;
mod text_to_number;
mod views;

pub use arguments::{add_named, arguments, dict_with, extend_named};
#[cfg(feature = "parcel")]
pub use copying::{deep_copy, shallow_copy};
pub use getattr::{delattr, dir, getattr, hasattr, setattr, vars};
pub use isinstance::{IsA, callable, isinstance, types};
pub use items::{
    all_true, any_true, dict_of, enumerate, frozenset_of_items, gathered, list_of_items, reversed, set_of_items, sum,
    tuple_of_items, zip_0, zip_1, zip_2, zip_3, zip_4, zip_of,
};
pub use numbers::{
    abs, bin, chr, divmod, floordiv, hash, invert, oct, ord, pow, round, to_bool, to_bytes, to_float, to_int,
};
pub(in crate::graph_runtime) use numbers::{byte, whole};
pub use of_types::{bytes_fromhex, dict_fromkeys, int_from_bytes, str_maketrans, type_value};
pub use order::{compared, max, max_by, min, min_by, sorted, sorted_by};
pub(in crate::graph_runtime) use range::integer;
pub use range::{Range, number, numbers, range, range_of};
pub(in crate::graph_runtime) use text_to_number::ascii_digit;
pub(in crate::graph_runtime) use views::dict_for;
pub use views::{ItemsView, KeysView, ValuesView};
