# SPDX-License-Identifier: GPL-3.0-or-later
"""What the lints share: a lint is a function from a tree to complaints, and samples of trees that must be
complained of.

A complaint is one sentence that begins with the file. run() prints TAP: first the house itself, then every
sample, so that a lint which has stopped to notice anything fails too."""

import pathlib
import re
import sys
import tempfile

HOUSE = pathlib.Path(__file__).resolve().parents[2]


def read(path):
    return path.read_text(encoding='utf-8')


def files(root, *patterns):
    """The files below root that match, sorted, as (name below root, path)."""
    found = {path for pattern in patterns for path in root.glob(pattern) if path.is_file()}
    return [(path.relative_to(root).as_posix(), path) for path in sorted(found)]


def without_comments(source):
    """C source with comments blanked, line numbers kept; strings stay."""
    def blank(match):
        text = match.group(0)
        return text if text[0] in '"\'' else re.sub(r'[^\n]', ' ', text)
    return re.sub(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|/\*.*?\*/|//[^\n]*', blank, source,
                  flags=re.DOTALL)


def line_of(source, offset):
    return source.count('\n', 0, offset) + 1


def make_tree(folder, tree):
    root = pathlib.Path(folder)
    for name, text in tree.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')
    return root


def run(check, right, wrong):
    """check(root) -> complaints; right: a tree without fault; wrong: [(name, tree laid over right, words
    expected)]."""
    number = 0

    def report(fine, name, remarks=()):
        nonlocal number
        number += 1
        for remark in remarks:
            print(f'# {remark}', file=sys.stdout if fine else sys.stderr)
        print(f"{'ok' if fine else 'not ok'} {number} - {name}")
        return fine

    print(f'1..{2 + len(wrong)}')
    complaints = check(HOUSE)
    fine = report(not complaints, 'the house', complaints)
    for name, tree, words in [('a right one passes', {}, None)] + list(wrong):
        with tempfile.TemporaryDirectory() as folder:
            found = check(make_tree(folder, {**right, **tree}))
        noticed = not found if words is None else any(words in complaint for complaint in found)
        fine &= report(noticed, name, [] if noticed else [f'expected “{words}”, got {found}'])
    sys.exit(0 if fine else 1)
