#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ui files: a button that shows only an icon says its name to a screen reader; words for people are
translatable; a template's class gives the file its name; every file is listed in the resource; none is
long; and every icon of ours that somebody names is drawn and listed."""

import re
import xml.etree.ElementTree as xml

import lint

LINES = 300
BUTTONS = {'GtkButton', 'GtkMenuButton', 'GtkToggleButton', 'AdwSplitButton'}
NAMED_BY = {'label', 'child', 'label-widget'}
WORDS = {'label', 'title', 'subtitle', 'tooltip-text', 'placeholder-text', 'description', 'text', 'heading',
         'body'}


def properties(element):
    return {child.get('name'): child for child in element.findall('property')}


def accessible_names(element):
    return (element.findall("accessibility/property[@name='label']")
            + element.findall("accessibility/relation[@name='labelled-by']"))


def check_file(name, text):
    lines = text.count('\n')
    if lines > LINES:
        yield f'{name}: {lines} lines, more than {LINES}'
    root = xml.fromstring(text)
    for template in root.findall('template'):
        stem = re.sub(r'(?<=[a-z0-9])([A-Z])', r'-\1', template.get('class')).lower()
        if name.rsplit('/', 1)[-1] != f'{stem}.ui':
            yield f"{name}: the template {template.get('class')} belongs into {stem}.ui"
    for element in root.iter():
        if element.tag not in ('object', 'template'):
            continue
        held = properties(element)
        shows_icon = 'icon-name' in held and not NAMED_BY & held.keys()
        if element.get('class') in BUTTONS and shows_icon and not accessible_names(element):
            yield f"{name}: the button with {held['icon-name'].text} has no accessible label"
    for element in list(root.iter('property')) + list(root.iter('attribute')):
        words = (element.text or '').strip()
        is_bound = element.get('translatable') or element.get('bind-source')
        if element.get('name') in WORDS and re.search(r'[^\W\d_]{2}', words) and not is_bound:
            yield f"{name}: “{words}” ({element.get('name')}) is not translatable"


def check(root):
    complaints = []
    resource = lint.read(root / 'ui' / 'guanxi.gresource.xml')
    for name, path in lint.files(root, 'ui/**/*.ui'):
        complaints += check_file(name, lint.read(path))
        if f">{name.removeprefix('ui/')}</file>" not in resource:
            complaints.append(f'{name}: is not listed in ui/guanxi.gresource.xml')
    icons = {path.stem for _, path in lint.files(root, 'data/icons/scalable/actions/*.svg')}
    complaints += [f'{icon}.svg: is not listed in ui/guanxi.gresource.xml' for icon in sorted(icons)
                   if f'>{icon}.svg<' not in resource]
    for name, path in lint.files(root, 'ui/**/*.ui', 'src/**/*.c'):
        for icon in sorted(set(re.findall(r'\bgx-[\w-]+-symbolic\b', lint.read(path))) - icons):
            complaints.append(f'{name}: nobody has drawn {icon}')
    return complaints


def ui(body):
    return f'<interface><template class="GxFooPage" parent="GtkBox">{body}</template></interface>\n'


FILE = 'ui/pages/gx-foo-page.ui'
RESOURCE = '<file>pages/gx-foo-page.ui</file>'
RIGHT = {
    'ui/guanxi.gresource.xml': RESOURCE + '<file>gx-add-symbolic.svg</file>',
    'data/icons/scalable/actions/gx-add-symbolic.svg': '',
    FILE: ui('<child><object class="GtkButton"><property name="icon-name">gx-add-symbolic</property>'
             '<accessibility><property name="label" translatable="yes">Add</property></accessibility>'
             '</object></child>'
             '<property name="title" translatable="yes">Customers</property>'),
}
WRONG = [
    ('a nameless icon button is noticed',
     {FILE: ui('<child><object class="GtkButton"><property '
               'name="icon-name">gx-add-symbolic</property></object></child>')},
     'no accessible label'),
    ('words nobody can translate are noticed', {FILE: ui('<property name="title">Customers</property>')},
     'not translatable'),
    ('an accessible label nobody can translate is noticed',
     {FILE: ui('<accessibility><property name="label">Add</property></accessibility>')}, 'not translatable'),
    ('a misnamed file is noticed',
     {'ui/pages/gx-bar-page.ui': ui(''),
      'ui/guanxi.gresource.xml': RESOURCE + '<file>pages/gx-bar-page.ui</file>'},
     'belongs into gx-foo-page.ui'),
    ('an unlisted file is noticed', {'ui/guanxi.gresource.xml': ''}, 'not listed'),
    ('an icon nobody has drawn is noticed', {'src/a/gx-a.c': '"gx-moon-symbolic"'},
     'nobody has drawn gx-moon'),
    ('an unlisted icon is noticed', {'data/icons/scalable/actions/gx-sun-symbolic.svg': ''}, 'not listed'),
    ('a long file is noticed', {FILE: ui('\n' * (LINES + 1))}, 'lines, more than'),
]

if __name__ == '__main__':
    lint.run(check, RIGHT, WRONG)
