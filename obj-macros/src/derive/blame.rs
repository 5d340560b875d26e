//! What a message about a field's type names: what it is a container of, as far as the text tells.

use syn::{GenericArgument, PathArguments, Type, TypePath};

/// The type that is at fault if a field's type cannot be part of an object.
pub(crate) struct Blame<'t> {
    pub(crate) ty: &'t Type,
    /// Whether there are handles to it.
    pub(crate) is_held: bool,
}

impl<'t> Blame<'t> {
    /// What must not change is not what is in a cell, but the cell.
    pub(crate) fn of(ty: &'t Type, is_frozen: bool) -> Self {
        match ty {
            Type::Group(group) => Self::of(&group.elem, is_frozen),
            Type::Paren(paren) => Self::of(&paren.elem, is_frozen),
            Type::Array(array) => Self::of(&array.elem, is_frozen),
            Type::Slice(slice) => Self::of(&slice.elem, is_frozen),
            Type::Path(path) => Self::of_path(path, is_frozen).unwrap_or(Self { ty, is_held: false }),
            _ => Self { ty, is_held: false },
        }
    }

    /// What is in a container of one kind of things. Whether it is one is only guessed: a message is about it, and no more.
    fn of_path(path: &'t TypePath, is_frozen: bool) -> Option<Self> {
        let last = path.path.segments.last()?;
        let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
        let mut arguments = arguments.args.iter();
        let (Some(GenericArgument::Type(argument)), None) = (arguments.next(), arguments.next()) else { return None };
        match last.ident.to_string().as_str() {
            "ObjCell" | "ObjVec" | "Cell" | "RefCell" | "OnceCell" if is_frozen => None,
            "Obj" | "ObjCell" | "ObjVec" if !matches!(argument, Type::Slice(_)) => {
                Some(Self { ty: argument, is_held: true })
            }
            "Obj" | "Box" | "Option" | "Vec" | "VecDeque" | "BTreeSet" | "HashSet" | "Cell" | "RefCell"
            | "OnceCell" => Some(Self::of(argument, is_frozen)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use quote::ToTokens;
    use syn::parse_quote;

    use super::*;

    fn blamed(ty: Type, is_frozen: bool) -> String {
        let Blame { ty, is_held } = Blame::of(&ty, is_frozen);
        format!("{}{}", if is_held { "a handle to " } else { "" }, ty.to_token_stream())
    }

    #[test]
    fn what_is_in_a_container_is_named() {
        assert_eq!(blamed(parse_quote!(Option<std::vec::Vec<[(A); 2]>>), false), "A");
        assert_eq!(blamed(parse_quote!(RefCell<Vec<Obj<A>>>), false), "a handle to A");
        assert_eq!(blamed(parse_quote!(Obj<[A]>), false), "A");
        assert_eq!(blamed(parse_quote!(Box<dyn A>), false), "dyn A");
    }

    #[test]
    fn cells_are_at_fault_where_nothing_may_change() {
        assert_eq!(blamed(parse_quote!(Box<RefCell<u8>>), true), "RefCell < u8 >");
        assert_eq!(blamed(parse_quote!(Option<Obj<A>>), true), "a handle to A");
    }

    #[test]
    fn what_may_be_anything_is_named_whole() {
        assert_eq!(blamed(parse_quote!(HashMap<A, B>), false), "HashMap < A , B >");
        assert_eq!(blamed(parse_quote!(Vec<Mine<A>>), false), "Mine < A >");
        assert_eq!(blamed(parse_quote!((A, B)), false), "(A , B)");
    }
}
