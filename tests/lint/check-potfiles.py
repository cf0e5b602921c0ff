#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""po/POTFILES names every file with words for people, no other, in order. build-aux/update-po writes it."""

import re
import sys

import lint

IN_C = re.compile(r'(?<![\w])(?:_|N_|C_|NC_|Q_|ngettext|g_dngettext|g_dpgettext2|gettext)\s*\(\s*"')
IN_UI = re.compile(r'translatable="(?:yes|true|1)"')


def has_words(name, text):
    if name.endswith(('.c', '.h')):
        return bool(IN_C.search(lint.without_comments(text)))
    if name.endswith('.ui'):
        return bool(IN_UI.search(text))
    return True  # desktop and metainfo templates


def find_words(root):
    """The files that POTFILES must name, in order."""
    return [name for name, path in lint.files(root, 'src/**/*.[ch]', 'ui/**/*.ui', 'data/*.desktop.in',
                                              'data/*.metainfo.xml.in')
            if has_words(name, lint.read(path))]


def check(root):
    listed = [line for line in lint.read(root / 'po' / 'POTFILES').splitlines() if line
              and not line.startswith('#')]
    wanted = sorted(find_words(root))
    complaints = [f'po/POTFILES: lacks {name}' for name in wanted if name not in listed]
    complaints += [f'po/POTFILES: {name} has no words to translate, or is gone' for name in listed
                   if name not in wanted]
    if listed != sorted(listed):
        complaints.append('po/POTFILES: is not in order (LC_ALL=C sort)')
    if len(listed) != len(set(listed)):
        complaints.append('po/POTFILES: names a file twice')
    return complaints


RIGHT = {
    'po/POTFILES': '# words\nsrc/a/gx-a.c\nui/a.ui\n',
    'src/a/gx-a.c': 'x = _("Hello");\n',
    'src/a/gx-b.c': '/* _("not this") */ x = f_("nor this");\n',
    'ui/a.ui': '<property name="label" translatable="yes">A</property>',
}
WRONG = [
    ('a missing file is noticed', {'src/a/gx-b.c': 'ngettext ("one", "many", n);\n'}, 'lacks src/a/gx-b.c'),
    ('a missing ui file is noticed', {'ui/b.ui': 'translatable="yes"'}, 'lacks ui/b.ui'),
    ('a stale line is noticed', {'src/a/gx-a.c': 'int x;\n'}, 'or is gone'),
    ('disorder is noticed', {'po/POTFILES': 'ui/a.ui\nsrc/a/gx-a.c\n'}, 'not in order'),
    ('a double line is noticed', {'po/POTFILES': 'src/a/gx-a.c\nsrc/a/gx-a.c\nui/a.ui\n'}, 'twice'),
]

if __name__ == '__main__':
    if sys.argv[1:] == ['--list']:
        print('\n'.join(sorted(find_words(lint.HOUSE))))
        sys.exit(0)
    lint.run(check, RIGHT, WRONG)
