#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ask.py en|zh: somebody is found by initials; a question is built by clicks, changed, turned round and kept;
after a restart it is asked again, and everybody it means is tagged and untagged, assigned, and exported. How
many there must be is always asked of guanxi-cli, in JSON written here."""

import csv
import json
import os
import pathlib
import re
import subprocess
import sys

from gx_e2e import BUILD, Program, Story, wait_until

NOW = '2026-11-20T10:30:00+08:00'
CLI = BUILD / 'src' / 'cli' / 'guanxi-cli'
BUYERS = {'has': 'purchase', 'where': {'field': 'day', 'within': '12 months'},
          'sum': {'field': 'amount', 'at_least': '1000'}}
TAG = 'Lanterns'
OWNER = 'Lamplighter'


def ask(program, *words):
    """What guanxi-cli prints, as objects."""
    done = subprocess.run([CLI, '--book', program.book, '--format', 'json', *words],
                          env={**program.environment, 'GUANXI_NOW': NOW}, capture_output=True, text=True,
                          check=True)
    return json.loads(done.stdout)


def count(program, criteria):
    return ask(program, 'customer', 'count', '--where', json.dumps(criteria))['count']


def lifecycle(*classes):
    return {'field': 'lifecycle', 'is': list(classes)}


def pane(program):
    return program.part('Customers', 'List of customers')


def bar(program):
    return pane(program).look_part(program.say('Conditions'))


def told(program, one, many, number):
    """A pattern for words that tell a number."""
    return f'^{re.escape(program.words.ngettext(one, many, number) % number)}$'


def wait_count(program, number):
    """Until the title over the list tells so many."""
    wanted = told(program, '%s customer', '%s customers', number)
    wait_until(f'{number} customers over the list', lambda: pane(program).look('label', wanted) is not None)


def wait_asked(program, criteria):
    """Until the list shows whom this means: neither nobody nor everybody, else it would show nothing."""
    number = count(program, criteria)
    assert 0 < number < count(program, {'all': []}), number
    wait_count(program, number)


def press(program, place, role, english):
    place.find(role, program.say(english)).press()


def choose_field(program, english):
    """Presses "+ Condition", writes what is asked, and goes down to it."""
    def look_field():
        for entry in bar(program).look_all('entry', program.say('What is asked?')):
            if entry.has('FOCUSED') or entry.look_focus():
                return entry
        return None

    def focused():
        return next((row.name for row in bar(program).look_all('list item', into_lists=True)
                     if row.has('FOCUSED')), None)
    wait_until('the field for what is asked', look_field).write(program.words.gettext(english))
    for _ in range(9):
        before = focused()
        program.key('Down')
        if re.search(program.say(english),
                     wait_until('another row', lambda: focused() != before and focused())):
            program.key('Return')
            return
    raise AssertionError(f'nothing is called {english}')


def tick(program, english):
    """Goes to the box of this word and ticks it by the space bar: it has no action of its own."""
    wanted = program.say(english)
    wait_until(f'the box {english}', lambda: bar(program).look('check box', wanted))
    for _ in range(20):
        box = bar(program).look_focus('check box')
        if box and re.search(wanted, box.name):
            program.key('space')
            return wait_until(f'{english} ticked', lambda: box.has('CHECKED'))
        program.key('Tab')
        program.settle()
    raise AssertionError(f'the cursor does not come to {english}')


def choose_item(program, box, wanted):
    """Opens a list of a few items, goes down to the one of these words, and takes it. Newer toolkits call it by
    what is chosen in it."""
    box.press()
    program.settle()
    items = [item.look('label').name for item in box.look_all('list item')]
    program.key(*['Down'] * items.index(wanted), 'Return')
    wait_until(f'“{wanted}” chosen', lambda: box.look('label').name == wanted)


def close_popovers(program):
    while bar(program).look_focus() and bar(program).look_box(program.say('Condition')):
        program.key('Escape')
        program.settle()


def find_person(program):
    """“zw” in the list's search finds whom it begins; the arrows choose one, and they are open"""
    program.key('alt+2')
    program.act('win.find')
    program.settle()
    program.type('zw')
    wait_until('them in the list', lambda: pane(program).look('list item', '^张伟'))
    program.settle()
    names = [row.name for row in pane(program).look_all('list item')]
    program.key(*['Down'] * (1 + next(i for i, name in enumerate(names) if name.startswith('张伟'))))
    wait_until('the page of 张伟',
               lambda: '张伟' in program.part('Customers', 'Customer', 'Who it is').words())
    pane(program).find('entry', program.say('Search customers')).write('')
    wait_count(program, count(program, {'all': []}))


def ask_class(program):
    """a condition is added by clicks: a class"""
    press(program, bar(program), 'push button', 'Add a condition')
    choose_field(program, 'Lifecycle')
    tick(program, 'Active')
    wait_asked(program, lifecycle('active'))
    close_popovers(program)


def ask_purchases(program):
    """and another one: what they bought in the last twelve months comes to 1,000 together"""
    press(program, bar(program), 'push button', 'Add a condition')
    choose_field(program, 'Purchases')
    things = bar(program).find_box(program.say('Conditions'))
    press(program, things, 'push button', 'Add a condition')
    choose_field(program, 'Day')
    span = bar(program).find('spin button', program.say('How long'))
    span.accessible.get_value_iface().set_current_value(12)
    program.key('Escape')
    words = program.words
    total = bar(program).find_box(program.say('What they come to'))
    choose_item(program, total.find('combo box'), words.gettext('%s together') % words.gettext('Amount'))
    total.find('text', program.say('At least')).write('1000')
    wait_asked(program, {'all': [lifecycle('active'), BUYERS]})
    close_popovers(program)


def edit_chip(program):
    """a chip is edited where it stands"""
    explained = ask(program, 'criteria', 'explain', json.dumps(lifecycle('active')))
    sentence = (explained[0] if isinstance(explained, list) else explained)[f'sentence_{program.language}']
    bar(program).find('push button', f'^{re.escape(sentence)}$').press()
    tick(program, 'New')
    wait_asked(program, {'all': [lifecycle('active', 'new'), BUYERS]})


def negate_chip(program):
    """and turned into its contrary"""
    bar(program).find('push button', f"^{re.escape(program.words.pgettext('criteria', 'Not'))}$").press()
    wait_asked(program, {'all': [{'not': lifecycle('active', 'new')}, BUYERS]})
    close_popovers(program)


def sidebar_row(program):
    return program.look('list item', '^Quiet buyers$')


def save_segment(program):
    """the question is kept as a segment, which stands in the sidebar with its count"""
    bar(program).find('push button', program.say('Save as segment…')).press()
    entry = wait_until('the name of the segment',
                       lambda: bar(program).look('text', program.say('Name of the segment')))
    entry.write('Quiet buyers')
    wait_until('the cursor in the name', lambda: entry.has('FOCUSED'))
    program.key('Return')
    number = count(program, {'all': [{'not': lifecycle('active', 'new')}, BUYERS]})
    wait_until('the segment in the sidebar, with its count',
               lambda: sidebar_row(program) and sidebar_row(program).look('label', f'^{number}$'))


def start_again(program):
    """the program is quit and started again"""
    ended = program.start_again()
    assert ended == 0, f'it ended with {ended}'
    wait_until('the segment in the sidebar', lambda: sidebar_row(program))


def use_segment(program):
    """the segment asks the same as before"""
    [program.segment] = [row for row in ask(program, 'segment', 'list') if row['name'] == 'Quiet buyers']
    program.settle()
    program.click(sidebar_row(program))
    wait_asked(program, {'segment': program.segment['id']})
    assert len(list(bar(program).look_all('push button', program.say('Remove: %s')))) == 2


def tagged(program):
    return count(program, {'field': 'tag', 'has': [TAG]})


def tag_all(program):
    """all of them are tagged in one step"""
    assert tagged(program) == 0
    members = {'segment': program.segment['id']}
    number = count(program, members)
    program.act('win.find')
    program.settle()
    program.key('Down')
    program.settle()
    program.key('ctrl+a')
    pane(program).find('label', told(program, '%s selected', '%s selected', number))
    press(program, pane(program), 'push button', 'Tag them')
    entry = pane(program).find('text', program.say('Tag'))
    wait_until('the cursor in the tag', lambda: entry.has('FOCUSED'))
    program.type(TAG)
    program.key('Return')
    wait_until('all of them tagged', lambda: tagged(program) == number)
    assert count(program, {'all': [members, {'field': 'tag', 'has': [TAG]}]}) == number


def undo(program):
    """and one undo takes the tag from all of them"""
    program.settle()
    program.key('ctrl+z')
    wait_until('nobody tagged', lambda: tagged(program) == 0)
    program.settle()


def owned(program):
    return count(program, {'field': 'owner', 'is': [OWNER]})


def assign_all(program):
    """they are all assigned to somebody, and no longer"""
    number = count(program, {'segment': program.segment['id']})
    press(program, pane(program), 'push button', 'Assign them to an owner')
    entry = wait_until('the owner', lambda: pane(program).look('text', program.say('Owner')))
    wait_until('the cursor in the owner', lambda: entry.has('FOCUSED'))
    program.type(OWNER)
    program.key('Return')
    wait_until('all of them assigned', lambda: owned(program) == number)
    program.settle()
    program.key('ctrl+z')
    wait_until('nobody assigned', lambda: owned(program) == 0)
    program.settle()


def export_all(program):
    """they are all written into a file"""
    number = count(program, {'segment': program.segment['id']})
    path = program.home / 'quiet.csv'
    press(program, pane(program), 'push button', 'Export them')
    program.press_button(program.dialog(program.say('Export')), '_Export…')
    program.choose_file(program.say('Export as'), path)
    wait_until('the file', path.exists)
    with open(path, encoding='utf-8-sig', newline='') as file:
        assert len(list(csv.reader(file))) == number + 1


def main(language):
    home = pathlib.Path(os.environ.get('GUANXI_BUILD', BUILD)) / 'meson-private' / f'ask-{language}'
    subprocess.run(['rm', '-rf', home], check=True)
    (home / 'books').mkdir(parents=True)
    book = home / 'books' / 'shop.guanxi'
    environment = {**os.environ, 'GUANXI_NOW': NOW}
    for words in (['--quiet', 'book', 'demo', book, '--customers', '300', '--as-of', NOW[:10]],
                  ['--book', book, 'customer', 'add', 'name=张伟'],
                  ['--book', book, 'customer', 'add', 'name=赵薇薇']):
        subprocess.run([CLI, *words], env=environment, check=True, capture_output=True)
    with Program(book, language=language, now=NOW, home=home) as program:
        program.book = book
        program.resize(1400, 1000)
        Story(f'ask-{language}', [
            find_person, ask_class, ask_purchases, edit_chip, negate_chip, save_segment, start_again, use_segment,
            tag_all, undo, assign_all, export_all]).tell(program)


if __name__ == '__main__':
    main(sys.argv[1])
