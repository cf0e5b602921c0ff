# SPDX-License-Identifier: GPL-3.0-or-later
"""Two computers, one folder: share, join, and see what the other did."""

import json
import os
import shutil
import subprocess

from support import ATTENTION, BUSY, CLI, DONE, FAILED, CliTest, main

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
        self.assert_keys(got["members"][0], "name heard here open behind stopped")
        self.call("--book", other, "team", "sync", book=False, env=self.on("two"))
        theirs = self.call("--book", other, "book", "dump", book=False, env=self.on("two")).stdout
        self.assertEqual(theirs, self.dump())
        self.assertIn("李娜", theirs)
        self.assertIn("医生", theirs)
        status = self.object("team", "status")
        self.assert_keys(status, "waiting missing members")

    def share_with_two(self):
        """王芳 here and 李娜 at the other computer change the same phone and not the same city."""
        who = self.object("customer", "add", "name=周琳", "phone=13800138000", "city=杭州")["id"]
        self.call("member", "become", "王芳")
        self.call("team", "share", self.drive)
        other = self.join("two")
        self.there("member", "become", "李娜", book=other)
        self.call("customer", "set", who, "phone=13900139000")
        self.there("customer", "set", who, "phone=13700137000", "note=tall", book=other)
        for _ in range(2):
            self.call("team", "sync")
            self.there("team", "sync", book=other)
        return who, other

    def there(self, *words, book, **keywords):
        return self.call("--book", book, *words, book=False, env=self.on("two"), **keywords)

    def test_changed_by_two_people(self):
        who, other = self.share_with_two()
        self.call("team", "sync")
        found = self.lines("conflict", "list", expect=ATTENTION)
        self.assertEqual(len(found), 1)
        self.assert_keys(found[0], "other_step customer_id customer place value by at other_value other_by"
                                   " other_at step deleted table row cells")
        self.assertEqual([found[0][key] for key in ("customer", "place", "value", "by", "other_value",
                                                    "other_by", "deleted")],
                         ["周琳", "Phone", "13700137000", "李娜", "13900139000", "王芳", False])
        self.assertEqual({cell["column"] for cell in found[0]["cells"]}, {"value", "key"})
        self.assertEqual(self.object("customer", "show", who)["note"], "tall")

        step = found[0]["other_step"]
        self.call("conflict", "use-other", found[0]["step"], expect=FAILED)
        self.assertIsNone(self.object("conflict", "use-other", step, "--rehearse")["step"])
        self.assertEqual(len(self.lines("conflict", "list", expect=ATTENTION)), 1)
        self.assertEqual(self.object("conflict", "use-other", step)["decided"], 1)
        self.assertEqual(self.lines("conflict", "list"), [])
        self.assertEqual(self.phone_of(who), "13900139000")
        self.call("undo")
        self.assertEqual(self.phone_of(who), "13700137000")
        self.assertEqual(self.object("conflict", "keep", step)["decided"], 1)
        self.assertEqual(self.lines("conflict", "list"), [])
        self.assertEqual(self.phone_of(who), "13700137000")

    def phone_of(self, who):
        return self.object("customer", "show", who)["contacts"][0]["value"]

    def test_undo_is_of_ones_own_steps(self):
        who, other = self.share_with_two()
        mine = self.phone_of(who)
        self.call("customer", "set", who, "occupation=医生")
        self.call("team", "sync")
        self.there("team", "sync", book=other)
        self.there("customer", "set", who, "occupation=护士", book=other)
        self.there("team", "sync", book=other)
        self.call("team", "sync")
        refused = self.call("undo", expect=FAILED)
        self.assertIn("李娜", refused.stderr)
        self.assertIn("Edit customer", refused.stderr)
        self.assertEqual(self.object("customer", "show", who)["occupation"], "护士")
        self.there("undo", book=other)
        self.there("team", "sync", book=other)
        self.call("team", "sync")
        self.assertEqual(self.object("customer", "show", who)["occupation"], "医生")
        self.call("undo")
        self.assertIsNone(self.object("customer", "show", who)["occupation"])
        self.assertEqual(self.phone_of(who), mine)

    def test_follow(self):
        """Tells each round that moved something, waits for a drive that is away, and ends when it is told."""
        self.call("team", "share", self.drive)
        other = self.join("two")
        words = [CLI, "--book", other, "--format", "jsonl", "team", "sync", "--follow"]
        follower = subprocess.Popen(words, env={**self.env, **self.on("two")}, text=True,
                                    stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            self.call("customer", "add", "name=王芳")
            shutil.move(self.drive, self.folder / "away")
            self.assertIn("folder is not there", follower.stderr.readline())
            shutil.move(self.folder / "away", self.drive)
            self.call("team", "sync")
            told = json.loads(follower.stdout.readline())
            self.assert_keys(told, "sent taken waiting missing conflicts clock_off_seconds members")
            self.assertGreater(told["taken"], 0)
        finally:
            follower.terminate()
        self.assertEqual(follower.communicate(timeout=30)[1], "")
        self.assertEqual(follower.returncode, DONE)
        theirs = self.call("--book", other, "book", "dump", book=False, env=self.on("two")).stdout
        self.assertIn("王芳", theirs)

    def test_leave(self):
        """Who leaves says so, and sends what waits; the book stays, with everything in it."""
        self.call("team", "leave", expect=FAILED)
        self.call("team", "leave", "--anyway", expect=FAILED)
        self.call("team", "share", self.drive)
        other = self.join("two")
        self.call("customer", "add", "name=王芳")
        self.assertTrue(os.path.samefile(self.object("team", "leave")["path"], self.book))
        self.call("team", "sync", expect=FAILED)
        self.assertIn("王芳", self.dump())
        self.there("team", "sync", book=other)
        theirs = self.there("book", "dump", book=other).stdout
        self.assertIn("王芳", theirs)
        shutil.move(self.drive, self.folder / "away")
        self.there("team", "leave", book=other, expect=BUSY)
        self.there("team", "status", book=other, expect=BUSY)
        self.there("team", "leave", "--anyway", book=other)
        self.there("team", "status", book=other, expect=FAILED)
        self.assertIn("王芳", self.there("book", "dump", book=other).stdout)

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
