//! The lazy language: arguments, variables and fields are evaluated when they are asked for, once. An object is a stack
//! of layers of fields, each evaluated with the whole object as `self`, and remembers what its fields are. Shared
//! objects are found by number while somebody holds them.

use super::{Code, Id, Primitive, Program, Symbol};

/// A heap of everything that waits, and of objects.
pub(crate) trait Lazy {
    /// Nothing, a number, an object or a function.
    type Value: Clone;
    /// A value that may not have been evaluated yet.
    type Thunk: Clone;
    /// The slots of a function that was called.
    type Frame: Clone;
    /// What a function or a layer has captured.
    type Captured: Clone;
    type Object: Clone;

    fn nil(&self) -> Self::Value;
    fn number(&self, number: i64) -> Self::Value;
    fn closure(&self, function: usize, captured: Self::Captured, this: Option<Self::Object>) -> Self::Value;
    fn of_object(&self, object: Self::Object) -> Self::Value;

    fn is_nil(&self, value: &Self::Value) -> bool;
    fn as_number(&self, value: &Self::Value) -> Option<i64>;
    fn as_closure(&self, value: &Self::Value) -> Option<(usize, Self::Captured, Option<Self::Object>)>;
    fn as_object(&self, value: &Self::Value) -> Option<Self::Object>;

    fn waiting(&self, code: Id, frame: &Self::Frame) -> Self::Thunk;
    fn done(&self, value: Self::Value) -> Self::Thunk;
    /// What a thunk is; one that has waited is marked, so that it is not begun again before it is done.
    fn begin(&self, thunk: &Self::Thunk) -> Begun<Self::Value, Self::Frame>;
    fn finish(&self, thunk: &Self::Thunk, value: Self::Value);

    fn captured(&self, thunks: Vec<Self::Thunk>) -> Self::Captured;
    fn captured_at(&self, captured: &Self::Captured, index: usize) -> Self::Thunk;

    /// A frame whose first slots are given, of `slots` in all.
    fn frame(
        &self,
        given: Vec<Self::Thunk>,
        slots: usize,
        captured: Self::Captured,
        this: Option<Self::Object>,
        below: Option<Self::Object>,
    ) -> Self::Frame;
    fn slot(&self, frame: &Self::Frame, slot: usize) -> Self::Thunk;
    fn set_slot(&self, frame: &Self::Frame, slot: usize, thunk: Self::Thunk);
    fn captured_of(&self, frame: &Self::Frame) -> Self::Captured;
    fn this(&self, frame: &Self::Frame) -> Option<Self::Object>;
    fn below(&self, frame: &Self::Frame) -> Option<Self::Object>;

    fn object(&self, layer: usize, captured: Self::Captured, below: Option<Self::Object>) -> Self::Object;
    fn layer(&self, object: &Self::Object) -> (usize, Self::Captured, Option<Self::Object>);
    fn remembered(&self, object: &Self::Object, name: Symbol) -> Option<Self::Value>;
    fn remember(&self, object: &Self::Object, name: Symbol, value: Self::Value);

    /// The object that is known by `key`, if somebody holds it. (Who has no weak handles holds it until the end.)
    fn shared(&self, key: usize) -> Option<Self::Object>;
    fn share(&self, key: usize, object: &Self::Object);
}

/// What a thunk was when it was asked.
pub(crate) enum Begun<V, F> {
    Done(V),
    Waiting(Id, F),
}

/// The number that `program` computes.
pub(crate) fn run<H: Lazy>(heap: &H, program: &Program) -> i64 {
    let machine = Machine { heap, program };
    let result = machine.enter(program.main, Vec::new(), heap.captured(Vec::new()), None, None);
    heap.as_number(&result).expect("the result is a number")
}

struct Machine<'m, H: Lazy> {
    heap: &'m H,
    program: &'m Program,
}

impl<H: Lazy> Machine<'_, H> {
    /// The value of a function.
    fn enter(
        &self,
        function: usize,
        arguments: Vec<H::Thunk>,
        captured: H::Captured,
        this: Option<H::Object>,
        below: Option<H::Object>,
    ) -> H::Value {
        let function = &self.program.functions[function];
        let frame = self.heap.frame(arguments, function.slots, captured, this, below);
        self.value(function.body, &frame)
    }

    /// A thunk of code: none is made where nothing would wait.
    fn delay(&self, id: Id, frame: &H::Frame) -> H::Thunk {
        match self.program.code(id) {
            Code::Local(slot) => self.heap.slot(frame, *slot),
            Code::Captured(index) => self.heap.captured_at(&self.heap.captured_of(frame), *index),
            Code::Number(number) => self.heap.done(self.heap.number(*number)),
            Code::Nil => self.heap.done(self.heap.nil()),
            _ => self.heap.waiting(id, frame),
        }
    }

    fn delay_all(&self, ids: &[Id], frame: &H::Frame) -> Vec<H::Thunk> {
        ids.iter().map(|&id| self.delay(id, frame)).collect()
    }

    fn capture(&self, ids: &[Id], frame: &H::Frame) -> H::Captured {
        self.heap.captured(self.delay_all(ids, frame))
    }

    fn force(&self, thunk: &H::Thunk) -> H::Value {
        match self.heap.begin(thunk) {
            Begun::Done(value) => value,
            Begun::Waiting(code, frame) => {
                let value = self.value(code, &frame);
                self.heap.finish(thunk, value.clone());
                value
            }
        }
    }

    fn value(&self, id: Id, frame: &H::Frame) -> H::Value {
        let heap = self.heap;
        match self.program.code(id) {
            Code::Nil => heap.nil(),
            Code::Number(number) => heap.number(*number),
            Code::Local(slot) => self.force(&heap.slot(frame, *slot)),
            Code::Captured(index) => self.force(&heap.captured_at(&heap.captured_of(frame), *index)),
            Code::This => heap.of_object(heap.this(frame).expect("an object's field is evaluated")),
            Code::Let(slot, value, body) => {
                heap.set_slot(frame, *slot, self.delay(*value, frame));
                self.value(*body, frame)
            }
            Code::If(condition, then, otherwise) => {
                let holds = !heap.is_nil(&self.value(*condition, frame));
                self.value(if holds { *then } else { *otherwise }, frame)
            }
            Code::Apply(primitive, arguments) => self.apply(*primitive, arguments, frame),
            Code::CallGlobal(function, arguments) => {
                self.enter(*function, self.delay_all(arguments, frame), heap.captured(Vec::new()), None, None)
            }
            Code::Call(function, arguments) => {
                let closure = self.value(*function, frame);
                let (function, captured, this) = heap.as_closure(&closure).expect("it is a function");
                self.enter(function, self.delay_all(arguments, frame), captured, this, None)
            }
            Code::Closure(function, captured) => {
                heap.closure(*function, self.capture(captured, frame), heap.this(frame))
            }
            Code::Object(layer, captured, below) => {
                let below = below.map(|below| self.object(below, frame));
                heap.of_object(heap.object(*layer, self.capture(captured, frame), below))
            }
            Code::Get(of, name) => self.field(&self.object(*of, frame), *name),
            Code::Super(name) => {
                let this = heap.this(frame).expect("an object's field is evaluated");
                self.field_from(heap.below(frame), &this, *name)
            }
            Code::Shared(key, make) => heap.of_object(self.shared(*key, *make, frame)),
            other => panic!("this language has no {other:?}"),
        }
    }

    fn object(&self, id: Id, frame: &H::Frame) -> H::Object {
        self.heap.as_object(&self.value(id, frame)).expect("it is an object")
    }

    fn shared(&self, key: Id, make: Id, frame: &H::Frame) -> H::Object {
        let key = self.heap.as_number(&self.value(key, frame)).expect("it is a number") as usize;
        self.heap.shared(key).unwrap_or_else(|| {
            let object = self.object(make, frame);
            self.heap.share(key, &object);
            object
        })
    }

    fn field(&self, object: &H::Object, name: Symbol) -> H::Value {
        if let Some(value) = self.heap.remembered(object, name) {
            return value;
        }
        let value = self.field_from(Some(object.clone()), object, name);
        self.heap.remember(object, name, value.clone());
        value
    }

    /// The field of the first layer that has it, evaluated with `this` as self.
    fn field_from(&self, mut layer: Option<H::Object>, this: &H::Object, name: Symbol) -> H::Value {
        while let Some(object) = layer {
            let (fields, captured, below) = self.heap.layer(&object);
            let found = self.program.layers[fields].iter().find(|(field, _)| *field == name);
            if let Some(&(_, function)) = found {
                return self.enter(function, Vec::new(), captured, Some(this.clone()), below);
            }
            layer = below;
        }
        panic!("there is no such field")
    }

    fn apply(&self, primitive: Primitive, arguments: &[Id], frame: &H::Frame) -> H::Value {
        let heap = self.heap;
        let number = |index: usize| heap.as_number(&self.value(arguments[index], frame)).expect("it is a number");
        let truth = |holds: bool| if holds { heap.number(1) } else { heap.nil() };
        match primitive {
            Primitive::Add => heap.number(number(0) + number(1)),
            Primitive::Subtract => heap.number(number(0) - number(1)),
            Primitive::Less => truth(number(0) < number(1)),
            Primitive::Equal => truth(number(0) == number(1)),
            Primitive::IsNil => truth(heap.is_nil(&self.value(arguments[0], frame))),
            other => panic!("this language has no {other:?}"),
        }
    }
}
