//! Tasks of tokio: those with objects stay in one thread, and send parcels to tasks elsewhere.
//!
//! `cargo run -p obj-examples --features travel --example tasks`

use std::cell::Cell;

use obj_runtime::Parcel;
use obj_runtime::prelude::*;
use tokio::runtime::Builder;
use tokio::sync::oneshot;
use tokio::task::LocalSet;

/// A node of a tree that knows its parent.
#[derive(Object, Default)]
struct Node {
    value: Cell<u64>,
    children: ObjVec<Node>,
    parent: WeakCell<Node>,
}

fn tree(depth: u64) -> Obj<Node> {
    let node = Obj::new(Node { value: Cell::new(depth), ..Node::default() });
    for _ in 0..depth.min(3) {
        let child = tree(depth - 1);
        child.parent.set(&node);
        node.children.push(child);
    }
    node
}

/// Each node becomes the sum of what is below it. The work of a task that may run in any thread.
fn sum(node: &Obj<Node>) -> u64 {
    let below: u64 = node.children.iter().map(|child| sum(&child)).sum();
    node.value.set(node.value.get() + below);
    assert!(node.children.iter().all(|child| Obj::is(&child.parent.get().unwrap(), node)));
    node.value.get()
}

fn main() {
    let runtime = Builder::new_multi_thread().worker_threads(2).build().expect("threads can be started");
    let local = LocalSet::new();
    local.block_on(&runtime, async {
        let (sender, receiver) = oneshot::channel();
        // Objects stay here, over as many points of waiting as it takes.
        let mine = tokio::task::spawn_local(async move {
            let tree = tree(6);
            tokio::task::yield_now().await;
            sender.send(Parcel::pack(tree).expect("nobody else holds it")).expect("it is waited for");
        });
        // Over there it is this task's.
        let summed = tokio::spawn(async move {
            let parcel = receiver.await.expect("it comes");
            let tree = parcel.unpack();
            sum(&tree);
            Parcel::pack(tree).expect("nobody else holds it")
        });
        mine.await.expect("no task panics");
        let tree = summed.await.expect("no task panics").unpack();
        println!("{} in all", tree.value.get());
        assert_eq!(tree.children.len(), 3);
    });
}
