//! The functions of the language.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

use super::condition::is_none;
use super::display::has_star;
use super::operation::As;
use super::{Expander, call, local};
use crate::graph_macro::syntax::{Expr, ExprKind, Keyword};
use crate::graph_macro::words::Builtin;

/// The most values that `zip` joins without making objects of them.
const MOST_ZIPPED: usize = 4;

/// Whether `zip` of these joins their items, each of a type of its own, without making tuples of them.
pub(super) fn joins(arguments: &[Expr]) -> bool {
    !has_star(arguments) && arguments.len() <= MOST_ZIPPED
}

impl Expander<'_> {
    pub(super) fn builtin(
        &mut self,
        builtin: Builtin,
        word: Span,
        arguments: &[Expr],
        keywords: &[Keyword],
    ) -> TokenStream {
        match builtin {
            Builtin::Getrefcount => {
                let arguments: Vec<_> = arguments.iter().map(|argument| self.owned_inside(argument)).collect();
                call(builtin.word(), word, &quote!(#(#arguments),*))
            }
            Builtin::Dict if !keywords.is_empty() => self.dict_with(arguments, keywords),
            Builtin::Range if has_star(arguments) => {
                let items = self.starred(arguments);
                call("range_of", word, &items)
            }
            Builtin::Zip if !joins(arguments) => {
                let items = self.starred(arguments);
                call("zip_of", word, &items)
            }
            Builtin::Print if !keywords.is_empty() || has_star(arguments) => self.print(word, arguments, keywords),
            Builtin::Any | Builtin::All => {
                let condition = self.quantifier(builtin, word, arguments);
                call("boolean", word, &condition)
            }
            Builtin::List | Builtin::Tuple | Builtin::Set | Builtin::Frozenset | Builtin::Reversed | Builtin::Zip => {
                self.of_items(builtin, word, arguments)
            }
            Builtin::Enumerate | Builtin::Sum => self.with_start(builtin, word, arguments, keywords),
            Builtin::Sorted | Builtin::Min | Builtin::Max => self.by_order(builtin, word, arguments, keywords),
            Builtin::Getattr
            | Builtin::Setattr
            | Builtin::Hasattr
            | Builtin::Delattr
            | Builtin::Dir
            | Builtin::Vars => self.by_attribute(builtin, word, arguments),
            _ => self.of_objects(builtin, word, arguments, keywords),
        }
    }

    /// A function that finds attributes by name, as the module of the unit sees them.
    fn by_attribute(&mut self, builtin: Builtin, word: Span, arguments: &[Expr]) -> TokenStream {
        let operands: Vec<_> = arguments.iter().map(|argument| (argument, As::Object)).collect();
        let module = self.module();
        self.operation_of_all(&operands, |arguments| call(builtin.word(), word, &quote!(#module, &[#(#arguments),*])))
    }

    /// A function that looks at objects. Arguments by name are here only if their order is not that of the parameters.
    fn of_objects(&mut self, builtin: Builtin, word: Span, arguments: &[Expr], keywords: &[Keyword]) -> TokenStream {
        let how = match builtin {
            Builtin::Len | Builtin::Refcount | Builtin::Weakref => As::Place,
            _ => As::Object,
        };
        let function = match builtin {
            Builtin::Type => "type_of",
            Builtin::Dict => "dict_of",
            Builtin::Invert => "invert",
            Builtin::TypeName => "type_name",
            Builtin::Copy => "shallow_copy",
            Builtin::Deepcopy => "deep_copy",
            Builtin::Int | Builtin::Float | Builtin::Bool | Builtin::Bytes => &format!("to_{}", builtin.word()),
            Builtin::Fromkeys | Builtin::Fromhex | Builtin::Maketrans | Builtin::FromBytes => {
                &builtin.word().replace('.', "_")
            }
            _ => builtin.word(),
        };
        let is_any_number = matches!(
            builtin,
            Builtin::Print
                | Builtin::Range
                | Builtin::Int
                | Builtin::Round
                | Builtin::Pow
                | Builtin::Bytes
                | Builtin::Format
                | Builtin::Fromkeys
                | Builtin::Maketrans
                | Builtin::FromBytes
        );
        let named = keywords.iter().map(|keyword| &keyword.value);
        let operands: Vec<_> = arguments.iter().chain(named).map(|argument| (argument, how)).collect();
        let names = builtin.names_by_position();
        let places = keywords.iter().filter_map(|keyword| names.iter().position(|name| *name == keyword.name));
        let places: Vec<_> = (0..arguments.len()).chain(places).collect();
        self.operation_of_all(&operands, |arguments| {
            let mut arguments: Vec<_> = places.iter().zip(arguments).collect();
            arguments.sort_by_key(|(place, _)| **place);
            let arguments = arguments.iter().map(|(_, argument)| argument);
            let arguments = quote!(#(#arguments),*);
            let arguments = if is_any_number { quote!(&[#arguments]) } else { arguments };
            call(function, word, &arguments)
        })
    }

    /// `print(a, *b, sep=c, end=d)`
    fn print(&mut self, word: Span, arguments: &[Expr], keywords: &[Keyword]) -> TokenStream {
        let values = self.tuple(arguments, word);
        let [sep_local, end_local] = ["sep", "end"].map(local);
        if keywords.first().is_some_and(|first| first.name == "end") {
            let values_local = local("values");
            let [end, sep] = ["end", "sep"].map(|name| self.keyword_or_none(keywords, name, word));
            let print = call("print_with", word, &quote!(&#values_local, &#sep_local, &#end_local));
            return quote!({ let (#values_local, #end_local, #sep_local) = (#values, #end, #sep); #print });
        }
        let [sep, end] = ["sep", "end"].map(|name| self.keyword_or_none(keywords, name, word));
        call("print_with", word, &quote!(&#values, &#sep, &#end))
    }

    /// The value of an argument that is given by name.
    fn keyword_or_none(&mut self, keywords: &[Keyword], name: &str, word: Span) -> TokenStream {
        match keyword(keywords, name) {
            Some(value) => self.owned_inside(value),
            None => call("none", word, &TokenStream::new()),
        }
    }

    /// The truth of `any(…)` or `all(…)`.
    pub(super) fn quantifier(&mut self, builtin: Builtin, word: Span, arguments: &[Expr]) -> TokenStream {
        let decides = builtin == Builtin::Any;
        if let [Expr { kind: ExprKind::Comprehension(made), .. }] = arguments {
            return self.quantified(made, decides);
        }
        let items: TokenStream = arguments.iter().map(|argument| self.items_argument(argument)).collect();
        call(if decides { "any_true" } else { "all_true" }, word, &items)
    }

    /// A function that takes what has items.
    fn of_items(&mut self, builtin: Builtin, word: Span, arguments: &[Expr]) -> TokenStream {
        let function = match builtin {
            Builtin::Reversed => "reversed".to_owned(),
            Builtin::Zip => format!("zip_{}", arguments.len()),
            _ => format!("{}_of_items", builtin.word()),
        };
        let items: Vec<_> = arguments.iter().map(|argument| self.items_argument(argument)).collect();
        call(&function, word, &quote!(#(#items),*))
    }

    /// `enumerate(a, start)`, `sum(a, start)`, `enumerate(start=b, iterable=a)`
    fn with_start(&mut self, builtin: Builtin, word: Span, arguments: &[Expr], keywords: &[Keyword]) -> TokenStream {
        if let [start, items] = keywords {
            let (local, start) = (local("start"), self.owned_inside(&start.value));
            let items = self.items_argument(&items.value);
            let made = call(builtin.word(), word, &quote!(#items, &#local));
            return quote!({ let #local = #start; #made });
        }
        let items = arguments.first().map(|items| self.items_argument(items));
        let start = match arguments.get(1) {
            Some(start) => self.owned_inside(start),
            None => quote_spanned!(word=> 0_i64),
        };
        call(builtin.word(), word, &quote!(#items, &#start))
    }

    /// `sorted(a, key=b, reverse=c)`, `min(a, b)`, `max(a, key=b, default=c)`
    fn by_order(&mut self, builtin: Builtin, word: Span, arguments: &[Expr], keywords: &[Keyword]) -> TokenStream {
        let items = match arguments {
            _ if has_star(arguments) => {
                let items = self.tuple(arguments, word);
                let (name, has_default) = (builtin.word(), keyword(keywords, "default").is_some());
                call("compared", word, &quote!(&#items, #name, #has_default))
            }
            [only] => {
                let items = self.items_argument(only);
                call("gathered", word, &items)
            }
            _ => {
                let items: Vec<_> = arguments.iter().map(|argument| self.any(argument)).collect();
                quote!(__obj::std::vec![#(#items),*])
            }
        };
        let extra = match (builtin, keyword(keywords, if builtin == Builtin::Sorted { "reverse" } else { "default" })) {
            (Builtin::Sorted, Some(reverse)) => self.condition(reverse),
            (Builtin::Sorted, None) => quote!(false),
            (_, Some(default)) => {
                let default = self.any(default);
                quote!(__obj::core::option::Option::Some(#default))
            }
            (_, None) => quote!(__obj::core::option::Option::None),
        };
        let (key, by) = self.key_function(keywords);
        let function = format!("{}{by}", builtin.word());
        if key_runs_first(keywords) {
            let (items_local, key_local) = (local("items"), local("key"));
            let made = call(&function, word, &quote!(#items_local, #extra, #key_local));
            return quote!(match (#items #key) { (#items_local, #key_local) => #made });
        }
        call(&function, word, &quote!(#items, #extra #key))
    }

    /// `list.sort(key=a, reverse=b)`
    pub(super) fn sort(&mut self, base: &Expr, keywords: &[Keyword], method: Span) -> TokenStream {
        let reverse = keyword(keywords, "reverse").map_or_else(|| quote!(false), |reverse| self.condition(reverse));
        let (key, by) = self.key_function(keywords);
        let function = format!("sort{by}");
        self.operation([(base, As::Object)], |[base]| {
            if key_runs_first(keywords) {
                let (base_local, key_local) = (local("base"), local("key"));
                let sort = call(&function, method, &quote!(#base_local, #reverse, #key_local));
                return quote!(match (#base #key) { (#base_local, #key_local) => #sort });
            }
            call(&function, method, &quote!(#base, #reverse #key))
        })
    }

    /// `key=function`, and what stands behind the name of the function that uses it.
    pub(super) fn key_function(&mut self, keywords: &[Keyword]) -> (TokenStream, &'static str) {
        match keyword(keywords, "key").filter(|key| !is_none(key)) {
            Some(Expr { kind: ExprKind::Name(name), .. }) => {
                let name = self.name(name);
                (quote!(, &#name), "_by")
            }
            Some(function) => {
                let function = self.call_only(function);
                (quote!(, #function), "_by")
            }
            None => (TokenStream::new(), ""),
        }
    }

    /// An argument that is looked at item by item.
    pub(super) fn items_argument(&mut self, expr: &Expr) -> TokenStream {
        let items = self.looped_over(expr);
        if matches!(expr.kind, ExprKind::Attribute { .. }) { quote!(&#items) } else { items }
    }

    /// The expression as a value of its own inside of another expression.
    pub(super) fn owned_inside(&mut self, expr: &Expr) -> TokenStream {
        self.is_last = false;
        self.owned(expr)
    }
}

/// Whether `key=` is evaluated before another argument by name. Of a `lambda` or a name nobody sees when that is.
fn key_runs_first(keywords: &[Keyword]) -> bool {
    let is_seen = |key: &Expr| !matches!(key.kind, ExprKind::Lambda { .. } | ExprKind::Name(_) | ExprKind::Constant(_));
    matches!(keywords, [first, _, ..] if first.name == "key" && is_seen(&first.value))
}

pub(super) fn keyword<'k>(keywords: &'k [Keyword], name: &str) -> Option<&'k Expr> {
    keywords.iter().find(|keyword| keyword.name == name).map(|keyword| &keyword.value)
}
