//! Names: bound before they are used on every way there, not used after `del`.

use std::collections::HashMap;

use proc_macro2::{Ident, Span};

use super::flow::{Changes, Flow, Gap, Known, State};
use super::ways::Head;
use super::{calls, functions, types};
use crate::errors::{Errors, Mistake};
use crate::extent::Extent;
use crate::graph_macro::python::{instead_of_module, instead_of_name};
use crate::graph_macro::syntax::{
    After, Block, BlockKind, Callee, Comprehension, Expr, ExprKind, Holds, Leave, Name, Statement, Unit, Variable,
};
use crate::graph_macro::walk::{Act, Walk};
use crate::graph_macro::words::{Builtin, Module, is_reserved};

/// Gives each use of a name the identity of its binding. A use without binding becomes a broken expression.
pub(crate) fn names(unit: &mut Unit, errors: &mut Errors) {
    number_blocks(&mut unit.statements, &mut 0);
    let (flow, loops) = (Flow::default(), Vec::new());
    Scope { flow, loops, lost: HashMap::new(), defined: None, functions: HashMap::new(), errors }.unit(unit);
}

/// Tells blocks apart, also those of a copy.
fn number_blocks(statements: &mut [Statement], next: &mut usize) {
    for statement in statements {
        if let Statement::Block(block) = statement {
            block.number = *next;
            *next += 1;
            block.kind.bodies_mut().into_iter().for_each(|body| number_blocks(body, next));
        }
    }
}

pub(super) struct Scope<'m> {
    pub(super) flow: Flow,
    /// The loops round the statement.
    pub(super) loops: Vec<Loop>,
    /// What a run of a loop may leave unbound for the next one, by the number of the loop.
    pub(super) lost: HashMap<usize, Changes>,
    /// The name of the function that is being made.
    pub(super) defined: Option<String>,
    /// The functions of the unit, and the names of their parameters.
    pub(super) functions: HashMap<String, Vec<String>>,
    pub(super) errors: &'m mut Errors,
}

/// A loop, and the ways that leave a run of it early.
#[derive(Default)]
pub(super) struct Loop {
    pub(super) mark: usize,
    pub(super) continues: Vec<Changes>,
    pub(super) breaks: Vec<Changes>,
}

impl Walk for Scope<'_> {
    fn expr(&mut self, expr: &mut Expr) {
        let extent = expr.extent;
        self.function(expr);
        let refused = self.arguments(expr);
        let broken = match &mut expr.kind {
            _ if refused.is_some() => refused,
            ExprKind::Comprehension(comprehension) => return self.comprehension(comprehension),
            ExprKind::Lambda { parameters, body } => return self.lambda(parameters, body),
            ExprKind::Logic { .. } | ExprKind::Conditional { .. } | ExprKind::Compare { .. } => {
                return self.expr_in_ways(expr);
            }
            ExprKind::Name(name) => self.use_of(name, extent),
            ExprKind::Call { callee: Callee::Function { name, .. }, .. } => {
                let place = name.ident.span();
                self.use_of(name, place.into())
            }
            ExprKind::Call { callee: Callee::Word(name), .. } if self.flow.get(&name.text).is_some() => {
                let place = name.ident.span();
                self.use_of(name, place.into())
            }
            ExprKind::Call { callee: Callee::Word(name), .. } => self.refuse_function_of_python(name),
            _ => None,
        };
        self.children(expr);
        if let ExprKind::Walrus { name, .. } = &mut expr.kind {
            self.bind(name);
        }
        if let Some(mistake) = broken {
            expr.kind = ExprKind::Broken(mistake);
        }
    }

    fn place(&mut self, place: &mut Expr, act: Act) {
        match (&mut place.kind, act) {
            (ExprKind::Name(name), Act::Assign) => self.bind(name),
            _ => self.expr(place),
        }
        let ExprKind::Name(name) = &mut place.kind else { return };
        match act {
            Act::Assign => {}
            Act::Augment => self.bind(name),
            Act::Delete(word) => {
                let binding = self.flow.get(&name.text).map_or(name.ident.span(), |known| known.binding);
                self.flow.set(&name.text, Known { binding, state: State::Deleted(word) });
            }
        }
    }

    fn local(&mut self, name: &mut Name) {
        if self.flow.get(&name.text).is_some() {
            let text = format!("name '{}' is assigned to before nonlocal declaration", name.text);
            self.errors.at(name.ident.span(), text);
        }
        self.bind(name);
    }

    fn statement(&mut self, statement: &mut Statement) {
        if let Statement::Assert { condition, message, .. } = statement {
            return self.assert(condition, message.as_mut());
        }
        let Statement::Leave { leave, .. } = statement else {
            let outer = std::mem::replace(&mut self.defined, calls::name_of_function(statement));
            self.parts(statement);
            self.defined = outer;
            return self.note_function(statement);
        };
        let Some(innermost) = self.loops.last_mut().filter(|_| !self.flow.is_left) else { return };
        let changes = self.flow.changes_since(innermost.mark);
        match leave {
            Leave::Break => innermost.breaks.push(changes),
            Leave::Continue => innermost.continues.push(changes),
        }
        self.flow.is_left = true;
    }

    fn block(&mut self, block: &mut Block) {
        let mark = self.flow.mark();
        let names = match &mut block.kind {
            BlockKind::If { branches, otherwise } => self.branches(branches, otherwise, block.word),
            BlockKind::For { target, iterable, body } => {
                self.expr(iterable);
                self.loop_of(Head { word: "for", place: block.word, number: block.number }, Some(target), None, body)
            }
            BlockKind::While { condition, body } => {
                let head = Head { word: "while", place: block.word, number: block.number };
                self.loop_of(head, None, Some(condition), body)
            }
            BlockKind::Once { body } => {
                let way = self.way(|scope| scope.statements(body));
                self.flow.meet(&[way], Gap { word: "if", place: block.word })
            }
        };
        block.variables = names.into_iter().filter_map(|name| self.variable(&name, mark)).collect();
    }

    fn broken(&mut self, mistake: Mistake, names: &[Ident]) {
        for ident in names {
            let written = ident.to_string();
            let text = written.strip_prefix("r#").unwrap_or(&written);
            let is_bound = self.flow.get(text).is_some_and(|known| matches!(known.state, State::Bound));
            if !is_reserved(text) && !is_bound {
                self.flow.set(text, Known { binding: ident.span(), state: State::Unreadable(mistake) });
            }
        }
    }
}

impl Scope<'_> {
    /// A name that a block changes, as it is behind it.
    fn variable(&self, name: &str, before: usize) -> Option<Variable> {
        let known = self.flow.get(name)?;
        let after = match known.state {
            State::Bound => After::Bound,
            State::Open(_) => After::Open,
            State::Deleted(_) | State::Unreadable(_) => After::Unbound,
        };
        let was_bound = self.flow.was_bound(before, name);
        Some(Variable { name: Name::new(name, known.binding), was_bound, after, holds: Holds::Joined })
    }

    /// A function of the language, if no name of the unit is called so.
    pub(super) fn function(&mut self, expr: &mut Expr) {
        let is_free = |name: &str| self.flow.get(name).is_none();
        types::resolve(expr, &is_free, self.errors);
        functions::over_items(expr, &is_free, self.errors);
        let ExprKind::Call { callee: Callee::Word(name), arguments, keywords } = &mut expr.kind else { return };
        let Some(builtin) = Builtin::of(&name.text).filter(|_| self.flow.get(&name.text).is_none()) else { return };
        let (arguments, keywords) = (std::mem::take(arguments), std::mem::take(keywords));
        let word = name.ident.span();
        let call = functions::call(builtin, word, arguments, keywords, expr.extent, self.errors);
        expr.kind = call.unwrap_or_else(ExprKind::Broken);
    }

    /// A function that Python has, and a unit has not.
    fn refuse_function_of_python(&mut self, name: &Name) -> Option<Mistake> {
        if self.defined.as_ref() == Some(&name.text) {
            let text = format!(
                "a function of a unit cannot call itself; write `fn {}(…)` in Rust, outside of the unit",
                name.text
            );
            return Some(self.errors.at(name.ident.span(), text));
        }
        let (word, instead) = (&name.text, instead_of_name(&name.text)?);
        let of_rust = format!("a function of Rust with this name is called by its path, `self::{word}(…)`");
        Some(self.errors.at(name.ident.span(), format!("name '{word}' is not defined here; {instead}; {of_rust}")))
    }

    /// Remembers what `name = lambda a: b` takes.
    fn note_function(&mut self, statement: &Statement) {
        let (Some(name), Statement::Bind { value, .. }) = (calls::name_of_function(statement), statement) else {
            return;
        };
        if let ExprKind::Lambda { parameters, .. } = &value.kind {
            let parameters = parameters.iter().map(|parameter| parameter.text.clone()).collect();
            self.functions.insert(name, parameters);
        }
    }

    /// Arguments by name and those of an iterable: who takes them is known.
    fn arguments(&mut self, expr: &mut Expr) -> Option<Mistake> {
        let functions = &self.functions;
        calls::arguments(expr, |name| functions.get(name).cloned(), self.errors)
    }

    /// The names of a comprehension are its own.
    fn comprehension(&mut self, comprehension: &mut Comprehension) {
        let mark = self.flow.mark();
        let was_left = self.flow.is_left;
        for clause in &mut comprehension.clauses {
            self.expr(&mut clause.iterable);
            for place in clause.target.places_mut() {
                match &mut place.kind {
                    ExprKind::Name(name) => self.bind_own(name),
                    _ => self.expr(place),
                }
            }
            for condition in &mut clause.conditions {
                let holds = self.condition(condition).if_true;
                self.flow.apply(&holds);
            }
        }
        self.expr(&mut comprehension.element);
        comprehension.value.iter_mut().for_each(|value| self.expr(value));
        self.flow.take_changes(mark);
        self.flow.is_left = was_left;
    }

    fn lambda(&mut self, parameters: &[Name], body: &mut Expr) {
        let mark = self.flow.mark();
        let was_left = self.flow.is_left;
        parameters.iter().for_each(|name| self.bind_own(name));
        self.expr(body);
        self.flow.take_changes(mark);
        self.flow.is_left = was_left;
    }

    /// A name that hides another one with the same text.
    fn bind_own(&mut self, name: &Name) {
        self.functions.remove(&name.text);
        self.flow.set(&name.text, Known { binding: name.ident.span(), state: State::Bound });
    }

    fn bind(&mut self, name: &mut Name) {
        self.functions.remove(&name.text);
        let binding = self.flow.get(&name.text).map_or(name.ident.span(), |known| known.binding);
        name.resolve(binding);
        self.flow.set(&name.text, Known { binding, state: State::Bound });
    }

    /// Resolves a name, or says why it has no meaning.
    fn use_of(&mut self, name: &mut Name, place: Extent) -> Option<Mistake> {
        let Some(known) = self.flow.get(&name.text) else {
            let text = match Builtin::of_word(&name.text) {
                Some(_) => only_called(&name.text),
                None => format!("name '{}' is not defined; {}", name.text, hint(&name.text)),
            };
            return Some(self.errors.at(place, text));
        };
        let binding = known.binding;
        let text = match known.state {
            State::Bound => {
                name.resolve(binding);
                return None;
            }
            State::Unreadable(mistake) => return Some(mistake),
            State::Deleted(word) => {
                format!("name '{}' is not defined; it was deleted at {}", name.text, place_of(word))
            }
            State::Open(gap) => {
                let text = format!("name '{}' may not be defined here; {}", name.text, gap.words());
                let mistake = self.errors.at(place, text);
                // It is told once.
                self.flow.set(&name.text, Known { binding, state: State::Unreadable(mistake) });
                return Some(mistake);
            }
        };
        Some(self.errors.at(place, text))
    }
}

impl Gap {
    fn words(self) -> String {
        let at = place_of(self.place);
        match self.word {
            "if" => format!("the `if` at {at} does not bind it on every way: bind it before, or in each branch"),
            "del" => format!("it may have been deleted at {at}"),
            ":=" => format!("the expression at {at} may pass over its `:=`: bind it before"),
            word => format!("the `{word}` at {at} may end before it is bound: bind it before the loop"),
        }
    }
}

fn place_of(word: Span) -> String {
    let at = word.start();
    format!("line {}, column {}", at.line, at.column + 1)
}

impl Name {
    /// Makes the name the variable that was bound with this identity; its place stays.
    fn resolve(&mut self, binding: Span) {
        self.ident.set_span(self.ident.span().resolved_at(binding));
    }
}

fn only_called(word: &str) -> String {
    format!("`{word}` is a word of the language and can only be called; write `{word}(…)`")
}

/// What to do about a name that was never bound.
fn hint(name: &str) -> String {
    match name {
        "true" => "write `True`".to_owned(),
        "false" => "write `False`".to_owned(),
        "null" | "nil" | "none" => "write `None`".to_owned(),
        _ if Module::of(name).is_some() => format!("write `import {name};` before"),
        _ => instead_of_name(name).or_else(|| instead_of_module(name)).map_or_else(
            || format!("bind it first; if it is a local of the function around, write `nonlocal {name};` before"),
            str::to_owned,
        ),
    }
}
