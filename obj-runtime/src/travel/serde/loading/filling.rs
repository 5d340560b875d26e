//! What is filled when all objects are there.

use std::rc::Rc;

use super::late::fill_late;
use super::{Filler, Loading, Marked, with_loading};
use crate::cells::awaited::Load;
use crate::header::ObjectPtr;
use crate::object::any::AnyObj;
use crate::trace::Tracer;
use crate::travel::reach::{All, Walk, trace};

/// Fills what leads to later objects and has no keys: all objects are there. Whatever hashes keys comes afterwards.
pub(super) fn fill_first() -> Result<(), String> {
    fill_cells()?;
    fill_values(with_loading(|loading| std::mem::take(&mut loading.lists)))
}

/// Fills the rest.
pub(super) fn fill() -> Result<(), String> {
    fill_late()?;
    if hash_keys() {
        fill_cells()?;
    }
    fill_values(with_loading(|loading| std::mem::take(&mut loading.keyed)))
}

/// Hashes the keys of maps. Code of the program runs. Returns whether there are maps.
fn hash_keys() -> bool {
    let unhashed = with_loading(|loading| std::mem::take(&mut loading.unhashed)).unwrap_or_default();
    let has_maps = !unhashed.is_empty();
    for (content, hash) in unhashed {
        let keys = with_loading(|loading| loading.keys(content)).unwrap_or_default();
        let hashes = keys.iter().map(hash).collect();
        with_loading(|loading| loading.later.as_ref().map(|later| later.set_hashes(content, hashes)));
    }
    with_loading(|loading| loading.later.as_ref().map(Load::end_hashing));
    has_maps
}

impl Loading {
    /// The keys of a map.
    fn keys(&self, content: u32) -> Vec<AnyObj> {
        let numbers = self.later.as_ref().map(|later| later.keys(content)).unwrap_or_default();
        numbers.iter().map(|&key| self.made[key as usize].clone()).collect()
    }
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
    /// A content for which a cell waits that was not found.
    fn lost(&self, content: u32) -> String {
        let place = self.marked.partition_point(|&Marked { end, .. }| end <= content);
        let object = self.marked.get(place).map(|marked| self.object_at(marked.object as usize));
        format!(
            "{}: a cell that leads to a later object was moved to where it is not found, out of the graph or into what is \
             not traced",
            object.unwrap_or_default()
        )
    }
}

/// Fills values that hold any objects. Code of the program runs.
fn fill_values(fillers: Option<Vec<Filler>>) -> Result<(), String> {
    for Filler { object, numbers, fill } in fillers.unwrap_or_default() {
        let parts = with_loading(|loading| {
            let at = |number: u32| loading.made.get(number as usize).cloned();
            let items: Option<Vec<_>> = numbers.iter().map(|&number| at(number)).collect();
            Some((at(object)?, items?))
        });
        let (object, items) = parts.flatten().ok_or("there is no such object")?;
        fill(&object, items)?;
    }
    Ok(())
}
