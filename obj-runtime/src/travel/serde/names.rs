//! The names of types in what is saved: without the modules they stand in, and with their arguments.

use std::any::type_name;

use crate::object::Object;

/// `Node<u32>`: the name of the type as the derive has it, and the arguments.
pub(super) fn of<T: Object>() -> String {
    with_arguments_of::<T>(T::NAME)
}

/// A name, and the arguments of the type.
pub(super) fn with_arguments_of<T>(name: &str) -> String {
    let mut name = String::from(name);
    if let Some(arguments) = type_name::<T>().find('<').filter(|_| !name.contains('<')) {
        push_short(&mut name, &type_name::<T>()[arguments..]);
    }
    name
}

/// Adds a path without its modules.
pub(super) fn push_short(name: &mut String, path: &str) {
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    let mut rest = path;
    while let Some(character) = rest.chars().next() {
        let word = rest.find(|character| !is_part(character)).unwrap_or(rest.len());
        let (taken, after) = rest.split_at(word.max(character.len_utf8()));
        rest = after;
        match after.strip_prefix("::") {
            Some(after) if word > 0 => rest = after,
            _ => name.push_str(taken),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_left_out_of_names() {
        let mut name = String::new();
        push_short(&mut name, "<a::b::C<d::E, [u8; 3]>, (f::G, é::H)>");
        assert_eq!(name, "<C<E, [u8; 3]>, (G, H)>");
    }
}
