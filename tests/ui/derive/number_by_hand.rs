//! What a derive takes on trust of the language's numbers is said of a type of one's own.

#[expect(non_camel_case_types, reason = "it is called as a number")]
struct u8(std::rc::Rc<str>);

impl obj_runtime::__private::KnownNumber for u8 {}

fn main() {}
