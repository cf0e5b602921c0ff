#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""build-aux/count-tests counts honestly: what crashed, vanished or never ran is a failure."""

import json
import os
import subprocess
import tempfile

import lint

CASES = [
    ('subtests are added up', [('OK', '1..2\nok 1 /a\nok 2 /b # SKIP no data\n')],
     '1 passed, 0 failed, 1 skipped', 0),
    ('a failed subtest counts once', [('FAIL', '1..2\nok 1 /a\nnot ok 2 /b\n')], '1 passed, 1 failed', 1),
    ('a crash counts beside what passed', [('ERROR', '1..3\nok 1 /a\n')], '1 passed, 1 failed', 1),
    ('a program counts by itself', [('OK', 'fine\n'), ('TIMEOUT', '')], '1 passed, 1 failed', 1),
    ('a skipped program is told', [('OK', ''), ('SKIP', '')], '1 passed, 0 failed, 1 skipped', 0),
    ('nothing run is no success', [], '0 passed, 0 failed', 1),
    ('a missing log is a failure', None, '0 passed, 1 failed', 1),
]
# What the first try said, what the second: of what passed once in two, the first try is told.
AGAIN = [
    ('the second try counts', ('OK', '1..1\nok 1 /a\n'), 'tried again: x\n    1..1\n    # once\n',
     '1 passed, 0 failed', 0),
    ('what fails twice has failed', ('FAIL', '1..1\nnot ok 1 /a\n'),
     'FAILED x (fail)\n    1..1\n    not ok 1 /a\n', '0 passed, 1 failed', 1),
]


def write_log(path, tests):
    with open(path, 'w', encoding='utf-8') as file:
        for result, out in tests:
            file.write(json.dumps({'name': 'x', 'result': result, 'stdout': out}) + '\n')


def check(number, name, logs, words, status):
    done = subprocess.run([lint.HOUSE / 'build-aux' / 'count-tests', *logs], capture_output=True, text=True)
    fine = done.stdout.splitlines()[-1] == words[-1] and done.returncode == status and all(
        word in done.stdout for word in words)
    print(f"{'ok' if fine else 'not ok'} {number} - {name}"
          + ('' if fine else f' # got “{done.stdout}”, {done.returncode}'))


print(f'1..{len(CASES) + len(AGAIN)}')
for number, (name, tests, expected, status) in enumerate(CASES, 1):
    with tempfile.TemporaryDirectory() as folder:
        log = os.path.join(folder, 'log.json')
        if tests is not None:
            write_log(log, tests)
        check(number, name, [log], [expected], status)
for number, (name, second, told, expected, status) in enumerate(AGAIN, len(CASES) + 1):
    with tempfile.TemporaryDirectory() as folder:
        logs = [os.path.join(folder, file) for file in ('log.json', 'log_again.json')]
        write_log(logs[0], [('FAIL', '1..1\n# once\n')])
        write_log(logs[1], [second])
        check(number, name, logs, [told, expected], status)
