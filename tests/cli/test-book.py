# SPDX-License-Identifier: GPL-3.0-or-later
"""Books: made, described, found, refused, backed up and restored."""

import hashlib
import sqlite3
import subprocess
from pathlib import Path

from support import ATTENTION, BUSY, CLI, FAILED, USAGE, CliTest, main


SCHEMAS = Path(__file__).parents[2] / "data" / "sql" / "schema"


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


class Book(CliTest):
    def test_new_and_info(self):
        self.new("EUR")
        info = self.object("book", "info")
        self.assert_keys(info, "path version currency customers events purchases purchase_lines size")
        self.assertEqual((info["version"], info["currency"], info["customers"]),
                         (len(list(SCHEMAS.glob("*.sql"))), "EUR", 0))
        self.assertGreater(info["size"], 0)
        self.assert_clean()

    def test_new_never_overwrites(self):
        self.new()
        before = digest(self.book)
        self.call("book", "new", self.book, expect=FAILED, book=False)
        self.call("book", "demo", self.book, expect=FAILED, book=False)
        self.assertEqual(digest(self.book), before)

    def test_no_such_currency(self):
        self.call("book", "new", self.book, "--currency", "XQX", expect=USAGE, book=False)
        self.assertFalse(self.book.exists())

    def test_reading_falls_back_to_the_last_book_and_writing_never(self):
        self.call("book", "info", expect=USAGE, book=False)
        self.new()
        self.assertEqual(self.object("book", "info", book=False)["path"], str(self.book))
        self.call("customer", "add", "name=王芳", expect=USAGE, book=False)
        self.call("customer", "add", "name=王芳", book=False, env={"GUANXI_BOOK": str(self.book)})

    def test_missing(self):
        self.call("book", "info", expect=FAILED)
        self.assertFalse(self.book.exists())

    def test_what_is_no_book_stays_untouched(self):
        other = sqlite3.connect(self.folder / "other.db")
        other.execute("create table t (a)")
        other.commit()
        other.close()
        (self.folder / "note.txt").write_text("buy milk\n" * 1000)
        (self.folder / "empty").touch()
        for name in ("other.db", "note.txt", "empty"):
            self.book = self.folder / name
            before = digest(self.book)
            self.call("book", "info", expect=FAILED)
            self.call("customer", "add", "name=王芳", expect=FAILED)
            self.assertEqual(digest(self.book), before, name)

    def test_damaged_stays_untouched(self):
        self.demo()
        data = bytearray(self.book.read_bytes())
        for offset in range(100, 3000):
            data[offset] = 0xA5
        self.book.write_bytes(data)
        before = digest(self.book)
        self.call("book", "info", expect=FAILED)
        self.call("customer", "add", "name=王芳", expect=FAILED)
        self.assertEqual(digest(self.book), before)

    def test_damaged_in_the_middle_stays_untouched(self):
        self.demo(300)
        data = bytearray(self.book.read_bytes())
        for page in range(40, min(len(data) // 4096, 300), 7):
            data[page * 4096:page * 4096 + 300] = b"\xa5" * 300
        self.book.write_bytes(data)
        before = digest(self.book)
        for words in (["book", "check"], ["customer", "add", "name=王芳"],
                      ["book", "backup", self.folder / "copy.guanxi"]):
            self.assertIn("damaged", self.call(*words, expect=FAILED).stderr)
        self.assertEqual(digest(self.book), before)
        self.assertFalse((self.folder / "copy.guanxi").exists())

    def test_a_wrong_fact_is_found_and_rebuilt(self):
        self.demo()
        wrong = sqlite3.connect(self.book)
        wrong.execute("update customer_fact set orders = orders + 1 where customer_id = (select "
                      "min(customer_id) from customer_fact)")
        wrong.commit()
        wrong.close()
        found = self.object("book", "check", expect=ATTENTION)
        self.assertFalse(found["clean"])
        self.assertEqual(len(found["problems"]), 1)
        self.call("book", "rebuild")
        self.assert_clean()

    def test_newer_opens_for_reading_only(self):
        self.demo()
        newer = sqlite3.connect(self.book)
        newer.execute("pragma user_version = 99")
        newer.commit()
        newer.close()
        before = digest(self.book)
        result = self.call("--format", "json", "book", "info")
        self.assertIn('"version":99', result.stdout)
        self.assertIn("newer", result.stderr)
        self.assertEqual(self.object("book", "check"),
                         {"clean": True, "facts_checked": False, "problems": []})
        self.assertIn("newer", self.call("customer", "add", "name=王芳", expect=FAILED).stderr)
        self.assertEqual(digest(self.book), before)

    def test_a_sync_folder_is_read_and_never_written(self):
        self.demo()
        (self.folder / ".stfolder").mkdir()
        before = digest(self.book)
        self.assertEqual(self.object("customer", "count"), {"count": 60})
        self.assertEqual(self.object("book", "check"), {"clean": True, "facts_checked": True, "problems": []})
        self.assertIn("Syncthing", self.call("customer", "add", "name=王芳", expect=FAILED).stderr)
        self.assertEqual(digest(self.book), before)

    def test_busy(self):
        self.new()
        other = sqlite3.connect(self.book, isolation_level=None)
        other.execute("begin immediate")
        self.call("customer", "add", "name=王芳", expect=BUSY)
        other.close()
        self.call("customer", "add", "name=王芳")

    def test_backup_and_restore(self):
        self.demo()
        before = self.dump()
        copy = self.folder / "copy.guanxi"
        self.call("book", "backup", copy)
        self.call("book", "backup", copy, expect=FAILED)
        self.call("customer", "add", "name=王芳")
        self.assertNotEqual(self.dump(), before)
        self.call("book", "restore", copy)
        self.assertEqual(self.dump(), before)
        self.assert_clean()

    def test_salvage(self):
        self.demo(80)
        before = self.dump()
        content = bytearray(self.book.read_bytes())
        content[:4096] = bytes(4096)
        self.book.write_bytes(content)
        damaged = digest(self.book)
        self.call("book", "info", expect=FAILED)
        rescued = self.folder / "rescued.guanxi"
        said = self.object("book", "salvage", self.book, rescued, book=False)
        self.assert_keys(said, "path pages damaged_pages damaged_rows lost journal_is_whole tables")
        self.assert_keys(said["tables"][0], "table found from_journal from_backup made_up lost")
        self.assertEqual((said["lost"], said["journal_is_whole"]), (0, True))
        self.assertEqual(digest(self.book), damaged)
        self.call("book", "salvage", self.book, rescued, expect=FAILED, book=False)  # never over another file
        self.book = rescued
        self.assertEqual(self.dump(), before)
        self.assert_clean()

    def test_backups(self):
        self.new()
        self.assertEqual(self.lines("book", "backups"), [])
        table = self.folder / "people.csv"
        table.write_text("name,phone\nAnna Smith,+44 20 7946 0000\n")
        self.object("import", table)
        kept = self.lines("book", "backups")
        self.assertEqual([copy["reason"] for copy in kept], ["import"])
        self.assert_keys(kept[0], "at reason size proven_at path")
        self.assertTrue(Path(kept[0]["path"]).exists())

    def test_a_clock_set_back_is_asked_about_once(self):
        self.new()
        self.call("customer", "add", "name=王芳")
        earlier = {"GUANXI_NOW": "2026-11-20T10:32:00+08:00"}
        renamed = self.call("customer", "set", "王芳", "name=王方", env=earlier)
        self.assertTrue(renamed.stderr.startswith("Is this computer's clock right?"), renamed.stderr)
        self.assertEqual(self.call("undo", env=earlier).stderr, "")
        self.assertEqual(self.lines("customer", "list", "--fields", "name"), [{"name": "王芳"}])
        self.assert_clean()

    def test_rebuild_changes_nothing(self):
        self.demo()
        before = self.lines("customer", "list")
        self.assertEqual(self.object("book", "rebuild"), {"rebuilt": True})
        self.assertEqual(self.lines("customer", "list"), before)
        self.assert_clean()

    def test_formats(self):
        self.demo(12)
        as_lines = self.lines("customer", "list")
        self.assertEqual(self.object("customer", "list"), as_lines)
        table = self.call("--format", "table", "customer", "list").stdout.splitlines()
        self.assertEqual(len(table), 13)
        self.assertEqual(table[0].split()[:2], ["id", "name"])

    def test_output_that_is_full_is_told(self):
        self.demo()
        with open("/dev/full", "w") as full:
            result = subprocess.run([CLI, "--book", self.book, "customer", "list"], stdout=full,
                                    stderr=subprocess.PIPE, text=True, env=self.env)
        self.assertEqual(result.returncode, FAILED)
        self.assert_sentence(result.stderr)


main()
