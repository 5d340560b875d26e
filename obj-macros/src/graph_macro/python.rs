//! What Python has and a unit has not: built-in names and modules, and what to write instead.

/// What to write instead of a built-in name of Python.
pub(crate) fn instead_of_name(name: &str) -> Option<&'static str> {
    Some(match name {
        "map" => "write a call, `map(f, values)`, or a comprehension: `[f(a) for a in values]`",
        "filter" => "write a call, `filter(f, values)`, or a comprehension: `[a for a in values if f(a)]`",
        "iter" | "next" => "write a loop, `for a in values { … }`, or take an item: `values[0]`",
        "aiter" | "anext" => "`async` is Rust's: write it in `rust!(…)`",
        "open" => "files are Rust's: write `rust!(std::fs::read_to_string(path))`",
        "input" => "write `rust!(std::io::read_to_string(std::io::stdin()))`, or take what is read as a local of Rust",
        "ascii" => "write `repr(a)`, or `\"{!a}\".format(a)`",
        "eval" | "exec" | "compile" => "a unit is compiled with the program; what comes at run time is read in Rust",
        "globals" | "locals" => "the names of a unit are the fields of its value: `let g = graph! { … };`",
        "vars" | "dir" | "getattr" | "setattr" | "hasattr" | "delattr" => {
            "write the attribute: `a.name`, of an item `(a as Type).name`, and `del a.name`"
        }
        "bytearray" | "memoryview" => "bytes that change are a `Vec<u8>` of Rust, in a field of a type of your own",
        "complex" => "complex numbers are a type of your own, in Rust",
        "object" => "write a type in Rust, with `#[derive(Object)]`",
        "slice" => "write the slice where it is used: `a[i:j:k]`",
        "issubclass" => "types have no subtypes here; write `isinstance(a, Type)`, or `a as dyn Trait`",
        "property" | "classmethod" | "staticmethod" | "super" | "__build_class__" => {
            "write the method in Rust, in an `impl` of the type"
        }
        "breakpoint" | "help" | "exit" | "quit" | "copyright" | "credits" | "license" => {
            "a unit is no session: leave the program with `rust!(std::process::exit(0))`"
        }
        "__import__" | "__name__" | "__doc__" | "__package__" | "__spec__" | "__loader__" | "__debug__" => {
            "a unit is no module: write `use` in Rust, outside of the unit"
        }
        "Ellipsis" | "NotImplemented" => "write `None`, or a variant of an `enum` of your own",
        _ if is_exception(name) => {
            "an error ends the unit with a panic: write `assert a, message` or `rust!(panic!(\"…\"))`, and handle it round `graph!`"
        }
        _ => return None,
    })
}

/// The exceptions and warnings of Python whose names end in neither word.
const EXCEPTIONS: &str = "Exception BaseException ExceptionGroup BaseExceptionGroup GeneratorExit KeyboardInterrupt StopIteration \
    StopAsyncIteration SystemExit Warning";

/// What stands before `Error` or `Warning` in the names of the others.
const KINDS: &str = "Arithmetic Assertion Attribute BlockingIO BrokenPipe Buffer Bytes ChildProcess Connection ConnectionAborted \
    ConnectionRefused ConnectionReset Deprecation EOF Encoding Environment FileExists FileNotFound FloatingPoint Future IO Import \
    Indentation Index Interrupted IsADirectory Key Lookup Memory ModuleNotFound Name NotADirectory NotImplemented OS Overflow \
    PendingDeprecation Permission ProcessLookup Recursion Reference Resource Runtime Syntax System Tab Timeout Type UnboundLocal \
    Unicode UnicodeDecode UnicodeEncode UnicodeTranslate User Value ZeroDivision";

/// Whether Python has an exception or a warning with this name.
fn is_exception(name: &str) -> bool {
    let kind = name.strip_suffix("Error").or_else(|| name.strip_suffix("Warning"));
    let is_one_of = |names: &str, name: &str| names.split_whitespace().any(|known| known == name);
    is_one_of(EXCEPTIONS, name) || kind.is_some_and(|kind| is_one_of(KINDS, kind))
}

/// What to write instead of a module of Python.
pub(crate) fn instead_of_module(name: &str) -> Option<&'static str> {
    Some(match name {
        "math" | "cmath" | "statistics" => {
            "numbers have methods in Rust: `rust!(f64::sqrt(*a))`; `pow round divmod abs` are here"
        }
        "random" | "secrets" => "Rust has crates for random numbers: call one as a function, or in `rust!(…)`",
        "decimal" | "fractions" | "numbers" => "write a type of your own in Rust, with `#[derive(Object)]`",
        "copy" => "`copy` and `deepcopy` of whole graphs are in Rust: `obj_runtime::copies`",
        "pickle" | "marshal" | "shelve" | "copyreg" | "json" | "plistlib" => {
            "graphs are saved with the feature `serde`: `obj_runtime::serde`"
        }
        "csv" | "configparser" | "tomllib" | "xml" | "html" | "sqlite3" | "struct" | "binascii" | "base64" => {
            "read and write such data in Rust, with a crate for it"
        }
        "os" | "pathlib" | "shutil" | "glob" | "tempfile" | "io" | "stat" | "fnmatch" | "fileinput" | "zlib"
        | "gzip" | "zipfile" | "tarfile" | "mmap" => {
            "files and the system are Rust's: `rust!(std::fs::…)`, `rust!(std::env::…)`"
        }
        "subprocess" | "signal" | "platform" | "getpass" | "argparse" | "getopt" | "atexit" => {
            "processes and their arguments are Rust's: `rust!(std::process::…)`, `rust!(std::env::args())`"
        }
        "socket" | "ssl" | "http" | "urllib" | "email" | "smtplib" | "ftplib" | "select" | "socketserver" => {
            "the network is Rust's: `rust!(std::net::…)`"
        }
        "time" | "datetime" | "calendar" | "zoneinfo" | "sched" => "time is Rust's: `rust!(std::time::…)`",
        "re" | "string" | "textwrap" | "difflib" | "unicodedata" | "locale" | "gettext" | "codecs" => {
            "texts have Python's methods here (`a.split(\",\")`); for more, write Rust in `rust!(…)`"
        }
        "collections" | "array" | "queue" | "heapq" | "bisect" => {
            "the containers are list, tuple, dict and set; others are Rust's, in a field of a type of your own"
        }
        "itertools" | "functools" | "operator" => "write loops and comprehensions, or Rust in `rust!(…)`",
        "typing" | "types" | "abc" | "enum" | "dataclasses" => {
            "types are written in Rust, outside of the unit, with `#[derive(Object)]`"
        }
        "threading" | "multiprocessing" | "concurrent" | "contextvars" => {
            "objects stay in their thread; whole graphs are sent with the feature `parcel`: `obj_runtime::parcel`"
        }
        "asyncio" => "`async` is Rust's: write it in `rust!(…)`",
        "contextlib" => "an object is finalized when its last handle goes: bind it, and `del` it at the end",
        "inspect" | "dis" | "ast" | "code" | "tracemalloc" | "pprint" | "reprlib" => {
            "what objects hold and who holds them is asked in Rust: `obj_runtime::inspect`"
        }
        "logging" | "traceback" | "warnings" | "faulthandler" | "pdb" => {
            "write `print(…)`, or call a crate of Rust for it"
        }
        "unittest" | "doctest" | "timeit" | "cProfile" | "profile" => {
            "write a `#[test]` in Rust round the unit, with `assert`"
        }
        "hashlib" | "hmac" | "uuid" => "call a crate of Rust for it",
        "ctypes" => "write `extern \"C\"` in Rust, outside of the unit",
        "builtins" => "the built-in functions are called by their names",
        "importlib" | "pkgutil" | "runpy" | "site" | "sysconfig" | "venv" | "ensurepip" | "pip" => {
            "write `use` in Rust, outside of the unit"
        }
        _ => return None,
    })
}

/// What to write instead of what a module of the language has in Python.
pub(crate) fn instead_of_member(module: &str, name: &str) -> Option<&'static str> {
    Some(match (module, name) {
        ("gc", "disable" | "enable" | "isenabled" | "freeze" | "unfreeze" | "get_freeze_count") => {
            "write it in Rust: `obj_runtime::gc` has functions with these names, or says what stands for them"
        }
        ("gc", _) => "what is tracked, held and found is asked in Rust: `obj_runtime::gc` and `obj_runtime::inspect`",
        ("sys", "exit") => "write `rust!(std::process::exit(0))`",
        ("sys", "argv" | "stdin" | "stdout" | "stderr" | "path" | "platform" | "version") => {
            "write it in Rust: `rust!(std::env::…)`, `rust!(std::io::…)`"
        }
        ("sys", "getsizeof") => "write it in Rust: `obj_runtime::inspect` says what objects take",
        ("sys", "maxsize") => "write `9223372036854775807`: an `Int` has 64 bits",
        ("weakref", "WeakKeyDictionary" | "WeakValueDictionary" | "WeakSet") => {
            "weak maps are made in Rust: `rust!(obj_runtime::WeakKeyMap::new())`"
        }
        ("weakref", "proxy") => "write `weakref.ref(a)`, and call it: `w()`",
        ("weakref", "finalize") => "write `#[object(finalize)]` at the type, or `Obj::on_finalize` in Rust",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph_macro::words::{Builtin, is_reserved};

    /// `dir(builtins)` of CPython 3.11.
    const NAMES: &str = "
        ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError
        BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError
        ConnectionResetError DeprecationWarning EOFError Ellipsis EncodingWarning EnvironmentError Exception ExceptionGroup
        False FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError ImportError
        ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError
        MemoryError ModuleNotFoundError NameError None NotADirectoryError NotImplemented NotImplementedError OSError
        OverflowError PendingDeprecationWarning PermissionError ProcessLookupError RecursionError ReferenceError
        ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError
        SystemExit TabError TimeoutError True TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError
        UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning ZeroDivisionError __build_class__ __debug__
        __doc__ __import__ __loader__ __name__ __package__ __spec__ abs aiter all anext any ascii bin bool breakpoint
        bytearray bytes callable chr classmethod compile complex copyright credits delattr dict dir divmod enumerate eval
        exec exit filter float format frozenset getattr globals hasattr hash help hex id input int isinstance issubclass
        iter len license list locals map max memoryview min next object oct open ord pow print property quit range repr
        reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip";

    /// `keyword.kwlist`, and `keyword.softkwlist` without `_`.
    const KEYWORDS: &str =
        "False None True and as assert async await break class continue def del elif else except finally for
        from global if import in is lambda nonlocal not or pass raise return try while with yield";

    #[test]
    fn every_built_in_name_is_there_or_has_an_answer() {
        for name in NAMES.split_whitespace() {
            let is_answered = Builtin::of(name).is_some() || is_reserved(name) || instead_of_name(name).is_some();
            assert!(is_answered, "{name}");
        }
    }

    #[test]
    fn every_keyword_is_there_or_has_an_answer() {
        for word in KEYWORDS.split_whitespace() {
            assert!(is_reserved(word), "{word}");
        }
    }
}
