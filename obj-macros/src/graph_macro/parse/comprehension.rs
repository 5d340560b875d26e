//! What stands between the brackets of displays and calls: items, `*a`, `name=value`, comprehensions.

use proc_macro2::Group;

use super::atom::around;
use super::operators::of_builtin;
use super::{MAX_DEPTH, Parsed, Parser};
use crate::errors::{Errors, Mistake};
use crate::extent::Extent;
use crate::graph_macro::syntax::{Clause, Comprehension, DOUBLE_STAR, Expr, ExprKind, Keyword, Makes, Name};
use crate::graph_macro::words::{Builtin, Operator, Sign};

/// How many brackets take as much of the compiler's stack as a `for` inside of another one.
const LEVELS_OF_CLAUSE: usize = 2;

/// The arguments of a call.
#[derive(Default)]
pub(super) struct Arguments {
    pub(super) given: Vec<Expr>,
    pub(super) keywords: Vec<Keyword>,
}

impl Arguments {
    /// Adds an argument; of `*(a, b)` both.
    fn add(&mut self, expr: Expr) {
        match expr.kind {
            ExprKind::Starred(base) => match base.kind {
                ExprKind::Tuple(items) | ExprKind::List(items) => items.into_iter().for_each(|item| self.add(item)),
                kind => self.given.push(Expr::new(ExprKind::Starred(Box::new(Expr { kind, ..*base })), expr.extent)),
            },
            _ => self.given.push(expr),
        }
    }

    /// Adds an argument by name, if there is none with this name.
    fn add_named(&mut self, keyword: Keyword, errors: &mut Errors) {
        let Keyword { name, place, .. } = &keyword;
        if name != DOUBLE_STAR && self.keywords.iter().any(|other| other.name == *name) {
            errors.at(*place, format!("keyword argument repeated: {name}"));
            return;
        }
        self.keywords.push(keyword);
    }

    /// Python's words for an argument without a name that cannot stand behind those with one.
    fn refusal_behind_named(&self, argument: &Expr) -> Option<&'static str> {
        let is_starred = matches!(argument.kind, ExprKind::Starred(_));
        if self.keywords.iter().any(|keyword| keyword.name == DOUBLE_STAR) {
            return Some(if is_starred {
                "iterable argument unpacking follows keyword argument unpacking"
            } else {
                "positional argument follows keyword argument unpacking"
            });
        }
        (!is_starred && !self.keywords.is_empty()).then_some("positional argument follows keyword argument")
    }
}

/// One argument.
enum Argument {
    Given(Expr),
    Keyword(Keyword),
}

impl Parser<'_> {
    /// `a` or `*a`
    pub(super) fn item_of_display(&mut self) -> Parsed<Expr> {
        let Some(star) = self.tokens.eat_sign(Sign::Operator(Operator::Mul)) else { return self.expression() };
        let base = self.arithmetic(0)?;
        let extent = star.to(base.extent);
        Ok(Expr::new(ExprKind::Starred(Box::new(base)), extent))
    }

    /// The items in brackets, or the comprehension that they are.
    pub(super) fn items_or_comprehension(&mut self, group: &Group, makes: Makes) -> Parsed<Result<Vec<Expr>, Expr>> {
        let mut inner = self.inside(group);
        if inner.is_comprehension() {
            return inner.comprehension(makes, around(group)).map(Err);
        }
        Ok(Ok(self.expressions(group).0))
    }

    /// Whether `for` follows the first item.
    pub(super) fn is_comprehension(&self) -> bool {
        self.tokens.has_word_before("for", Sign::Comma)
    }

    /// `element for target in iterable if condition`, up to the end.
    pub(super) fn comprehension(&mut self, makes: Makes, extent: Extent) -> Parsed<Expr> {
        self.go_into_clauses()?;
        let element = self.expression()?;
        let value = if makes != Makes::List && makes != Makes::Items && self.tokens.eat_sign(Sign::Colon).is_some() {
            Some(self.expression()?)
        } else {
            None
        };
        let makes = if value.is_some() { Makes::Dict } else { makes };
        let mut clauses = Vec::new();
        while self.tokens.eat_word("for").is_some() {
            clauses.push(self.clause()?);
        }
        if !self.tokens.is_empty() {
            return Err(self.unexpected("`for`, `if` or the end of the comprehension"));
        }
        let comprehension = Comprehension { makes, element, value, clauses };
        Ok(Expr::new(ExprKind::Comprehension(Box::new(comprehension)), extent))
    }

    /// Each `for` after the first is nested as so many brackets, and the element in all of them.
    fn go_into_clauses(&mut self) -> Parsed<()> {
        let clauses = self.tokens.places_of_word("for");
        let most = 1 + MAX_DEPTH.saturating_sub(self.depth) / LEVELS_OF_CLAUSE;
        if let Some(place) = clauses.get(most) {
            let text = "too many nested `for` clauses; make the inner ones a function of the unit with `def`";
            return Err(self.errors.at(*place, text));
        }
        self.depth += LEVELS_OF_CLAUSE * clauses.len().saturating_sub(1);
        Ok(())
    }

    fn clause(&mut self) -> Parsed<Clause> {
        let target = self.loop_target()?;
        let iterable = self.disjunction()?;
        let mut conditions = Vec::new();
        while self.tokens.eat_word("if").is_some() {
            conditions.push(self.disjunction()?);
        }
        Ok(Clause { target, iterable, conditions })
    }

    /// The arguments in parentheses.
    pub(super) fn arguments(&mut self, group: &Group) -> Arguments {
        let mut inner = self.inside(group);
        if inner.is_comprehension() {
            let made = inner.comprehension(Makes::Items, around(group));
            let made = made.unwrap_or_else(|mistake| Expr::new(ExprKind::Broken(mistake), around(group)));
            return Arguments { given: vec![made], ..Arguments::default() };
        }
        let place = around(group);
        let broken = |mistake| Argument::Given(Expr::new(ExprKind::Broken(mistake), proc_macro2::Span::call_site()));
        let (all, _) = inner.separated(|parser| parser.argument(), broken, "`,` or `)`");
        let mut arguments = Arguments::default();
        for argument in all {
            match argument {
                Argument::Keyword(keyword) => arguments.add_named(keyword, self.errors),
                Argument::Given(mut expr) => {
                    if matches!(expr.kind, ExprKind::Broken(_)) {
                        expr.extent = place;
                    } else if let Some(text) = arguments.refusal_behind_named(&expr) {
                        expr.kind = ExprKind::Broken(self.errors.at(expr.extent, text));
                    }
                    arguments.add(expr);
                }
            }
        }
        arguments
    }

    fn argument(&mut self) -> Parsed<Argument> {
        if let Some(star) = self.tokens.eat_sign(Sign::Power) {
            let value = self.arithmetic(0)?;
            return Ok(Argument::Keyword(Keyword { name: DOUBLE_STAR.to_owned(), place: star.first, value }));
        }
        let is_keyword = self.tokens.is_sign_after(1, Sign::Assign);
        let Some(ident) = self.tokens.peek_ident().filter(|_| is_keyword).cloned() else {
            return self.item_of_display().map(Argument::Given);
        };
        self.tokens.skip(2);
        let value = match self.function_as_value() {
            Some(function) => function,
            None => self.expression()?,
        };
        Ok(Argument::Keyword(Keyword { name: ident.to_string(), place: ident.span(), value }))
    }

    /// `len`, not called, is `lambda x: len(x)`.
    fn function_as_value(&mut self) -> Option<Expr> {
        let builtin = Builtin::of(self.tokens.word()?)?;
        let is_alone = self.tokens.is_sign_after(1, Sign::Comma) || self.tokens.peek_nth(1).is_none();
        let ident = self.tokens.peek_ident().filter(|_| is_alone).cloned()?;
        self.tokens.skip(1);
        let (place, parameter) = (ident.span(), Name::new("__obj_x", ident.span()));
        let argument = Expr::new(ExprKind::Name(parameter.clone()), place);
        let call = of_builtin(builtin, place, vec![argument], place.into());
        Some(Expr::new(ExprKind::Lambda { parameters: vec![parameter], body: Box::new(call) }, place))
    }

    /// Reports arguments that are given by name where none can be.
    pub(super) fn refuse_keywords(&mut self, keywords: &[Keyword]) -> Parsed<()> {
        keywords.first().map_or(Ok(()), |keyword| Err(refused_by_rust(keyword, self.errors)))
    }
}

/// An argument by name, for a function of Rust.
pub(crate) fn refused_by_rust(Keyword { name, place, .. }: &Keyword, errors: &mut Errors) -> Mistake {
    let text = if name == DOUBLE_STAR {
        only_for_dicts("a function of Rust")
    } else {
        format!("functions of Rust take no argument by name; a type with fields is written `Type {{ {name}: … }}`")
    };
    errors.at(*place, text)
}

/// An argument by name, for what takes others only.
pub(super) fn refused(Keyword { name, place, .. }: &Keyword, function: &str, errors: &mut Errors) -> Mistake {
    let text = if name == DOUBLE_STAR {
        only_for_dicts(&format!("{function}()"))
    } else {
        format!("'{name}' is an invalid keyword argument for {function}()")
    };
    errors.at(*place, text)
}

fn only_for_dicts(function: &str) -> String {
    format!(
        "`**` in a call is for `dict(…)`, `update(…)`, `format(…)` and functions of the unit; \
         write what {function} takes one by one"
    )
}
