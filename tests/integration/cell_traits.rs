//! Printing and comparing cells.

use std::cell::Cell;

use obj_runtime::prelude::*;

/// A value whose comparison and printing do something to a list.
#[derive(Object, Default)]
struct Sly {
    value: i32,
    list: ObjCell<Holder>,
}

#[derive(Object, Default)]
struct Holder {
    cell: ObjCell<Sly>,
    list: ObjVec<Sly>,
    busy: Cell<bool>,
}

impl Sly {
    fn attack(&self) {
        if let Some(holder) = self.list.borrow()
            && !holder.busy.replace(true)
        {
            holder.cell.set(None);
            holder.list.clear();
        }
    }
}

impl PartialEq for Sly {
    fn eq(&self, other: &Self) -> bool {
        self.attack();
        self.value == other.value
    }
}

impl Eq for Sly {}

impl std::fmt::Debug for Sly {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.attack();
        write!(f, "Sly({})", self.value)
    }
}

fn sly(value: i32) -> Obj<Sly> {
    Obj::new(Sly { value, ..Sly::default() })
}

/// Objects of which the first empties cell and list when it is used.
fn hostile() -> Obj<Holder> {
    let holder = Obj::new(Holder::default());
    let first = sly(0);
    first.list.set(Some(holder.clone()));
    holder.cell.set(Some(first.clone()));
    holder.list.extend([first, sly(1), sly(2)]);
    holder
}

#[test]
fn cells_print_as_what_they_hold() {
    let cell = ObjCell::default();
    assert_eq!(format!("{cell:?}"), "None");
    cell.set(Some(sly(1)));
    assert_eq!(format!("{cell:?} {:?}", cell.borrow().unwrap()), "Some(Sly(1)) Sly(1)");
    assert_eq!(format!("{:?}", ObjVec::from([sly(1), sly(2)])), "[Sly(1), Sly(2)]");
    assert_eq!(format!("{:?}", ObjVec::<Sly>::new()), "[]");
}

#[test]
fn cells_compare_as_what_they_hold() {
    let (one, same, other) = (ObjCell::from(sly(1)), ObjCell::from(sly(1)), ObjCell::from(sly(2)));
    assert_eq!(one, same);
    assert_ne!(one, other);
    assert_ne!(one, ObjCell::default());
    assert_eq!(ObjCell::<Sly>::default(), ObjCell::default());
    let list = |values: &[i32]| values.iter().map(|&value| sly(value)).collect::<ObjVec<Sly>>();
    assert_eq!(list(&[1, 2]), list(&[1, 2]));
    assert_ne!(list(&[1, 2]), list(&[1, 3]));
    assert_ne!(list(&[1, 2]), list(&[1]));
}

#[test]
fn printing_may_change_what_is_printed() {
    let holder = hostile();
    assert_eq!(format!("{:?}", holder.list), "[Sly(0), Sly(1), Sly(2)]");
    assert!(holder.list.is_empty() && holder.cell.is_none());
    let holder = hostile();
    assert_eq!(format!("{:?}", holder.cell), "Some(Sly(0))");
    assert!(holder.list.is_empty() && holder.cell.is_none());
}

#[test]
fn comparing_may_change_what_is_compared() {
    let (one, other) = (hostile(), hostile());
    assert_eq!(one.list, other.list);
    assert!(one.list.is_empty() && !other.list.is_empty());
    let (one, other) = (hostile(), hostile());
    assert_eq!(one.cell, other.cell);
    assert!(one.cell.is_none() && other.cell.is_some());
    assert_eq!(other.list, other.list.clone());
}

#[test]
fn printing_and_comparing_leave_no_candidates() {
    let list: ObjVec<Sly> = (0..10).map(sly).collect();
    let cell = ObjCell::from(sly(1));
    let left = crate::node::candidates_left_by(|| {
        assert_eq!(list, list);
        assert_eq!(cell, cell);
        assert_eq!(format!("{list:?}{cell:?}").len(), 92);
    });
    assert_eq!(left, 0);
}

#[test]
fn recursive_types_derive_all_they_can() {
    #[derive(Object, Debug, Default, PartialEq, Eq, Clone)]
    struct Tree {
        value: i32,
        left: ObjCell<Tree>,
        children: ObjVec<Tree>,
        parent: WeakCell<Tree>,
    }
    let tree = Obj::new(Tree { value: 1, ..Tree::default() });
    tree.children.push(Obj::new(Tree { value: 2, ..Tree::default() }));
    tree.children.first().unwrap().parent.set(&tree);
    let copy = Obj::new(Tree::clone(&tree));
    assert_eq!(tree, copy);
    assert!(Obj::is(&copy.children.first().unwrap(), &tree.children.first().unwrap()), "handles are cloned");
    copy.children.push(tree.clone());
    assert_ne!(tree, copy);
    let id = Obj::id(&tree);
    assert_eq!(
        format!("{tree:?}"),
        format!(
            "Tree {{ value: 1, left: None, children: [Tree {{ value: 2, left: None, children: [], \
             parent: <weak; to 'Tree' at {id:#x}> }}], parent: <weak; dead> }}"
        )
    );
}

#[test]
fn weak_maps_print_what_is_alive() {
    let (one, two) = (sly(1), sly(2));
    let names = obj_runtime::WeakValueMap::new();
    names.insert("one", &one);
    names.insert("two", &two);
    let notes = obj_runtime::WeakKeyMap::new();
    notes.insert(&one, 'a');
    notes.insert(&two, 'b');
    drop(one);
    assert_eq!(format!("{names:?} {notes:?}"), r#"{"two": Sly(2)} {Sly(2): 'b'}"#);
}
