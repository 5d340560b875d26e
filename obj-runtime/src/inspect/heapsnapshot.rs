//! Snapshots as files of V8's heap profiler, `.heapsnapshot`, which Chrome's DevTools, VS Code and memlab open.
//!
//! The format is one JSON object: `snapshot.meta` names the columns, `nodes` and `edges` are flat arrays of numbers,
//! `strings` has the names. What the readers want beyond that was found by trying:
//! - the keys are in the order below, `strings` last, all of `meta` is there, and the counts are right;
//! - nodes have odd numbers that stay the same from snapshot to snapshot, below 2³²;
//! - what holds the roots is itself a node of type `object`, and node 0 holds it by a `shortcut` edge: otherwise readers
//!   disagree on what retains what;
//! - each object is reached from node 0 by strong edges: garbage cycles are held by a node of their own.

use std::any::TypeId;
use std::io::{self, Write};

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::questions::identity::Origin;
use super::snapshot::Snapshot;
use super::snapshot::adjacency::NodeIndex;
use super::snapshot::names::Name;
use super::snapshot::node::{Edge, Node};
use super::writing::count::Count;
use super::writing::escape::Json;
use super::writing::visible::Visible;
use crate::values::{Bytes, Float, Int, Str};

const META: &str = concat!(
    r#""node_fields":["type","name","id","self_size","edge_count","trace_node_id","detachedness"],"#,
    r#""node_types":[["hidden","array","string","object","code","closure","regexp","number","native","synthetic","#,
    r#""concatenated string","sliced string","symbol","bigint","object shape"],"#,
    r#""string","number","number","number","number","number"],"#,
    r#""edge_fields":["type","name_or_index","to_node"],"#,
    r#""edge_types":[["context","element","property","internal","hidden","shortcut","weak"],"string_or_number","node"],"#,
    r#""trace_function_info_fields":["function_id","name","script_name","script_id","line","column"],"#,
    r#""trace_node_fields":["id","function_info_index","count","size","children"],"#,
    r#""sample_fields":["timestamp_us","last_assigned_id"],"#,
    r#""location_fields":["object_index","script_id","line","column"]"#,
);

/// The number of columns of a node. Edges name a node by the index of its first.
const NODE_FIELDS: usize = 7;

/// Indices into the types of nodes that `META` lists.
const STRING: usize = 2;
const OBJECT: usize = 3;
const NUMBER: usize = 7;
const SYNTHETIC: usize = 9;

/// Indices into the types of edges that `META` lists.
enum EdgeType {
    Element = 1,
    Property = 2,
    Shortcut = 5,
    Weak = 6,
}

/// What the roots are held by, in the order of the nodes.
const HOLDERS: [&str; 5] = [
    "handles outside of objects",
    "caches of small values",
    "constants of units",
    "immortal objects",
    "garbage cycles (no handle outside)",
];

/// Indices into `HOLDERS`.
enum Holder {
    Outside,
    Caches,
    Constants,
    Immortal,
    Garbage,
}

impl Snapshot {
    /// The snapshot in the format of V8's heap profiler: write it to a file whose name ends in `.heapsnapshot` and open
    /// it in Chrome's DevTools (*Memory*, *Load*) or in VS Code.
    ///
    /// Types are shown as classes (those of texts and numbers as `(string)` and `(number)`, with their values), objects by twice their [`number`](Node::number) and one, and retained sizes are those of
    /// [`dominators`](Self::dominators). Objects of 4 GiB and above are shown with one byte less than that, since
    /// readers know no larger ones. Of two snapshots of one thread, readers show the difference.
    ///
    /// # Examples
    /// ```
    /// use obj_runtime::inspect;
    /// use obj_runtime::prelude::*;
    ///
    /// #[derive(Object)]
    /// struct Leaf { size: u32 }
    ///
    /// let leaf = Obj::new(Leaf { size: 1 });
    /// assert!(inspect::snapshot().to_heapsnapshot().contains(r#""Leaf""#));
    /// ```
    #[must_use]
    pub fn to_heapsnapshot(&self) -> String {
        let mut file = Vec::new();
        // A vector takes everything, and only text is written.
        self.write_heapsnapshot(&mut file).unwrap_or_else(|_| unreachable!("a vector takes everything"));
        String::from_utf8(file).unwrap_or_else(|_| unreachable!("only text is written"))
    }

    /// Writes what [`to_heapsnapshot`](Self::to_heapsnapshot) returns. A million objects are some 40 MB.
    ///
    /// # Errors
    /// Those of the writer.
    ///
    /// # Examples
    /// ```
    /// # use obj_runtime::inspect;
    /// # use obj_runtime::prelude::*;
    /// # #[derive(Object, Default)]
    /// # struct Folder { entries: ObjVec<Folder> }
    /// let (home, music) = (Obj::new(Folder::default()), Obj::new(Folder::default()));
    /// home.entries.push(music.clone());
    /// let snapshot = inspect::snapshot();
    /// let mut file = Vec::new();                       // or a `File` named `….heapsnapshot`
    /// snapshot.write_heapsnapshot(&mut file).unwrap();
    /// assert!(!file.is_empty());
    /// ```
    pub fn write_heapsnapshot(&self, writer: impl Write) -> io::Result<()> {
        Output::of(self, io::BufWriter::new(writer)).write()
    }
}

/// The writing of one file.
struct Output<'a, W: Write> {
    snapshot: &'a Snapshot,
    writer: W,
    /// The nodes that hold roots: their place in `HOLDERS`, and the roots.
    holders: Vec<(usize, Vec<NodeIndex>)>,
    strings: Strings,
    /// The strings of edges.
    edge_strings: HashMap<Name, usize, FixedState>,
    /// Whether the numbers of objects are small enough.
    numbers_fit: bool,
    /// Whether nothing was written into the array that is being written.
    first: bool,
}

/// Texts and their indices.
struct Strings {
    indices: HashMap<String, usize, FixedState>,
    texts: Vec<String>,
}

impl Strings {
    fn index(&mut self, text: String) -> usize {
        let texts = &mut self.texts;
        *self.indices.entry(text).or_insert_with_key(|text| {
            texts.push(text.clone());
            texts.len() - 1
        })
    }
}

impl<'a, W: Write> Output<'a, W> {
    fn of(snapshot: &'a Snapshot, writer: W) -> Self {
        let mut holders: Vec<_> = (0..HOLDERS.len()).map(|holder| (holder, Vec::new())).collect();
        let roots = snapshot.graph_roots();
        for &root in &roots.held {
            holders[holder_of(snapshot.node(root)) as usize].1.push(root);
        }
        holders[Holder::Garbage as usize].1.extend(&roots.garbage);
        holders.retain(|(_, roots)| !roots.is_empty());
        Self {
            snapshot,
            writer,
            holders,
            strings: Strings { indices: HashMap::with_hasher(FixedState::with_seed(0)), texts: Vec::new() },
            edge_strings: HashMap::with_hasher(FixedState::with_seed(0)),
            numbers_fit: snapshot.nodes().all(|node| node.number() < (1 << 31) - HOLDERS.len() as u64),
            first: true,
        }
    }

    fn write(mut self) -> io::Result<()> {
        let roots: usize = self.holders.iter().map(|(_, roots)| roots.len()).sum();
        let nodes = 1 + self.holders.len() + self.snapshot.len();
        let edges = self.holders.len() + roots + self.snapshot.edge_count();
        write!(self.writer, r#"{{"snapshot":{{"meta":{{{META}}},"node_count":{nodes},"edge_count":{edges},"#)?;
        write!(self.writer, r#""trace_function_count":0}},"nodes":["#)?;
        self.write_nodes()?;
        write!(self.writer, r#"],"edges":["#)?;
        self.first = true;
        self.write_edges()?;
        write!(self.writer, r#"],"trace_function_infos":[],"trace_tree":[],"samples":[],"locations":[],"strings":["#)?;
        for (index, text) in self.strings.texts.iter().enumerate() {
            write!(self.writer, "{}\n{}", if index == 0 { "" } else { "," }, Json(text))?;
        }
        writeln!(self.writer, "]}}")?;
        self.writer.flush()
    }

    /// Writes the numbers of one node or edge, on a line of their own.
    fn row<const N: usize>(&mut self, numbers: [usize; N]) -> io::Result<()> {
        let mut start = if std::mem::take(&mut self.first) { "\n" } else { ",\n" };
        for number in numbers {
            write!(self.writer, "{start}{number}")?;
            start = ",";
        }
        Ok(())
    }

    fn write_nodes(&mut self) -> io::Result<()> {
        let name = self.strings.index(String::new());
        self.row([SYNTHETIC, name, 1, 0, self.holders.len(), 0, 0])?;
        for index in 0..self.holders.len() {
            let (holder, ref roots) = self.holders[index];
            let edges = roots.len();
            let name = self.strings.index(HOLDERS[holder].to_owned());
            let id = u32::MAX as usize - 2 * holder;
            self.row([OBJECT, name, id, 0, edges, 0, 0])?;
        }
        for node in self.snapshot.nodes() {
            let (class, name) = class_and_name(node);
            let name = self.strings.index(name);
            let size = u32::try_from(node.size()).unwrap_or(u32::MAX) as usize;
            self.row([class, name, self.id(node), size, node.referents().len(), 0, 0])?;
        }
        Ok(())
    }

    /// The number of a node in the file.
    fn id(&self, node: Node<'_>) -> usize {
        let number = if self.numbers_fit { node.number() as usize } else { node.index as usize + 1 };
        number * 2 + 1
    }

    fn write_edges(&mut self) -> io::Result<()> {
        for place in 0..self.holders.len() {
            let name = self.strings.index(HOLDERS[self.holders[place].0].to_owned());
            self.row([EdgeType::Shortcut as usize, name, (1 + place) * NODE_FIELDS])?;
        }
        for place in 0..self.holders.len() {
            let holder = self.holders[place].0;
            let roots = std::mem::take(&mut self.holders[place].1);
            for (index, &root) in roots.iter().enumerate() {
                let to = self.offset(root);
                if holder == Holder::Outside as usize {
                    let handles = Count(self.snapshot.node(root).outside(), "handle").to_string();
                    let name = self.strings.index(handles);
                    self.row([EdgeType::Property as usize, name, to])?;
                } else {
                    self.row([EdgeType::Element as usize, index, to])?;
                }
            }
        }
        for node in self.snapshot.nodes() {
            for edge in node.referents() {
                self.write_edge(edge)?;
            }
        }
        Ok(())
    }

    fn write_edge(&mut self, edge: Edge<'_>) -> io::Result<()> {
        let to = self.offset(edge.target().index);
        match edge.item_index() {
            Some(index) if !edge.is_weak() => self.row([EdgeType::Element as usize, index, to]),
            _ => {
                let name = self.edge_string(edge);
                let edge_type = if edge.is_weak() { EdgeType::Weak } else { EdgeType::Property };
                self.row([edge_type as usize, name, to])
            }
        }
    }

    fn edge_string(&mut self, edge: Edge<'_>) -> usize {
        let strings = &mut self.strings;
        let name = self.snapshot.edge_names[edge.index as usize];
        *self.edge_strings.entry(name).or_insert_with(|| strings.index(edge.name().to_string()))
    }

    /// The index of the first column of an object's node.
    fn offset(&self, node: NodeIndex) -> usize {
        (1 + self.holders.len() + node as usize) * NODE_FIELDS
    }
}

fn holder_of(root: Node<'_>) -> Holder {
    match root {
        _ if root.is_immortal() => Holder::Immortal,
        _ if !root.is_held_by_runtime() => Holder::Outside,
        _ if root.origin() == Origin::Cached => Holder::Caches,
        _ => Holder::Constants,
    }
}

/// The type and the name of an object's node: texts and numbers are shown with their value, everything else with the name of its
/// type. DevTools gives objects of a class `Object` names of its own making, so that one is called otherwise.
fn class_and_name(node: Node<'_>) -> (usize, String) {
    let type_id = node.type_id();
    let class = match () {
        () if type_id == TypeId::of::<Str>() || type_id == TypeId::of::<Bytes>() => STRING,
        () if type_id == TypeId::of::<Int>() || type_id == TypeId::of::<Float>() => NUMBER,
        () => OBJECT,
    };
    match (class, node.repr(), node.type_name()) {
        (STRING | NUMBER, Some(repr), _) => (class, Visible(repr).to_string()),
        (_, _, "Object") => (OBJECT, "Object (type)".to_owned()),
        (_, _, name) => (OBJECT, Visible(name).to_string()),
    }
}
