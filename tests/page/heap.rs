//! Writes the page of a snapshot, for `drive.mjs`: `heap FILE [FOLDERS]`.

use std::fs::File;
use std::io::BufWriter;

use obj_runtime::inspect;
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

fn main() -> std::io::Result<()> {
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
    drop((root, hostile));
    Ok(())
}
