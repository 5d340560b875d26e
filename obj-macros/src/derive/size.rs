//! Types whose values have no known size.

use quote::ToTokens;
use syn::{Generics, Type, TypeParam, TypeParamBound, WherePredicate};

use super::model::Shape;
use super::parse::Item;

/// The type of the last field, if the text says that its values have no known size: then those of the whole have none.
pub(crate) fn without_size(item: &Item) -> Option<&Type> {
    let Shape::Struct(fields) = &item.shape else { return None };
    fields.last().map(|field| &field.ty).filter(|ty| has_none(ty, &item.generics))
}

/// What is wrong with it.
pub(crate) fn message(ty: &Type) -> String {
    let text = ty.to_token_stream();
    format!(
        "values of `{text}` have no known size, so a type that ends in one is not part of objects; write `Box<{text}>`"
    )
}

fn has_none(ty: &Type, generics: &Generics) -> bool {
    match ty {
        Type::Slice(_) | Type::TraitObject(_) => true,
        Type::Path(path) => {
            generics.type_params().any(|parameter| path.path.is_ident(&parameter.ident) && is_open(parameter, generics))
        }
        _ => false,
    }
}

/// Whether a parameter has the bound `?Sized`.
fn is_open(parameter: &TypeParam, generics: &Generics) -> bool {
    let mut predicates = generics.where_clause.iter().flat_map(|clause| &clause.predicates);
    parameter.bounds.iter().any(is_maybe)
        || predicates.any(|predicate| match predicate {
            WherePredicate::Type(predicate) => {
                matches!(&predicate.bounded_ty, Type::Path(path) if path.path.is_ident(&parameter.ident))
                    && predicate.bounds.iter().any(is_maybe)
            }
            _ => false,
        })
}

fn is_maybe(bound: &TypeParamBound) -> bool {
    matches!(bound, TypeParamBound::Trait(bound) if bound.maybe.is_some())
}
