//! Where in its holder a handle lies: the names of edges.
//!
//! Most names occur many times, and those of long lists differ in their last number only. So a name is a
//! *way*, kept once, and a number.

use std::fmt;
use std::sync::Arc;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::adjacency::NodeIndex;
use crate::trace::{NamedStep, Step};

/// The name of an edge: eight bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::inspect) struct Name {
    way: u32,
    /// What the last step of the way leaves open.
    number: u32,
}

impl Name {
    /// What edges have in common whose names differ in the last number or key only.
    pub(in crate::inspect) fn way(self) -> u32 {
        self.way
    }
}

impl Name {
    /// What the last step of the way leaves open: see [`Names::open_ways`].
    pub(in crate::inspect) fn number(self) -> u32 {
        self.number
    }
}

/// What the last step of a way leaves open, which a name has for its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::inspect) enum Open {
    Nothing,
    Number,
    /// The number of a text.
    Text,
    /// The node that is the key.
    Key,
}

/// One step of a way.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum WayStep {
    /// Before the first step.
    Start,
    Field(&'static str),
    Index(u32),
    Key(u32),
    Value(u32),
    /// The value of the key with this text.
    Text(u32),
    /// As those before, with the number that the edge has.
    LastIndex,
    LastKey,
    LastValue,
    LastText,
    /// The value of the key that is this node.
    LastEntry,
}

#[derive(Clone, Copy)]
struct Way {
    before: u32,
    step: WayStep,
}

/// The ways and texts of a snapshot.
pub(in crate::inspect) struct Names {
    ways: Vec<Way>,
    texts: Vec<Box<str>>,
}

/// The way that has no steps.
const START: u32 = 0;

/// Makes names.
pub(in crate::inspect) struct NameMaker {
    names: Names,
    known_ways: HashMap<(u32, WayStep), u32, FixedState>,
    known_texts: HashMap<Arc<str>, u32, FixedState>,
    /// The key of the object under examination that was named last: the map it is in, its position, its node.
    key: Option<(u32, usize, NodeIndex)>,
}

impl NameMaker {
    pub(in crate::inspect) fn new() -> Self {
        Self {
            names: Names { ways: vec![Way { before: START, step: WayStep::Start }], texts: Vec::new() },
            known_ways: HashMap::with_hasher(FixedState::with_seed(0)),
            known_texts: HashMap::with_hasher(FixedState::with_seed(0)),
            key: None,
        }
    }

    /// The names that follow are of another holder's edges.
    pub(in crate::inspect) fn start_holder(&mut self) {
        self.key = None;
    }

    /// The name of an edge along `path` to `target`.
    pub(in crate::inspect) fn name(&mut self, path: &[NamedStep], target: NodeIndex) -> Name {
        let Some((last, before)) = path.split_last() else { return Name { way: START, number: 0 } };
        let before = before.iter().fold(START, |way, step| self.step_inside(way, step));
        let (step, number) = match (last.step, &last.key) {
            (Step::Field(name), _) => (WayStep::Field(name), 0),
            (Step::Index(index), _) => (WayStep::LastIndex, short(index)),
            (Step::Key(index), _) => {
                self.key = Some((before, index, target));
                (WayStep::LastKey, short(index))
            }
            (Step::Value(_), Some(text)) => (WayStep::LastText, self.text(text)),
            (Step::Value(index), None) => match self.key {
                Some((map, position, key)) if map == before && position == index => (WayStep::LastEntry, key),
                _ => (WayStep::LastValue, short(index)),
            },
        };
        Name { way: self.way(before, step), number }
    }

    fn step_inside(&mut self, before: u32, named: &NamedStep) -> u32 {
        let step = match (named.step, &named.key) {
            (Step::Field(name), _) => WayStep::Field(name),
            (Step::Index(index), _) => WayStep::Index(short(index)),
            (Step::Key(index), _) => WayStep::Key(short(index)),
            (Step::Value(_), Some(text)) => WayStep::Text(self.text(text)),
            (Step::Value(index), None) => WayStep::Value(short(index)),
        };
        self.way(before, step)
    }

    fn way(&mut self, before: u32, step: WayStep) -> u32 {
        let ways = &mut self.names.ways;
        *self.known_ways.entry((before, step)).or_insert_with(|| {
            ways.push(Way { before, step });
            (ways.len() - 1) as u32
        })
    }

    fn text(&mut self, text: &Arc<str>) -> u32 {
        let texts = &mut self.names.texts;
        *self.known_texts.entry(text.clone()).or_insert_with(|| {
            texts.push((**text).into());
            (texts.len() - 1) as u32
        })
    }

    pub(in crate::inspect) fn finish(mut self) -> Names {
        self.names.ways.shrink_to_fit();
        self.names.texts.shrink_to_fit();
        self.names
    }
}

/// No object has 2³² handles in a row.
fn short(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// How numbers and keys are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::inspect) enum Style {
    /// `items[3]`
    Exact,
    /// `items[..]`: the same for all items.
    General,
}

impl Names {
    /// The index, if the name is nothing but that.
    pub(in crate::inspect) fn index(&self, name: Name) -> Option<u32> {
        let way = &self.ways[name.way as usize];
        (way.before == START && way.step == WayStep::LastIndex).then_some(name.number)
    }

    /// The ways by number, with a `{}` for what they leave open.
    pub(in crate::inspect) fn open_ways(&self) -> Vec<(String, Open)> {
        (0..self.ways.len() as u32).map(|way| self.open_way(way)).collect()
    }

    fn open_way(&self, way: u32) -> (String, Open) {
        let Way { before, step } = self.ways[way as usize];
        if way == START {
            return (String::new(), Open::Nothing);
        }
        let (text, _) = self.open_way(before);
        let dot = if before == START { "" } else { "." };
        let (step, open) = match step {
            WayStep::Start => (String::new(), Open::Nothing),
            WayStep::Field(field) => (format!("{dot}{field}"), Open::Nothing),
            WayStep::Index(index) => (format!("[{index}]"), Open::Nothing),
            WayStep::Key(index) => (format!("[key at position {index}]"), Open::Nothing),
            WayStep::Value(index) => (format!("[value at position {index}]"), Open::Nothing),
            WayStep::Text(text) => (format!("[{}]", self.texts[text as usize]), Open::Nothing),
            WayStep::LastIndex => ("[{}]".to_owned(), Open::Number),
            WayStep::LastKey => ("[key at position {}]".to_owned(), Open::Number),
            WayStep::LastValue => ("[value at position {}]".to_owned(), Open::Number),
            WayStep::LastText => ("[{}]".to_owned(), Open::Text),
            WayStep::LastEntry => ("[{}]".to_owned(), Open::Key),
        };
        (text + &step, open)
    }

    /// The texts of keys by number.
    pub(in crate::inspect) fn texts(&self) -> &[Box<str>] {
        &self.texts
    }

    /// Writes a name: `left`, `items[3]`, `table["a"].to`. `write_key` writes the node that is a key.
    pub(in crate::inspect) fn write(
        &self,
        name: Name,
        style: Style,
        f: &mut fmt::Formatter<'_>,
        write_key: impl Fn(&mut fmt::Formatter<'_>, NodeIndex) -> fmt::Result,
    ) -> fmt::Result {
        let mut ways = Vec::new();
        let mut way = name.way;
        while way != START {
            ways.push(way);
            way = self.ways[way as usize].before;
        }
        for (position, &way) in ways.iter().rev().enumerate() {
            let dot = if position == 0 { "" } else { "." };
            let number = name.number;
            match self.ways[way as usize].step {
                WayStep::Start => {}
                WayStep::Field(field) => write!(f, "{dot}{field}")?,
                WayStep::Key(_) | WayStep::LastKey if style == Style::General => f.write_str("[key]")?,
                _ if style == Style::General => f.write_str("[..]")?,
                WayStep::Index(index) => write!(f, "[{index}]")?,
                WayStep::LastIndex => write!(f, "[{number}]")?,
                WayStep::Key(index) => write!(f, "[key at position {index}]")?,
                WayStep::LastKey => write!(f, "[key at position {number}]")?,
                WayStep::Value(index) => write!(f, "[value at position {index}]")?,
                WayStep::LastValue => write!(f, "[value at position {number}]")?,
                WayStep::Text(text) => write!(f, "[{}]", self.texts[text as usize])?,
                WayStep::LastText => write!(f, "[{}]", self.texts[number as usize])?,
                WayStep::LastEntry => {
                    f.write_str("[")?;
                    write_key(f, number)?;
                    f.write_str("]")?;
                }
            }
        }
        Ok(())
    }
}
