use obj_runtime::prelude::*;

#[derive(Object)]
#[object(name)]
struct NoValue;

#[derive(Object)]
#[object(frozen = true)]
struct ValueForFlag;

#[derive(Object)]
#[object(name = 5)]
struct NameWithoutQuotes;

#[derive(Object)]
#[object(name = "")]
struct EmptyName;

#[derive(Object)]
#[object(crate = "obj_runtime")]
struct PathInQuotes;

#[derive(Object)]
#[object(name = )]
struct NothingBehindEquals;

#[derive(Object)]
#[object(name("symbol"))]
struct ValueInBrackets;

#[derive(Object)]
#[object("symbol")]
struct ValueWithoutOption;

fn main() {}
