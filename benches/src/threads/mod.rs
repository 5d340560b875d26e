//! What handles that many threads may have at once cost, beside a graph that is sent from one thread to another: a ring of records,
//! each with a name, a handle to the next and one to any other.

mod rings;

use std::hint::black_box;
use std::thread;
use std::time::Instant;

use rings::{Arcs, Dumpster, GcModule, Locked, Objects};

use crate::machine;

/// So many records a ring has.
const RECORDS: usize = 200_000;

/// How many times each is measured; the shortest counts.
const ROUNDS: usize = 7;

/// The bytes of the stack.
const STACK: usize = 1 << 30;

/// A kind of handle.
trait Ring: Sized {
    const NAME: &'static str;

    fn of(records: usize) -> Self;
    /// Clones and drops a handle.
    fn clone_one(&self);
    /// Goes from the first to the next, so many times; returns the bytes of the names.
    fn around(&self, records: usize) -> usize;
    fn take_apart(self);
    /// Sends the graph to another thread; what that takes is timed.
    fn send(self, _records: usize, _pack: &mut Watch, _unpack: &mut Watch) -> Self {
        self
    }
}

/// The least time of some rounds, in nanoseconds for each operation.
struct Watch(f64);

impl Watch {
    fn time<R>(&mut self, operations: usize, work: impl FnOnce() -> R) -> R {
        let start = Instant::now();
        let result = work();
        self.0 = self.0.min(start.elapsed().as_nanos() as f64 / operations as f64);
        result
    }

    /// As it stands in the table; 0 if nothing was timed.
    fn text(&self) -> String {
        match self.0 {
            time if time.is_infinite() => "0".to_owned(),
            time if time < 10.0 => format!("{time:.1}"),
            time => format!("{time:.0}"),
        }
    }
}

/// Prints the table that the guide has.
///
/// # Errors
///
/// A text if there is no thread.
pub(crate) fn run(is_quick: bool) -> Result<(), String> {
    // Some of the others go through a ring by recursion.
    let thread = thread::Builder::new().stack_size(STACK).spawn(move || print_table(is_quick));
    let thread = thread.map_err(|error| error.to_string())?;
    thread.join().map_err(|_| "a ring could not be measured".to_owned())
}

fn print_table(is_quick: bool) {
    let records = if is_quick { RECORDS / 20 } else { RECORDS };
    println!("{} records on {}; {}", records, machine::processor(), machine::compiler());
    println!("| handles | clone and drop one | make the ring | go around it | to another thread |");
    println!("|---|--:|--:|--:|--:|");
    measure::<Objects>(records);
    measure::<Locked<Arcs>>(records);
    measure::<Locked<GcModule>>(records);
    measure::<Locked<Dumpster>>(records);
}

fn measure<R: Ring>(records: usize) {
    let [mut clone, mut make, mut around, mut pack, mut unpack] = [const { Watch(f64::INFINITY) }; 5];
    for _ in 0..ROUNDS {
        let ring = make.time(records, || R::of(records));
        clone.time(records, || (0..records).for_each(|_| ring.clone_one()));
        let bytes = around.time(records, || ring.around(records));
        assert!(black_box(bytes) >= records, "each record has a name");
        ring.send(records, &mut pack, &mut unpack).take_apart();
    }
    let sent = match (pack.text(), unpack.text()) {
        (pack, unpack) if pack != unpack => format!("{pack} to pack, {unpack} to unpack"),
        (nothing, _) => nothing,
    };
    println!("| {} | {} | {} | {} | {sent} |", R::NAME, clone.text(), make.text(), around.text());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_handle_makes_the_same_ring() {
        fn bytes<R: Ring>() -> usize {
            let [mut pack, mut unpack] = [const { Watch(f64::INFINITY) }; 2];
            let ring = R::of(100).send(100, &mut pack, &mut unpack);
            ring.clone_one();
            let bytes = ring.around(100);
            ring.take_apart();
            bytes
        }
        let all =
            [bytes::<Objects>(), bytes::<Locked<Arcs>>(), bytes::<Locked<GcModule>>(), bytes::<Locked<Dumpster>>()];
        assert_eq!(all, [all[0]; 4]);
        assert!(all[0] > 100);
    }
}
