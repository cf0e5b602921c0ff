#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Small things stay readable: no C file over 1,000 lines, no more than one function in a hundred over 80
lines, and no new line of code wider than 110 columns. Tells the medians."""

import re
import statistics

import lint

FILE_LINES = 1000
FUNCTION_LINES = 80
COLUMNS = 110
WIDE_LINES = 34  # that are left; this number only ever goes down


def functions(source):
    """(name, lines) of every function: from its name at the line's beginning to its closing brace there."""
    for match in re.finditer(r'^(\w+) \([^;{}]*\)\n\{\n.*?^\}', source, re.MULTILINE | re.DOTALL):
        yield match.group(1), match.group(0).count('\n') + 1


def check(root):
    complaints = []
    lengths, sizes, wide = [], [], 0
    for name, path in lint.files(root, 'src/**/*.c', 'src/**/*.h', 'tests/**/*.c'):
        text = lint.read(path)
        lines = text.splitlines()
        if len(lines) > FILE_LINES:
            complaints.append(f'{name}: {len(lines)} lines, more than {FILE_LINES}')
        wide += sum(len(line.rstrip()) > COLUMNS for line in lint.without_comments(text).splitlines())
        if name.startswith('src/') and name.endswith('.c'):
            sizes.append(len(lines))
            lengths += [(count, f'{name}: {function}') for function, count in functions(text)]
    if wide > WIDE_LINES:
        complaints.append(f'src, tests: {wide} lines are wider than {COLUMNS} columns, {wide - WIDE_LINES} too many')
    long = sorted((entry for entry in lengths if entry[0] > FUNCTION_LINES), reverse=True)
    if len(long) > max(1, len(lengths) // 100):
        complaints += [f'{where} has {count} lines, more than {FUNCTION_LINES}' for count, where in long]
    elif root == lint.HOUSE:
        for count, where in long:
            print(f'# {where} has {count} lines')
    if root == lint.HOUSE and lengths:
        median = statistics.median(count for count, _ in lengths)
        print(f'# {len(sizes)} files, median {statistics.median(sizes):.0f} lines; '
              f'{len(lengths)} functions, median {median:.0f} lines; {wide} lines over {COLUMNS} columns')
    return complaints


def function(name, lines):
    return f'static void\n{name} (int a,\n{" " * 9}int b)\n{{\n' + '  a++;\n' * lines + '}\n\n'


FILE = 'src/a/gx-a.c'
WRONG = [
    ('a long file is noticed', {FILE: 'int a;\n' * (FILE_LINES + 1)}, 'lines, more than 1000'),
    ('wide lines are noticed', {FILE: f'int {"a" * COLUMNS};\n' * (WIDE_LINES + 1)}, 'wider than'),
    ('long functions are noticed', {FILE: function('f', 90) + function('g', 90)}, 'g has 94 lines'),
]

if __name__ == '__main__':
    lint.run(check, {FILE: function('f', 70) + function('g', 90)}, WRONG)
