//! A model of the collector: random graphs and random operations, and what must become of them.
//!
//! The model knows which object holds which. From that follows, for every operation and every collection, which
//! objects go, in which order finalizers, callbacks and drops come, and what the counts are. Finalizers,
//! callbacks and destructors do random things themselves. The same decisions come from a seed or from a fuzzer.

mod choices;
mod collections;
mod events;
mod objects;
mod operations;
mod programs;
mod world;

use obj_runtime::gc;

pub use choices::Choices;
pub use world::Totals;

use world::World;

/// How long a run is, and how large.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Operations, not counting those inside of others.
    pub operations: usize,
    /// The number of objects above which no more are made.
    pub objects: usize,
}

/// The number of lines of the log that are shown.
const LINES: usize = 100;

/// One run, in this thread, whose heap must be empty.
///
/// # Errors
/// What was not as it should be. Objects are left behind then.
pub fn run(choices: Choices, size: Size) -> Result<Totals, String> {
    run_with_log(choices, size, false)
}

/// The same run, with the account of every object compared after every so many operations.
///
/// # Errors
/// As [`run`].
pub fn run_with_accounts(choices: Choices, size: Size, every: usize) -> Result<Totals, String> {
    let mut world = World::new(choices, size.objects, true);
    world.accounts = Some(every);
    run_world(world, size)
}

/// The same run; if it fails, with the operations that led to it.
///
/// # Errors
/// As [`run`].
pub fn explain(choices: Choices, size: Size) -> Result<Totals, String> {
    run_with_log(choices, size, true)
}

fn run_with_log(choices: Choices, size: Size, keeps_log: bool) -> Result<Totals, String> {
    run_world(World::new(choices, size.objects, keeps_log), size)
}

fn run_world(world: World, size: Size) -> Result<Totals, String> {
    world::begin(world);
    gc::set_unraisable_hook(|_| world::with(World::panic_reported));
    let watch = collections::watch();
    let mut done = 0;
    while done < size.operations && world::with(|world| !world.has_failed() && !world.choices.is_over()) {
        operations::operate();
        done += 1;
    }
    operations::end();
    let failure = world::with(|world| {
        let log = world.log.take();
        let last = log[log.len().saturating_sub(LINES)..].join("\n");
        world.take_failure().map(|text| format!("{text}\nafter {done} operations\n{last}"))
    });
    gc::callbacks::remove(watch);
    match failure {
        Some(text) => Err(text),
        None => Ok(world::end().totals),
    }
}
