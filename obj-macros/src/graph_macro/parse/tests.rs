use crate::errors::Errors;
use crate::graph_macro::syntax::{Callee, Constant, Expr, ExprKind, Statement, Target, Unit};
use crate::graph_macro::testing::{mistakes_of, unit_of};

/// The unit in a bracketed form, one statement a line.
fn shape(source: &str) -> String {
    let mut errors = Errors::default();
    let unit = unit_of(source, &mut errors);
    assert_eq!(errors.messages(), [""; 0], "{source}");
    shape_of(&unit)
}

fn shape_of(unit: &Unit) -> String {
    let mut lines: Vec<_> = unit.statements.iter().map(statement).collect();
    lines.extend(unit.value.as_ref().map(|value| format!("value {}", expr(value))));
    lines.join("\n")
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
        Statement::Effect(effect) => expr(effect),
        Statement::Broken { names, .. } => format!("broken {names:?}"),
    }
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
        ExprKind::Binary { operator, left, right, .. } => {
            format!("({} {} {})", operator.function(), expr(left), expr(right))
        }
        ExprKind::Compare { first, rest } => {
            let rest: String =
                rest.iter().map(|more| format!(" {} {}", more.operator.function(), expr(&more.right))).collect();
            format!("({}{rest})", expr(first))
        }
        ExprKind::Logic { operator, left, right, .. } => format!("({operator:?} {} {})", expr(left), expr(right)),
        ExprKind::Cast { base, ty } => format!("({} as {ty})", expr(base)),
        ExprKind::Rust(tokens) => format!("rust {tokens}"),
        ExprKind::Broken(_) => "broken".to_owned(),
    }
}

#[test]
fn operators_bind_as_in_python() {
    let cases = [
        ("1 + 2 * 3", "(add 1 (mul 2 3))"),
        ("1 - 2 - 3", "(sub (sub 1 2) 3)"),
        ("a | b ^ c & d << 1 + 2", "(bit_or a (bit_xor b (bit_and c (shl d (add 1 2)))))"),
        ("not a == b", "(Not (a equal b))"),
        ("a or b and not c", "(Or a (And b (Not c)))"),
        ("a < b is not c not in d", "(a less b is_not c is_not_in d)"),
        ("a==-1", "(a equal (Negative 1))"),
        ("-a.b[0]", "(Negative a.b[0])"),
        ("a as Folder == b", "((a as Folder) equal b)"),
        ("-a as i64 * 2", "(mul ((Negative a) as i64) 2)"),
        ("a as dyn Shape", "(a as dyn Shape)"),
        ("(a, b)[0] + 1", "(add (a, b,)[0] 1)"),
        ("-9223372036854775808", "-9223372036854775808"),
    ];
    for (source, expected) in cases {
        assert_eq!(shape(source), format!("value {expected}"), "{source}");
    }
}

#[test]
fn displays_and_calls_are_read() {
    let cases = [
        ("()", "(,)"),
        ("(a,)", "(a,)"),
        ("(a)", "a"),
        ("[1, 2,]", "[1, 2]"),
        ("{}", "{}"),
        ("{1: a, b: [2]}", "{1: a, b: [2]}"),
        ("{1, a}", "{1, a}"),
        ("\"a\" \"b\" r\"c\"", "\"abc\""),
        ("Folder { name: \"x\", parent, .. }", "Folder {name: \"x\", parent: parent, ..}"),
        ("Pair { 0: a, 1: b }", "Pair {0: a, 1: b}"),
        ("a::Level(3)", "a :: Level(3)"),
        ("Level(3)", "Level(3)"),
        ("Color::Red", "path Color :: Red"),
        ("Vec::<u8>::new()", "Vec ::< u8 >:: new()"),
        ("a.b.c(1).d", "a.b.c(1).d"),
        ("a.0.1", "a.0.1"),
        ("a.collect::<u8>()", "a.collect()"),
        ("len(a) + id(b)", "(add <len>(a) <id>(b))"),
        ("rust!(a + &b)", "rust (a + & b)"),
        ("vec![1, 2]", "rust vec ! [1 , 2]"),
        ("x[1, 2]", "x[(1, 2,)]"),
    ];
    for (source, expected) in cases {
        assert_eq!(shape(source), format!("value {expected}"), "{source}");
    }
}

#[test]
fn statements_are_read() {
    let source = "#![interactive]
        a = b = 1; c, d = 1, 2; a.b = c; a[0] = c; a += 1; a.b -= 2; a[0] <<= 3;
        del a, (b, c[0]); assert a == 1; assert a, \"text\"; print(a, b); a.push(b);; match = 3; a = 1,; (a, b) = c";
    let unit = unit_of(source, &mut Errors::default());
    assert!(unit.interactive);
    let expected = "a = b = 1\nc, d = (1, 2,)\na.b = c\na[0] = c\na add= 1\na.b sub= 2\na[0] shl= 3\n\
        del a, b, c[0]\nassert (a equal 1) \nassert a \"text\"\n<print>(a, b)\na.push(b)\nmatch = 3\na = (1,)\na, b = c";
    assert_eq!(shape_of(&unit), expected);
}

#[test]
fn the_last_expression_is_the_value_without_semicolon_only() {
    assert_eq!(shape("a = 1; a"), "a = 1\nvalue a");
    assert_eq!(shape("a = 1; a;"), "a = 1\na");
    assert_eq!(shape(""), "");
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
fn foreign_syntax_is_refused_where_it_stands() {
    let cases = [
        ("for x in y { print(x); };", "for", "`for` is not part of the language; a unit runs straight through"),
        ("if a == b { };", "if", "`if` is not part of the language; a unit runs straight through: decide"),
        ("let x = 1;", "let", "`let` is not part of the language; write `name = value;`"),
        ("fn f() {}", "fn", "`fn` is not part of the language"),
        ("import sys;", "import", "`import` is not part of the language"),
        ("x = lambda y: y;", "lambda", "`lambda` is not part of the language; write `rust!(|x| …)`"),
        ("x = 1 if a else 2;", "if", "conditional expressions are not part of the language"),
        ("x = [y for y in z];", "for", "comprehensions are not part of the language"),
        ("x = a[1:2];", ":", "slices are not part of the language"),
        ("x = a[::2];", "::", "slices are not part of the language"),
        ("x = a[:];", ":", "slices are not part of the language"),
        ("x++;", "++", "invalid syntax; write `+= 1`"),
        ("x--;", "--", "invalid syntax; write `-= 1`"),
        ("x = 1 <> 2;", ">", "invalid syntax; write `!=`"),
        ("x = 1 === 2;", "=", "invalid syntax; write `==` or `is`"),
        ("x->y;", "->", "invalid syntax; write `.`"),
        ("x = 1__0;", "1__0", "invalid decimal literal; one `_` stands between two digits"),
        ("x = 1_;", "1_", "invalid decimal literal"),
        ("x = 0x1__0;", "0x1__0", "invalid hexadecimal literal"),
        ("x = 0XF;", "0XF", "invalid decimal literal; write `0xf`"),
        ("x = 2 ** 3;", "**", "`**` is not part of the language"),
        ("x = ~a;", "~", "`~` is not part of the language"),
        ("x = a @ b;", "@", "`@` is not part of the language"),
        ("x = a && b;", "&&", "invalid syntax; write `and`"),
        ("x = !a;", "!", "invalid syntax; write `not`"),
        ("x = &a;", "&", "`&` before a value"),
        ("x = 'x';", "'x'", "'x' is a character of Rust; write `\"x\"`"),
        ("x = b'x';", "b'x'", "b'x' is a byte of Rust"),
        ("x = 1j;", "1j", "complex numbers are not part of the language"),
        ("x = 1u8;", "1u8", "invalid decimal literal; write `1`"),
        ("x = 007;", "007", "leading zeros in decimal integer literals are not permitted"),
        ("x = 1e400;", "1e400", "`1e400` is inf; write `rust!(f64::INFINITY)`"),
        ("x = 9223372036854775808;", "9223372036854775808", "Python int too large to convert to C long"),
        ("print x;", "print", "Missing parentheses in call to 'print'. Did you mean print(...)?"),
        ("x = print;", "print", "`print` is a word of the language and can only be called"),
        ("x = len(a, b);", "len(a, b)", "len() takes exactly one argument (2 given)"),
        ("x = getrefcount();", "getrefcount()", "sys.getrefcount() takes exactly one argument (0 given)"),
        ("x = self;", "self", "`self` is a word of Rust; write `rust!(self)`"),
        ("print = 3;", "print", "`print` cannot be bound; it is a word of the language"),
        ("self = 3;", "self", "`self` cannot be bound; it is a word of Rust"),
        ("None = 3;", "None", "cannot assign to None"),
        ("x = f(a = 1);", "=", "invalid syntax; a value is compared with `==`, and fields are given"),
        ("x = f(y)(z);", "(z)", "the value of an expression is called in Rust"),
        ("x = \"a\" b\"b\";", "b\"b\"", "cannot mix bytes and nonbytes literals"),
        ("x = a?;", "?", "`?` is not part of the language"),
        ("x: int = 3;", ":", "annotations are not part of the language"),
        ("x = T { ..y };", "..", "`..` stands alone at the end"),
        ("x = {1: 2, 3};", "3", "invalid syntax; a dict has `key: value` only"),
    ];
    for (source, place, text) in cases {
        let found = mistakes_of(source);
        let [(at, words)] = &found[..] else { panic!("{source}: {found:?}") };
        assert!(at == place && words.starts_with(text), "{source}: {at:?} {words:?}");
    }
}

#[test]
fn only_places_are_assigned_to_and_deleted() {
    let cases = [
        ("1 = a;", "1", "cannot assign to literal here; maybe `==` instead of `=`"),
        ("f() = a;", "f()", "cannot assign to function call here"),
        ("a < b = c;", "a < b", "cannot assign to comparison here"),
        ("1 += a;", "1", "'literal' is an illegal expression for augmented assignment"),
        ("del 1;", "1", "cannot delete literal"),
        ("del f();", "f()", "cannot delete function call"),
        ("del None;", "None", "cannot delete None"),
        ("(a, 1) = b;", "1", "cannot assign to literal here"),
    ];
    for (source, place, text) in cases {
        let found = mistakes_of(&format!("a = b = c = 0; {source}"));
        let [(at, words)] = &found[..] else { panic!("{source}: {found:?}") };
        assert!(at == place && words.starts_with(text), "{source}: {at:?} {words:?}");
    }
}

#[test]
fn one_mistake_leaves_the_others_and_the_rest() {
    let source = "a = @;\nb = [1, ~2, 3, $];\nfor c in d;\ne = 5;\ne";
    let mut errors = Errors::default();
    let unit = unit_of(source, &mut errors);
    assert_eq!(errors.messages().len(), 4);
    let expected = "a = broken\nb = [1, broken, 3, broken]\nbroken [Ident(for), Ident(c), Ident(in), Ident(d)]\n\
        e = 5\nvalue e";
    assert_eq!(normal(&shape_of(&unit)), normal(expected));
}

/// Without the places that idents print in tests.
fn normal(text: &str) -> String {
    let mut text = text.to_owned();
    while let Some(start) = text.find("Ident {") {
        let end = start + text[start..].find('}').unwrap();
        let name = text[start..end].split([' ', ',', ':']).nth(4).unwrap_or_default().to_owned();
        text.replace_range(start..=end, &format!("Ident({name})"));
    }
    text
}

#[test]
fn a_missing_semicolon_is_said_and_both_statements_stay() {
    let found = mistakes_of("a = 1\nb = a;");
    assert_eq!(found.len(), 1);
    assert!(found[0].0 == "b" && found[0].1.contains("`//` starts a comment"), "{found:?}");
}

#[test]
fn the_last_statement_ends_with_a_semicolon_too() {
    let lost = "expected `;` after this; note that `//` starts a comment and does not divide";
    assert_eq!(mistakes_of("a = 1;\nb = a // 2"), [("a".to_owned(), lost.to_owned())]);
    assert_eq!(mistakes_of("a = 1;\na += 7 // 2\n"), [("7".to_owned(), lost.to_owned())]);
    assert_eq!(mistakes_of("a = [1];\ndel a[0]"), [("[0]".to_owned(), lost.to_owned())]);
    let in_one_line = "expected `;` after this; each statement ends with one";
    assert_eq!(mistakes_of("a = 1; b = 2"), [("2".to_owned(), in_one_line.to_owned())]);
    assert_eq!(mistakes_of("a = 1;\na // 2"), []);
    assert_eq!(mistakes_of("a = 1;\na = @").len(), 1);
    assert_eq!(mistakes_of("a = 1;\na = [1, @]").len(), 1);
}

#[test]
fn a_comment_of_python_goes_to_the_end_of_its_line() {
    let found = mistakes_of("a = 1;\n# it's ) not\nb = a;".replace("it's ) not", "a comment").as_str());
    assert_eq!(found, [("#".to_owned(), "invalid syntax; comments start with `//`".to_owned())]);
}
