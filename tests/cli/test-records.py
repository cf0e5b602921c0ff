# SPDX-License-Identifier: GPL-3.0-or-later
"""Customers, events, sales, tasks, tags and search: each line of SHAPES.md."""

import re
import subprocess

from support import FAILED, USAGE, CliTest, main


class Records(CliTest):
    def setUp(self):
        super().setUp()
        self.new()

    def add(self, *assignments):
        made = self.object("customer", "add", *assignments)
        self.assert_keys(made, "step id")
        return made["id"]

    def test_customer(self):
        wang = self.add("name=王芳", "phone=138 0013 8000", "birthday=L--08-15", "company=恒泰茶业")
        self.add("name=Seán O'Brien", "mail=sean@post.example")
        rows = self.lines("customer", "list")
        self.assertEqual([row["name"] for row in rows], ["Seán O'Brien", "王芳"])
        self.assert_keys(rows[0], "id name company standing tags last_contact orders value")
        self.assertEqual(self.object("customer", "count"), {"count": 2})
        shown = self.object("customer", "show", wang)
        self.assertEqual((shown["id"], shown["name"], shown["company"], shown["birthday"]),
                         (wang, "王芳", "恒泰茶业", "L--08-15"))
        self.assertEqual([(c["kind"], c["value"], c["primary"]) for c in shown["contacts"]],
                         [("phone", "138 0013 8000", True)])
        self.assertLessEqual(set("numbers tasks purchases payments stream names addresses relations tags keys "
                                 "custom".split()), set(shown))

    def test_members(self):
        for name in ("张伟", "李娜", "赵敏"):
            self.add(f"name={name}", "owner=王芳")
        chen = self.object("member", "add", "陈强")["id"]
        self.object("task", "add", "--customer", "张伟", "--title", "报价", "--kind", "promise")
        members = {row["name"]: row for row in self.lines("member", "list")}
        self.assert_keys(members["王芳"], "id name letters customers tasks left me")
        self.assertEqual((members["王芳"]["customers"], members["陈强"]["customers"]), (3, 0))
        self.assertEqual([row["tasks"] for row in members.values() if row["me"]], [1])

        rehearsed = self.object("member", "hand-over", "王芳", "陈强", "--rehearse")
        self.assertEqual((rehearsed["rehearsed"], rehearsed["customers"]), (True, 3))
        done = self.object("member", "hand-over", "王芳", "陈强", "-o", self.folder / "list.pdf",
                           "--where", '{"field": "name", "is": ["张伟", "李娜"]}')
        self.assert_keys(done, "step customers tasks promises overdue at_risk value")
        self.assertEqual(done["customers"], 2)
        self.assertTrue((self.folder / "list.pdf").read_bytes().startswith(b"%PDF"))
        self.assertEqual(self.object("customer", "count", "--where", '{"field": "owner", "is": "陈强"}'),
                         {"count": 2})
        self.object("undo")
        self.assertEqual(self.object("customer", "count", "--where", '{"field": "owner", "is": "王芳"}'),
                         {"count": 3})
        self.object("member", "set", str(chen), "name=陈小强", "left=2026-11-20")
        left = [row for row in self.lines("member", "list") if row["id"] == chen]
        self.assertEqual((left[0]["name"], left[0]["left"]), ("陈小强", "2026-11-20"))
        self.assertEqual(self.call("member", "hand-over", "王芳", "谁", expect=FAILED).stdout, "")

        mine = '{"field": "owner", "is": "@me"}'
        self.assertEqual(self.object("customer", "count", "--where", mine), {"count": 0})
        self.assertEqual(self.object("member", "become", "王芳")["name"], "王芳")
        self.assertEqual(self.object("customer", "count", "--where", mine), {"count": 3})

    def test_many_customers(self):
        for name, standing in (("王芳", "lead"), ("李娜", "lead"), ("张伟", "customer")):
            self.add(f"name={name}", f"standing={standing}")
        leads = '{"field": "standing", "is": "lead"}'
        tagged = self.object("tag", "add", "春茶", "--where", leads)
        self.assertEqual(tagged["customers"], 2)
        self.assert_keys(self.object("customer", "set", "--where", leads, "standing=partner", "city=苏州"),
                         "step customers")
        self.assertEqual(self.object("customer", "count", "--where", leads), {"count": 0})
        self.object("undo")
        self.assertEqual(self.object("customer", "count", "--where", leads), {"count": 2})
        self.assertEqual(self.object("customer", "set", "王芳", "张伟", "standing=partner")["customers"], 2)
        self.assertEqual(self.object("customer", "bin", "--where", leads)["customers"], 1)
        self.assertEqual(self.object("customer", "count"), {"count": 2})
        self.call("customer", "set", "standing=lead", expect=USAGE)
        self.call("customer", "bin", "王芳", "--where", leads, expect=USAGE)

    def test_customer_by_name_number_and_id(self):
        wang = self.add("name=王芳")
        number = self.object("customer", "show", "王芳")["number"]
        self.assertEqual(self.object("customer", "show", number)["id"], wang)
        self.assertEqual(self.object("customer", "show", wang)["id"], wang)
        self.call("customer", "show", "nobody", expect=FAILED)
        self.add("name=王芳")
        self.call("customer", "show", "王芳", expect=FAILED)

    def test_customer_set_is_one_step(self):
        wang = self.add("name=王芳")
        self.call("customer", "set", wang, "name=王方", "standing=partner", "city=杭州")
        shown = self.object("customer", "show", wang)
        self.assertEqual((shown["name"], shown["standing"], shown["city"]), ("王方", "partner", "杭州"))
        self.call("undo")
        self.assertEqual(self.object("customer", "show", wang)["name"], "王芳")

    def test_what_cannot_be_taken_writes_nothing(self):
        wang = self.add("name=王芳")
        before = self.dump()
        self.call("customer", "set", wang, "name=王方", "birthday=yesterdayish", expect=FAILED)
        self.call("customer", "set", wang, "shoe_size=38", expect=USAGE)
        self.call("customer", "add", "occupation=doctor", expect=FAILED)
        self.assertEqual(self.dump(), before)

    def test_rehearse_writes_nothing(self):
        """Not even who rehearses is written down."""
        self.book = self.folder / "demo.guanxi"
        self.demo(1)
        before = self.dump(), self.lines("journal", "list")
        for words in (("customer", "add", "name=李强"), ("customer", "set", "L-1001", "name=王方"),
                      ("customer", "bin", "L-1001"), ("task", "add", "--title", "寄样品"),
                      ("event", "add", "--customer", "L-1001", "--text", "问价"),
                      ("purchase", "add", "--customer", "L-1001", "--product", "龙井", "--price", 10),
                      ("tag", "add", "批发", "L-1001")):
            done = self.object(*words, "--rehearse")
            self.assertEqual((done["step"], done["rehearsed"]), (None, True), words)
        self.assertEqual((self.dump(), self.lines("journal", "list")), before)

    def test_bin(self):
        wang = self.add("name=王芳")
        self.assert_keys(self.object("customer", "bin", wang), "step customers")
        self.assertEqual(self.object("customer", "count"), {"count": 0})
        self.call("customer", "unbin", wang)
        self.assertEqual(self.object("customer", "count"), {"count": 1})
        self.assert_clean()

    def test_list_sorts_and_pages(self):
        for name in ("单小满", "张伟", "Adams", "曾琴"):
            self.add(f"name={name}")
        names = [row["name"] for row in self.lines("customer", "list")]
        self.assertEqual(names, ["Adams", "单小满", "曾琴", "张伟"])
        self.assertEqual([row["name"] for row in self.lines("customer", "list", "--sort", "name:desc",
                                                            "--limit", 2)], ["张伟", "曾琴"])
        self.assertEqual([row["name"] for row in self.lines("customer", "list", "--offset", 3)], ["张伟"])
        self.assertEqual(self.lines("customer", "list", "--fields", "number,name", "--limit", 1)[0].keys(),
                         {"number", "name"})
        self.call("customer", "list", "--fields", "shoe", expect=USAGE)
        self.call("customer", "list", "--sort", "shoe", expect=USAGE)

    def test_event_and_stream(self):
        wang = self.add("name=王芳")
        made = self.object("event", "add", "--customer", wang, "--kind", "call", "--text", "问价", "--day",
                           "2026-11-20", "--at", "14:30")
        self.assert_keys(made, "step id")
        event = self.lines("event", "list", "--customer", wang)[0]
        self.assert_keys(event, "id customer_id day at kind direction channel reached text author_id")
        self.assertEqual((event["day"], event["at"], event["kind"], event["text"]),
                         ("2026-11-20", "2026-11-20T14:30:00+08:00", "call", "问价"))
        self.call("event", "add", "--customer", wang, "--kind", "dance", expect=USAGE)
        self.call("event", "add", "--kind", "call", expect=USAGE)
        self.call("purchase", "add", "--customer", wang, "--product", "龙井", "--quantity", "2.5", "--price",
                  "100.10")
        stream = self.lines("stream", "--customer", wang)
        self.assertEqual([item["kind"] for item in stream], ["sale", "call"])
        self.assert_keys(stream[0], "day at kind ref customer_id direction channel amount text")
        self.assert_money(stream[0]["amount"], 25025)
        self.assertIsNone(stream[1]["amount"])

    def test_purchase_and_return(self):
        wang = self.add("name=王芳")
        sale = self.object("purchase", "add", "--customer", "王芳", "--product", "龙井", "--quantity", 3,
                           "--price", 12.5, "--day", "2026-11-01")["id"]
        bought = self.lines("purchase", "list", "--customer", wang)[0]
        self.assert_keys(bought,
                         "id number kind customer_id contact_id reverses_id day at amount returned paid units "
                         "channel note lines")
        self.assert_money(bought["amount"], 3750)
        self.assertEqual((bought["units"], bought["lines"][0]["quantity"], bought["lines"][0]["unit_price"]),
                         ("3", "3", "12.5"))
        self.assert_keys(bought["lines"][0], "id product_id code text quantity unit unit_price amount")
        self.call("purchase", "return", sale, "--day", "2026-11-05")
        rows = self.lines("purchase", "list")
        self.assertEqual([(row["kind"], row["amount"]["minor"]) for row in rows],
                         [("return", -3750), ("sale", 3750)])
        self.assertEqual(rows[0]["reverses_id"], sale)
        self.assert_money(self.object("customer", "show", wang)["numbers"]["value"], 0)
        self.call("purchase", "add", "--product", "龙井", expect=USAGE)
        self.call("purchase", "add", "--product", "龙井", "--price", "1.2345678", expect=USAGE)
        self.assert_clean()

    def test_walk_in(self):
        self.call("purchase", "add", "--product", "tea", "--price", 8)
        self.assertIsNone(self.lines("purchase", "list")[0]["customer_id"])

    def test_payment(self):
        wang = self.add("name=王芳")
        sale = self.object("purchase", "add", "--customer", wang, "--product", "龙井", "--price", 100)["id"]
        self.call("payment", "add", "--sale", sale, "--amount", "40.50", "--method", "wechat")
        paid = self.lines("payment", "list", "--customer", wang)
        self.assert_keys(paid[0], "id customer_id purchase_id day method amount note")
        self.assertEqual((paid[0]["customer_id"], paid[0]["purchase_id"], paid[0]["day"]),
                         (wang, sale, "2026-11-21"))
        self.assert_money(paid[0]["amount"], 4050)
        self.assert_money(self.lines("purchase", "list")[0]["paid"], 4050)
        for words in ([], ["--amount", 3], ["--customer", wang], ["--customer", wang, "--amount", "1.234"]):
            self.call("payment", "add", *words, expect=USAGE)

    def test_product(self):
        self.call("product", "add", "西湖龙井", "--code", "T1", "--price", "268", "--unit", "罐")
        found = self.lines("product", "list", "xhlj")
        self.assert_keys(found[0], "id code name unit category unit_price currency")
        self.assertEqual(list(found[0].values())[1:], ["T1", "西湖龙井", "罐", None, "268", "CNY"])
        self.call("purchase", "add", "--product", "T1", "--quantity", 2)
        self.assert_money(self.lines("purchase", "list")[0]["amount"], 53600)
        self.assertEqual(self.lines("purchase", "list")[0]["lines"][0]["product_id"], found[0]["id"])

    def test_task_and_today(self):
        wang = self.add("name=王芳", "birthday=1990-11-23")
        task = self.object("task", "add", "--customer", wang, "--title", "回电话", "--due", "2026-11-20")["id"]
        self.call("task", "add", "--title", "寄样品", "--due", "2026-12-01", "--kind", "promise")
        due = self.lines("task", "list", "--due", "today")
        self.assertEqual([row["title"] for row in due], ["回电话"])
        self.assert_keys(due[0], "id kind due due_at done title customer_id customer owner_id event_id")
        today = self.lines("today")
        self.assert_keys(today[0], "reason day task_id title customer_id customer birthday turns")
        self.assertEqual([(item["reason"], item["day"]) for item in today],
                         [("overdue", "2026-11-20"), ("birthday", "2026-11-23")])
        self.assertEqual(today[1]["turns"], 36)
        self.call("task", "done", task)
        self.assertEqual(self.lines("task", "list", "--filter", "done")[0]["done"], "2026-11-21")
        self.assertEqual(len(self.lines("task", "list")), 1)

    def test_tag(self):
        wang, li = self.add("name=王芳"), self.add("name=李强")
        self.call("tag", "add", "重点客户", wang, li)
        self.assertEqual(self.lines("tag", "list"), [{"name": "重点客户", "customers": 2}])
        self.call("tag", "remove", "重点客户", li)
        self.assertEqual([row["tags"] for row in self.lines("customer", "list")], [[], ["重点客户"]])

    def test_search(self):
        wang = self.add("name=王芳", "phone=13800138000")
        self.add("name=李强")
        found = self.lines("search", "wangf")
        self.assert_keys(found[0], "id name company matched")
        self.assertEqual([(row["id"], row["matched"]) for row in found], [(wang, "name")])
        self.assertEqual([row["id"] for row in self.lines("search", "0013")], [wang])
        self.assertEqual(self.lines("search", "nobody"), [])

    def test_criteria(self):
        self.add("name=王芳", "city=杭州")
        self.add("name=李强")
        where = '{"field": "city", "is": "杭州"}'
        self.assertEqual(self.object("customer", "count", "--where", where), {"count": 1})
        explained = self.object("criteria", "explain", where)
        self.assertEqual(explained["json"], {"field": "city", "is": ["杭州"]})
        self.assertEqual(explained["sql"].count("?"), len(explained["parameters"]))
        self.assertEqual(explained["sentence_en"], "City is “杭州”")
        # A system with no locale but C may have nothing to translate by (gx-language.h).
        has_locale = re.search("^(zh_CN|en_US|en_GB)", subprocess.check_output(["locale", "-a"], text=True), re.M)
        self.assertIn(explained["sentence_zh"], ["城市是“杭州”"] + ([] if has_locale else [explained["sentence_en"]]))
        self.call("customer", "count", "--where", '{"field": "shoe"}', expect=USAGE)

    def test_segments(self):
        wang = self.add("name=王芳", "city=杭州")
        self.add("name=李强", "city=北京")
        city = '{"field": "city", "is": "杭州"}'
        saved = self.object("segment", "save", "杭州客户", "--where", city)
        self.assert_keys(saved, "step id")
        self.object("segment", "save", "其他", "--where", '{"not": {"segment": %d}}' % saved["id"])
        rows = self.lines("segment", "list")
        self.assertEqual([(row["name"], row["customers"]) for row in rows], [("杭州客户", 1), ("其他", 1)])
        self.assert_keys(rows[0], "id name author sentence customers")
        shown = self.object("segment", "show", "其他")
        self.assertEqual(shown["criteria"], {"not": {"segment": saved["id"]}})
        self.assertEqual(shown["sentence_en"], "Not in “杭州客户”")
        self.assertEqual([row["id"] for row in self.lines("segment", "members", saved["id"])], [wang])
        self.assertEqual(self.object("customer", "count", "--where", '{"segment": %d}' % saved["id"]), {"count": 1})
        history = self.lines("segment", "history", "杭州客户", "--as-of", "2026-11-21")
        self.assertEqual((len(history), history[0]["day"]), (13, "2025-11-30"))
        self.assertEqual(history[-1], {"day": "2026-11-21", "customers": 1})
        # The same name is the same segment; a circle, and what is not understood, are refused.
        self.assertEqual(self.object("segment", "save", "杭州客户")["id"], saved["id"])
        self.call("segment", "save", "杭州客户", "--where", '{"segment": %d}' % saved["id"], expect=FAILED)
        self.call("segment", "save", "新", "--where", '{"field": "shoe", "is": "L"}', expect=USAGE)
        self.call("segment", "show", "新", expect=FAILED)
        self.call("undo")
        self.assertEqual(self.object("segment", "show", "杭州客户")["criteria"], {"field": "city", "is": ["杭州"]})
        self.call("segment", "bin", "其他")
        self.assertEqual(len(self.lines("segment", "list")), 1)
        self.assert_clean()

    def test_fields(self):
        fields = self.lines("criteria", "fields")
        self.assert_keys(fields[0], "name type of label unit choices")
        self.assertIn(("amount", "purchase"), [(field["name"], field["of"]) for field in fields])


main()
