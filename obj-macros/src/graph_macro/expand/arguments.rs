//! Values on their way to a place whose type decides what they become: a field, a parameter, an item.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::display::has_star;
use super::{Expander, call, done};
use crate::graph_macro::constants::Slot;
use crate::graph_macro::syntax::{Constant, Expr, ExprKind};

/// A value before it is converted.
pub(super) enum Source {
    /// A source of the runtime's `CanBecome`.
    Convert(TokenStream),
    /// A value that has the type of the place already, or finds it by inference.
    Exact(TokenStream),
}

impl Source {
    /// The value and the function that takes it.
    pub(super) fn or_exact(self, convert: &'static str, exact: &'static str) -> (&'static str, TokenStream) {
        match self {
            Self::Convert(source) => (convert, source),
            Self::Exact(value) => (exact, value),
        }
    }
}

impl Expander<'_> {
    /// The expression as what the place wants.
    pub(super) fn put(&mut self, expr: &Expr) -> TokenStream {
        match self.source(expr) {
            Source::Convert(source) => call("put", place_of(expr), &source),
            Source::Exact(value) => value,
        }
    }

    /// The same for a place that keeps what it is given: what was taken on the way goes at once.
    pub(super) fn put_and_end(&mut self, expr: &Expr) -> TokenStream {
        let code = self.put(expr);
        let is_whole = !matches!(&expr.kind, ExprKind::Attribute { base, .. } if base.name().is_none());
        let done = done(&code);
        if is_whole { code } else { quote!({ #done }) }
    }

    /// The same for a value that is made, which stands in a local variable on its way.
    pub(super) fn put_in(&mut self, slot: &Ident, expr: &Expr) -> TokenStream {
        let place = expr.extent.first;
        let value = self.made(expr);
        call("put", place_of(expr), &quote_spanned!(place=> #slot.fill(#value)))
    }

    /// The expression as an `AnyObj`.
    pub(super) fn any(&mut self, expr: &Expr) -> TokenStream {
        let place = expr.extent.first;
        match &expr.kind {
            ExprKind::List(_)
            | ExprKind::Dict(_)
            | ExprKind::Set(_)
            | ExprKind::Rust(_)
            | ExprKind::Comprehension(_)
            | ExprKind::Conditional { .. } => {
                self.is_last = false;
                let value = self.owned(expr);
                call("put", place, &fresh(place, &value))
            }
            _ => self.put_and_end(expr),
        }
    }

    pub(super) fn source(&mut self, expr: &Expr) -> Source {
        self.is_last = false;
        let place = expr.extent.first;
        Source::Convert(match &expr.kind {
            ExprKind::Constant(constant) => self.constant_source(constant, place_of(expr)),
            ExprKind::Name(name) => {
                let name = self.name(name);
                call("name", place, &quote_spanned!(place=> &#name))
            }
            ExprKind::Attribute { base, member } => {
                let (attribute, name) = (self.attribute(base, member, None).code, &member.text);
                quote_spanned!(place=> __obj::attribute(&#attribute, #name))
            }
            ExprKind::Conditional { if_true, condition, if_false } => {
                let condition = self.condition(condition);
                let [if_true, if_false] = [if_true, if_false].map(|value| self.put_and_end(value));
                return Source::Exact(quote!(if #condition { #if_true } else { #if_false }));
            }
            ExprKind::Comprehension(made) => return Source::Exact(self.typed_comprehension(made, place)),
            ExprKind::List(items) if has_star(items) => fresh(place, &self.made(expr)),
            ExprKind::Set(items) if has_star(items) => fresh(place, &self.made(expr)),
            ExprKind::Dict(entries) if entries.iter().any(|(key, _)| is_double_starred(key)) => {
                fresh(place, &self.made(expr))
            }
            ExprKind::List(items) => return Source::Exact(self.typed_list(items, place)),
            ExprKind::Dict(entries) => return Source::Exact(self.typed_dict(entries, place)),
            ExprKind::Set(elements) => return Source::Exact(self.typed_set(elements, place)),
            ExprKind::Rust(tokens) => return Source::Exact(self.rust(tokens)),
            ExprKind::Broken(mistake) => return Source::Exact(self.errors.expression(*mistake)),
            _ => fresh(place, &self.made(expr)),
        })
    }

    /// A value that is made, before it becomes an object.
    fn made(&mut self, expr: &Expr) -> TokenStream {
        self.is_last = false;
        match &expr.kind {
            ExprKind::Struct(literal) => self.struct_literal(literal, expr.extent.first),
            ExprKind::Call { .. } | ExprKind::Path(_) | ExprKind::Method { .. } => self.call_only(expr),
            _ => self.owned(expr),
        }
    }

    fn constant_source(&mut self, constant: &Constant, place: Span) -> TokenStream {
        match constant {
            Constant::None => quote_spanned!(place=> &__obj::nothing()),
            Constant::Bool(_) => fresh(place, &self.owned_constant(constant, place)),
            _ => {
                let slot = self.pool.load(constant);
                let loaded = self.loaded(slot, constant, place);
                literal_source(constant, &loaded, place)
            }
        }
    }

    /// An item of a display of constants: the object is that in the constant tuple.
    pub(super) fn put_item(&mut self, slot: Slot, at: usize, item: &Constant, place: Span) -> TokenStream {
        let source = match item {
            Constant::None | Constant::Bool(_) => self.constant_source(item, place),
            _ => literal_source(item, &self.loaded_item(slot, at, item, place), place),
        };
        call("put", place, &source)
    }
}

fn is_double_starred(key: &Expr) -> bool {
    matches!(key.kind, ExprKind::DoubleStarred(_))
}

/// Where a value is told of that does not fit: of a number, behind its sign.
fn place_of(expr: &Expr) -> Span {
    match &expr.kind {
        ExprKind::Constant(Constant::Int(_)) => expr.extent.last,
        _ => expr.extent.first,
    }
}

/// A value that was just made, until the end of the statement.
pub(super) fn fresh(place: Span, value: &TokenStream) -> TokenStream {
    quote_spanned!(place=> &__obj::new(#value))
}

/// A literal on its way: with its text or its size, if the place wants a plain value of Rust.
fn literal_source(constant: &Constant, object: &TokenStream, place: Span) -> TokenStream {
    match constant {
        Constant::Int(value) => {
            let size = Ident::new(size_class(*value), place);
            quote_spanned!(place=> __obj::int::<__obj::size::#size>(#object))
        }
        Constant::Str(text) => {
            let mut literal = Literal::string(text);
            literal.set_span(place);
            quote_spanned!(place=> __obj::text(#literal, #object))
        }
        Constant::Bytes(bytes) => {
            let mut literal = Literal::byte_string(bytes);
            literal.set_span(place);
            quote_spanned!(place=> __obj::bytes(#literal, #object))
        }
        Constant::Float(_) => call("float", place, object),
        _ => call("name", place, object),
    }
}

/// The smallest kind of integers that hold a value: `U7` fits every type, `I16` those that hold an `i16`.
fn size_class(value: i64) -> &'static str {
    const UNSIGNED: [(u32, &str); 8] =
        [(7, "U7"), (8, "U8"), (15, "U15"), (16, "U16"), (31, "U31"), (32, "U32"), (63, "U63"), (64, "U64")];
    const SIGNED: [(u32, &str); 4] = [(7, "I8"), (15, "I16"), (31, "I32"), (63, "I64")];
    let table: &[(u32, &str)] = if value < 0 { &SIGNED } else { &UNSIGNED };
    let magnitude = if value < 0 { !value } else { value }.unsigned_abs();
    let bits = u64::BITS - magnitude.leading_zeros();
    table.iter().find(|(most, _)| bits <= *most).map_or("I64", |(_, class)| *class)
}

#[cfg(test)]
mod tests {
    use super::size_class;

    #[test]
    fn size_classes_are_exact_at_their_ends() {
        let ends = [
            (0, "U7"),
            (127, "U7"),
            (128, "U8"),
            (255, "U8"),
            (256, "U15"),
            (32767, "U15"),
            (32768, "U16"),
            (65535, "U16"),
        ];
        let far = [
            (65536, "U31"),
            (i64::from(i32::MAX), "U31"),
            (1 << 31, "U32"),
            (i64::from(u32::MAX), "U32"),
            (1 << 32, "U63"),
            (i64::MAX, "U63"),
        ];
        let below = [
            (-1, "I8"),
            (-128, "I8"),
            (-129, "I16"),
            (-32768, "I16"),
            (-32769, "I32"),
            (i64::from(i32::MIN), "I32"),
            (i64::MIN, "I64"),
        ];
        for (value, class) in ends.iter().chain(&far).chain(&below) {
            assert_eq!(size_class(*value), *class, "{value}");
        }
    }
}
