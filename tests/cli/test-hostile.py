# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever stands in a command line: it is understood or refused with a sentence, and the book stays sound."""

import json

from support import DONE, FAILED, USAGE, CliTest, main

HOSTILE = ["x') or 1=1; drop table customer; --", "'", '"', ";", "%", "_", "\\", "--", "-1", "?1", ":as_of",
           "\n", '"}]}', '{"any":[]}', "null", "＇", "\u202e", "🧨", "张w'; attach 'x' as y; --", "@/dev/null",
           "@", "[" * 100000, "'" * 100000]


class Hostile(CliTest):
    def setUp(self):
        super().setUp()
        self.demo(30)
        self.before = self.object("customer", "count"), self.lines("customer", "list")

    def tearDown(self):
        self.assertEqual((self.object("customer", "count"), self.lines("customer", "list")), self.before)
        self.assert_clean()
        super().tearDown()

    def survive(self, *words):
        """Done, failed or wrong usage; never a crash, and never without a sentence."""
        result = self.call_any("--format", "json", *words)
        self.assertIn(result.returncode, (DONE, FAILED, USAGE), (words[:3], result.stderr[:300]))
        if result.returncode == DONE and result.stdout:
            json.loads(result.stdout)
        return result

    def test_questions(self):
        for text in HOSTILE:
            for where in (text, json.dumps({"field": "name", "is": text}), json.dumps({"field": text, "is": "x"}),
                          json.dumps({"has": "line", "where": {"field": "product", "contains": text}}),
                          json.dumps({"field": "standing", "is": text}), '{"field": "city", "is": "%s"}' % text):
                self.survive("customer", "count", "--where", where)
            explained = self.object("criteria", "explain", json.dumps({"field": "note", "contains": text}))
            self.assertNotIn("drop table", explained["sql"])
            self.assertEqual(explained["sql"], self.harmless)

    @property
    def harmless(self):
        return self.object("criteria", "explain", '{"field": "note", "contains": "x"}')["sql"]

    def test_words(self):
        for text in HOSTILE:
            for words in (("search", text), ("customer", "list", "--sort", text), ("customer", "show", text),
                          ("customer", "list", "--fields", text), ("customer", "count", "--currency", text),
                          ("segment", "show", text), ("segment", "members", text), ("report", text)):
                self.survive(*words)

    def test_names(self):
        for text in HOSTILE:
            saved = self.survive("segment", "save", text, "--where", '{"field": "orders", "at_least": 1}')
            if saved.returncode == DONE:
                step = json.loads(saved.stdout)["step"]
                self.survive("segment", "list")
                self.call("undo", step)


main()
