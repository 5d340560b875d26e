//! Three interpreters with one front end: an all-dynamic Lisp, a bytecode machine with tables, a lazy language of
//! objects. Between contenders the memory differs, and nothing else.

mod bytecode;
mod compile;
pub(crate) mod lazy;
pub(crate) mod lisp;
pub(crate) mod script;
mod syntax;

pub(crate) use compile::{Code, Function, Id, Primitive, Program, Symbol};

use super::bench;
use crate::model::{Bench, Sampler, Scale};

/// A contender's heap for one of the interpreters.
pub(crate) trait Home: 'static {
    /// What the interpreter makes and changes its values with.
    type Heap<'a>;

    /// An empty heap.
    fn start() -> Self;

    /// Runs a program from beginning to end: what is left of it afterwards is garbage.
    fn enter<R>(&mut self, body: impl for<'a> FnOnce(&Self::Heap<'a>) -> R) -> R;

    /// Called after each program: where a contender must be asked to collect, it does so here.
    fn tidy(&mut self) {}

    /// Collects everything that can be collected now.
    fn collect(&mut self) {}
}

/// The Lisp's workloads for a contender.
pub(crate) fn lisp<H: Home>() -> Vec<Bench>
where
    for<'a> H::Heap<'a>: lisp::Dynamic,
{
    fn sampler<H: Home>(scale: Scale, text: &str, result: i64) -> Sampler
    where
        for<'a> H::Heap<'a>: lisp::Dynamic,
    {
        programs::<H>(scale, text, result, |home, program| home.enter(|heap| lisp::run(heap, program)))
    }
    vec![
        bench!("lisp_fib", |scale| sampler::<H>(scale, include_str!("programs/fib.lisp"), 10_946)),
        bench!("lisp_lists", |scale| sampler::<H>(scale, include_str!("programs/lists.lisp"), 30_265_250)),
    ]
}

/// The bytecode machine's workloads for a contender.
pub(crate) fn script<H: Home>() -> Vec<Bench>
where
    for<'a> H::Heap<'a>: script::Script,
{
    fn sampler<H: Home>(scale: Scale, text: &str, result: i64) -> Sampler
    where
        for<'a> H::Heap<'a>: script::Script,
    {
        programs::<H>(scale, text, result, |home, program| home.enter(|heap| script::run(heap, program)))
    }
    vec![
        bench!("script_tables", |scale| sampler::<H>(scale, include_str!("programs/tables.lisp"), 4_178_966)),
        bench!("script_methods", |scale| sampler::<H>(scale, include_str!("programs/methods.lisp"), 36_780)),
    ]
}

/// The lazy language's workloads for a contender.
pub(crate) fn lazy<H: Home>() -> Vec<Bench>
where
    for<'a> H::Heap<'a>: lazy::Lazy,
{
    fn sampler<H: Home>(scale: Scale, text: &str, result: i64) -> Sampler
    where
        for<'a> H::Heap<'a>: lazy::Lazy,
    {
        programs::<H>(scale, text, result, |home, program| home.enter(|heap| lazy::run(heap, program)))
    }
    vec![
        bench!("lazy_objects", |scale| sampler::<H>(scale, include_str!("programs/objects.lisp"), 84_699)),
        bench!("lazy_calls", |scale| sampler::<H>(scale, include_str!("programs/calls.lisp"), 93_977)),
    ]
}

/// Runs one program ten times a sample.
fn programs<H: Home>(scale: Scale, text: &str, result: i64, run: fn(&mut H, &Program) -> i64) -> Sampler {
    let runs = scale.of(20);
    let program = Program::read(text);
    let mut home = H::start();
    Box::new(move |mut stopwatch| {
        stopwatch.timed_section(|| {
            for _ in 0..runs {
                assert_eq!(run(&mut home, &program), result, "the program computes the same everywhere");
                home.tidy();
            }
            home.collect();
        });
        stopwatch.per_operation(runs)
    })
}
