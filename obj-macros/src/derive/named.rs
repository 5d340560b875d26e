//! What the name of a field's type says of the memory that its values own, so that the compiler need not be asked: that takes
//! its time.

use syn::Type;

/// What the values of a type are, as far as its name tells.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named {
    /// A number of the language's. A type of the user's with such a name is an error: it is not looked into.
    Number,
    /// What owns memory, and frees it when it is dropped. A type of the user's with such a name is dropped as any other, and
    /// weighed, which is never wrong.
    Owner,
    /// A handle, which owns nothing. A type of the user's with such a name is not weighed, and no map that is filled again, which is never
    /// wrong.
    Handle,
    /// A weak handle, or nothing at all: the same is true of it.
    Weak,
    /// The type has to be asked.
    Unknown,
}

impl Named {
    /// The name is looked at once for each field, since to compare it with a text makes a text of it.
    pub(crate) fn of(ty: &Type) -> Self {
        let Type::Path(path) = ty else { return Self::Unknown };
        let segments = &path.path.segments;
        let Some(last) = segments.last() else { return Self::Unknown };
        let is_alone = segments.len() == 1 && path.path.leading_colon.is_none() && last.arguments.is_none();
        match last.ident.to_string().as_str() {
            "bool" | "char" | "f32" | "f64" if is_alone => Self::Number,
            "u8" | "u16" | "u32" | "u64" | "u128" | "usize" if is_alone => Self::Number,
            "i8" | "i16" | "i32" | "i64" | "i128" | "isize" if is_alone => Self::Number,
            "String" | "Vec" | "Box" | "VecDeque" | "HashMap" | "HashSet" => Self::Owner,
            "BTreeMap" | "BTreeSet" | "PathBuf" | "ObjVec" | "ObjMap" => Self::Owner,
            "Obj" | "ObjCell" | "AnyObj" => Self::Handle,
            "Weak" | "WeakCell" | "AnyWeak" | "PhantomData" => Self::Weak,
            _ => Self::Unknown,
        }
    }
}
