//! Names: bound before they are used on every way there, not used after `del`.

use std::collections::HashMap;

use proc_macro2::{Ident, Span};

use super::flow::{Changes, Flow, Gap, Known, State};
use super::{calls, functions, types};
use crate::errors::{Errors, Mistake};
use crate::extent::Extent;
use crate::graph_macro::python::{instead_of_module, instead_of_name};
use crate::graph_macro::syntax::{
    After, Block, BlockKind, Branch, Callee, Comprehension, Constant, Expr, ExprKind, Holds, Leave, Name, Statement,
    Target, Unit, Variable,
};
use crate::graph_macro::walk::{Act, Walk, deletes_names};
use crate::graph_macro::words::{Builtin, Module, is_reserved};

/// Gives each use of a name the identity of its binding. A use without binding becomes a broken expression.
pub(crate) fn names(unit: &mut Unit, errors: &mut Errors) {
    Scope { flow: Flow::default(), loops: Vec::new(), defined: None, functions: HashMap::new(), errors }.unit(unit);
}

struct Scope<'m> {
    flow: Flow,
    /// The loops round the statement.
    loops: Vec<Loop>,
    /// The name of the function that is being made.
    defined: Option<String>,
    /// The functions of the unit, and the names of their parameters.
    functions: HashMap<String, Vec<String>>,
    errors: &'m mut Errors,
}

/// A loop, and the ways that leave a run of it early.
#[derive(Default)]
struct Loop {
    mark: usize,
    continues: Vec<Changes>,
    breaks: Vec<Changes>,
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
                self.loop_of("for", block.word, Some(target), None, body)
            }
            BlockKind::While { condition, body } => self.loop_of("while", block.word, None, Some(condition), body),
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
    /// `if`: the ways through its branches, and the one through none.
    fn branches(&mut self, branches: &mut [Branch], otherwise: &mut [Statement], word: Span) -> Vec<String> {
        let mut ways = Vec::new();
        for branch in branches {
            self.expr(&mut branch.condition);
            ways.push(self.way(|scope| scope.statements(&mut branch.body)));
        }
        ways.push(self.way(|scope| scope.statements(otherwise)));
        self.flow.meet(&ways, Gap { word: "if", place: word })
    }

    /// A loop: its statements may run never, once, or more often.
    fn loop_of(
        &mut self,
        word: &'static str,
        place: Span,
        target: Option<&mut Target>,
        condition: Option<&mut Expr>,
        body: &mut [Statement],
    ) -> Vec<String> {
        let gap = Gap { word, place };
        let is_endless = condition.as_ref().is_some_and(|condition| is_true(condition));
        let lost = self.lost_by(target.as_deref(), body, gap);
        let (end, left) = self.run(&lost, target, condition, body);
        // At the head a name is bound if it is so before the loop and after each run.
        let before = Changes { names: lost, reaches_end: !is_endless };
        let runs = [end]
            .into_iter()
            .chain(left.continues)
            .map(|way| Changes { reaches_end: way.reaches_end && !is_endless, ..way });
        let ways: Vec<_> = std::iter::once(before).chain(runs).chain(left.breaks).collect();
        self.flow.meet(&ways, gap)
    }

    /// One run of a loop, and what it changes.
    fn run(
        &mut self,
        lost: &[(String, Known)],
        target: Option<&mut Target>,
        condition: Option<&mut Expr>,
        body: &mut [Statement],
    ) -> (Changes, Loop) {
        self.loops.push(Loop { mark: self.flow.mark(), ..Loop::default() });
        let end = self.way(|scope| {
            lost.iter().for_each(|(name, known)| scope.flow.set(name, known.clone()));
            if let Some(condition) = condition {
                scope.expr(condition);
            }
            for place in target.into_iter().flat_map(|target| target.places_mut()) {
                scope.place(place, Act::Assign);
            }
            scope.statements(body);
        });
        (end, self.loops.pop().unwrap_or_default())
    }

    /// The names that a run of the loop may leave unbound for the next one.
    fn lost_by(&mut self, target: Option<&Target>, body: &[Statement], gap: Gap) -> Vec<(String, Known)> {
        if !deletes_names(body) {
            return Vec::new();
        }
        let mut silent = Errors::default();
        let mut trial = Scope {
            flow: std::mem::take(&mut self.flow),
            loops: Vec::new(),
            defined: None,
            functions: self.functions.clone(),
            errors: &mut silent,
        };
        let mark = trial.flow.mark();
        let (end, left) = trial.run(&[], target.cloned().as_mut(), None, &mut body.to_vec());
        let ways: Vec<_> =
            [Changes { reaches_end: true, ..Changes::default() }, end].into_iter().chain(left.continues).collect();
        let names = trial.flow.meet(&ways, gap);
        let open = names.into_iter().filter_map(|name| Some((name.clone(), trial.flow.get(&name)?.clone())));
        let open: Vec<_> = open.filter(|(_, known)| matches!(known.state, State::Open(_))).collect();
        trial.flow.take_changes(mark);
        let bound_before = |name: &str| matches!(trial.flow.get(name), Some(Known { state: State::Bound, .. }));
        let lost = open.into_iter().filter(|(name, _)| bound_before(name)).collect();
        self.flow = trial.flow;
        lost
    }

    /// What statements change, from here.
    fn way(&mut self, statements: impl FnOnce(&mut Self)) -> Changes {
        let (mark, was_left) = (self.flow.mark(), self.flow.is_left);
        statements(self);
        let changes = self.flow.take_changes(mark);
        self.flow.is_left = was_left;
        changes
    }

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
    fn function(&mut self, expr: &mut Expr) {
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
            clause.conditions.iter_mut().for_each(|condition| self.expr(condition));
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
            word => format!("the `{word}` at {at} may end before it is bound: bind it before the loop"),
        }
    }
}

fn place_of(word: Span) -> String {
    let at = word.start();
    format!("line {}, column {}", at.line, at.column + 1)
}

/// Whether the expression is the constant `True`, or another one that is true.
fn is_true(condition: &Expr) -> bool {
    match condition.constant() {
        Some(Constant::Bool(truth)) => *truth,
        Some(Constant::Int(number)) => *number != 0,
        _ => false,
    }
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
