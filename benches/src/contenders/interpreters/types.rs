//! The values of the interpreters, for contenders whose handles are free of lifetimes.
//!
//! Each macro `…_types` declares types; its `…_heap` implements the interpreter's heap with types of these names: for
//! contenders whose derive cannot be used on a type that a macro declares, they are spelled out.

/// Declares what the Lisp's lists are made of.
macro_rules! lisp_types {
    (handle $handle:ident $(, #[$attribute:meta])*) => {
        $(#[$attribute])*
        pub(crate) enum Datum {
            Nil,
            Number(i64),
            Pair($handle<Datum>, $handle<Datum>),
        }
    };
}
pub(crate) use lisp_types;

/// How the values of the Lisp are read, whatever handle leads to a `Datum`.
macro_rules! lisp_reads {
    () => {
        #[inline]
        fn is_nil(&self, value: &Self::Value) -> bool {
            matches!(**value, Datum::Nil)
        }

        #[inline]
        fn as_number(&self, value: &Self::Value) -> Option<i64> {
            match **value {
                Datum::Number(number) => Some(number),
                _ => None,
            }
        }

        #[inline]
        fn as_pair<'v>(&self, value: &'v Self::Value) -> Option<(&'v Self::Value, &'v Self::Value)> {
            match &**value {
                Datum::Pair(head, tail) => Some((head, tail)),
                _ => None,
            }
        }
    };
}
pub(crate) use lisp_reads;

/// Declares `Lists`, the Lisp's heap: small numbers are made once.
macro_rules! lisp_heap {
    (handle $handle:ident) => {
        /// The values that are made once.
        pub(crate) struct Lists {
            nil: $handle<Datum>,
            small: Vec<$handle<Datum>>,
        }

        impl Default for Lists {
            fn default() -> Self {
                let small = (-5..=256).map(|number| $handle::new(Datum::Number(number))).collect();
                Self { nil: $handle::new(Datum::Nil), small }
            }
        }

        impl $crate::workloads::interpreters::lisp::Dynamic for Lists {
            type Value = $handle<Datum>;

            #[inline]
            fn nil(&self) -> Self::Value {
                self.nil.clone()
            }

            #[inline]
            fn number(&self, number: i64) -> Self::Value {
                match self.small.get(number.wrapping_add(5) as usize) {
                    Some(small) => small.clone(),
                    None => $handle::new(Datum::Number(number)),
                }
            }

            #[inline]
            fn pair(&self, head: Self::Value, tail: Self::Value) -> Self::Value {
                $handle::new(Datum::Pair(head, tail))
            }

            $crate::contenders::interpreters::types::lisp_reads!();
        }
    };
}
pub(crate) use lisp_heap;

/// Declares what the bytecode machine works on: attributes of its values in brackets, then those of its objects.
macro_rules! script_types {
    (handle $handle:ident, [$(#[$of_parts:meta])*], [$(#[$of_objects:meta])*]) => {
        #[derive(Clone)]
        $(#[$of_parts])*
        pub(crate) enum Value {
            Nil,
            Number(i64),
            Table($handle<Table>),
            Function($handle<Closure>),
        }

        #[derive(Default)]
        $(#[$of_objects])*
        pub(crate) struct Table {
            fields: std::cell::RefCell<Vec<(u32, Value)>>,
            elements: std::cell::RefCell<Vec<Value>>,
        }

        $(#[$of_objects])*
        pub(crate) struct Closure {
            function: usize,
            captured: Vec<Value>,
        }
    };
}
pub(crate) use script_types;

/// Declares `Tables`, the bytecode machine's heap, of types with these names; `$is_same` compares handles.
macro_rules! script_heap {
    (handle $handle:ident, same $is_same:expr) => {
        #[derive(Default)]
        pub(crate) struct Tables;

        impl Tables {
            #[inline]
            fn look<R>(value: &Value, look: impl FnOnce(&Table) -> Option<R>) -> Option<R> {
                match value {
                    Value::Table(table) => look(table),
                    _ => None,
                }
            }
        }

        impl $crate::workloads::interpreters::script::Script for Tables {
            type Value = Value;

            #[inline]
            fn nil(&self) -> Value {
                Value::Nil
            }

            #[inline]
            fn number(&self, number: i64) -> Value {
                Value::Number(number)
            }

            #[inline]
            fn table(&self) -> Value {
                Value::Table($handle::new(Table::default()))
            }

            #[inline]
            fn closure(&self, function: usize, captured: Vec<Value>) -> Value {
                Value::Function($handle::new(Closure { function, captured }))
            }

            #[inline]
            fn is_nil(&self, value: &Value) -> bool {
                matches!(value, Value::Nil)
            }

            #[inline]
            fn as_number(&self, value: &Value) -> Option<i64> {
                match value {
                    Value::Number(number) => Some(*number),
                    _ => None,
                }
            }

            #[inline]
            fn is_same(&self, one: &Value, other: &Value) -> bool {
                match (one, other) {
                    (Value::Nil, Value::Nil) => true,
                    (Value::Number(one), Value::Number(other)) => one == other,
                    (Value::Table(one), Value::Table(other)) => $is_same(one, other),
                    (Value::Function(one), Value::Function(other)) => $is_same(one, other),
                    _ => false,
                }
            }

            #[inline]
            fn function(&self, value: &Value) -> Option<usize> {
                match value {
                    Value::Function(closure) => Some(closure.function),
                    _ => None,
                }
            }

            #[inline]
            fn captured(&self, closure: &Value, index: usize) -> Value {
                match closure {
                    Value::Function(closure) => closure.captured[index].clone(),
                    _ => Value::Nil,
                }
            }

            #[inline]
            fn field(&self, table: &Value, name: u32) -> Value {
                let find = |table: &Table| {
                    let fields = table.fields.borrow();
                    fields.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone())
                };
                Self::look(table, find).unwrap_or(Value::Nil)
            }

            #[inline]
            fn set_field(&self, table: &Value, name: u32, value: Value) {
                let before = Self::look(table, |table| {
                    let mut fields = table.fields.borrow_mut();
                    match fields.iter_mut().find(|(known, _)| *known == name) {
                        Some((_, field)) => Some(std::mem::replace(field, value)),
                        None => {
                            fields.push((name, value));
                            None
                        }
                    }
                });
                drop(before);
            }

            #[inline]
            fn element(&self, table: &Value, index: usize) -> Value {
                Self::look(table, |table| table.elements.borrow().get(index).cloned()).unwrap_or(Value::Nil)
            }

            #[inline]
            fn set_element(&self, table: &Value, index: usize, value: Value) {
                let before = Self::look(table, |table| {
                    let mut elements = table.elements.borrow_mut();
                    elements.get_mut(index).map(|element| std::mem::replace(element, value))
                });
                drop(before);
            }

            #[inline]
            fn push(&self, table: &Value, value: Value) {
                Self::look(table, |table| Some(table.elements.borrow_mut().push(value)));
            }

            #[inline]
            fn length(&self, table: &Value) -> usize {
                Self::look(table, |table| Some(table.elements.borrow().len())).unwrap_or(0)
            }
        }
    };
}
pub(crate) use script_heap;

/// Declares what the lazy language works on: attributes of its values in brackets, then those of its objects.
macro_rules! lazy_types {
    (handle $handle:ident, [$(#[$of_parts:meta])*], [$(#[$of_objects:meta])*]) => {
        #[derive(Clone)]
        $(#[$of_parts])*
        pub(crate) enum Lazily {
            Nil,
            Number(i64),
            Object($handle<Layer>),
            Function($handle<Lambda>),
        }

        $(#[$of_objects])*
        pub(crate) struct Lambda {
            function: usize,
            captured: Option<$handle<Captures>>,
            this: Option<$handle<Layer>>,
        }

        $(#[$of_objects])*
        pub(crate) struct Captures {
            thunks: Vec<$handle<Thunk>>,
        }

        $(#[$of_objects])*
        pub(crate) struct Thunk {
            state: std::cell::RefCell<State>,
        }

        $(#[$of_parts])*
        pub(crate) enum State {
            Waiting(u32, $handle<Frame>),
            Busy,
            Done(Lazily),
        }

        $(#[$of_objects])*
        pub(crate) struct Frame {
            slots: std::cell::RefCell<Vec<Option<$handle<Thunk>>>>,
            captured: Option<$handle<Captures>>,
            this: Option<$handle<Layer>>,
            below: Option<$handle<Layer>>,
        }

        $(#[$of_objects])*
        pub(crate) struct Layer {
            layer: usize,
            captured: Option<$handle<Captures>>,
            below: Option<$handle<Layer>>,
            remembered: std::cell::RefCell<Vec<(u32, Lazily)>>,
        }
    };
}
pub(crate) use lazy_types;

/// Declares `Thunks`, the lazy language's heap, of types with these names; `Known` is a weak handle to a layer, and
/// `know` and `recall` make it and ask it.
macro_rules! lazy_heap {
    (handle $handle:ident) => {
        #[derive(Default)]
        pub(crate) struct Thunks {
            shared: std::cell::RefCell<Vec<Option<Known>>>,
        }

        impl $crate::workloads::interpreters::lazy::Lazy for Thunks {
            type Value = Lazily;
            type Thunk = $handle<Thunk>;
            type Frame = $handle<Frame>;
            type Captured = Option<$handle<Captures>>;
            type Object = $handle<Layer>;

            #[inline]
            fn nil(&self) -> Lazily {
                Lazily::Nil
            }

            #[inline]
            fn number(&self, number: i64) -> Lazily {
                Lazily::Number(number)
            }

            #[inline]
            fn closure(&self, function: usize, captured: Self::Captured, this: Option<Self::Object>) -> Lazily {
                Lazily::Function($handle::new(Lambda { function, captured, this }))
            }

            #[inline]
            fn of_object(&self, object: Self::Object) -> Lazily {
                Lazily::Object(object)
            }

            #[inline]
            fn is_nil(&self, value: &Lazily) -> bool {
                matches!(value, Lazily::Nil)
            }

            #[inline]
            fn as_number(&self, value: &Lazily) -> Option<i64> {
                match value {
                    Lazily::Number(number) => Some(*number),
                    _ => None,
                }
            }

            #[inline]
            fn as_closure(&self, value: &Lazily) -> Option<(usize, Self::Captured, Option<Self::Object>)> {
                match value {
                    Lazily::Function(lambda) => Some((lambda.function, lambda.captured.clone(), lambda.this.clone())),
                    _ => None,
                }
            }

            #[inline]
            fn as_object(&self, value: &Lazily) -> Option<Self::Object> {
                match value {
                    Lazily::Object(object) => Some(object.clone()),
                    _ => None,
                }
            }

            #[inline]
            fn waiting(&self, code: u32, frame: &Self::Frame) -> Self::Thunk {
                $handle::new(Thunk { state: std::cell::RefCell::new(State::Waiting(code, frame.clone())) })
            }

            #[inline]
            fn done(&self, value: Lazily) -> Self::Thunk {
                $handle::new(Thunk { state: std::cell::RefCell::new(State::Done(value)) })
            }

            #[inline]
            fn begin(&self, thunk: &Self::Thunk) -> $crate::workloads::interpreters::lazy::Begun<Lazily, Self::Frame> {
                use $crate::workloads::interpreters::lazy::Begun;
                let mut state = thunk.state.borrow_mut();
                match std::mem::replace(&mut *state, State::Busy) {
                    State::Waiting(code, frame) => Begun::Waiting(code, frame),
                    State::Busy => panic!("a value depends on itself"),
                    State::Done(value) => {
                        *state = State::Done(value.clone());
                        Begun::Done(value)
                    }
                }
            }

            #[inline]
            fn finish(&self, thunk: &Self::Thunk, value: Lazily) {
                *thunk.state.borrow_mut() = State::Done(value);
            }

            #[inline]
            fn captured(&self, thunks: Vec<Self::Thunk>) -> Self::Captured {
                (!thunks.is_empty()).then(|| $handle::new(Captures { thunks }))
            }

            #[inline]
            fn captured_at(&self, captured: &Self::Captured, index: usize) -> Self::Thunk {
                captured.as_ref().expect("something was captured").thunks[index].clone()
            }

            #[inline]
            fn frame(
                &self,
                given: Vec<Self::Thunk>,
                slots: usize,
                captured: Self::Captured,
                this: Option<Self::Object>,
                below: Option<Self::Object>,
            ) -> Self::Frame {
                let mut all: Vec<_> = given.into_iter().map(Some).collect();
                all.resize_with(slots, || None);
                $handle::new(Frame { slots: std::cell::RefCell::new(all), captured, this, below })
            }

            #[inline]
            fn slot(&self, frame: &Self::Frame, slot: usize) -> Self::Thunk {
                frame.slots.borrow()[slot].clone().expect("the variable has a value")
            }

            #[inline]
            fn set_slot(&self, frame: &Self::Frame, slot: usize, thunk: Self::Thunk) {
                let before = frame.slots.borrow_mut()[slot].replace(thunk);
                drop(before);
            }

            #[inline]
            fn captured_of(&self, frame: &Self::Frame) -> Self::Captured {
                frame.captured.clone()
            }

            #[inline]
            fn this(&self, frame: &Self::Frame) -> Option<Self::Object> {
                frame.this.clone()
            }

            #[inline]
            fn below(&self, frame: &Self::Frame) -> Option<Self::Object> {
                frame.below.clone()
            }

            #[inline]
            fn object(&self, layer: usize, captured: Self::Captured, below: Option<Self::Object>) -> Self::Object {
                let remembered = std::cell::RefCell::default();
                $handle::new(Layer { layer, captured, below, remembered })
            }

            #[inline]
            fn layer(&self, object: &Self::Object) -> (usize, Self::Captured, Option<Self::Object>) {
                (object.layer, object.captured.clone(), object.below.clone())
            }

            #[inline]
            fn remembered(&self, object: &Self::Object, name: u32) -> Option<Lazily> {
                let remembered = object.remembered.borrow();
                remembered.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone())
            }

            #[inline]
            fn remember(&self, object: &Self::Object, name: u32, value: Lazily) {
                object.remembered.borrow_mut().push((name, value));
            }

            fn shared(&self, key: usize) -> Option<Self::Object> {
                recall(self.shared.borrow().get(key)?.as_ref()?)
            }

            fn share(&self, key: usize, object: &Self::Object) {
                let mut shared = self.shared.borrow_mut();
                if shared.len() <= key {
                    shared.resize_with(key + 1, || None);
                }
                shared[key] = Some(know(object));
            }
        }
    };
}
pub(crate) use lazy_heap;
