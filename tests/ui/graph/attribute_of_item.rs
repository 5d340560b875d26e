use obj_runtime::prelude::*;

#[derive(Object, Default)]
struct Node { name: Obj<Str>, next: ObjCell<Node> }

fn main() {
    graph! {
        nodes = [Node { .. }, [1]];
        nodes[0].visit();
        count = 5;
        count.append(1);
        count.name = 1;
        a = [1].append;
        nodes[0].name::<u8>();
        (nodes[0] as Node).nmae;
    };
}
