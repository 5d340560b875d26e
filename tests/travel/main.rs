//! Graphs that are saved and loaded, copied, and sent to other threads.

mod copies;
mod formats;
mod parcel;
mod saving;
