//! A root that is a struct says where its fields lead to.

use obj_runtime::prelude::*;
use obj_runtime::serde::Graph;
use serde::{Deserialize, Serialize};

#[derive(Object, Serialize, Deserialize)]
struct Town {
    name: String,
}

#[derive(Serialize, Deserialize)]
struct World {
    towns: Vec<Obj<Town>>,
}

fn save(world: &World) -> impl Serialize {
    Graph::of(world)
}

fn main() {}
