//! Writes the page of a snapshot, for `drive.mjs`: `heap_page FILE [FOLDERS [NAME]]`; and, for `devtools.mjs`, the same heap as
//! `NAME.heapsnapshot`, and what there is in it as `NAME.json`.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use obj_runtime::inspect::{self, Snapshot};
use obj_runtime::prelude::*;

#[derive(Object, Default)]
struct Folder {
    name: Obj<Str>,
    parent: ObjCell<Folder>,
    entries: ObjVec<Folder>,
    by_name: ObjMap<Str, Folder>,
}

#[derive(Object)]
#[object(name = "</script><img src=x onerror=alert(1)>\"'\u{202e}abc\n")]
struct Hostile {
    folder: Obj<Folder>,
}

/// A tree in which each folder knows its parent.
fn tree(folders: usize) -> Obj<Folder> {
    let root = Obj::new(Folder { name: "root".into(), ..Default::default() });
    let mut all = vec![root.clone()];
    for number in 1..folders {
        let parent = all[(number - 1) / 8].clone();
        let folder = Obj::new(Folder { name: format!("folder {number}").into(), ..Default::default() });
        folder.parent.set(&parent);
        parent.by_name.insert(folder.name.clone(), folder.clone());
        parent.entries.push(folder.clone());
        all.push(folder);
    }
    root
}

/// The snapshot as a file of V8, and each object's id there, its size and what it retains.
fn write_for_devtools(snapshot: &Snapshot, name: &str) -> io::Result<()> {
    snapshot.write_heapsnapshot(File::create(format!("{name}.heapsnapshot"))?)?;
    let dominators = snapshot.dominators();
    let rows = snapshot.nodes().map(|node| {
        let (id, retained) = (2 * node.number() + 1, dominators.retained_size(node));
        format!("[{id},{},{retained}]", node.size())
    });
    let mut file = BufWriter::new(File::create(format!("{name}.json"))?);
    write!(file, "[{}]", rows.collect::<Vec<_>>().join(","))?;
    file.flush()
}

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().unwrap_or_else(|| "heap.html".into());
    let folders = arguments.next().map_or(500, |count| count.parse().expect("the number of folders"));
    let root = tree(folders);
    let before = inspect::snapshot();
    let hostile = Obj::new(Hostile { folder: tree(20) });
    let garbage = tree(2);
    drop(garbage);
    let after = inspect::snapshot();
    after.write_html_since(&before, "</title><b>heap</b>", &mut BufWriter::new(File::create(path)?))?;
    if let Some(name) = arguments.next() {
        write_for_devtools(&after, &name)?;
    }
    drop((root, hostile));
    Ok(())
}
