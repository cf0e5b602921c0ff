#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""day.py en|zh: a person's day. A file comes in, somebody is found, a call and a sale are written down, a
number is put right, a mistake is taken back, the segments are asked, a chart goes out; and the book is
whole at the end."""

import json
import os
import pathlib
import subprocess
import sys

from gx_e2e import BUILD, Program, Story, wait_until

NOW = '2026-11-20T10:30:00+08:00'
PEOPLE = {
    'en': {'name': 'Wren Abernathy', 'company': 'Abernathy Lanterns', 'phone': '+44 20 7946 0911',
           'said': 'Wants the brass lanterns by Friday'},
    'zh': {'name': '欧阳知夏', 'company': '星河灯饰有限公司', 'phone': '13912345678', 'said': '周五前要黄铜灯，价格可以谈'},
}


def ask_book(program, *words):
    """What guanxi-cli prints of the book, as objects, while the window has it open."""
    done = subprocess.run([BUILD / 'src' / 'cli' / 'guanxi-cli', '--book', program.book, '--format', 'json',
                           *words],
                          env=program.environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def find_list(program):
    """The list of the customers' page."""
    return program.part('Customers', 'List of customers')


def part(program, *english):
    """A part of the customer's page."""
    return program.part('Customers', 'Customer', *english)


def speak(program):
    """the window speaks the person's language"""
    program.find('label', {'en': '^Customers$', 'zh': '^客户$'}[program.language])


def import_file(program):
    """a file comes in: chosen, looked at, imported"""
    person = program.person
    table = pathlib.Path(program.home) / 'customers.csv'
    table.write_text(f"name,company,phone\n{person['name']},{person['company']},{person['phone']}\n",
                     encoding='utf-8')
    before = ask_book(program, 'customer', 'count')['count']
    program.key('ctrl+i')
    dialog = program.dialog(program.say('Import'))
    program.press_button(dialog, '_Choose a file…')
    program.choose_file(program.say('Choose a file to bring in'), table)
    program.press_button(dialog, '_Continue')
    program.press_button(dialog, '_Bring in %s row', '_Bring in %s rows')
    wait_until('the customer in the book',
               lambda: ask_book(program, 'customer', 'count')['count'] == before + 1)
    program.press_button(dialog, '_Close')
    program.wait_alone()


def search(program):
    """somebody is found as their name is typed"""
    program.key('alt+2')
    pane = find_list(program)
    program.act('win.find')
    pane.find('entry', program.say('Search customers')).write(program.person['name'])
    wait_until('one row',
               lambda: len(list(pane.look_all('list item', f"^{program.person['name']}(,|$)"))) == 1)


def open_customer(program):
    """their page opens"""
    row = find_list(program).find('list item', f"^{program.person['name']}(,|$)")
    program.click(row)
    head = part(program, 'Who it is')
    head.find('label', f"^{program.person['name']}$")


def log_call(program):
    """a call is written down with Ctrl+L and one sentence"""
    program.key('ctrl+l')
    bar = part(program, 'Write down what happened')
    entry = bar.find('text', program.say('What happened'))
    wait_until('the cursor in the log', lambda: entry.has('FOCUSED'))
    entry.write(program.person['said'])
    program.key('Return')
    part(program, 'Talks and notes').find('list item', f"^{program.person['said']}")
    wait_until('the call in the book', lambda: [event['kind'] for event in ask_book(
        program, 'event', 'list', '--customer', program.person['name'])] == ['call'])


def plan(program):
    """a next step has a day and an hour, by the keyboard alone"""
    program.key('ctrl+l')
    program.type('Called back')
    program.key('Tab')
    program.type('Send the list')
    program.key('Tab')
    program.key('space')
    time = part(program, 'Write down what happened').find('text', program.say('Time of day'))
    wait_until('the cursor in the time', lambda: time.has('FOCUSED'))
    program.type('3:30pm')
    program.key('Return')
    part(program, 'Write down what happened').find(name='15:30')
    program.key('Tab')
    program.key('Return')
    wait_until('the step in the book', lambda: [task['due_at'] for task in ask_book(
        program, 'task', 'list', '--customer', program.person['name'])] == ['2026-11-21T15:30:00+08:00'])
    program.key('alt+1')
    program.part('Today').find('label', '15:30')
    program.key('alt+2')


def sell(program):
    """a sale is one line: product, quantity, price"""
    bar = part(program, 'Purchases')
    bar.find('text', program.say('Product')).write('Lantern')
    bar.find('text', program.say('Quantity')).write('3')
    bar.find('text', program.say('Unit price')).write('128.50')
    bar.find('push button', program.say('Sell')).press()
    bar.find('list item', 'Lantern')
    part(program, 'In numbers').find('label', r'385\.50|385|386')


def edit(program):
    """a number is put right in its place"""
    card = part(program, 'Ways to reach them')
    row = card.find('text', program.say('Phone'))
    program.click(row, across=0.3)
    program.key('ctrl+a')
    program.type('010-65529988')
    program.key('Return')
    wait_until('the new number', lambda: any('6552 9988' in row.text for row in card.look_all('text')))
    # The cursor is where it was: one more digit goes into the same number, and Esc takes it back.
    program.key('End')
    program.type('7')
    wait_until('the cursor to have stayed',
               lambda: any('6552 99887' in row.text for row in card.look_all('text')))
    program.key('Escape')
    wait_until('Esc to take it back', lambda: not any('99887' in row.text for row in card.look_all('text')))


def replace(program):
    """they have a new number, and the old one is kept"""
    card = part(program, 'Ways to reach them')
    program.click(card.find('text', program.say('Phone')), across=0.3)
    program.key('ctrl+a')
    program.type('13700137000')
    program.key('ctrl+Return')
    wait_until('the new number', lambda: any('137 0013 7000' in row.text for row in card.look_all('text')))
    card.find('list item', program.say('Former ones'))
    shown = ask_book(program, 'customer', 'show', program.person['name'])
    assert [point['value'] for point in shown['contacts']
            if point['until']] == ['010-65529988'], shown['contacts']


def add_address(program):
    """an address is written in one line, then told apart"""
    card = part(program, 'Ways to reach them')
    program.click(card.find('text', program.say('Add an address')), across=0.3)
    program.type('88 High Street')
    program.key('Return')
    row = card.find('list item', '^88 High Street$')
    program.click(row, across=0.3)
    program.settle()
    program.click(card.find('text', program.say('City')), across=0.3)
    program.type('Leeds')
    program.key('Return')
    wait_until('the city in the book', lambda: [(address['street'], address['city']) for address in ask_book(
        program, 'customer', 'show', program.person['name'])['addresses']] == [('88 High Street', 'Leeds')])


def undo(program):
    """the last step is taken back, and done again"""
    card = part(program, 'Ways to reach them')
    program.act('win.undo')
    wait_until('the old number', lambda: not any('6552' in row.text for row in card.look_all('text')))
    program.act('win.redo')
    wait_until('the new number again', lambda: any('6552' in row.text for row in card.look_all('text')))


def click_grid(program):
    """a cell of the RFM grid shows exactly its customers"""
    marks = ask_book(program, 'report', 'rfm', '--as-of', NOW[:10])['marks']
    expected = next(mark['customers'] for mark in marks if (mark['series'], mark['key']) == ('r4', 'f5'))
    program.key('alt+3')
    grid = program.part('Segments').find('image', program.say('Recency × frequency'))
    program.settle()
    program.click(grid, across=0.71, down=0.30)
    pane = find_list(program)
    pane.find('label', f"^{program.words.ngettext('%s customer', '%s customers', expected) % expected}$")
    assert expected == ask_book(program, 'customer', 'count', '--where', json.dumps(
        {'all': [{'field': 'r_score', 'is': [4]}, {'field': 'f_score', 'is': [5]}]}))['count']
    program.click(pane.find('push button', program.say('Show everybody')))


def export_chart(program):
    """a chart goes out as a picture"""
    program.key('alt+3')
    target = pathlib.Path(program.home) / 'chart.png'
    program.part('Segments').find('image').act('chart.export')
    program.choose_file(None, target)
    wait_until('the picture', lambda: target.exists() and target.stat().st_size > 5000)
    assert target.read_bytes().startswith(b'\x89PNG')


def read_out(program):
    """everything that can have the focus has a name, on every page and in the dialogs"""
    for number in range(1, 6):
        program.key(f'alt+{number}')
        program.settle()
        assert not program.frame.nameless(), (number, program.frame.nameless())
    program.key('alt+2')
    for keys in ('ctrl+n', 'ctrl+i', 'ctrl+comma', 'ctrl+question'):
        program.key(keys)
        dialog = program.dialog()
        program.settle()
        assert not dialog.nameless(), (keys, dialog.nameless())
        program.key('Escape')
        program.wait_alone()


def visit(program):
    """every page is seen, wide and narrow"""
    for size in [(1400, 1000), (500, 900)]:
        program.resize(*size)
        for number in range(1, 6):
            program.key(f'alt+{number}')
            program.settle()


def check_book(program):
    """the book is whole: integrity, keys, facts"""
    done = subprocess.run([BUILD / 'src' / 'cli' / 'guanxi-cli', '--book', program.book, 'book', 'check'],
                          env=program.environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def main(language):
    home = pathlib.Path(os.environ.get('GUANXI_BUILD', BUILD)) / 'meson-private' / f'day-{language}'
    subprocess.run(['rm', '-rf', home], check=True)
    home.mkdir(parents=True)
    book = home / 'day.guanxi'
    subprocess.run([BUILD / 'src' / 'cli' / 'guanxi-cli', '--quiet', 'book', 'demo', book, '--customers',
                    '400', '--as-of', NOW[:10]],
                   check=True, stdout=subprocess.DEVNULL)
    with Program(book, language=language, now=NOW, home=home) as program:
        program.book = book
        program.person = PEOPLE[language]
        program.resize(1400, 1150)  # tall, so that no toast lies over what is clicked
        steps = [speak, import_file, search, open_customer, log_call, plan, sell, edit, undo, replace,
                 add_address, click_grid,
                 export_chart, read_out, visit, check_book]
        Story(f'day-{language}', steps).tell(program)


if __name__ == '__main__':
    main(sys.argv[1])
