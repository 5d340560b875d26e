//! A state machine of a million states that rewires itself while it runs. What no way leads to any more is garbage, in cycles of
//! every size; it is collected in small steps between the moves, so that the bar never stands still.
//!
//! `cargo run --release -p obj-examples --example states`, with the number of states as an argument.

use std::cell::Cell;
use std::time::{Duration, Instant};

use indicatif::{HumanCount, ProgressBar, ProgressStyle};
use obj_runtime::gc;
use obj_runtime::inspect::class_table;
use obj_runtime::prelude::*;

/// A state, and where each of two inputs leads.
#[derive(Object, Default)]
struct State {
    next: [ObjCell<State>; 2],
    visits: Cell<u32>,
}

/// Numbers that look random and are the same in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize * end) >> 31
    }
}

/// A machine holds the state it is in; every other state lives as long as a way leads to it.
struct Machine {
    current: Obj<State>,
}

impl Machine {
    fn input(&mut self, bit: usize) {
        let next = self.current.next[bit].get().expect("every state has both ways");
        next.visits.set(next.visits.get() + 1);
        self.current = next;
    }

    /// Leads to a new pair in place of an old one, which lives on only if another way leads to it.
    fn renew(&self) {
        let fresh = pair();
        if let Some(old) = self.current.next[0].borrow() {
            fresh.next[0].set(old.next[0].get());
            fresh.next[1].with(|twin| twin.expect("a pair").next[0].set(old.next[0].get()));
        }
        self.current.next[0].set(fresh);
    }
}

/// Two states, each of which leads to the other: a cycle, which counting alone would never free.
fn pair() -> Obj<State> {
    let (one, other) = (Obj::new(State::default()), Obj::new(State::default()));
    one.next[1].set(&other);
    other.next[1].set(&one);
    one
}

fn bar(length: usize, what: &'static str) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg:>10} {wide_bar} {human_pos} of {human_len} {eta:>4}");
    ProgressBar::new(length as u64).with_style(style.expect("the template is one")).with_message(what)
}

/// States in pairs; one way of each leads to a state that is drawn from all of them. The machine starts in the first.
fn build(count: usize, random: &mut Random) -> Machine {
    let progress = bar(count + count / 2, "states");
    let mut states = Vec::with_capacity(count);
    for _ in progress.wrap_iter(0..count / 2) {
        let one = pair();
        states.extend(one.next[1].get());
        states.push(one);
    }
    for state in progress.wrap_iter(states.iter()) {
        state.next[0].set(&states[random.below(states.len())]);
    }
    progress.finish_and_clear();
    Machine { current: states[0].clone() }
}

/// Runs the machine, and collects between its moves. Returns the longest time between two of them.
fn run(machine: &mut Machine, moves: usize, random: &mut Random) -> Duration {
    let progress = bar(moves, "moves");
    let mut longest = Duration::ZERO;
    for number in 0..moves {
        if number % 1_000 == 0 {
            let start = Instant::now();
            gc::step(4_000);
            longest = longest.max(start.elapsed());
            progress.set_position(number as u64);
        }
        let bit = random.below(2);
        if random.below(4) == 0 {
            machine.renew();
        }
        machine.input(bit);
    }
    progress.finish_and_clear();
    longest
}

fn main() {
    let count: usize = std::env::args().nth(1).map_or(1_000_000, |count| count.parse().expect("a number of states"));
    let mut random = Random(1);
    let start = Instant::now();
    let mut machine = build(count, &mut random);
    println!("{} states in {:.2?}", HumanCount(class_table().objects::<State>() as u64), start.elapsed());

    let found = gc::collect();
    let reachable = class_table().objects::<State>();
    println!("no way leads to {} of them; {} are left", HumanCount(found as u64), HumanCount(reachable as u64));
    assert_eq!(found + reachable, count / 2 * 2);

    let start = Instant::now();
    let longest = run(&mut machine, 2 * count, &mut random);
    println!("{} moves in {:.2?}; the longest wait was {longest:.2?}", HumanCount(2 * count as u64), start.elapsed());

    gc::collect();
    println!("{} states are left", HumanCount(class_table().objects::<State>() as u64));
    println!("\n{}", gc::stats());
    drop(machine);
    gc::collect();
    assert_eq!(class_table().objects::<State>(), 0);
}
