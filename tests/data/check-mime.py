#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop knows a book and a team's book by name and by first bytes, and does not take another SQLite file
or another text for one."""

import os
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile

DATA = pathlib.Path(__file__).resolve().parents[2] / 'data'
BOOK = 'application/x-guanxi-book'
TEAM_BOOK = 'application/x-guanxi-team-book'
TEAM_TEXT = '[Guanxi team book]\nformat=1\nteam=77\nname=Sales\n'


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
        (home / 'a.guanxi-team').write_text(TEAM_TEXT)
        (home / 'team-nameless').write_text(TEAM_TEXT)
        (home / 'other.txt').write_text('[Guanxi]\n')
        cases = [('a book by name and bytes', 'a.guanxi', BOOK), ('a book by bytes alone', 'nameless', BOOK),
                 ('another SQLite file', 'other.sqlite', None),
                 ("a team's book by name and bytes", 'a.guanxi-team', TEAM_BOOK),
                 ("a team's book by bytes alone", 'team-nameless', TEAM_BOOK),
                 ('another text', 'other.txt', None)]
        print(f'1..{len(cases)}')
        for number, (name, file, meant) in enumerate(cases, 1):
            taken = ask(home / file, home)
            is_right = taken == meant if meant else taken not in (BOOK, TEAM_BOOK)
            print(f"{'ok' if is_right else 'not ok'} {number} - {name} # {taken}")


main()
