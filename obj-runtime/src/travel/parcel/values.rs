//! Where the values that are moved lie in a room, in the order of their numbers.

use std::ops::Range;

use super::super::reach::OnPage;
use super::permits::check_type;
use super::room::Plan;
use super::survey::{Graph, info_of, size_of};
use crate::header::{FlagWord, ObjectPtr};
use crate::heap::type_info::TypeInfo;

/// Values of one type with numbers in a row, some of which are no values'.
pub(super) struct Run {
    pub(super) info: &'static TypeInfo,
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
    /// The flags that some of the objects have.
    pub(super) flags: u32,
}

impl Values {
    /// None, whose places come after those of a plan.
    pub(super) fn after(plan: Plan) -> Self {
        Self { plan, runs: Vec::new(), finalized: Vec::new(), count: 0, flags: 0 }
    }

    /// Plans the places of those of a page.
    ///
    /// # Errors
    /// If values of the type cannot be moved.
    pub(super) fn add_page(&mut self, on_page: OnPage<'_>) -> Result<(), String> {
        let (mut count, mut flags) = (0, 0);
        on_page.objects().for_each(|(_, object)| {
            count += 1;
            flags |= object.header().flags.get();
        });
        self.count += count;
        self.flags |= flags;
        if flags & FlagWord::FINALIZED != 0 {
            let finalized = on_page.objects().filter(|(_, object)| object.header().has(FlagWord::FINALIZED));
            self.finalized.extend(finalized.map(|(number, _)| number));
        }
        let info = on_page.page.info;
        if info.is_mixed || info.travels.row.is_some() {
            // Each row has a size of its own.
            return on_page.objects().try_for_each(|(number, object)| self.add(number, object));
        }
        if count > 0 {
            check_type(info)?;
            let place = self.plan.add(info.travels.layout, count);
            self.runs.push(Run { info, numbers: on_page.numbers(), place });
        }
        Ok(())
    }

    /// Plans the place of one.
    fn add(&mut self, number: u32, object: ObjectPtr) -> Result<(), String> {
        let info = info_of(object);
        check_type(info)?;
        let place = match info.travels.row {
            None => self.plan.add(info.travels.layout, 1),
            Some(row) => self.plan.add_row(size_of(info, object), object.value().addr().get(), row.align),
        };
        self.runs.push(Run { info, numbers: number..number + 1, place });
        Ok(())
    }

    /// Calls `work` with the runs, and the pages on which they are.
    pub(super) fn try_for_each(
        &self,
        graph: &Graph,
        mut work: impl FnMut(OnPage<'_>, &Run) -> Result<(), String>,
    ) -> Result<(), String> {
        let mut runs = self.runs.iter().peekable();
        for on_page in graph.walk.pages() {
            while let Some(run) = runs.next_if(|run| run.numbers.start < on_page.numbers().end) {
                work(on_page, run)?;
            }
        }
        Ok(())
    }

    /// The numbers of the values, of which handles were found, with their types and places.
    pub(super) fn each<'a>(&'a self, found: &'a [u32]) -> impl Iterator<Item = (u32, &'static TypeInfo, usize)> + 'a {
        self.runs.iter().flat_map(|run| run.each(found))
    }
}

impl Run {
    /// The numbers of its values, with their types and places.
    pub(super) fn each<'a>(&self, found: &'a [u32]) -> impl Iterator<Item = (u32, &'static TypeInfo, usize)> + use<'a> {
        let Self { info, numbers, place } = self;
        let (info, place, size) = (*info, *place, info.travels.layout.size());
        let of_run = numbers.clone().zip(&found[numbers.start as usize..numbers.end as usize]);
        let numbers = of_run.filter(|&(_, &found)| found > 0);
        numbers.enumerate().map(move |(index, (number, _))| (number, info, place + index * size))
    }
}
