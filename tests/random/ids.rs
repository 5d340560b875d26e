//! `from_id` with any number: it leads to the object that has it, or nowhere.

use std::collections::HashMap;

use obj_runtime::gc;
use obj_runtime::prelude::*;

use crate::gc_model::Choices;

#[derive(Object, Default)]
struct Small {
    next: ObjCell<Small>,
}

#[derive(Object)]
struct Large {
    items: [u64; 400],
    next: ObjCell<Large>,
}

/// An object, by the choice of a kind.
fn make(kind: usize) -> AnyObj {
    match kind {
        0 => {
            let small = Obj::new(Small::default());
            small.next.set(Some(small.clone()));
            small.into()
        }
        1 => {
            let large = Obj::new(Large { items: [7; 400], next: ObjCell::default() });
            large.next.set(Some(large.clone()));
            assert_eq!(large.items[399], 7);
            large.into()
        }
        2 => Obj::<[u64]>::from(vec![7; 1 << 17]).into(),
        3 => AnyObj::from("a text that is no short one"),
        _ => AnyObj::from(2.5),
    }
}

/// A number: near an id that is, or was, one of an object, or far from all.
fn number(choices: &mut Choices, ids: &[usize]) -> usize {
    let id = if ids.is_empty() { 0 } else { ids[choices.below(ids.len())] };
    match choices.below(6) {
        0 => id,
        1 => id.wrapping_add(choices.below(256)),
        2 => id.wrapping_sub(choices.below(256)),
        3 => id ^ (1 << choices.below(usize::BITS as usize)),
        4 => id.wrapping_add(choices.below(256) << 12),
        _ => (0..8).fold(0, |number, _| number << 8 | choices.below(256)),
    }
}

/// One run, in a thread without objects.
///
/// # Errors
/// What was not as it should be.
pub fn ids(mut choices: Choices, operations: usize) -> Result<(), String> {
    let (mut alive, mut ids) = (HashMap::new(), Vec::new());
    for _ in 0..operations {
        match choices.below(8) {
            0 if alive.len() < 200 => {
                let made = make(choices.below(5));
                ids.push(made.id());
                alive.insert(made.id(), made);
            }
            1 if !ids.is_empty() => drop(alive.remove(&ids[choices.below(ids.len())])),
            2 => {
                gc::collect();
            }
            _ => look(number(&mut choices, &ids), &alive)?,
        }
        if choices.is_over() {
            break;
        }
    }
    drop(alive);
    gc::collect();
    match ids.iter().filter_map(|&id| AnyObj::from_id(id)).count() {
        0 => Ok(()),
        left => Err(format!("{left} of the dead are found")),
    }
}

fn look(number: usize, alive: &HashMap<usize, AnyObj>) -> Result<(), String> {
    let found = AnyObj::from_id(number);
    if let Some(found) = &found
        && found.id() != number
    {
        return Err(format!("{number:#x} leads to {:#x}", found.id()));
    }
    match (alive.get(&number), found) {
        (Some(object), Some(found)) if AnyObj::is(object, &found) => Ok(()),
        (Some(_), _) => Err(format!("{number:#x} does not lead to its object")),
        // Garbage that is not collected yet, a small value that the runtime keeps, or nothing.
        (None, _) => Ok(()),
    }
}
