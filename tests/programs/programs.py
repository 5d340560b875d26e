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
        self.names = {'loud': [], 'list': [], 'int': [], 'any': [], 'function': []}
        self.lines = []
        self.blocks = 0
        self.hidden = 0

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
            lambda: f'({self.loud(depth - 1)} if {self.bool(depth - 1)} else {self.loud(depth - 1)})',
            lambda: f'keep({self.any(depth - 1)})',
        ])()

    def any(self, depth):
        """An object of which a unit knows only when it runs that it is a `Loud`."""
        if depth <= 0:
            return self.name('any') or f'[{self.new()}][0]'
        return self.rng.choice([
            lambda: self.name('any') or f'[{self.loud(depth - 1)}][0]',
            lambda: f'[{self.loud(depth - 1)}, {self.any(depth - 1)}][{self.rng.choice([0, 1, -1])}]',
            lambda: f'({self.loud(depth - 1)}, {self.loud(depth - 1)})[1]',
            lambda: f'{self.comprehension(depth)}[0]',
            lambda: f'{self.name("function")}({self.loud(depth - 1)}, {self.loud(depth - 1)})'
            if self.names['function'] else f'{{1: {self.loud(depth - 1)}}}[1]',
            lambda: f'{self.louds(depth - 1)}.pop({self.rng.choice(["", 0, -1])})',
        ])()

    def louds(self, depth):
        """A list of at least one `Loud`."""
        if depth <= 0:
            return f'[{self.loud(0)}]'
        return self.rng.choice([
            lambda: f'[{self.loud(depth - 1)}, {self.loud(depth - 1)}]',
            lambda: f'[{self.loud(depth - 1)}, *{self.louds(depth - 1)}]',
            lambda: self.comprehension(depth),
            lambda: f'{self.louds(depth - 1)}[{self.rng.choice(["::-1", ":", "-1:", ":1"])}]',
            lambda: f'list({self.louds(depth - 1)})',
            lambda: f'sorted({self.louds(depth - 1)}, key=lambda own: number(own))',
        ])()

    def comprehension(self, depth):
        """A list made of one. It names nothing of the program: CPython drops what inner functions use after all other names."""
        self.hidden += 1
        name, iterable = f'own{self.hidden}', self.louds(depth - 1)
        known, self.names = self.names, {kind: [] for kind in self.names}
        self.names['any'] = [name]
        element = self.rng.choice([lambda: name, lambda: self.any(depth - 1), lambda: f'keep({name})'])()
        condition = self.rng.choice(['', '', f' if keep({name}).n > 0', f' if {name} is {name}'])
        self.names = known
        return f'[{element} for {name} in {iterable}{condition}]'

    def number(self):
        self.born += 1
        return self.born

    def new(self):
        return f'loud({self.number()})'

    def item(self, depth):
        return self.rng.choice([self.loud, self.loud, self.any, self.int, self.list, self.bool, self.text])(depth)

    def list(self, depth):
        if depth <= 0:
            return self.name('list') if self.names['list'] and self.rng.random() < 0.5 else f'[{self.loud(0)}]'
        return self.rng.choice([
            lambda: f'[{self.item(depth - 1)}]',
            lambda: f'[{self.item(depth - 1)}, {self.item(depth - 1)}]',
            lambda: f'({self.list(depth - 1)} + {self.list(depth - 1)})',
            lambda: f'({self.list(depth - 1)} * {self.rng.randint(0, 2)})',
            lambda: f'({self.list(depth - 1)} or {self.list(depth - 1)})',
            lambda: self.louds(depth - 1),
            lambda: f'{self.list(depth - 1)}[{self.rng.choice(["::-1", ":1", "1:", "::2", "-1:"])}]',
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
            lambda: f'refcount({self.name("any")})' if self.names['any'] else '8',
            lambda: f'sum([keep({self.any(depth - 1)}).n, {self.int(depth - 1)}])',
            lambda: f'({self.int(depth - 1)} if {self.bool(depth - 1)} else {self.int(depth - 1)})',
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
            lambda: f'({self.any(depth - 1)} is {self.loud(depth - 1)})',
            lambda: f'any(keep(own).n > 3 for own in {self.louds(depth - 1)})',
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
            lambda: self.bind('int', f'int({self.int(depth)})'),
            lambda: self.lines.append(f'print({self.shown(depth)})'),
            lambda: self.lines.append(f'print({self.shown(depth - 1)}, {self.shown(depth - 1)})'),
            lambda: self.lines.append(self.item(depth)),
            lambda: self.set_attribute(depth),
            lambda: self.set_item(depth),
            lambda: self.delete(),
            lambda: self.lines.append(f'assert {self.bool(depth)} or True'),
            lambda: self.augment(depth),
            lambda: self.bind('any', self.any(depth)),
            lambda: self.unpack(depth),
            lambda: self.delete_item(),
            lambda: self.block(self.branches, depth),
            lambda: self.block(self.loop, depth),
            lambda: self.block(self.counted_loop, depth),
            lambda: self.function(depth),
        ])()
        self.lines.append(f'print("line {len(self.lines)}")')

    def unpack(self, depth):
        """Several names at once."""
        # In a function, CPython binds the names of a tuple that is written out from right to left: names that are new do not show it.
        is_shown = self.blocks > 0
        names, values = self.rng.choice([
            lambda: (['loud', 'loud'], f'[{self.loud(depth - 1)}, {self.loud(depth - 1)}]'),
            lambda: (['any', '*list'], f'{self.louds(depth - 1)}'),
            lambda: (['*list', 'any'], f'{self.louds(depth - 1)}'),
            lambda: (['loud', ['any', 'any']], f'[{self.loud(0)}, ({self.any(0)}, {self.loud(0)})]'),
            *([] if is_shown else [
                lambda: (['loud', 'any'], f'{self.loud(depth - 1)}, {self.any(depth - 1)}'),
                lambda: (['any', ['any', 'any']], f'{self.any(0)}, ({self.loud(0)}, {self.any(0)})'),
            ]),
        ])()
        self.lines.append(f'{self.targets(names)} = {values}')

    def targets(self, names):
        return ', '.join(f'({self.targets(name)})' if isinstance(name, list) else self.target(name) for name in names)

    def target(self, kind):
        star, kind = ('*', kind[1:]) if kind.startswith('*') else ('', kind)
        self.hidden += 1
        name = f'{kind}{self.hidden}part'
        self.names[kind].append(name)
        return star + name

    def block(self, write, depth):
        """Statements in a block. What they bind is not used behind it, and nothing that was bound before is deleted."""
        if self.blocks == 2:
            return
        self.blocks += 1
        write(depth)
        self.blocks -= 1

    def inside(self, names, count):
        """The lines of a block in which these names are bound as well."""
        outer, known = self.lines, {kind: list(of_kind) for kind, of_kind in self.names.items()}
        self.lines = []
        for kind, name in names:
            self.names[kind].append(name)
        for _ in range(count):
            self.statement()
        lines, self.lines, self.names = self.lines, outer, known
        return lines

    def branches(self, depth):
        self.lines.append((f'if {self.bool(depth)}', self.inside([], 1)))
        if self.rng.random() < 0.5:
            self.lines.append((f'elif {self.bool(depth - 1)}', self.inside([], 1)))
        if self.rng.random() < 0.5:
            self.lines.append(('else', self.inside([], 1)))

    def loop(self, depth):
        self.hidden += 1
        name, iterable = f'each{self.hidden}', self.louds(depth - 1)
        lines = self.inside([('any', name)], 2)
        if self.rng.random() < 0.3:
            lines.insert(self.rng.choice([0, len(lines)]), (f'if {self.bool(1)}', [self.rng.choice(['break', 'continue'])]))
        self.lines.append((f'for {name} in {iterable}', lines))

    def counted_loop(self, depth):
        self.hidden += 1
        name = f'number{self.hidden}'
        if self.rng.random() < 0.5:
            lines = self.inside([('int', name)] if self.rng.random() < 0.5 else [], 2)
            self.lines.append((f'for {name} in range({self.rng.randint(0, 3)})', lines))
        else:
            self.lines += [f'{name} = {self.rng.randint(0, 3)}',
                           (f'while {name} > 0', [f'{name} -= 1', *self.inside([], 2)])]

    def function(self, depth):
        if self.blocks:
            return
        self.hidden += 1
        name, known = f'function{self.hidden}', self.names
        self.names = {kind: [] for kind in known}
        self.names['any'] = ['a', 'b']
        value = self.any(depth)
        self.names = known
        self.names['function'].append(name)
        self.lines.append((f'def {name}(a, b)', [f'return {value}']))

    def delete_item(self):
        name = self.name('list')
        if name:
            self.lines += [f'{name} += [{self.loud(0)}, {self.int(0)}]',
                           f'del {name}[{self.rng.choice(["0", "-1", ":1", "::2"])}]']

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
        kind = self.rng.choice(['loud', 'list', 'int', 'any'])
        name = self.name(kind)
        if name and not self.blocks:
            self.names[kind].remove(name)
            self.lines.append(f'del {name}')


def programs(seed, count):
    for at in range(count):
        program = Program(random.Random(f'{seed} {at}'))
        for _ in range(6):
            program.statement()
        # The value of some is that of the last expression. Without one, names that only blocks bind go before the others, which
        # are the value.
        has_block = any(isinstance(line, tuple) for line in program.lines)
        if has_block or program.rng.random() < 0.3:
            program.lines.append('return ' + program.item(2))
        yield program.lines


def python_of(all_lines):
    code = [PYTHON]
    for at, lines in enumerate(all_lines):
        code.append(f'def program_{at}():')
        code += python_lines(lines, 1)
        code.append(f'print("== {at}")\nprogram_{at}()')
    # What is in circles stays: in which order it would go is no matter of the language.
    code.append('sys.stdout.flush()\nos._exit(0)')
    return '\n'.join(code) + '\n'


def python_lines(lines, depth):
    for line in lines:
        if isinstance(line, str):
            yield '    ' * depth + line
        else:
            yield '    ' * depth + line[0] + ':'
            yield from python_lines(line[1], depth + 1)


def unit_lines(lines):
    for line in lines:
        if isinstance(line, str):
            yield line + ';'
        else:
            yield line[0] + ' {'
            yield from ('    ' + inner for inner in unit_lines(line[1]))
            yield '}'


def unit_of(at, lines):
    last = lines[-1].removeprefix('return ') if lines[-1].startswith('return ') else None
    ended = list(unit_lines(lines if last is None else lines[:-1]))
    if last is not None:
        ended.append(last)
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
    for name in ['recorded.txt', 'operators.txt']:
        open(os.path.join(folder, name), 'w').close()
    with open(os.path.join(folder, 'operators.rs'), 'w') as file:
        file.write('pub(super) const ALL: [fn(); 0] = [];')
    program = os.path.join(folder, 'programs')
    compiled = subprocess.run(['rustc', '--edition=2024', '-Awarnings', *libraries, '-o', program, 'main.rs'],
                              cwd=folder, capture_output=True, text=True)
    if compiled.returncode:
        print(compiled.stderr[:4000])
        return len(all_lines)
    ours = subprocess.run([program, 'run', 'recorded'], capture_output=True, text=True).stdout.split('== ')[1:]
    python = output_of_python(all_lines).split('== ')[1:]
    different = 0
    for at, (lines, one, other) in enumerate(zip(all_lines, python, ours + [''] * len(python))):
        if one != other:
            different += 1
            if different <= 3:
                print('\n'.join(python_lines(lines, 0)), f'\n--- python\n{one}--- graph!\n{other}')
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
