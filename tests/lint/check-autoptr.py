#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A g_autoptr, g_autofree or g_auto that is not initialised frees garbage on an early return."""

import re

import lint

NAKED = re.compile(r'\b(g_auto(?:ptr|list|slist|queue)?\s*\([\w *]+\)|g_autofree\b[\w ]+\**|g_autofd\s+int)'
                   r'\s*\**\s*(\w+)\s*[;,]')


def check(root):
    complaints = []
    for name, path in lint.files(root, 'src/**/*.[ch]', 'tests/**/*.[ch]'):
        source = lint.without_comments(lint.read(path))
        for match in NAKED.finditer(source):
            line = lint.line_of(source, match.start())
            complaints.append(f'{name}:{line}: {match.group(2)} is not initialised')
    return complaints


def body(line):
    return {'src/a/gx-a.c': f'void f (void)\n{{\n  {line}\n}}\n'}


WRONG = [
    ('a naked g_autoptr is noticed', body('g_autoptr (GError) error;'), 'error is not initialised'),
    ('a naked g_autofree is noticed', body('g_autofree char *text;'), 'text is not initialised'),
    ('a naked g_auto is noticed', body('g_auto (GStrv) words;'), 'words is not initialised'),
]

if __name__ == '__main__':
    right = body('g_autoptr (GError) error = NULL; g_autofree char *a = NULL; /* g_autofree char *b; */')
    lint.run(check, right, WRONG)
