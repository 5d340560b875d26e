use crate::errors::Errors;
use crate::graph_macro::syntax::{Block, BlockKind, Callee, Constant, Expr, ExprKind, Operation, Statement, Target};
use crate::graph_macro::testing::{assert_recorded, mistakes_of, unit_of};

/// The unit in a bracketed form, one statement a line.
fn shape(source: &str) -> Vec<String> {
    let unit = unit_of(source, &mut Errors::default());
    let interactive = unit.interactive.then(|| "interactive".to_owned());
    let mut lines: Vec<_> = interactive.into_iter().chain(unit.statements.iter().map(statement)).collect();
    lines.extend(unit.value.as_ref().map(|value| format!("value {}", expr(value))));
    lines
}

fn statement(statement: &Statement) -> String {
    match statement {
        Statement::Bind { targets, value } => {
            let targets: String = targets.iter().map(|target| format!("{} = ", target_of(target))).collect();
            format!("{targets}{}", expr(value))
        }
        Statement::Augment { place, operator, value, .. } => {
            format!("{} {}= {}", expr(place), operator.function(), expr(value))
        }
        Statement::Delete { places, .. } => format!("del {}", all(places)),
        Statement::Assert { condition, message, .. } => {
            format!("assert {} {}", expr(condition), message.as_ref().map(expr).unwrap_or_default())
        }
        Statement::Block(of) => block(of),
        Statement::Leave { leave, .. } => format!("{leave:?}").to_lowercase(),
        Statement::Effect(effect) => expr(effect),
        Statement::Broken { names, .. } => {
            format!("broken {}", names.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))
        }
    }
}

fn block(block: &Block) -> String {
    match &block.kind {
        BlockKind::If { branches, otherwise } => {
            let branches: String = branches
                .iter()
                .map(|branch| format!("if {} {} ", expr(&branch.condition), body(&branch.body)))
                .collect();
            format!("{branches}else {}", body(otherwise))
        }
        BlockKind::For { target, iterable, body: inner } => {
            format!("for {} in {} {}", target_of(target), expr(iterable), body(inner))
        }
        BlockKind::While { condition, body: inner } => format!("while {} {}", expr(condition), body(inner)),
    }
}

fn body(statements: &[Statement]) -> String {
    format!("{{{}}}", statements.iter().map(statement).collect::<Vec<_>>().join("; "))
}

fn target_of(target: &Target) -> String {
    match target {
        Target::Place(place) => expr(place),
        Target::Places(places) => all(places),
    }
}

fn all(exprs: &[Expr]) -> String {
    exprs.iter().map(expr).collect::<Vec<_>>().join(", ")
}

fn expr(of: &Expr) -> String {
    match &of.kind {
        ExprKind::Constant(Constant::Str(text)) => format!("{text:?}"),
        ExprKind::Constant(Constant::Int(value)) => value.to_string(),
        ExprKind::Constant(constant) => format!("{constant:?}"),
        ExprKind::Name(name) => name.text.clone(),
        ExprKind::Path(path) => format!("path {path}"),
        ExprKind::Tuple(items) => format!("({},)", all(items)),
        ExprKind::List(items) => format!("[{}]", all(items)),
        ExprKind::Set(items) => format!("{{{}}}", all(items)),
        ExprKind::Dict(entries) => {
            let entries: Vec<_> =
                entries.iter().map(|(key, value)| format!("{}: {}", expr(key), expr(value))).collect();
            format!("{{{}}}", entries.join(", "))
        }
        ExprKind::Struct(literal) => {
            let fields = literal.fields.iter().map(|field| format!("{}: {}", field.member.text, expr(&field.value)));
            let rest = literal.rest.map(|_| "..".to_owned());
            format!("{} {{{}}}", literal.path, fields.chain(rest).collect::<Vec<_>>().join(", "))
        }
        ExprKind::Call { callee: Callee::Word(name), arguments } => format!("{}({})", name.text, all(arguments)),
        ExprKind::Call { callee: Callee::Path(path), arguments } => format!("{path}({})", all(arguments)),
        ExprKind::Builtin { builtin, arguments, .. } => format!("<{}>({})", builtin.word(), all(arguments)),
        ExprKind::Attribute { base, member } => format!("{}.{}", expr(base), member.text),
        ExprKind::Method { base, method, arguments, .. } => format!("{}.{method}({})", expr(base), all(arguments)),
        ExprKind::Item { base, index } => format!("{}[{}]", expr(base), expr(index)),
        ExprKind::Unary { operator, operand, .. } => format!("({operator:?} {})", expr(operand)),
        ExprKind::Binary { first, rest } => {
            let step = |left, more: &Operation| format!("({} {left} {})", more.operator.function(), expr(&more.right));
            rest.iter().fold(expr(first), step)
        }
        ExprKind::Compare { first, rest } => {
            let rest: String =
                rest.iter().map(|more| format!(" {} {}", more.operator.function(), expr(&more.right))).collect();
            format!("({}{rest})", expr(first))
        }
        ExprKind::Logic { operator, first, rest } => {
            let rest: String = rest.iter().map(|more| format!(" {}", expr(&more.right))).collect();
            format!("({operator:?} {}{rest})", expr(first))
        }
        ExprKind::Cast { base, ty } => format!("({} as {ty})", expr(base)),
        ExprKind::Rust(tokens) => format!("rust {tokens}"),
        ExprKind::Broken(_) => "broken".to_owned(),
    }
}

#[test]
fn operators_bind_as_in_python() {
    assert_recorded("reading/operators.txt", shape);
}

#[test]
fn displays_and_calls_are_read() {
    assert_recorded("reading/displays_and_calls.txt", shape);
}

#[test]
fn statements_are_read_and_one_mistake_leaves_the_others() {
    assert_recorded("reading/statements.txt", shape);
}

#[test]
fn foreign_syntax_is_refused_where_it_stands() {
    assert_recorded("mistakes/syntax.txt", mistakes_of);
}

#[test]
fn names_that_rust_reserves_become_raw() {
    let unit = unit_of("match = 1; r#loop = 2; plain = 3;", &mut Errors::default());
    let idents = unit.statements.iter().map(|statement| match statement {
        Statement::Bind { targets, .. } => match &targets[0] {
            Target::Place(place) => place.name().unwrap().ident.to_string(),
            Target::Places(_) => panic!("one target"),
        },
        _ => panic!("a binding"),
    });
    assert_eq!(idents.collect::<Vec<_>>(), ["r#match", "r#loop", "plain"]);
}
