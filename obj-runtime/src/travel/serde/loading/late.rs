//! The contents of cells that are filled when all objects are there: they come behind these.

use std::any::Any;
use std::rc::Rc;

use ::serde::Deserialize;
use ::serde::de::{IgnoredAny, SeqAccess};

use super::super::later::FilledLater;
use super::{Loading, Named, of_no_type, with_loading};
use crate::object::Object;
use crate::object::any::AnyObj;

/// How the contents of a field are read, and put into it.
pub(super) struct LateLoader<'de, A: SeqAccess<'de>> {
    pub(super) load: LoadContent<A, A::Error>,
    pub(super) fill: FillCell,
}

impl<'de, A: SeqAccess<'de>> Clone for LateLoader<'de, A> {
    fn clone(&self) -> Self {
        Self { load: self.load, fill: Rc::clone(&self.fill) }
    }
}

type LoadContent<A, E> = fn(&mut A) -> Result<Option<Box<dyn Any>>, E>;

/// Puts a content into the cell of an object. Code of the program runs.
pub(super) type FillCell = Rc<dyn Fn(&AnyObj, Box<dyn Any>) -> Result<(), String>>;

fn load<'de, T: Deserialize<'de> + 'static, A: SeqAccess<'de>>(
    contents: &mut A,
) -> Result<Option<Box<dyn Any>>, A::Error> {
    Ok(contents.next_element::<T>()?.map(|content| Box::new(content) as Box<dyn Any>))
}

impl<'de, A: SeqAccess<'de>> LateLoader<'de, A> {
    pub(super) fn new<T: Object<View = T>, C: FilledLater>(cell: fn(&T) -> Option<&C>) -> Self {
        let fill = move |owner: &AnyObj, content: Box<dyn Any>| {
            let cell = owner.downcast_ref::<T>().and_then(|owner| cell(owner));
            match (cell, content.downcast::<C::Content>()) {
                (Some(cell), Ok(content)) => cell.fill(*content).map_err(str::to_owned),
                _ => Err(format!("a `{}` has no such field", owner.type_name())),
            }
        };
        Self { load: load::<C::Content, A>, fill: Rc::new(fill) }
    }

    /// One of a field that there is no more.
    pub(super) fn of_nothing() -> Self {
        Self { load: load::<IgnoredAny, A>, fill: Rc::new(|_, _| Ok(())) }
    }
}

/// A content that was read, and the object in which a cell waits for it.
pub(super) struct Late {
    owner: u32,
    content: Box<dyn Any>,
    fill: FillCell,
}

impl Loading {
    /// The object that is being made has a cell that waits for a content.
    ///
    /// # Errors
    /// If there is no such content, a cell waits for it already, or it is not an object that is being made.
    pub(in super::super) fn await_content(&mut self, number: u32) -> Result<(), String> {
        let owner = self.made.len() as u32;
        if self.made.len() >= self.objects {
            return Err("only fields of objects are filled later".to_owned());
        }
        let kind = self.kind_of(number)?;
        match self.types.get(kind as usize) {
            Some((Named::Content, _)) => {}
            Some((Named::OldContent, name)) => {
                return Err(format!(
                    "no field of this graph is called `{name}`: name it with `#[serde(alias = \"…\")]`"
                ));
            }
            Some((Named::OldType, name)) => return Err(of_no_type(number, name)),
            _ => return Err(format!("{} is not the content of a cell", self.object_at(number as usize))),
        }
        let is_new = self.late_fields.insert((owner, kind)) && self.awaited.insert(number, owner).is_none();
        is_new.then_some(()).ok_or_else(|| format!("{} is that of two cells", self.object_at(number as usize)))
    }

    /// A content was read. One for which no cell waits is left.
    pub(super) fn add_content(&mut self, number: u32, content: Box<dyn Any>, fill: FillCell) -> Option<Box<dyn Any>> {
        match self.awaited.remove(&number) {
            Some(owner) => {
                self.made_with_marks(owner);
                self.late.push(Late { owner, content, fill });
                None
            }
            None => {
                self.has_new_marks = false;
                Some(content)
            }
        }
    }
}

/// Fills the cells that wait for contents. Code of the program runs.
pub(super) fn fill_late() -> Result<(), String> {
    let take = |loading: &mut Loading| std::mem::take(&mut loading.late);
    for Late { owner, content, fill } in with_loading(take).unwrap_or_default() {
        let object = with_loading(|loading| loading.made.get(owner as usize).cloned()).flatten();
        let object = object.ok_or("there is no such object")?;
        fill(&object, content).map_err(|problem| {
            format!("{}: {problem}", with_loading(|loading| loading.object_at(owner as usize)).unwrap_or_default())
        })?;
    }
    Ok(())
}
