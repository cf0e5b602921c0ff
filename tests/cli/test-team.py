# SPDX-License-Identifier: GPL-3.0-or-later
"""Two computers, one folder: share, join, and see what the other did."""

import shutil

from support import BUSY, FAILED, CliTest, main

NOW = {"GUANXI_NOW": ""}  # the drive has a clock, too


class Team(CliTest):
    def setUp(self):
        super().setUp()
        self.new()
        self.env.update(NOW)
        self.drive = self.folder / "drive"
        self.drive.mkdir()
        self.team = self.drive / "book.guanxi-team"

    def on(self, computer):
        """Another computer: other folders, other state; the drive and the clock are the same."""
        home = self.folder / computer
        env = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("STATE", "DATA", "CACHE", "CONFIG")}
        return {**NOW, **env}

    def join(self, computer):
        return self.object("team", "join", self.team, book=False, env=self.on(computer))["path"]

    def test_share_join_and_see(self):
        self.call("customer", "add", "name=王芳")
        self.assertEqual(self.object("team", "share", self.drive), {"path": str(self.team)})
        other = self.join("two")
        self.assertEqual(self.join("two"), other)
        self.call("--book", other, "customer", "add", "name=李娜", book=False, env=self.on("two"))
        self.call("customer", "set", "王芳", "occupation=医生")
        sent = self.object("--book", other, "team", "sync", book=False, env=self.on("two"))
        self.assert_keys(sent, "sent taken waiting missing conflicts clock_off_seconds members")
        self.assertGreater(sent["sent"], 0)
        got = self.object("team", "sync")
        self.assertEqual((got["waiting"], got["missing"]), (0, 0))
        self.assertGreater(got["taken"], 0)
        self.assert_keys(got["members"][0], "name heard here behind stopped")
        self.call("--book", other, "team", "sync", book=False, env=self.on("two"))
        theirs = self.call("--book", other, "book", "dump", book=False, env=self.on("two")).stdout
        self.assertEqual(theirs, self.dump())
        self.assertIn("李娜", theirs)
        self.assertIn("医生", theirs)
        status = self.object("team", "status")
        self.assert_keys(status, "waiting missing members")

    def test_no_drive(self):
        self.call("team", "sync", expect=FAILED)
        self.call("team", "share", self.drive)
        self.call("team", "share", self.drive, expect=FAILED)
        self.call("customer", "add", "name=王芳")
        shutil.move(self.drive, self.folder / "away")
        self.call("team", "sync", expect=BUSY)
        self.call("team", "join", self.team, book=False, env=self.on("two"), expect=BUSY)
        shutil.move(self.folder / "away", self.drive)
        self.assertGreater(self.object("team", "sync")["sent"], 0)


main()
