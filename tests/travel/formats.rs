//! Every format, by one function that writes and reads.

use obj_runtime::serde::{Graph, Leads};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What is loaded of what was saved, once for each format, in which it is named.
pub(crate) fn through_all<R: Serialize + DeserializeOwned + Leads>(root: &R) -> Vec<(&'static str, R)> {
    vec![
        ("serde_json", json(root)),
        ("serde_json::Value", {
            let value = serde_json::to_value(Graph::of(root)).unwrap();
            serde_json::from_value::<Graph<R>>(value).unwrap().into_root()
        }),
        ("postcard", postcard(root)),
        ("bincode", {
            let bytes = bincode::serialize(&Graph::of(root)).unwrap();
            bincode::deserialize::<Graph<R>>(&bytes).unwrap().into_root()
        }),
        ("ciborium", {
            let mut bytes = Vec::new();
            ciborium::into_writer(&Graph::of(root), &mut bytes).unwrap();
            ciborium::from_reader::<Graph<R>, _>(&bytes[..]).unwrap().into_root()
        }),
        ("rmp-serde", {
            let bytes = rmp_serde::to_vec(&Graph::of(root)).unwrap();
            rmp_serde::from_slice::<Graph<R>>(&bytes).unwrap().into_root()
        }),
        ("rmp-serde with names", {
            let bytes = rmp_serde::to_vec_named(&Graph::of(root)).unwrap();
            rmp_serde::from_slice::<Graph<R>>(&bytes).unwrap().into_root()
        }),
        ("ron", {
            let text = ron::to_string(&Graph::of(root)).unwrap();
            ron::from_str::<Graph<R>>(&text).unwrap().into_root()
        }),
    ]
}

pub(crate) fn json<R: Serialize + DeserializeOwned + Leads>(root: &R) -> R {
    let text = serde_json::to_string(&Graph::of(root)).unwrap();
    serde_json::from_str::<Graph<R>>(&text).unwrap_or_else(|error| panic!("{error}: {text}")).into_root()
}

pub(crate) fn postcard<R: Serialize + DeserializeOwned + Leads>(root: &R) -> R {
    let bytes = postcard::to_stdvec(&Graph::of(root)).unwrap();
    postcard::from_bytes::<Graph<R>>(&bytes).unwrap().into_root()
}

/// The error that reading a text gives.
pub(crate) fn refused<R: DeserializeOwned + Leads>(text: &str) -> String {
    match serde_json::from_str::<Graph<R>>(text) {
        Ok(_) => panic!("{text} was read"),
        Err(error) => error.to_string(),
    }
}

/// So many objects are alive, garbage aside.
pub(crate) fn alive() -> usize {
    obj_runtime::gc::collect();
    obj_runtime::inspect::snapshot().len()
}

/// The work leaves nothing behind, but for small values that are made once.
pub(crate) fn assert_clean(work: impl Fn()) {
    work();
    let before = alive();
    work();
    assert_eq!(alive(), before);
}
