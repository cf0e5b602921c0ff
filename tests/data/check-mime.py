#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop knows a book by its name and by its first bytes, and does not take another SQLite file for
one."""

import os
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile

DATA = pathlib.Path(__file__).resolve().parents[2] / 'data'
BOOK = 'application/x-guanxi-book'


def make_sqlite(path, application_id):
    with sqlite3.connect(path) as book:
        book.execute(f'pragma application_id = {application_id}')
        book.execute('create table t (a)')
    book.close()


def ask(path, home):
    """What GIO takes the file for."""
    done = subprocess.run(['gio', 'info', '-a', 'standard::content-type', path], capture_output=True,
                          text=True,
                          env={**os.environ, 'XDG_DATA_HOME': str(home), 'LC_ALL': 'C.UTF-8'})
    return done.stdout.split('standard::content-type:')[-1].split()[0]


def main():
    if not shutil.which('gio') or not shutil.which('update-mime-database'):
        print('1..0 # SKIP needs gio and update-mime-database')
        return
    with tempfile.TemporaryDirectory() as folder:
        home = pathlib.Path(folder)
        (home / 'mime' / 'packages').mkdir(parents=True)
        shutil.copy(DATA / 'org.guanxi.Guanxi.mime.xml', home / 'mime' / 'packages')
        subprocess.run(['update-mime-database', home / 'mime'], check=True)
        make_sqlite(home / 'a.guanxi', 0x47586b6d)
        make_sqlite(home / 'nameless', 0x47586b6d)
        make_sqlite(home / 'other.sqlite', 1)
        cases = [('by name and bytes', 'a.guanxi', True), ('by bytes alone', 'nameless', True),
                 ('another SQLite file', 'other.sqlite', False)]
        print(f'1..{len(cases)}')
        for number, (name, file, is_book) in enumerate(cases, 1):
            taken = ask(home / file, home)
            print(f"{'ok' if (taken == BOOK) == is_book else 'not ok'} {number} - {name} # {taken}")


main()
