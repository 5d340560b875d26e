//! What units of `graph!` tell the recording under way.

use super::event::{EventKind, NOTHING, Stored};
use super::writer;
use crate::ledger::{self, Site};

/// Lines of a file of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) file: &'static str,
    /// The number of the first line, from 1.
    pub(super) first_line: u32,
    pub(super) text: &'static str,
    /// The line of the unit itself, which takes the handles to its constants.
    pub(super) unit_line: u32,
}

/// A unit begins.
pub(crate) fn unit_text(place: Site, first_line: u32, text: &'static str) {
    if ledger::is_listened_to() {
        writer::add_source(Source { file: place.file(), first_line, text, unit_line: place.line() });
    }
}

/// A statement of a unit begins.
pub(crate) fn statement_begins(place: Site) {
    if ledger::is_listened_to() {
        writer::set_statement(Some(place));
        writer::add_step(|_| Stored { kind: EventKind::Statement, site: Some(place), ..NOTHING });
    }
}

/// The last statement of a unit has ended.
pub(crate) fn unit_ends() {
    if ledger::is_listened_to() {
        writer::set_statement(None);
        writer::add_step(|_| Stored { kind: EventKind::UnitEnded, ..NOTHING });
    }
}

/// A line was printed, or a part of one.
pub(crate) fn printed(line: &str) {
    if ledger::is_listened_to() {
        writer::add_step(|log| Stored { kind: EventKind::Printed, text: log.texts.add(line), ..NOTHING });
    }
}
