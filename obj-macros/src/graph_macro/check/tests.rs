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
