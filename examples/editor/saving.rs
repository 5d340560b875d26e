//! A document as JSON and back: blocks by number, so that references and shared styles come back as what they were.

use std::collections::HashMap;

use obj_runtime::ById;
use obj_runtime::prelude::*;
use serde::{Deserialize, Serialize};

use crate::model::{Block, Document, Style};

#[derive(Serialize, Deserialize)]
struct Saved {
    text: String,
    style: Option<Style>,
    children: Vec<usize>,
    refers: Option<usize>,
}

pub(crate) fn save(document: &Document) -> serde_json::Result<String> {
    let mut blocks = Vec::new();
    Block::visit(&document.root, 0, &mut |block, _| blocks.push(ById(block.clone())));
    let numbers: HashMap<_, _> = blocks.iter().cloned().zip(0..).collect();
    let number = |block: &Obj<Block>| numbers.get(ById::of(block)).copied();
    let saved = blocks.iter().map(|block| Saved {
        text: block.text().to_string(),
        style: block.style.borrow().map(|style| Style::clone(&style)),
        children: block.children.iter().filter_map(|child| number(&child)).collect(),
        refers: block.refers.borrow().and_then(|other| number(&other)),
    });
    serde_json::to_string(&saved.collect::<Vec<_>>())
}

/// # Errors
/// If the text is no JSON of a document. A number of a block that is not there is passed over.
pub(crate) fn load(text: &str) -> serde_json::Result<Obj<Document>> {
    let saved: Vec<Saved> = serde_json::from_str(text)?;
    let blocks: Vec<_> = saved.iter().map(|saved| Block::new(&saved.text)).collect();
    for (block, saved) in blocks.iter().zip(saved) {
        block.style.set(saved.style.map(Obj::new));
        block.refers.set(saved.refers.and_then(|number| blocks.get(number).cloned()));
        for child in saved.children.iter().filter_map(|&number| blocks.get(number)) {
            child.parent.set(block);
            block.children.push(child.clone());
        }
    }
    Ok(Document::new(blocks.first().cloned().unwrap_or_default()))
}
