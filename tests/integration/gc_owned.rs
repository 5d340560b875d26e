//! Memory outside of the heap that values own: what the collector knows of it, and how far it grows.

use std::cell::RefCell;
use std::collections::HashMap;

use obj_runtime::gc;
use obj_runtime::prelude::*;

const MIB: usize = 1 << 20;
const IMAGE: usize = MIB;

#[derive(Object, Clone, Default)]
struct Image {
    pixels: Vec<u8>,
    original: ObjCell<Image>,
}

/// What it owns grows later.
#[derive(Object, Default)]
struct Page {
    text: RefCell<Vec<u8>>,
    document: ObjCell<Document>,
}

#[derive(Object, Default)]
struct Document {
    pages: ObjVec<Page>,
}

fn image(bytes: usize) -> Obj<Image> {
    Obj::new(Image { pixels: vec![0; bytes], ..Image::default() })
}

fn outside() -> usize {
    gc::stats().heap.external_bytes
}

/// The most that is known to be owned outside, while garbage is made that owns 120 MiB.
fn most_outside(mut make_garbage_of_a_mebibyte: impl FnMut()) -> usize {
    let mut most = 0;
    for _ in 0..120 {
        make_garbage_of_a_mebibyte();
        most = most.max(outside());
    }
    most
}

#[test]
fn garbage_that_owns_buffers_is_collected_as_the_buffers_grow() {
    let most = most_outside(|| {
        let image = image(IMAGE);
        image.original.set(&image);
    });
    assert!((IMAGE..=3 * IMAGE).contains(&most), "{most}");
    assert!(gc::stats().full.collected > 50);
}

#[test]
fn memory_stays_near_what_lives() {
    let live: Vec<_> = (0..40).map(|_| image(IMAGE)).collect();
    gc::collect();
    drop(live[0].clone());
    gc::collect();
    let most = most_outside(|| {
        let image = image(IMAGE);
        image.original.set(&image);
    });
    assert!(most <= live.len() * IMAGE * 6 / 5 + 2 * IMAGE, "{most}");
}

#[test]
fn the_buffers_of_what_a_candidate_holds_count() {
    let most = most_outside(|| {
        let document = Obj::new(Document::default());
        let page = Page { text: vec![0; IMAGE].into(), document: (&document).into() };
        document.pages.push(Obj::new(page));
    });
    assert!(most <= 3 * IMAGE, "{most}");
}

#[test]
fn buffers_that_grow_later_are_seen_when_the_object_becomes_a_candidate() {
    let most = most_outside(|| {
        let document = Obj::new(Document::default());
        let page = Obj::new(Page { document: (&document).into(), ..Page::default() });
        document.pages.push(page.clone());
        *page.text.borrow_mut() = vec![0; IMAGE];
    });
    assert!((IMAGE..=3 * IMAGE).contains(&most), "{most}");
}

#[test]
fn large_objects_that_only_garbage_holds_count_as_well() {
    #[derive(Object)]
    struct Scan {
        content: Obj<Bytes>,
        back: ObjCell<Scan>,
    }
    let mut most = 0;
    for _ in 0..120 {
        let scan = Obj::new(Scan { content: vec![0; IMAGE].into(), back: ObjCell::default() });
        assert_eq!(scan.content.len(), IMAGE);
        scan.back.set(&scan);
        most = most.max(gc::stats().heap.live_bytes);
    }
    assert!(most <= 66 * MIB, "{most}");
}

#[test]
fn what_is_added_is_taken_away_whatever_happened_meanwhile() {
    let page = |bytes: usize| Obj::new(Page { text: vec![0; bytes].into(), ..Page::default() });
    let one = page(10_000);
    let other = page(20_000);
    assert_eq!(outside(), 30_000);
    *one.text.borrow_mut() = vec![0; 100_000];
    assert_eq!(outside(), 30_000, "nobody has looked");
    drop(one);
    assert_eq!(outside(), 20_000);
    *other.text.borrow_mut() = vec![0; 50_000];
    drop(other.clone());
    assert_eq!(outside(), 50_000, "a candidate is weighed");
    *other.text.borrow_mut() = Vec::new();
    gc::collect();
    assert_eq!(outside(), 0, "a full collection weighs those again that own much");
}

#[test]
fn those_that_own_much_are_weighed_again_in_parts() {
    const SIZE: usize = 2000;
    let count = if cfg!(miri) { 1010 } else { 3500 };
    let pages: Vec<_> = (0..count).map(|_| Obj::new(Page { text: vec![0; SIZE].into(), ..Page::default() })).collect();
    let known = || outside() / SIZE;
    let make_garbage = || {
        let document = Obj::new(Document::default());
        document.pages.push(Obj::new(Page { document: (&document).into(), ..Page::default() }));
    };
    pages.iter().for_each(|page| drop(page.text.take()));
    make_garbage();
    gc::collect_young();
    assert_eq!(known(), count, "a young collection weighs none");
    let mut left = count;
    while left > 0 {
        make_garbage();
        assert_eq!(gc::collect(), 2);
        left = left.saturating_sub(1000);
        assert_eq!(known(), left);
    }
    // A round weighs all, each step no more than it may.
    pages.iter().for_each(|page| {
        page.text.replace(vec![0; SIZE]);
        drop(page.clone());
    });
    gc::collect();
    pages.iter().for_each(|page| drop(page.text.take()));
    make_garbage();
    let known_before = known();
    assert!(known_before > count / 2);
    let mut before = known_before;
    while !gc::step(10).is_done() {
        assert!(before - known() <= 10);
        before = known();
    }
    assert!(before - known() <= 10 && known() == 0);
}

#[test]
fn every_death_takes_the_weight_along() {
    let made = || {
        let image = image(10_000);
        assert_eq!(outside(), 10_000);
        image
    };
    drop(made());
    assert_eq!(outside(), 0);
    assert_eq!(Obj::try_unwrap(made()).map(|image| image.pixels.len()).ok(), Some(10_000));
    assert_eq!(outside(), 0);
    let collections: [fn() -> usize; 2] = [gc::collect, || {
        while !gc::step(1).is_done() {}
        1
    }];
    for collect in collections {
        let ring = made();
        ring.original.set(&ring);
        drop(ring);
        assert_eq!((collect(), outside()), (1, 0));
    }
    let weak = Obj::downgrade(&made());
    assert!(weak.is_dead() && outside() == 0);
}

#[test]
fn exclusive_access_is_followed_by_a_new_weight() {
    let mut image = image(0);
    Obj::get_mut(&mut image).unwrap().pixels = vec![0; 10_000];
    assert_eq!(outside(), 10_000);
    Obj::get_mut(&mut image).unwrap().pixels = Vec::new();
    assert_eq!(outside(), 0);
    let cyclic = Obj::new_cyclic(|_| Image { pixels: vec![0; 10_000], ..Image::default() });
    assert_eq!((outside(), cyclic.pixels.len()), (10_000, 10_000));
}

#[test]
fn buffers_that_come_in_later_bring_a_collection_with_the_next_object() {
    let ways: [fn() -> Obj<Image>; 3] = [
        || {
            let mut image = image(0);
            Obj::get_mut(&mut image).unwrap().pixels = vec![0; IMAGE];
            image
        },
        || {
            let mut image = image(0);
            Obj::make_mut(&mut image).pixels = vec![0; IMAGE];
            image
        },
        || Obj::new_cyclic(|_| Image { pixels: vec![0; IMAGE], ..Image::default() }),
    ];
    for make in ways {
        let most = most_outside(|| {
            let image = make();
            image.original.set(&image);
        });
        assert!((IMAGE..=3 * IMAGE).contains(&most), "{most}");
    }
}

/// An object that can be in no cycle.
#[derive(Object, Clone, PartialEq, Eq, Hash)]
struct Text(String);

impl Text {
    fn of(bytes: usize) -> Self {
        Self("x".repeat(bytes))
    }
}

#[test]
fn what_owns_little_is_not_weighed() {
    let (small, text) = (image(1000), Obj::new(Text::of(1000)));
    assert_eq!((outside(), text.0.len(), small.pixels.len()), (0, 1000, 1000));
}

#[test]
fn buffers_of_what_can_be_in_no_cycle_count_too() {
    #[derive(Object)]
    struct Holder {
        text: Obj<Text>,
        this: ObjCell<Holder>,
    }
    let most = most_outside(|| {
        let holder = Obj::new(Holder { text: Obj::new(Text::of(IMAGE)), this: ObjCell::default() });
        assert_eq!(holder.text.0.len(), IMAGE);
        holder.this.set(&holder);
    });
    assert!((IMAGE..=3 * IMAGE).contains(&most), "{most}");
}

#[test]
fn every_end_of_what_can_be_in_no_cycle_takes_the_weight_along() {
    let made = || Obj::new(Text::of(10_000));
    let mut text = made();
    assert_eq!(outside(), 10_000);
    Obj::get_mut(&mut text).unwrap().0 = "x".repeat(20_000);
    assert_eq!(outside(), 20_000);
    let shared = text.clone();
    Obj::make_mut(&mut text).0.push_str("more");
    assert!((40_000..70_000).contains(&outside()), "the copy is weighed");
    drop((text, shared));
    assert_eq!(outside(), 0);
    assert_eq!(Obj::try_unwrap(made()).map(|text| text.0.len()).ok(), Some(10_000));
    assert_eq!(outside(), 0);
    let weak = Obj::downgrade(&made());
    assert!(weak.is_dead() && outside() == 0);
}

#[test]
fn interned_objects_are_weighed_once() {
    #[derive(Object, PartialEq, Eq, Hash)]
    #[object(intern)]
    struct Name(String);
    let name = || Obj::new(Name("x".repeat(10_000)));
    let (one, two) = (name(), name());
    assert!(Obj::is(&one, &two) && one.0.len() == 10_000);
    assert_eq!(outside(), 10_000);
    drop((one, two));
    assert_eq!(outside(), 0);
}

#[test]
fn parts_are_weighed_wherever_they_are() {
    #[derive(Trace)]
    enum Shape {
        Path(Vec<(f64, f64)>),
        Named {
            name: String,
            #[allow(dead_code, reason = "a number")]
            number: u32,
        },
        Point,
    }
    #[derive(Object)]
    struct Drawing {
        shapes: Vec<Shape>,
        index: HashMap<u32, Box<[u8]>>,
        next: ObjCell<Drawing>,
        all: ObjVec<Drawing>,
    }
    let shapes =
        vec![Shape::Path(vec![(0.0, 0.0); 100]), Shape::Named { name: "x".repeat(1000), number: 1 }, Shape::Point];
    let drawing = Drawing {
        shapes,
        index: HashMap::from([(1, vec![0; 5000].into_boxed_slice())]),
        next: ObjCell::default(),
        all: ObjVec::with_capacity(1000),
    };
    let expected = 3 * size_of::<Shape>() + 1600 + 1000 + 5000 + 1000 * size_of::<Obj<Drawing>>();
    let room = drawing.index.capacity() * (size_of::<(u32, Box<[u8]>)>() + 1);
    let drawing = Obj::new(drawing);
    assert_eq!(outside(), expected + room);
    assert!(drawing.shapes.len() == 3 && drawing.index.len() == 1 && drawing.next.is_none() && drawing.all.is_empty());
    let named = drawing.shapes.iter().any(|shape| matches!(shape, Shape::Named { name, .. } if name.len() == 1000));
    assert!(named);
}

#[test]
fn parts_that_nest_deep_are_weighed_without_the_stack() {
    #[derive(Trace)]
    struct Link {
        next: Option<Box<Link>>,
        bytes: [u8; 1000],
    }
    #[derive(Object)]
    struct Chain {
        first: RefCell<Option<Box<Link>>>,
        back: ObjCell<Chain>,
    }
    let mut first = None;
    for _ in 0..if cfg!(miri) { 100 } else { 100_000 } {
        first = Some(Box::new(Link { next: first, bytes: [0; 1000] }));
    }
    let chain = Obj::new(Chain { first: first.into(), back: ObjCell::default() });
    assert!(chain.back.is_none() && (3000..5000).contains(&outside()));
    let mut next = chain.first.borrow_mut().take();
    while let Some(link) = next {
        assert_eq!(link.bytes[0], 0);
        next = link.next;
    }
}

#[test]
fn containers_of_python_are_weighed() {
    let list: Obj<List> = (0..1000).map(|number| number % 2).collect();
    let made = outside();
    assert!(made >= 8000, "{made}");
    drop(list.clone());
    assert!(outside() >= 8000);
    drop(list);
    assert_eq!(outside(), 0);
}
