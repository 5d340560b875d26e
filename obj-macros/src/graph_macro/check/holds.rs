//! What the variables of a block hold: the values of one name meet where the ways through the block do.

use std::collections::HashMap;

use super::kinds::{Kind, Kinds, NONE, element_of, in_place, result_of};
use crate::graph_macro::syntax::{Block, BlockKind, Constant, Expr, ExprKind, Holds, Statement, Target, Variable};
use crate::graph_macro::words::Builtin;

/// How often the values of a block are looked at, at most: each time more names are known.
const MOST_ROUNDS: usize = 16;

/// Notes what the variables of a block hold, and what is known of their types inside of it.
pub(super) fn infer(block: &mut Block, kinds: &mut Kinds) {
    let before: HashMap<_, _> = block
        .variables
        .iter()
        .filter(|variable| variable.was_bound)
        .map(|variable| {
            let name = &variable.name.text;
            (name.clone(), kinds.names.get(name).cloned())
        })
        .collect();
    let mut decided = HashMap::new();
    for _ in 0..MOST_ROUNDS {
        set_kinds(kinds, &block.variables, &decided);
        let found = before.iter().map(|(name, kind)| (name.clone(), vec![kind.clone()])).collect();
        let mut values = Values { kinds, found };
        values.block(block);
        let next = values.found.into_iter().map(|(name, kinds)| (name, decide(&kinds))).collect();
        if std::mem::replace(&mut decided, next) == decided {
            break;
        }
    }
    set_kinds(kinds, &block.variables, &decided);
    for variable in &mut block.variables {
        variable.holds = decided.get(&variable.name.text).map_or(Holds::Alike, |(holds, _)| *holds);
        if kinds.names.get(&variable.name.text) == Some(&Kind::Open) {
            kinds.set(&variable.name.text, None);
        }
    }
}

type Decided = HashMap<String, (Holds, Option<Kind>)>;

fn set_kinds(kinds: &mut Kinds, variables: &[Variable], decided: &Decided) {
    for Variable { name, .. } in variables {
        kinds.set(&name.text, decided.get(&name.text).map_or(Some(Kind::Open), |(_, kind)| kind.clone()));
    }
}

/// What a variable with these values holds, in the order of the text.
fn decide(values: &[Option<Kind>]) -> (Holds, Option<Kind>) {
    let [first, others @ ..] = values else { return (Holds::Alike, None) };
    let known: Vec<_> = values.iter().filter(|kind| **kind != Some(Kind::Open)).collect();
    if others.is_empty() {
        return (Holds::Alike, first.clone());
    }
    let Some(kind) = known.first() else { return (Holds::Alike, Some(Kind::Open)) };
    if kind.is_some() && known.iter().all(|other| other == kind) {
        return (Holds::Alike, (*kind).clone());
    }
    if let Some(object) = one_object(&known) {
        return (Holds::OrNone, Some(Kind::OrNone(object)));
    }
    match (kind, known.iter().all(|kind| kind.is_some())) {
        (Some(Kind::Object(object) | Kind::OrNone(object)), false) => {
            (Holds::Joined, Some(Kind::OrNone(object.clone())))
        }
        (None, _) => (Holds::Joined, None),
        (Some(_), _) => (Holds::Objects, Some(Kind::Any)),
    }
}

/// The type of which all values are objects, or none.
fn one_object(values: &[&Option<Kind>]) -> Option<String> {
    let mut found: Option<&String> = None;
    for value in values {
        match value {
            Some(Kind::Object(object) | Kind::OrNone(object)) if found.is_none_or(|other| other == object) => {
                found = Some(object);
            }
            Some(kind) if *kind == NONE => {}
            _ => return None,
        }
    }
    found.cloned()
}

/// The values of each name.
struct Values<'k> {
    kinds: &'k Kinds,
    found: HashMap<String, Vec<Option<Kind>>>,
}

impl Values<'_> {
    fn add(&mut self, name: &str, kind: Option<Kind>) {
        self.found.entry(name.to_owned()).or_default().push(kind);
    }

    fn statements(&mut self, statements: &[Statement]) {
        statements.iter().for_each(|statement| self.statement(statement));
    }

    fn statement(&mut self, statement: &Statement) {
        match statement {
            Statement::Bind { targets, value } => {
                let kind = self.kinds.of(value);
                targets.iter().for_each(|target| self.bind(target, value, kind.clone()));
            }
            Statement::Augment { place, operator, value, .. } => {
                let kinds = self.kinds.of(place).zip(self.kinds.of(value));
                self.bind_place(place, kinds.and_then(|(left, right)| result_of(in_place, *operator, left, right)));
            }
            Statement::Block(block) => self.block(block),
            _ => {}
        }
    }

    fn block(&mut self, block: &Block) {
        if let BlockKind::For { target, iterable, .. } = &block.kind {
            let kind = self.kinds.of(iterable);
            let element = element_of(iterable, kind.as_ref());
            match target {
                Target::Place(place) => self.bind_place(place, element),
                Target::Places(_) => self.bind_all(target, self.pair_of(iterable)),
            }
        }
        block.kind.bodies().into_iter().for_each(|body| self.statements(body));
    }

    fn bind(&mut self, target: &Target, value: &Expr, kind: Option<Kind>) {
        match (target, &value.kind) {
            (Target::Place(place), _) => self.bind_place(place, kind),
            (Target::Places(places), ExprKind::Tuple(items) | ExprKind::List(items)) if places.star.is_none() => {
                let kinds: Vec<_> = items.iter().map(|item| self.kinds.of(item)).collect();
                places.items.iter().zip(kinds).for_each(|(item, kind)| self.bind_item(item, kind));
            }
            (Target::Places(places), ExprKind::Constant(Constant::Tuple(items))) if places.star.is_none() => {
                for (place, item) in places.items.iter().zip(items) {
                    self.bind_item(place, Some(Kind::Python(item.type_name())));
                }
            }
            (Target::Places(places), ExprKind::Constant(Constant::Str(_))) if places.star.is_none() => {
                places.items.iter().for_each(|item| self.bind_item(item, element_of(value, kind.as_ref())));
            }
            (Target::Places(_), ExprKind::Constant(_)) => self.bind_all(target, None),
            (Target::Places(_), _) => self.bind_all(target, Some(Kind::Any)),
        }
    }

    /// A part of a value that is taken apart.
    fn bind_item(&mut self, item: &Target, kind: Option<Kind>) {
        match item {
            Target::Place(place) => self.bind_place(place, kind),
            Target::Places(_) => self.bind_all(item, Some(Kind::Any)),
        }
    }

    /// Parts of which all are alike; what takes the rest is a list.
    fn bind_all(&mut self, target: &Target, kind: Option<Kind>) {
        let Target::Places(places) = target else { return };
        for (at, item) in places.items.iter().enumerate() {
            match item {
                Target::Place(place) if places.star == Some(at) => self.bind_place(place, Some(Kind::Python("list"))),
                Target::Place(place) => self.bind_place(place, kind.clone()),
                Target::Places(_) => self.bind_all(item, kind.clone()),
            }
        }
    }

    /// What the items of an iterable consist of: pairs of a function have types of their own.
    fn pair_of(&self, iterable: &Expr) -> Option<Kind> {
        let is_pairs = matches!(&iterable.kind, ExprKind::Builtin { builtin: Builtin::Enumerate | Builtin::Zip, .. });
        if is_pairs { None } else { Some(Kind::Any) }
    }

    fn bind_place(&mut self, place: &Expr, kind: Option<Kind>) {
        if let Some(name) = place.name() {
            self.add(&name.text, kind);
        }
    }
}
