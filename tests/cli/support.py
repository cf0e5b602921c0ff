# SPDX-License-Identifier: GPL-3.0-or-later
"""guanxi-cli from the outside: a folder of its own, and what a call printed."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

CLI = os.environ["GUANXI_CLI"]
NOW = "2026-11-21T10:32:00+08:00"
DONE, FAILED, USAGE, ATTENTION, BUSY = range(5)


class CliTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="guanxi-cli-"))
        self.book = self.folder / "book.guanxi"
        self.env = dict(os.environ, GUANXI_NOW=NOW)
        for name in ("STATE", "DATA", "CACHE", "CONFIG"):
            self.env[f"XDG_{name}_HOME"] = str(self.folder / name.lower())
        self.env.pop("GUANXI_BOOK", None)

    def tearDown(self):
        shutil.rmtree(self.folder)

    def call(self, *args, expect=DONE, book=True, env=None):
        """Runs the program; the whole result. A status other than the expected one fails the test with
        what it said."""
        result = self.call_any(*args, book=book, env=env)
        self.assertEqual(result.returncode, expect,
                         f"{' '.join(result.args)}\n{result.stdout[:2000]}\n{result.stderr}")
        return result

    def call_any(self, *args, book=True, env=None):
        """Runs the program, whatever its status; one that failed must say why."""
        words = [CLI, *(["--book", str(self.book)] if book else []), *map(str, args)]
        result = subprocess.run(words, capture_output=True, text=True, encoding="utf-8",
                                env={**self.env, **(env or {})})
        if result.returncode in (FAILED, USAGE, BUSY):
            self.assert_sentence(result.stderr)
        return result

    def assert_sentence(self, text):
        self.assertRegex(text, r"(?s)^guanxi-cli: \S.+\n$")

    def lines(self, *args, **kwargs):
        """A list, printed as one object a line."""
        return [json.loads(line)
                for line in self.call("--format", "jsonl", *args, **kwargs).stdout.splitlines()]

    def object(self, *args, **kwargs):
        return json.loads(self.call("--format", "json", *args, **kwargs).stdout)

    def new(self, currency="CNY"):
        self.call("book", "new", self.book, "--currency", currency, book=False)

    def demo(self, customers=60, seed=1, env=None):
        self.call("book", "demo", self.book, "--customers", customers, "--seed", seed, "--as-of",
                  "2026-11-21", book=False, env=env)

    def dump(self):
        return self.call("book", "dump").stdout

    def assert_clean(self):
        self.assertEqual(self.object("book", "check"), {"clean": True, "facts_checked": True, "problems": []})

    def assert_keys(self, thing, keys):
        self.assertEqual(list(thing), keys.split())

    def assert_money(self, thing, minor, currency="CNY"):
        self.assertEqual(thing, {"minor": minor, "currency": currency})


def shared_data(path):
    """A file of the shared data, or the test is skipped by its name."""
    found = pathlib.Path(os.environ.get("GUANXI_SHARED_DATA", "")) / path
    if not found.exists():
        raise unittest.SkipTest(f"{path} is not here")
    return found


class TapResult(unittest.TestResult):
    """One line a test, as "meson test" counts them; what went wrong as comments before it."""

    def __init__(self):
        super().__init__()
        self.n = 0

    def tell(self, test, ok, more="", why=""):
        self.n += 1
        for line in why.splitlines():
            print(f"# {line}")
        print(f"{'ok' if ok else 'not ok'} {self.n} - {test.id().removeprefix('__main__.')}{more}",
              flush=True)

    def addSuccess(self, test):
        self.tell(test, True)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.tell(test, True, f" # SKIP {reason}")

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self.tell(test, False, why=self.failures[-1][1])

    def addError(self, test, error):
        super().addError(test, error)
        self.tell(test, False, why=self.errors[-1][1])


def main():
    """Runs the tests of the script, or those named as words: Records.test_tag."""
    loader = unittest.defaultTestLoader
    module = sys.modules["__main__"]
    names = sys.argv[1:]
    suite = loader.loadTestsFromNames(names, module) if names else loader.loadTestsFromModule(module)
    print(f"1..{suite.countTestCases()}", flush=True)
    result = suite.run(TapResult())
    sys.exit(0 if result.wasSuccessful() else 1)
