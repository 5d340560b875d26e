//! Three lessons for a class, each a page to step through: what Python's names, counts and constants do, how cycles are
//! collected, and how equal values become one object.
//!
//! `cargo run -p obj-examples --features trace-refs --example lesson -- FOLDER`; the pages in `examples/lesson` were made so.

mod cycles;
mod interning;
mod list;
mod names;

use std::fs::File;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use obj_runtime::inspect::Lesson;

fn write(folder: &Path, name: &str, lesson: &Lesson) -> io::Result<()> {
    let path = folder.join(name).with_extension("html");
    lesson.write_html(&mut BufWriter::new(File::create(&path)?))?;
    println!("open {} in a browser", path.display());
    Ok(())
}

fn main() -> io::Result<()> {
    let folder: PathBuf = std::env::args_os().nth(1).unwrap_or_else(|| ".".into()).into();
    list::given().try_for_each(|(name, lesson)| write(&folder, name, &lesson))
}
