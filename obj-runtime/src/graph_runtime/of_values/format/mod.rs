//! Values in texts: `"{:>5}".format(a)`, `format(a, ".2f")`, `"%5d" % a`.

mod fields;
mod number;
mod percent;
mod spec;

use spec::Spec;

use crate::graph_runtime::as_object::{AsObject, object_of};
use crate::graph_runtime::raise;
use crate::object::Obj;
use crate::object::any::AnyObj;
use crate::values::number::tower::Number;
use crate::values::{Builtin, Str};

pub(super) use fields::formatted;
pub(in crate::graph_runtime) use percent::percent;

/// `format(value, spec)`
#[must_use]
#[track_caller]
#[inline(never)]
pub fn format(arguments: &[&dyn AsObject]) -> Obj<Str> {
    let Some(spec) = arguments.get(1) else { return Obj::from(&*object_of(arguments[0]).to_string()) };
    let spec = object_of(*spec);
    match Builtin::of(&spec) {
        Builtin::Str(spec) => Obj::from(&*written(&object_of(arguments[0]), spec)),
        _ => raise("TypeError", format_args!("format() argument 2 must be str, not {}", spec.type_name())),
    }
}

/// The value as the specification says.
#[track_caller]
fn written(value: &AnyObj, spec: &str) -> String {
    if spec.is_empty() {
        return value.to_string();
    }
    match (Builtin::of(value), Number::of(value)) {
        (Builtin::Str(text), _) => of_text(text, &Spec::read(spec, "str")),
        (_, Some(Number::Int(number))) => number::of_int(number, &Spec::read(spec, value.type_name())),
        (_, Some(Number::Float(number))) => number::of_float(number, &Spec::read(spec, "float")),
        _ => {
            let name = value.type_name();
            raise("TypeError", format_args!("unsupported format string passed to {name}.__format__"))
        }
    }
}

#[track_caller]
fn of_text(text: &str, spec: &Spec) -> String {
    if !matches!(spec.kind, None | Some('s')) {
        spec.refuse_kind();
    }
    if let Some(sign) = spec.sign {
        let what = if sign == ' ' { "Space" } else { "Sign" };
        raise("ValueError", format_args!("{what} not allowed in string format specifier"));
    }
    if spec.is_alternate {
        raise("ValueError", "Alternate form (#) not allowed in string format specifier");
    }
    if spec.align == Some('=') {
        raise("ValueError", "'=' alignment not allowed in string format specifier");
    }
    let text: String = text.chars().take(spec.precision.unwrap_or(usize::MAX)).collect();
    spec.padded("", &text, '<')
}
