//! The kinds of operands, under their names in Python.

macro_rules! kinds {
    ($($name:ident)*) => {$(
        #[doc = concat!("Operands that are `", stringify!($name), "` in Python.")]
        #[expect(non_camel_case_types, reason = "messages show them as Python does")]
        #[derive(Debug)]
        pub enum $name {}
    )*};
}

kinds! { int float bool str bytes tuple list set frozenset dict object }
