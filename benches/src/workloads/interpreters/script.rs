//! The bytecode machine: numbers are plain, tables and functions are objects.

use super::bytecode::{Instruction, translate};
use super::{Primitive, Program, Symbol};

/// A heap of tables and functions.
pub(crate) trait Script {
    type Value: Clone;

    fn nil(&self) -> Self::Value;
    fn number(&self, number: i64) -> Self::Value;
    fn table(&self) -> Self::Value;
    fn closure(&self, function: usize, captured: Vec<Self::Value>) -> Self::Value;

    fn is_nil(&self, value: &Self::Value) -> bool;
    fn as_number(&self, value: &Self::Value) -> Option<i64>;
    /// Whether two values are the same number or the same object.
    fn is_same(&self, one: &Self::Value, other: &Self::Value) -> bool;
    /// The function of the program that a closure is of.
    fn function(&self, value: &Self::Value) -> Option<usize>;
    fn captured(&self, closure: &Self::Value, index: usize) -> Self::Value;

    // What is no table has no fields and no elements.
    fn field(&self, table: &Self::Value, name: Symbol) -> Self::Value;
    fn set_field(&self, table: &Self::Value, name: Symbol, value: Self::Value);
    fn element(&self, table: &Self::Value, index: usize) -> Self::Value;
    fn set_element(&self, table: &Self::Value, index: usize, value: Self::Value);
    fn push(&self, table: &Self::Value, value: Self::Value);
    fn length(&self, table: &Self::Value) -> usize;
}

/// The number that `program` computes.
pub(crate) fn run<H: Script>(heap: &H, program: &Program) -> i64 {
    let mut machine = Machine { heap, program, stack: Vec::new(), frames: Vec::new() };
    let result = machine.run(&translate(program));
    heap.as_number(&result).expect("the result is a number")
}

struct Machine<'m, H: Script> {
    heap: &'m H,
    program: &'m Program,
    stack: Vec<H::Value>,
    /// The functions that wait.
    frames: Vec<Frame<H::Value>>,
}

/// A function that runs.
struct Frame<V> {
    function: usize,
    closure: V,
    next: usize,
    base: usize,
}

impl<H: Script> Machine<'_, H> {
    fn pop(&mut self) -> H::Value {
        self.stack.pop().expect("the instructions balance")
    }

    fn pop_number(&mut self) -> i64 {
        let value = self.pop();
        self.heap.as_number(&value).expect("it is a number")
    }

    /// The frame of a function whose arguments lie on the stack.
    fn enter(&mut self, function: usize, closure: H::Value) -> Frame<H::Value> {
        let of = &self.program.functions[function];
        let base = self.stack.len() - of.parameters;
        for _ in of.parameters..of.slots {
            self.stack.push(self.heap.nil());
        }
        Frame { function, closure, next: 0, base }
    }

    fn run(&mut self, code: &[Vec<Instruction>]) -> H::Value {
        let mut frame = self.enter(self.program.main, self.heap.nil());
        let mut instructions = &code[frame.function][..];
        loop {
            let instruction = instructions[frame.next];
            frame.next += 1;
            match instruction {
                Instruction::Nil => self.stack.push(self.heap.nil()),
                Instruction::Number(number) => self.stack.push(self.heap.number(number)),
                Instruction::Local(slot) => self.stack.push(self.stack[frame.base + slot].clone()),
                Instruction::Captured(index) => self.stack.push(self.heap.captured(&frame.closure, index)),
                Instruction::Set(slot) => {
                    let value = self.pop();
                    self.stack[frame.base + slot] = value;
                }
                Instruction::Discard => drop(self.pop()),
                Instruction::Jump(to) => frame.next = to,
                Instruction::JumpIfNil(to) => {
                    let value = self.pop();
                    if self.heap.is_nil(&value) {
                        frame.next = to;
                    }
                }
                Instruction::JumpUnlessLess(to) => {
                    let (other, one) = (self.pop_number(), self.pop_number());
                    if one >= other {
                        frame.next = to;
                    }
                }
                Instruction::Apply(primitive) => self.apply(primitive),
                Instruction::CallGlobal(function) => {
                    let called = self.enter(function, self.heap.nil());
                    self.frames.push(std::mem::replace(&mut frame, called));
                    instructions = &code[frame.function];
                }
                Instruction::Call(arguments) => {
                    let closure = self.stack.remove(self.stack.len() - 1 - arguments);
                    let function = self.heap.function(&closure).expect("it is a function");
                    let called = self.enter(function, closure);
                    self.frames.push(std::mem::replace(&mut frame, called));
                    instructions = &code[frame.function];
                }
                Instruction::Closure(function, captured) => {
                    let captured = self.stack.split_off(self.stack.len() - captured);
                    self.stack.push(self.heap.closure(function, captured));
                }
                Instruction::Get(name) => {
                    let table = self.pop();
                    self.stack.push(self.heap.field(&table, name));
                }
                Instruction::Put(name) => {
                    let (value, table) = (self.pop(), self.pop());
                    self.heap.set_field(&table, name, value);
                    self.stack.push(self.heap.nil());
                }
                Instruction::Return => {
                    let result = self.pop();
                    self.stack.truncate(frame.base);
                    let Some(caller) = self.frames.pop() else {
                        return result;
                    };
                    self.stack.push(result);
                    frame = caller;
                    instructions = &code[frame.function];
                }
            }
        }
    }

    fn apply(&mut self, primitive: Primitive) {
        let heap = self.heap;
        let result = match primitive {
            Primitive::Add => {
                let (other, one) = (self.pop_number(), self.pop_number());
                heap.number(one + other)
            }
            Primitive::Subtract => {
                let (other, one) = (self.pop_number(), self.pop_number());
                heap.number(one - other)
            }
            Primitive::Less => {
                let (other, one) = (self.pop_number(), self.pop_number());
                self.truth(one < other)
            }
            Primitive::Equal => {
                let (other, one) = (self.pop(), self.pop());
                self.truth(heap.is_same(&one, &other))
            }
            Primitive::IsNil => {
                let value = self.pop();
                self.truth(heap.is_nil(&value))
            }
            Primitive::Table => heap.table(),
            Primitive::At => {
                let (index, table) = (self.pop_number(), self.pop());
                heap.element(&table, index as usize)
            }
            Primitive::PutAt => {
                let (value, index, table) = (self.pop(), self.pop_number(), self.pop());
                heap.set_element(&table, index as usize, value);
                heap.nil()
            }
            Primitive::Push => {
                let (value, table) = (self.pop(), self.pop());
                heap.push(&table, value);
                heap.nil()
            }
            Primitive::Length => {
                let table = self.pop();
                heap.number(heap.length(&table) as i64)
            }
            other => panic!("this language has no {other:?}"),
        };
        self.stack.push(result);
    }

    fn truth(&self, holds: bool) -> H::Value {
        if holds { self.heap.number(1) } else { self.heap.nil() }
    }
}
