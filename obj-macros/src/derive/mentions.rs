//! Which type parameters, and which projections from them, types mention where a value of them lies, or a handle to one.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::{GenericArgument, Path, PathArguments, ReturnType, Type, TypeParamBound, TypePath};

/// What is asked of the types.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Question {
    /// What has to be traceable, or what handles can lead to.
    Traced,
    /// What has to be frozen. Handles ask the same of what they lead to.
    Frozen,
    /// What is mentioned anywhere.
    Anywhere,
}

/// A parameter or a projection: `T`, `T::Item`, `<T as Iterator>::Item`.
pub(crate) struct Mention {
    pub(crate) subject: TokenStream,
    /// Whether there are handles to it only.
    pub(crate) is_held: bool,
}

/// What the types mention of the parameters, each once, in the order of the text.
pub(crate) fn mentioned<'t>(
    question: Question,
    parameters: HashSet<&Ident>,
    types: impl IntoIterator<Item = &'t Type>,
) -> Vec<Mention> {
    let mut mentions = Mentions { question, parameters, found: Vec::new() };
    for ty in types {
        mentions.look_in(ty);
    }
    mentions.found
}

struct Mentions<'a> {
    question: Question,
    parameters: HashSet<&'a Ident>,
    found: Vec<Mention>,
}

impl Mentions<'_> {
    fn add(&mut self, subject: TokenStream, is_held: bool) {
        let text = subject.to_string();
        match self.found.iter_mut().find(|known| known.subject.to_string() == text) {
            // A value can be held as well.
            Some(known) => known.is_held &= is_held,
            None => self.found.push(Mention { subject, is_held }),
        }
    }

    fn mentions_parameter(&self, path: &TypePath) -> bool {
        let mut anywhere =
            Mentions { question: Question::Anywhere, parameters: self.parameters.clone(), found: Vec::new() };
        if let Some(qualified) = &path.qself {
            anywhere.look_in(&qualified.ty);
        }
        anywhere.look_in_arguments(&path.path);
        !anywhere.found.is_empty()
    }

    /// Whether nothing inside of types with this name, the last of a path, is asked.
    fn asks_nothing_of(&self, name: &Ident) -> bool {
        // What is shared, or held weakly, may be anything, and is not frozen whatever it is.
        let names = ["PhantomData", "Weak", "WeakCell", "Rc", "Arc"];
        self.question != Question::Anywhere && names.iter().any(|known| name == known)
    }

    fn look_in(&mut self, ty: &Type) {
        match ty {
            Type::Array(array) => self.look_in(&array.elem),
            Type::Group(group) => self.look_in(&group.elem),
            Type::Paren(paren) => self.look_in(&paren.elem),
            Type::Path(path) => self.look_at(path),
            Type::Slice(slice) => self.look_in(&slice.elem),
            Type::Tuple(tuple) => tuple.elems.iter().for_each(|part| self.look_in(part)),
            Type::Reference(reference) if self.question != Question::Traced => self.look_in(&reference.elem),
            other if self.question == Question::Anywhere => self.look_behind(other),
            _ => {}
        }
    }

    /// Looks where no value lies.
    fn look_behind(&mut self, ty: &Type) {
        match ty {
            Type::FnPtr(function) => {
                function.inputs.iter().for_each(|input| self.look_in(&input.ty));
                self.look_in_result(&function.output);
            }
            Type::Ptr(pointer) => self.look_in(&pointer.elem),
            Type::TraitObject(object) => object.bounds.iter().for_each(|bound| {
                if let TypeParamBound::Trait(bound) = bound {
                    self.look_in_arguments(&bound.path);
                }
            }),
            _ => {}
        }
    }

    fn look_at(&mut self, path: &TypePath) {
        if self.is_subject(path) {
            return self.add(path.to_token_stream(), false);
        }
        let Some(last) = path.path.segments.last() else { return };
        if self.asks_nothing_of(&last.ident) {
            return;
        }
        if self.question == Question::Traced && is_handle(&last.ident) {
            return self.look_in_handle(&last.arguments);
        }
        self.look_in_arguments(&path.path);
    }

    /// Whether the path is a parameter or a projection from one.
    fn is_subject(&self, path: &TypePath) -> bool {
        let begins = path.path.segments.first().is_some_and(|first| self.parameters.contains(&first.ident));
        if path.qself.is_some() { self.mentions_parameter(path) } else { begins }
    }

    fn look_in_handle(&mut self, arguments: &PathArguments) {
        let PathArguments::AngleBracketed(arguments) = arguments else { return };
        for argument in &arguments.args {
            match argument {
                GenericArgument::Type(Type::Path(path)) if self.is_subject(path) => {
                    self.add(path.to_token_stream(), true);
                }
                GenericArgument::Type(ty) => self.look_in(ty),
                _ => {}
            }
        }
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

/// Whether types with this name are handles, or hold nothing but handles.
fn is_handle(name: &Ident) -> bool {
    ["Obj", "ObjCell", "ObjVec", "ObjMap"].iter().any(|known| name == known)
}

/// Whether this is `PhantomData<…>`, by its name.
pub(crate) fn is_phantom(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|segment| segment.ident == "PhantomData"))
}

#[cfg(test)]
mod tests {
    use quote::format_ident;
    use syn::parse_quote;

    use super::*;

    fn find(question: Question, types: &[Type]) -> Vec<String> {
        let (t, u) = (format_ident!("T"), format_ident!("U"));
        let found = mentioned(question, HashSet::from([&t, &u]), types);
        let text = |mention: Mention| {
            let subject = mention.subject.to_string().replace(' ', "");
            if mention.is_held { format!("held {subject}") } else { subject }
        };
        found.into_iter().map(text).collect()
    }

    #[test]
    fn each_is_found_once_and_in_order() {
        let types = [parse_quote!(Vec<U>), parse_quote!([T; 3]), parse_quote!(Option<U>), parse_quote!((u8, T))];
        assert_eq!(find(Question::Traced, &types), ["U", "T"]);
        assert_eq!(find(Question::Frozen, &types), ["U", "T"]);
    }

    #[test]
    fn projections_are_found_themselves() {
        let types = [
            parse_quote!(T::Item),
            parse_quote!(Vec<<T as Iterator>::Item>),
            parse_quote!(<u8 as A>::T),
            parse_quote!(<u8 as A<fn(U)>>::B),
        ];
        assert_eq!(find(Question::Traced, &types), ["T::Item", "<TasIterator>::Item", "<u8asA<fn(U)>>::B"]);
    }

    #[test]
    fn where_no_value_lies_nothing_is_asked() {
        let types = [
            parse_quote!(std::marker::PhantomData<T>),
            parse_quote!(Weak<T>),
            parse_quote!(WeakCell<T>),
            parse_quote!(fn(T) -> T),
            parse_quote!(*const T),
            parse_quote!(Vec<std::rc::Rc<T>>),
            parse_quote!(Arc<[T]>),
            parse_quote!(&'static T),
            parse_quote!(Box<dyn Tr<T>>),
        ];
        assert!(find(Question::Traced, &types).is_empty());
        assert_eq!(find(Question::Anywhere, &types), ["T"]);
        assert_eq!(find(Question::Frozen, &[parse_quote!(&'static T)]), ["T"]);
        assert!(find(Question::Frozen, &types[..5]).is_empty());
    }

    #[test]
    fn handles_ask_less() {
        let types = [parse_quote!(Obj<T>), parse_quote!(ObjMap<Str, U>), parse_quote!(Vec<ObjCell<T::Item>>)];
        assert_eq!(find(Question::Traced, &types), ["held T", "held U", "held T::Item"]);
        assert_eq!(find(Question::Traced, &[parse_quote!(Obj<T>), parse_quote!(Option<T>)]), ["T"]);
        assert_eq!(find(Question::Traced, &[parse_quote!(T), parse_quote!(Obj<T>)]), ["T"]);
        assert_eq!(find(Question::Traced, &[parse_quote!(Obj<Node<T>>)]), ["T"]);
        assert_eq!(find(Question::Frozen, &[parse_quote!(Obj<T>)]), ["T"]);
    }
}
