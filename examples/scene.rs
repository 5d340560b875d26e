//! A scene graph: a sun with planets, each placed relative to its parent, drawn as text.
//!
//! Nodes own their children and know their parents; a probe watches a planet that may go at any time; what a node has on the
//! graphics card goes in the moment the node does.
//!
//! `cargo run -p obj-examples --example scene`

use std::cell::{Cell, RefCell};
use std::f64::consts::TAU;
use std::rc::Rc;

use obj_runtime::gc;
use obj_runtime::inspect::class_table;
use obj_runtime::prelude::*;

/// How a body looks. Equal materials are one object.
#[derive(Object, PartialEq, Eq, Hash)]
#[object(intern)]
struct Material {
    sign: char,
    is_bright: bool,
}

/// A place, relative to a parent or to the world.
#[derive(Trace, Clone, Copy, PartialEq, Debug, Default)]
struct Point {
    x: f64,
    y: f64,
}

/// A part of the scene, which moves around its parent.
#[derive(Object)]
struct Node {
    name: &'static str,
    parent: WeakCell<Node>,
    children: ObjVec<Node>,
    material: ObjCell<Material>,
    distance: f64,
    /// Turns around the parent per year.
    speed: f64,
    /// In turns.
    angle: Cell<f64>,
    /// Where it is in the world, if that is known.
    place: Cell<Option<Point>>,
    /// What it has on the graphics card.
    _buffer: Plain<Buffer>,
}

/// Memory of the graphics card, given back when the node goes.
struct Buffer {
    allocated: Rc<Cell<usize>>,
}

impl Drop for Buffer {
    fn drop(&mut self) {
        self.allocated.set(self.allocated.get() - 1);
    }
}

/// A camera that follows a node as long as there is one.
#[derive(Object, Default)]
struct Probe {
    target: WeakCell<Node>,
    seen: RefCell<Vec<Point>>,
}

/// The scene, and what the graphics card has allocated.
struct Scene {
    root: Obj<Node>,
    allocated: Rc<Cell<usize>>,
}

impl Scene {
    fn new() -> Self {
        let allocated = Rc::default();
        Self { root: node("sun", 0.0, 0.0, Material { sign: '@', is_bright: true }, &allocated), allocated }
    }

    fn add(&self, parent: &Obj<Node>, name: &'static str, distance: f64, speed: f64, sign: char) -> Obj<Node> {
        let child = node(name, distance, speed, Material { sign, is_bright: false }, &self.allocated);
        attach(&child, parent);
        child
    }
}

fn node(name: &'static str, distance: f64, speed: f64, material: Material, allocated: &Rc<Cell<usize>>) -> Obj<Node> {
    allocated.set(allocated.get() + 1);
    Obj::new(Node {
        name,
        parent: WeakCell::new(),
        children: ObjVec::new(),
        material: Obj::new(material).into(),
        distance,
        speed,
        angle: Cell::default(),
        place: Cell::default(),
        _buffer: Plain(Buffer { allocated: allocated.clone() }),
    })
}

/// Makes a node the last child of another; it leaves its parent, if it has one.
fn attach(child: &Obj<Node>, parent: &Obj<Node>) {
    detach(child);
    child.parent.set(parent);
    parent.children.push(child.clone());
    child.forget_place();
}

/// Takes a node, with all below it, out of the scene.
fn detach(child: &Obj<Node>) {
    if let Some(parent) = child.parent.get() {
        parent.children.retain(|other| !Obj::is(other, child));
    }
    child.parent.clear();
    child.forget_place();
}

impl Node {
    /// Where the node is in the world: computed when it is asked for, and remembered until something moves.
    fn place(&self) -> Point {
        if let Some(place) = self.place.get() {
            return place;
        }
        let center = self.parent.get().map_or_else(Point::default, |parent| parent.place());
        let angle = self.angle.get() * TAU;
        let place = Point { x: center.x + self.distance * angle.cos(), y: center.y + self.distance * angle.sin() };
        self.place.set(Some(place));
        place
    }

    /// Forgets where the node and all below it are.
    fn forget_place(&self) {
        if self.place.take().is_some() {
            self.children.iter().for_each(|child| child.forget_place());
        }
    }

    /// Lets time pass.
    fn advance(&self, years: f64) {
        self.angle.set((self.angle.get() + self.speed * years).fract());
        self.forget_place();
        self.children.iter().for_each(|child| child.advance(years));
    }

    /// Calls `look` with the node and all below it.
    fn visit(&self, look: &mut impl FnMut(&Node)) {
        look(self);
        self.children.iter().for_each(|child| child.visit(look));
    }
}

impl Probe {
    /// Notes where the target is; says whether there is one.
    fn look(&self) -> bool {
        let target = self.target.get();
        self.seen.borrow_mut().extend(target.iter().map(|target| target.place()));
        target.is_some()
    }
}

const WIDTH: usize = 41;
const HEIGHT: usize = 21;

/// Draws the nodes of a scene, and where a probe has been.
fn draw(scene: &Scene, probe: &Probe) -> String {
    let mut rows = vec![vec![' '; WIDTH]; HEIGHT];
    let mut put = |place: Point, sign: char| {
        let (column, row) = (WIDTH as f64 / 2.0 + place.x * 2.0, HEIGHT as f64 / 2.0 + place.y);
        if let Some(cell) = rows.get_mut(row as usize).and_then(|row| row.get_mut(column as usize)) {
            *cell = sign;
        }
    };
    probe.seen.borrow().iter().for_each(|&place| put(place, '·'));
    scene.root.visit(&mut |node| put(node.place(), node.material.borrow().map_or('?', |material| material.sign)));
    rows.into_iter().map(|row| row.into_iter().collect::<String>().trim_end().to_owned() + "\n").collect()
}

/// The names in the scene, indented by depth.
fn outline(node: &Node, depth: usize) -> String {
    let mut text = format!("  {:depth$}{}\n", "", node.name, depth = 2 * depth);
    node.children.iter().for_each(|child| text += &outline(&child, depth + 1));
    text
}

fn main() {
    let scene = Scene::new();
    let earth = scene.add(&scene.root, "earth", 5.0, 1.0, 'o');
    let moon = scene.add(&earth, "moon", 1.4, 13.0, '*');
    scene.add(&scene.root, "venus", 3.0, 1.6, 'o');
    let mars = scene.add(&scene.root, "mars", 8.0, 0.53, 'o');
    let probe = Obj::new(Probe::default());
    probe.target.set(&moon);

    for _ in 0..300 {
        scene.root.advance(0.002);
        probe.look();
        gc::step(100); // a frame has no time for more
    }
    print!("{}{}", draw(&scene, &probe), outline(&scene.root, 0));
    println!("{} materials for {} nodes", Obj::<Material>::interned_count(), class_table().objects::<Node>());
    assert_eq!((Obj::<Material>::interned_count(), scene.allocated.get()), (3, 5));

    println!("\nMars catches the moon:");
    attach(&moon, &mars);
    let before = moon.place();
    mars.advance(0.5);
    assert_ne!(before, moon.place());
    drop(moon);
    print!("{}", outline(&scene.root, 0));

    println!("\nMars leaves, and takes with it what only it held:");
    detach(&mars);
    drop(mars);
    print!("{}", outline(&scene.root, 0));
    println!("buffers on the card: {}; the probe still sees its target: {}", scene.allocated.get(), probe.look());
    assert_eq!(scene.allocated.get(), 3);
    assert_eq!(probe.seen.borrow().len(), 300);
    drop(earth);
    drop(scene);
    assert_eq!(class_table().objects::<Node>(), 0);
}
