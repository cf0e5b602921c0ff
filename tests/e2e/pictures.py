#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""pictures.py FOLDER [WORD…]: pictures of every page, wide and narrow, light and dark, in both languages,
of the real program with a demo book. With WORDs only pictures whose name has them all. build-aux/pictures
calls it."""

import itertools
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from gx_e2e import BUILD, TOP, Missed, Program

SIZES = {'wide': (1400, 900), 'narrow': (370, 740)}  # of the X window: ten pixels are its shadow
NOW = '2026-11-20T10:30:00+08:00'


def page_names():
    """The pages in the order of Alt+1, Alt+2 …, from the table that the sidebar is made of."""
    source = (TOP / 'src' / 'pages' / 'gx-pages.c').read_text(encoding='utf-8')
    return re.findall(r'^  \{ "([\w-]+)", N_', source, re.MULTILINE)


def make_demo(folder):
    book = pathlib.Path(folder) / 'demo.guanxi'
    subprocess.run([BUILD / 'src' / 'cli' / 'guanxi-cli', '--quiet', 'book', 'demo', book, '--customers',
                    '3000', '--as-of', NOW[:10]],
                   env={**os.environ, 'GUANXI_NOW': NOW}, check=True, stdout=subprocess.DEVNULL)
    return book


def take(program, name, folder, words):
    width = int(program.geometry()['WIDTH'])
    if width > program.size[0]:
        program.too_wide.append(f'{name}: {width - program.size[0]} px wider than the window was asked to be')
        program.resize(*program.size)
    if all(word in name for word in words):
        program.picture(folder / f'{name}.png')
        print(folder / f'{name}.png', flush=True)


def take_screen(program, name, folder, words):
    """The whole screen, for what opens beside the window."""
    if all(word in name for word in words):
        program.settle()
        width, height = program.size
        subprocess.run(['import', '-window', 'root', '-crop', f'{width}x{height}+0+0', '+repage',
                        folder / f'{name}.png'], check=True)
        print(folder / f'{name}.png', flush=True)


def open_good_customer(program, book):
    """The page of somebody with a long story."""
    done = subprocess.run([BUILD / 'src' / 'cli' / 'guanxi-cli', '--book', book, '--format', 'json',
                           'customer', 'list', '--sort', 'value:desc', '--limit', '1', '--fields', 'id,name'],
                          env=program.environment, capture_output=True, text=True, check=True)
    name = json.loads(done.stdout)[0]['name']
    pane = program.part('Customers', 'List of customers')
    pane.find('entry', program.say('Search customers')).write(name)
    program.settle()
    program.click(pane.find('list item', f'^{re.escape(name)}(,|$)'))
    program.settle()
    search = pane.look('entry', program.say('Search customers'))
    if search:  # a narrow window shows the page alone
        search.write('')
        program.settle()


def narrow_the_list(program):
    """The facets beside it, one of them ticked."""
    program.key('F9')
    program.settle()
    program.click(program.find('check box', '^(Active|活跃)'))
    program.settle()


MESS = """王总的客户,,,,,,
客户名称,单位,手机号,公司地址,出生日期,性别,成交金额
{name},,{phone},杭州文三路90号,1986/3/5,男,3.5万
赵敏（华彩印刷有限公司）,,1.3800138E10,江苏苏州工业园区星湖街328号,1990年2月30日,女,"¥1,200"
赵敏,华彩印刷有限公司,13800138000.0,苏州,,,
钱多多,,１３９００１３９０００,上海市浦东新区世纪大道1号,85-6-7,F,
,,,广州,,,
合计,,,,,,4
"""


def write_mess(program, book):
    """What a colleague sends: title and total, a company in the name, broken telephones, GB18030."""
    done = subprocess.run([BUILD / 'src' / 'cli' / 'guanxi-cli', '--book', book, '--format', 'json',
                           'customer', 'list', '--sort', 'phone:desc', '--limit', '1', '--fields', 'name,phone'],
                          env=program.environment, capture_output=True, text=True, check=True)
    file = program.home / '客户.csv'
    file.write_bytes(MESS.format(**json.loads(done.stdout)[0]).encode('gb18030'))
    return file


def bring_in(program, book, suffix, folder, words):
    """A file on its way in: its columns, then what would be written."""
    program.key('alt+2')
    program.key('ctrl+i')
    dialog = program.dialog(program.say('Import'))
    program.press_button(dialog, '_Choose a file…')
    program.choose_file(program.say('Choose a file to bring in'), write_mess(program, book))
    dialog.find('push button', program.say('_Continue')[1:])
    program.settle()
    take_screen(program, f'import-columns-{suffix}', folder, words)
    program.press_button(dialog, '_Continue')
    program.settle()
    take_screen(program, f'import-report-{suffix}', folder, words)
    program.key('Escape')
    program.settle()


def tour(program, book, suffix, folder, words):
    """Every page of an open program, then what opens from them."""
    for number, page in enumerate(page_names(), 1):
        program.key(f'alt+{number}')
        program.settle()
        take(program, f'{page}-{suffix}', folder, words)
        if page == 'customers':
            open_good_customer(program, book)
            take(program, f'customer-{suffix}', folder, words)
            if program.size == SIZES['wide']:
                narrow_the_list(program)
                take(program, f'facets-{suffix}', folder, words)
                program.act('win.facets')
    if program.size == SIZES['wide']:
        bring_in(program, book, suffix, folder, words)
    program.key('alt+1')
    for name, keys in [('new-customer', 'ctrl+n'), ('shortcuts', 'ctrl+question')]:
        program.key(keys)
        program.settle()
        take_screen(program, f'{name}-{suffix}', folder, words)
        program.key('Escape')
        program.settle()


def main(folder, words):
    folder = pathlib.Path(folder).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    failed = []
    with tempfile.TemporaryDirectory() as home:
        book = make_demo(home)
        for language, scheme, (width_name, size) in itertools.product(['zh', 'en'], ['light', 'dark'],
                                                                      SIZES.items()):
            suffix = f'{language}-{scheme}-{width_name}'
            try:
                with Program(book, language=language, dark=scheme == 'dark', now=NOW) as program:
                    program.too_wide = []
                    program.resize(*size)
                    tour(program, book, suffix, folder, words)
                    failed += program.too_wide + [f'{suffix}: {line}' for line in program.complaints()]
            except Missed as error:
                failed.append(f'{suffix}: {error}')
    print('\n'.join(failed), file=sys.stderr)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1], sys.argv[2:]))
