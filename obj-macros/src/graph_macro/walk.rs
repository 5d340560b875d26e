//! The way of a stage through a unit: each expression once, in the order in which they are evaluated.

use proc_macro2::{Ident, Span};

use crate::errors::Mistake;
use crate::graph_macro::syntax::{Block, BlockKind, Expr, Name, Statement, Target, Unit};

/// What happens to a place.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Act {
    /// `place = value`
    Assign,
    /// `place += value`
    Augment,
    /// `del place`; where the word stands
    Delete(Span),
}

/// A stage.
pub(crate) trait Walk {
    /// An expression whose value is wanted.
    fn expr(&mut self, expr: &mut Expr);

    /// A name, an attribute or an item to which something happens.
    fn place(&mut self, place: &mut Expr, act: Act);

    /// A local of the function that becomes a name.
    fn local(&mut self, _name: &mut Name) {}

    /// A statement that could not be read, with the words in it that look like names.
    fn broken(&mut self, _mistake: Mistake, _names: &[Ident]) {}

    /// The expressions directly inside of one.
    fn children(&mut self, expr: &mut Expr) {
        expr.children_mut().into_iter().for_each(|child| self.expr(child));
    }

    fn statement(&mut self, statement: &mut Statement) {
        self.parts(statement);
    }

    /// The expressions of a statement.
    fn parts(&mut self, statement: &mut Statement) {
        match statement {
            Statement::Bind { targets, value } => {
                self.expr(value);
                for place in targets.iter_mut().flat_map(Target::places_mut) {
                    self.place(place, Act::Assign);
                }
            }
            Statement::Augment { place, value, .. } => {
                self.place(place, Act::Augment);
                self.expr(value);
            }
            Statement::Delete { word, places } => {
                places.iter_mut().for_each(|place| self.place(place, Act::Delete(*word)));
            }
            Statement::Assert { condition, message, .. } => {
                self.expr(condition);
                message.iter_mut().for_each(|message| self.expr(message));
            }
            Statement::Block(block) => self.block(block),
            Statement::Nonlocal { names } => names.iter_mut().for_each(|name| self.local(name)),
            Statement::Leave { .. } | Statement::Nothing => {}
            Statement::Effect(expr) => self.expr(expr),
            Statement::Broken { mistake, names } => self.broken(*mistake, names),
        }
    }

    /// A statement with statements inside.
    fn block(&mut self, block: &mut Block) {
        self.block_parts(block);
    }

    /// The expressions and statements of a block, each once, in the order of the text.
    fn block_parts(&mut self, block: &mut Block) {
        match &mut block.kind {
            BlockKind::If { branches, otherwise } => {
                for branch in branches {
                    self.expr(&mut branch.condition);
                    self.statements(&mut branch.body);
                }
                self.statements(otherwise);
            }
            BlockKind::For { target, iterable, body } => {
                self.expr(iterable);
                target.places_mut().into_iter().for_each(|place| self.place(place, Act::Assign));
                self.statements(body);
            }
            BlockKind::While { condition, body } => {
                self.expr(condition);
                self.statements(body);
            }
            BlockKind::Once { body } => self.statements(body),
        }
    }

    fn statements(&mut self, statements: &mut [Statement]) {
        statements.iter_mut().for_each(|statement| self.statement(statement));
    }

    fn unit(&mut self, unit: &mut Unit) {
        self.statements(&mut unit.statements);
        unit.value.iter_mut().for_each(|value| self.expr(value));
    }
}

/// Whether a statement among these deletes a name.
pub(crate) fn deletes_names(statements: &[Statement]) -> bool {
    statements.iter().any(|statement| match statement {
        Statement::Delete { places, .. } => places.iter().any(|place| place.name().is_some()),
        Statement::Block(block) => block.kind.bodies().into_iter().any(deletes_names),
        _ => false,
    })
}
