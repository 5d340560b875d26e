//! What is filled when all objects are there.

use std::rc::Rc;

use super::late::fill_late;
use super::{Filler, HashOfKey, Loading, Marked, with_loading};
use crate::cells::awaited::Load;
use crate::header::ObjectPtr;
use crate::object::any::AnyObj;
use crate::trace::Tracer;
use crate::travel::reach::{All, Walk, trace};

/// Fills what leads to later objects and has no keys: all objects are there. Whatever hashes keys comes afterwards.
pub(super) fn fill_first() -> Result<(), String> {
    fill_cells()?;
    fill_values(&with_loading(|loading| std::mem::take(&mut loading.lists)).unwrap_or_default())
}

/// Fills the rest.
pub(super) fn fill() -> Result<(), String> {
    fill_late()?;
    let maps = hash_keys();
    if !maps.is_empty() {
        fill_cells()?;
    }
    let keyed = with_loading(|loading| std::mem::take(&mut loading.keyed)).unwrap_or_default();
    fill_values(&keyed)?;
    check_keys(&maps, &keyed)
}

/// The content that a map has, and how its keys are hashed.
type Unhashed = (u32, HashOfKey);

/// Hashes the keys of maps, which are returned. Code of the program runs.
fn hash_keys() -> Vec<Unhashed> {
    let maps = with_loading(|loading| std::mem::take(&mut loading.unhashed)).unwrap_or_default();
    for &(content, hash) in &maps {
        let hashes = keys(content).iter().map(|(_, key)| hash(key)).collect();
        with_loading(|loading| loading.later.as_ref().map(|later| later.set_hashes(content, hashes)));
    }
    with_loading(|loading| loading.later.as_ref().map(Load::end_hashing));
    maps
}

/// The keys of a map, with their hashes.
fn keys(content: u32) -> Vec<(u64, AnyObj)> {
    with_loading(|loading| {
        let numbers = loading.later.as_ref().map(|later| later.keys(content)).unwrap_or_default();
        numbers.iter().map(|&(hash, key)| (hash, loading.made[key as usize].clone())).collect()
    })
    .unwrap_or_default()
}

/// Sees that keys were hashed when all that their hashes look at was there, and that no two of a map are equal. Code of the program runs.
///
/// # Errors
/// If a hash is another now, or a map has equal keys.
fn check_keys(maps: &[Unhashed], keyed: &[Filler]) -> Result<(), String> {
    for &(content, hash) in maps {
        let object = || with_loading(|loading| loading.object_with(content)).flatten();
        let mut keys = keys(content);
        if keys.iter().any(|(before, key)| *before != hash(key)) {
            return Err(changed(object()));
        }
        if has_equal(&mut keys) {
            return Err(format!("{}: two keys of a map are equal", object().unwrap_or_default()));
        }
    }
    for filler in keyed {
        let (object, items) = filler.objects()?;
        if !(filler.value.finds)(&object, &items) {
            return Err(changed(with_loading(|loading| loading.object_at(filler.object as usize))));
        }
    }
    Ok(())
}

/// Whether two keys are equal, of those with their hashes, which are sorted.
fn has_equal(keys: &mut [(u64, AnyObj)]) -> bool {
    keys.sort_by_key(|(hash, _)| *hash);
    let mut of_one_hash = keys.chunk_by(|(one, _), (other, _)| one == other);
    of_one_hash.any(|keys| (1..keys.len()).any(|index| keys[..index].iter().any(|(_, key)| *key == keys[index].1)))
}

fn changed(object: Option<String>) -> String {
    format!(
        "{}: the hash of a key is another when all maps are filled: it must not depend on what a `Dict`, a `Set` or an `ObjMap` holds",
        object.unwrap_or_default()
    )
}

/// Fills the cells with marks; maps, when their keys are hashed. No code of the program runs.
///
/// # Errors
/// If one is not found: it was moved to where nobody looks for it.
fn fill_cells() -> Result<(), String> {
    let take = |loading: &mut Loading| {
        let marked: Vec<u32> = loading.marked.iter().map(|marked| marked.object).collect();
        (loading.later.take(), marked, Rc::new(std::mem::take(&mut loading.made)))
    };
    let Some((Some(later), marked, made)) =
        with_loading(|loading| loading.later.is_some().then(|| take(loading))).flatten()
    else {
        return Ok(());
    };
    later.fill(&made, || trace_each(marked.iter().map(|&object| &made[object as usize])));
    if later.first_awaited().is_some() {
        // Somebody has moved cells into other objects.
        later.fill(&made, || {
            let Ok(_) = Walk::from(made.iter().map(pointer), &mut All);
        });
    }
    let lost = |loading: &mut Loading| {
        loading.made = Rc::unwrap_or_clone(made);
        let awaited = loading.later.insert(later).first_awaited();
        awaited.map(|content| loading.lost(content))
    };
    with_loading(lost).flatten().map_or(Ok(()), Err)
}

/// Traces objects, which fills cells in them.
fn trace_each<'a>(objects: impl Iterator<Item = &'a AnyObj>) {
    let mut tracer = Tracer::of_strong_handles();
    for object in objects {
        trace(pointer(object), &mut tracer);
        tracer.found.clear();
    }
}

fn pointer(object: &AnyObj) -> ObjectPtr {
    object.handle().pointer()
}

impl Loading {
    /// The object that was made with the mark of a content.
    fn object_with(&self, content: u32) -> Option<String> {
        let place = self.marked.partition_point(|&Marked { end, .. }| end <= content);
        self.marked.get(place).map(|marked| self.object_at(marked.object as usize))
    }

    /// A content for which a cell waits that was not found.
    fn lost(&self, content: u32) -> String {
        let object = self.object_with(content);
        format!(
            "{}: a cell that leads to a later object was moved to where it is not found, out of the graph or into what is \
             not traced",
            object.unwrap_or_default()
        )
    }
}

/// Fills values that hold any objects. Code of the program runs.
fn fill_values(fillers: &[Filler]) -> Result<(), String> {
    for filler in fillers {
        let (object, items) = filler.objects()?;
        (filler.value.fill)(&object, items)?;
    }
    Ok(())
}

impl Filler {
    /// The value, and what it is filled with.
    fn objects(&self) -> Result<(AnyObj, Vec<AnyObj>), String> {
        let objects = with_loading(|loading| {
            let at = |number: u32| loading.made.get(number as usize).cloned();
            let items: Option<Vec<_>> = self.numbers.iter().map(|&number| at(number)).collect();
            Some((at(self.object)?, items?))
        });
        objects.flatten().ok_or_else(|| "there is no such object".to_owned())
    }
}
