//! A world of rooms and creatures, saved to a file and loaded: who is where, and who follows whom, stays as it was.
//!
//! `cargo run -p obj-examples --features travel --example world`

use std::error::Error;
use std::{env, fs};

use obj_runtime::prelude::*;
use obj_runtime::serde::Graph;
use serde::{Deserialize, Serialize};

/// The rooms by name.
#[derive(Object, Serialize, Deserialize, Default)]
struct World {
    rooms: ObjMap<Str, Room>,
}

#[derive(Object, Serialize, Deserialize)]
struct Room {
    name: Obj<Str>,
    exits: ObjVec<Room>,
    creatures: ObjVec<Creature>,
}

#[derive(Object, Serialize, Deserialize)]
struct Creature {
    name: String,
    species: Obj<Species>,
    /// A creature is in its room, and does not keep it.
    room: WeakCell<Room>,
    follows: ObjCell<Creature>,
}

/// One object for each, in every world.
#[derive(Object, Serialize, Deserialize, PartialEq, Eq, Hash)]
#[object(intern)]
struct Species {
    name: String,
    legs: u8,
}

fn room(world: &World, name: &str) -> Obj<Room> {
    let room = Obj::new(Room { name: name.into(), exits: ObjVec::new(), creatures: ObjVec::new() });
    world.rooms.insert(room.name.clone(), room.clone());
    room
}

fn creature(name: &str, species: &str, legs: u8, room: &Obj<Room>) -> Obj<Creature> {
    let species = Obj::new(Species { name: species.into(), legs });
    let creature = Creature { name: name.into(), species, room: WeakCell::from(room), follows: ObjCell::default() };
    let creature = Obj::new(creature);
    room.creatures.push(creature.clone());
    creature
}

fn build() -> Obj<World> {
    let world = Obj::new(World::default());
    let (hall, cellar) = (room(&world, "hall"), room(&world, "cellar"));
    hall.exits.push(cellar.clone());
    cellar.exits.push(hall.clone());
    let tom = creature("Tom", "cat", 4, &hall);
    let jerry = creature("Jerry", "mouse", 4, &cellar);
    creature("Kitty", "cat", 4, &cellar).follows.set(tom.clone());
    tom.follows.set(jerry.clone());
    jerry.follows.set(tom);
    world
}

fn describe(world: &World) -> String {
    let mut text = String::new();
    for (name, room) in &world.rooms {
        let exits: Vec<_> = room.exits.iter().map(|exit| exit.name.to_string()).collect();
        text += &format!("{name}, from where one gets to {}\n", exits.join(", "));
        for creature in room.creatures.iter() {
            let (species, follows) = (&creature.species, creature.follows.get());
            let place = creature.room.get().map(|room| room.name.to_string()).unwrap_or_default();
            let follows = follows.map(|other| other.name.clone()).unwrap_or_default();
            text += &format!("  {} the {} in the {place} follows {follows}\n", creature.name, species.name);
        }
    }
    text
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::temp_dir().join(format!("world-{}.postcard", std::process::id()));
    let world = build();
    fs::write(&path, postcard::to_stdvec(&Graph::of(&world))?)?;
    let bytes = fs::read(&path)?;
    fs::remove_file(&path)?;
    let loaded = postcard::from_bytes::<Graph<Obj<World>>>(&bytes)?.into_root();

    println!("{} bytes\n{}", bytes.len(), describe(&loaded));
    assert_eq!(describe(&loaded), describe(&world));
    let cats: Vec<_> = [&world, &loaded].map(|world| world.rooms.get("hall").unwrap().creatures.get(0).unwrap()).into();
    assert!(Obj::is(&cats[0].species, &cats[1].species), "there is one species of cats");
    Ok(())
}
