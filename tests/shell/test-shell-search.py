#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The desktop's search, over a bus of its own, as GNOME Shell asks: the built program is started by the bus
when it is asked, answers out of the book that was open last, tells the window what was chosen, says nothing
while the setting is off, and ends by itself. test-shell-search.py PROVIDER CLI"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

NAME = 'org.guanxi.Guanxi.SearchProvider'
NOW = '2026-11-21T10:30:00+08:00'


def enter_bus():
    """Runs this script again with a home and a session bus of its own."""
    home = pathlib.Path(tempfile.mkdtemp(prefix='guanxi-shell-'))
    services = home / 'share' / 'dbus-1' / 'services'
    services.mkdir(parents=True)
    (services / f'{NAME}.service').write_text(f'[D-BUS Service]\nName={NAME}\nExec={sys.argv[1]} --idle 2\n')
    environment = {**os.environ, 'GUANXI_SHELL_HOME': str(home), 'XDG_DATA_HOME': str(home / 'share'),
                   'XDG_STATE_HOME': str(home / 'state'), 'XDG_CACHE_HOME': str(home / 'cache'),
                   'XDG_CONFIG_HOME': str(home / 'config'), 'GSETTINGS_BACKEND': 'keyfile',
                   'GUANXI_NOW': NOW}
    try:
        return subprocess.run(['dbus-run-session', '--', sys.executable, '-B', *sys.argv],
                              env=environment, check=False).returncode
    finally:
        shutil.rmtree(home, ignore_errors=True)


class Window:
    """Stands in for the window: writes down which actions it is told to do."""

    XML = '''<node><interface name="org.freedesktop.Application"><method name="ActivateAction">
             <arg type="s" direction="in"/><arg type="av" direction="in"/><arg type="a{sv}" direction="in"/>
             </method></interface></node>'''

    def __init__(self, bus):
        self.told = []
        info = Gio.DBusNodeInfo.new_for_xml(self.XML)
        bus.register_object('/org/guanxi/Guanxi', info.interfaces[0], self.called, None, None)
        Gio.bus_own_name_on_connection(bus, 'org.guanxi.Guanxi', Gio.BusNameOwnerFlags.NONE, None, None)

    def called(self, _bus, _sender, _path, _interface, _method, parameters, invocation):
        self.told.append(parameters.unpack())
        invocation.return_value(None)


def spin(seconds, until):
    end = time.monotonic() + seconds
    while not until() and time.monotonic() < end:
        GLib.MainContext.default().iteration(False)
        time.sleep(.01)
    return until()


class ShellSearch(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = pathlib.Path(os.environ['GUANXI_SHELL_HOME'])
        cls.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        cls.window = Window(cls.bus)
        cls.book = cls.home / 'shop.guanxi'
        cls.call_cli('book', 'new', cls.book)
        for fields in [('name=张伟', 'phone=138 0013 8000'), ('name=王芳', 'company=华彩印刷'),
                       ('name=Ann Lee',)]:
            cls.call_cli('--book', cls.book, 'customer', 'add', *fields)
        (cls.home / 'state' / 'guanxi').mkdir(parents=True, exist_ok=True)
        (cls.home / 'state' / 'guanxi' / 'last-book').write_text(f'{cls.book}\n')

    @classmethod
    def call_cli(cls, *words):
        done = subprocess.run([sys.argv[2], '--format', 'json', *words], capture_output=True, text=True,
                              check=True)
        return json.loads(done.stdout) if done.stdout.strip() else None

    def allow(self, is_allowed):
        """As the switch in the preferences does."""
        self.wait_ended()
        folder = self.home / 'config' / 'glib-2.0' / 'settings'
        folder.mkdir(parents=True, exist_ok=True)
        (folder / 'keyfile').write_text(f'[org/guanxi/Guanxi]\nshows-in-search={str(is_allowed).lower()}\n')

    def ask(self, method, signature, *values):
        answer = self.bus.call_sync(NAME, '/org/guanxi/Guanxi/SearchProvider',
                                    'org.gnome.Shell.SearchProvider2', method,
                                    GLib.Variant(signature, values), None, Gio.DBusCallFlags.NONE, 20000, None)
        return answer.unpack()[0] if answer.n_children() else None

    def is_running(self):
        return self.bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus',
                                  'NameHasOwner', GLib.Variant('(s)', (NAME,)), None,
                                  Gio.DBusCallFlags.NONE, 5000, None).unpack()[0]

    def wait_ended(self):
        self.assertTrue(spin(20, lambda: not self.is_running()), 'it did not end by itself')

    def names(self, ids):
        return [meta['name'] for meta in self.ask('GetResultMetas', '(as)', ids)]

    def test_answers(self):
        self.allow(True)
        self.assertFalse(self.is_running())
        found = self.ask('GetInitialResultSet', '(as)', ['z'])
        self.assertTrue(self.is_running())
        self.assertIn('张伟', self.names(found))
        found = self.ask('GetSubsearchResultSet', '(asas)', found, ['zw'])
        self.assertEqual(self.names(found), ['张伟'])
        found = self.ask('GetInitialResultSet', '(as)', ['138', '0013', '8000'])
        meta, = self.ask('GetResultMetas', '(as)', found)
        self.assertEqual(meta['id'], found[0])
        self.assertIn('138 0013 8000', meta['description'])
        self.assertEqual(self.ask('GetInitialResultSet', '(as)', ['nobody is called so']), [])

    def test_ends(self):
        self.allow(True)
        self.ask('GetInitialResultSet', '(as)', ['ann'])
        self.assertTrue(self.is_running())
        self.wait_ended()

    def test_hostile(self):
        self.allow(True)
        for terms in [[], [''], ['"', "'"], ['%s%n'], ['x' * 5000], ['\u202e', '😀'], ["a' or '1'='1"]]:
            self.ask('GetInitialResultSet', '(as)', terms)
        self.assertEqual(self.ask('GetResultMetas', '(as)', ['0', '-1', 'abc', '9' * 30]), [])
        self.assertEqual(self.names(self.ask('GetInitialResultSet', '(as)', ['ann'])), ['Ann Lee'])

    def test_silent(self):
        self.allow(False)
        self.assertEqual(self.ask('GetInitialResultSet', '(as)', ['zw']), [])
        identity = str(self.call_cli('--book', self.book, 'search', 'zw')[0]['id'])
        self.assertEqual(self.ask('GetResultMetas', '(as)', [identity]), [])

    def test_silent_by_itself(self):
        """Where nobody chose, nothing is told."""
        self.wait_ended()
        (self.home / 'config' / 'glib-2.0' / 'settings' / 'keyfile').unlink(missing_ok=True)
        self.assertEqual(self.ask('GetInitialResultSet', '(as)', ['zw']), [])

    def test_tells_window(self):
        self.allow(True)
        found = self.ask('GetInitialResultSet', '(as)', ['wf'])
        self.ask('ActivateResult', '(sasu)', found[0], ['wf'], 7)
        self.ask('LaunchSearch', '(asu)', ['wang', 'fang'], 8)
        self.assertTrue(spin(10, lambda: len(self.window.told) >= 2))
        (show, targets, platform), (search, words, _) = self.window.told[-2:]
        self.assertEqual((show, targets), ('show-customer', [int(found[0])]))
        self.assertEqual((search, words), ('search-customers', ['wang fang']))
        self.assertIn('7', platform['desktop-startup-id'])


if __name__ == '__main__':
    if 'GUANXI_SHELL_HOME' not in os.environ:
        sys.exit(enter_bus())
    import gi
    gi.require_version('Gio', '2.0')
    from gi.repository import Gio, GLib
    unittest.main(argv=sys.argv[:1], verbosity=2)
