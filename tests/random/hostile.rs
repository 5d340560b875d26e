//! Input that is not to be trusted: an error or a graph, and nothing is left of it.

use std::fmt::Display;

use obj_runtime::prelude::*;
use obj_runtime::serde::Graph;

use super::graphs::{Node, Shape, build};

/// A format, as it writes and reads graphs.
struct Format {
    save: fn(&Obj<Node>) -> Option<Vec<u8>>,
    load: fn(&[u8]) -> Result<Obj<Node>, String>,
}

fn root<E: Display>(loaded: Result<Graph<Obj<Node>>, E>) -> Result<Obj<Node>, String> {
    loaded.map(Graph::into_root).map_err(|error| error.to_string())
}

const FORMATS: [Format; 6] = [
    Format { save: |node| postcard::to_stdvec(&Graph::of(node)).ok(), load: |bytes| root(postcard::from_bytes(bytes)) },
    Format {
        save: |node| serde_json::to_vec(&Graph::of(node)).ok(),
        load: |bytes| root(serde_json::from_slice(bytes)),
    },
    Format {
        save: |node| rmp_serde::to_vec_named(&Graph::of(node)).ok(),
        load: |bytes| root(rmp_serde::from_slice(bytes)),
    },
    Format { save: |node| bincode::serialize(&Graph::of(node)).ok(), load: |bytes| root(bincode::deserialize(bytes)) },
    Format {
        save: |node| {
            let mut bytes = Vec::new();
            ciborium::into_writer(&Graph::of(node), &mut bytes).ok().map(|()| bytes)
        },
        load: |bytes| root(ciborium::from_reader(bytes)),
    },
    Format {
        save: |node| ron::to_string(&Graph::of(node)).ok().map(String::into_bytes),
        load: |bytes| root(ron::de::from_bytes(bytes)),
    },
];

/// Loads bytes as a graph: these, or those of a graph of which some are changed. Returns whether that went well.
///
/// The first byte says which, and in which format; of a graph the next one is the seed, and each three more are a place
/// and a byte for it.
///
/// # Panics
/// If an object is left behind.
#[must_use]
pub fn hostile(bytes: &[u8]) -> bool {
    let Some((&first, rest)) = bytes.split_first() else { return false };
    let format = &FORMATS[usize::from(first >> 1) % FORMATS.len()];
    let input = if first & 1 == 0 { Some(rest.to_vec()) } else { spoiled(format, rest) };
    let loaded = input.is_some_and(|input| (format.load)(&input).is_ok_and(|root| is_whole(format, &root)));
    obj_runtime::gc::collect();
    let left = obj_runtime::inspect::snapshot();
    let kept = ["Digit", "int", "str", "bytes", "float", "bool", "NoneType", "tuple"];
    assert!(left.nodes().all(|node| kept.contains(&node.type_name())), "nothing is left but small values");
    loaded
}

fn spoiled(format: &Format, rest: &[u8]) -> Option<Vec<u8>> {
    let (&seed, changes) = rest.split_first()?;
    let mut bytes = (format.save)(&build(seed.into()))?;
    for change in changes.chunks_exact(3) {
        let place = usize::from(u16::from_le_bytes([change[0], change[1]]));
        if let Some(byte) = bytes.get_mut(place) {
            *byte = change[2];
        }
    }
    Some(bytes)
}

/// A graph that was loaded can be looked at and saved again.
fn is_whole(format: &Format, root: &Obj<Node>) -> bool {
    let shape = Shape::of(root);
    !shape.is_empty() && (format.save)(root).is_some()
}
