//! What a unit says, as plain data: statements and expressions with the places they come from.

use proc_macro2::{Ident, Punct, Spacing, Span, TokenStream};
use quote::ToTokens;

use crate::errors::Mistake;
use crate::extent::Extent;
use crate::graph_macro::words::{Builtin, CompareOp, LogicOp, Operator, UnaryOp, needs_raw};

/// Parts of statements and expressions.
macro_rules! nodes {
    ($($(#[$doc:meta])* $node:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub(crate) struct $node {
            $($(#[$field_doc])* pub(crate) $field: $type,)*
        }
    )*};
}

/// One `graph! { … }`.
#[derive(Debug, Default)]
pub(crate) struct Unit {
    /// `#![interactive]`: each statement is a unit of its own.
    pub(crate) interactive: bool,
    /// The statements, in the order of the text.
    pub(crate) statements: Vec<Statement>,
    /// The expression without `;` at the end.
    pub(crate) value: Option<Expr>,
}

/// One statement.
#[derive(Debug, Clone)]
pub(crate) enum Statement {
    /// `a = b, c = value`: each target takes the whole value, from left to right.
    Bind { targets: Vec<Target>, value: Expr },
    /// `place op= value`.
    Augment {
        place: Expr,
        operator: Operator,
        /// The `+` of `+=`.
        sign: Span,
        value: Expr,
    },
    /// `del a, b[0]`.
    Delete { word: Span, places: Vec<Expr> },
    /// `assert condition, message`.
    Assert { word: Span, condition: Expr, message: Option<Expr> },
    /// `if`, `for`, `while`
    Block(Block),
    /// `nonlocal a, b`: locals of the function become names.
    Nonlocal { names: Vec<Name> },
    /// `pass`, and what only the parser has to know.
    Nothing,
    /// `break`, `continue`
    Leave { word: Span, leave: Leave },
    /// An expression whose value is dropped.
    Effect(Expr),
    /// A statement that could not be read, with the words in it that look like names.
    Broken { mistake: Mistake, names: Vec<Ident> },
}

nodes! {
    /// A statement with statements inside.
    Block {
        /// `if`, `for` or `while`.
        word: Span,
        kind: BlockKind,
        /// Which of the loops of the unit it is, as the stage of names counts them.
        number: usize,
        /// The names that statements inside bind or delete.
        variables: Vec<Variable>,
    }
}

/// What decides whether, and how often, the statements inside run.
#[derive(Debug, Clone)]
pub(crate) enum BlockKind {
    /// `if a { … } elif b { … } else { … }`
    If { branches: Vec<Branch>, otherwise: Vec<Statement> },
    /// `for target in iterable { … }`
    For { target: Target, iterable: Expr, body: Vec<Statement> },
    /// `while condition { … }`
    While { condition: Expr, body: Vec<Statement> },
    /// A statement with `name := value` in it, which runs once.
    Once { body: Vec<Statement> },
}

nodes! {
    /// `if a { … }` or `elif a { … }`
    Branch { condition: Expr, body: Vec<Statement> }
}

/// How a statement leaves the run of a loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Leave {
    Break,
    Continue,
}

nodes! {
    /// A name that statements inside of a block bind or delete: there it is one variable of one type.
    Variable {
        name: Name,
        /// Whether it is bound before the block.
        was_bound: bool,
        after: After,
        holds: Holds,
    }
}

/// What is known of a name behind a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum After {
    Bound,
    /// It may be bound.
    Open,
    Unbound,
}

/// What a variable holds, as far as its values tell without asking the compiler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holds {
    /// Values of one type.
    Alike,
    /// Objects of one type, or `None`.
    OrNone,
    /// What the type of its first value can be joined with.
    Joined,
    /// Any object.
    Objects,
}

/// What stands left of a `=`, or between `for` and `in`.
#[derive(Debug, Clone)]
pub(crate) enum Target {
    /// A name, an attribute or an item.
    Place(Expr),
    /// `a, (b, *c)`: takes the value apart.
    Places(Places),
}

nodes! {
    /// Targets that take the items of a value.
    Places {
        items: Vec<Target>,
        /// Which of them takes all that the others leave.
        star: Option<usize>,
        extent: Extent,
    }

    /// An expression.
    Expr {
        kind: ExprKind,
        extent: Extent,
        /// How deep the expressions in it are nested.
        depth: usize,
    }
}

/// The kinds of expressions.
#[derive(Debug, Clone)]
pub(crate) enum ExprKind {
    /// A literal, or what constants were folded into.
    Constant(Constant),
    /// A name of the unit.
    Name(Name),
    /// `a::B`, a value of Rust.
    Path(TokenStream),
    /// `(a, b)`
    Tuple(Vec<Expr>),
    /// `[a, b]`
    List(Vec<Expr>),
    /// `{a, b}`
    Set(Vec<Expr>),
    /// `{a: b}`
    Dict(Vec<(Expr, Expr)>),
    /// `Type { field: a, .. }`
    Struct(Struct),
    /// `path(a)`, a function or a type of Rust, or a name of the unit that is called.
    Call { callee: Callee, arguments: Vec<Expr>, keywords: Vec<Keyword> },
    /// `len(a)`
    Builtin { builtin: Builtin, word: Span, arguments: Vec<Expr>, keywords: Vec<Keyword> },
    /// `isinstance(a, Type)`
    IsInstance { base: Box<Expr>, types: Vec<TokenStream> },
    /// `a.b`
    Attribute { base: Box<Expr>, member: Member },
    /// `a.b(c)`
    Method { base: Box<Expr>, method: Ident, generics: TokenStream, arguments: Vec<Expr>, keywords: Vec<Keyword> },
    /// `a[b]`
    Item { base: Box<Expr>, index: Box<Expr> },
    /// `a[b:c:d]`; `None` for what is left out.
    Slice { base: Box<Expr>, bounds: Box<[Expr; 3]> },
    /// `*a`, among items, arguments and targets.
    Starred(Box<Expr>),
    /// `**a`, among the entries of a dict.
    DoubleStarred(Box<Expr>),
    /// `a if b else c`
    Conditional { if_true: Box<Expr>, condition: Box<Expr>, if_false: Box<Expr> },
    /// `[a for b in c if d]`
    Comprehension(Box<Comprehension>),
    /// `name := value`, in parentheses.
    Walrus { name: Name, value: Box<Expr> },
    /// `lambda a: b`
    Lambda { parameters: Vec<Name>, body: Box<Expr> },
    /// `-a`, `not a`
    Unary { operator: UnaryOp, sign: Span, operand: Box<Expr> },
    /// `a + b - c`: operators that bind alike, from left to right.
    Binary { first: Box<Expr>, rest: Vec<Operation> },
    /// `a < b is c`
    Compare { first: Box<Expr>, rest: Vec<Comparison> },
    /// `a and b and c`
    Logic { operator: LogicOp, first: Box<Expr>, rest: Vec<Alternative> },
    /// `a as Type`
    Cast { base: Box<Expr>, ty: TokenStream },
    /// `rust!(…)`: the tokens as an expression of Rust; or another macro of Rust with its call.
    Rust(TokenStream),
    /// An expression that is wrong, as was reported.
    Broken(Mistake),
}

nodes! {
    /// `[element for target in iterable if condition]`
    Comprehension {
        makes: Makes,
        element: Expr,
        /// What the element is the key of, in a dict.
        value: Option<Expr>,
        clauses: Vec<Clause>,
    }
}

/// What a comprehension makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Makes {
    List,
    Set,
    Dict,
    /// What a function takes in.
    Items,
}

nodes! {
    /// `for target in iterable if condition`
    Clause { target: Target, iterable: Expr, conditions: Vec<Expr> }

    /// `name=value`, among arguments; `**value` is called [`DOUBLE_STAR`].
    Keyword { name: String, place: Span, value: Expr }
}

/// The name of what brings arguments by name.
pub(crate) const DOUBLE_STAR: &str = "**";

/// A constant of Python, as a literal writes it or folding makes it.
#[derive(Debug, Clone)]
pub(crate) enum Constant {
    None,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(String),
    Bytes(Vec<u8>),
    Tuple(Vec<Constant>),
    /// What a set display of constants keeps, or the right side of `in {…}`.
    FrozenSet(Vec<Constant>),
}

nodes! {
    /// A name of the unit.
    Name {
        /// Without `r#`.
        text: String,
        /// As it is written into the expansion: raw where Rust needs it.
        ident: Ident,
    }
}

/// What is called.
#[derive(Debug, Clone)]
pub(crate) enum Callee {
    /// One word: a name of the unit if it is bound, else a function or type of Rust.
    Word(Name),
    /// A path of Rust.
    Path(TokenStream),
    /// A function of the unit, whose arguments are told apart when it runs.
    Function { name: Name, parameters: Vec<String> },
}

nodes! {
    /// A field or a tuple field.
    Member {
        /// Without `r#`.
        text: String,
        tokens: TokenStream,
        span: Span,
        /// Whether what has it may be any object, in which it is found by name.
        by_name: bool,
    }

    /// `Type { field: a, .. }`
    Struct {
        path: TokenStream,
        fields: Vec<Field>,
        /// The `..`.
        rest: Option<Span>,
    }

    /// `field: a`
    Field { member: Member, value: Expr }

    /// `+ b` of `a + b`.
    Operation { operator: Operator, sign: Span, right: Expr }

    /// `and b` of `a and b`.
    Alternative { word: Span, right: Expr }

    /// `< b` of `a < b`.
    Comparison { operator: CompareOp, sign: Extent, right: Expr }
}

impl BlockKind {
    /// The rows of statements inside.
    pub(crate) fn bodies(&self) -> Vec<&[Statement]> {
        match self {
            Self::If { branches, otherwise } => {
                branches.iter().map(|branch| &*branch.body).chain([&**otherwise]).collect()
            }
            Self::For { body, .. } | Self::While { body, .. } | Self::Once { body } => vec![body],
        }
    }
}

impl BlockKind {
    /// The same, to change them.
    pub(crate) fn bodies_mut(&mut self) -> Vec<&mut [Statement]> {
        match self {
            Self::If { branches, otherwise } => {
                branches.iter_mut().map(|branch| &mut *branch.body).chain([&mut **otherwise]).collect()
            }
            Self::For { body, .. } | Self::While { body, .. } | Self::Once { body } => vec![body],
        }
    }
}

impl Target {
    /// The places that are assigned to.
    pub(crate) fn places_mut(&mut self) -> Vec<&mut Expr> {
        match self {
            Self::Place(place) => vec![place],
            Self::Places(places) => places.items.iter_mut().flat_map(Self::places_mut).collect(),
        }
    }

    /// The same, to look at.
    pub(crate) fn places(&self) -> Vec<&Expr> {
        match self {
            Self::Place(place) => vec![place],
            Self::Places(places) => places.items.iter().flat_map(Self::places).collect(),
        }
    }
}

impl Name {
    /// A name with this text, raw where Rust needs it. `_` is a name as others, but none of a variable of Rust.
    pub(crate) fn new(text: &str, place: Span) -> Self {
        let is_path_word = matches!(text, "self" | "Self" | "super" | "crate");
        let ident = match text {
            "_" => Ident::new("__obj_underscore", place),
            _ if needs_raw(text) && !is_path_word => Ident::new_raw(text, place),
            _ => Ident::new(text, place),
        };
        Self { text: text.to_owned(), ident }
    }
}

impl Expr {
    pub(crate) fn new(kind: ExprKind, extent: impl Into<Extent>) -> Self {
        let mut expr = Self { kind, extent: extent.into(), depth: 0 };
        // `*a` is no level of its own.
        let level = usize::from(!matches!(expr.kind, ExprKind::Starred(_) | ExprKind::DoubleStarred(_)));
        let deepest = expr.children_mut().into_iter().map(|child| child.depth + level).max();
        expr.depth = deepest.unwrap_or(0);
        expr
    }

    /// The constant, if the expression is one.
    pub(crate) fn constant(&self) -> Option<&Constant> {
        match &self.kind {
            ExprKind::Constant(constant) => Some(constant),
            _ => None,
        }
    }

    /// The name, if the expression is one.
    pub(crate) fn name(&self) -> Option<&Name> {
        match &self.kind {
            ExprKind::Name(name) => Some(name),
            _ => None,
        }
    }

    /// Whether this is a name, or an attribute of one.
    pub(crate) fn begins_with_name(&self) -> bool {
        match &self.kind {
            ExprKind::Attribute { base, .. } => base.begins_with_name(),
            kind => matches!(kind, ExprKind::Name(_)),
        }
    }

    /// The expressions directly inside, in the order in which they are evaluated.
    pub(crate) fn children_mut(&mut self) -> Vec<&mut Expr> {
        match &mut self.kind {
            ExprKind::Constant(_) | ExprKind::Name(_) | ExprKind::Path(_) | ExprKind::Rust(_) | ExprKind::Broken(_) => {
                Vec::new()
            }
            ExprKind::Tuple(items) | ExprKind::List(items) | ExprKind::Set(items) => items.iter_mut().collect(),
            ExprKind::Dict(entries) => entries.iter_mut().flat_map(|(key, value)| [key, value]).collect(),
            ExprKind::Struct(literal) => literal.fields.iter_mut().map(|field| &mut field.value).collect(),
            ExprKind::Call { arguments, keywords, .. } | ExprKind::Builtin { arguments, keywords, .. } => {
                arguments.iter_mut().chain(keywords.iter_mut().map(|keyword| &mut keyword.value)).collect()
            }
            ExprKind::Attribute { base, .. } | ExprKind::Cast { base, .. } | ExprKind::IsInstance { base, .. } => {
                vec![base]
            }
            ExprKind::Starred(base) | ExprKind::DoubleStarred(base) | ExprKind::Lambda { body: base, .. } => vec![base],
            ExprKind::Walrus { value, .. } => vec![value],
            ExprKind::Method { base, arguments, keywords, .. } => {
                with_first(base, arguments.iter_mut().chain(keywords.iter_mut().map(|keyword| &mut keyword.value)))
            }
            ExprKind::Slice { base, bounds } => with_first(base, bounds.iter_mut()),
            ExprKind::Conditional { if_true, condition, if_false } => vec![condition, if_true, if_false],
            ExprKind::Comprehension(comprehension) => comprehension.children_mut(),
            ExprKind::Item { base, index } => vec![base, index],
            ExprKind::Unary { operand, .. } => vec![operand],
            ExprKind::Binary { first, rest } => with_first(first, rest.iter_mut().map(|more| &mut more.right)),
            ExprKind::Logic { first, rest, .. } => with_first(first, rest.iter_mut().map(|more| &mut more.right)),
            ExprKind::Compare { first, rest } => with_first(first, rest.iter_mut().map(|more| &mut more.right)),
        }
    }
}

impl Comprehension {
    /// The expressions inside, without the places that are bound.
    fn children_mut(&mut self) -> Vec<&mut Expr> {
        let clauses =
            self.clauses.iter_mut().flat_map(|clause| with_first(&mut clause.iterable, clause.conditions.iter_mut()));
        clauses.chain([&mut self.element]).chain(self.value.as_mut()).collect()
    }
}

fn with_first<'e>(first: &'e mut Expr, rest: impl Iterator<Item = &'e mut Expr>) -> Vec<&'e mut Expr> {
    std::iter::once(first).chain(rest).collect()
}

impl Member {
    /// `.` and the member, with the member's place.
    pub(crate) fn access(&self) -> TokenStream {
        let mut dot = Punct::new('.', Spacing::Alone);
        dot.set_span(self.span);
        let mut tokens = dot.into_token_stream();
        tokens.extend(self.tokens.clone());
        tokens
    }
}

impl Constant {
    /// Python's name of the type.
    pub(crate) fn type_name(&self) -> &'static str {
        match self {
            Self::None => "NoneType",
            Self::Bool(_) => "bool",
            Self::Int(_) => "int",
            Self::Float(_) => "float",
            Self::Str(_) => "str",
            Self::Bytes(_) => "bytes",
            Self::Tuple(_) => "tuple",
            Self::FrozenSet(_) => "frozenset",
        }
    }
}
