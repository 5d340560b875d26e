//! Which type parameters, and which projections from them, types mention.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::{GenericArgument, Path, PathArguments, ReturnType, Type, TypeParamBound, TypePath};

/// What the types mention of the parameters: `T`, `T::Item`, `<T as Iterator>::Item`, each once, in the order of the text.
pub(crate) fn mentioned<'t>(
    parameters: HashSet<&Ident>,
    types: impl IntoIterator<Item = &'t Type>,
) -> Vec<TokenStream> {
    let mut mentions = Mentions { parameters, found: Vec::new(), seen: HashSet::new() };
    for ty in types {
        mentions.look_in(ty);
    }
    mentions.found
}

struct Mentions<'a> {
    parameters: HashSet<&'a Ident>,
    found: Vec<TokenStream>,
    seen: HashSet<String>,
}

impl Mentions<'_> {
    fn add(&mut self, tokens: TokenStream) {
        if self.seen.insert(tokens.to_string()) {
            self.found.push(tokens);
        }
    }

    fn mentions_parameter(&self, ty: &Type) -> bool {
        !mentioned(self.parameters.clone(), [ty]).is_empty()
    }

    fn look_in(&mut self, ty: &Type) {
        match ty {
            Type::Array(array) => self.look_in(&array.elem),
            Type::FnPtr(function) => {
                function.inputs.iter().for_each(|input| self.look_in(&input.ty));
                self.look_in_result(&function.output);
            }
            Type::Group(group) => self.look_in(&group.elem),
            Type::Paren(paren) => self.look_in(&paren.elem),
            Type::Path(path) => self.look_at(path),
            Type::Ptr(pointer) => self.look_in(&pointer.elem),
            Type::Reference(reference) => self.look_in(&reference.elem),
            Type::Slice(slice) => self.look_in(&slice.elem),
            Type::TraitObject(object) => object.bounds.iter().for_each(|bound| {
                if let TypeParamBound::Trait(bound) = bound {
                    self.look_in_arguments(&bound.path);
                }
            }),
            Type::Tuple(tuple) => tuple.elems.iter().for_each(|part| self.look_in(part)),
            _ => {}
        }
    }

    fn look_at(&mut self, path: &TypePath) {
        if let Some(qualified) = &path.qself {
            if self.mentions_parameter(&qualified.ty) {
                return self.add(path.to_token_stream());
            }
            self.look_in(&qualified.ty);
        } else if let Some(first) = path.path.segments.first()
            && self.parameters.contains(&first.ident)
        {
            return self.add(path.to_token_stream());
        } else if is_phantom(path) {
            // It holds nothing, whatever it is of.
            return;
        }
        self.look_in_arguments(&path.path);
    }

    fn look_in_arguments(&mut self, path: &Path) {
        for segment in &path.segments {
            match &segment.arguments {
                PathArguments::None => {}
                PathArguments::AngleBracketed(arguments) => {
                    arguments.args.iter().for_each(|argument| match argument {
                        GenericArgument::Type(ty) => self.look_in(ty),
                        GenericArgument::AssocType(binding) => self.look_in(&binding.ty),
                        _ => {}
                    });
                }
                PathArguments::Parenthesized(arguments) => {
                    arguments.inputs.iter().for_each(|input| self.look_in(&input.ty));
                    self.look_in_result(&arguments.output);
                }
            }
        }
    }

    fn look_in_result(&mut self, output: &ReturnType) {
        if let ReturnType::Type(_, ty) = output {
            self.look_in(ty);
        }
    }
}

/// Whether this is `PhantomData<…>`, by its name.
pub(crate) fn is_phantom(path: &TypePath) -> bool {
    path.path.segments.last().is_some_and(|segment| segment.ident == "PhantomData")
}
