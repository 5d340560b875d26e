//! `gc-arena`: handles are plain copies. A program runs in one callback, in which nothing is collected; the debt is paid
//! after it.

use ::gc_arena::barrier::unlock;
use ::gc_arena::lock::RefLock;
use ::gc_arena::{Arena, Collect, Gc, GcWeak, Mutation, Rootable};

use super::types::lisp_reads;
use crate::workloads::interpreters::lazy::{Begun, Lazy};
use crate::workloads::interpreters::lisp::Dynamic;
use crate::workloads::interpreters::script::Script;
use crate::workloads::interpreters::{Home, Id, Symbol};

/// A home in an arena, whose root is made by `$make`.
macro_rules! home {
    ($name:ident, $root:ident, $make:expr) => {
pub(crate) struct $name(Arena<Rootable!['a => $root<'a>]>);

        impl Home for $name {
            type Heap<'a> = Inside<'a, $root<'a>>;

            fn start() -> Self {
                Self(Arena::new($make))
            }

            fn enter<R>(&mut self, body: impl for<'a> FnOnce(&Self::Heap<'a>) -> R) -> R {
                self.0.mutate(|mutation, root| body(&Inside { mutation, root }))
            }

            fn tidy(&mut self) {
                self.0.collect_debt();
            }

            fn collect(&mut self) {
                self.0.finish_cycle();
            }
        }
    };
}

home!(Lists, Singles, |mutation| Singles {
    nil: Gc::new(mutation, Datum::Nil),
    small: (-5..=256).map(|number| Gc::new(mutation, Datum::Number(number))).collect(),
});
home!(Tables, Nothing, |_| Nothing(std::marker::PhantomData));
home!(Thunks, Shared, |mutation| Shared(Gc::new(mutation, RefLock::default())));

/// What a callback of the arena makes objects with.
pub(crate) struct Inside<'gc, R> {
    mutation: &'gc Mutation<'gc>,
    root: &'gc R,
}

/// The values that are made once.
#[derive(Collect)]
#[collect(no_drop)]
pub(crate) struct Singles<'gc> {
    nil: Gc<'gc, Datum<'gc>>,
    small: Vec<Gc<'gc, Datum<'gc>>>,
}

#[derive(Collect)]
#[collect(no_drop)]
pub(crate) enum Datum<'gc> {
    Nil,
    Number(i64),
    Pair(Gc<'gc, Datum<'gc>>, Gc<'gc, Datum<'gc>>),
}

impl<'gc> Dynamic for Inside<'gc, Singles<'gc>> {
    type Value = Gc<'gc, Datum<'gc>>;

    #[inline]
    fn nil(&self) -> Self::Value {
        self.root.nil
    }

    #[inline]
    fn number(&self, number: i64) -> Self::Value {
        match self.root.small.get(number.wrapping_add(5) as usize) {
            Some(small) => *small,
            None => Gc::new(self.mutation, Datum::Number(number)),
        }
    }

    #[inline]
    fn pair(&self, head: Self::Value, tail: Self::Value) -> Self::Value {
        Gc::new(self.mutation, Datum::Pair(head, tail))
    }

    lisp_reads!();
}

/// The root of an arena that keeps nothing.
#[derive(Collect)]
#[collect(no_drop)]
pub(crate) struct Nothing<'gc>(std::marker::PhantomData<Gc<'gc, ()>>);

#[derive(Clone, Copy, Collect)]
#[collect(no_drop)]
pub(crate) enum Value<'gc> {
    Nil,
    Number(i64),
    Table(Gc<'gc, Table<'gc>>),
    Function(Gc<'gc, Closure<'gc>>),
}

#[derive(Default, Collect)]
#[collect(no_drop)]
pub(crate) struct Table<'gc> {
    fields: RefLock<Vec<(Symbol, Value<'gc>)>>,
    elements: RefLock<Vec<Value<'gc>>>,
}

#[derive(Collect)]
#[collect(no_drop)]
pub(crate) struct Closure<'gc> {
    function: usize,
    captured: Vec<Value<'gc>>,
}

impl<'gc> Script for Inside<'gc, Nothing<'gc>> {
    type Value = Value<'gc>;

    #[inline]
    fn nil(&self) -> Value<'gc> {
        Value::Nil
    }

    #[inline]
    fn number(&self, number: i64) -> Value<'gc> {
        Value::Number(number)
    }

    #[inline]
    fn table(&self) -> Value<'gc> {
        Value::Table(Gc::new(self.mutation, Table::default()))
    }

    #[inline]
    fn closure(&self, function: usize, captured: Vec<Value<'gc>>) -> Value<'gc> {
        Value::Function(Gc::new(self.mutation, Closure { function, captured }))
    }

    #[inline]
    fn is_nil(&self, value: &Value<'gc>) -> bool {
        matches!(value, Value::Nil)
    }

    #[inline]
    fn as_number(&self, value: &Value<'gc>) -> Option<i64> {
        match value {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    #[inline]
    fn is_same(&self, one: &Value<'gc>, other: &Value<'gc>) -> bool {
        match (one, other) {
            (Value::Nil, Value::Nil) => true,
            (Value::Number(one), Value::Number(other)) => one == other,
            (Value::Table(one), Value::Table(other)) => Gc::ptr_eq(*one, *other),
            (Value::Function(one), Value::Function(other)) => Gc::ptr_eq(*one, *other),
            _ => false,
        }
    }

    #[inline]
    fn function(&self, value: &Value<'gc>) -> Option<usize> {
        match value {
            Value::Function(closure) => Some(closure.function),
            _ => None,
        }
    }

    #[inline]
    fn captured(&self, closure: &Value<'gc>, index: usize) -> Value<'gc> {
        match closure {
            Value::Function(closure) => closure.captured[index],
            _ => Value::Nil,
        }
    }

    #[inline]
    fn field(&self, table: &Value<'gc>, name: Symbol) -> Value<'gc> {
        let Value::Table(table) = table else {
            return Value::Nil;
        };
        let fields = table.fields.borrow();
        fields.iter().find(|(known, _)| *known == name).map_or(Value::Nil, |(_, value)| *value)
    }

    #[inline]
    fn set_field(&self, table: &Value<'gc>, name: Symbol, value: Value<'gc>) {
        let Value::Table(table) = table else {
            return;
        };
        let mut fields = unlock!(Gc::write(self.mutation, *table), Table, fields).borrow_mut();
        match fields.iter_mut().find(|(known, _)| *known == name) {
            Some((_, field)) => *field = value,
            None => fields.push((name, value)),
        }
    }

    #[inline]
    fn element(&self, table: &Value<'gc>, index: usize) -> Value<'gc> {
        match table {
            Value::Table(table) => table.elements.borrow().get(index).copied().unwrap_or(Value::Nil),
            _ => Value::Nil,
        }
    }

    #[inline]
    fn set_element(&self, table: &Value<'gc>, index: usize, value: Value<'gc>) {
        let Value::Table(table) = table else {
            return;
        };
        let mut elements = unlock!(Gc::write(self.mutation, *table), Table, elements).borrow_mut();
        if let Some(element) = elements.get_mut(index) {
            *element = value;
        }
    }

    #[inline]
    fn push(&self, table: &Value<'gc>, value: Value<'gc>) {
        if let Value::Table(table) = table {
            unlock!(Gc::write(self.mutation, *table), Table, elements).borrow_mut().push(value);
        }
    }

    #[inline]
    fn length(&self, table: &Value<'gc>) -> usize {
        match table {
            Value::Table(table) => table.elements.borrow().len(),
            _ => 0,
        }
    }
}

type Known<'gc> = Vec<Option<GcWeak<'gc, Layer<'gc>>>>;

/// The shared objects, which are not kept alive by being shared.
#[derive(Collect)]
#[collect(no_drop)]
pub(crate) struct Shared<'gc>(Gc<'gc, RefLock<Known<'gc>>>);

#[derive(Clone, Copy, Collect)]
#[collect(no_drop)]
pub(crate) enum Lazily<'gc> {
    Nil,
    Number(i64),
    Object(Gc<'gc, Layer<'gc>>),
    Function(Gc<'gc, Lambda<'gc>>),
}

type Captured<'gc> = Option<Gc<'gc, Vec<Gc<'gc, Thunk<'gc>>>>>;

#[derive(Collect)]
#[collect(no_drop)]
pub(crate) struct Lambda<'gc> {
    function: usize,
    captured: Captured<'gc>,
    this: Option<Gc<'gc, Layer<'gc>>>,
}

#[derive(Collect)]
#[collect(no_drop)]
pub(crate) struct Thunk<'gc> {
    state: RefLock<State<'gc>>,
}

#[derive(Clone, Copy, Collect)]
#[collect(no_drop)]
pub(crate) enum State<'gc> {
    Waiting(Id, Gc<'gc, Frame<'gc>>),
    Busy,
    Done(Lazily<'gc>),
}

#[derive(Collect)]
#[collect(no_drop)]
pub(crate) struct Frame<'gc> {
    slots: RefLock<Vec<Option<Gc<'gc, Thunk<'gc>>>>>,
    captured: Captured<'gc>,
    this: Option<Gc<'gc, Layer<'gc>>>,
    below: Option<Gc<'gc, Layer<'gc>>>,
}

#[derive(Collect)]
#[collect(no_drop)]
pub(crate) struct Layer<'gc> {
    layer: usize,
    captured: Captured<'gc>,
    below: Option<Gc<'gc, Layer<'gc>>>,
    remembered: RefLock<Vec<(Symbol, Lazily<'gc>)>>,
}

impl<'gc> Lazy for Inside<'gc, Shared<'gc>> {
    type Value = Lazily<'gc>;
    type Thunk = Gc<'gc, Thunk<'gc>>;
    type Frame = Gc<'gc, Frame<'gc>>;
    type Captured = Captured<'gc>;
    type Object = Gc<'gc, Layer<'gc>>;

    #[inline]
    fn nil(&self) -> Lazily<'gc> {
        Lazily::Nil
    }

    #[inline]
    fn number(&self, number: i64) -> Lazily<'gc> {
        Lazily::Number(number)
    }

    #[inline]
    fn closure(&self, function: usize, captured: Captured<'gc>, this: Option<Self::Object>) -> Lazily<'gc> {
        Lazily::Function(Gc::new(self.mutation, Lambda { function, captured, this }))
    }

    #[inline]
    fn of_object(&self, object: Self::Object) -> Lazily<'gc> {
        Lazily::Object(object)
    }

    #[inline]
    fn is_nil(&self, value: &Lazily<'gc>) -> bool {
        matches!(value, Lazily::Nil)
    }

    #[inline]
    fn as_number(&self, value: &Lazily<'gc>) -> Option<i64> {
        match value {
            Lazily::Number(number) => Some(*number),
            _ => None,
        }
    }

    #[inline]
    fn as_closure(&self, value: &Lazily<'gc>) -> Option<(usize, Captured<'gc>, Option<Self::Object>)> {
        match value {
            Lazily::Function(lambda) => Some((lambda.function, lambda.captured, lambda.this)),
            _ => None,
        }
    }

    #[inline]
    fn as_object(&self, value: &Lazily<'gc>) -> Option<Self::Object> {
        match value {
            Lazily::Object(object) => Some(*object),
            _ => None,
        }
    }

    #[inline]
    fn waiting(&self, code: Id, frame: &Self::Frame) -> Self::Thunk {
        Gc::new(self.mutation, Thunk { state: RefLock::new(State::Waiting(code, *frame)) })
    }

    #[inline]
    fn done(&self, value: Lazily<'gc>) -> Self::Thunk {
        Gc::new(self.mutation, Thunk { state: RefLock::new(State::Done(value)) })
    }

    #[inline]
    fn begin(&self, thunk: &Self::Thunk) -> Begun<Lazily<'gc>, Self::Frame> {
        let state = *thunk.state.borrow();
        match state {
            State::Waiting(code, frame) => {
                *unlock!(Gc::write(self.mutation, *thunk), Thunk, state).borrow_mut() = State::Busy;
                Begun::Waiting(code, frame)
            }
            State::Busy => panic!("a value depends on itself"),
            State::Done(value) => Begun::Done(value),
        }
    }

    #[inline]
    fn finish(&self, thunk: &Self::Thunk, value: Lazily<'gc>) {
        *unlock!(Gc::write(self.mutation, *thunk), Thunk, state).borrow_mut() = State::Done(value);
    }

    #[inline]
    fn captured(&self, thunks: Vec<Self::Thunk>) -> Captured<'gc> {
        (!thunks.is_empty()).then(|| Gc::new(self.mutation, thunks))
    }

    #[inline]
    fn captured_at(&self, captured: &Captured<'gc>, index: usize) -> Self::Thunk {
        captured.expect("something was captured")[index]
    }

    #[inline]
    fn frame(
        &self,
        given: Vec<Self::Thunk>,
        slots: usize,
        captured: Captured<'gc>,
        this: Option<Self::Object>,
        below: Option<Self::Object>,
    ) -> Self::Frame {
        let mut all: Vec<_> = given.into_iter().map(Some).collect();
        all.resize(slots, None);
        Gc::new(self.mutation, Frame { slots: RefLock::new(all), captured, this, below })
    }

    #[inline]
    fn slot(&self, frame: &Self::Frame, slot: usize) -> Self::Thunk {
        frame.slots.borrow()[slot].expect("the variable has a value")
    }

    #[inline]
    fn set_slot(&self, frame: &Self::Frame, slot: usize, thunk: Self::Thunk) {
        unlock!(Gc::write(self.mutation, *frame), Frame, slots).borrow_mut()[slot] = Some(thunk);
    }

    #[inline]
    fn captured_of(&self, frame: &Self::Frame) -> Captured<'gc> {
        frame.captured
    }

    #[inline]
    fn this(&self, frame: &Self::Frame) -> Option<Self::Object> {
        frame.this
    }

    #[inline]
    fn below(&self, frame: &Self::Frame) -> Option<Self::Object> {
        frame.below
    }

    #[inline]
    fn object(&self, layer: usize, captured: Captured<'gc>, below: Option<Self::Object>) -> Self::Object {
        Gc::new(self.mutation, Layer { layer, captured, below, remembered: RefLock::default() })
    }

    #[inline]
    fn layer(&self, object: &Self::Object) -> (usize, Captured<'gc>, Option<Self::Object>) {
        (object.layer, object.captured, object.below)
    }

    #[inline]
    fn remembered(&self, object: &Self::Object, name: Symbol) -> Option<Lazily<'gc>> {
        object.remembered.borrow().iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    #[inline]
    fn remember(&self, object: &Self::Object, name: Symbol, value: Lazily<'gc>) {
        unlock!(Gc::write(self.mutation, *object), Layer, remembered).borrow_mut().push((name, value));
    }

    fn shared(&self, key: usize) -> Option<Self::Object> {
        self.root.0.borrow().get(key)?.as_ref()?.upgrade(self.mutation)
    }

    fn share(&self, key: usize, object: &Self::Object) {
        let mut shared = self.root.0.borrow_mut(self.mutation);
        if shared.len() <= key {
            shared.resize_with(key + 1, || None);
        }
        shared[key] = Some(Gc::downgrade(*object));
    }
}
