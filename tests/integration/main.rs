//! Behaviour, one module per topic.

mod derive;
