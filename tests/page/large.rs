//! Writes the page of a recording with thousands of objects and hostile names, for `drive.mjs`: `large FILE [NODES]`.

use std::fs::File;
use std::io::BufWriter;

use obj_runtime::inspect;
use obj_runtime::prelude::*;

#[derive(Object, Default)]
struct Node {
    next: ObjCell<Node>,
    items: ObjVec<Node>,
}

#[derive(Object)]
#[object(name = "</script><img src=x onerror=alert(1)>\"'\u{202e}abc\n")]
struct Hostile {
    node: Obj<Node>,
}

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().unwrap_or_else(|| "large.html".into());
    let nodes = arguments.next().map_or(5000, |count| count.parse().expect("the number of nodes"));
    let recording = inspect::Recorder::new().limit(50_000).start();
    let root = Obj::new(Node::default());
    inspect::name_handle(&root, "</script><script>alert(2)</script>");
    let mut kept = Vec::new();
    for index in 0..nodes {
        let node = Obj::new(Node::default());
        if index % 3 == 0 {
            root.items.push(node.clone());
        }
        kept.push(Obj::new(Hostile { node }));
    }
    inspect::mark("<!-- ".repeat(3000));
    kept.truncate(100);
    root.next.set(root.items.get(1));
    root.items.clear();
    drop(kept);
    recording.finish().write_html("</title><b>large</b>", &mut BufWriter::new(File::create(path)?))
}
