#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""find.py en|zh: everything from one field, by the keyboard alone: a customer by initials, a command by its
name, a note by what was said; what is chosen is told, and the cursor goes back where it was. And the list is
narrowed by the facets beside it."""

import os
import pathlib
import subprocess
import sys

from gx_e2e import BUILD, Program, Story, wait_until

NOW = '2026-11-20T10:30:00+08:00'
CLI = BUILD / 'src' / 'cli' / 'guanxi-cli'
PEOPLE = ['张伟', '赵薇薇', 'Ann Lee']


def open_field(program):
    program.key('ctrl+k')
    field = program.find('text', program.say('Find anything'))
    wait_until('the cursor in the field', lambda: field.has('FOCUSED'))
    return field


def told(field):
    """What is chosen, as a screen reader hears it from the field."""
    return field.accessible.get_description()


def shown(program):
    """The name of the customer whose page is in front."""
    return program.part('Customers', 'Customer', 'Who it is').words()


def open_customer(program):
    """Ctrl+K finds two by their initials; Down and Enter open the second"""
    field = open_field(program)
    wait_until('whom one changed last', lambda: 'Ann Lee' in told(field))
    program.type('zw')
    wait_until('the first', lambda: told(field).split(',')[0] in PEOPLE[:2])
    first = told(field).split(',')[0]
    program.key('Down')
    second = ({*PEOPLE[:2]} - {first}).pop()
    wait_until('the second', lambda: told(field).split(',')[0] == second)
    program.key('Return')
    wait_until('the page of the second', lambda: second in shown(program))


def run_command(program):
    """Ctrl+K runs a command by its name"""
    field = open_field(program)
    name = program.words.gettext('_Preferences').replace('(_P)', '').replace('_', '')
    program.type('preferences')
    wait_until('the command', lambda: told(field).startswith(name))
    program.key('Return')
    program.dialog(program.say('Preferences'))
    program.key('Escape')
    program.wait_alone()


def open_note(program):
    """Ctrl+K finds who said something"""
    field = open_field(program)
    program.type('oolong')
    wait_until('the offer and the note', lambda: program.look('list item', 'oolong.*Ann Lee') is not None)
    program.key('Up')
    wait_until('the note', lambda: 'Ann Lee' in told(field))
    program.key('Return')
    wait_until('the page of who said it', lambda: 'Ann Lee' in shown(program))


def go_back(program):
    """Esc gives the cursor back"""
    program.act('win.find')
    entry = program.part('Customers', 'List of customers').find('entry', program.say('Search customers'))
    wait_until('the cursor in the search', lambda: entry.look_focus() is not None or entry.has('FOCUSED'))
    open_field(program)
    program.key('Escape')
    wait_until('the cursor in the search again',
               lambda: entry.look_focus() is not None or entry.has('FOCUSED'))


def narrow(program):
    """F9 stands facets beside the list; a city is ticked and taken back by keys"""
    program.key('F9')
    facets = program.frame.find_box(program.say('Narrow the list'))
    city = facets.find('check box', 'Lijiang, 1|Lijiang，1')
    for _ in range(9):
        if city.has('FOCUSED'):
            break
        program.key('Tab')
    wait_until('the cursor on the city', lambda: city.has('FOCUSED'))
    program.key('space')
    wait_until('the city ticked', lambda: city.has('CHECKED'))
    chip = program.part('Customers', 'List of customers', 'Conditions').find(None, 'Lijiang')
    program.key('space')
    wait_until('the chip gone', lambda: not chip.is_seen())
    wait_until('the city no longer ticked', lambda: not city.has('CHECKED'))
    program.key('F9')


def main(language):
    home = pathlib.Path(os.environ.get('GUANXI_BUILD', BUILD)) / 'meson-private' / f'find-{language}'
    subprocess.run(['rm', '-rf', home], check=True)
    (home / 'books').mkdir(parents=True)
    book = home / 'books' / 'shop.guanxi'
    environment = {**os.environ, 'GUANXI_NOW': NOW}

    def call(*words):
        subprocess.run([CLI, '--book', book, *words], env=environment, check=True, capture_output=True)
    subprocess.run([CLI, 'book', 'new', book], env=environment, check=True, capture_output=True)
    for name in PEOPLE:
        call('customer', 'add', f'name={name}')
    call('customer', 'set', '--where', '{"field": "name", "contains": "Ann"}', 'city=Lijiang')
    call('event', 'add', '--customer', 'Ann Lee', '--kind', 'call', '--text', 'Wants the oolong of this spring')
    with Program(book, language=language, now=NOW, home=home) as program:
        program.resize(1200, 800)
        Story(f'find-{language}', [open_customer, run_command, open_note, go_back, narrow]).tell(program)


if __name__ == '__main__':
    main(sys.argv[1])
