# SPDX-License-Identifier: GPL-3.0-or-later
"""The journal, and undo and redo: every call is a new process, so a restart lies between any two."""

from support import FAILED, CliTest, main


class Journal(CliTest):
    def setUp(self):
        super().setUp()
        self.new()

    def test_undo_and_redo_everything(self):
        start = self.dump()
        self.call("customer", "add", "name=王芳", "phone=13800138000")
        self.call("event", "add", "--customer", "王芳", "--kind", "call", "--text", "问价")
        self.call("purchase", "add", "--customer", "王芳", "--product", "龙井", "--price", 10)
        self.call("tag", "add", "重点客户", "王芳")
        self.call("customer", "bin", "王芳")
        end = self.dump()
        for _ in range(5):
            self.assert_keys(self.object("undo"), "step about")
        self.assertEqual([line for line in self.dump().splitlines() if '"member"' not in line],
                         [line for line in start.splitlines() if '"member"' not in line])
        self.assert_clean()
        self.call("undo", expect=FAILED)
        for _ in range(5):
            self.call("redo")
        self.assertEqual(self.dump(), end)
        self.call("redo", expect=FAILED)
        self.assert_clean()

    def test_a_step_that_no_longer_fits_names_the_later_one(self):
        added = self.object("customer", "add", "name=王芳")
        renamed = self.object("customer", "set", added["id"], "name=王方")["step"]
        self.call("customer", "set", added["id"], "name=汪芳")
        before = self.dump()
        self.call("undo", renamed, expect=FAILED)
        self.assertEqual(self.dump(), before)

    def test_list_and_show(self):
        added = self.object("customer", "add", "name=王芳")
        step = self.object("customer", "set", added["id"], "occupation=医生")["step"]
        rows = self.lines("journal", "list", "--customer", added["id"])
        self.assertEqual(rows[0]["step"], step)
        self.assert_keys(rows[0], "step at kind label about undone rows by customer_id customer")
        self.assertEqual((rows[0]["kind"], rows[0]["label"], rows[0]["customer"]),
                         ("do", "customer.edit", "王芳"))
        cells = self.object("journal", "show", step)["cells"]
        self.assert_keys(cells[0], "table row op column old new")
        self.assertEqual([(c["table"], c["column"], c["old"], c["new"]) for c in cells],
                         [("customer", "occupation", None, "医生")])
        self.call("undo")
        self.assertTrue(self.object("journal", "show", step)["undone"])
        self.assertEqual(self.lines("journal", "list")[0]["about"], step)

    def test_the_demo_is_not_mine_to_undo(self):
        self.book = self.folder / "demo.guanxi"
        self.demo()
        self.call("undo", expect=FAILED)


main()
