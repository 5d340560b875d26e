//! A graph leaves a parcel as the type as which it was packed.

use obj_runtime::Parcel;
use obj_runtime::prelude::*;

#[derive(Object)]
struct Job<F: Trace + 'static>(F);

fn narrow(parcel: Parcel<Job<for<'a> fn(&'a String)>>) -> Parcel<Job<fn(&'static String)>> {
    parcel
}

fn main() {}
