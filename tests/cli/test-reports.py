# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers and pictures: every mark's criteria finds exactly its customers, and their values add up to it."""

import json

from support import FAILED, USAGE, CliTest, main


class Reports(CliTest):
    def setUp(self):
        super().setUp()
        self.demo(400)

    def assert_marks_are_true(self, report):
        for mark in report["marks"]:
            where = json.dumps(mark["criteria"])
            rows = self.lines("customer", "list", "--where", where, "--fields", "value")
            self.assertEqual(len(rows), mark["customers"], where)
            self.assertEqual(self.object("customer", "count", "--where", where), {"count": mark["customers"]})
            self.assertEqual(sum(row["value"]["minor"] if row["value"] else 0 for row in rows),
                             mark["value"]["minor"], where)

    def test_lifecycle(self):
        report = self.object("report", "lifecycle")
        self.assert_keys(report,
                         "report as_of customers value value_12_months negative_customers negative_value "
                         "walk_in_value "
                                 "other_currency_customers marks")
        self.assert_keys(report["marks"][0], "series key label customers value value_12_months criteria")
        self.assertEqual([mark["key"] for mark in report["marks"]],
                         ["never", "new", "active", "dormant", "lapsed"])
        self.assertEqual(sum(mark["customers"] for mark in report["marks"]), 400)
        self.assertEqual(report["as_of"], "2026-11-21")
        self.assertGreater(report["walk_in_value"]["minor"], 0)
        self.assert_marks_are_true(report)

    def test_rfm(self):
        report = self.object("report", "rfm")
        self.assertEqual(len(report["marks"]), 25)
        self.assert_marks_are_true(report)

    def test_pareto(self):
        report = self.object("report", "pareto")
        self.assertAlmostEqual(report["curve"][-1]["customers"], 1)
        self.assertTrue(0 < report["share_for_80"] < 1)
        self.assert_marks_are_true(report)

    def test_where_and_as_of(self):
        where = '{"field": "kind", "is": "organisation"}'
        part = self.object("report", "lifecycle", "--where", where)
        self.assertEqual(part["customers"], self.object("customer", "count", "--where", where)["count"])
        earlier = self.object("report", "lifecycle", "--as-of", "2023-11-21")
        self.assertEqual(earlier["as_of"], "2023-11-21")
        self.assertLess(earlier["value"]["minor"], self.object("report", "lifecycle")["value"]["minor"])
        self.assert_keys(self.object("report", "rfm", "--customer", "L-1001"),
                         "customer_id as_of lifecycle tier first_purchase last_purchase recency_days "
                         "purchase_days value value_12_months r f m")

    def test_charts_are_drawn(self):
        starts = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}
        for name in ("lifecycle", "value", "tiers", "pareto", "rfm", "sources"):
            for ending, start in starts.items():
                path = self.folder / f"{name}.{ending}"
                drawn = self.object("chart", name, "-o", path, "--size", "600x400")
                self.assert_keys(drawn, "path title description")
                self.assertTrue(path.read_bytes().startswith(start), path)
        self.call("chart", "journey", "--customer", "L-1001", "-o", self.folder / "journey.svg")
        self.call("chart", "journey", "-o", self.folder / "journey.svg", expect=USAGE)
        self.call("chart", "pie", "-o", self.folder / "pie.svg", expect=USAGE)
        self.call("chart", "rfm", "-o", self.folder / "rfm.gif", expect=USAGE)
        self.call("chart", "rfm", "-o", self.folder / "no" / "rfm.png", expect=FAILED)


main()
