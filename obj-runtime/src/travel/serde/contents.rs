//! The contents of cells that are filled later, which are saved behind all objects.

use std::any::TypeId;
use std::collections::{HashMap, HashSet};

use super::later::{FilledLater, Place};
use super::looking::Wrong;
use super::order::{Ordered, wrong};
use crate::object::Object;
use crate::object::any::AnyObj;

/// The fields of types that are filled later.
#[derive(Default)]
pub(super) struct LaterFields(HashMap<TypeId, Vec<LaterField>>);

struct LaterField {
    name: &'static str,
    place: PlaceIn,
}

/// The cell that is the field, in an object that has it.
type PlaceIn = Box<dyn Fn(&AnyObj) -> Option<Place>>;

impl LaterFields {
    pub(super) fn add<T: Object<View = T>, C: FilledLater>(
        &mut self,
        names: &'static [&'static str],
        cell: fn(&T) -> Option<&C>,
    ) {
        let place = move |object: &AnyObj| cell(object.downcast_ref::<T>()?).map(Place::of);
        let name = names.first().copied().unwrap_or_default();
        self.0.entry(TypeId::of::<T>()).or_default().push(LaterField { name, place: Box::new(place) });
    }
}

/// The content of a cell: the number of the object that it is in, and the place of the field among those of the type that are filled
/// later.
pub(super) struct Content {
    pub(super) owner: u32,
    pub(super) field: usize,
}

/// Numbers the contents of the cells that were found, behind the objects. Returns a cell that is not in a field of an object.
///
/// # Errors
/// If there are too many.
pub(super) fn number_contents(ordered: &mut Ordered, types: &LaterFields) -> Result<Option<Place>, Wrong> {
    let mut found: HashSet<Place> = std::mem::take(&mut ordered.found_cells).into_iter().collect();
    if found.is_empty() {
        return Ok(None);
    }
    let fields: Vec<&[LaterField]> =
        ordered.used.iter().map(|(type_id, _)| types.0.get(type_id).map_or(&[][..], |fields| fields)).collect();
    // The places of the contents' names among those that are used, by the types of objects and the fields.
    let mut named: HashMap<(u32, usize), u32> = HashMap::new();
    for owner in 0..ordered.objects.len() {
        let kind = ordered.kinds[owner];
        for (field, of_type) in fields[kind as usize].iter().enumerate() {
            let Some(place) = (of_type.place)(&ordered.objects[owner]) else { continue };
            if !found.remove(&place) {
                continue;
            }
            let number = ordered.objects.len() + ordered.contents.len();
            let number =
                u32::try_from(number).map_err(|_| wrong(format_args!("a graph has less than 2^32 contents")))?;
            let used = &mut ordered.used;
            let kind_of_content = *named.entry((kind, field)).or_insert_with(|| {
                let (type_id, name) = &used[kind as usize];
                let name = name_of(name, of_type.name);
                used.push((*type_id, name));
                used.len() as u32 - 1
            });
            ordered.kinds.push(kind_of_content);
            ordered.contents.push(Content { owner: owner as u32, field });
            ordered.cells.insert(place, number);
        }
    }
    Ok(found.into_iter().next())
}

/// What the contents of a field are called in what is saved.
pub(super) fn name_of(type_name: &str, field: &str) -> String {
    format!("{type_name}.{field}")
}
