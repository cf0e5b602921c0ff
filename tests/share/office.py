# SPDX-License-Identifier: GPL-3.0-or-later
"""A computer of the team: folders of its own, a mount of the drive, and real programs that somebody kills."""

import json
import os
import pathlib
import random
import sqlite3
import subprocess
import threading
import time

CLI = os.environ['GUANXI_CLI']
FIELDS = ('occupation', 'industry')


class Computer:
    """acknowledged: what a program has said is done: (customer, field) → the last value. possible: values
    that came after it, of programs that were killed before they said anything."""

    def __init__(self, name, home, drive):
        self.name, self.home, self.drive = name, home, drive
        self.book = None
        self.environment = {key: value for key, value in os.environ.items() if key != 'GUANXI_NOW'}
        self.environment['HOME'] = str(home)
        for folder in ('STATE', 'DATA', 'CACHE', 'CONFIG'):
            self.environment[f'XDG_{folder}_HOME'] = str(home / folder.lower())
        self.following = None
        self.acknowledged, self.possible, self.added = {}, {}, {}

    def begin(self, *words):
        book = ['--book', str(self.book)] if self.book else []
        return subprocess.Popen([CLI, '--format', 'json', '--quiet', *book, *map(str, words)], text=True,
                                env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def call(self, *words, fine=(0,)):
        """What it printed; a status that is not fine fails the test with what it said."""
        process = self.begin(*words)
        printed, said = process.communicate()
        assert process.returncode in fine, f'{self.name}: {" ".join(map(str, words))}: {said}{printed}'
        return json.loads(printed) if printed.strip() else None

    # -- staying in step

    def follow(self):
        words = [CLI, '--book', str(self.book), '--quiet', 'team', 'sync', '--follow']
        self.following = subprocess.Popen(words, env=self.environment, stdout=subprocess.DEVNULL,
                                          stderr=subprocess.DEVNULL)

    def kill(self):
        self.following.kill()
        self.following.wait()

    def leave(self):
        self.following.terminate()
        status = self.following.wait(30)
        # 3: of those who work on, something was on its way; -15: it had just begun
        assert status in (0, 3, -15), f'{self.name}: --follow ended with {status}'

    # -- looking into the replica as a window would

    def look(self, customer):
        book = sqlite3.connect(f'file:{self.book}?mode=ro', uri=True)
        try:
            return book.execute('select count(*) from customer where id = ?', (customer,)).fetchone()[0] == 1
        except sqlite3.OperationalError:
            return False
        finally:
            book.close()

    def dump(self):
        process = subprocess.run([CLI, '--book', str(self.book), 'book', 'dump'], env=self.environment,
                                 capture_output=True, text=True, check=True)
        return process.stdout

    # -- working

    def add(self, name):
        return self.call('customer', 'add', f'name={name}')['id']

    def write(self, words, killed_after_s):
        """Status and output of a program that may be killed on its way: None where it said nothing more."""
        process = self.begin(*words)
        if killed_after_s is not None:
            time.sleep(killed_after_s)
            process.kill()
        printed, said = process.communicate()
        if process.returncode == 0:
            return json.loads(printed)
        assert process.returncode in (-9, 4), f'{self.name}: {words}: {said}'  # 4: somebody else writes
        return None

    def work(self, steps, shared, luck):
        """Adds customers, changes them, and changes those of everybody."""
        for step in range(steps):
            killed_after_s = luck.random() * 0.15 if luck.random() < 0.25 else None
            if not self.added or luck.random() < 0.4:
                name = f'{self.name} {step}'
                printed = self.write(('customer', 'add', f'name={name}'), killed_after_s)
                if printed:
                    self.added[printed['id']] = name
                continue
            is_shared = luck.random() < 0.3
            customer = luck.choice(shared if is_shared else list(self.added))
            place, value = (customer, luck.choice(FIELDS)), f'{self.name} {step}'
            printed = self.write(('customer', 'set', customer, f'{place[1]}={value}'), killed_after_s)
            if is_shared:
                continue
            if printed:
                self.acknowledged[place] = value
                self.possible.pop(place, None)
            else:
                self.possible.setdefault(place, []).append(value)

    def work_and_die(self, steps, shared, seed):
        """Works in one thread, while in another what keeps the book in step is killed again and again."""
        luck = random.Random(seed)
        working = threading.Thread(target=self.try_work, args=(steps, shared, luck))
        killer = random.Random(-seed)
        self.failed = None
        working.start()
        while working.is_alive():
            working.join(killer.random() * 1.5)
            self.kill()
            self.follow()

    def try_work(self, *arguments):
        try:
            self.work(*arguments)
        except Exception as error:  # told by whoever waits
            self.failed = error

    # -- what must be so in the end

    def find_lost(self, dump):
        """What was acknowledged here and is not in the dump."""
        rows = {}
        for line in dump.splitlines():
            row = json.loads(line)
            if row['table'] == 'customer':
                rows[row['id']] = row
        for customer, name in self.added.items():
            if rows.get(customer, {}).get('name') != name:
                yield f'{self.name}: customer {customer} “{name}”'
        for (customer, field), value in self.acknowledged.items():
            found = rows.get(customer, {}).get(field)
            if found not in [value, *self.possible.get((customer, field), [])]:
                yield f'{self.name}: {field} of {customer} is {found}, not {value}'
