# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real program the way a person with a screen reader would: AT-SPI finds and presses, xdotool
types, and the program's log must hold no warning at its end. Nothing sleeps for luck: everything waits until
something is so, with a deadline, and says what it waited for.

A script runs inside build-aux/with-display. It makes a Program, does things to it, and reports TAP through
Story."""

import gettext
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import warnings

import gi
warnings.filterwarnings('ignore', category=DeprecationWarning)  # newer names for the same doors
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi  # noqa: E402

TOP = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get('GUANXI_BUILD', TOP / '_build'))
DEADLINE = 20.0
Atspi.set_timeout(int(DEADLINE * 1000), int(DEADLINE * 1000))  # 800 ms is too short on a busy machine
# What a person's eye would skip: rows of long lists are never walked into unless asked for.
LONG = {'list', 'table', 'tree table', 'tree'}
# What pages and their parts are, and what stands between them; GTK 4.8 says "filler" of nearly everything.
BOXES = {'grouping', 'panel', 'filler', 'scroll pane'}
HARMLESS = re.compile(r'Failed to set fd limit|connection to the bus can.t be made|'
                      r'dbind.*(GetItems|cache)|dconf|'
                      r'Unable to acquire session bus|a11y bus')
# How far below the window's frame the notes stand, beside its content.
NOTES_DEPTH = 2

if subprocess.run(['pkg-config', '--atleast-version=1.6', 'libadwaita-1'], check=False).returncode == 0:
    # Newer ones measure the labels of any plain AdwMessageDialog too narrow, and say so.
    HARMLESS = re.compile(HARMLESS.pattern + '|Trying to measure GtkLabel')
    NOTES_DEPTH = 4  # and a place for dialogs lies between


class Missed(AssertionError):
    """Something did not become so in time."""


def wait_until(what, test, deadline=DEADLINE):
    """test()'s first true value; Missed, naming what was waited for, after the deadline (seconds)."""
    end = time.monotonic() + deadline
    while True:
        try:
            value = test()
        except gi.repository.GLib.Error:
            value = None  # what we looked at has just gone
        if value:
            return value
        if time.monotonic() > end:
            raise Missed(f'waited {deadline:.0f} s for {what}')
        time.sleep(0.05)


class Node:
    """One thing on the screen. role and name as AT-SPI says them; names are matched by regular expression."""

    def __init__(self, accessible):
        self.accessible = accessible

    role = property(lambda self: {'button': 'push button'}.get(self.accessible.get_role_name(),
                                                               self.accessible.get_role_name()))
    name = property(lambda self: self.accessible.get_name() or '')
    description = property(lambda self: self.accessible.get_description() or '')

    def __repr__(self):
        return f'{self.role} “{self.name}”'

    def children(self):
        for i in range(self.accessible.get_child_count()):
            child = self.accessible.get_child_at_index(i)
            if child is not None:
                yield Node(child)

    def walk(self, into_lists=False, rows=40):
        """Everything below that can be seen, top first. Of a list only the first rows, unless into_lists."""
        for i, child in enumerate(self.children()):
            if not into_lists and self.role in LONG and i >= rows:
                return
            if not child.is_seen():
                continue
            yield child
            yield from child.walk(into_lists, rows)

    def is_seen(self):
        if not self.has('VISIBLE'):
            return False
        try:
            return self.extents().width > 1
        except gi.repository.GLib.Error:
            return True  # a thing without a place, such as a page of a stack

    def extents(self):
        return self.accessible.get_extents(Atspi.CoordType.WINDOW)

    def has(self, state):
        return self.accessible.get_state_set().contains(getattr(Atspi.StateType, state))

    def look(self, role=None, name=None, into_lists=False):
        """The first match now, or None."""
        return next(self.look_all(role, name, into_lists), None)

    def look_all(self, role=None, name=None, into_lists=False):
        for node in self.walk(into_lists):
            if (role is None or node.role == role) and (name is None or re.search(name, node.name)):
                yield node

    def look_focus(self, role=None):
        """What has the cursor, if it is of this role."""
        return next((node for node in self.look_all(role) if node.has('FOCUSED')), None)

    def place(self):
        """Where it stands: what is above it and has a name."""
        above = self.accessible.get_parent()
        while above is not None and not above.get_name():
            above = above.get_parent()
        return Node(above) if above is not None else None

    def nameless(self):
        """What can have the focus and has nothing to be read out: no name, and none of a thing in it. A place
        that only scrolls need not have one."""
        return [f'{node} below {node.place()}' for node in self.walk()
                if node.has('FOCUSABLE') and node.role != 'scroll pane'
                and not node.name.strip() and not node.words().strip()]

    def find(self, role=None, name=None, deadline=DEADLINE):
        return wait_until(f'{role or "something"} “{name}” in {self}', lambda: self.look(role, name),
                          deadline)

    def gone(self, role=None, name=None, deadline=DEADLINE):
        wait_until(f'{role or "something"} “{name}” to go', lambda: not self.look(role, name), deadline)

    def look_part(self, name):
        """The part of this name, breadth first. What stands in lists and buttons is passed by."""
        boxes = [self]
        while boxes:
            boxes = [child for box in boxes for child in box.children() if child.role in BOXES]
            found = next((box for box in boxes if re.search(name, box.name)), None)
            if found:
                return found
        return None

    def find_box(self, name):
        """The box of this name, wherever it can be seen."""
        return wait_until(f'the box “{name}” in {self}', lambda: self.look_box(name))

    def look_box(self, name):
        return next((node for node in self.walk() if node.role in BOXES and re.search(name, node.name)), None)

    def press(self):
        """The click action of the thing, or of the first thing in it that has one."""
        for node in [self, *self.walk()]:
            action = node.accessible.get_action_iface()
            for i in range(action.get_n_actions() if action else 0):
                if action.get_action_name(i) in ('click', 'activate', 'press'):
                    action.do_action(i)
                    return
        raise Missed(f'{self} cannot be pressed')

    def act(self, action_name):
        """A GAction that the thing carries, such as "win.undo"."""
        action = self.accessible.get_action_iface()
        for i in range(action.get_n_actions() if action else 0):
            if action.get_action_name(i) == action_name:
                action.do_action(i)
                return
        raise Missed(f'{self} has no action {action_name}')

    def write(self, text):
        """Replaces the text of an entry."""
        for node in [self, *self.walk()]:
            editable = node.accessible.get_editable_text_iface()
            if editable and node.has('EDITABLE'):
                editable.set_text_contents(text)
                return
        raise Missed(f'{self} cannot be written in')

    @property
    def text(self):
        text = self.accessible.get_text_iface()
        # Not text.get_text(): newer Atspi hides it behind an older door of the same name.
        return Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text)) if text else ''

    def select(self, index):
        self.accessible.get_selection_iface().select_child(index)

    def words(self, into_lists=False):
        """All the words that can be seen in it, for asking whether something is told."""
        return '\n'.join(node.name for node in self.walk(into_lists) if node.name)

    def tree(self, depth=0):
        """What a person who writes such a script wants to see."""
        lines = [f"{'  ' * depth}{self}"]
        for i, child in enumerate(self.children()):
            if self.role in LONG and i >= 3:
                break
            if child.is_seen():
                lines.append(child.tree(depth + 1))
        return '\n'.join(lines)


class Program:
    """The program, opened on a book in a language; ends with the with-block.

    say(English) is a pattern for what the program says in its language: scripts are written once, in English.
    """

    def __init__(self, *arguments, language='en', dark=False, now=None, home=None):
        self.home = pathlib.Path(home or tempfile.mkdtemp(prefix='guanxi-e2e-'))
        self.language = language
        self.keeps_home = home is not None
        self.words = gettext.translation('guanxi', BUILD / 'po', [{'en': 'en', 'zh': 'zh_CN'}[language]],
                                         fallback=True)
        self.log_path = self.home / 'program.log'
        locale = {'en': 'en_US.UTF-8', 'zh': 'zh_CN.UTF-8'}[language]
        self.environment = {
            **os.environ,
            'LANG': locale, 'LC_ALL': locale, 'LANGUAGE': '',
            'GSETTINGS_SCHEMA_DIR': str(BUILD / 'data'), 'GUANXI_LOCALE_DIR': str(BUILD / 'po'),
            'GTK_A11Y': 'atspi', 'GDK_DEBUG': '', 'G_DEBUG': '', 'G_MESSAGES_DEBUG': '',
            'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark' if dark else 'prefer-light',
            'XDG_DATA_HOME': str(self.home / 'share'), 'XDG_STATE_HOME': str(self.home / 'state'),
            'XDG_CACHE_HOME': str(self.home / 'cache'),
            'HOME': str(self.home),
        }
        if now:
            self.environment['GUANXI_NOW'] = now
        self.command = [str(BUILD / 'src' / 'app' / 'guanxi'), *map(str, arguments)]
        self.log_path.unlink(missing_ok=True)
        self.start()

    def start(self):
        with open(self.log_path, 'ab') as log:
            self.process = subprocess.Popen(self.command, env=self.environment, cwd=self.home,
                                            stdout=log, stderr=subprocess.STDOUT)

    def start_again(self):
        """Quits the program as a person does and starts it anew, with the same book, settings and size; its log
        goes on. Returns what the first one ended with."""
        self.key('ctrl+q')
        ended = self.process.wait(DEADLINE)
        self.start()
        self.__enter__()
        self.resize(*self.size)
        return ended

    def __enter__(self):
        try:
            self.frame = wait_until('the window', self.look_frame, 40)
            self.window = wait_until('its X window', self.look_window)
            wait_until('the window to get the keys', self.has_keys)
        except Exception:
            self.stop()
            raise
        return self

    def __exit__(self, *what):
        self.stop()
        if not self.keeps_home:
            shutil.rmtree(self.home, ignore_errors=True)

    def say(self, english, plural=None):
        """A pattern, from the beginning to the end, for these words as the program shows them; a %… stands
        for anything. With a plural, the words for one."""
        words = self.words.ngettext(english, plural, 1) if plural else self.words.gettext(english)
        parts = re.split(r"%(?:\d\$)?[-+ #0']*\d*(?:\.\d+)?l?[a-zA-Z]", words.replace('_', ''))
        return '^' + '.*'.join(re.escape(part) for part in parts) + '$'

    def press_button(self, node, *english):
        """Presses a button, by its label, once it can be pressed; GTK 4.8 names it "_Open Open"."""
        button = node.find('push button', self.say(*english)[1:])
        wait_until(f'{button} to be ready', lambda: button.has('SENSITIVE'))
        button.press()

    def has_keys(self):
        """Whether the window manager gives what is typed to this program."""
        done = subprocess.run(['xdotool', 'getactivewindow', 'getwindowpid'], capture_output=True, text=True)
        return done.stdout.strip() == str(self.process.pid)

    def look_application(self):
        if self.process.poll() is not None:
            raise Missed(f'the program ended with {self.process.returncode}:\n{self.log()}')
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(i)
            if application is not None and application.get_process_id() == self.process.pid:
                return Node(application)
        return None

    def look_frame(self):
        application = self.look_application()
        if application is None:
            return None
        return next((node for node in application.children() if node.role == 'frame'), None)

    def look_window(self):
        done = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)],
                              capture_output=True, text=True)
        windows = done.stdout.split()
        return windows[-1] if windows else None

    def dialog(self, name=None, deadline=DEADLINE):
        """The newest top-level beside the frame, or the dialog of this name."""
        def look():
            for node in self.look_application().children():
                if node.accessible != self.frame.accessible and (name is None or re.search(name, node.name)):
                    return node
            return None
        return wait_until(f'the dialog “{name}”', look, deadline)

    def wait_alone(self):
        """Until every dialog has gone and keys reach the window again."""
        wait_until('the dialogs to go', lambda: len(list(self.look_application().children())) == 1)
        self.settle()

    def part(self, *english):
        """A part within a part … of the window, by the names that a screen reader says. Parts out of sight
        are there, too."""
        node = self.frame
        for words in english:
            node = wait_until(f'the part “{words}” of {node}', lambda: node.look_part(self.say(words)))
        return node

    def find(self, *arguments, **keywords):
        return self.frame.find(*arguments, **keywords)

    def look(self, *arguments, **keywords):
        return self.frame.look(*arguments, **keywords)

    def act(self, action):
        self.frame.act(action)

    def wait_words(self, pattern, deadline=DEADLINE):
        """Until the window tells this somewhere."""
        return wait_until(f'the window to say “{pattern}”', lambda: re.search(pattern, self.frame.words()),
                          deadline)

    def toasts(self):
        """What the notes over the window say."""
        overlay = self.frame
        for _ in range(NOTES_DEPTH):
            overlay = next(overlay.children(), None)
            if overlay is None:
                return  # it is just being told anew
        for toast in list(overlay.children())[1:]:
            yield from (label.name for label in toast.walk() if label.role == 'label')

    def wait_toast(self, english):
        """Until a note says these words."""
        says = re.compile(self.say(english)).match
        return wait_until(f'a note “{english}”', lambda: next(filter(says, self.toasts()), None))

    def key(self, *keys):
        subprocess.run(['xdotool', 'key', '--clearmodifiers', *keys], check=True)

    def type(self, text):
        subprocess.run(['xdotool', 'type', '--clearmodifiers', '--delay', '8', text], check=True)

    def choose_file(self, title, path):
        """Writes a path into the file dialog of this title, once that listens, and presses Enter."""
        dialog = self.dialog(title)
        focus = wait_until('the file dialog to listen', lambda: dialog.look_focus())
        if focus.role != 'text':
            self.key('ctrl+l')
        line = wait_until('the line for a path', lambda: dialog.look_focus('text'))
        line.write(str(path))  # typed letters would be completed into some other path
        wait_until('the path to be there', lambda: line.text == str(path))

        def is_gone():
            return dialog.accessible not in [node.accessible for node in self.look_application().children()]
        for _ in range(4):  # the first Enter may only close what the dialog has thought of to complete the path
            self.key('Return')
            try:
                return wait_until('the file dialog to go', is_gone, 3)
            except Missed:
                pass
        raise Missed('the file dialog stays')

    def geometry(self):
        """X, Y, WIDTH and HEIGHT of the X window, as words."""
        done = subprocess.run(['xdotool', 'getwindowgeometry', '--shell', self.window], capture_output=True,
                              text=True, check=True).stdout
        return dict(line.split('=') for line in done.splitlines() if '=' in line)

    def origin(self):
        geometry = self.geometry()
        return int(geometry['X']), int(geometry['Y'])

    def point(self, node, across=0.5, down=0.5):
        """A place in the thing, in pixels of the screen."""
        x, y = self.origin()
        extents = node.extents()
        return round(x + extents.x + extents.width * across), round(y + extents.y + extents.height * down)

    def click(self, node, across=0.5, down=0.5, button=1):
        """A real click of the mouse in the thing."""
        x, y = self.point(node, across, down)
        # --sync waits for a movement: from the place itself there would be none.
        subprocess.run(['xdotool', 'mousemove', str(x - 1), str(y), 'mousemove', '--sync', str(x), str(y),
                        'click', str(button)], check=True)

    def resize(self, width, height):
        self.size = (width, height)
        subprocess.run(['xdotool', 'windowmove', self.window, '0', '0', 'windowsize', self.window,
                        str(width), str(height)], check=True)

    def settle(self):
        """Until two looks at the window, a moment apart, are the same: nothing loads or moves any more."""
        before = None
        for _ in range(40):
            now = subprocess.run(['import', '-window', self.window, '-resize', '25%', 'rgb:-'],
                                 capture_output=True).stdout
            if now == before and len(set(now)) > 8:
                return
            before = now
            time.sleep(0.15)

    def picture(self, path):
        """A picture of the window, once it stands still."""
        path = pathlib.Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        self.settle()
        subprocess.run(['import', '-window', self.window, str(path)], check=True, capture_output=True)

    def log(self):
        return self.log_path.read_text(encoding='utf-8', errors='replace')

    def complaints(self):
        """Lines of the log that a quiet program does not write."""
        ended = self.process.poll()
        died = [f'ERROR: the program ended by itself with {ended}'] if ended is not None else []
        return died + [line for line in self.log().splitlines()
                       if re.search(r'WARNING|CRITICAL|ERROR|runtime error|AddressSanitizer',
                                    line) and not HARMLESS.search(line)]

    def stop(self):
        """Closes the window as a person does; kills what does not go."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


class Story:
    """Steps with names, as TAP. After a step that failed the rest is not tried; a picture and the tree are
    left."""

    def __init__(self, name, steps):
        self.name = name
        self.number = 0
        self.failed = False
        self.pictures = pathlib.Path(os.environ.get('GUANXI_PICTURES', BUILD / 'meson-logs'))
        self.steps = steps

    def tell(self, program):
        """Runs every step with the program and looks whether its log is quiet; prints TAP."""
        print(f'1..{len(self.steps) + 1}', flush=True)
        for step in self.steps:
            self.number += 1
            title = f'{self.name}: {(step.__doc__ or step.__name__).strip()}'
            if self.failed:
                print(f'not ok {self.number} - {title} # not tried', flush=True)
                continue
            started = time.monotonic()
            try:
                step(program)
            except Exception as error:  # every failure is told, none ends the script
                self.failed = True
                reason = f'{type(error).__name__}: {error}'
                print(f'not ok {self.number} - {title}', flush=True)
                print(*(f'# {line}' for line in reason.splitlines()), sep='\n', flush=True)
                self.leave_traces(program)
            else:
                print(f'ok {self.number} - {title} ({time.monotonic() - started:.1f} s)', flush=True)

        complaints = program.complaints()
        print('\n'.join(complaints[:20]), file=sys.stderr)
        print(f"{'not ok' if complaints else 'ok'} {self.number + 1} - {self.name}: the program's log is "
              f"quiet", flush=True)

    def leave_traces(self, program):
        try:
            picture = self.pictures / f'{self.name}.png'
            subprocess.run(['import', '-window', 'root', str(picture)], check=False, capture_output=True)
            print(f'picture: {picture}\n{program.log()[-3000:]}\n{program.frame.tree()[:6000]}',
                  file=sys.stderr)
        except Exception as error:  # traces are a help, not a duty
            print(f'no traces: {error}', file=sys.stderr)
