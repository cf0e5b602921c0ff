#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""errands.py en|zh: what a person does now and then. A backup and two ways back, a step of another day
taken back, calling and writing, many customers at once, the bin, printing, and books that lie in a sync
folder and on a network drive."""

import json
import os
import pathlib
import re
import subprocess
import sys

from gx_e2e import BUILD, Program, Story, wait_until

NOW = '2026-11-20T10:30:00+08:00'
CLI = BUILD / 'src' / 'cli' / 'guanxi-cli'


def ask(program, *words, book=None, now=NOW):
    """What guanxi-cli prints, as objects."""
    done = subprocess.run([CLI, '--book', book or program.book, '--format', 'json', *words],
                          env={**program.environment, 'GUANXI_NOW': now},
                          capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def count(program, book=None):
    return ask(program, 'customer', 'count', book=book)['count']


def look_count(program):
    """The same of a book that is just being put in another's place: None while it is not to be had."""
    try:
        return count(program)
    except subprocess.CalledProcessError:
        return None


def answer(program, label):
    """Presses this button of the question that is asked."""
    def look():
        for node in program.look_application().children():
            if node.accessible != program.frame.accessible and node.look('push button',
                                                                         program.say(label)[1:]):
                return node
        return None
    program.press_button(wait_until(f'the question with “{label}”', look), label)


def part(program, *english):
    return program.part('Customers', 'Customer', *english)


def open_customer(program, name):
    program.key('alt+2')
    program.act('win.find')
    pane = program.part('Customers', 'List of customers')
    pane.find('entry', program.say('Search customers')).write(name)
    wait_until(f'{name} alone',
               lambda: len(list(pane.look_all('list item', f'^{re.escape(name)}(,|$)'))) == 1)
    program.settle()
    program.click(pane.find('list item', f'^{re.escape(name)}(,|$)'))
    part(program, 'Who it is').find('label', f'^{re.escape(name)}$')


def back_up(program):
    """a backup is written where the person says, and is a whole book"""
    program.copy = program.home / 'backup.guanxi'
    program.act('win.back-up')
    program.choose_file(program.say('Back up the book'), program.copy)
    wait_until('the backup', program.copy.exists)
    program.wait_toast('Backed up and checked: %s')
    program.wait_alone()
    assert count(program, program.copy) == count(program)
    subprocess.run([CLI, '--book', program.copy, 'book', 'check'], env=program.environment, check=True,
                   capture_output=True)


def ask_before_old_step(program):
    """a step of another day is taken back only after a question"""
    person = program.person
    ask(program, 'customer', 'set', person['id'], 'occupation=Lamplighter', now='2026-11-18T09:00:00+08:00')
    program.settle()
    program.act('win.undo')
    question = program.dialog()
    question.find('label', program.say('Undo something from another day?'))
    program.press_button(question, '_Undo')
    wait_until('the step undone',
               lambda: ask(program, 'customer', 'show', person['id'])['occupation'] != 'Lamplighter')
    program.wait_alone()


def call_and_write(program):
    """a call and a mail go to the programs for them, and the call can be written down"""
    open_customer(program, program.person['name'])
    head = part(program, 'Who it is')
    head.find('push button', program.say('Call')).press()
    caught = program.home / 'caught'
    wait_until('the call', lambda: caught.exists() and 'tel:' in caught.read_text())
    entry = part(program, 'Write down what happened').find('text', program.say('What happened'))
    wait_until('the cursor in the log', lambda: entry.has('FOCUSED'))
    head.find('push button', program.say('Write an email')).press()
    wait_until('the mail', lambda: f"mailto:{program.person['mail']}" in caught.read_text())


def copy_number(program):
    """a number is copied, and pasted where it is needed"""
    part(program, 'Ways to reach them').find('push button', program.say('Copy')).press()
    program.wait_toast('Copied: %s')
    program.key('ctrl+l')
    entry = part(program, 'Write down what happened').find('text', program.say('What happened'))
    wait_until('the cursor in the log', lambda: entry.has('FOCUSED'))
    program.key('ctrl+v')
    wait_until('the number',
               lambda: re.sub(r'\D', '', entry.text) == re.sub(r'\D', '', program.person['phone']))
    entry.write('')


def show_everybody(program):
    program.key('alt+2')
    program.part('Customers', 'List of customers').find('entry', program.say('Search customers')).write('')
    program.settle()


def tag_several(program):
    """several are tagged at once"""
    show_everybody(program)
    pane = program.part('Customers', 'List of customers')
    program.key('Down')
    program.key('shift+Down', 'shift+Down')
    bar = pane.find('label', program.say('%s selected', '%s selected')).name
    assert '3' in bar, bar
    pane.find('push button', program.say('Tag them')).press()
    program.settle()
    program.type('Lanterns')
    program.key('Return')
    wait_until('three tagged',
               lambda: len([row for row in ask(program, 'customer', 'list', '--fields', 'id,tags')
                                            if 'Lanterns' in json.dumps(row['tags'])]) == 3)


def delete_several(program):
    """several are deleted at once, and come back out of the bin"""
    before = count(program)
    pane = program.part('Customers', 'List of customers')
    pane.find('push button', program.say('Delete them')).press()
    wait_until('three fewer', lambda: count(program) == before - 3)
    program.key('alt+5')
    bin_page = program.part('Bin')
    for left in (2, 1, 0):
        bin_page.find('push button', program.say('Restore')).press()
        wait_until(f'{left} in the bin', lambda: count(program) == before - left)
        program.settle()


def prefer(program):
    """what counts as active is set in the preferences, and the numbers follow"""
    def classes():
        return {mark['key']: mark['customers']
                for mark in ask(program, 'report', 'lifecycle', '--as-of', NOW[:10])['marks']}
    before = classes()
    program.key('ctrl+comma')
    dialog = program.dialog(program.say('Preferences'))
    days = dialog.find('spin button', program.say('Active'))
    wait_until('the days of the book', lambda: days.accessible.get_value_iface().get_current_value() == 90)
    days.accessible.get_value_iface().set_current_value(30)
    program.key('Escape')
    program.wait_alone()
    wait_until('fewer active customers', lambda: classes()['active'] < before['active'])
    program.key('ctrl+z')
    wait_until('as many as before', lambda: classes() == before)


def print_day(program):
    """the day's list goes to the printer's dialog"""
    program.key('alt+1')
    program.settle()
    program.key('ctrl+p')
    program.dialog()
    program.settle()
    program.key('Escape')
    program.wait_alone()


def restore_over(program):
    """a backup takes the book's place, what was there is kept, and that can be undone"""
    ask(program, 'customer', 'add', 'name=Too Much')
    before = count(program)
    program.act('win.restore-book')
    program.dialog(program.say('Backups')).find('push button', program.say('Another backup…')).press()
    program.choose_file(program.say('Restore a backup'), program.copy)
    answer(program, '_Replace this book')
    wait_until('the book as it was', lambda: look_count(program) == before - 1)
    program.wait_toast('Restored: the book is as in the copy “%s”')
    program.press_button(program.frame, '_Undo')
    wait_until('the book as before that', lambda: look_count(program) == before)
    wait_until('the window to have it', lambda: program.look('push button', program.say('_Undo')[1:]))
    program.wait_alone()


def restore_new(program):
    """a kept copy becomes a new book beside this one"""
    new = program.home / 'again.guanxi'
    before = count(program)
    program.act('win.restore-book')
    program.dialog(program.say('Backups')).find('push button', program.say('Restore the book…')).press()
    answer(program, '_New book…')
    program.choose_file(program.say('Restore into a new book'), new)
    wait_until('the new book in the window', lambda: program.frame.name == 'again')
    program.wait_alone()
    assert (count(program, new), count(program)) == (before - 1, before)


def begin_anew(program):
    """a new book has the ending by which "Open" finds it, and begins where its customers come in"""
    new = program.home / 'second'
    program.act('win.new-book')
    program.choose_file(program.say('New book'), new)
    wait_until('the new book in the window', lambda: program.frame.name == 'second')
    program.find('push button', program.say('_New customer…')[1:])
    assert not new.exists() and count(program, new.with_suffix('.guanxi')) == 0


def meet_sync_folder(program):
    """a book in a sync folder is not written to: it is copied here"""
    folder = program.home / 'shared'
    (folder / '.stfolder').mkdir(parents=True)
    there, here = folder / 'there.guanxi', program.home / 'here.guanxi'
    subprocess.run(['cp', program.copy, there], check=True)
    program.act('win.open-book')
    program.choose_file(program.say('Open a book'), there)
    program.find('label', program.say('This book lies in a sync folder'))
    for label in ['_Share as a team book here', '_Copy to this computer…', 'Open _read-only']:
        program.find('push button', program.say(label)[1:])
    program.press_button(program.frame, '_Copy to this computer…')
    program.choose_file(program.say('Copy the book to this computer'), here)
    wait_until('the copy in the window', lambda: program.frame.name == 'here')
    program.wait_alone()
    assert count(program, here) == count(program, there)


def meet_network_drive(program):
    """on a network drive it is looked at, and then shared: it stays as it was in either case"""
    drive = program.home / 'drive'
    there, team = drive / 'office.guanxi', drive / 'office.guanxi-team'
    subprocess.run(['cp', program.copy, there], check=True)
    before = there.read_bytes()
    del program.environment['GUANXI_NOW']  # a clock that is far from the drive's would not be let share
    program.start_again()
    for choice, name in (('Open _read-only', 'office'), ('_Share as a team book here', 'office')):
        program.act('win.open-book')
        program.choose_file(program.say('Open a book'), there)
        program.find('label', program.say('This book lies on a network drive'))
        program.press_button(program.frame, choice)
        wait_until('the book in the window', lambda: program.frame.name == name)
        if choice == 'Open _read-only':
            program.find('label', program.say('Read-only: nothing is saved'))
            assert sorted(os.listdir(drive)) == [there.name]
    program.wait_alone()
    wait_until('the team book', team.exists)
    assert there.read_bytes() == before
    [replica] = (program.home / 'share' / 'guanxi' / 'teams').glob(f'*/{there.name}')
    assert count(program, replica) == count(program, there)


def rescue_damaged(program):
    """of a book whose beginning is gone a new one is made, and what came out is told"""
    damaged, rescued = program.home / 'damaged.guanxi', program.home / 'rescued.guanxi'
    content = bytearray(pathlib.Path(program.copy).read_bytes())
    content[:4096] = bytes(4096)
    damaged.write_bytes(content)
    program.act('win.open-book')
    program.choose_file(program.say('Open a book'), damaged)
    program.find('label', program.say('This book cannot be read'))
    program.press_button(program.frame, '_Rescue what can be read…')
    program.choose_file(program.say('Rescue into a new book'), rescued)
    answer(program, '_Close')
    wait_until('the new book in the window', lambda: program.frame.name == 'rescued')
    program.wait_alone()
    assert count(program, rescued) == count(program, program.copy)


def catch_links(home):
    """Programs for tel: and mailto: that write down what they were asked for."""
    applications = home / 'share' / 'applications'
    applications.mkdir(parents=True)
    catch = home / 'catch'
    catch.write_text(f'#!/bin/sh\necho "$1" >>"{home}/caught"\n')
    catch.chmod(0o755)
    (applications / 'catch.desktop').write_text(
        f'[Desktop Entry]\nType=Application\nName=Catch\nExec={catch} %u\n'
        'MimeType=x-scheme-handler/tel;x-scheme-handler/mailto;\n')
    (applications / 'mimeapps.list').write_text(
        '[Default Applications]\nx-scheme-handler/tel=catch.desktop\nx-scheme-handler/mailto=catch.desktop\n')


def pretend_drive(home):
    """A folder of ours that the list of mounts calls a network drive."""
    (home / 'drive').mkdir()
    mounts = home / 'mounts'
    mounts.write_text(pathlib.Path('/proc/self/mountinfo').read_text()
                      + f'9999 1 0:99 / {home}/drive rw - cifs //server/sales rw\n')
    os.environ['GUANXI_MOUNTINFO'] = str(mounts)


def find_person(program):
    """A person with a phone and a mail whose name is theirs alone."""
    rows = ask(program, 'customer', 'list', '--fields', 'id,name,phone,mail')
    names = [row['name'] for row in rows]
    row = next(row for row in rows if row['phone'] and row['mail'] and len(row['name']) > 8
               and names.count(row['name']) == 1)
    return {**row, 'id': str(row['id'])}


def main(language):
    home = pathlib.Path(os.environ.get('GUANXI_BUILD', BUILD)) / 'meson-private' / f'errands-{language}'
    subprocess.run(['rm', '-rf', home], check=True)
    (home / 'books').mkdir(parents=True)
    book = home / 'books' / 'shop.guanxi'
    subprocess.run([CLI, '--quiet', 'book', 'demo', book, '--customers', '200', '--as-of', NOW[:10]],
                   check=True, stdout=subprocess.DEVNULL)
    catch_links(home)
    pretend_drive(home)
    with Program(book, language=language, now=NOW, home=home) as program:
        program.book = book
        program.person = find_person(program)
        program.resize(1400, 1000)
        Story(f'errands-{language}', [back_up, ask_before_old_step, call_and_write, copy_number, tag_several,
                                      delete_several, prefer, print_day,
                                      restore_over, restore_new, begin_anew, meet_sync_folder,
                                      meet_network_drive, rescue_damaged]).tell(program)


if __name__ == '__main__':
    main(sys.argv[1])
