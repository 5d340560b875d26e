//! Where the values that are moved lie in a room, in the order of their numbers.

use std::ops::Range;

use super::permits::check_type;
use super::room::Plan;
use super::survey::{Graph, size_of};
use crate::header::{FlagWord, ObjectPtr};
use crate::heap::page::PagePtr;
use crate::heap::type_info::TypeInfo;

/// Values of one type with numbers in a row, some of which are no values'.
struct Run {
    info: &'static TypeInfo,
    numbers: Range<u32>,
    /// The place of the first.
    place: usize,
}

/// The values of a graph that are moved.
pub(super) struct Values {
    pub(super) plan: Plan,
    runs: Vec<Run>,
    /// The numbers of objects whose finalizers have run.
    pub(super) finalized: Vec<u32>,
    pub(super) count: usize,
    /// The address of the page of the last, if others of it are of the same type.
    page: Option<usize>,
}

impl Values {
    /// None, whose places come after those of a plan.
    pub(super) fn after(plan: Plan) -> Self {
        Self { plan, runs: Vec::new(), finalized: Vec::new(), count: 0, page: None }
    }

    /// Plans the place of one more.
    ///
    /// # Errors
    /// If values of the type cannot be moved.
    pub(super) fn add(&mut self, number: u32, object: ObjectPtr) -> Result<(), String> {
        let page = PagePtr::of(object);
        match self.runs.last_mut().filter(|_| self.page == Some(page.address())) {
            Some(run) => {
                run.numbers.end = number + 1;
                self.plan.add_another(run.info.travels.layout);
            }
            None => self.begin(number, object, page)?,
        }
        if object.header().has(FlagWord::FINALIZED) {
            self.finalized.push(number);
        }
        self.count += 1;
        Ok(())
    }

    /// The first value of a page, or of a type.
    fn begin(&mut self, number: u32, object: ObjectPtr, page: PagePtr) -> Result<(), String> {
        let info = page.info_of(object);
        check_type(info)?;
        let place = match info.travels.row {
            None => self.plan.add(info.travels.layout),
            Some(row) => self.plan.add_row(size_of(info, object), object.value().addr().get(), row.align),
        };
        self.runs.push(Run { info, numbers: number..number + 1, place });
        // Each row has a size of its own.
        self.page = (!page.info.is_mixed && info.travels.row.is_none()).then(|| page.address());
        Ok(())
    }

    /// Calls `work` with the objects, their numbers, their types and their places.
    pub(super) fn try_for_each<E>(
        &self,
        graph: &Graph,
        mut work: impl FnMut(u32, ObjectPtr, &'static TypeInfo, usize) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut runs = self.runs.iter();
        let (mut end, mut next) = (0, None);
        graph.walk.objects().try_for_each(|(number, object)| {
            if number >= end {
                next = runs.next().map(|run| (run.info, run.place));
                end = runs.as_slice().first().map_or(u32::MAX, |run| run.numbers.start);
            }
            let Some((info, place)) = &mut next else { return Ok(()) };
            let here = *place;
            *place += info.travels.layout.size();
            work(number, object, info, here)
        })
    }

    /// The numbers of the values, of which handles were found, with their types and places.
    pub(super) fn each<'a>(&'a self, found: &'a [u32]) -> impl Iterator<Item = (u32, &'static TypeInfo, usize)> + 'a {
        self.runs.iter().flat_map(|Run { info, numbers, place }| {
            let numbers = numbers.clone().filter(|&number| found[number as usize] > 0);
            numbers.enumerate().map(move |(index, number)| (number, *info, place + index * info.travels.layout.size()))
        })
    }
}
