//! Replaying a recording gives the heap's own counts and edges: random programs, with recordings begun and ended
//! anywhere, finalizers that bring objects back, and rings of any size.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use obj_runtime::inspect::{self, EventKind, Log, Recording, Reprs};
use obj_runtime::prelude::*;

#[derive(Object, Default)]
#[object(finalize)]
struct Node {
    next: ObjCell<Node>,
    list: ObjVec<Node>,
    map: ObjMap<Str, Node>,
    std: RefCell<Vec<Obj<Node>>>,
    python: Obj<List>,
    dict: Obj<Dict>,
}

thread_local! {
    static SEED: Cell<u64> = const { Cell::new(1) };
    static BACK: RefCell<Vec<Obj<Node>>> = const { RefCell::new(Vec::new()) };
    static UNDER_WAY: RefCell<Option<UnderWay>> = const { RefCell::new(None) };
}

fn random(end: usize) -> usize {
    SEED.with(|seed| {
        let mut x = seed.get();
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        seed.set(x);
        (x >> 11) as usize % end
    })
}

impl Finalize for Node {
    fn finalize(this: &Obj<Self>) {
        if random(6) == 0 {
            let kept = this.clone();
            let _ = BACK.try_with(|back| back.borrow_mut().push(kept));
        }
        if random(5) == 0 {
            drop(Obj::new(Self::default()));
        }
        if random(9) == 0 {
            begin_or_end();
        }
    }
}

/// The heap as it is: counts by number, and how many edges lead from one object to another.
#[derive(Debug, Default, PartialEq, Eq)]
struct Heap {
    counts: BTreeMap<u64, u64>,
    edges: BTreeMap<(u64, u64), usize>,
}

impl Heap {
    fn now() -> Self {
        let (snapshot, mut heap) = (inspect::snapshot_with(Reprs::None), Self::default());
        for node in snapshot.nodes().filter(|node| !node.is_immortal()) {
            heap.counts.insert(node.number(), node.refcount() as u64);
            for edge in node.referents().filter(|edge| !edge.is_weak()) {
                *heap.edges.entry((node.number(), edge.target().number())).or_default() += 1;
            }
        }
        heap
    }

    fn replayed(log: &Log, step: u64) -> Self {
        let (state, mut heap) = (log.state_after(step), Self::default());
        heap.counts = state.objects().map(|(object, _, count)| (object, count)).collect();
        for edge in state.edges() {
            *heap.edges.entry((edge.holder, edge.object)).or_default() += 1;
        }
        heap
    }
}

/// A recording, with what the heap was like at its marks.
struct UnderWay {
    recording: Recording,
    seen: Vec<Heap>,
}

/// What the recording says of an object is what the heap said, at each mark that it kept.
fn check(log: &Log, seen: &[Heap]) {
    let marks = log.events().filter(|event| event.kind() == EventKind::Mark);
    for mark in marks {
        let text = mark.to_string();
        let number: usize = text.rsplit(' ').next().unwrap().parse().unwrap();
        let (heap, replayed) = (&seen[number], Heap::replayed(log, mark.step()));
        let named: BTreeSet<u64> = log.events().map(|event| event.object()).collect();
        // Others are told of because they hold one of these, or are held by one.
        let is_told = |object: &u64| named.contains(object) || replayed.counts.contains_key(object);
        let counts = heap.counts.iter().filter(|(object, _)| is_told(object));
        let counts: BTreeMap<u64, u64> = counts.map(|(object, count)| (*object, *count)).collect();
        assert_eq!(replayed.counts, counts, "counts at {text}");
        let recorded = |object: &u64| named.contains(object);
        let of_recorded = |heap: &Heap| -> BTreeMap<(u64, u64), usize> {
            heap.edges.iter().filter(|((_, held), _)| recorded(held)).map(|(ends, count)| (*ends, *count)).collect()
        };
        assert_eq!(of_recorded(&replayed), of_recorded(heap), "edges at {text}");
    }
    check_that_counts_do_not_jump(log);
}

fn check_that_counts_do_not_jump(log: &Log) {
    let first = log.lost();
    let mut counts: BTreeMap<u64, u64> =
        log.state_after(first).objects().map(|(object, _, count)| (object, count)).collect();
    for event in log.events() {
        let before = counts.get(&event.object()).copied().unwrap_or(0);
        let Some(after) = event.refcount() else { continue };
        let expected = match event.kind() {
            EventKind::Dropped => before - 1,
            EventKind::Kept | EventKind::OfRaw => before,
            _ => before + 1,
        };
        assert_eq!(after, expected, "{event}");
        counts.insert(event.object(), after);
    }
    assert!(log.events().enumerate().all(|(at, event)| event.step() == first + at as u64 + 1));
}

fn begin_or_end() {
    // At the end of the thread there is no place for a recording any more.
    match UNDER_WAY.try_with(RefCell::take) {
        Ok(Some(UnderWay { recording, seen })) => check(&recording.finish(), &seen),
        Ok(None) => {
            let limit = [3, 40, 300, 100_000][random(4)];
            let recording = inspect::Recorder::new().limit(limit).start();
            UNDER_WAY.set(Some(UnderWay { recording, seen: Vec::new() }));
        }
        Err(_) => {}
    }
}

fn mark() {
    UNDER_WAY.with_borrow_mut(|under_way| {
        if let Some(UnderWay { seen, .. }) = under_way {
            inspect::mark(format!("mark {}", seen.len()));
            seen.push(Heap::now());
        }
    });
}

#[allow(unsafe_code, reason = "handles of raw pointers")]
fn run(seed: u64) {
    SEED.set(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut handles: Vec<Obj<Node>> = Vec::new();
    let (mut weak, mut raw) = (Vec::new(), Vec::new());
    for _ in 0..120 {
        if random(25) == 0 {
            begin_or_end();
        }
        if handles.len() < 3 || random(6) == 0 {
            handles.push(Obj::new(Node::default()));
        }
        let (a, b) = (handles[random(handles.len())].clone(), handles[random(handles.len())].clone());
        match random(20) {
            0 | 1 => a.next.set(Some(b)),
            2 => drop(a.next.take()),
            3 | 4 => a.list.push(b),
            5 => drop(a.list.pop()),
            6 => a.list.clear(),
            7 => drop(a.map.insert(["x", "y", "z"][random(3)].into(), b)),
            8 => drop(a.map.remove("x")),
            9 => a.std.borrow_mut().push(b),
            10 => drop(a.std.take()),
            11 => a.python.append(b.into()),
            12 => a.python.reverse(),
            13 => a.dict.set_item(AnyObj::from(random(4) as i64), b.into()),
            14 => a.dict.clear(),
            15 => drop(obj_runtime::gc::collect()),
            16 => {
                weak.push(Obj::downgrade(&a));
                handles.extend(weak[random(weak.len())].upgrade());
            }
            17 => {
                raw.push(Obj::into_raw(b));
                if random(2) == 0 {
                    let pointer = raw.swap_remove(random(raw.len()));
                    // SAFETY: it was made of a handle to a `Node`, and is taken out once.
                    handles.push(unsafe { Obj::from_raw(pointer) });
                }
            }
            _ => {
                let at = random(handles.len());
                drop((handles.swap_remove(at), a, b));
            }
        }
        mark();
        handles.truncate(if handles.len() > 25 { 12 } else { 25 });
        if random(9) == 0 {
            handles.extend(BACK.take());
        }
    }
    if UNDER_WAY.with_borrow(Option::is_some) {
        begin_or_end();
    }
    handles.iter().for_each(|node| node.list.clear());
}

#[test]
fn a_replayed_recording_is_the_heap() {
    for seed in 0..60 {
        if let Err(panic) = std::thread::spawn(move || run(seed)).join() {
            println!("seed {seed}");
            std::panic::resume_unwind(panic);
        }
    }
}
