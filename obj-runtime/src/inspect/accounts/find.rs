//! Looking for what a scope has left behind.

use std::collections::{HashMap, HashSet};

use super::leaks::{Cause, Holder, LeakedHandle, LeakedObject, Leaks};
use super::scope::{Expectation, Expected, Scope};
use crate::inspect::inner::InnerHandle;
use crate::inspect::walk::{self, HeapObject};
use crate::ledger::{self, Kind, OpenHandle, Site, Token};

/// A handle inside an object, and the object.
struct HeldInside {
    holder: HeapObject,
    inner: InnerHandle,
}

/// The lines that took the handles outside, by leaked object.
type Lines = Vec<Vec<(Site, Kind)>>;

/// Looks for leaks.
pub(super) fn find(scope: &Scope) -> Leaks {
    let made: Vec<HeapObject> = walk::objects().filter(|&object| scope.is_new(object) && !object.is_kept()).collect();
    let unexpected = unexpected(scope, &made);
    let leaked = made.into_iter().filter(|object| !scope.expects(*object)).collect();
    let (search, others) = Search::of(scope, leaked);
    let (outside, handles) = search.open_handles(others);
    let causes = search.causes();
    let objects = search.objects(outside, &causes);
    Leaks { scope: scope.name().to_owned(), objects, handles, unexpected }
}

fn unexpected(scope: &Scope, made: &[HeapObject]) -> Vec<(&'static str, usize, usize)> {
    let mut unexpected = Vec::new();
    for (type_id, Expectation { type_name, expected }) in scope.expectations() {
        let found = made.iter().filter(|object| object.info().type_id == type_id).count();
        if let Expected::Exactly(count) = expected
            && count != found
        {
            unexpected.push((type_name, count, found));
        }
    }
    unexpected.sort_unstable();
    unexpected
}

struct Search<'a> {
    scope: &'a Scope,
    leaked: Vec<HeapObject>,
    /// The index of a leaked object by address.
    index: HashMap<usize, usize>,
    /// The handles inside objects to each of them.
    inside: Vec<Vec<HeldInside>>,
}

impl<'a> Search<'a> {
    /// Looks for the handles inside objects: to the leaked ones, and, by token, to others.
    fn of(scope: &'a Scope, leaked: Vec<HeapObject>) -> (Self, HashMap<Token, HeldInside>) {
        let index: HashMap<usize, usize> =
            leaked.iter().enumerate().map(|(index, object)| (object.id(), index)).collect();
        let mut inside: Vec<Vec<HeldInside>> = leaked.iter().map(|_| Vec::new()).collect();
        let mut others = HashMap::new();
        for holder in walk::objects() {
            for inner in holder.inner() {
                match index.get(&inner.target.address()) {
                    Some(&index) => inside[index].push(HeldInside { holder, inner }),
                    None if inner.token != Token::NONE => {
                        others.insert(inner.token, HeldInside { holder, inner });
                    }
                    None => {}
                }
            }
        }
        (Self { scope, leaked, index, inside }, others)
    }

    /// For each leaked object, the lines of open handles outside; and the open handles to other objects.
    fn open_handles(&self, mut others: HashMap<Token, HeldInside>) -> (Lines, Vec<LeakedHandle>) {
        let mut outside: Lines = self.leaked.iter().map(|_| Vec::new()).collect();
        let mut handles = Vec::new();
        let serial = |object: &HeapObject| object.header().record.serial();
        let by_serial: HashMap<u64, usize> =
            self.leaked.iter().enumerate().map(|(index, object)| (serial(object), index)).collect();
        let inside: HashSet<Token> = self.inside.iter().flatten().map(|held| held.inner.token).collect();
        let is_old = |object: &HeapObject| !by_serial.contains_key(&serial(object));
        let old: HashMap<u64, HeapObject> =
            walk::objects().filter(is_old).map(|object| (serial(&object), object)).collect();
        let kept: HashSet<Token> = walk::kept().into_iter().map(|kept| kept.token).collect();
        for (token, handle) in ledger::open_handles().filter(|(token, _)| !kept.contains(token)) {
            if let Some(&index) = by_serial.get(&handle.object) {
                if !inside.contains(&token) {
                    outside[index].push((handle.site, handle.kind));
                }
            } else if let Some(&object) = old.get(&handle.object) {
                handles.extend(self.handle_to_old(object, handle, others.remove(&token)));
            }
        }
        (outside, handles)
    }

    /// A handle to an object that is not leaked, if it is one that leaked itself.
    fn handle_to_old(&self, object: HeapObject, handle: OpenHandle, held: Option<HeldInside>) -> Option<LeakedHandle> {
        let scope = self.scope;
        let is_told = |object: HeapObject| scope.is_new(object) || scope.expects(object);
        if !scope.saw(handle.step) || is_told(object) || held.as_ref().is_some_and(|held| is_told(held.holder)) {
            return None;
        }
        let taken = (handle.site, handle.kind);
        let holder = held.map_or(Holder::Line { taken }, |held| Holder::of(&held, Some(taken)));
        Some(LeakedHandle { object: object.name(), holder })
    }

    /// The number of handles to a leaked object that are in no object.
    fn outside(&self, index: usize) -> usize {
        (self.leaked[index].header().count() as usize).saturating_sub(self.inside[index].len())
    }

    /// What keeps each leaked object alive.
    fn causes(&self) -> Vec<Cause> {
        let mut holds: Vec<Vec<usize>> = self.leaked.iter().map(|_| Vec::new()).collect();
        let mut causes = vec![Cause::Cycle; self.leaked.len()];
        for (index, cause) in causes.iter_mut().enumerate() {
            let mut is_held = self.outside(index) > 0;
            for held in &self.inside[index] {
                match self.index.get(&held.holder.id()) {
                    Some(&holder) => holds[holder].push(index),
                    None => is_held = true,
                }
            }
            if is_held {
                *cause = Cause::Held;
            }
        }
        let held: Vec<usize> = (0..causes.len()).filter(|&index| causes[index] == Cause::Held).collect();
        held.into_iter().for_each(|root| spread(root, &holds, &mut causes));
        causes
    }

    fn objects(&self, outside: Lines, causes: &[Cause]) -> Vec<LeakedObject> {
        let objects = self.leaked.iter().zip(&self.inside).zip(outside).enumerate();
        objects
            .map(|(index, ((object, inside), lines))| self.object(index, *object, inside, lines, causes[index]))
            .collect()
    }

    fn object(
        &self,
        index: usize,
        object: HeapObject,
        inside: &[HeldInside],
        lines: Vec<(Site, Kind)>,
        cause: Cause,
    ) -> LeakedObject {
        let unknown = self.outside(index).saturating_sub(lines.len());
        let taken = |held: &HeldInside| ledger::entry(held.inner.token).map(|handle| (handle.site, handle.kind));
        let mut holders: Vec<Holder> = inside.iter().map(|held| Holder::of(held, taken(held))).collect();
        holders.extend(lines.into_iter().map(|taken| Holder::Line { taken }));
        holders.extend((0..unknown).map(|_| Holder::Unknown));
        let (name, made_at, refcount) = (object.name(), object.made_at(), object.header().count() as usize);
        LeakedObject { name, made_at, refcount, size: object.size(), holders, cause }
    }
}

/// Notes what a held object leads to as kept by it, or by several. Each object is noted twice at most.
fn spread(root: usize, holds: &[Vec<usize>], causes: &mut [Cause]) {
    let mut reached = vec![(root, Cause::KeptBy(root))];
    while let Some((holder, by)) = reached.pop() {
        for &index in &holds[holder] {
            let now = match causes[index] {
                Cause::Cycle => by,
                Cause::KeptBy(other) if by != Cause::KeptBy(other) => Cause::KeptBySeveral,
                _ => continue,
            };
            causes[index] = now;
            reached.push((index, now));
        }
    }
}

impl Holder {
    fn of(held: &HeldInside, taken: Option<(Site, Kind)>) -> Self {
        Self::Object { holder: held.holder.name(), place: held.inner.path.to_string(), taken }
    }
}
