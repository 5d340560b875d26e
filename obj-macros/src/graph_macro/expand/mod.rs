//! Writes a unit as Rust: one `let` or call for each statement, data and calls into the runtime.
//!
//! Tokens of the user keep their spans; calls that convert or check a token take its span; all else has the
//! span of the macro. Local variables of the expansion are hygienic, and no name of the user can meet them.
//!
//! # What an expression is expanded as
//!
//! The function is chosen by what is done with the value. The runtime's traits say what values can be used so.
//!
//! | as | function | a name `a` becomes | another handle? | traits |
//! |---|---|---|---|---|
//! | a value of one's own, to bind | [`owned`](Expander::owned) | `alias(&a)` | yes | `Alias`, `ReadCell`, `BindObject` |
//! | a `&` to what is looked at: operands, arguments of built-in functions | [`reference`](Expander::reference) | `&a` | no | `AsObject`, `Operand`, `Item` |
//! | the index of an item | [`index`](Expander::index) | `HasHash::hashable(lookup(&c, &a).__obj_index())` | no | `Index`, `HasHash` |
//! | what stands before a dot | [`receiver`](Expander::receiver), [`owner`](Expander::owner) | `a` | no | `GetCell` |
//! | a source, on its way to a place that says what it wants | [`source`](Expander::source), [`put`](Expander::put) | `put(name(&a))` | if the place keeps one | `CanBecome`, `FromInt`, `FromList` |
//! | an item of a display | [`any`](Expander::any) | `put(name(&a))` | yes | `CanBecome<AnyObj>` |
//! | a `bool` | [`condition`](Expander::condition) | `truth(&a)` | no | `AsObject` |
//! | a call whose value Rust goes on with | [`call_only`](Expander::call_only) | | no | |

mod arguments;
mod block;
mod by_name;
mod call;
mod comprehension;
mod condition;
mod display;
mod function;
mod mentions;
mod names;
mod operation;
mod passing;
mod place;
mod slice;
mod spread;
mod statement;
mod steps;
mod telling;
mod value;
mod whole;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Lifetime;

use crate::errors::Errors;
use names::{Live, Names, State};

use crate::graph_macro::constants::Pool;
use crate::graph_macro::source::Source;
use crate::graph_macro::syntax::{Expr, Name, Unit};

/// The expansion of a unit. It cannot fail: what was wrong stands in it as an expression of the error type.
pub(crate) fn expand(unit: &Unit, source: Option<&Source>, root: &TokenStream, errors: &mut Errors) -> TokenStream {
    let (attribute, body) = body(unit, source, errors);
    framed(root, &attribute, &body)
}

/// The statements, in a scope in which the runtime is `__obj` and no lint of clippy speaks. To the lints of the compiler, which the
/// user may forbid, nothing is given to speak of.
fn framed(root: &TokenStream, attribute: &TokenStream, body: &TokenStream) -> TokenStream {
    quote! {
        {
            #[cfg_attr(clippy, allow(
                forbidden_lint_groups, clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction,
                reason = "written by `graph!`"
            ))]
            #attribute
            {
                use #root::__private::graph::{self as __obj, in_loops as __obj_in_loops};
                use __obj::methods::*;
                #body
            }
        }
    }
}

/// The statements, and an attribute for them.
fn body(unit: &Unit, source: Option<&Source>, errors: &mut Errors) -> (TokenStream, TokenStream) {
    let mut expander = Expander {
        errors,
        pool: Pool::default(),
        live: Names::default(),
        changes: Vec::new(),
        has_rust: false,
        is_last: false,
        blocks: 0,
        loops: 0,
        labels: 0,
        attributes: BTreeMap::new(),
        finds_by_name: false,
    };
    let (begins, ends) = Expander::told_of_unit(source);
    let body = if unit.interactive { expander.interactive(unit, &ends) } else { expander.whole(unit, &ends) };
    let attributes = expander.attributes();
    let allowed =
        expander.live.has_capitals.then(|| quote!(#[allow(non_snake_case, reason = "Python has no rule for names")]));
    let (rest, warnings) = (errors.compile_errors(), errors.warnings());
    (quote!(#allowed), quote!(#warnings #rest #attributes #begins #body))
}

struct Expander<'m> {
    errors: &'m mut Errors,
    pool: Pool,
    /// The names that are bound, in the order in which they were bound first.
    live: Names,
    /// The names that the statement being written binds or deletes.
    changes: Vec<Live>,
    /// Whether Rust of the user is in the statement: it may `return`, `break` or `await`.
    has_rust: bool,
    /// Whether the next operation is the last thing that its statement of Rust does: what is made for it goes with that.
    is_last: bool,
    /// The number of blocks round the statement.
    blocks: usize,
    /// How many of them are loops.
    loops: usize,
    /// The number of labels that were given.
    labels: usize,
    /// The attributes that are found by name, as they are written.
    attributes: BTreeMap<String, TokenStream>,
    /// Whether something is found by name, and so the module of the unit is needed.
    finds_by_name: bool,
}

impl Expander<'_> {
    /// One pool for all statements, kept at the place of the call.
    fn whole(&mut self, unit: &Unit, ends: &TokenStream) -> TokenStream {
        let steps = unit.statements.iter().map(|statement| self.step(statement)).collect();
        let statements = Self::join(steps);
        let value = unit.value.as_ref().map(|value| self.bind_value(value));
        let end = self.end(unit.value.as_ref());
        let constants = self.constants(&quote!(constants));
        quote!(#constants #statements #value #ends #end)
    }

    /// One pool for each statement, dropped after it.
    fn interactive(&mut self, unit: &Unit, ends: &TokenStream) -> TokenStream {
        let mut steps = Vec::new();
        for statement in &unit.statements {
            let functions = self.live.functions.len();
            let mut step = self.step(statement);
            step.code = self.for_once(step.code, self.live.functions.len() > functions);
            steps.push(step);
        }
        let statements = Self::join(steps);
        let value = unit.value.as_ref().map(|value| {
            let code = self.bind_value(value);
            self.for_once(code, false)
        });
        let end = self.end(unit.value.as_ref());
        quote!(#statements #value #ends #end)
    }

    fn for_once(&mut self, code: TokenStream, is_function: bool) -> TokenStream {
        if self.pool.is_empty() {
            return code;
        }
        let constants = self.constants(&quote!(constants_for_once));
        self.pool = Pool::default();
        let local = local("constants");
        // A function uses its constants as long as it can be called.
        let release = (!is_function).then(|| quote!(__obj::release(#local);));
        quote!(#constants #code #release)
    }

    fn constants(&self, how: &TokenStream) -> TokenStream {
        if self.pool.is_empty() {
            return TokenStream::new();
        }
        let local = local("constants");
        let (values, loaded) = self.pool.tables(&quote!(__obj));
        quote!(let #local = __obj::#how!([#values], [#loaded]);)
    }

    fn bind_value(&mut self, value: &Expr) -> TokenStream {
        let local = local("value");
        let functions = self.end_of_functions();
        if let Some(Name { ident, .. }) = value.name() {
            return quote!(#functions let #local = #ident;);
        }
        let value = self.last(value);
        quote!(let #local = #value; #functions)
    }

    /// The functions go before the names that they borrow.
    fn end_of_functions(&self) -> TokenStream {
        self.live.functions_now().map(|Name { ident, .. }| quote!(__obj::release(#ident);)).collect()
    }

    /// The names go in the order in which they were bound; with them or without, the unit has a value.
    fn end(&self, value: Option<&Expr>) -> TokenStream {
        let Some(value) = value else { return whole::graph(self.live.live()) };
        let moved = value.name().map(|name| &name.text);
        let released = self.live.values_now().filter(|name| Some(&name.text) != moved).map(|name| &name.ident);
        let local = local("value");
        let released: Vec<_> = released.collect();
        match &released[..] {
            [] => quote!(#local),
            // As one tuple: its items are dropped in this order, and the compiler need not think of a panic between.
            _ => quote!(__obj::release((#(#released,)*)); #local),
        }
    }

    fn is_bound(&self, name: &Name) -> bool {
        self.live.state(name) != State::Unbound
    }

    fn set_state(&mut self, name: &Name, state: State) {
        let live = Live { name: name.clone(), state };
        self.changes.push(live.clone());
        self.live.set(live);
    }

    /// The value of a name, as a place of Rust.
    fn name(&self, name: &Name) -> TokenStream {
        let ident = &name.ident;
        match self.live.state(name) {
            State::Variable { .. } => {
                let held = call("held", ident.span(), &quote!(&#ident));
                quote!((*#held))
            }
            State::Bound | State::Function | State::Unbound => quote!(#ident),
        }
    }
}

impl Expander<'_> {
    /// A value of its own, with which a statement of Rust ends.
    fn last(&mut self, expr: &Expr) -> TokenStream {
        self.is_last = true;
        let code = self.owned(expr);
        self.is_last = false;
        code
    }

    /// A label that nothing else has.
    fn label(&mut self, name: &str) -> Lifetime {
        self.labels += 1;
        Lifetime::new(&format!("'{name}_{}", self.labels), Span::mixed_site())
    }
}

/// The end of a block: its value, after all that was made for it.
fn done(value: &TokenStream) -> TokenStream {
    let local = local("done");
    quote!(let #local = #value; #local)
}

/// A name where it is bound. With `mut` it is never the pattern of a constant or of a variant that is called so, and
/// lints on the names of a function, which only the function itself could allow, see that a macro wrote it.
fn pattern(name: &Ident) -> TokenStream {
    quote!(mut #name)
}

/// A local variable of the expansion.
fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// A local variable of the expansion that stands for a token of the user.
fn local_at(name: &str, place: Span) -> Ident {
    Ident::new(name, Span::mixed_site().located_at(place))
}

/// A call into the runtime at the place of what it converts or checks.
fn call(function: &str, place: Span, arguments: &TokenStream) -> TokenStream {
    let function = Ident::new(function, place);
    quote_spanned!(place=> __obj::#function(#arguments))
}
