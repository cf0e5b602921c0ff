#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bring.py en|zh: somebody brings in a file of customers, stops half way, brings it in again, looks at the new
ones, takes it back, does it again, quits, and takes it back the next time. Then a segment goes out with the
columns that were chosen, and comes into a new book as it was. How many customers there are is always asked of
guanxi-cli."""

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
KNOWN = 200
COMING = 40000
REFUSED = 1


SEGMENT = 'People'
PEOPLE = {'field': 'kind', 'is': ['person']}
WORKED_OUT = ['Orders', 'Value', 'First purchase', 'Last purchase', 'Last contact']


def ask(program, *words, book=None):
    done = subprocess.run([CLI, '--book', book or program.book, '--format', 'json', *words],
                          env={**program.environment, 'GUANXI_NOW': NOW}, capture_output=True, text=True,
                          check=True)
    return json.loads(done.stdout)


def count(program, criteria=None):
    where = ['--where', json.dumps(criteria)] if criteria else []
    return ask(program, 'customer', 'count', *where)['count']


def read_rows(program, path):
    """The rows of an exported table, without what is worked out from sales."""
    left_out = [program.words.pgettext('field', label) for label in WORKED_OUT]
    with open(path, encoding='utf-8-sig', newline='') as file:
        return sorted([sorted((key, value) for key, value in row.items() if key not in left_out)
                       for row in csv.DictReader(file)])


def told(program, one, many, number):
    """A pattern for words that tell a number, which has separators."""
    return program.words.ngettext(one, many, number).replace('_', '') % f'{number:,}'


def fill(program, english, *values):
    """The words for these, with the values in their places."""
    words = program.words.gettext(english)
    for i, value in enumerate(values):
        words = words.replace(f'%{i + 1}$s', str(value))
    return words


def dialog(program):
    return program.dialog(program.say('Import'))


def write_file(program):
    program.file = program.home / '客户.csv'
    with open(program.file, 'w', encoding='utf-8') as file:
        file.write('姓名,手机,城市,生日\n')
        for i in range(COMING):
            file.write(f'新客{i},139{i:08d},苏州,198{i % 10}/3/{1 + i % 28}\n')
        file.write(',,杭州,\n' * REFUSED)


def open_file(program):
    """a file is chosen, and its columns are understood"""
    write_file(program)
    program.key('ctrl+i')
    program.press_button(dialog(program), '_Choose a file…')
    program.choose_file(program.say('Choose a file to bring in'), program.file)
    wait_until('a date in the file', lambda: dialog(program).look('label', '^1980/3/1 · '))


def rehearse(program):
    """the rehearsal tells what will be done with every row, and does nothing"""
    program.press_button(dialog(program), '_Continue')
    program.bring = told(program, '_Bring in %s row', '_Bring in %s rows', COMING)
    wait_until('the report', lambda: dialog(program).look('push button', re.escape(program.bring)))
    refused = fill(program, '%1$s: %2$s', program.words.gettext('Refused'), REFUSED)
    wait_until('the refused row counted', lambda: dialog(program).look(name=f'^{refused}$'))
    words = wait_until('the first row', lambda: dialog(program).look('label', '^新客0$'))
    assert words and count(program) == KNOWN


def bring_in(program):
    button = dialog(program).find('push button', re.escape(program.bring))
    wait_until(f'{button} to be ready', lambda: button.has('SENSITIVE'))
    button.press()


def cancel(program):
    """half way it is stopped, and nothing was written"""
    bring_in(program)
    bar = dialog(program).find('progress bar')
    stop = dialog(program).find('push button', program.say('_Cancel')[1:])
    wait_until('rows to come in', lambda: 0 < bar.accessible.get_value_iface().get_current_value() < 1)
    stop.press()
    # The note that says so goes after five seconds, and a busy machine may take longer to look; what is
    # offered again stays.
    wait_until('the rows to be offered again',
               lambda: dialog(program).look('push button', re.escape(program.bring)))
    assert count(program) == KNOWN


def bring_in_again(program):
    """the second time it comes in whole"""
    bring_in(program)
    wait_until('the result', lambda: dialog(program).look(
        'label', told(program, '%s new customer', '%s new customers', COMING)))
    assert count(program) == KNOWN + COMING


def show_new(program):
    """just the new ones are shown"""
    program.press_button(dialog(program), 'Show the _new customers')
    program.wait_alone()
    wanted = told(program, '%s customer', '%s customers', COMING)
    wait_until('the new ones over the list', lambda: program.part('Customers', 'List of customers').look(
        'label', f'^{wanted}$'))
    assert count(program, {'field': 'imported_from', 'is': [program.file.name]}) == COMING


def wait_count(program, number):
    wait_until(f'{number} customers', lambda: count(program) == number)
    program.settle()


def undo(program):
    """one undo takes all of it back"""
    program.settle()
    program.key('ctrl+z')
    wait_count(program, KNOWN)


def redo(program):
    """redo brings it in once more"""
    program.key('ctrl+shift+z')
    wait_count(program, KNOWN + COMING)


def start_again(program):
    """the program is quit and started again"""
    ended = program.start_again()
    assert ended == 0, f'it ended with {ended}'
    program.key('alt+2')
    program.part('Customers', 'List of customers')


def undo_after_restart(program):
    """and one undo still takes all of it back"""
    undo(program)


def export_segment(program):
    """a segment goes out, with one column more than usual"""
    people = program.home / 'people.csv'
    program.click(wait_until('the segment', lambda: program.look('list item', f'^{SEGMENT}$')))
    program.settle()
    program.act('win.export-list')
    window = program.dialog(program.say('Export'))
    label = program.words.pgettext('field', 'All phones')
    column = wait_until('the column', lambda: window.look('check box', f'^{label}', into_lists=True))
    for _ in range(100):  # boxes have no action that could be called
        if column.has('FOCUSED'):
            break
        program.key('Tab')
    program.key('space')
    wait_until('the column to be ticked', lambda: column.has('CHECKED'))
    program.press_button(window, '_Export…')
    program.choose_file(program.say('Export as'), people)
    wait_until('the file', people.exists)
    program.wait_alone()
    program.people = read_rows(program, people)
    assert len(program.people) == count(program, PEOPLE) > 0
    assert label in dict(program.people[0])
    [noted] = ask(program, 'export', 'list')
    assert (noted['rows'], noted['file']) == (len(program.people), people.name), noted


def bring_into_new_book(program):
    """and comes into a new book as it was"""
    book, again = program.home / 'books' / 'new.guanxi', program.home / 'again.csv'
    usual = [row['name'] for row in ask(program, 'export', 'fields')
             if row['of'] == 'customers' and row['usual']]
    ask(program, 'book', 'new', str(book))
    ask(program, 'import', str(program.home / 'people.csv'), book=book)
    ask(program, 'export', 'customers', str(again), '--fields', ','.join([*usual, 'all_phones']), book=book)
    assert read_rows(program, again) == program.people


def main(language):
    home = pathlib.Path(os.environ.get('GUANXI_BUILD', BUILD)) / 'meson-private' / f'bring-{language}'
    subprocess.run(['rm', '-rf', home], check=True)
    (home / 'books').mkdir(parents=True)
    book = home / 'books' / 'shop.guanxi'
    subprocess.run([CLI, '--quiet', 'book', 'demo', book, '--customers', str(KNOWN), '--as-of', NOW[:10]],
                   env={**os.environ, 'GUANXI_NOW': NOW}, check=True, capture_output=True)
    subprocess.run([CLI, '--book', book, 'segment', 'save', SEGMENT, '--where', json.dumps(PEOPLE)],
                   env={**os.environ, 'GUANXI_NOW': NOW}, check=True, capture_output=True)
    with Program(book, language=language, now=NOW, home=home) as program:
        program.book = book
        program.resize(1400, 1000)
        Story(f'bring-{language}', [
            open_file, rehearse, cancel, bring_in_again, show_new, undo, redo, start_again,
            undo_after_restart, export_segment, bring_into_new_book]).tell(program)


if __name__ == '__main__':
    main(sys.argv[1])
