//! How time and memory grow with the number of objects, from a thousand to as many as the memory holds.

mod chart;
mod shapes;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use indicatif::ProgressBar;

use crate::machine;
use crate::options::Options;
use shapes::SHAPES;

/// The hidden subcommand of the process that builds one shape.
pub(crate) const SUBCOMMAND: &str = "take-shape";

/// The most that an object of any shape is expected to need, its handle included.
const BYTES_EACH: usize = 160;

/// How many times each size is measured.
const ROUNDS: usize = 3;

/// One shape at one size: the best of some rounds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Point {
    pub(crate) objects: usize,
    /// Nanoseconds for each object.
    pub(crate) time: f64,
    /// Bytes of resident memory at the most, for each object.
    pub(crate) memory: f64,
}

/// The points of one shape, in order of size.
pub(crate) struct Line {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    pub(crate) points: Vec<Point>,
}

/// Measures every shape at every size that fits, and writes `scaling.csv` and `scaling.svg`.
///
/// # Errors
///
/// A text if a process fails or a file cannot be written.
pub(crate) fn run(options: &Options) -> Result<(), String> {
    let sizes = sizes(options.scale.quick);
    let bar = ProgressBar::new((SHAPES.len() * sizes.len() * ROUNDS) as u64);
    let mut lines = Vec::new();
    for shape in SHAPES {
        let mut points = Vec::new();
        for &objects in &sizes {
            points.push(best(shape.name, objects, &bar)?);
        }
        bar.suspend(|| points.iter().for_each(|point| println!("{:<16} {point:?}", shape.name)));
        lines.push(Line { name: shape.name, about: shape.about, points });
    }
    bar.finish_and_clear();
    write_csv(&lines, &options.folder.join("scaling.csv"))?;
    let chart = options.folder.join("scaling.svg");
    fs::write(&chart, chart::picture(&lines)).map_err(|error| format!("{}: {error}", chart.display()))
}

/// A thousand, ten thousand, and so on, as long as the free memory holds them.
fn sizes(is_quick: bool) -> Vec<usize> {
    let largest = if is_quick { 100_000 } else { (machine::available_bytes() / BYTES_EACH).min(100_000_000) };
    (3..=8).map(|power| 10_usize.pow(power)).take_while(|&size| size <= largest).collect()
}

/// The best of some processes: the least time, and the least memory.
fn best(shape: &str, objects: usize, bar: &ProgressBar) -> Result<Point, String> {
    let mut best = Point { objects, time: f64::INFINITY, memory: f64::INFINITY };
    for _ in 0..ROUNDS {
        let (time, memory) = in_process(shape, objects)?;
        best.time = best.time.min(time);
        best.memory = best.memory.min(memory);
        bar.inc(1);
    }
    Ok(best)
}

fn in_process(shape: &str, objects: usize) -> Result<(f64, f64), String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new(program)
        .args([SUBCOMMAND, shape, &objects.to_string()])
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| error.to_string())?;
    let answer = String::from_utf8_lossy(&output.stdout);
    let mut numbers = answer.split_whitespace().map_while(|word| word.parse().ok());
    numbers.next().zip(numbers.next()).ok_or_else(|| format!("{shape} of {objects} failed: {}", output.status))
}

/// The other side: builds the shape that `arguments` name and prints nanoseconds and bytes for each object.
///
/// # Errors
///
/// A text if there is no such shape.
pub(crate) fn child(arguments: &[String]) -> Result<(), String> {
    let [name, objects] = arguments else {
        return Err("a shape and a size are wanted".into());
    };
    let shape = SHAPES.iter().find(|shape| shape.name == name).ok_or_else(|| format!("no shape `{name}`"))?;
    let objects: usize = objects.parse().map_err(|_| format!("`{objects}` is no size"))?;
    let before = machine::resident_bytes();
    let time = (shape.run)(objects);
    let memory = machine::most_resident_bytes().saturating_sub(before);
    println!("{} {}", time.as_nanos() as f64 / objects as f64, memory as f64 / objects as f64);
    Ok(())
}

fn write_csv(lines: &[Line], path: &Path) -> Result<(), String> {
    let named = |error: csv::Error| format!("{}: {error}", path.display());
    let mut writer = csv::Writer::from_path(path).map_err(named)?;
    writer.write_record(["shape", "objects", "ns_per_object", "bytes_per_object"]).map_err(named)?;
    for line in lines {
        for Point { objects, time, memory } in &line.points {
            let cells = [line.name, &objects.to_string(), &format!("{time:.2}"), &format!("{memory:.1}")];
            writer.write_record(cells).map_err(named)?;
        }
    }
    writer.flush().map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_powers_of_ten_that_fit() {
        assert_eq!(sizes(true), [1_000, 10_000, 100_000]);
        assert!(sizes(false).iter().all(|size| size * BYTES_EACH <= machine::available_bytes()));
    }

    #[test]
    fn every_shape_can_be_built() {
        for shape in SHAPES {
            assert!((shape.run)(1_000).as_nanos() > 0, "{}", shape.name);
        }
    }
}
