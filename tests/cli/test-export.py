# SPDX-License-Identifier: GPL-3.0-or-later
"""Files taken out: whole, chosen, and the same when they come in again."""

import csv
import json

from support import FAILED, USAGE, CliTest, main


class Export(CliTest):
    def setUp(self):
        super().setUp()
        self.demo(120)

    def export(self, kind, name, *options):
        path = self.folder / name
        done = self.object("export", kind, path, *options)
        self.assert_keys(done, "path rows")
        self.assertEqual(done["path"], str(path))
        return path, done["rows"]

    def read_csv(self, path):
        with open(path, encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def test_customers(self):
        path, rows = self.export("customers", "a.csv")
        self.assertEqual(rows, 120)
        self.assertEqual(len(self.read_csv(path)), 120)

    def test_chosen(self):
        where = '{"field": "kind", "is": "organisation"}'
        path, rows = self.export("customers", "a.jsonl", "--where", where, "--fields", "name,number")
        records = [json.loads(line) for line in path.read_text().splitlines()]
        self.assertEqual(rows, self.object("customer", "count", "--where", where)["count"])
        self.assertEqual([record["name"] for record in records],
                         [row["name"] for row in self.lines("customer", "list", "--where", where)])
        self.assertEqual(list(records[0]), ["name", "number"])

    def test_purchases_are_lines(self):
        path, rows = self.export("purchases", "a.csv")
        self.assertEqual(rows, self.object("book", "info")["purchase_lines"])

    def test_what_cannot_be_written(self):
        self.call("export", "recipes", self.folder / "a.csv", expect=USAGE)
        self.call("export", "customers", self.folder / "a.csv", "--fields", "shoe", expect=USAGE)
        self.call("export", "customers", self.folder / "no" / "a.csv", expect=FAILED)
        self.assertFalse((self.folder / "a.csv").exists())

    def test_a_file_that_is_there(self):
        path, _ = self.export("customers", "a.csv")
        before = path.read_bytes()
        self.call("export", "customers", path, "--fields", "shoe", expect=USAGE)
        self.assertEqual(path.read_bytes(), before)
        self.export("customers", "a.csv", "--fields", "name")
        self.assertNotEqual(path.read_bytes(), before)

    def test_cards(self):
        path, rows = self.export("customers", "a.vcf")
        self.assertEqual(path.read_text().count("BEGIN:VCARD"), rows)
        self.call("export", "customers", self.folder / "b.vcf", "--fields", "name", expect=USAGE)
        self.call("export", "events", self.folder / "b.vcf", expect=USAGE)

    def test_who_took_what(self):
        where = '{"field": "kind", "is": "organisation"}'
        _, rows = self.export("customers", "a.csv", "--where", where, "--fields", "name")
        self.export("events", "b.jsonl")
        newest, oldest = self.lines("export", "list")
        self.assert_keys(newest, "at by kind rows file format fields criteria")
        self.assertEqual((newest["kind"], newest["file"], newest["fields"]), ("events", "b.jsonl", None))
        self.assertEqual((oldest["rows"], oldest["fields"], oldest["criteria"]),
                         (rows, ["name"], {"field": "kind", "is": ["organisation"]}))

    def test_whole_book(self):
        path, rows = self.export("book", "a.jsonl")
        self.assertEqual(len(path.read_text().splitlines()), rows + 1)
        self.call("export", "book", self.folder / "a.csv", expect=USAGE)
        info = self.object("book", "info")
        self.book = self.folder / "other.guanxi"
        self.new()
        report = self.object("import", path)
        self.assertEqual((report["kind"], report["rows"], report["rejected"]), ("book", rows, 0))
        other = self.object("book", "info")
        for count in ("customers", "events", "purchases", "purchase_lines"):
            self.assertEqual(info[count], other[count])
        self.assertEqual(self.object("import", path)["unchanged"], rows)
        self.assert_clean()

    def test_round_trip(self):
        """Every field that is not worked out leaves one book, comes into an empty one, and leaves it the same."""
        worked_out = "orders value first_purchase last_purchase last_contact lifecycle tier added".split()
        chosen = [row["name"] for row in self.lines("export", "fields")
                  if row["of"] == "customers" and row["name"] not in worked_out]
        self.assertGreater(len(chosen), 30)
        for ending in ("csv", "xlsx"):
            self.book = self.folder / "book.guanxi"
            self.round_trip(ending, chosen)

    def round_trip(self, ending, chosen):
        first, _ = self.export("customers", f"first-{ending}.csv", "--fields", ",".join(chosen))
        taken, _ = self.export("customers", f"taken.{ending}", "--fields", ",".join(chosen))
        self.book = self.folder / f"other-{ending}.guanxi"
        self.new()
        report = self.object("import", taken, "--as", "customers")
        self.assertEqual((report["added"], report["rejected"]), (120, 0), report["problems"][:3])
        second, _ = self.export("customers", f"second-{ending}.csv", "--fields", ",".join(chosen))
        self.assertEqual(sorted(map(tuple, (row.items() for row in self.read_csv(first)))),
                         sorted(map(tuple, (row.items() for row in self.read_csv(second)))))
        self.assert_clean()


main()
