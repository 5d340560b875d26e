//! Where the values that are moved lie in a room, in the order of their numbers.

use std::ops::Range;

use super::permits::check_type;
use super::room::Plan;
use super::survey::Graph;
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
    /// The address of the page of the last.
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
        let is_next = self.page.replace(page.address()) == Some(page.address()) && !page.info.is_mixed;
        match self.runs.last_mut().filter(|_| is_next) {
            Some(run) => {
                run.numbers.end = number + 1;
                self.plan.add(run.info.travels.layout);
            }
            None => {
                let info = page.info_of(object);
                check_type(info)?;
                let place = self.plan.add(info.travels.layout);
                self.runs.push(Run { info, numbers: number..number + 1, place });
            }
        }
        if object.header().has(FlagWord::FINALIZED) {
            self.finalized.push(number);
        }
        self.count += 1;
        Ok(())
    }

    /// The objects, with their numbers, their types and their places.
    pub(super) fn places<'a>(
        &'a self,
        graph: &'a Graph,
    ) -> impl Iterator<Item = (u32, ObjectPtr, &'static TypeInfo, usize)> + 'a {
        let places = self.each(&graph.walk.found);
        graph.walk.objects().zip(places).map(|((number, object), (_, info, place))| (number, object, info, place))
    }

    /// The numbers of the values, of which handles were found, with their types and places.
    pub(super) fn each<'a>(&'a self, found: &'a [u32]) -> impl Iterator<Item = (u32, &'static TypeInfo, usize)> + 'a {
        self.runs.iter().flat_map(|Run { info, numbers, place }| {
            let numbers = numbers.clone().filter(|&number| found[number as usize] > 0);
            numbers.enumerate().map(move |(index, number)| (number, *info, place + index * info.travels.layout.size()))
        })
    }
}
