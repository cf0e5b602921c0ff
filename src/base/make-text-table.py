#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""make-text-table.py gx-text-han.txt gx-text-readings.txt: prints gx-text-table.c, the arrays of
gx-text-private.h, so that a name's reading costs a look-up."""

import sys

HAN = range(0x3400, 0xa000)
LATIN = {'latin': range(0xc0, 0x250), 'latin_additional': range(0x1e00, 0x1f00)}
MAX_ENTRY = 4
BEGINS_ENTRY = 0x8000


class Table:
    def __init__(self):
        self.syllables = {'': 0}  # syllable: its number; 0 is "no reading"
        self.readings = {}        # character: number
        self.simple = {}          # traditional character: simplified
        self.ascii = {}           # accented letter: letters
        self.entries = []         # (text, numbers, is_surname)

    def number(self, syllable):
        if not (syllable.isascii() and syllable.islower() and len(syllable) <= 7):
            sys.exit(f'make-text-table: “{syllable}” is no syllable')
        return self.syllables.setdefault(syllable, len(self.syllables))

    def add_entry(self, text, syllables=None, is_surname=False):
        if any(ord(c) not in HAN or c in self.simple for c in text) or len(text) > MAX_ENTRY:
            sys.exit(f'make-text-table: write “{text}” simplified, in up to {MAX_ENTRY} characters')
        if syllables is not None and len(syllables) != len(text):
            sys.exit(f'make-text-table: “{text}” has another number of syllables')
        numbers = [self.number(s) for s in syllables] if syllables else [self.readings[c] for c in text]
        self.entries.append((text, numbers, is_surname))

    def read(self, path):
        """A line is a verb and its words; the heads of both files say which."""
        with open(path, encoding='utf-8') as file:
            lines = [line.split() for line in file if line.strip() and line[0] != '#']
        for verb, *words in lines:
            match verb:
                case 'read':
                    self.readings.update(dict.fromkeys(words[1], self.number(words[0])))
                case 'simple':
                    self.simple.update(zip(words[0][::2], words[0][1::2]))
                case 'ascii':
                    self.ascii.update((word[0], word[1:]) for word in words)
                case 'character':
                    self.readings[words[0]] = self.number(words[1])
                case 'word' | 'surname':
                    self.add_entry(words[0], words[1:], verb == 'surname')
                case 'surnames':
                    for word in words:
                        self.add_entry(word, is_surname=True)
                case _:
                    sys.exit(f'make-text-table: what is “{verb}”?')

    def print_han(self):
        begins = {text[0] for text, _, _ in self.entries}
        print_array('char gx_text_syllables[][8]', [f'"{syllable}"' for syllable in self.syllables])
        print_array('guint16 gx_text_readings[]',
                    [self.readings.get(chr(c), 0) | (BEGINS_ENTRY if chr(c) in begins else 0) for c in HAN])
        print_array('guint16 gx_text_simplified[]', [ord(self.simple.get(chr(c), chr(c))) for c in HAN])

    def print_entries(self):
        """By first character, then the longest first, for that is met first."""
        def pad(numbers):
            return ', '.join(str(number) for number in [*numbers, *[0] * MAX_ENTRY][:MAX_ENTRY])
        self.entries.sort(key=lambda entry: (entry[0][0], -len(entry[0]), not entry[2], entry[0]))
        print_array('GxTextEntry gx_text_entries[]',
                    [f'{{ {{ {pad(map(ord, text))} }}, {{ {pad(numbers)} }}, '
                     f'{len(text)}, {int(is_surname)} }}'
                     for text, numbers, is_surname in self.entries])
        print(f'const guint gx_text_n_entries = {len(self.entries)};\n')

    def print_latin(self):
        for name, letters in LATIN.items():
            print_array(f'char gx_text_{name}[][4]', [f'"{self.ascii.get(chr(c), "")}"' for c in letters])


def print_array(declaration, values):
    print(f'const {declaration} = {{')
    for value in values:
        print(f'  {value},')
    print('};\n')


def main(paths):
    table = Table()
    for path in paths:
        table.read(path)
    print('/* Made by make-text-table.py. */\n#include "base/gx-text-private.h"\n')
    table.print_han()
    table.print_entries()
    table.print_latin()


if __name__ == '__main__':
    main(sys.argv[1:])
