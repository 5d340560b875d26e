use crate::errors::Errors;
use crate::graph_macro::syntax::{
    Block, BlockKind, Callee, Comprehension, Constant, Expr, ExprKind, Keyword, Operation, Statement, Target,
};
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
        Statement::Nonlocal { names } => {
            format!("nonlocal {}", names.iter().map(|name| name.text.clone()).collect::<Vec<_>>().join(", "))
        }
        Statement::Nothing => "nothing".to_owned(),
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
        BlockKind::Once { body: inner } => format!("once {}", body(inner)),
        BlockKind::While { condition, body: inner } => format!("while {} {}", expr(condition), body(inner)),
    }
}

fn comprehension(made: &Comprehension) -> String {
    let value = made.value.as_ref().map(|value| format!(": {}", expr(value))).unwrap_or_default();
    let clauses: String = made
        .clauses
        .iter()
        .map(|clause| {
            let conditions: String =
                clause.conditions.iter().map(|condition| format!(" if {}", expr(condition))).collect();
            format!(" for {} in {}{conditions}", target_of(&clause.target), expr(&clause.iterable))
        })
        .collect();
    format!("<{:?} {}{value}{clauses}>", made.makes, expr(&made.element))
}

fn arguments_of(arguments: &[Expr], keywords: &[Keyword]) -> String {
    let keywords = keywords.iter().map(|keyword| format!("{}={}", keyword.name, expr(&keyword.value)));
    arguments.iter().map(expr).chain(keywords).collect::<Vec<_>>().join(", ")
}

fn body(statements: &[Statement]) -> String {
    format!("{{{}}}", statements.iter().map(statement).collect::<Vec<_>>().join("; "))
}

fn target_of(target: &Target) -> String {
    match target {
        Target::Place(place) => expr(place),
        Target::Places(places) => {
            let items = places.items.iter().enumerate().map(|(at, item)| {
                let star = if places.star == Some(at) { "*" } else { "" };
                let item_text = target_of(item);
                if matches!(item, Target::Places(_)) {
                    format!("{star}({item_text})")
                } else {
                    format!("{star}{item_text}")
                }
            });
            items.collect::<Vec<_>>().join(", ")
        }
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
        ExprKind::Call { callee: Callee::Word(name) | Callee::Function { name, .. }, arguments, keywords } => {
            format!("{}({})", name.text, arguments_of(arguments, keywords))
        }
        ExprKind::Call { callee: Callee::Path(path), arguments, .. } => format!("{path}({})", all(arguments)),
        ExprKind::Builtin { builtin, arguments, keywords, .. } => {
            format!("<{}>({})", builtin.word(), arguments_of(arguments, keywords))
        }
        ExprKind::Attribute { base, member } => format!("{}.{}", expr(base), member.text),
        ExprKind::Method { base, method, arguments, keywords, .. } => {
            format!("{}.{method}({})", expr(base), arguments_of(arguments, keywords))
        }
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
        ExprKind::Slice { base, bounds } => {
            format!("{}[{}:{}:{}]", expr(base), expr(&bounds[0]), expr(&bounds[1]), expr(&bounds[2]))
        }
        ExprKind::Starred(base) => format!("*{}", expr(base)),
        ExprKind::DoubleStarred(base) => format!("**{}", expr(base)),
        ExprKind::IsInstance { base, types } => format!("isinstance({}, {types:?})", expr(base)),
        ExprKind::Conditional { if_true, condition, if_false } => {
            format!("({} if {} else {})", expr(if_true), expr(condition), expr(if_false))
        }
        ExprKind::Walrus { name, value } => format!("({} := {})", name.text, expr(value)),
        ExprKind::Lambda { parameters, body } => {
            let parameters: Vec<_> = parameters.iter().map(|name| name.text.clone()).collect();
            format!("(lambda {}: {})", parameters.join(", "), expr(body))
        }
        ExprKind::Comprehension(made) => comprehension(made),
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

#[test]
fn every_kind_of_expression_nests_as_deep_as_brackets() {
    const DEEPEST: usize = 198;
    const KINDS: [(&str, &str, usize); 8] = [
        ("(", ")", 1),
        ("(1 if a else ", ")", 1),
        ("(a := ", ")", 1),
        ("(a or ", ")", 1),
        ("(lambda b: ", ")", 1),
        ("f(", ")", 1),
        ("[*[", "]]", 2),
        ("{1: ", "}", 1),
    ];
    let nested = |(open, close, brackets): (&str, &str, usize), depth: usize| {
        let times = depth / brackets;
        format!("a = 1; c = {}a{};", open.repeat(times), close.repeat(times))
    };
    let check = move || {
        for kind in KINDS {
            assert_eq!(mistakes_of(&nested(kind, DEEPEST)), Vec::<String>::new(), "{kind:?}");
            assert!(!mistakes_of(&nested(kind, DEEPEST + 6)).is_empty(), "{kind:?}");
        }
    };
    std::thread::Builder::new().stack_size(64 << 20).spawn(check).expect("a thread").join().expect("all nest");
}

#[test]
fn the_clauses_of_a_comprehension_nest() {
    let loops = |count: usize| " for a in b".repeat(count);
    let text = "for: too many nested `for` clauses; make the inner ones a function of the unit with `def`";
    assert_eq!(mistakes_of(&format!("b = [1]; c = [a{}];", loops(100))), Vec::<String>::new());
    assert_eq!(mistakes_of(&format!("b = [1]; c = [a{}];", loops(101))), [text]);
    assert_eq!(mistakes_of(&format!("b = [1]; c = [[a{}]{}];", loops(51), loops(51))), [text]);
    assert_eq!(mistakes_of(&format!("b = [1]; c = [a{}];", loops(1) + &" if a".repeat(5000))), Vec::<String>::new());
}
