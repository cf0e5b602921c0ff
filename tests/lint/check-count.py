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

print(f'1..{len(CASES)}')
for number, (name, tests, expected, status) in enumerate(CASES, 1):
    with tempfile.TemporaryDirectory() as folder:
        log = os.path.join(folder, 'log.json')
        if tests is not None:
            with open(log, 'w', encoding='utf-8') as file:
                for result, out in tests:
                    file.write(json.dumps({'name': 'x', 'result': result, 'stdout': out}) + '\n')
        done = subprocess.run([lint.HOUSE / 'build-aux' / 'count-tests', log], capture_output=True, text=True)
    last = done.stdout.splitlines()[-1]
    fine = last == expected and done.returncode == status
    print(f"{'ok' if fine else 'not ok'} {number} - {name}"
          + ('' if fine else f' # got “{last}”, {done.returncode}'))
