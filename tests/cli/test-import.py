# SPDX-License-Identifier: GPL-3.0-or-later
"""Files brought in: two public data sets whole, the same again, taken back, and what is refused."""

import json
from collections import Counter

from support import ATTENTION, FAILED, USAGE, CliTest, main, shared_data

CDNOW = "--as purchases --delimiter spaces --no-header --columns -,customer_id,date,quantity,amount".split()
REPORT = ("step kind rows added updated unchanged left rejected new_customers new_purchases new_products "
          "totals notices all_problems columns problems joined possible matches")


class Import(CliTest):
    def write(self, name, text, encoding="utf-8"):
        path = self.folder / name
        path.write_bytes(text.encode(encoding))
        return path

    def outcome(self, report):
        return tuple(report[key] for key in ("rows", "added", "updated", "unchanged", "rejected"))

    def assert_taken_back_and_done_again(self, before, after):
        self.call("undo")
        self.assertEqual(self.dump(), before)
        self.assert_clean()
        self.call("redo")
        self.assertEqual(self.dump(), after)
        self.assert_clean()

    def test_cdnow(self):
        path = shared_data("clv/CDNOW_sample.txt")
        reference = json.loads(shared_data("clv/reference_sample.json").read_text())
        self.new("USD")
        self.call("customer", "add", "name=Somebody else")
        before = self.dump()

        report = self.object("import", path, *CDNOW)
        self.assert_keys(report, REPORT)
        self.assertEqual(self.outcome(report), (6919, 6919, 0, 0, 0))
        self.assertEqual(self.object("book", "info")["customers"], reference["customers"] + 1)
        self.assertEqual(self.object("book", "info")["purchases"], reference["rows"])
        purchases = self.lines("purchase", "list")
        self.assertEqual(sum(int(row["units"]) for row in purchases), reference["units"])
        self.assertEqual(sum(row["amount"]["minor"] for row in purchases), reference["revenue_cents"])
        same = Counter((row["customer_id"], row["day"], row["units"], row["amount"]["minor"])
                       for row in purchases)
        self.assertEqual(sum(n - 1 for n in same.values()), reference["exact_duplicate_rows"])
        for one in reference["rfm_at_max_date"]:
            found = self.object("report", "rfm", "--customer", one["id"], "--as-of", reference["max_date"])
            self.assertEqual((found["recency_days"], found["purchase_days"], found["value"]["minor"],
                              found["first_purchase"], found["last_purchase"]),
                             (one["recency_days"], one["frequency_days"], one["monetary_cents"],
                              one["first"], one["last"]))
        self.assert_clean()

        after = self.dump()
        again = self.object("import", path, *CDNOW)
        self.assertEqual((again["step"], self.outcome(again)), (None, (6919, 0, 0, 6919, 0)))
        self.assertEqual(self.dump(), after)
        self.assert_taken_back_and_done_again(before, after)

    def test_online_retail(self):
        path = shared_data("transactions/online_retail_2010-12_2011-01.csv")
        reference = json.loads(shared_data("transactions/reference_online_retail_subset.json").read_text())
        self.new("GBP")
        self.call("customer", "add", "name=Somebody else")
        before = self.dump()

        report = self.object("import", path, "--as", "purchases")
        self.assertEqual(self.outcome(report), (reference["rows"], reference["rows"], 0, 0, 0))
        purchases = self.lines("purchase", "list")
        self.assertEqual(len({row["number"] for row in purchases}), reference["invoices"])
        self.assertEqual(len({row["number"] for row in purchases if row["kind"] == "return"
                              and row["number"].startswith("C")}), 586)
        self.assertEqual(sum(row["amount"]["minor"] for row in purchases), 130895728)
        self.assertEqual(sum(row["amount"]["minor"] for row in purchases if row["customer_id"]), 102967840)
        self.assertEqual(sum(len(row["lines"]) for row in purchases), reference["rows"])

        rows = self.lines("customer", "list", "--sort", "value")
        self.assertEqual(len(rows) - 1, reference["customers"])
        self.assertEqual(sum(1 for row in rows if row["value"] and row["value"]["minor"] < 0), 73)
        self.assert_money(self.object("customer", "show", "12346")["numbers"]["value"], 0, "GBP")
        self.assertEqual(self.object("report", "rfm", "--as-of", "2011-01-31")["walk_in_value"]["minor"],
                         130895728 - 102967840)
        for one in reference["top10_customers_by_net_revenue"]:
            self.assert_money(self.object("customer", "show", one["id"])["numbers"]["value"],
                              round(float(one["net"]) * 100), "GBP")
        self.assert_clean()

        after = self.dump()
        again = self.object("import", path, "--as", "purchases")
        self.assertEqual((again["step"], again["unchanged"]), (None, reference["rows"]))
        self.assert_taken_back_and_done_again(before, after)

    def test_customers_in_both_languages(self):
        self.new()
        self.call("import", self.write("a.csv", "姓名,手机,公司,生日\n王芳,138 0013 8000,恒泰茶业,1986-03-05\n"))
        self.call("import", self.write("b.csv", "Name;Email;City\nSeán O'Brien;sean@post.example;Leeds\n"))
        rows = self.lines("customer", "list", "--fields", "name,phone,company,birthday,mail,city")
        self.assertEqual([list(row.values()) for row in rows],
                         [["Seán O'Brien", None, None, None, "sean@post.example", "Leeds"],
                          ["王芳", "138 0013 8000", "恒泰茶业", "1986-03-05", None, None]])
        self.assert_clean()

    def test_encodings_are_found_or_asked(self):
        self.new()
        self.call("import", self.write("a.csv", "姓名,手机\n镕基,13800138000\n", "gb18030"))
        self.assertEqual(self.lines("customer", "list")[0]["name"], "镕基")
        path = self.write("b.csv", "Name,Phone\nLefèvre,13900139000\n", "cp1252")
        self.assertIn("--encoding", self.call("import", path, expect=FAILED).stderr)
        self.call("import", path, "--encoding", "windows-1252")
        self.assertIn("Lefèvre", [row["name"] for row in self.lines("customer", "list")])

    def test_a_mapping_is_kept(self):
        self.new()
        first = self.write("客户表.csv", "甲,乙\n王芳,xm\n")
        self.call("import", first, "--as", "customers", "--columns", "name,nickname")
        # A file of the same shape is read so again, and says so; so is one of another shape by the name.
        report = self.object("import", self.write("b.csv", "甲,乙\n李娜,nn\n"))
        self.assertEqual([column["field"] for column in report["columns"]], ["name", "nickname"])
        self.assertIn("客户表", report["columns"][0]["why"])
        report = self.object("import", self.write("c.csv", "丙,甲,乙\nx,赵敏,mm\n"), "--map", "客户表")
        self.assertEqual([column["field"] for column in report["columns"]], ["-", "name", "nickname"])
        self.assertIn("别的", self.call("import", first, "--map", "别的", expect=FAILED).stderr)
        self.assert_clean()

    def test_repairs_are_told(self):
        self.new()
        path = self.write("a.csv", "姓名,电话,地址,性别\n王芳,13800138000.0,深圳南山科苑路6号,M\n")
        problems = self.object("import", path)["problems"]
        self.assertEqual({problem["code"]: (problem["severity"], problem["value"]) for problem in problems},
                         {"phone.float": ("repair", "13800138000.0"), "choice": ("repair", "M"),
                          "address": ("repair", "深圳南山科苑路6号")})
        self.assertIn("广东省 深圳市 南山区 科苑路6号", [problem["repaired"] for problem in problems])

    def test_an_address_book_maps_itself(self):
        self.new()
        cards = ["FN:李娜\nN:李;娜;;;\nTEL;TYPE=CELL:13800138000\nTEL:010-65529988\nORG:恒泰茶业\nBDAY:--0305\n"
                 "EMAIL:lina@post.example\nX-WECHAT:lina88\nADR:;;建国路 1 号;北京市;北京;100020;中国\nEND:VCARD\n",
                 "FN:Nobody's end\n",
                 "FN:Seán O'Brien\nTEL:+441134960000\nEND:VCARD\n"]
        path = self.write("a.vcf", "".join("BEGIN:VCARD\nVERSION:3.0\n" + card for card in cards))
        report = self.object("import", path, "--rehearse", expect=ATTENTION)
        self.assertEqual((report["rows"], report["added"], report["rejected"]), (3, 2, 1))
        self.call("import", path)
        rows = self.lines("customer", "list", "--fields", "name,phone,company,birthday,mail,wechat,city")
        self.assertEqual([list(row.values()) for row in rows],
                         [["李娜", "13800138000", "恒泰茶业", "--03-05", "lina@post.example", "lina88", "北京市"],
                          ["Seán O'Brien", "+441134960000", None, None, None, None, None]])
        self.assert_clean()

    def test_a_day_is_never_guessed(self):
        self.new()
        path = self.write("a.csv", "Customer,Date,Amount\nAnn,03/04/2026,10\nBob,05/06/2026,11\n")
        before = self.dump()
        self.assertIn("--day-order", self.call("import", path, "--as", "purchases", expect=FAILED).stderr)
        self.assertEqual(self.dump(), before)
        self.call("import", path, "--as", "purchases", "--day-order", "dmy")
        self.assertEqual({row["day"] for row in self.lines("purchase", "list")}, {"2026-04-03", "2026-06-05"})

    def test_rehearsal_writes_nothing_and_tells(self):
        self.new()
        self.call("customer", "add", "name=李强")
        path = self.write("a.csv", "Customer,Date,Amount\nAnn,2026-03-04,10\nBob,2026-02-30,11\n")
        before = self.dump()
        report = self.object("import", path, "--as", "purchases", "--rehearse", expect=ATTENTION)
        self.assertTrue(report["rehearsed"])
        self.assertEqual(self.outcome(report), (2, 1, 0, 0, 1))
        self.assert_keys(report["problems"][0], "row column value code reason severity")
        self.assertEqual((report["problems"][0]["row"], report["problems"][0]["severity"]), (3, "error"))
        self.assertEqual(self.dump(), before)

    def test_fields_of_ones_own(self):
        self.new()
        path = self.write("a.csv", "姓名,手机,尺码\n张伟,13800138000,M\n李娜,13900139000,L\n")
        self.call("import", path, "--columns", "name,phone,custom.尺码", expect=USAGE)
        report = self.object("import", path, "--columns", "name,phone,custom.尺码:choice")
        self.assertEqual([notice["code"] for notice in report["notices"]], ["new-field"])
        path = self.write("b.csv", "尺码,姓名,手机\nL,赵敏,13700137000\n")
        report = self.object("import", path)
        self.assertEqual([column["field"] for column in report["columns"]], ["custom.尺码", "name", "phone"])
        self.assertEqual(self.outcome(report), (1, 1, 0, 0, 0))

    def test_amounts_are_a_lines_or_an_orders(self):
        self.new()
        path = self.write("a.csv", "订单号,日期,姓名,商品,金额\nA,2026-03-05,王芳,茶,10\nA,2026-03-05,王芳,壶,10\n")
        self.assertIn("--amount-of", self.call("import", path, expect=FAILED).stderr)
        self.call("import", path, "--amount-of", "order")
        self.assertEqual([row["amount"]["minor"] for row in self.lines("purchase", "list")], [1000])

    def test_wrong_words(self):
        self.new()
        path = self.write("a.csv", "Name\nAnn\n")
        for words in (["--as", "recipes"], ["--day-order", "dym"], ["--on-match", "marry"],
                      ["--delimiter", "often"], ["--columns", "shoe"]):
            self.call("import", path, *words, expect=USAGE)
        self.call("import", self.folder / "nothing.csv", expect=FAILED)

    def test_table(self):
        path = self.write("a.csv", "Name,City\n王芳,\"Leeds, UK\"\n")
        rows = self.lines("table", path, book=False)
        cells = [{"column": "A", "type": "text", "text": "王芳"},
                 {"column": "B", "type": "text", "text": "Leeds, UK"}]
        self.assertEqual(rows[1], {"sheet": "", "row": 2, "cells": cells})


main()
