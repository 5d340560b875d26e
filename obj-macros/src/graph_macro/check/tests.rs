use crate::errors::Errors;
use crate::graph_macro::testing::{all_mistakes_of, checked_unit_of};

/// One mistake, at this text, with words that start like this.
fn assert_mistake(source: &str, place: &str, text: &str) {
    let found = all_mistakes_of(source);
    let [(at, words)] = &found[..] else { panic!("{source}: {found:?}") };
    assert!(at == place && words.starts_with(text), "{source}: {at:?} {words:?}");
}

#[test]
fn names_are_bound_before_they_are_used() {
    assert_mistake("a = b;", "b", "name 'b' is not defined; bind it first, or write `rust!(b)`");
    assert_mistake("a += 1;", "a", "name 'a' is not defined");
    assert_mistake("del a;", "a", "name 'a' is not defined");
    assert_mistake("a = true;", "true", "name 'true' is not defined; write `True`");
    assert_mistake("a = a;", "a", "name 'a' is not defined");
    assert_mistake("a = Point { x: y };", "y", "name 'y' is not defined");
    assert_mistake("print([1, {2: x.y}]);", "x", "name 'x' is not defined");
}

#[test]
fn a_deleted_name_says_where() {
    let words = "name 'a' is not defined; it was deleted at line 2, column 3";
    assert_mistake("a = 1;\n  del a; print(a);", "a", words);
    assert_mistake("a = 1;\n  del a; del a;", "a", words);
    assert_mistake("a = 1;\n  del a; a();", "a", words);
    assert_eq!(all_mistakes_of("a = 1; del a; a = 2; print(a);"), []);
}

#[test]
fn raw_and_plain_are_one_name() {
    assert_eq!(all_mistakes_of("r#match = 1; print(match); fold = 2; print(r#fold);"), []);
}

#[test]
fn functions_of_rust_need_no_binding() {
    assert_eq!(all_mistakes_of("a = f(1); b = m::f(a); c = Level(3); d = rust!(anything);"), []);
}

#[test]
fn nothing_is_said_of_names_in_what_could_not_be_read() {
    let found = all_mistakes_of("for x in y { z = 1; };\nprint(x, z);\nq = @;\nprint(q);");
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn identity_of_literals_says_nothing() {
    let words = r#""is" with a literal. Did you mean "=="?"#;
    for literal in ["257", "1.5", "\"a\"", "b\"a\"", "(1, 2)", "()", "-1", "(a, 1)"] {
        assert_mistake(&format!("a = 1; assert a is {literal};"), literal, words);
        assert_mistake(&format!("a = 1; assert {literal} is a;"), literal, words);
    }
    assert_mistake("a = 1; assert a is not 1;", "1", r#""is not" with a literal. Did you mean "!="?"#);
    assert_eq!(all_mistakes_of("a = 1; assert a is None or a is not True or a is [];"), []);
}

#[test]
fn keys_have_a_hash_and_are_there_once() {
    assert_mistake("a = {[1]: 2};", "[1]", "unhashable type: 'list'; write a tuple");
    assert_mistake("a = {{}};", "{}", "unhashable type: 'dict'");
    assert_mistake("a = {({1}, 2)};", "{1}", "unhashable type: 'set'");
    assert_mistake("a = {1: 2, 3: 4, 2 - 1: 5};", "2 - 1", "this key is there already");
    assert_mistake("a = {\"x\", \"y\", \"x\"};", "\"x\"", "this element is there already");
    assert_eq!(all_mistakes_of("a = {1: 2, True: 3, 1.0: 4};"), []);
}

#[test]
fn literals_that_cannot_change_do_not() {
    assert_mistake("(1, 2)[0] = 3;", "(1, 2)[0]", "'tuple' object does not support item assignment");
    assert_mistake("\"ab\"[0] = 3;", "\"ab\"[0]", "'str' object does not support item assignment");
    assert_mistake("b\"ab\"[0] += 3;", "b\"ab\"[0]", "'bytes' object does not support item assignment");
    assert_mistake("a = 1; del (a, 2)[0];", "(a, 2)[0]", "'tuple' object doesn't support item deletion");
}

#[test]
fn unpacking_wants_as_many() {
    assert_mistake("a, b = 1, 2, 3;", "1, 2, 3", "too many values to unpack (expected 2)");
    assert_mistake("a, b = [1];", "[1]", "not enough values to unpack (expected 2, got 1)");
    assert_mistake("a, b = \"abc\";", "\"abc\"", "too many values to unpack (expected 2)");
    assert_mistake("a, b = 3;", "3", "cannot unpack non-iterable int object");
    assert_eq!(all_mistakes_of("a, b = 1, 2; a, b = b, a; [a, b] = \"xy\"; a, b = f();"), []);
}

#[test]
fn a_field_is_given_once() {
    assert_mistake("a = P { x: 1, y: 2, x: 3 };", "x", "keyword argument repeated: x");
}

#[test]
fn constant_division_and_index_are_checked() {
    assert_mistake("a = 1 / 0;", "0", "division by zero");
    assert_mistake("a = 1.5 / (1 - 1);", "(1 - 1)", "float division by zero");
    assert_mistake("a = 1 % 0;", "0", "integer modulo by zero");
    assert_mistake("a = (1, 2)[2];", "2", "tuple index out of range");
    assert_mistake("a = \"ab\"[-3];", "-3", "string index out of range");
    assert_mistake("a = [1][1];", "1", "list index out of range");
    assert_mistake("a = \"ab\"[\"x\"];", "\"x\"", "string indices must be integers, not 'str'");
}

#[test]
fn several_mistakes_are_all_reported() {
    let source = "a = b;\nc = {[]: 1, [2]: 3};\nd = 1 / 0;\ne = (1, 2)[5];\nprint(d, e, a, c);";
    let mut errors = Errors::default();
    checked_unit_of(source, &mut errors);
    assert_eq!(errors.messages().len(), 5, "{:?}", errors.messages());
}

#[test]
fn operators_are_told_of_in_the_words_of_python() {
    let cases = [
        ("a = 1; b = a + \"x\";", "a + \"x\"", "unsupported operand type(s) for +: 'int' and 'str'"),
        ("a = 1; a += \"x\";", "\"x\"", "unsupported operand type(s) for +=: 'int' and 'str'"),
        ("a = \"x\"; b = a + 1;", "a + 1", "can only concatenate str (not \"int\") to str"),
        ("a = b\"x\"; b = a + \"y\";", "a + \"y\"", "can't concat str to bytes"),
        ("a = [1]; b = a * 1.5;", "a * 1.5", "can't multiply sequence by non-int of type 'float'"),
        ("a = 1.5; b = a * \"x\";", "a * \"x\"", "can't multiply sequence by non-int of type 'float'"),
        ("a = [1] - [2];", "[1] - [2]", "unsupported operand type(s) for -: 'list' and 'list'"),
        ("a = {1} | [2];", "{1} | [2]", "unsupported operand type(s) for |: 'set' and 'list'"),
        ("a = [1]; a += 1;", "1", "'int' object is not iterable"),
        ("a = None; b = a + 1;", "a + 1", "unsupported operand type(s) for +: 'NoneType' and 'int'"),
        ("a = \"x\"; b = -a;", "-a", "bad operand type for unary -: 'str'"),
        ("a = len([1]) + str(2);", "len([1]) + str(2)", "unsupported operand type(s) for +: 'int' and 'str'"),
        ("a = \"%s\" % 1;", "\"%s\" % 1", "formatting with `%` is not part of the language; write `format!(…)`"),
        ("a = 1; a = a / 2; b = a << 1;", "a << 1", "unsupported operand type(s) for <<: 'float' and 'int'"),
    ];
    for (source, place, words) in cases {
        assert_mistake(source, place, words);
    }
    let right = "a = 1; b = True; a = a + b * 2 - 1.5 / 2 % 3; c = \"x\" * 2 + \"y\"; d = [1] * b; d += (1,); d += c; d *= 2;\
        e = {1} | {2} & {3} - {4} ^ {5}; f = {1: 2} | {3: 4}; f |= {}; g = (1,) + (a,); h = b & True | 1 << 2; h += f(1);\
        i = a as AnyObj; i += \"x\"; j = a.b + \"x\"; k, l = 1, 2; k += \"x\"; m = -b + 1;";
    assert_eq!(all_mistakes_of(right), []);
}
