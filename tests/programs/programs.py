"""Random programs whose objects report their birth and death, as Python and as units of `graph!`.

    python3 tests/programs/programs.py compare --count 10000 --seed 1   compares both on new programs
    python3 tests/programs/programs.py record                           writes what `cargo test` runs: recorded.rs, recorded.txt

A program is a row of statements that both understand letter for letter; in a unit they end with `;`. Needs python3.11 or later.
"""
import argparse
import os
import random
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PYTHON = '''
import gc, os, sys
gc.disable()
getrefcount = sys.getrefcount
def refcount(x): return getrefcount(x) - 2
class Loud:
    def __init__(self, n, next=None):
        self.n = n; self.next = next; print("born", n)
    def __del__(self): print("dead", self.n)
    def same(self): return self
    def second(self, a): return a
    def __repr__(self): return f"<{self.n}>"
def loud(n): return Loud(n)
def linked(n, next): return Loud(n, next)
def keep(a): return a
def second(a, b): return b
def number(a): return a.n
'''
class Program:
    """One random program. Each kind of expression has a function that writes one of it."""

    def __init__(self, rng):
        self.rng = rng
        self.born = 0
        self.names = {'loud': [], 'list': [], 'int': []}
        self.lines = []

    def one_of(self, *makers):
        return self.rng.choice(makers)

    def name(self, kind):
        return self.rng.choice(self.names[kind]) if self.names[kind] else None

    def loud(self, depth):
        if depth <= 0:
            return self.name('loud') if self.names['loud'] and self.rng.random() < 0.6 else self.new()
        return self.rng.choice([
            lambda: self.new(),
            lambda: f'keep({self.loud(depth - 1)})',
            lambda: f'second({self.loud(depth - 1)}, {self.loud(depth - 1)})',
            lambda: f'{self.loud(depth - 1)}.same()',
            lambda: f'{self.loud(depth - 1)}.second({self.loud(depth - 1)})',
            lambda: f'linked({self.number()}, {self.loud(depth - 1)}).next',
            lambda: f'linked({self.number()}, {self.loud(depth - 1)})',
            lambda: f'({self.loud(depth - 1)} or {self.loud(depth - 1)})',
            lambda: f'({self.loud(depth - 1)} and {self.loud(depth - 1)})',
        ])()

    def number(self):
        self.born += 1
        return self.born

    def new(self):
        return f'loud({self.number()})'

    def item(self, depth):
        return self.rng.choice([self.loud, self.loud, self.int, self.list, self.bool, self.text])(depth)

    def list(self, depth):
        if depth <= 0:
            return self.name('list') if self.names['list'] and self.rng.random() < 0.5 else f'[{self.loud(0)}]'
        return self.rng.choice([
            lambda: f'[{self.item(depth - 1)}]',
            lambda: f'[{self.item(depth - 1)}, {self.item(depth - 1)}]',
            lambda: f'({self.list(depth - 1)} + {self.list(depth - 1)})',
            lambda: f'({self.list(depth - 1)} * {self.rng.randint(0, 2)})',
            lambda: f'({self.list(depth - 1)} or {self.list(depth - 1)})',
        ])()

    def int(self, depth):
        if depth <= 0:
            return self.name('int') if self.names['int'] and self.rng.random() < 0.5 else str(self.rng.randint(0, 9))
        return self.rng.choice([
            lambda: f'len({self.list(depth - 1)})',
            lambda: f'len(({self.item(depth - 1)}, {self.item(depth - 1)}))',
            lambda: f'{self.loud(depth - 1)}.n',
            lambda: f'number({self.loud(depth - 1)})',
            lambda: f'({self.int(depth - 1)} + {self.int(depth - 1)})',
            lambda: f'({self.int(depth - 1)} - {self.int(depth - 1)} * {self.int(depth - 1)})',
            lambda: f'refcount({self.name("loud")})' if self.names['loud'] else '7',
        ])()

    def bool(self, depth):
        if depth <= 0:
            return self.rng.choice(['True', 'False'])
        return self.rng.choice([
            lambda: f'({self.loud(depth - 1)} is {self.loud(depth - 1)})',
            lambda: f'({self.loud(depth - 1)} is not {self.loud(depth - 1)})',
            lambda: f'({self.loud(depth - 1)} == {self.loud(depth - 1)})',
            lambda: f'(id({self.new()}) == id({self.new()}))',
            lambda: f'({self.loud(depth - 1)} in {self.list(depth - 1)})',
            lambda: f'({self.loud(depth - 1)} not in ({self.item(depth - 1)}, {self.item(depth - 1)}))',
            lambda: f'({self.int(depth - 1)} < {self.int(depth - 1)} <= {self.int(depth - 1)})',
            lambda: f'({self.loud(depth - 1)} is {self.loud(depth - 1)} is {self.loud(depth - 1)})',
            lambda: f'(not {self.item(depth - 1)})',
            lambda: f'({self.bool(depth - 1)} and {self.bool(depth - 1)})',
            lambda: f'({self.bool(depth - 1)} or {self.bool(depth - 1)})',
        ])()

    def text(self, depth):
        if depth <= 0:
            return '"t"'
        return self.rng.choice([
            lambda: f'str({self.int(depth - 1)})',
            lambda: f'("t" + str({self.int(depth - 1)}))',
            lambda: f'(str({self.bool(depth - 1)}) + str({self.int(depth - 1)}))',
        ])()

    def shown(self, depth):
        return self.rng.choice([self.int, self.bool, self.text])(depth)

    def bind(self, kind, value):
        known = self.names[kind]
        name = self.rng.choice(known) if known and self.rng.random() < 0.5 else f'{kind}{len(known) + 1}'
        self.lines.append(f'{name} = {value}')
        if name not in known:
            known.append(name)

    def statement(self):
        depth = self.rng.randint(1, 3)
        self.rng.choice([
            lambda: self.bind('loud', self.loud(depth)),
            lambda: self.bind('list', self.list(depth)),
            lambda: self.bind('int', self.int(depth)),
            lambda: self.lines.append(f'print({self.shown(depth)})'),
            lambda: self.lines.append(f'print({self.shown(depth - 1)}, {self.shown(depth - 1)})'),
            lambda: self.lines.append(self.item(depth)),
            lambda: self.set_attribute(depth),
            lambda: self.set_item(depth),
            lambda: self.delete(),
            lambda: self.lines.append(f'assert {self.bool(depth)} or True'),
            lambda: self.augment(depth),
        ])()
        self.lines.append(f'print("line {len(self.lines)}")')

    def set_attribute(self, depth):
        self.lines.append(f'{self.loud(depth)}.next = {self.loud(depth)}')

    def set_item(self, depth):
        name = self.name('list')
        if name:
            self.lines += [f'{name} += [{self.loud(0)}]', f'{name}[{self.index(depth)}] = {self.item(depth)}']

    def index(self, depth):
        return self.rng.choice(['0', '-1', f'len([{self.loud(depth - 1)}]) - 1'])

    def augment(self, depth):
        name = self.name('list')
        if name:
            self.lines.append(f'{name} += {self.list(depth)}')

    def delete(self):
        kind = self.rng.choice(['loud', 'list', 'int'])
        name = self.name(kind)
        if name:
            self.names[kind].remove(name)
            self.lines.append(f'del {name}')


def programs(seed, count):
    for at in range(count):
        program = Program(random.Random(f'{seed} {at}'))
        for _ in range(6):
            program.statement()
        # The value of some is that of the last expression.
        if program.rng.random() < 0.3:
            program.lines.append('return ' + program.item(2))
        yield program.lines


def python_of(all_lines):
    code = [PYTHON]
    for at, lines in enumerate(all_lines):
        code.append(f'def program_{at}():')
        code += ['    ' + line for line in lines]
        code.append(f'print("== {at}")\nprogram_{at}()')
    # What is in circles stays: in which order it would go is no matter of the language.
    code.append('sys.stdout.flush()\nos._exit(0)')
    return '\n'.join(code) + '\n'


def unit_of(at, lines):
    ended = [line.removeprefix('return ') if line.startswith('return ') else line + ';' for line in lines]
    if at % 3 == 0:
        ended.insert(0, '#![interactive]')
    body = '\n'.join('        ' + line for line in ended)
    return f'fn program_{at}() {{\n    graph! {{\n{body}\n    }};\n}}\n'


def units_of(all_lines):
    code = ['// Written by programs.py.', 'use super::*;', '']
    code += [unit_of(at, lines) for at, lines in enumerate(all_lines)]
    code.append(f'pub(super) const ALL: [fn(); {len(all_lines)}] = [')
    code += [f'    program_{at},' for at in range(len(all_lines))]
    return '\n'.join(code) + '\n];\n'


def output_of_python(all_lines):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'programs.py')
        with open(path, 'w') as file:
            file.write(python_of(all_lines))
        return subprocess.run([sys.executable, '-W', 'ignore', path], capture_output=True, text=True, check=True).stdout


def record():
    all_lines = list(programs(0, 100))
    with open(os.path.join(HERE, 'recorded.rs'), 'w') as file:
        file.write(units_of(all_lines))
    with open(os.path.join(HERE, 'recorded.txt'), 'w') as file:
        file.write(output_of_python(all_lines))


def compare(count, seed, at_once=200):
    """Programs in crates of some hundred: each is compiled once."""
    different = 0
    with tempfile.TemporaryDirectory() as folder:
        libraries = build(folder)
        for first in range(0, count, at_once):
            all_lines = list(programs(f'{seed} {first}', min(at_once, count - first)))
            different += compare_some(all_lines, folder, libraries)
            print(f'{first + len(all_lines)} programs, {different} different', flush=True)
    return different


def build(folder):
    """Builds the library, and returns where rustc finds it."""
    subprocess.run(['cargo', 'build', '-q', '-p', 'obj-runtime'], cwd=ROOT, check=True)
    target = os.environ.get('CARGO_TARGET_DIR', os.path.join(ROOT, 'target'))
    dependencies = os.path.join(target, 'debug', 'deps')
    rlibs = [os.path.join(dependencies, name) for name in os.listdir(dependencies)
             if name.startswith('libobj_runtime-') and name.endswith('.rlib')]
    return ['-L', f'dependency={dependencies}', '--extern', f'obj_runtime={max(rlibs, key=os.path.getmtime)}']


def compare_some(all_lines, folder, libraries):
    with open(os.path.join(HERE, 'main.rs')) as file:
        main = file.read()
    with open(os.path.join(folder, 'recorded.rs'), 'w') as file:
        file.write(units_of(all_lines))
    with open(os.path.join(folder, 'main.rs'), 'w') as file:
        file.write(main)
    with open(os.path.join(folder, 'recorded.txt'), 'w') as file:
        file.write('')
    program = os.path.join(folder, 'programs')
    compiled = subprocess.run(['rustc', '--edition=2024', '-Awarnings', *libraries, '-o', program, 'main.rs'],
                              cwd=folder, capture_output=True, text=True)
    if compiled.returncode:
        print(compiled.stderr[:4000])
        return len(all_lines)
    ours = subprocess.run([program, 'run'], capture_output=True, text=True).stdout.split('== ')[1:]
    python = output_of_python(all_lines).split('== ')[1:]
    different = 0
    for at, (lines, one, other) in enumerate(zip(all_lines, python, ours + [''] * len(python))):
        if one != other:
            different += 1
            if different <= 3:
                print('\n'.join(lines), f'\n--- python\n{one}--- graph!\n{other}')
    return different


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('command', choices=['compare', 'record'])
    parser.add_argument('--count', type=int, default=10000)
    parser.add_argument('--seed', default='1')
    arguments = parser.parse_args()
    if arguments.command == 'record':
        record()
    else:
        sys.exit(compare(arguments.count, arguments.seed) > 0)


if __name__ == '__main__':
    main()
