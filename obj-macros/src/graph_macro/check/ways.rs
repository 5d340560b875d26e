//! The ways through statements and conditions: what each binds, and where they meet.

use proc_macro2::Span;

use super::flow::{Changes, Gap, Known, State};
use super::names::{Loop, Scope};
use crate::errors::Errors;
use crate::graph_macro::syntax::{Branch, Comparison, Constant, Expr, ExprKind, Statement, Target};
use crate::graph_macro::walk::{Act, Walk, deletes_names};
use crate::graph_macro::words::{LogicOp, UnaryOp};

/// What an expression binds if it is true, and if it is false.
pub(super) struct Outcomes {
    pub(super) if_true: Changes,
    pub(super) if_false: Changes,
}

/// The first word of a loop.
#[derive(Clone, Copy)]
pub(super) struct Head {
    pub(super) word: &'static str,
    pub(super) place: Span,
    /// The number of the loop in the unit.
    pub(super) number: usize,
}

impl Scope<'_> {
    /// `if`: the ways through its branches, and the one through none.
    pub(super) fn branches(&mut self, branches: &mut [Branch], otherwise: &mut [Statement], word: Span) -> Vec<String> {
        let mut ways = Vec::new();
        let mut passed = self.way(|_| {});
        for branch in branches {
            let Outcomes { if_true, if_false } = self.condition_behind(&passed, &mut branch.condition);
            ways.push(self.way_behind(&if_true, |scope| scope.statements(&mut branch.body)));
            passed = if_false;
        }
        ways.push(self.way_behind(&passed, |scope| scope.statements(otherwise)));
        self.flow.meet(&ways, Gap { word: "if", place: word })
    }

    /// `assert condition, message`: behind it the condition was true.
    pub(super) fn assert(&mut self, condition: &mut Expr, message: Option<&mut Expr>) {
        let Outcomes { if_true, if_false } = self.condition(condition);
        if let Some(message) = message {
            self.way_behind(&if_false, |scope| scope.expr(message));
        }
        self.flow.apply(&if_true);
    }

    /// A loop: its statements may run never, once, or more often.
    pub(super) fn loop_of(
        &mut self,
        head: Head,
        target: Option<&mut Target>,
        condition: Option<&mut Expr>,
        body: &mut [Statement],
    ) -> Vec<String> {
        let gap = Gap { word: head.word, place: head.place };
        let is_endless = condition.as_ref().is_some_and(|condition| is_true(condition));
        let lost = self.lost_by(head, target.as_deref(), body, gap);
        let (end, left, ended) = self.run(&lost, target, condition, body);
        // At the head a name is bound if it is so before the loop and after each run; then the condition is false.
        let before = Changes { reaches_end: true, ..lost };
        let ends = [before, end].into_iter().chain(left.continues);
        let ends: Vec<_> = ends.map(|way| way.followed_by(&ended, !is_endless)).collect();
        let ways: Vec<_> = ends.into_iter().chain(left.breaks).collect();
        self.flow.meet(&ways, gap)
    }

    /// One run of a loop, what it changes, and what the condition binds when it ends the loop.
    fn run(
        &mut self,
        lost: &Changes,
        target: Option<&mut Target>,
        condition: Option<&mut Expr>,
        body: &mut [Statement],
    ) -> (Changes, Loop, Changes) {
        self.loops.push(Loop { mark: self.flow.mark(), ..Loop::default() });
        let mut ended = Changes::default();
        let end = self.way(|scope| {
            scope.flow.apply(lost);
            if let Some(condition) = condition {
                let Outcomes { if_true, if_false } = scope.condition(condition);
                scope.flow.apply(&if_true);
                ended = if_false;
            }
            for place in target.into_iter().flat_map(|target| target.places_mut()) {
                scope.place(place, Act::Assign);
            }
            scope.statements(body);
        });
        (end, self.loops.pop().unwrap_or_default(), ended)
    }

    /// The names that a run of the loop may leave unbound for the next one. They are found once for each loop, when the most is bound round it:
    /// loops inside are tried with the outermost one.
    fn lost_by(&mut self, head: Head, target: Option<&Target>, body: &[Statement], gap: Gap) -> Changes {
        if !deletes_names(body) {
            return Changes::default();
        }
        if let Some(lost) = self.lost.get(&head.number) {
            let is_bound = |name: &str| matches!(self.flow.get(name), Some(Known { state: State::Bound, .. }));
            let names = lost.names.iter().filter(|(name, _)| is_bound(name)).cloned().collect();
            return Changes { names, ..Changes::default() };
        }
        let mut silent = Errors::default();
        let mut trial = Scope {
            flow: std::mem::take(&mut self.flow),
            loops: Vec::new(),
            lost: std::mem::take(&mut self.lost),
            defined: None,
            functions: self.functions.clone(),
            errors: &mut silent,
        };
        let mark = trial.flow.mark();
        let (end, left, _) = trial.run(&Changes::default(), target.cloned().as_mut(), None, &mut body.to_vec());
        let ways: Vec<_> =
            [Changes { reaches_end: true, ..Changes::default() }, end].into_iter().chain(left.continues).collect();
        let names = trial.flow.meet(&ways, gap);
        let open = names.into_iter().filter_map(|name| Some((name.clone(), trial.flow.get(&name)?.clone())));
        let open: Vec<_> = open.filter(|(_, known)| matches!(known.state, State::Open(_))).collect();
        trial.flow.take_changes(mark);
        let bound_before = |name: &str| matches!(trial.flow.get(name), Some(Known { state: State::Bound, .. }));
        let names = open.into_iter().filter(|(name, _)| bound_before(name)).collect();
        self.flow = trial.flow;
        self.lost = trial.lost;
        let lost = Changes { names, ..Changes::default() };
        self.lost.insert(head.number, lost.clone());
        lost
    }

    /// What statements change, from here.
    pub(super) fn way(&mut self, statements: impl FnOnce(&mut Self)) -> Changes {
        let (mark, was_left) = (self.flow.mark(), self.flow.is_left);
        statements(self);
        let changes = self.flow.take_changes(mark);
        self.flow.is_left = was_left;
        changes
    }

    /// The same of statements behind others.
    fn way_behind(&mut self, others: &Changes, statements: impl FnOnce(&mut Self)) -> Changes {
        self.way(|scope| {
            scope.flow.apply(others);
            statements(scope);
        })
    }
}

impl Scope<'_> {
    /// An expression of which parts may be passed over.
    pub(super) fn expr_in_ways(&mut self, expr: &mut Expr) {
        let place = expr.extent.first;
        let Outcomes { if_true, if_false } = self.outcomes(expr);
        self.flow.meet(&[if_true, if_false], passed_over(place));
    }

    /// What a condition binds, from here.
    pub(super) fn condition(&mut self, expr: &mut Expr) -> Outcomes {
        if matches!(expr.kind, ExprKind::Compare { .. }) {
            // The names of types beside `type(a)` are types.
            self.function(expr);
        }
        self.outcomes(expr)
    }

    fn outcomes(&mut self, expr: &mut Expr) -> Outcomes {
        let place = expr.extent.first;
        match &mut expr.kind {
            ExprKind::Unary { operator: UnaryOp::Not, operand, .. } => {
                let Outcomes { if_true, if_false } = self.condition(operand);
                Outcomes { if_true: if_false, if_false: if_true }
            }
            ExprKind::Logic { operator, first, rest } => {
                let operator = *operator;
                let rest = rest.iter_mut().map(|more| &mut more.right);
                self.operands(operator, std::iter::once(&mut **first).chain(rest), place)
            }
            ExprKind::Conditional { if_true, condition, if_false } => {
                let chosen = self.condition(condition);
                let left = self.condition_behind(&chosen.if_true, if_true);
                let right = self.condition_behind(&chosen.if_false, if_false);
                Outcomes {
                    if_true: self.met(&[left.if_true, right.if_true], place),
                    if_false: self.met(&[left.if_false, right.if_false], place),
                }
            }
            ExprKind::Compare { first, rest } => self.comparisons(first, rest, place),
            _ => {
                let changes = self.way(|scope| scope.expr(expr));
                Outcomes { if_true: changes.clone(), if_false: changes }
            }
        }
    }

    /// `and` or `or`: each operand is evaluated if those before it did not decide.
    fn operands<'e>(&mut self, operator: LogicOp, all: impl Iterator<Item = &'e mut Expr>, place: Span) -> Outcomes {
        let mut decided = Vec::new();
        let mut passed = self.way(|_| {});
        for operand in all {
            let Outcomes { if_true, if_false } = self.condition_behind(&passed, operand);
            let (goes_on, decides) = if operator == LogicOp::And { (if_true, if_false) } else { (if_false, if_true) };
            decided.push(decides);
            passed = goes_on;
        }
        let decided = self.met(&decided, place);
        match operator {
            LogicOp::And => Outcomes { if_true: passed, if_false: decided },
            LogicOp::Or => Outcomes { if_true: decided, if_false: passed },
        }
    }

    /// `a < b < c`: each operand from the third on is evaluated if what stands before it is true.
    fn comparisons(&mut self, first: &mut Expr, rest: &mut [Comparison], place: Span) -> Outcomes {
        let mut passed = self.way(|scope| scope.expr(first));
        let mut ends = Vec::new();
        for Comparison { right, .. } in rest {
            passed = self.way_behind(&passed, |scope| scope.expr(right));
            ends.push(passed.clone());
        }
        Outcomes { if_true: passed, if_false: self.met(&ends, place) }
    }

    /// A condition behind changes.
    fn condition_behind(&mut self, others: &Changes, expr: &mut Expr) -> Outcomes {
        if others.names.is_empty() {
            return self.condition(expr);
        }
        let mut found = None;
        self.way_behind(others, |scope| found = Some(scope.condition(expr)));
        let follow = |changes: Changes| others.clone().followed_by(&changes, true);
        match found {
            Some(Outcomes { if_true, if_false }) => Outcomes { if_true: follow(if_true), if_false: follow(if_false) },
            None => Outcomes { if_true: others.clone(), if_false: others.clone() },
        }
    }

    /// The changes where ways meet.
    fn met(&mut self, ways: &[Changes], place: Span) -> Changes {
        self.way(|scope| {
            scope.flow.meet(ways, passed_over(place));
        })
    }
}

/// What may leave the names unbound that an expression binds.
fn passed_over(place: Span) -> Gap {
    Gap { word: ":=", place }
}

/// Whether the expression is the constant `True`, or another one that is true.
fn is_true(condition: &Expr) -> bool {
    match condition.constant() {
        Some(Constant::Bool(truth)) => *truth,
        Some(Constant::Int(number)) => *number != 0,
        _ => false,
    }
}
