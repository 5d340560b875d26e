//! What the text of a field's type says of what the field holds.

use proc_macro2::Ident;
use syn::{GenericArgument, PathArguments, Type, TypeParamBound, TypePath, TypeTraitObject};

/// What a field holds, as far as the text tells.
pub(crate) enum Contents<'t> {
    /// The type has to be asked.
    Unknown,
    /// Nothing but function pointers, and closures that may go to other threads, which handles may not. There are too many
    /// types of functions for all to have an implementation of anything.
    Functions {
        /// Whether they lie in a cell.
        in_cell: bool,
    },
    /// A closure that may hold handles, which nobody can find.
    Closure(&'t TypeTraitObject),
}

impl<'t> Contents<'t> {
    pub(crate) fn of(ty: &'t Type) -> Self {
        match ty {
            Type::FnPtr(_) => Self::Functions { in_cell: false },
            Type::Group(group) => Self::of(&group.elem),
            Type::Paren(paren) => Self::of(&paren.elem),
            Type::Array(array) => Self::of(&array.elem),
            Type::Slice(slice) => Self::of(&slice.elem),
            Type::Tuple(tuple) => Self::of_all(&tuple.elems),
            Type::TraitObject(object) if !is_closure(object) => Self::Unknown,
            Type::TraitObject(object) if is_sent(object) => Self::Functions { in_cell: false },
            Type::TraitObject(object) => Self::Closure(object),
            Type::Path(path) => Self::of_path(path),
            _ => Self::Unknown,
        }
    }

    fn of_path(path: &'t TypePath) -> Self {
        let Some(last) = path.path.segments.last() else { return Self::Unknown };
        let is_cell = is_one_of(&last.ident, &CELLS);
        if !is_cell && !is_one_of(&last.ident, &OWNERS) {
            return Self::Unknown;
        }
        match Self::of_all(types_in(path)) {
            Self::Functions { in_cell } => Self::Functions { in_cell: in_cell || is_cell },
            other => other,
        }
    }

    fn of_all(types: impl IntoIterator<Item = &'t Type>) -> Self {
        let mut all = None;
        for ty in types {
            all = Some(match (all, Self::of(ty)) {
                (Some(Self::Closure(closure)), _) | (_, Self::Closure(closure)) => Self::Closure(closure),
                (Some(Self::Functions { in_cell }), Self::Functions { in_cell: another }) => {
                    Self::Functions { in_cell: in_cell || another }
                }
                (None, first) => first,
                _ => Self::Unknown,
            });
        }
        all.unwrap_or(Self::Unknown)
    }
}

/// The types that were taken for containers by their names, where all that they hold was found to be functions.
pub(crate) fn owners(ty: &Type) -> Vec<&Type> {
    match ty {
        Type::Group(group) => owners(&group.elem),
        Type::Paren(paren) => owners(&paren.elem),
        Type::Array(array) => owners(&array.elem),
        Type::Slice(slice) => owners(&slice.elem),
        Type::Tuple(tuple) => tuple.elems.iter().flat_map(owners).collect(),
        Type::Path(path) => types_in(path).flat_map(owners).chain([ty]).collect(),
        _ => Vec::new(),
    }
}

/// The arguments of the last name of a path that are types.
fn types_in(path: &TypePath) -> impl Iterator<Item = &Type> {
    let arguments = path.path.segments.last().and_then(|last| match &last.arguments {
        PathArguments::AngleBracketed(arguments) => Some(&arguments.args),
        _ => None,
    });
    arguments.into_iter().flatten().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// Types of the standard library that hold what they are of, and nothing else.
const OWNERS: [&str; 9] = ["Box", "Option", "Result", "Vec", "VecDeque", "HashMap", "BTreeMap", "LinkedList", "Pin"];
const CELLS: [&str; 6] = ["Cell", "RefCell", "OnceCell", "OnceLock", "Mutex", "RwLock"];

fn is_one_of(name: &Ident, names: &[&str]) -> bool {
    names.iter().any(|known| name == known)
}

/// The names of the traits, the last of each path, and whether arguments stand in round brackets.
fn traits(object: &TypeTraitObject) -> impl Iterator<Item = (&Ident, bool)> {
    object.bounds.iter().filter_map(|bound| match bound {
        TypeParamBound::Trait(bound) => {
            let last = bound.path.segments.last()?;
            Some((&last.ident, matches!(last.arguments, PathArguments::Parenthesized(_))))
        }
        _ => None,
    })
}

fn is_closure(object: &TypeTraitObject) -> bool {
    traits(object).any(|(name, is_called)| is_called && is_one_of(name, &["Fn", "FnMut", "FnOnce"]))
}

fn is_sent(object: &TypeTraitObject) -> bool {
    traits(object).any(|(name, _)| name == "Send")
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    fn describe(ty: Type) -> &'static str {
        match Contents::of(&ty) {
            Contents::Unknown => "unknown",
            Contents::Functions { in_cell: false } => "functions",
            Contents::Functions { in_cell: true } => "functions in a cell",
            Contents::Closure(_) => "a closure",
        }
    }

    #[test]
    fn functions_are_told_by_their_types() {
        assert_eq!(describe(parse_quote!(fn(&[Value]) -> Value)), "functions");
        assert_eq!(describe(parse_quote!(unsafe extern "C" fn(*mut u8, ...))), "functions");
        assert_eq!(describe(parse_quote!(Option<for<'a> fn(&'a A) -> &'a B>)), "functions");
        assert_eq!(describe(parse_quote!(Vec<(fn(), [fn(&A); 2])>)), "functions");
        assert_eq!(describe(parse_quote!(std::cell::Cell<Option<fn(&A)>>)), "functions in a cell");
        assert_eq!(describe(parse_quote!(Box<dyn Fn(&A) + Send + 'static>)), "functions");
    }

    #[test]
    fn closures_are_told_where_they_are_owned() {
        assert_eq!(describe(parse_quote!(Box<dyn Fn(&A)>)), "a closure");
        assert_eq!(describe(parse_quote!(RefCell<HashMap<String, Box<dyn std::ops::FnMut()>>>)), "a closure");
        assert_eq!(describe(parse_quote!((u8, Option<Box<dyn FnOnce() + 'static>>))), "a closure");
    }

    #[test]
    fn containers_are_those_whose_names_were_looked_at() {
        let ty = parse_quote!([(Vec<my::Option<fn(Vec<A>)>>, Box<dyn Fn() + Send>); 2]);
        let text: Vec<String> = owners(&ty).into_iter().map(|owner| quote::quote!(#owner).to_string()).collect();
        let expected: [Type; 3] = [
            parse_quote!(my::Option<fn(Vec<A>)>),
            parse_quote!(Vec<my::Option<fn(Vec<A>)>>),
            parse_quote!(Box<dyn Fn() + Send>),
        ];
        assert_eq!(text, expected.map(|owner| quote::quote!(#owner).to_string()));
    }

    #[test]
    fn the_rest_is_asked() {
        assert_eq!(describe(parse_quote!(Option<Obj<A>>)), "unknown");
        assert_eq!(describe(parse_quote!((fn(), Obj<A>))), "unknown");
        assert_eq!(describe(parse_quote!(Mine<fn()>)), "unknown");
        assert_eq!(describe(parse_quote!(Rc<dyn Fn()>)), "unknown");
        assert_eq!(describe(parse_quote!(Plain<Box<dyn Fn()>>)), "unknown");
        assert_eq!(describe(parse_quote!(Box<dyn Shape>)), "unknown");
        assert_eq!(describe(parse_quote!(())), "unknown");
    }
}
