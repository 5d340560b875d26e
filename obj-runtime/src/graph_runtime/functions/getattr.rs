//! Functions that find attributes by name. `module` is the one in which the unit stands: it sees what Rust lets it name.

use crate::graph_runtime::as_object::{AsObject, Borrowed, object_of};
use crate::graph_runtime::by_name::done;
use crate::graph_runtime::of_values::{has_method, method_names};
use crate::graph_runtime::raise;
use crate::heap::field::Module;
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::values::{Bool, Builtin, Dict, List, NoneType, Str};

/// `getattr(object, name)`, `getattr(object, name, default)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn getattr(module: Module, arguments: &[&dyn AsObject]) -> AnyObj {
    let (object, name) = named(arguments);
    let found = object.attribute_from(Some(module), &name);
    match (found, arguments.get(2)) {
        (Err(error), Some(default)) if error.is_missing() => object_of(*default).into_object(),
        (Err(_), _) if has_method(&object, &name) => {
            raise("TypeError", format_args!("a method is no value here; call it: `.{name}(…)`"))
        }
        (found, _) => done(found),
    }
}

/// `setattr(object, name, value)`
#[track_caller]
#[inline(never)]
pub fn setattr(module: Module, arguments: &[&dyn AsObject]) -> Obj<NoneType> {
    let (object, name) = named(arguments);
    let value = object_of(arguments[2]).into_object();
    done(object.set_attribute_from(Some(module), &name, value));
    crate::graph_runtime::none()
}

/// `hasattr(object, name)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn hasattr(module: Module, arguments: &[&dyn AsObject]) -> Obj<Bool> {
    let (object, name) = named(arguments);
    let mut names = object.attribute_names_from(Some(module));
    crate::graph_runtime::boolean(names.any(|other| other == &*name) || has_method(&object, &name))
}

/// `delattr(object, name)`
#[track_caller]
#[inline(never)]
pub fn delattr(module: Module, arguments: &[&dyn AsObject]) -> Obj<NoneType> {
    let (object, name) = named(arguments);
    done(object.delete_attribute_from(Some(module), &name));
    crate::graph_runtime::none()
}

/// `dir(object)`: the names of its attributes, or of its methods if it is a built-in value.
#[must_use]
#[track_caller]
#[inline(never)]
pub fn dir(module: Module, arguments: &[&dyn AsObject]) -> Obj<List> {
    let object = object_of(arguments[0]);
    let mut names: Vec<_> = object.attribute_names_from(Some(module)).collect();
    names.extend(method_names(&object));
    names.sort_unstable();
    names.into_iter().map(AnyObj::from).collect()
}

/// `vars(object)`: its attributes as they are now, those that are objects.
#[must_use]
#[track_caller]
#[inline(never)]
pub fn vars(module: Module, arguments: &[&dyn AsObject]) -> Obj<Dict> {
    let object = object_of(arguments[0]);
    if !matches!(Builtin::of(&object), Builtin::Other) {
        raise("TypeError", "vars() argument must have __dict__ attribute");
    }
    let names = object.attribute_names_from(Some(module));
    let values = names.map(|name| (name, object.attribute_from(Some(module), name)));
    values.filter_map(|(name, value)| Some((AnyObj::from(name), value.ok()?))).collect()
}

/// The object and the name of its attribute.
#[track_caller]
fn named<'a>(arguments: &[&'a dyn AsObject]) -> (Borrowed<'a>, Obj<Str>) {
    let name = object_of(arguments[1]);
    match name.downcast_ref::<Str>() {
        Some(text) => (object_of(arguments[0]), text.clone()),
        None => raise("TypeError", format_args!("attribute name must be string, not '{}'", name.type_name())),
    }
}
