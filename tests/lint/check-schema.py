#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a shared table may be, so that undo, reconciling and old books keep working: STRICT, an integer id,
`gone`, nothing unique but the id, no generated columns, no triggers; and against every golden book,
columns are only ever appended."""

import re
import sqlite3

import lint

SECTION = re.compile(r'^-- -{4,} *([a-z]+)', re.MULTILINE)


def read_schema(root):
    """(connection with the newest schema, {table: section}): sections are the ruled comments of the schema
    files."""
    book = sqlite3.connect(':memory:')
    sections = {}
    for _, path in lint.files(root, 'data/sql/schema/*.sql'):
        parts = SECTION.split(lint.read(path))
        for section, text in zip(parts[1::2], parts[2::2]):
            for table in re.findall(r'^create (?:virtual )?table "?(\w+)', text, re.MULTILINE | re.IGNORECASE):
                sections[table] = section
        book.executescript(lint.read(path))
    return book, sections


def columns_of(book, table):
    """[(name, type, not null, default, hidden)] in order."""
    return [(row[1], row[2].lower(), row[3], row[4], row[6])
            for row in book.execute(f'pragma table_xinfo("{table}")')]


def check_shared(book, table):
    columns = columns_of(book, table)
    strict, = book.execute('select strict from pragma_table_list where name = ?', [table]).fetchone()
    if not strict:
        yield 'is not STRICT'
    if columns[0][:2] != ('id', 'integer') or not book.execute(
            'select 1 from pragma_table_info(?) where name = ? and pk = 1', [table, 'id']).fetchone():
        yield 'does not begin with an integer primary key id'
    if ('gone', 'integer', 1, '0', 0) not in columns:
        yield 'has no "gone integer not null default 0"'
    for name, *_, hidden in columns:
        if hidden:
            yield f'has the generated column {name}'
    for index in book.execute('select name from pragma_index_list(?) where "unique"', [table]):
        yield f'has the unique index {index[0]}'
    for trigger in book.execute("select name from sqlite_schema where type = 'trigger' and tbl_name = ?",
                                [table]):
        yield f'has the trigger {trigger[0]}'


def check_golden(book, golden_name, golden, sections):
    """An old book's shared tables must be a prefix of today's."""
    for table, section in sections.items():
        old = columns_of(golden, table)
        new = columns_of(book, table)
        if section == 'shared' and old != new[:len(old)]:
            yield f'{golden_name}: the columns of {table} were not only appended to'
        for name, _, not_null, default, _ in new[len(old):] if section == 'shared' and old else []:
            if not_null and default is None:
                yield f'{golden_name}: {table}.{name} is new, not null and has no constant default'
    tables = {row[0] for row in golden.execute("select name from sqlite_schema where type = 'table'")}
    for table in sorted(tables - sections.keys()):
        if 'gone' in [column[0] for column in columns_of(golden, table)]:
            yield f'{golden_name}: the shared table {table} has vanished'


def check(root):
    book, sections = read_schema(root)
    complaints = []
    for table, section in sections.items():
        if section not in ('shared', 'journal', 'derived', 'local'):
            complaints.append(f'{table}: stands under “{section}”, which is no kind of table')
        if section == 'shared':
            complaints += [f'{table}: {fault}' for fault in check_shared(book, table)]
    virtual = [row[0] for row in book.execute("select name from pragma_table_list where type = 'virtual'")]
    for row in book.execute("select name from sqlite_schema where type = 'table' and name not like "
                            "'sqlite_%'"):
        if row[0] not in sections and not row[0].startswith(tuple(name + '_' for name in virtual)):
            complaints.append(f'{row[0]}: stands under no ruled comment that says its kind')
    for name, path in lint.files(root, 'tests/store/books/*.sql'):
        golden = sqlite3.connect(':memory:')
        golden.executescript(lint.read(path))
        complaints += check_golden(book, name, golden, sections)
    return complaints


def schema(columns='name text', ending='strict', after=''):
    return (f'-- ------ shared\ncreate table customer (id integer primary key, gone integer not null '
            f'default 0, {columns}) {ending};\n'
            f'{after}\n-- ------ derived\n'
            'create table customer_fact (customer_id integer primary key, n integer not null) strict;\n')


FILE = 'data/sql/schema/0001-first.sql'
RIGHT = {FILE: schema('name text, city text'), 'tests/store/books/v1.sql': schema()}
WRONG = [
    ('a loose table is noticed', {FILE: schema(ending='')}, 'not STRICT'),
    ('a table without gone is noticed',
     {FILE: '-- ------ shared\ncreate table customer (id integer primary key, name text) '
            'strict;'}, 'has no "gone'),
    ('a text key is noticed',
     {FILE: '-- ------ shared\ncreate table customer (id text primary key, gone integer not null default 0) '
            'strict;'},
     'does not begin with an integer primary key'),
    ('a unique column is noticed', {FILE: schema('name text unique')}, 'unique index'),
    ('a unique index is noticed', {FILE: schema(after='create unique index x on customer (name);')},
     'unique index x'),
    ('a generated column is noticed', {FILE: schema('name text, up text as (upper (name))')},
     'generated column up'),
    ('a trigger is noticed',
     {FILE: schema(after='create trigger t after insert on customer begin select 1; '
                         'end;')}, 'has the trigger t'),
    ('a column that old rows cannot have is noticed', {FILE: schema('name text, city text not null')},
     'no constant default'),
    ('a renamed column is noticed', {FILE: schema('title text')}, 'not only appended'),
    ('a column pushed between is noticed', {FILE: schema('city text, name text')}, 'not only appended'),
    ('a dropped table is noticed',
     {FILE: '-- ------ local\ncreate table draft (a integer primary key) strict;'}, 'has vanished'),
    ('a table without a kind is noticed', {FILE: 'create table customer (id integer primary key);'},
     'under no ruled comment'),
]

if __name__ == '__main__':
    lint.run(check, RIGHT, WRONG)
