# SPDX-License-Identifier: GPL-3.0-or-later
"""A plain book on a network drive: it is never written there, and read from a copy."""

import hashlib
import shutil

from support import DONE, FAILED, CliTest, main


class Away(CliTest):
    def setUp(self):
        super().setUp()
        self.drive = self.folder / "drive"
        self.drive.mkdir()
        self.new()
        self.call("customer", "add", "name=王芳")
        self.there = self.drive / "Sales 客户.guanxi"
        shutil.copy(self.book, self.there)
        self.here, self.book = self.book, self.there
        mounts = self.folder / "mounts"
        mounts.write_text("22 1 8:2 / / rw - ext4 /dev/sda2 rw\n"
                          f"40 22 0:40 / {self.drive} rw - cifs //server/sales rw,nobrl\n")
        self.env["GUANXI_MOUNTINFO"] = str(mounts)
        self.before = self.look()

    def tearDown(self):
        try:
            self.assertEqual(self.look(), self.before)
        finally:
            super().tearDown()

    def look(self):
        """All that is on the drive."""
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in self.drive.iterdir()}

    def test_writing_is_refused(self):
        for words in (("customer", "add", "name=李娜"), ("undo",), ("book", "rebuild"),
                      ("team", "share", self.drive), ("book", "restore", self.here)):
            refused = self.call(*words, expect=FAILED)
            self.assertIn("(SMB)", refused.stderr)
            self.assertEqual(self.look(), self.before, words)
        for words in (("book", "new"), ("book", "demo")):
            self.call(*words, self.drive / "new.guanxi", book=False, expect=FAILED)

    def test_reading_goes_on(self):
        self.assertEqual(self.object("customer", "count"), {"count": 1})
        self.assertEqual(self.object("book", "info")["path"], str(self.there))
        self.assert_clean()
        self.assertIn("王芳", self.dump())
        self.assertEqual([p.name for p in (self.folder / "cache").rglob("reading-*")], [])

    def test_what_was_looked_at_is_not_the_last_book(self):
        self.call("customer", "count")
        self.assertEqual(self.object("book", "info", book=False)["path"], str(self.here))

    def test_a_backup_goes_there_and_comes_back(self):
        kept, back = self.drive / "kept.guanxi", self.folder / "back.guanxi"
        self.call("--book", self.here, "book", "backup", kept, book=False)
        self.before = self.look()
        self.assertEqual(set(self.before), {self.there.name, kept.name})
        self.call("--book", back, "book", "restore", kept, book=False, expect=DONE)
        self.assertEqual(self.object("--book", back, "customer", "count", book=False), {"count": 1})


main()
