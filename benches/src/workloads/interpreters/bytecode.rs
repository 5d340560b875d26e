//! From code to instructions of a stack machine.

use super::{Code, Id, Primitive, Program, Symbol};

/// One instruction.
#[derive(Clone, Copy, Debug)]
pub(super) enum Instruction {
    Nil,
    Number(i64),
    Local(usize),
    Captured(usize),
    Set(usize),
    Discard,
    Jump(usize),
    JumpIfNil(usize),
    JumpUnlessLess(usize),
    Apply(Primitive),
    CallGlobal(usize),
    /// Calls the function below so many arguments.
    Call(usize),
    /// Makes a function of so many captured variables.
    Closure(usize, usize),
    Get(Symbol),
    Put(Symbol),
    Return,
}

/// The instructions of each function of `program`.
pub(super) fn translate(program: &Program) -> Vec<Vec<Instruction>> {
    let translate = |function: &super::Function| {
        let mut translator = Translator { program, instructions: Vec::new() };
        translator.value(function.body);
        translator.emit(Instruction::Return);
        translator.instructions
    };
    program.functions.iter().map(translate).collect()
}

struct Translator<'p> {
    program: &'p Program,
    instructions: Vec<Instruction>,
}

impl Translator<'_> {
    fn emit(&mut self, instruction: Instruction) -> usize {
        self.instructions.push(instruction);
        self.instructions.len() - 1
    }

    /// Lets the jump at `place` lead to here.
    fn land(&mut self, place: usize) {
        let here = self.instructions.len();
        match &mut self.instructions[place] {
            Instruction::Jump(to) | Instruction::JumpIfNil(to) | Instruction::JumpUnlessLess(to) => *to = here,
            other => unreachable!("{other:?} is no jump"),
        }
    }

    fn values(&mut self, ids: &[Id]) {
        ids.iter().for_each(|&id| self.value(id));
    }

    /// A jump that is taken if the condition does not hold.
    fn jump_unless(&mut self, condition: Id) -> usize {
        if let Code::Apply(Primitive::Less, arguments) = self.program.code(condition) {
            self.values(arguments);
            return self.emit(Instruction::JumpUnlessLess(0));
        }
        self.value(condition);
        self.emit(Instruction::JumpIfNil(0))
    }

    /// Instructions that leave one value more on the stack.
    fn value(&mut self, id: Id) {
        let last = match self.program.code(id) {
            Code::Nil => Instruction::Nil,
            Code::Number(number) => Instruction::Number(*number),
            Code::Local(slot) => Instruction::Local(*slot),
            Code::Captured(index) => Instruction::Captured(*index),
            Code::Set(slot, value) => {
                self.value(*value);
                self.emit(Instruction::Set(*slot));
                Instruction::Nil
            }
            Code::Let(slot, value, body) => {
                self.value(*value);
                self.emit(Instruction::Set(*slot));
                return self.value(*body);
            }
            Code::If(condition, then, otherwise) => return self.choice(*condition, *then, *otherwise),
            Code::While(condition, body) => return self.repetition(*condition, *body),
            Code::Do(parts) => return self.sequence(parts),
            Code::Apply(primitive, arguments) => {
                self.values(arguments);
                Instruction::Apply(*primitive)
            }
            Code::CallGlobal(function, arguments) => {
                self.values(arguments);
                Instruction::CallGlobal(*function)
            }
            Code::Call(function, arguments) => {
                self.value(*function);
                self.values(arguments);
                Instruction::Call(arguments.len())
            }
            Code::Closure(function, captured) => {
                self.values(captured);
                Instruction::Closure(*function, captured.len())
            }
            Code::Get(of, symbol) => {
                self.value(*of);
                Instruction::Get(*symbol)
            }
            Code::Put(of, symbol, value) => {
                self.values(&[*of, *value]);
                Instruction::Put(*symbol)
            }
            other => panic!("this language has no {other:?}"),
        };
        self.emit(last);
    }

    fn choice(&mut self, condition: Id, then: Id, otherwise: Id) {
        let unless = self.jump_unless(condition);
        self.value(then);
        let end = self.emit(Instruction::Jump(0));
        self.land(unless);
        self.value(otherwise);
        self.land(end);
    }

    fn repetition(&mut self, condition: Id, body: Id) {
        let start = self.instructions.len();
        let end = self.jump_unless(condition);
        self.value(body);
        self.emit(Instruction::Discard);
        self.emit(Instruction::Jump(start));
        self.land(end);
        self.emit(Instruction::Nil);
    }

    fn sequence(&mut self, parts: &[Id]) {
        for (index, &part) in parts.iter().enumerate() {
            self.value(part);
            if index + 1 < parts.len() {
                self.emit(Instruction::Discard);
            }
        }
    }
}
