#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The walls: a room includes rooms on lower floors only, never above, never its neighbours; only store
speaks SQLite's language; foreign headers come where the floor plan lets them. The floors are read from
src/meson.build, and README's table of rooms must tell the same."""

import re

import lint

# Header (as a prefix), and the rooms that may include it; None is every room.
WINDOW = {'widgets', 'pages', 'app'}
FOREIGN = [
    ('glib', None), ('gio/', None), ('gobject/', None),
    ('sqlite3', {'store'}),
    ('json-glib/', {'criteria', 'interchange', 'cli'}),
    ('archive', {'interchange'}), ('expat', {'interchange'}), ('xlsxwriter', {'interchange'}),
    ('cairo', {'charts'} | WINDOW), ('pango/', {'charts'} | WINDOW),
    ('gtk/', WINDOW), ('gdk/', WINDOW), ('adwaita', WINDOW),
]
STANDARD = re.compile(r'(sys/[\w./]+|linux/[\w.]+|(assert|ctype|errno|fcntl|float|inttypes|langinfo|limits|locale|'
                      r'math|poll|setjmp|signal|stdarg|stdatomic|stdbool|stddef|stdint|stdio|stdlib|string|'
                      r'strings|time|unistd|wchar|dirent|libintl|mntent|termios|pwd|immintrin|xlocale)\.h)$')
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^">]+)[">]', re.MULTILINE)


def read_floors(root):
    """{room: floor}, from the plan in src/meson.build; cli and app stand on top."""
    plan = lint.read(root / 'src' / 'meson.build')
    floors = {}
    for floor, rooms in re.findall(r"\['floor(\d+)',\s*\[([^\]]*)\]", plan):
        for room in re.findall(r"'([\w-]+)'", rooms):
            floors[room] = int(floor)
    top = max(floors.values(), default=0)
    return {**floors, 'cli': top + 1, 'app': top + 1}


def read_readme(root):
    """{room: floor}, from README's table `| floor | room | …`."""
    rooms = {}
    for line in lint.read(root / 'README.md').splitlines():
        row = re.match(r'\|\s*(\d+)\s*\|([^|]*)\|', line)
        if row:
            rooms.update({room: int(row.group(1)) for room in re.findall(r'`([\w-]+)`', row.group(2))})
    return rooms


def check_include(room, kind, header, floors):
    """What is wrong with this line, or None."""
    if kind == '<':
        for prefix, rooms in FOREIGN:
            if header.startswith(prefix):
                return None if rooms is None or room in rooms else f'{room} may not include <{header}>'
        return None if STANDARD.match(header) else f'nobody said which room may include <{header}>'
    if header == 'config.h':
        return None
    other = header.split('/')[0] if '/' in header else None
    if other not in floors:
        return f'"{header}" does not begin with its room'
    if other == room:
        return None
    if header.endswith('-private.h'):
        return f'"{header}" is private to {other}'
    if floors[other] > floors[room]:
        return f'{room} includes {other}, which stands above it'
    if floors[other] == floors[room]:
        return f'{room} includes its neighbour {other}'
    return None


def check_file(name, room, source, floors):
    source = lint.without_comments(source)
    for match in INCLUDE.finditer(source):
        wrong = check_include(room, match.group(1), match.group(2), floors)
        if wrong:
            yield f'{name}:{lint.line_of(source, match.start())}: {wrong}'
    if room != 'store':
        for match in re.finditer(r'\bsqlite3_\w+', source):
            yield f'{name}:{lint.line_of(source, match.start())}: only store says {match.group(0)}'


def check(root):
    floors = read_floors(root)
    complaints = []
    for room, floor in read_readme(root).items():
        if floors.get(room) != floor:
            complaints.append(f'README.md: the table puts {room} on floor {floor}, src/meson.build on '
                              f'{floors.get(room)}')
    for room in sorted(floors.keys() - read_readme(root).keys()):
        complaints.append(f'README.md: the table of rooms lacks {room}')
    for name, path in lint.files(root, 'src/**/*.c', 'src/**/*.h'):
        room = name.split('/')[1]
        if room not in floors:
            complaints.append(f'{name}: {room} is no room of src/meson.build')
        else:
            complaints += check_file(name, room, lint.read(path), floors)
    return complaints


RIGHT = {
    'src/meson.build': "floors = [\n  ['floor0', ['base'], []],\n  ['floor1', ['store'], [x]],\n"
                       "  ['floor2', ['events', 'trade'], []],\n]\n",
    'README.md': '| floor | room | what |\n|---|---|---|\n| 0 | `base` | a |\n| 1 | `store` | b |\n'
                 '| 2 | `events` `trade` | c |\n| 3 | `app` | d |\n| 3 | `cli` | e |\n',
    'src/store/gx-a.c': '#include "config.h"\n#include "base/gx-b.h"\n#include "store/gx-a-private.h"\n'
                        '#include <sqlite3.h>\n#include <string.h>\nint a = sqlite3_x;\n',
    'src/trade/gx-t.c': '#include "store/gx-a.h"\n/* no sqlite3_open here */\n',
}
WRONG = [
    ('a room above is noticed', {'src/base/gx-b.c': '#include "store/gx-a.h"\n'}, 'stands above'),
    ('a neighbour is noticed', {'src/events/gx-e.c': '#include "trade/gx-t.h"\n'}, 'its neighbour trade'),
    ('a private header is noticed', {'src/trade/gx-t.c': '#include "store/gx-a-private.h"\n'},
     'private to store'),
    ('a bare include is noticed', {'src/trade/gx-t.c': '#include "gx-t.h"\n'},
     'does not begin with its room'),
    ('SQLite upstairs is noticed', {'src/trade/gx-t.c': 'int a = sqlite3_open ();\n'}, 'only store says'),
    ('SQLite\'s header upstairs is noticed', {'src/trade/gx-t.c': '#include <sqlite3.h>\n'},
     'may not include'),
    ('GTK downstairs is noticed', {'src/base/gx-b.h': '#include <gtk/gtk.h>\n'}, 'may not include'),
    ('an unknown header is noticed', {'src/base/gx-b.h': '#include <unicode/utrans.h>\n'}, 'nobody said'),
    ('a room off the plan is noticed', {'src/attic/gx-b.h': 'int a;\n'}, 'is no room'),
    ('a README that lies is noticed', {'README.md': '| 1 | `base` |\n'}, 'the table puts base'),
    ('a README that forgets is noticed', {'README.md': '| 0 | `base` |\n'}, 'lacks store'),
]

if __name__ == '__main__':
    lint.run(check, RIGHT, WRONG)
