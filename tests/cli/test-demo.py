# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo book: the same for the same seed and day, and believable."""

import json
from collections import Counter

from support import USAGE, CliTest, main


class Demo(CliTest):
    def tables(self):
        found = {}
        for line in self.dump().splitlines():
            row = json.loads(line)
            found.setdefault(row["table"], []).append(row)
        return found

    def test_the_same_seed_and_day_make_the_same_book(self):
        dumps = []
        elsewhere = {"LC_ALL": "zh_CN.UTF-8", "TZ": "America/New_York", "GUANXI_NOW": "2031-05-05T05:05:05Z"}
        for seed, env in ((1, None), (1, elsewhere), (2, None)):
            self.book = self.folder / f"{len(dumps)}.guanxi"
            self.demo(120, seed, env)
            dumps.append(self.dump())
        self.assertEqual(dumps[0], dumps[1])
        self.assertNotEqual(dumps[0], dumps[2])

    def test_no_customers_is_refused(self):
        self.call("book", "demo", self.book, "--customers", 0, expect=USAGE, book=False)
        self.assertFalse(self.book.exists())

    def test_clean(self):
        self.demo(600)
        self.assert_clean()

    def test_it_looks_like_a_house(self):
        self.demo(1800)
        info = self.object("book", "info")
        self.assertEqual(info["customers"], 1800)
        self.assertTrue(4 < info["purchases"] / 1800 < 6, info)
        self.assertTrue(8 < info["events"] / 1800 < 12, info)
        self.assertTrue(1.5 < info["purchase_lines"] / info["purchases"] < 2.1, info)

        rows = self.tables()
        chinese = [row for row in rows["customer"] if any("一" <= c <= "鿿" for c in row["name"])]
        self.assertTrue(0.45 < len(chinese) / 1800 < 0.55)
        self.assertEqual(set(row["kind"] for row in rows["customer"]), {"person", "organisation"})
        self.assertEqual(set(row["kind"] for row in rows["purchase"]), {"sale", "return"})
        self.assertTrue({"CNY", "GBP", "USD"} <= set(row["currency"] for row in rows["purchase"]))
        self.assertTrue(any("-" in row.get("birthday", "") and row["birthday"].startswith("L--")
                            for row in rows["customer"] if row.get("birthday")))
        sales = {row["id"] for row in rows["purchase"] if row["kind"] == "sale"}
        self.assertTrue(all(row["reverses_id"] in sales for row in rows["purchase"]
                            if row["kind"] == "return"))
        months = Counter(row["day"] // 30.44 % 12 // 1 for row in rows["purchase"])
        self.assertGreater(max(months.values()), 1.5 * min(months.values()))
        today = 20778
        self.assertLessEqual(max(row["day"] for table in ("event", "purchase", "payment")
                                 for row in rows[table]), today)
        open_tasks = [row for row in rows["task"] if row.get("done_day") is None]
        self.assertTrue(any(row["due_day"] < today for row in open_tasks))
        self.assertTrue(any(row["due_day"] == today for row in open_tasks))
        self.assertTrue(any(row["due_day"] > today for row in open_tasks))

    def test_some_are_written_down_twice(self):
        self.demo(1800)
        digits = lambda value: "".join(c for c in value if c.isdigit())[-10:]
        phones = Counter(digits(row["value"]) for row in self.tables()["contact_point"]
                         if row["kind"] == "phone")
        doubles = sum(1 for n in phones.values() if n > 1)
        self.assertTrue(18 < doubles < 100, doubles)


main()
