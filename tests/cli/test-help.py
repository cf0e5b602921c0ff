# SPDX-License-Identifier: GPL-3.0-or-later
"""Help lists only what works; wrong words are told and end with 2."""

import re
import subprocess

from support import CLI, USAGE, CliTest, main


class Help(CliTest):
    def commands(self):
        text = self.call("--help", book=False).stdout
        block = text.split("Commands:\n")[1].split("\n\n")[0]
        return [re.split(r"\s{2,}", line.strip())[0] for line in block.splitlines()]

    def words(self, synopsis):
        return [word for word in synopsis.split() if word.islower() and word[0] not in "[-"]

    def test_every_command_has_its_own_help(self):
        for synopsis in self.commands():
            words = self.words(synopsis)
            text = self.call(*words, *(["customers"] if words == ["export"] else []), "--help",
                             book=False).stdout
            self.assertTrue(text.startswith(f"guanxi-cli {synopsis}"), text)

    def test_every_noun_lists_its_verbs(self):
        for synopsis in self.commands():
            words = self.words(synopsis)
            if len(words) > 1:
                self.assertIn(f"  {synopsis} ", self.call(words[0], "--help", book=False).stdout)

    def test_every_listed_command_answers(self):
        self.demo()
        for synopsis in self.commands():
            words = self.words(synopsis)
            if words[:2] == ["book", "restore"]:
                continue
            args = [*words] + ["x=y" if "=" in word else "1" for word in synopsis.split()[len(words):]]
            status = self.call_status(args)
            self.assertIn(status, (0, 1, 2, 3, 4), args)  # 4: a team without a drive

    def call_status(self, args):
        return subprocess.run([CLI, "--book", self.book, *args], capture_output=True, env=self.env,
                              cwd=self.folder).returncode

    def test_wrong_words(self):
        for words in (["sell"], ["book"], ["book", "sell"], ["--colour"], ["book", "info", "--where", "{}"],
                      ["book", "info", "more"], ["book", "new"], ["--format", "xml", "book", "info"],
                      ["customer", "list", "--limit", "many"], ["--book"], []):
            self.call(*words, expect=USAGE, book=False)

    def test_options_stand_anywhere(self):
        self.new()
        one = self.call("book", "info", "--format", "json").stdout
        other = self.call("--format=json", "book", "info").stdout
        middle = self.call("book", "--format", "json", "info").stdout
        self.assertEqual(one, other)
        self.assertEqual(one, middle)

    def test_version(self):
        self.assertRegex(self.call("--version", book=False).stdout, r"^guanxi-cli \d+\.\d+")


main()
