#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""share.py en|zh: two people, two computers' worth of folders, two windows, one team book on a drive. An edit
appears in the other list by itself, different fields reconcile, the same field shows the choice, a form that
is open says who changed what, and the drive is pulled away and put back."""

import contextlib
import json
import os
import pathlib
import re
import subprocess
import sys

from gx_e2e import BUILD, Missed, Program, Story, wait_until

CLI = BUILD / 'src' / 'cli' / 'guanxi-cli'
ARRIVES = 90  # seconds: a drive that was away is looked for ever more seldom
PHONE, MAIL = '010-65529901', 'lantern@example.com'


def find_screen_readers_bus():
    done = subprocess.run(['gdbus', 'call', '--session', '--dest', 'org.a11y.Bus', '--object-path', '/org/a11y/bus',
                           '--method', 'org.a11y.Bus.GetAddress'], capture_output=True, text=True, check=True)
    return done.stdout.split("'")[1]


class Computer(Program):
    """A window at a computer of its own: on one session bus the second program would only wake the first. One
    screen reader's bus has them both."""

    def __init__(self, person, book, customer, **keywords):
        self.name, self.book, self.customer = person, book, customer
        self.bus = subprocess.Popen(['dbus-daemon', '--session', '--nofork', '--print-address'], text=True,
                                    stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.bus_address = self.bus.stdout.readline().strip()
        super().__init__(book, **keywords)

    def start(self):
        self.environment |= {'DBUS_SESSION_BUS_ADDRESS': self.bus_address,
                             'AT_SPI_BUS_ADDRESS': find_screen_readers_bus()}
        super().start()

    def stop(self):
        super().stop()
        self.bus.kill()
        self.bus.wait()


class Office:
    """Both people, and the drive between them. For a Story it is one program."""

    def __init__(self, wang, tom, drive):
        self.wang, self.tom, self.drive = wang, tom, drive
        self.people = (wang, tom)
        self.frame = wang.frame

    def log(self):
        return '\n'.join(person.log() for person in self.people)

    def complaints(self):
        return [f'{person.name}: {line}' for person in self.people for line in person.complaints()]


def ask(person, *words, status=(0, 3)):
    """What guanxi-cli prints of this person's book, as objects."""
    done = subprocess.run([CLI, '--book', person.book, '--format', 'json', *map(str, words)],
                          env=person.environment, capture_output=True, text=True)
    assert done.returncode in status, (words, done.returncode, done.stdout, done.stderr)
    return json.loads(done.stdout) if done.stdout.strip() else None


@contextlib.contextmanager
def apart(office):
    """Meanwhile the drive is not there: nobody knows what the other writes. Each window finds it again by
    itself, a while after it is back."""
    away = office.drive.with_name('away')
    office.drive.rename(away)
    try:
        yield
    finally:
        away.rename(office.drive)


# -- one person's window

def turn_to(person):
    """Keys and clicks are this person's now."""
    subprocess.run(['xdotool', 'windowactivate', '--sync', person.window], check=True, capture_output=True)


def card(person, *english):
    return person.part('Customers', 'Customer', *english)


def ways(person):
    return card(person, 'Ways to reach them')


def open_customer(person, name):
    turn_to(person)
    person.key('alt+2')
    pane = person.part('Customers', 'List of customers')
    row = pane.find('list item', f'^{re.escape(name)}(,|$)')
    person.click(row)
    card(person, 'Who it is').find('label', f'^{re.escape(name)}$')
    person.settle()


def field(person, label):
    return ways(person).find('text', person.say(label))


def type_into(person, label, text, enter=True):
    turn_to(person)
    person.click(field(person, label), across=0.3)
    person.key('ctrl+a')
    person.type(text)
    if enter:  # and away from there: what others write is not put under the cursor
        person.key('Return')
        person.key('ctrl+l')


def digits(text):
    return re.sub(r'\D', '', text)


def wait_text(person, label, text):
    """Until a field of this person's window says so; a phone in whatever groups."""
    wait_until(f'“{text}” in {person.name}’s window',
               lambda: any(text == row.text or (digits(text) and digits(text) == digits(row.text))
                           for row in ways(person).look_all('text', person.say(label))), ARRIVES)


def wait_written(person, value):
    wait_until(f'“{value}” in the book of {person.name}', lambda: value in [
        point['value'] for point in ask(person, 'customer', 'show', person.customer)['contacts']])


def wait_conflicts(person, expected):
    """Until these are to be decided: what was overwritten, and whose it was."""
    def look():
        person.found = [(one['other_value'], one['other_by']) for one in ask(person, 'conflict', 'list')]
        return person.found == expected
    try:
        wait_until(f'{expected} to be decided by {person.name}', look, ARRIVES)
    except Missed as missed:
        raise Missed(f'{missed}; there is {person.found}') from None


# -- the story

def know_each_other(office):
    """both windows show the team's book"""
    for person in office.people:
        turn_to(person)
        person.key('alt+2')
        person.part('Customers', 'List of customers').find('list item', '^Wren Abernathy(,|$)')


def see_by_itself(office):
    """an edit appears in the other list by itself"""
    wang, tom = office.people
    open_customer(wang, 'Wren Abernathy')
    head = card(wang, 'Who it is')
    # Low in it: GTK 4.18 says of what a page has in it that it stands higher, by the page's margin.
    wang.click(head.find('label', '^Wren Abernathy$'), across=0.3, down=0.9)
    wang.settle()
    wang.key('ctrl+a')
    wang.type('Wren Lantern')
    wang.key('Return')
    wait_until('the new name in her book',
               lambda: ask(wang, 'customer', 'show', wang.customer)['name'] == 'Wren Lantern')
    tom.part('Customers', 'List of customers').find('list item', '^Wren Lantern(,|$)', ARRIVES)


def reconcile_fields(office):
    """different fields of one customer reconcile, and nobody is asked"""
    wang, tom = office.people
    open_customer(tom, 'Wren Lantern')
    with apart(office):
        type_into(wang, 'Phone', PHONE)
        type_into(tom, 'Email', MAIL)
        wait_written(wang, PHONE)
        wait_written(tom, MAIL)
    for person in office.people:
        wait_text(person, 'Phone', PHONE)
        wait_text(person, 'Email', MAIL)
        wait_conflicts(person, [])


def choose(office):
    """of the same field the later holds, both see the choice, and the other value is used"""
    wang, tom = office.people
    with apart(office):
        type_into(wang, 'Phone', '13900139000')
        wait_written(wang, '13900139000')
        type_into(tom, 'Phone', '13700137000')
        wait_written(tom, '13700137000')
    for person in office.people:
        wait_text(person, 'Phone', '13700137000')
        wait_conflicts(person, [('13900139000', wang.name)])
        ways(person).find('push button', person.say('Changed by two people'))
    turn_to(wang)
    wang.act('win.show-conflicts')
    dialog = wang.dialog(wang.say('Changed by two people (%s)'))
    words = wait_until('what was changed', lambda: dialog.words(into_lists=True))
    assert '13700137000' in words and '13900139000' in words and tom.name in words, words
    dialog.find('push button', wang.say('Use the other value')[1:]).press()
    wait_text(wang, 'Phone', '13900139000')
    dialog.find('label', wang.say('Nothing to decide'))
    wang.key('Escape')
    wang.wait_alone()
    wait_text(tom, 'Phone', '13900139000')
    wait_conflicts(tom, [])


def meet_in_a_form(office):
    """what is being typed stays, the form says who changed what, and mine is the later"""
    wang, tom = office.people
    type_into(wang, 'Email', 'typing@example.com', enter=False)
    type_into(tom, 'Email', 'toms@example.com')
    wait_written(tom, 'toms@example.com')
    told = ways(wang).find('label', wang.say('%1$s changed this to “%2$s” %3$s'), ARRIVES)
    assert tom.name in told.name and 'toms@example.com' in told.name, told.name
    assert any(row.text == 'typing@example.com' for row in ways(wang).look_all('text'))
    turn_to(wang)
    wang.key('Return')
    wait_written(wang, 'typing@example.com')
    ways(wang).find('label', wang.say('Yours holds now. %1$s had written “%2$s”'))
    wait_text(tom, 'Email', 'typing@example.com')
    wait_conflicts(tom, [])


def undo_ones_own(office):
    """undo takes one's own steps, and says who has built on them"""
    wang, tom = office.people
    type_into(wang, 'Phone', '13600136000')
    wait_written(wang, '13600136000')
    wait_text(tom, 'Phone', '13600136000')
    type_into(tom, 'Phone', '13500135000')
    wait_written(tom, '13500135000')
    wait_text(wang, 'Phone', '13500135000')
    turn_to(wang)
    wang.act('win.undo')
    said = wait_until('the refusal', lambda: next((text for text in wang.toasts() if tom.name in text), None))
    assert wang.words.pgettext('step', 'Edit contact details') in said, said
    wait_text(wang, 'Phone', '13500135000')


def pull_away(office):
    """the drive is pulled away, both work on, it is put back, and everything arrives"""
    wang, tom = office.people
    with apart(office):
        type_into(wang, 'Phone', '13400134000')
        type_into(tom, 'Email', 'offline@example.com')
        wait_written(wang, '13400134000')
        wait_written(tom, 'offline@example.com')
        for person in office.people:  # and says so
            person.find('label', person.say('Working offline since %s')[:-1], ARRIVES)
    for person in office.people:
        wait_text(person, 'Phone', '13400134000')
        wait_text(person, 'Email', 'offline@example.com')


def be_the_same(office):
    """both books are whole, and the same"""
    dumps = []
    for person in office.people:
        ask(person, 'book', 'check', status=(0,))
        dumps.append(subprocess.run([CLI, '--book', person.book, 'book', 'dump'], env=person.environment,
                                    capture_output=True, text=True, check=True).stdout)
    assert dumps[0] == dumps[1]


# -- setting it up

def environment_of(home):
    return {**os.environ, **{f'XDG_{name}_HOME': str(home / folder) for name, folder in
                             (('DATA', 'share'), ('STATE', 'state'), ('CACHE', 'cache'))}, 'HOME': str(home)}


def call(home, *words):
    done = subprocess.run([CLI, '--format', 'json', '--quiet', *map(str, words)], env=environment_of(home),
                          capture_output=True, text=True)
    assert done.returncode == 0, (words, done.stdout, done.stderr)
    return json.loads(done.stdout)


def share(homes, drive):
    """Her book is on the drive, and his own copy of it at his computer. Both books, and the customer."""
    book = homes[0] / 'Lanterns.guanxi'
    for home, name in zip(homes, ('王芳', 'Tom')):
        home.mkdir(parents=True)
    call(homes[0], 'book', 'new', book)
    call(homes[0], '--book', book, 'member', 'become', '王芳')
    customer = call(homes[0], '--book', book, 'customer', 'add', 'name=Wren Abernathy', 'phone=010-65529900',
                    'mail=wren@example.com')['id']
    for name in ('Ada Brass', 'Zoe Glass'):
        call(homes[0], '--book', book, 'customer', 'add', f'name={name}')
    team = call(homes[0], '--book', book, 'team', 'share', drive)['path']
    other = call(homes[1], 'team', 'join', team)['path']
    call(homes[1], '--book', other, 'member', 'become', 'Tom')
    return (book, pathlib.Path(other)), str(customer)


def main(language):
    room = BUILD / 'meson-private' / f'share-{language}'
    subprocess.run(['rm', '-rf', room], check=True)
    drive = room / 'drive'
    drive.mkdir(parents=True)
    homes = (room / 'wang', room / 'tom')
    books, customer = share(homes, drive)
    with Computer('王芳', books[0], customer, language=language, home=homes[0]) as wang, \
            Computer('Tom', books[1], customer, language=language, home=homes[1]) as tom:
        for person in (wang, tom):
            person.resize(1400, 1150)
        Story(f'share-{language}', [know_each_other, see_by_itself, reconcile_fields, choose, meet_in_a_form,
                                    undo_ones_own, pull_away, be_the_same]).tell(Office(wang, tom, drive))


if __name__ == '__main__':
    main(sys.argv[1])
