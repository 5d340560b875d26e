//! Watches a heap while a program runs: live objects by type and how they grow, collections and their pauses, and what keeps
//! most alive. The workload leaks, and the screen says what: the cache.
//!
//! `cargo run -p obj-examples --features watch --example heap_top`; with a number, it prints the screen after so many looks and
//! ends, without a terminal.

mod screen;
mod watch;
mod workload;

use std::convert::Infallible;
use std::io;
use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{self, Event, KeyCode};

use watch::Watch;
use workload::Server;

/// One moment of the program, and a look at it; now and then at the keepers, too.
fn go_on(server: &mut Server, watch: &mut Watch, number: usize) {
    server.serve(500);
    watch.look(number.is_multiple_of(10));
}

fn print_after(looks: usize) -> Result<(), Infallible> {
    let (mut server, mut watch) = (Server::new(), Watch::default());
    (0..looks).for_each(|number| go_on(&mut server, &mut watch, number));
    watch.look(true);
    let mut terminal = Terminal::new(TestBackend::new(120, 32))?;
    terminal.draw(|frame| screen::draw(frame, &watch, &server.in_words()))?;
    println!("{}", terminal.backend());
    Ok(())
}

fn run() -> io::Result<()> {
    let (mut server, mut watch) = (Server::new(), Watch::default());
    let mut terminal = ratatui::init();
    for number in 0.. {
        go_on(&mut server, &mut watch, number);
        terminal.draw(|frame| screen::draw(frame, &watch, &server.in_words()))?;
        let is_end = |key| matches!(key, Event::Key(key) if matches!(key.code, KeyCode::Char('q') | KeyCode::Esc));
        if event::poll(Duration::from_millis(100))? && is_end(event::read()?) {
            break;
        }
    }
    ratatui::restore();
    Ok(())
}

fn main() -> io::Result<()> {
    match std::env::args().nth(1).map(|looks| looks.parse()) {
        Some(Ok(looks)) => print_after(looks).map_err(|never| match never {}),
        Some(Err(error)) => Err(io::Error::other(format!("the number of looks: {error}"))),
        None => run(),
    }
}
