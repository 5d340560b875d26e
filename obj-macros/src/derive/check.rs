//! The rules that can be checked from tokens alone. What needs types is checked by generated code.

use std::collections::HashSet;

use quote::ToTokens;
use syn::Type;

use super::cache;
use super::contents::Contents;
use super::header::Header;
use super::model::{Field, Finalizer, Model, Shape, Sharing};
use super::named::Named;
use super::parse::{Item, TypeOptions};
use crate::errors::Errors;
use crate::names::text_of;
use crate::options::Derive;

/// The model of an item. What is wrong in it is told and left out.
pub(crate) fn model(mut item: Item, errors: &mut Errors) -> Model {
    check_union(&item, errors);
    check_lifetimes(&mut item, errors);
    check_packed(&mut item, errors);
    check_casts(&mut item, errors);
    check_attributes(&item, errors);
    check_fields(&item, errors);
    check_functions(&mut item, errors);
    ask_parameters(&mut item);
    let finalize = finalize(&item.options, errors);
    let sharing = sharing(&mut item, errors);
    Model {
        derive: item.derive,
        crate_path: item.options.crate_path,
        is_named: item.options.name.is_some(),
        name: item.options.name.unwrap_or_else(|| text_of(&item.ident).to_token_stream()),
        aliases: item.options.aliases,
        bounds: item.options.bounds,
        header: Header::new(item.ident, item.generics, item.is_deprecated),
        shape: item.shape,
        frozen: item.options.frozen.is_some() || !matches!(sharing, Sharing::Never),
        sharing,
        finalize,
        attributes: item.options.attributes.is_some(),
        casts: item.options.casts,
        may_change: item.may_change,
    }
}

fn check_union(item: &Item, errors: &mut Errors) {
    if let Some(union) = item.union {
        errors.error(
            union,
            "the handles in a union cannot be found, since nothing says which field is there; use an enum",
        );
    }
}

fn check_lifetimes(item: &mut Item, errors: &mut Errors) {
    if let Some(parameter) = item.generics.lifetimes().next() {
        let lifetime = &parameter.lifetime;
        let message = format!(
            "an object lives as long as there are handles to it, so it cannot borrow for `{lifetime}`; \
             let it own what it holds, or hold an `Obj`"
        );
        errors.error(lifetime, message);
        item.shape = Shape::Opaque;
    }
}

fn check_packed(item: &mut Item, errors: &mut Errors) {
    if let Some(packed) = &item.packed {
        errors.error(
            packed,
            "the fields of a packed type cannot be referred to, so handles in it cannot be found; remove `packed`",
        );
        item.shape = Shape::Opaque;
    }
}

/// A trait is listed once.
fn check_casts(item: &mut Item, errors: &mut Errors) {
    let mut listed = HashSet::new();
    item.options.casts.retain(|ty| {
        let text = ty.to_token_stream().to_string();
        let is_new = listed.insert(text.clone());
        if !is_new {
            errors.error(ty, format!("`{text}` is listed twice; remove one"));
        }
        is_new
    });
}

/// Fields are found by name in structs.
fn check_attributes(item: &Item, errors: &mut Errors) {
    if let (Some(attributes), Shape::Enum(_)) = (&item.options.attributes, &item.shape) {
        let message = "the fields of an enum depend on the variant, so none is an attribute; remove `attributes`";
        errors.error(attributes, message);
    }
}

/// What is seen from the text: functions, which hold nothing, and closures, which may.
fn check_functions(item: &mut Item, errors: &mut Errors) {
    let is_frozen = is_frozen(&item.options);
    for field in item.shape.fields_mut().filter(|field| field.is_traced()) {
        field.is_functions = match Contents::of(&field.ty) {
            Contents::Unknown => false,
            Contents::Functions { in_cell } => !(in_cell && is_frozen),
            Contents::Closure(closure) => {
                errors.error(closure, HIDDEN);
                true
            }
        };
    }
}

const HIDDEN: &str = "a closure hides the handles it holds, so cycles through it would never be collected; \
                      write `Callback<dyn Fn(…)>`, which is a function and the handles it uses, \
                      or `Plain<Box<dyn Fn(…)>>` if the closure holds no handles";

/// A parameter may be anything, whatever it is called.
fn ask_parameters(item: &mut Item) {
    for parameter in item.generics.type_params() {
        let is_it = |field: &&mut Field| matches!(&field.ty, Type::Path(path) if path.path.is_ident(&parameter.ident));
        item.shape.fields_mut().filter(is_it).for_each(|field| field.named = Named::Unknown);
    }
}

/// Whether nothing in a value may change.
fn is_frozen(options: &TypeOptions) -> bool {
    options.frozen.is_some() || options.cache.is_some() || options.intern.is_some()
}

/// Options of fields that say nothing.
fn check_fields(item: &Item, errors: &mut Errors) {
    let is_frozen = is_frozen(&item.options);
    for field in item.shape.fields() {
        match (&field.skip, &field.frozen) {
            (Some(skip), Some(_)) => {
                errors.error(skip, "`frozen` says already that the field is not traced; remove `skip`");
            }
            (None, Some(frozen)) if !is_frozen => {
                errors.error(frozen, frozen_field_of_other(item.derive));
            }
            _ => {}
        }
        check_traced_with(field, is_frozen, errors);
        check_later(field, item.derive, is_frozen, errors);
    }
}

/// An object may have many parts, so that nothing tells their cells apart; and what never changes is hashed before it could be filled.
fn check_later(field: &Field, derive: Derive, is_frozen: bool, errors: &mut Errors) {
    let Some(later) = &field.later else { return };
    if derive == Derive::Trace {
        errors.error(&later.path, "a cell in a part of an object cannot be filled later, only a field of an object; use an `ObjCell` or an `ObjVec`");
    } else if is_frozen {
        errors.error(
            &later.path,
            "an interned, cached or frozen object never changes, so nothing in it can be filled later; remove `with`",
        );
    }
}

/// A function traces what is traced at all.
fn check_traced_with(field: &Field, is_frozen: bool, errors: &mut Errors) {
    let Some((trace_with, _)) = &field.trace_with else { return };
    if let Some(other) = field.skip.as_ref().or(field.frozen.as_ref()) {
        let message = format!("`{other}` says that the field is not traced, and `trace_with` how; remove one of them");
        errors.error(trace_with, message);
    } else if is_frozen {
        errors.error(trace_with, "nothing in a frozen type is traced; write `frozen` if the field never changes");
    }
}

fn frozen_field_of_other(derive: Derive) -> &'static str {
    match derive {
        Derive::Object => {
            "only a type with `intern`, `cache` or `frozen` asks whether its fields change; \
             write `skip` to have the field not traced"
        }
        Derive::Trace => {
            "only a type with `frozen` asks whether its fields change; write `skip` to have the field not traced"
        }
    }
}

/// The option `finalize`, if the objects can die one by one.
fn finalize(options: &TypeOptions, errors: &mut Errors) -> Finalizer {
    let Some(finalize) = options.finalize.clone() else { return Finalizer::No };
    let (shared, reason) = match (&options.cache, &options.intern) {
        (Some(_), _) => ("cache", "cached objects live as long as their thread"),
        (_, Some(_)) => ("intern", "an interned object stands for its value, which can come back at any time"),
        (None, None) => return Finalizer::Yes(finalize),
    };
    let message = format!("`finalize` and `{shared}` contradict each other: {reason}; remove one of them");
    errors.error(finalize, message);
    Finalizer::Contradicted
}

fn sharing(item: &mut Item, errors: &mut Errors) -> Sharing {
    let options = &mut item.options;
    match (options.cache.take(), options.intern.take()) {
        (None, None) => Sharing::Never,
        (None, Some(intern)) => Sharing::EqualValues(intern),
        (Some(cache), None) => {
            let is_readable = !matches!(item.shape, Shape::Opaque);
            let cached = is_readable.then(|| cache::cached(&cache, &item.shape, &item.generics, errors)).flatten();
            cached.map_or(Sharing::Never, Sharing::SmallValues)
        }
        (Some(_), Some(intern)) => {
            let message = "`cache` and `intern` contradict each other: \
                           either some values are shared, or all are; remove one of them";
            errors.error(intern, message);
            Sharing::Never
        }
    }
}
