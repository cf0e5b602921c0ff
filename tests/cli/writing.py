# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything of the program that writes, each broken off over and over by whoever inherits: afterwards the
book is whole, it stands either as before or as the command leaves it and nowhere between, and what was
acknowledged is there. So is every copy that has a name. GUANXI_TEST_SEED repeats a run."""

import json
import os
import pathlib
import random
import shutil
import sqlite3
import time

from support import CliTest

SEED = int(os.environ.get("GUANXI_TEST_SEED", 20261122))
LONG = "GUANXI_TEST_LONG" in os.environ
GOLDEN = pathlib.Path(__file__).parents[1] / "store" / "books"
EVERYBODY = '{"not": {"field": "name", "is": "nobody"}}'
CUSTOMERS = 150
COMING = 300     # rows of a file
SIT_DOWN = ("product", "add", "茶")  # a first step: whoever makes it is a member from then on
AN_ID = 1 << 32  # from here on a number is drawn or hashed, and another one each time


def mask(value):
    return "id" if isinstance(value, int) and abs(value) >= AN_ID else value


class Writing(CliTest):
    times = 2    # each is broken off so often

    def broken(self, *command):
        """Yields for each time, with the book as the command left it when it was broken off, whether it had
        said before that it was done."""
        raise NotImplementedError

    def setUp(self):
        super().setUp()
        self.random = random.Random(f"{SEED} {self.id()}")
        self.base = self.folder / "base.guanxi"
        self.data = self.folder / "data"
        self.others = []   # folders of other computers and drives, which begin anew with the book

    # -- States of a book

    def state(self):
        """Every live row, but for the ids that are drawn anew each time."""
        rows = [json.loads(line) for line in self.dump().splitlines()]
        return sorted(json.dumps({key: mask(value) for key, value in row.items()}, sort_keys=True)
                      for row in rows)

    def fill(self):
        self.demo(CUSTOMERS)
        self.call("customer", "set", "--where", EVERYBODY, "occupation=教师")
        self.keep_base()

    def keep_base(self):
        shutil.copyfile(self.book, self.base)
        for folder in self.others:
            shutil.copytree(folder, folder.with_suffix(".base"))

    def begin_anew(self):
        for left in self.folder.glob("book.guanxi*"):
            left.unlink()
        shutil.copyfile(self.base, self.book)
        shutil.rmtree(self.data, ignore_errors=True)
        for folder in self.others:
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(folder.with_suffix(".base"), folder)

    def write(self, name, header, row, count=COMING):
        path = self.folder / name
        path.write_text("\n".join([header, *(row(i) for i in range(count))]) + "\n", encoding="utf-8")
        return path

    def assert_copies_are_whole(self):
        for copy in self.data.glob("guanxi/backups/*/*.guanxi"):
            self.assert_whole(copy)

    def assert_whole(self, path):
        book = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self.assertEqual(book.execute("pragma quick_check").fetchall(), [("ok",)], path)
        book.close()

    def measure(self, command, settle):
        """The states before and after, and how long it takes."""
        self.begin_anew()
        if settle:
            self.call(*settle)
        before = self.state()
        self.begin_anew()
        start = time.monotonic()
        self.call("--quiet", *command)
        self.seconds = time.monotonic() - start
        if settle:
            self.call(*settle)
        return before, self.state()

    def break_off(self, *command, settle=(), look=None):
        """@settle: a command that brings an unfinished state to where it can be compared. @look: called with
        whether the command had been acknowledged."""
        before, after = self.measure(command, settle)
        seen = {"before": 0, "after": 0, "acknowledged": 0}
        for is_acknowledged in self.broken(*command):
            if settle:
                self.call(*settle)
            self.assert_clean()
            found = self.state()
            self.assertTrue(found == after or (found == before and not is_acknowledged))
            self.assert_copies_are_whole()
            if look:
                look(is_acknowledged)
            seen["acknowledged" if is_acknowledged else "after" if found == after else "before"] += 1
        print(f"# seed {SEED}, {self.id()}: {seen}")

    # -- What writes

    def test_add(self):
        self.fill()
        self.break_off("customer", "add", "name=王芳", "phone=13800138000", "city=上海", "tags=重点,老客户")

    def test_sale(self):
        self.fill()
        self.break_off("purchase", "add", "--product", "龙井", "--price", "10", "--quantity", "3")

    def test_edit_of_everybody(self):
        self.fill()
        self.break_off("customer", "set", "--where", EVERYBODY, "occupation=医生")

    def test_tag_for_everybody(self):
        self.fill()
        self.break_off("tag", "add", "新春", "--where", EVERYBODY)

    def test_everybody_into_the_bin(self):
        self.fill()
        self.break_off("customer", "bin", "--where", EVERYBODY)

    def test_undo(self):
        self.fill()
        self.break_off("undo")

    def test_redo(self):
        self.fill()
        self.call("undo")
        self.keep_base()
        self.break_off("redo")

    def test_rebuild(self):
        self.fill()
        self.break_off("book", "rebuild")

    def test_import(self):
        self.fill()
        path = self.write("new.csv", "name,phone,city,birthday,tags",
                          lambda i: f"新客{i},139{i:08d},杭州,1990-01-{i % 28 + 1:02d},展会")
        self.break_off("import", path)

    def test_import_that_joins(self):
        self.fill()
        known = [row for row in self.lines("customer", "list", "--fields", "number,name") if row["number"]]
        path = self.write("known.csv", "number,name,occupation,city",
                          lambda i: f"{known[i]['number']},{known[i]['name']},律师,成都", len(known))
        self.break_off("import", path, "--on-match", "overwrite", "--key", "number")

    def test_import_of_sales(self):
        self.fill()
        path = self.write("sales.csv", "order,date,customer,phone,product,quantity,price",
                          lambda i: f"D{i // 2},2026-10-{i % 28 + 1:02d},买家{i // 2},137{i // 2:08d},龙井,2,{i}")
        self.break_off("import", path)

    def test_import_of_a_book(self):
        self.fill()
        path = self.folder / "whole.jsonl"
        self.call("export", "book", path)
        self.base.unlink()
        self.call("book", "new", self.base, book=False)
        self.call("--book", self.base, *SIT_DOWN, book=False)
        self.break_off("import", path)

    def test_backup(self):
        self.fill()
        dest = self.folder / "book.guanxi.copy"

        def look(is_acknowledged):
            self.assertTrue(dest.exists() or not is_acknowledged)
            if dest.exists():
                self.assert_whole(dest)
                dest.unlink()

        self.break_off("book", "backup", dest, look=look)
        self.call("book", "backup", dest)
        self.assertEqual(list(self.folder.glob("book.guanxi.copy?*")), [])  # nor what was begun

    def test_restore(self):
        self.fill()
        copy = self.folder / "copy.guanxi"
        self.call("book", "backup", copy)
        self.call("customer", "bin", "--where", EVERYBODY)
        self.keep_base()
        self.break_off("book", "restore", copy)
        self.call("book", "restore", copy)
        self.assertEqual(list(self.folder.glob("book.guanxi?*")), [])

    def there(self, *words, book=None):
        """Whoever is at another computer of the team."""
        home = self.folder / "two"
        env = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("STATE", "DATA", "CACHE", "CONFIG")}
        return self.call(*(["--book", book] if book else []), *words, book=False, env=env).stdout

    def test_meeting_of_a_team(self):
        """Both changed everybody, and each added somebody: one sends, takes in, reconciles and publishes."""
        self.env["GUANXI_NOW"] = ""  # the drive has a clock, too
        self.fill()
        drive = self.folder / "drive"
        drive.mkdir()
        self.call("team", "share", drive)
        other = json.loads(self.there("--format", "json", "team", "join", drive / "book.guanxi-team"))["path"]
        self.there("customer", "set", "--where", EVERYBODY, "occupation=护士", "city=成都", book=other)
        self.there("customer", "add", "name=李娜", "phone=13700137000", book=other)
        self.there("team", "sync", book=other)
        self.call("customer", "set", "--where", EVERYBODY, "occupation=医生", "note=高")
        self.call("customer", "add", "name=王芳", "phone=13800138000")
        self.others = [drive, self.folder / "two", self.folder / "state"]
        self.keep_base()

        def look(is_acknowledged):
            self.there("team", "sync", book=other)
            self.call("team", "sync")
            self.assertEqual(self.there("book", "dump", book=other), self.dump())
            self.assertIn('"clean":true', self.there("--format", "jsonl", "book", "check", book=other))

        self.break_off("team", "sync", settle=("team", "sync"), look=look)

    def upgrade_from(self, version):
        old = sqlite3.connect(self.base)
        old.executescript((GOLDEN / f"v{version}.sql").read_text(encoding="utf-8"))
        old.close()
        self.break_off("customer", "add", "name=王芳", settle=SIT_DOWN)

    def test_upgrade_from_the_first(self):
        self.upgrade_from(1)

    def test_upgrade_from_the_third(self):
        self.upgrade_from(3)
