//! Fields that serde fills when all objects of a graph are there: `#[serde(with = "obj_runtime::serde::later")]`.

use syn::meta::ParseNestedMeta;
use syn::{Attribute, Expr, LitStr};

/// What serde is told of a field that is filled later.
pub(crate) struct FilledLater {
    /// The path by which it is told so.
    pub(crate) path: LitStr,
    /// Names under which serde knows it beside its own.
    names: Vec<LitStr>,
    /// Whether the first of these is written in place of its own.
    is_renamed: bool,
}

impl FilledLater {
    /// What the attributes of a field say, if it is one. What else serde makes of them is for serde to say.
    pub(super) fn of(attributes: &[Attribute]) -> Option<Self> {
        let (mut path, mut renamed, mut aliases) = (None, None, Vec::new());
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
            let _ = attribute.parse_nested_meta(|meta| {
                let Some(text) = text(&meta)? else { return Ok(()) };
                if meta.path.is_ident("with") && is_later(&text.value()) {
                    path = Some(text);
                } else if meta.path.is_ident("rename") {
                    renamed = Some(text);
                } else if meta.path.is_ident("alias") {
                    aliases.push(text);
                }
                Ok(())
            });
        }
        let is_renamed = renamed.is_some();
        path.map(|path| Self { path, names: renamed.into_iter().chain(aliases).collect(), is_renamed })
    }

    /// The names under which contents of the field are saved, the one that is written first.
    pub(super) fn names(&self, own: String) -> Vec<String> {
        let mut names: Vec<String> = self.names.iter().map(LitStr::value).collect();
        names.insert(usize::from(self.is_renamed), own);
        names
    }
}

/// The text behind an option, whatever else there is.
fn text(meta: &ParseNestedMeta<'_>) -> syn::Result<Option<LitStr>> {
    if meta.input.peek(syn::token::Paren) {
        meta.input.parse::<proc_macro2::Group>()?;
    }
    if !meta.input.peek(syn::Token![=]) {
        return Ok(None);
    }
    match meta.value()?.parse::<Expr>()? {
        Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Ok(Some(text)),
        _ => Ok(None),
    }
}

/// Whether a path is that of `obj_runtime::serde::later`, whatever the crate is called.
fn is_later(path: &str) -> bool {
    let mut words = path.rsplit("::").map(str::trim);
    words.next() == Some("later") && words.next() == Some("serde") && words.next().is_some()
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    fn names(attributes: &[Attribute]) -> Option<Vec<String>> {
        FilledLater::of(attributes).map(|later| later.names("own".into()))
    }

    #[test]
    fn the_path_says_it_and_names_are_kept() {
        assert_eq!(names(&[parse_quote!(#[serde(with = "obj_runtime::serde::later")])]), Some(vec!["own".into()]));
        let attributes = [
            parse_quote!(#[serde(default, alias = "old", rename(deserialize = "x"), with = "a :: serde :: later")]),
            parse_quote!(#[serde(rename = "new", bound = "")]),
        ];
        assert_eq!(names(&attributes), Some(["new", "own", "old"].map(String::from).into()));
        let others = ["later", "serde::later", "my::later", "obj_runtime::serde"].map(String::from);
        assert!(others.iter().all(|path| names(&[parse_quote!(#[serde(with = #path)])]).is_none()));
        assert_eq!(names(&[parse_quote!(#[serde(flatten)]), parse_quote!(#[doc = "with"])]), None);
    }
}
