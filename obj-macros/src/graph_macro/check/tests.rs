use crate::graph_macro::testing::{all_mistakes_of, assert_recorded};

#[test]
fn names_are_bound_before_they_are_used() {
    assert_recorded("mistakes/names.txt", all_mistakes_of);
}

#[test]
fn literals_that_are_never_right_are_told() {
    assert_recorded("mistakes/literals.txt", all_mistakes_of);
}

#[test]
fn operators_are_told_of_in_the_words_of_python() {
    assert_recorded("mistakes/operators.txt", all_mistakes_of);
}

#[test]
fn arguments_are_counted_as_python_does() {
    assert_recorded("mistakes/arguments.txt", all_mistakes_of);
}

#[test]
fn loops_in_loops_that_delete_names_are_looked_at_as_often_as_they_are_deep() {
    // As many blocks as CPython nests. Looked at twice for each loop round it, the innermost one would be so a million times.
    const DEPTH: usize = 20;
    let heads: String = (0..DEPTH).map(|at| format!("n{at} = a; while a {{ print(n{at}); ")).collect();
    let ends: String = (0..DEPTH).rev().map(|at| format!("del n{at}; n{at} = a; }} ")).collect();
    assert_eq!(all_mistakes_of(&format!("a = 1; {heads}{ends}")), Vec::<String>::new());
    let ends = ends.replacen(" n19 = a;", "", 1);
    let mistakes = all_mistakes_of(&format!("a = 1; {heads}{ends}"));
    assert!(
        matches!(&mistakes[..], [only] if only.starts_with("n19: name 'n19' may not be defined here")),
        "{mistakes:?}"
    );
}
