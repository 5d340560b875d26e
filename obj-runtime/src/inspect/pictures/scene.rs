//! What is in a picture: boxes for objects, boxes for folded objects, and the handles between them.

use std::collections::VecDeque;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::Picture;
use super::layout::SHOWN;
use crate::inspect::questions::identity::Origin;
use crate::inspect::snapshot::Snapshot;
use crate::inspect::snapshot::adjacency::{NONE, NodeIndex};
use crate::inspect::snapshot::node::{Edge, Node};
use crate::inspect::writing::count::Count;
use crate::inspect::writing::visible::{Shortened, Visible};

/// So many rows of an object are drawn at most.
const ROWS: usize = 10;
/// So many handles of the last row, which stands for all others, are drawn at most.
const LINKS_OF_LAST_ROW: usize = 20;
/// So many types of folded objects are told apart.
const FOLDS: usize = 12;

/// The content of a picture.
pub(in crate::inspect) struct Scene<'a> {
    /// The objects in the order in which they were chosen, then the folds.
    pub(in crate::inspect) boxes: Vec<SceneBox<'a>>,
    /// Objects of the snapshot that are not in the picture, nor in a fold.
    pub(in crate::inspect) left_out: usize,
}

/// A box of a picture.
pub(in crate::inspect) struct SceneBox<'a> {
    pub(in crate::inspect) content: Content<'a>,
    pub(in crate::inspect) rows: Vec<Row>,
}

pub(in crate::inspect) enum Content<'a> {
    Object(Node<'a>),
    /// Objects that are not drawn one by one.
    Fold {
        /// None for objects of several types.
        type_name: Option<&'static str>,
        objects: usize,
        bytes: usize,
        garbage: bool,
    },
}

/// A line of a box, from which handles go out.
pub(in crate::inspect) struct Row {
    pub(in crate::inspect) text: String,
    pub(in crate::inspect) links: Vec<Link>,
}

/// One or several handles to a box.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::inspect) struct Link {
    pub(in crate::inspect) to: usize,
    pub(in crate::inspect) weak: bool,
}

impl Content<'_> {
    pub(in crate::inspect) fn is_garbage(&self) -> bool {
        match self {
            Self::Object(node) => node.is_garbage(),
            Self::Fold { garbage, .. } => *garbage,
        }
    }
}

/// What holds an object from outside: names of handles, as far as they have some, or how many there are; or the runtime.
pub(in crate::inspect) fn called_outside(node: Node<'_>) -> String {
    match node {
        _ if node.is_immortal() => "immortal".to_owned(),
        _ if node.is_held_by_runtime() && node.origin() == Origin::Cached => "cache".to_owned(),
        _ if node.is_held_by_runtime() => "constants".to_owned(),
        _ => called(node.names_outside(), node.outside()),
    }
}

/// So many handles, some of which have names.
fn called(names: &[Box<str>], count: usize) -> String {
    let more = count.saturating_sub(names.len());
    let rest = (more > 0 || names.is_empty()).then(|| Count(more, "handle").to_string());
    names.iter().map(|name| Visible(name).to_string()).chain(rest).collect::<Vec<_>>().join(", ")
}

/// The place of what is not wanted in the picture.
const LEFT_OUT: u32 = NONE - 1;

/// The box of each node: `NONE` if it is not in the picture, `LEFT_OUT` if it must not be.
struct BoxOfNode(Vec<u32>);

impl BoxOfNode {
    fn of(&self, node: Node<'_>) -> Option<usize> {
        let place = self.0[node.index as usize];
        (place < LEFT_OUT).then_some(place as usize)
    }

    fn is_free(&self, node: NodeIndex) -> bool {
        self.0[node as usize] == NONE
    }

    fn set(&mut self, node: NodeIndex, place: usize) {
        self.0[node as usize] = place as u32;
    }
}

impl<'a> Scene<'a> {
    pub(in crate::inspect) fn of(picture: &Picture<'a>) -> Self {
        let snapshot = picture.snapshot;
        let is_wanted = picture.wants();
        let place = |node| if is_wanted(node) { NONE } else { LEFT_OUT };
        let mut places = BoxOfNode(snapshot.nodes().map(place).collect());
        let chosen = choose(picture, &mut places);
        let folds = fold(picture, &chosen, &mut places);
        let objects = chosen.iter().map(|&node| Content::Object(snapshot.node(node)));
        let mut boxes: Vec<SceneBox<'a>> =
            objects.chain(folds).map(|content| SceneBox { content, rows: Vec::new() }).collect();
        for (place, &node) in chosen.iter().enumerate() {
            boxes[place].rows = rows_of(snapshot.node(node), &places);
        }
        add_links_of_folds(&mut boxes, &chosen, snapshot, &places);
        let left_out = places.0.iter().filter(|&&place| place >= LEFT_OUT).count();
        Self { boxes, left_out }
    }
}

/// The objects that are drawn, in the order in which a search in breadth finds them: from the roots, or from the object
/// in the middle.
fn choose(picture: &Picture<'_>, places: &mut BoxOfNode) -> Vec<NodeIndex> {
    let snapshot = picture.snapshot;
    let starts: Vec<NodeIndex> = match picture.focus {
        Some((focus, _)) => vec![focus],
        None => snapshot.graph_roots().all().collect(),
    };
    let mut chosen = Vec::new();
    let mut queue = VecDeque::new();
    for start in starts {
        if !places.is_free(start) || chosen.len() == picture.limit {
            continue;
        }
        places.set(start, chosen.len());
        chosen.push(start);
        queue.push_back((start, 0));
        while let Some((node, distance)) = queue.pop_front() {
            if picture.focus.is_some_and(|(_, hops)| distance == hops) {
                continue;
            }
            for next in neighbours(snapshot.node(node), picture.focus.is_some()) {
                if chosen.len() == picture.limit {
                    return chosen;
                }
                if places.is_free(next.index) {
                    places.set(next.index, chosen.len());
                    chosen.push(next.index);
                    queue.push_back((next.index, distance + 1));
                }
            }
        }
    }
    chosen
}

/// What an object holds and, if asked for, what holds it.
fn neighbours(node: Node<'_>, both_ways: bool) -> impl Iterator<Item = Node<'_>> {
    let holders = both_ways.then(|| node.referrers().map(Edge::holder));
    node.referents().map(Edge::target).chain(holders.into_iter().flatten())
}

/// Puts the objects that are not drawn into folds by type: all of them or, around an object, those next to what is
/// drawn.
fn fold<'a>(picture: &Picture<'a>, chosen: &[NodeIndex], places: &mut BoxOfNode) -> Vec<Content<'a>> {
    let snapshot = picture.snapshot;
    let hidden: Vec<NodeIndex> = if picture.focus.is_none() {
        (0..snapshot.len() as NodeIndex).filter(|&node| places.is_free(node)).collect()
    } else {
        let next = chosen.iter().flat_map(|&node| neighbours(snapshot.node(node), true));
        let mut hidden: Vec<NodeIndex> = next.map(|node| node.index).filter(|&node| places.is_free(node)).collect();
        hidden.sort_unstable();
        hidden.dedup();
        hidden
    };
    let kinds = kinds_by_number(snapshot, &hidden);
    let name = |kind: u32| snapshot.kinds[kind as usize].name;
    let mut folds: Vec<Content<'a>> = Vec::new();
    for index in 0..kinds.len().min(FOLDS) {
        let is_last_of_many = index + 1 == FOLDS && kinds.len() > FOLDS;
        let type_name = (!is_last_of_many).then(|| name(kinds[index]));
        folds.push(Content::Fold { type_name, objects: 0, bytes: 0, garbage: true });
    }
    let index_of: HashMap<u32, usize, FixedState> = kinds.iter().copied().zip(0..).collect();
    for node in hidden {
        let index = index_of[&snapshot.nodes[node as usize].kind].min(FOLDS - 1);
        places.set(node, chosen.len() + index);
        if let Content::Fold { objects, bytes, garbage, .. } = &mut folds[index] {
            *objects += 1;
            *bytes += snapshot.nodes[node as usize].size;
            *garbage &= snapshot.node(node).is_garbage();
        }
    }
    folds
}

/// The types of these nodes, those of most of them first.
fn kinds_by_number(snapshot: &Snapshot, nodes: &[NodeIndex]) -> Vec<u32> {
    let mut counts = vec![0usize; snapshot.kinds.len()];
    for &node in nodes {
        counts[snapshot.nodes[node as usize].kind as usize] += 1;
    }
    let mut kinds: Vec<u32> = (0..counts.len() as u32).filter(|&kind| counts[kind as usize] > 0).collect();
    kinds.sort_by_key(|&kind| std::cmp::Reverse(counts[kind as usize]));
    kinds
}

/// The rows of an object: its handles, those to one box together.
fn rows_of(node: Node<'_>, places: &BoxOfNode) -> Vec<Row> {
    let mut groups: Vec<(Link, Edge<'_>, usize)> = Vec::new();
    let mut group_of: HashMap<Link, usize, FixedState> = HashMap::default();
    for edge in node.referents() {
        let Some(to) = places.of(edge.target()) else { continue };
        let link = Link { to, weak: edge.is_weak() };
        let group = *group_of.entry(link).or_insert_with(|| {
            groups.push((link, edge, 0));
            groups.len() - 1
        });
        groups[group].2 += 1;
    }
    let own = if groups.len() > ROWS { ROWS - 1 } else { groups.len() };
    let mut rows: Vec<Row> = groups[..own]
        .iter()
        .map(|(link, first, count)| Row { text: row_text(*first, *count), links: vec![*link] })
        .collect();
    if own < groups.len() {
        let rest = &groups[own..];
        let handles: usize = rest.iter().map(|(_, _, count)| count).sum();
        let undrawn = rest.len().saturating_sub(LINKS_OF_LAST_ROW);
        let note = if undrawn > 0 { format!(", {undrawn} not drawn") } else { String::new() };
        let links = rest.iter().map(|(link, _, _)| *link).take(LINKS_OF_LAST_ROW).collect();
        rows.push(Row { text: format!("+{handles} more{note}"), links });
    }
    rows
}

/// The name of a handle, and how many more there are to the same object.
fn row_text(first: Edge<'_>, count: usize) -> String {
    let name = Shortened(&first.name().to_string(), SHOWN).to_string();
    if count == 1 { name } else { format!("{name} and {} more", count - 1) }
}

/// Gives the folds rows for the handles from their objects to objects that are drawn.
fn add_links_of_folds(boxes: &mut [SceneBox<'_>], chosen: &[NodeIndex], snapshot: &Snapshot, places: &BoxOfNode) {
    let mut handles: Vec<Vec<(Link, usize)>> = boxes.iter().map(|_| Vec::new()).collect();
    for (to, &node) in chosen.iter().enumerate() {
        let mut counts: HashMap<(usize, bool), usize, FixedState> = HashMap::default();
        for edge in snapshot.node(node).referrers() {
            if let Some(from) = places.of(edge.holder()).filter(|&from| from >= chosen.len()) {
                *counts.entry((from, edge.is_weak())).or_insert(0) += 1;
            }
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_unstable();
        for ((from, weak), count) in counts {
            handles[from].push((Link { to, weak }, count));
        }
    }
    for (scene_box, mut handles) in boxes.iter_mut().zip(handles) {
        if handles.is_empty() {
            continue;
        }
        let all: usize = handles.iter().map(|(_, count)| count).sum();
        handles.truncate(LINKS_OF_LAST_ROW);
        let drawn: usize = handles.iter().map(|(_, count)| count).sum();
        let note = if drawn < all { format!(", {} not drawn", all - drawn) } else { String::new() };
        let links = handles.into_iter().map(|(link, _)| link).collect();
        scene_box.rows.push(Row { text: format!("{all} to objects shown{note}"), links });
    }
}
