//! The methods of Python's built-in values.

/// Whether a built-in value of Python has a method with this name.
pub(crate) fn is_method(name: &str) -> bool {
    const METHODS: [&str; 75] = [
        "add",
        "append",
        "capitalize",
        "casefold",
        "center",
        "clear",
        "copy",
        "count",
        "decode",
        "difference",
        "difference_update",
        "discard",
        "encode",
        "endswith",
        "expandtabs",
        "extend",
        "find",
        "format",
        "get",
        "hex",
        "index",
        "insert",
        "intersection",
        "intersection_update",
        "isalnum",
        "isalpha",
        "isascii",
        "isdecimal",
        "isdigit",
        "isdisjoint",
        "isidentifier",
        "islower",
        "isnumeric",
        "isprintable",
        "isspace",
        "issubset",
        "issuperset",
        "istitle",
        "isupper",
        "items",
        "join",
        "keys",
        "ljust",
        "lower",
        "lstrip",
        "partition",
        "pop",
        "popitem",
        "remove",
        "removeprefix",
        "removesuffix",
        "replace",
        "reverse",
        "rfind",
        "rindex",
        "rjust",
        "rpartition",
        "rsplit",
        "rstrip",
        "setdefault",
        "sort",
        "split",
        "splitlines",
        "startswith",
        "strip",
        "swapcase",
        "symmetric_difference",
        "symmetric_difference_update",
        "title",
        "translate",
        "union",
        "update",
        "upper",
        "values",
        "zfill",
    ];
    METHODS.contains(&name)
}

/// The names of a method's arguments that may be given by name, in the order in which they stand without.
pub(crate) fn arguments_of_method(name: &str) -> &'static [&'static str] {
    match name {
        "split" | "rsplit" => &["sep", "maxsplit"],
        "splitlines" => &["keepends"],
        "encode" | "decode" => &["encoding"],
        "expandtabs" => &["tabsize"],
        _ => &[],
    }
}

/// Whether a built-in value of this type certainly has no such method: neither Python's, nor one of Rust's with its name.
pub(crate) fn lacks(word: &str, name: &str) -> bool {
    let is_text = matches!(word, "str" | "bytes");
    if matches!(word, "int" | "float" | "bool" | "NoneType") {
        return true;
    }
    match name {
        "append" | "extend" | "sort" => word != "list",
        "insert" => is_text || word == "tuple",
        "add" | "discard" => word != "set",
        "keys" | "values" | "items" | "setdefault" | "popitem" => word != "dict",
        "update" => !matches!(word, "dict" | "set"),
        "upper" | "lower" | "strip" | "title" | "capitalize" | "startswith" | "endswith" | "splitlines" | "format" => {
            !is_text
        }
        _ => false,
    }
}
