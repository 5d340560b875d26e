//! The chart of `scaling.svg`: time and memory for each object, by the number of objects, on logarithmic scales.

use std::fmt::Write;

use super::{Line, Point};

const WIDTH: f64 = 960.0;
const PANEL: f64 = 330.0;
const TOP: f64 = 50.0;
const LEFT: f64 = 70.0;
const GAP: f64 = 110.0;
const COLORS: [&str; 7] = ["#d62728", "#1f77b4", "#2ca02c", "#9467bd", "#e6a700", "#8c564b", "#17becf"];

/// One of the two panels.
struct Panel {
    left: f64,
    heading: &'static str,
    of: fn(&Point) -> f64,
    lowest: f64,
    highest: f64,
}

/// The picture of `lines`.
pub(super) fn picture(lines: &[Line]) -> String {
    let height = TOP + PANEL + 60.0 + 18.0 * lines.len() as f64;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" font-family=\"sans-serif\" \
         font-size=\"12\">\n<rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#ffffff\"/>\n",
    );
    for panel in [
        panel(lines, LEFT, "nanoseconds for each object", |point| point.time),
        panel(lines, LEFT + PANEL + GAP, "bytes for each object, at the most", |point| point.memory),
    ] {
        panel.axes(&mut svg);
        for (line, color) in lines.iter().zip(COLORS) {
            panel.line(&mut svg, line, color);
        }
    }
    for (index, (line, color)) in lines.iter().zip(COLORS).enumerate() {
        let y = TOP + PANEL + 55.0 + 18.0 * index as f64;
        let _ = writeln!(svg, "<circle cx=\"{LEFT}\" cy=\"{}\" r=\"5\" fill=\"{color}\"/>", y - 4.0);
        let _ = writeln!(svg, "<text x=\"{}\" y=\"{y}\">{}: {}</text>", LEFT + 12.0, line.name, line.about);
    }
    svg.push_str("</svg>\n");
    svg
}

/// A panel that reaches from the power of ten below the least figure to that above the greatest.
fn panel(lines: &[Line], left: f64, heading: &'static str, of: fn(&Point) -> f64) -> Panel {
    let figures = || lines.iter().flat_map(|line| &line.points).map(of).filter(|figure| *figure > 0.0);
    let lowest = figures().fold(f64::INFINITY, f64::min).max(1e-3).log10().floor();
    let highest = figures().fold(0.0, f64::max).max(1e-2).log10().ceil();
    Panel { left, heading, of, lowest, highest: highest.max(lowest + 1.0) }
}

impl Panel {
    fn x(&self, objects: usize) -> f64 {
        self.left + ((objects as f64).log10() - 3.0) / 5.0 * PANEL
    }

    fn y(&self, figure: f64) -> f64 {
        let part = (figure.max(1e-3).log10() - self.lowest) / (self.highest - self.lowest);
        TOP + PANEL * (1.0 - part.clamp(0.0, 1.0))
    }

    fn axes(&self, svg: &mut String) {
        let (right, bottom) = (self.left + PANEL, TOP + PANEL);
        let _ = writeln!(
            svg,
            "<text x=\"{}\" y=\"28\" font-size=\"14\" font-weight=\"bold\">{}</text>",
            self.left, self.heading
        );
        for power in 3..=8 {
            let x = self.x(10_usize.pow(power));
            let _ = writeln!(svg, "<line x1=\"{x}\" y1=\"{TOP}\" x2=\"{x}\" y2=\"{bottom}\" stroke=\"#dddddd\"/>");
            let _ = writeln!(svg, "<text x=\"{x}\" y=\"{}\" text-anchor=\"middle\">1e{power}</text>", bottom + 18.0);
        }
        for power in self.lowest as i32..=self.highest as i32 {
            let (y, label) = (self.y(10_f64.powi(power)), 10_f64.powi(power));
            let _ =
                writeln!(svg, "<line x1=\"{}\" y1=\"{y}\" x2=\"{right}\" y2=\"{y}\" stroke=\"#dddddd\"/>", self.left);
            let _ =
                writeln!(svg, "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{label}</text>", self.left - 6.0, y + 4.0);
        }
    }

    fn line(&self, svg: &mut String, line: &Line, color: &str) {
        let places: Vec<(f64, f64)> =
            line.points.iter().map(|point| (self.x(point.objects), self.y((self.of)(point)))).collect();
        let path: Vec<String> = places.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        let points = path.join(" ");
        let _ = writeln!(svg, "<polyline points=\"{points}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"2\"/>");
        for ((x, y), point) in places.iter().zip(&line.points) {
            let words = format!("{}, {} objects: {:.1}", line.name, point.objects, (self.of)(point));
            let _ = writeln!(
                svg,
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"{color}\"><title>{words}</title></circle>"
            );
        }
    }
}
