//! The all-dynamic Lisp: every value is a handle, numbers too, and is asked for its type wherever it is used.

use super::{Code, Id, Primitive, Program};

/// A heap of values.
pub(crate) trait Dynamic {
    type Value: Clone;

    fn nil(&self) -> Self::Value;
    /// The one object of a small number, or a new one.
    fn number(&self, number: i64) -> Self::Value;
    fn pair(&self, head: Self::Value, tail: Self::Value) -> Self::Value;

    fn is_nil(&self, value: &Self::Value) -> bool;
    fn as_number(&self, value: &Self::Value) -> Option<i64>;
    fn as_pair<'v>(&self, value: &'v Self::Value) -> Option<(&'v Self::Value, &'v Self::Value)>;

    #[inline]
    fn add(&self, one: &Self::Value, other: &Self::Value) -> Option<Self::Value> {
        Some(self.number(self.as_number(one)?.checked_add(self.as_number(other)?)?))
    }

    #[inline]
    fn subtract(&self, one: &Self::Value, other: &Self::Value) -> Option<Self::Value> {
        Some(self.number(self.as_number(one)?.checked_sub(self.as_number(other)?)?))
    }

    #[inline]
    fn less(&self, one: &Self::Value, other: &Self::Value) -> Option<bool> {
        Some(self.as_number(one)? < self.as_number(other)?)
    }
}

/// The number that `program` computes.
pub(crate) fn run<H: Dynamic>(heap: &H, program: &Program) -> i64 {
    let mut machine = Machine { heap, program, stack: Vec::new() };
    let result = machine.call(program.main, &[], 0);
    heap.as_number(&result).expect("the result is a number")
}

struct Machine<'m, H: Dynamic> {
    heap: &'m H,
    program: &'m Program,
    /// The slots of all functions that run.
    stack: Vec<H::Value>,
}

impl<H: Dynamic> Machine<'_, H> {
    /// Calls a function with arguments from the frame at `base`.
    fn call(&mut self, function: usize, arguments: &[Id], base: usize) -> H::Value {
        let callee = self.stack.len();
        for &argument in arguments {
            let value = self.value(argument, base);
            self.stack.push(value);
        }
        let function = &self.program.functions[function];
        for _ in arguments.len()..function.slots {
            self.stack.push(self.heap.nil());
        }
        let result = self.value(function.body, callee);
        self.stack.truncate(callee);
        result
    }

    fn value(&mut self, id: Id, base: usize) -> H::Value {
        match self.program.code(id) {
            Code::Nil => self.heap.nil(),
            Code::Number(number) => self.heap.number(*number),
            Code::Local(slot) => self.stack[base + slot].clone(),
            Code::Set(slot, value) => {
                let value = self.value(*value, base);
                self.stack[base + slot] = value;
                self.heap.nil()
            }
            Code::Let(slot, value, body) => {
                let value = self.value(*value, base);
                self.stack[base + slot] = value;
                self.value(*body, base)
            }
            Code::If(condition, then, otherwise) => {
                let chosen = if self.test(*condition, base) { then } else { otherwise };
                self.value(*chosen, base)
            }
            Code::While(condition, body) => {
                while self.test(*condition, base) {
                    self.value(*body, base);
                }
                self.heap.nil()
            }
            Code::Do(parts) => {
                let (last, parts) = parts.split_last().expect("something is done");
                for &part in parts {
                    self.value(part, base);
                }
                self.value(*last, base)
            }
            Code::CallGlobal(function, arguments) => self.call(*function, arguments, base),
            Code::Apply(primitive, arguments) => self.apply(*primitive, arguments, base),
            other => panic!("this language has no {other:?}"),
        }
    }

    /// Whether the value is anything but nil.
    fn test(&mut self, id: Id, base: usize) -> bool {
        let Code::Apply(primitive, arguments) = self.program.code(id) else {
            let value = self.value(id, base);
            return !self.heap.is_nil(&value);
        };
        match (*primitive, &arguments[..]) {
            (Primitive::Less, &[one, other]) => {
                let (one, other) = (self.value(one, base), self.value(other, base));
                self.heap.less(&one, &other).expect("both are numbers")
            }
            (Primitive::IsNil, &[value]) => {
                let value = self.value(value, base);
                self.heap.is_nil(&value)
            }
            (primitive, arguments) => {
                let value = self.apply(primitive, arguments, base);
                !self.heap.is_nil(&value)
            }
        }
    }

    fn apply(&mut self, primitive: Primitive, arguments: &[Id], base: usize) -> H::Value {
        let heap = self.heap;
        let mut argument = |index: usize| self.value(arguments[index], base);
        match primitive {
            Primitive::Add => {
                let (one, other) = (argument(0), argument(1));
                heap.add(&one, &other).expect("both are numbers")
            }
            Primitive::Subtract => {
                let (one, other) = (argument(0), argument(1));
                heap.subtract(&one, &other).expect("both are numbers")
            }
            Primitive::Pair => {
                let (head, tail) = (argument(0), argument(1));
                heap.pair(head, tail)
            }
            Primitive::Head => heap.as_pair(&argument(0)).expect("it is a pair").0.clone(),
            Primitive::Tail => heap.as_pair(&argument(0)).expect("it is a pair").1.clone(),
            other => panic!("this language has no {other:?} but as a condition"),
        }
    }
}
