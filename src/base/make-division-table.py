#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""make-division-table.py gx-divisions.txt: prints gx-division-table.c, the arrays of gx-division-private.h."""

import re
import sys

PEOPLES = ('蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 '
           '达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 塔吉克 怒 鄂温克 裕固 独龙 鄂伦春 普米 保安 各').split()
PEOPLE = '(?:' + '|'.join(sorted((p + '族' for p in PEOPLES), key=len, reverse=True)) + ')'
# 内蒙古自治区 and 新疆维吾尔自治区 leave 族 out.
ENDS = {
    'province': r'(?:特别行政区|(?:壮族|回族|维吾尔)?自治区|省|市)$',
    'city': rf'(?:(?:{PEOPLE}|蒙古)*自治(?:州|县)|地区|盟|市|县|林区)$',
    'district': rf'(?:{PEOPLE}*自治[县旗]|新区|林区|特区|矿区|街道|[区县市旗镇])$',
}
NO_STEMS = {'市中', '城中', '西沙群岛', '南沙群岛'}


def stem(kind, name):
    """What people write for short: 延边 for 延边朝鲜族自治州; '' where that would be one character or a direction."""
    short = re.sub(ENDS[kind], '', name)
    return short if len(short) >= 2 and short not in NO_STEMS else ''


def read(path):
    """[(province, [(city, [district])])]"""
    provinces = []
    with open(path, encoding='utf-8') as file:
        words = [word for line in file if line[0] != '#' for word in line.split()]
    is_province = False
    for word in words:
        if word == '=':
            is_province = True
        elif is_province:
            provinces.append((word, []))
            is_province = False
        elif word.endswith(':'):
            provinces[-1][1].append((word[:-1], []))
        elif word != '|':
            provinces[-1][1][-1][1].append(word)
    return provinces


def entry(kind, name, *numbers):
    length = len(stem(kind, name).encode())
    return f'{{ "{name}", {length}{"".join(f", {number}" for number in numbers)} }}'


def print_array(declaration, values):
    print(f'const {declaration} = {{')
    for value in values:
        print(f'  {value},')
    print('};\n')


def main(path):
    provinces, cities, districts = [], [], []
    for province, its_cities in read(path):
        provinces.append(entry('province', province, len(cities), len(its_cities)))
        for city, its_districts in its_cities:
            cities.append(entry('city', city, len(districts), len(its_districts), len(provinces) - 1))
            districts += [entry('district', name, 0, 0, len(cities) - 1) for name in its_districts]
    print('/* Made by make-division-table.py. */\n#include "base/gx-division-private.h"\n')
    print_array('GxDivision gx_division_provinces[]', provinces)
    print_array('GxDivision gx_division_cities[]', cities)
    print_array('GxDivision gx_division_districts[]', districts)
    print(f'const guint gx_division_n_provinces = {len(provinces)};')
    print(f'const guint gx_division_n_cities = {len(cities)};')
    print(f'const guint gx_division_n_districts = {len(districts)};')


if __name__ == '__main__':
    main(sys.argv[1])
