//! `#[object(…)]`: which options there are, where they may be written, and what was written.
//!
//! Every macro's options are read here, so that unknown, repeated and misplaced ones always get the same
//! sentence.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Meta, Token};

use crate::errors::Errors;
use crate::names::{nearest, text_of};

/// What an attribute is written on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Type,
    Variant,
    Field,
}

/// Which derive reads the attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Derive {
    Object,
    Trace,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Value {
    Never,
    Maybe,
    Always,
}

/// An option that there is.
struct Known {
    key: &'static str,
    on_type: bool,
    on_field: bool,
    /// Whether it makes sense on a part that is not an object of its own.
    of_parts: bool,
    value: Value,
    usage: &'static str,
}

impl Known {
    const fn of_type(key: &'static str, value: Value, usage: &'static str) -> Self {
        Self { key, on_type: true, on_field: false, of_parts: false, value, usage }
    }

    const fn of_field(key: &'static str, value: Value, usage: &'static str) -> Self {
        Self { key, on_type: false, on_field: true, of_parts: true, value, usage }
    }
}

const OPTIONS: [Known; 12] = [
    Known::of_type("cache", Value::Maybe, "cache = -5..=256"),
    Known::of_type("intern", Value::Never, "intern"),
    Known { on_field: true, of_parts: true, ..Known::of_type("frozen", Value::Never, "frozen") },
    Known { of_parts: true, ..Known::of_type("name", Value::Always, "name = \"…\"") },
    Known { of_parts: true, ..Known::of_type("alias", Value::Always, "alias = \"…\"") },
    Known::of_type("finalize", Value::Never, "finalize"),
    Known::of_type("attributes", Value::Never, "attributes"),
    Known::of_type("as", Value::Always, "as = [dyn Trait]"),
    Known { of_parts: true, ..Known::of_type("bound", Value::Always, "bound = \"T: Trace\"") },
    Known { of_parts: true, ..Known::of_type("crate", Value::Always, "crate = path::to::obj_runtime") },
    Known::of_field("skip", Value::Never, "skip"),
    Known::of_field("trace_with", Value::Always, "trace_with = unsafe { function }"),
];

/// An option as it was written, known to be allowed where it is.
#[derive(Debug, Clone)]
pub(crate) struct Written {
    pub(crate) key: Ident,
    /// What stands behind the `=`.
    pub(crate) value: TokenStream,
}

/// The options in the `#[object(…)]` attributes of one place.
pub(crate) fn read(attributes: &[Attribute], place: Place, derive: Derive, errors: &mut Errors) -> Vec<Written> {
    let mut options: Vec<Written> = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("object")) {
        for found in split(attribute, errors) {
            if let Some(option) = allowed(found, place, derive, &options, errors) {
                options.push(option);
            }
        }
    }
    options
}

/// A key, and the tokens behind its `=` if there is one.
type Found = (Ident, Option<TokenStream>);

fn split(attribute: &Attribute, errors: &mut Errors) -> Vec<Found> {
    match &attribute.meta {
        Meta::List(list) => {
            let mut found = Vec::new();
            let parser = |input: ParseStream<'_>| {
                while !input.is_empty() {
                    found.extend(errors.keep(split_one(input)));
                    to_next(input)?;
                }
                Ok(())
            };
            let read = parser.parse2(list.tokens.clone());
            errors.keep(read);
            found
        }
        Meta::Path(path) => {
            errors.error(path, "options are missing: write `#[object(…)]` with an option, or remove the attribute");
            Vec::new()
        }
        Meta::NameValue(pair) => {
            errors.error(pair, "options are written in brackets: `#[object(name = \"…\")]`");
            Vec::new()
        }
    }
}

fn split_one(input: ParseStream<'_>) -> syn::Result<Found> {
    let Ok(key) = input.call(Ident::parse_any) else {
        return Err(input.error("an option was expected here, such as `intern` or `skip`"));
    };
    if input.peek(Token![=]) {
        let equals = input.parse::<Token![=]>()?;
        let value = tokens_to_comma(input)?;
        if value.is_empty() {
            return Err(syn::Error::new_spanned(equals, format!("`{}` has no value behind the `=`", text_of(&key))));
        }
        return Ok((key, Some(value)));
    }
    if input.is_empty() || input.peek(Token![,]) {
        return Ok((key, None));
    }
    let rest = tokens_to_comma(input)?;
    let message = format!("options are separated by `,` and their values follow a `=`: `{} = …`", text_of(&key));
    Err(syn::Error::new_spanned(rest, message))
}

/// Skips to the beginning of the next option.
fn to_next(input: ParseStream<'_>) -> syn::Result<()> {
    tokens_to_comma(input)?;
    if !input.is_empty() {
        input.parse::<Token![,]>()?;
    }
    Ok(())
}

fn tokens_to_comma(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let mut tokens = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        tokens.extend([input.parse::<TokenTree>()?]);
    }
    Ok(tokens)
}

fn allowed(
    (key, value): Found,
    place: Place,
    derive: Derive,
    earlier: &[Written],
    errors: &mut Errors,
) -> Option<Written> {
    let text = text_of(&key);
    let complaint = match OPTIONS.iter().find(|known| known.key == text) {
        None => Some(unknown(&text, place, derive)),
        Some(known) => misplaced(known, place)
            .or_else(|| not_of_parts(known, derive))
            .or_else(|| wrong_value(known, value.is_some()))
            .or_else(|| {
                let again = earlier.iter().any(|other| text_of(&other.key) == text);
                again.then(|| format!("`{text}` is written twice; remove one"))
            }),
    };
    let Some(message) = complaint else { return Some(Written { key, value: value.unwrap_or_default() }) };
    errors.error(key, message);
    None
}

fn unknown(text: &str, place: Place, derive: Derive) -> String {
    if let Some(word) = nearest(text, OPTIONS.iter().map(|known| known.key)) {
        return format!("there is no option `{text}`; did you mean `{word}`?");
    }
    let fits = |known: &&Known| {
        (derive == Derive::Object || known.of_parts)
            && match place {
                Place::Type => known.on_type,
                Place::Field => known.on_field,
                Place::Variant => false,
            }
    };
    let words: Vec<String> = OPTIONS.iter().filter(fits).map(|known| format!("`{}`", known.key)).collect();
    match place {
        Place::Type => format!("there is no option `{text}`; a type has {}", words.join(", ")),
        Place::Field => format!("there is no option `{text}`; a field has {}", words.join(", ")),
        Place::Variant => format!("there is no option `{text}`; a variant has none"),
    }
}

fn misplaced(known: &Known, place: Place) -> Option<String> {
    let key = known.key;
    match (place, known.on_type, known.on_field) {
        (Place::Type, true, _) | (Place::Field, _, true) => None,
        (Place::Type, ..) => Some(format!("`{key}` is an option of a field; write it on the field it is meant for")),
        (Place::Field, ..) => Some(format!("`{key}` is an option of the whole type; write it above the type")),
        (Place::Variant, true, false) => {
            Some(format!("`{key}` is an option of the whole type; write it above the enum"))
        }
        (Place::Variant, ..) => Some(format!("a variant has no options; write `{key}` on the fields it is meant for")),
    }
}

fn not_of_parts(known: &Known, derive: Derive) -> Option<String> {
    let key = known.key;
    (derive == Derive::Trace && !known.of_parts)
        .then(|| format!("`{key}` is an option of objects, and a type with `derive(Trace)` is a part of one; write `derive(Object)`, or remove `{key}`"))
}

fn wrong_value(known: &Known, has_value: bool) -> Option<String> {
    let key = known.key;
    match (known.value, has_value) {
        (Value::Never, true) => Some(format!("`{key}` takes no value; write `{key}` alone")),
        (Value::Always, false) => Some(format!("`{key}` needs a value; write `{}`", known.usage)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    fn read_text(attribute: &str, place: Place, derive: Derive) -> (Vec<Written>, Vec<String>) {
        let mut errors = Errors::default();
        let attributes = Attribute::parse_outer.parse_str(attribute).unwrap();
        let options = read(&attributes, place, derive, &mut errors);
        (options, errors.messages())
    }

    fn messages(attribute: &str, place: Place, derive: Derive) -> Vec<String> {
        read_text(attribute, place, derive).1
    }

    #[test]
    fn options_are_split_at_commas() {
        let (options, messages) = read_text(
            "#[object(cache = -5..=256, crate = a::b, as = [dyn A, dyn B], finalize)]",
            Place::Type,
            Derive::Object,
        );
        assert!(messages.is_empty());
        let read: Vec<_> = options.iter().map(|option| (text_of(&option.key), option.value.to_string())).collect();
        let value = |tokens: TokenStream| tokens.to_string();
        assert_eq!(read[0], ("cache".into(), value(quote!(-5..=256))));
        assert_eq!(read[1], ("crate".into(), value(quote!(a::b))));
        assert_eq!(read[2], ("as".into(), value(quote!([dyn A, dyn B]))));
        assert_eq!(read[3], ("finalize".into(), String::new()));
    }

    #[test]
    fn each_mistake_is_told_and_the_rest_is_read() {
        let (options, messages) =
            read_text("#[object(intren, 5, skip, name, intern = 1, cache 5, intern)]", Place::Type, Derive::Object);
        assert_eq!(options.len(), 1);
        assert_eq!(
            messages,
            [
                "an option was expected here, such as `intern` or `skip`",
                "options are separated by `,` and their values follow a `=`: `cache = …`",
                "there is no option `intren`; did you mean `intern`?",
                "`skip` is an option of a field; write it on the field it is meant for",
                "`name` needs a value; write `name = \"…\"`",
                "`intern` takes no value; write `intern` alone",
            ]
        );
    }

    #[test]
    fn places_have_their_own_options() {
        let far = "#[object(colour)]";
        assert_eq!(
            messages(far, Place::Field, Derive::Object),
            ["there is no option `colour`; a field has `frozen`, `skip`, `trace_with`"]
        );
        assert_eq!(
            messages(far, Place::Type, Derive::Trace),
            ["there is no option `colour`; a type has `frozen`, `name`, `alias`, `bound`, `crate`"]
        );
        assert_eq!(messages(far, Place::Variant, Derive::Trace), ["there is no option `colour`; a variant has none"]);
        let intern = "#[object(intern)]";
        assert_eq!(messages(intern, Place::Variant, Derive::Object).len(), 1);
        assert_eq!(messages(intern, Place::Field, Derive::Object).len(), 1);
        assert_eq!(messages(intern, Place::Type, Derive::Trace).len(), 1);
        assert_eq!(messages(intern, Place::Type, Derive::Object).len(), 0);
    }

    #[test]
    fn attributes_without_brackets_are_mistakes() {
        assert_eq!(messages("#[object]", Place::Type, Derive::Object).len(), 1);
        assert_eq!(messages(r#"#[object = "intern"]"#, Place::Type, Derive::Object).len(), 1);
        assert_eq!(messages("#[object()]", Place::Type, Derive::Object).len(), 0);
        assert_eq!(messages("#[object(name =)]", Place::Type, Derive::Object).len(), 1);
    }
}
