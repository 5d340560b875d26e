"""Every operator with every kind of operand on both sides, as Python and as units of `graph!`.

    python3 tests/programs/operators.py record      writes what `cargo test` runs: operators.rs, operators.txt

Needs python3.11 or later.
"""
import os
import subprocess
import sys
import warnings

HERE = os.path.dirname(os.path.abspath(__file__))
PYTHON = '''
class Node:
    def __init__(self): self.size = 6; self.link = self
    def number(self): return 6
def six(): return 6
def same(a): return a
'''
# What stands before the expressions. The names are those of the operands.
BEFORE = ['a = 6', 'b = 2', 'items = [6, 2, [6]]', 'table = {"k": 6}', 'node = Node()']
# One operand of each kind: all are 6, but for signs and chains.
OPERANDS = {
    'name': 'a', 'other name': 'b', 'literal': '6', 'negative literal': '-3', 'float': '1.5', 'call': 'six()',
    'call with argument': 'same(a)', 'method': 'node.number()', 'attribute': 'node.size', 'chain': 'node.link.link.size',
    'item': 'items[0]', 'item of dict': 'table["k"]', 'items of items': 'items[2][0]', 'parenthesised': '(a)',
    'operation': '(a + b)', 'negative': '-a', 'inverted': '~b', 'power': 'a ** b', 'conditional': '(a if b else 0)',
    'built-in': 'len(items)', 'truth': 'True', 'walrus': '(c := 5)', 'negated': '(not a)', 'item of slice': 'items[:2][0]',
}
# On one side of each operator stands one of these.
USUAL = ['a', '6', '-3', 'six()', 'node.size', 'items[0]', '(a)']
OPERATORS = ['+', '-', '*', '/', '%', '**', '<<', '>>', '&', '|', '^', '==', '!=', '<', '<=', '>', '>=', 'and', 'or']
# On the right of `in` stands what has items; on both sides of `is` what Python does not warn of.
CONTAINERS = ['items', '[6, a]', '(6, 7)', '{6: 1}', '{6, a}', 'items[2]', '(items)', '[*items]', 'items[:1]']
TARGETS = ['name', 'attribute', 'item', 'item of dict', 'chain']
AUGMENTS = ['+', '-', '*', '/', '%', '<<', '>>', '&', '|', '^']


def is_literal(operand):
    return operand.lstrip('-')[0].isdigit() or operand == '(c := 5)'


def results(expressions):
    """The expressions that have a value, which Python prints."""
    names = {}
    exec(PYTHON + '\n'.join(BEFORE), names)
    for expression in expressions:
        with warnings.catch_warnings():
            warnings.simplefilter('error')
            try:
                value = eval(expression, dict(names))
            except (TypeError, ValueError, ZeroDivisionError, OverflowError):
                continue
        # Results are those of 64 bits, and of real numbers.
        if not isinstance(value, complex) and not (isinstance(value, int) and abs(value) >= 2 ** 63):
            yield expression


def rows():
    """A title and expressions for each operator and operand on its left."""
    operands = list(OPERANDS.values())
    for operator in OPERATORS:
        for left in operands:
            # Powers of powers are too large.
            rights = [right for right in operands if (left in USUAL or right in USUAL)
                      and (operator not in ('**', '<<') or '**' not in left + right)]
            yield operator, [f'{left} {operator} {right}' for right in rights]
    for operator in ['is', 'is not']:
        for left in operands:
            yield operator, [f'{left} {operator} {right}' for right in [*operands, 'None']
                             if not is_literal(left) and not is_literal(right)]
    for operator in ['in', 'not in']:
        for left in operands:
            yield operator, [f'{left} {operator} {right}' for right in CONTAINERS]
    for sign in ['-', '+', '~', 'not ', '--', '-+~', 'not not ']:
        yield sign, [f'{sign}{operand}' for operand in operands]


def augmented():
    """Statements for each operator, kind of place and operand."""
    for operator in AUGMENTS:
        for target in TARGETS:
            for operand in OPERANDS.values():
                place = OPERANDS[target]
                if place == 'node.size' or place == 'node.link.link.size':
                    if operand == '1.5' or operator == '/':
                        continue
                yield operator, place, operand


def lines():
    """The statements after those that bind the names."""
    for operator, expressions in rows():
        kept = list(results(expressions))
        if kept:
            yield f'print({", ".join(kept)})'
    for operator, place, operand in augmented():
        if list(results([f'{place} {operator} {operand}'])):
            yield f'{place} {operator}= {operand}'
            yield f'print({place})'
            yield f'{place} = 6'


def unit(part):
    begin = [line.replace('Node()', 'new_node()') for line in BEFORE]
    body = ';\n        '.join([*begin, 'node.link = node', *part])
    return f'    graph! {{\n        {body};\n    }};\n'


def parts(all_lines, size=60):
    """The groups of three statements stay together."""
    all_lines = list(all_lines)
    prints = [line for line in all_lines if line.startswith('print') and line.count(',') > 0]
    others = all_lines[len(prints):]
    for some in (prints, others):
        for first in range(0, len(some), size):
            yield some[first:first + size]


def record():
    all_parts = list(parts(lines()))
    code = ['// Written by operators.py.', 'use super::*;', '']
    for at, part in enumerate(all_parts):
        code.append(f'fn part_{at}() {{\n{unit(part)}}}\n')
    code.append(f'pub(super) const ALL: [fn(); {len(all_parts)}] = [')
    code += [f'    part_{at},' for at in range(len(all_parts))]
    with open(os.path.join(HERE, 'operators.rs'), 'w') as file:
        file.write('\n'.join(code) + '\n];\n')
    program = [PYTHON]
    for at, part in enumerate(all_parts):
        program += [f'print("== {at}")', *BEFORE, *part]
    output = subprocess.run([sys.executable, '-W', 'ignore', '-'], input='\n'.join(program), capture_output=True,
                            text=True, check=True)
    with open(os.path.join(HERE, 'operators.txt'), 'w') as file:
        file.write(output.stdout)


if __name__ == '__main__':
    if sys.argv[1:] != ['record']:
        sys.exit(__doc__)
    record()
