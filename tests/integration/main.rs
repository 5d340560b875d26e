//! Behaviour, one module per topic.
