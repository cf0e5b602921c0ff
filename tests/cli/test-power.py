# SPDX-License-Identifier: GPL-3.0-or-later
"""The power goes at any moment of whatever writes. Each command runs once while disk-log.c writes down what
it asks of the disk; then the disk is made as a power loss may leave it: what was not synced is there, lost
or torn at a sector, in any order; what happened to names since the folder was synced, up to some point."""

import os
import random
import shutil
import tempfile

import writing
from support import main

SECTOR = 512


class Disk:
    """What a disk holds, and what it has only been told. Folders themselves are always there."""

    def __init__(self, root, others=()):
        self.others = tuple(map(str, others))  # folders of computers that keep their power
        self.files = []    # [bytes promised, [(offset, bytes) or (length, None)] since then]
        self.present = {}  # inode: which of them
        self.names = {}    # path: which of them, as promised
        self.pending = []  # (from or None, to or None, which) since then
        for folder, _, names in os.walk(root):
            for name in names:
                path = os.path.join(folder, name)
                with open(path, "rb") as file:
                    self.names[path] = self.add(os.stat(path).st_ino, file.read())

    def add(self, inode, data):
        self.files.append([bytearray(data), []])
        self.present[inode] = len(self.files) - 1
        return self.present[inode]

    @staticmethod
    def apply(held, offset, data):
        if data is None:
            del held[offset:]
            held.extend(bytes(offset - len(held)))
            return
        held.extend(bytes(max(0, offset - len(held))))
        held[offset:offset + len(data)] = data

    @staticmethod
    def rename(names, change):
        source, dest, which = change
        if source:
            which = names.pop(source, which)
        if dest and which is not None:
            names[dest] = which

    def take(self, words, data):
        """One line of the log."""
        verb = words[0]
        if verb == "new":
            self.pending.append((None, words[2], self.add(words[1], b"")))
        elif verb in ("write", "cut"):
            self.files[self.present[words[1]]][1].append((words[2], data))
        elif verb == "sync":
            held, since = self.files[self.present[words[1]]]
            for offset, what in since:
                self.apply(held, offset, what)
            since.clear()
        elif verb == "sync-folder":
            here = [change for change in self.pending
                    if os.path.dirname(change[1] or change[0]) == words[1]]
            for change in here:
                self.rename(self.names, change)
            self.pending = [change for change in self.pending if change not in here]
        elif verb == "rename":
            self.pending.append((words[1], words[2], None))
        elif verb == "unlink":
            self.pending.append((words[1], None, None))

    def lose_power(self, dice):
        """What is found afterwards: path: bytes."""
        names = dict(self.names)
        lost_from = dice.randint(0, len(self.pending))
        for i, change in enumerate(self.pending):
            if i < lost_from or (change[1] or change[0]).startswith(self.others):
                self.rename(names, change)
        return {path: self.keep(*self.files[which]) if path.startswith(self.others)
                else self.develop(*self.files[which], dice) for path, which in names.items()}

    def keep(self, promised, since):
        held = bytearray(promised)
        for offset, data in since:
            self.apply(held, offset, data)
        return bytes(held)

    def develop(self, promised, since, dice):
        held = bytearray(promised)
        for offset, data in since:
            fate = dice.randrange(3)
            if fate == 1 or (fate == 2 and data is None):
                self.apply(held, offset, data)
            elif fate == 2:
                for at in range(0, len(data), SECTOR):
                    if dice.random() < .5:
                        self.apply(held, offset + at, data[at:at + SECTOR])
        return bytes(held)


def read_log(path):
    """The log's lines as lists, numbers as numbers, and the bytes that were written."""
    with open(path, "rb") as log:
        while line := log.readline():
            verb, _, rest = line.decode().rstrip("\n").partition(" ")
            if verb in ("rename",):
                words = rest.split("\t")
            elif verb in ("unlink", "sync-folder"):
                words = [rest]
            elif verb in ("new", "keep"):
                inode, _, name = rest.partition(" ")
                words = [int(inode), name]
            else:
                words = [int(word) for word in rest.split()]
            yield [verb, *words], log.read(words[2]) if verb == "write" else None


class Power(writing.Writing):
    times = 63 if writing.LONG else 2

    def record(self, command):
        with tempfile.NamedTemporaryFile() as log:
            self.call("--quiet", *command, env={"LD_PRELOAD": os.environ["GUANXI_DISK_LOGGER"],
                                                "GUANXI_DISK_ROOT": str(self.folder),
                                                "GUANXI_DISK_LOG": log.name})
            return list(read_log(log.name))

    def put(self, found):
        for left in self.folder.glob("book.guanxi*"):
            left.unlink()
        for folder in (self.data, self.folder / "state", *self.others):
            shutil.rmtree(folder, ignore_errors=True)
        for path, data in found.items():
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(data)

    def choose_moment(self, n_lines):
        """Somewhere, near the end, or right after the program has ended."""
        near = max(0, n_lines - self.random.randint(1, 40))
        return self.random.choice((self.random.randint(0, n_lines), near, n_lines))

    def broken(self, *command):
        for _ in range(self.times):
            self.begin_anew()
            disk = Disk(self.folder, [folder for folder in self.others if folder.name != "state"])
            log = self.record(command)
            until = self.choose_moment(len(log))
            for words, data in log[:until]:
                disk.take(words, data)
            self.put(disk.lose_power(random.Random(self.random.random())))
            yield until == len(log)


main()
