//! The screen: types, live objects over time, collections, keepers.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::{Style, Stylize};
use ratatui::widgets::{Block, Cell, Paragraph, Row, Sparkline, Table};

use super::watch::Watch;

pub(super) fn draw(frame: &mut Frame<'_>, watch: &Watch, words: &str) {
    let [head, middle, below] =
        Layout::vertical([Constraint::Length(2), Constraint::Fill(1), Constraint::Length(12)]).areas(frame.area());
    let [types, right] = Layout::horizontal([Constraint::Fill(3), Constraint::Fill(2)]).areas(middle);
    frame.render_widget(Paragraph::new(format!("heap_top: {words}\nq ends")).bold(), head);
    draw_types(frame, watch, types);
    draw_live(frame, watch, right);
    let [collections, keepers] = Layout::horizontal([Constraint::Length(78), Constraint::Fill(1)]).areas(below);
    let stats = Paragraph::new(watch.stats.to_string()).block(Block::bordered().title("collections"));
    frame.render_widget(stats, collections);
    draw_keepers(frame, watch, keepers);
}

fn draw_types(frame: &mut Frame<'_>, watch: &Watch, area: Rect) {
    let rows = watch.types.iter().map(|row| {
        let growth = match row.growth {
            0 => Cell::new(""),
            growth @ 1.. => Cell::new(format!("+{growth}")).style(Style::new().yellow()),
            growth => Cell::new(growth.to_string()),
        };
        Row::new([
            Cell::new(row.name),
            Cell::new(format!("{:>9}", row.objects)),
            Cell::new(in_kib(row.bytes as u64)),
            growth,
        ])
    });
    let widths = [Constraint::Fill(1), Constraint::Length(9), Constraint::Length(13), Constraint::Length(8)];
    let head = Row::new(["type", "  objects", "        bytes", "growth"]).bold();
    frame.render_widget(Table::new(rows, widths).header(head).block(Block::bordered().title("live objects")), area);
}

fn draw_live(frame: &mut Frame<'_>, watch: &Watch, area: Rect) {
    let most = watch.live.iter().max().copied().unwrap_or(0);
    let shown = watch.live.len().saturating_sub(usize::from(area.width).saturating_sub(2));
    let title = format!("live objects over time, {most} at most");
    let line = Sparkline::default().data(&watch.live[shown..]).block(Block::bordered().title(title));
    frame.render_widget(line.style(Style::new().cyan()), area);
}

fn draw_keepers(frame: &mut Frame<'_>, watch: &Watch, area: Rect) {
    let rows = watch.keepers.iter().map(|keeper| {
        let held = if keeper.held_by > 0 { format!("{} outside", keeper.held_by) } else { String::new() };
        Row::new([keeper.name.clone(), in_kib(keeper.bytes), held])
    });
    let widths = [Constraint::Fill(1), Constraint::Length(13), Constraint::Length(10)];
    frame.render_widget(Table::new(rows, widths).block(Block::bordered().title("what keeps most alive")), area);
}

fn in_kib(bytes: u64) -> String {
    format!("{:>9.1} KiB", bytes as f64 / 1024.0)
}
