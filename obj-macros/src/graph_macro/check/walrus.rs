//! `name := value` inside of an expression: the name is a variable of the statement.

use crate::graph_macro::syntax::{Block, BlockKind, Expr, ExprKind, Statement, Unit};
use crate::graph_macro::walk::{Act, Walk};

/// Makes a block of each statement that binds a name inside of an expression.
pub(crate) fn walrus(unit: &mut Unit) {
    for statement in &mut unit.statements {
        let mut search = Search { found: None };
        search.statement(statement);
        if let Some(word) = search.found {
            let body = vec![std::mem::replace(statement, Statement::Nothing)];
            *statement =
                Statement::Block(Block { word, kind: BlockKind::Once { body }, number: 0, variables: Vec::new() });
        }
    }
}

/// Looks for the first name that is bound so.
struct Search {
    found: Option<proc_macro2::Span>,
}

impl Walk for Search {
    fn expr(&mut self, expr: &mut Expr) {
        if let ExprKind::Walrus { name, .. } = &expr.kind {
            self.found.get_or_insert(name.ident.span());
        }
        self.children(expr);
    }

    fn place(&mut self, place: &mut Expr, _act: Act) {
        self.expr(place);
    }
}
