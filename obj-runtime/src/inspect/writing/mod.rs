//! Text for people and for the files of other programs.

pub(super) mod bytes;
pub(super) mod count;
pub(super) mod escape;
pub(super) mod template;
pub(super) mod visible;
