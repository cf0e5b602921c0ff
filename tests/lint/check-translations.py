#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every language of po/LINGUAS is whole: nothing missing, untranslated or fuzzy, every format intact; and
a string with a placeholder tells translators what stands there."""

import os
import re
import shutil
import subprocess
import tempfile

import lint


def tell(*command):
    """The lines a tool complains with; none if it is content."""
    done = subprocess.run(command, capture_output=True, text=True,
                          env={**os.environ, 'LC_ALL': 'C.UTF-8', 'LANGUAGE': ''})
    return [] if done.returncode == 0 else (done.stderr.strip() or 'failed').splitlines()


def extract(root, pot):
    """The template of all words, as build-aux/update-po makes it."""
    names = [line for line in lint.read(root / 'po' / 'POTFILES').splitlines() if line
             and not line.startswith('#')]
    options = [line for line in lint.read(lint.HOUSE / 'po' / 'xgettext.options').splitlines() if line
               and line[0] == '-']
    return tell('xgettext', *options, '-D', str(root), '-o', pot, *names)


def check_comments(template):
    """Entries with a placeholder and no word to the translator."""
    for entry in lint.read(template).split('\n\n')[1:]:
        text = ''.join(re.findall(r'^(?:msgid|msgid_plural)? ?"(.*)"$', entry.split('\nmsgstr')[0],
                                  re.MULTILINE))
        if re.search(r"%(?!%)[-+ #0']*[\d*]*(\.[\d*]+)?(\d\$)?[a-zA-Z]",
                     text.replace('%%', '')) and '#. Translators:' not in entry:
            where = re.search(r'^#: (\S+)', entry, re.MULTILINE)
            yield f"{where.group(1) if where else '?'}: no “Translators:” comment above “{text}”"


def check_whole(language, po, pot):
    """What the language lacks of the template's words, told once per way of lacking."""
    whole = f'{po}.whole'
    tell('msgmerge', '--quiet', '--no-fuzzy-matching', '--no-wrap', '-o', whole, po, pot)
    for option, words in [('--untranslated', 'have no translation'), ('--only-fuzzy', 'are fuzzy')]:
        found = subprocess.run(['msgattrib', option, '--no-obsolete', '--no-wrap', whole],
                               capture_output=True, text=True).stdout
        strings = [text for text in re.findall(r'^msgid "(.*)"$', found, re.MULTILINE) if text]
        if strings:
            shown = ', '.join(f'“{text}”' for text in strings[:5])
            more = ' …' if len(strings) > 5 else ''
            yield f'po/{language}.po: {len(strings)} strings {words}: {shown}{more}'
    os.unlink(whole)


def check(root):
    complaints = []
    with tempfile.TemporaryDirectory() as folder:
        pot = os.path.join(folder, 'guanxi.pot')
        complaints += extract(root, pot)
        if not os.path.exists(pot):
            return complaints
        complaints += check_comments(lint.pathlib.Path(pot))
        for language in lint.read(root / 'po' / 'LINGUAS').split():
            po = os.path.join(folder, f'{language}.po')
            shutil.copy(root / 'po' / f'{language}.po', po)
            complaints += tell('msgfmt', '--check', '-o', os.devnull, po)
            complaints += check_whole(language, po, pot)
    return complaints


def po(*entries):
    head = ('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: zh_CN\\nMIME-Version: '
            '1.0\\n'
            'Content-Transfer-Encoding: 8bit\\nProject-Id-Version: g\\n'
            'Last-Translator: a <a@b.c>\\nLanguage-Team: zh\\n'
            'PO-Revision-Date: 2026-11-21 00:00+0000\\nPlural-Forms: nplurals=1; plural=0;\\n"\n\n')
    return head + '\n\n'.join(entries) + '\n'


HELLO = 'msgid "Hello"\nmsgstr "你好"'
COUNT = '#, c-format\nmsgid "%d rows"\nmsgstr "%d 行"'
RIGHT = {
    'po/POTFILES': 'src/gx-a.c\n', 'po/LINGUAS': 'zh_CN\n', 'po/zh_CN.po': po(HELLO, COUNT),
    'src/gx-a.c': 'a = _("Hello");\n/* Translators: how many */\nb = _("%d rows");\n',
}
WRONG = [
    ('an untranslated string is noticed', {'po/zh_CN.po': po('msgid "Hello"\nmsgstr ""', COUNT)},
     '1 strings have no translation'),
    ('a missing string is noticed', {'po/zh_CN.po': po(COUNT)}, 'no translation: “Hello”'),
    ('a fuzzy string is noticed', {'po/zh_CN.po': po('#, fuzzy\n' + HELLO, COUNT)}, 'are fuzzy'),
    ('a broken format is noticed',
     {'po/zh_CN.po': po(HELLO, '#, c-format\nmsgid "%d rows"\nmsgstr "%s 行"')}, 'format specifications'),
    ('a placeholder without a comment is noticed', {'src/gx-a.c': 'a = _("Hello");\n\nb = _("%d rows");\n'},
     'no “Translators:”'),
]

if __name__ == '__main__':
    lint.run(check, RIGHT, WRONG)
