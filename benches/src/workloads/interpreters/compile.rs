//! From forms to code: names become slots, captured variables and functions.

use super::syntax::{Form, read};

/// The place of a piece of code in its program.
pub(crate) type Id = u32;

/// The name of a field, as a number.
pub(crate) type Symbol = u32;

/// A piece of code. Its parts are named by their places.
#[derive(Debug)]
pub(crate) enum Code {
    Nil,
    Number(i64),
    /// A slot of the function's frame: a parameter or a variable.
    Local(usize),
    /// A variable of an enclosing function, as it was when this function was made.
    Captured(usize),
    /// The object whose field is evaluated.
    This,
    Set(usize, Id),
    /// Gives the slot its value, then does the rest.
    Let(usize, Id, Id),
    If(Id, Id, Id),
    While(Id, Id),
    Do(Vec<Id>),
    Apply(Primitive, Vec<Id>),
    CallGlobal(usize, Vec<Id>),
    Call(Id, Vec<Id>),
    /// A function of the program with the variables that it captures.
    Closure(usize, Vec<Id>),
    Get(Id, Symbol),
    Put(Id, Symbol, Id),
    /// A layer of fields with the variables that they capture, on top of an object.
    Object(usize, Vec<Id>, Option<Id>),
    /// The field of the object below this layer.
    Super(Symbol),
    /// The object that is known by this number, made if there is none alive.
    Shared(Id, Id),
}

/// What is built in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Primitive {
    Add,
    Subtract,
    Less,
    Equal,
    IsNil,
    Pair,
    Head,
    Tail,
    Table,
    At,
    PutAt,
    Push,
    Length,
}

/// A function, or a field's code.
#[derive(Default, Debug)]
pub(crate) struct Function {
    pub(crate) parameters: usize,
    /// Parameters and variables.
    pub(crate) slots: usize,
    pub(crate) body: Id,
}

/// A program.
#[derive(Default)]
pub(crate) struct Program {
    pub(crate) codes: Vec<Code>,
    pub(crate) functions: Vec<Function>,
    /// The functions of the fields of each layer.
    pub(crate) layers: Vec<Vec<(Symbol, usize)>>,
    pub(crate) main: usize,
}

impl Program {
    /// The program that `text` is.
    ///
    /// # Panics
    ///
    /// If it is not well formed.
    pub(crate) fn read(text: &str) -> Self {
        let forms = read(text);
        let heads: Vec<&[Form]> = forms.iter().map(|form| form.list()[1].list()).collect();
        let globals = heads.iter().map(|head| head[0].word().to_owned()).collect();
        let mut compiler = Compiler { globals, ..Compiler::default() };
        compiler.program.functions.resize_with(forms.len(), Function::default);
        for (index, (form, head)) in forms.iter().zip(heads).enumerate() {
            let (function, captured) = compiler.function(&head[1..], &form.list()[2..]);
            assert!(captured.is_empty(), "there is nothing to capture");
            compiler.program.functions[index] = function;
        }
        compiler.program.main = compiler.global("main").expect("there is a main");
        compiler.program
    }

    /// The code at `id`.
    #[inline]
    pub(crate) fn code(&self, id: Id) -> &Code {
        &self.codes[id as usize]
    }
}

#[derive(Default)]
struct Compiler {
    program: Program,
    globals: Vec<String>,
    symbols: Vec<String>,
    /// The functions that are being compiled, the innermost last.
    scopes: Vec<Scope>,
}

#[derive(Default)]
struct Scope {
    /// The names in scope; a name's place is its slot.
    names: Vec<String>,
    slots: usize,
    captured: Vec<String>,
}

impl Compiler {
    fn global(&self, name: &str) -> Option<usize> {
        self.globals.iter().position(|global| global == name)
    }

    fn symbol(&mut self, name: &str) -> Symbol {
        let known = self.symbols.iter().position(|symbol| symbol == name);
        let index = known.unwrap_or_else(|| {
            self.symbols.push(name.into());
            self.symbols.len() - 1
        });
        index as Symbol
    }

    fn scope(&mut self) -> &mut Scope {
        self.scopes.last_mut().expect("a function is being compiled")
    }

    fn add(&mut self, code: Code) -> Id {
        self.program.codes.push(code);
        (self.program.codes.len() - 1) as Id
    }

    /// The function, and code for what it captures from the one around it.
    fn function(&mut self, parameters: &[Form], body: &[Form]) -> (Function, Vec<Id>) {
        let names: Vec<String> = parameters.iter().map(|name| name.word().to_owned()).collect();
        let parameters = names.len();
        self.scopes.push(Scope { slots: parameters, names, captured: Vec::new() });
        let body = self.all(body);
        let scope = self.scopes.pop().expect("it was pushed");
        let captured = self.captures(&scope.captured);
        (Function { parameters, slots: scope.slots, body }, captured)
    }

    fn captures(&mut self, names: &[String]) -> Vec<Id> {
        let variables: Vec<Code> =
            names.iter().map(|name| self.variable(name).expect("it was found when it was captured")).collect();
        variables.into_iter().map(|code| self.add(code)).collect()
    }

    /// The variable of this name in the innermost function.
    fn variable(&mut self, name: &str) -> Option<Code> {
        let is_outer = |scope: &Scope| scope.names.iter().any(|known| known == name);
        let (scope, outer) = self.scopes.split_last_mut()?;
        if let Some(slot) = scope.names.iter().rposition(|known| known == name) {
            return Some(Code::Local(slot));
        }
        if !outer.iter().any(is_outer) {
            return None;
        }
        let known = scope.captured.iter().position(|captured| captured == name);
        Some(Code::Captured(known.unwrap_or_else(|| {
            scope.captured.push(name.into());
            scope.captured.len() - 1
        })))
    }

    /// One form after the other.
    fn all(&mut self, forms: &[Form]) -> Id {
        match forms {
            [form] => self.form(form),
            forms => {
                let parts = self.each(forms);
                self.add(Code::Do(parts))
            }
        }
    }

    fn each(&mut self, forms: &[Form]) -> Vec<Id> {
        forms.iter().map(|form| self.form(form)).collect()
    }

    fn form(&mut self, form: &Form) -> Id {
        let code = match form {
            Form::Number(number) => Code::Number(*number),
            Form::Word(word) => self.word(word),
            Form::List(list) => self.list(list),
        };
        self.add(code)
    }

    fn word(&mut self, word: &str) -> Code {
        match word {
            "nil" => Code::Nil,
            "self" => Code::This,
            name => match (self.variable(name), self.global(name)) {
                (Some(variable), _) => variable,
                (None, Some(global)) => Code::Closure(global, Vec::new()),
                (None, None) => panic!("there is no `{name}`"),
            },
        }
    }

    fn list(&mut self, list: &[Form]) -> Code {
        let (head, rest) = list.split_first().expect("a list has a head");
        let Form::Word(word) = head else {
            return Code::Call(self.form(head), self.each(rest));
        };
        match (word.as_str(), rest) {
            ("if", [condition, then, otherwise]) => {
                Code::If(self.form(condition), self.form(then), self.form(otherwise))
            }
            ("do", parts) => Code::Do(self.each(parts)),
            ("while", [condition, body @ ..]) => Code::While(self.form(condition), self.all(body)),
            ("set", [name, value]) => {
                let slot = self.scope().names.iter().rposition(|known| known == name.word());
                Code::Set(slot.expect("only a function's own variables are set"), self.form(value))
            }
            ("let", [name, value, body @ ..]) => self.binding(name.word(), value, body),
            ("fn", [parameters, body @ ..]) => {
                let (function, captured) = self.function(parameters.list(), body);
                self.program.functions.push(function);
                Code::Closure(self.program.functions.len() - 1, captured)
            }
            ("get", [of, name]) => Code::Get(self.form(of), self.symbol(name.word())),
            ("put", [of, name, value]) => Code::Put(self.form(of), self.symbol(name.word()), self.form(value)),
            ("super", [name]) => Code::Super(self.symbol(name.word())),
            ("shared", [key, make]) => Code::Shared(self.form(key), self.form(make)),
            ("object", fields) => self.object(None, fields),
            ("extend", [below, fields @ ..]) => {
                let below = self.form(below);
                self.object(Some(below), fields)
            }
            (word, rest) => self.call(word, rest),
        }
    }

    /// The name is known to its value, too.
    fn binding(&mut self, name: &str, value: &Form, body: &[Form]) -> Code {
        let scope = self.scope();
        let slot = scope.names.len();
        scope.names.push(name.into());
        scope.slots = scope.slots.max(slot + 1);
        let code = Code::Let(slot, self.form(value), self.all(body));
        self.scope().names.pop();
        code
    }

    fn object(&mut self, below: Option<Id>, fields: &[Form]) -> Code {
        // All fields share what they capture: each is compiled with the captures of those before it.
        let mut captured = Vec::new();
        let mut layer = Vec::new();
        for field in fields.chunks(2) {
            let symbol = self.symbol(field[0].word());
            self.scopes.push(Scope { captured, ..Scope::default() });
            let body = self.form(&field[1]);
            let scope = self.scopes.pop().expect("it was pushed");
            captured = scope.captured;
            self.program.functions.push(Function { parameters: 0, slots: scope.slots, body });
            layer.push((symbol, self.program.functions.len() - 1));
        }
        let captured = self.captures(&captured);
        self.program.layers.push(layer);
        Code::Object(self.program.layers.len() - 1, captured, below)
    }

    fn call(&mut self, word: &str, rest: &[Form]) -> Code {
        let arguments = self.each(rest);
        if let Some(primitive) = primitive(word) {
            return Code::Apply(primitive, arguments);
        }
        match (self.variable(word), self.global(word)) {
            (Some(variable), _) => Code::Call(self.add(variable), arguments),
            (None, Some(global)) => Code::CallGlobal(global, arguments),
            (None, None) => panic!("there is no `{word}`"),
        }
    }
}

fn primitive(word: &str) -> Option<Primitive> {
    Some(match word {
        "+" => Primitive::Add,
        "-" => Primitive::Subtract,
        "<" => Primitive::Less,
        "=" => Primitive::Equal,
        "nil?" => Primitive::IsNil,
        "pair" => Primitive::Pair,
        "head" => Primitive::Head,
        "tail" => Primitive::Tail,
        "table" => Primitive::Table,
        "at" => Primitive::At,
        "put-at" => Primitive::PutAt,
        "push" => Primitive::Push,
        "length" => Primitive::Length,
        _ => return None,
    })
}
