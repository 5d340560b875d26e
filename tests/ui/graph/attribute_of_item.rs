use obj_runtime::prelude::*;

#[derive(Object, Default)]
struct Node { name: Obj<Str>, next: ObjCell<Node> }

fn main() {
    graph! {
        nodes = [Node { .. }, [1]];
        a = nodes[0].name;
        for node in nodes { node.next = None; }
        nodes[0].visit();
        count = 5;
        count.append(1);
    };
}
