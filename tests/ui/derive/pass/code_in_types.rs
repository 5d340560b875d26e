//! Lengths of arrays and arguments of types may be any code of Rust.

use obj_runtime::prelude::*;

const WIDE: bool = true;

#[derive(Trace)]
struct Row<const N: usize>([u8; N]);

#[derive(Object)]
struct Board {
    cells: [u8; {
        let side = if WIDE { 8 } else { 4 };
        side * side
    }],
    row: Row<{ if WIDE { 8 } else { 4 } }>,
    owner: ObjCell<Board>,
}

fn main() {
    let board = Obj::new(Board { cells: [0; 64], row: Row([0; 8]), owner: ObjCell::default() });
    board.owner.set(Some(board.clone()));
    assert_eq!((board.cells.len(), board.row.0.len()), (64, 8));
}
