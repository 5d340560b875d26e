//! Graphs that are saved and loaded.

mod formats;
mod saving;
