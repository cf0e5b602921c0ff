#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-icu.py ASK-ICU gx-text-han.txt: the table is word for word what the ICU that made it says. Another
ICU may know a few characters better; then says how many, and which for a start: nothing is taken over by
itself, for every book's names are ordered by the table."""

import re
import subprocess
import sys


def facts(text):
    """What the lines say, one fact a character."""
    told = set()
    for verb, *words in (line.split() for line in text.splitlines() if line and line[0] != '#'):
        if verb == 'read':
            told.update((verb, character, words[0]) for character in words[1])
        elif verb == 'simple':
            told.update((verb, *pair) for pair in zip(words[0][::2], words[0][1::2]))
        else:
            told.update((verb, word[0], word[1:]) for word in words)
    return told


def main(ask_icu, path):
    here = subprocess.run([ask_icu, '--version'], capture_output=True, text=True, check=True).stdout.strip()
    asked = subprocess.run([ask_icu], capture_output=True, encoding='utf-8', check=True).stdout
    with open(path, encoding='utf-8') as file:
        ours = file.read()
    maker = re.search(r'as ICU (\S+) has them', ours).group(1)
    other = sorted(facts(ours) ^ facts(asked))
    characters = sorted({character for _, character, _ in other})

    print('1..1')
    some = ''.join(characters[:40])
    print(f'# the table is of ICU {maker}; ICU {here} differs in {len(characters)} characters: {some}')
    if here == maker:
        fine, what = asked == ours, 'the table is what ICU says'
    else:
        fine, what = len(characters) < len(facts(ours)) // 100, 'another ICU says nearly the same'
    print(f'{"ok" if fine else "not ok"} 1 - {what}')
    return 0 if fine else 1


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
