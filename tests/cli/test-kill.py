# SPDX-License-Identifier: GPL-3.0-or-later
"""The real program, killed (SIGKILL) at any moment of whatever writes."""

import subprocess
import time

import writing
from support import CLI, main


class Kill(writing.Writing):
    times = 63 if writing.LONG else 2  # 17 kinds: a thousand

    def kill_during(self, *command):
        words = [CLI, "--quiet", "--format", "jsonl", "--book", str(self.book), *map(str, command)]
        process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=self.env)
        time.sleep(self.random.uniform(0, 1.2 * self.seconds))
        process.kill()
        said, complained = process.communicate()
        self.assertEqual(complained, b"")
        return said.endswith(b"\n")

    def broken(self, *command):
        for _ in range(self.times):
            self.begin_anew()
            yield self.kill_during(*command)


main()
