# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Counts executed instructions exactly, under QEMU with the plugin count.c.

What a contender executes is all but what the driver and the world do: its own
functions, the runtime's, and the C library's where it calls them.
"""

import bisect
import os
import re
import subprocess
import tempfile

from building import HERE, Failed, run
from contenders import ARM, X86

QEMU = {X86: "qemu-x86_64", ARM: "qemu-aarch64"}
# Without what makes one instruction of copying many bytes.
OPTIONS = {X86: ["-cpu", "max,-erms,-fsrm"], ARM: []}
# Go's world and driver.
GO_WORLD = re.compile(
    r"main\.(acquire|release|releaseWide|lock|unlock|step|wanted|value|commit|rollback|"
    r"tick|fold|works|repeat|main|mark|goroutines|goroutines\..*|itemEnds)$|fmt\.|os\."
)


class Counter:
    def __init__(self, folder):
        self.folder = folder
        self.plugin = os.path.join(folder, "count.so")
        run(["gcc", "-O2", "-fPIC", "-shared", "-fvisibility=hidden",
             os.path.join(HERE, "count.c"), "-o", self.plugin])  # fmt: skip

    def _run(self, command, target, marks, text, check=True, cwd=None):
        with tempfile.NamedTemporaryFile(dir=self.folder, mode="r") as out:
            plugin = "%s,out=%s" % (self.plugin, out.name)
            plugin += "".join(",mark=%x" % mark for mark in marks)
            result = subprocess.run(
                [QEMU[target], *OPTIONS[target], "-plugin", plugin] + command,
                input=text, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                errors="replace", cwd=cwd, env=dict(os.environ, LD_BIND_NOW="1"),
            )  # fmt: skip
            if check and result.returncode:
                raise Failed(
                    "%s: status %d\n%s"
                    % (" ".join(command), result.returncode, result.stderr[-2000:])
                )
            return out.read(), result

    def total(self, command, cwd=None):
        """Instructions of a whole command of this machine."""
        return int(self._run(command, X86, [], None, cwd=cwd)[0])

    def between(self, path, target, marks, arguments=(), text=None, check=True):
        """A dict of counts by address for each piece between two marks, and the
        result of the run."""
        counts, result = self._run([path, *arguments], target, marks, text, check)
        pieces = []
        for piece in counts.split("=\n"):
            by_address = {}
            for line in piece.splitlines():
                address, count = line.split()
                address = int(address, 16)
                by_address[address] = by_address.get(address, 0) + int(count)
            pieces.append(by_address)
        return pieces, result

    def cases(self, toolchain, program, cases):
        """The instructions that a program executes itself in each of the cases
        (work, argument, times), and what it prints there."""
        symbols = Symbols(program.path)
        if program.contender.compiler == "go":
            mark = symbols.address("main.mark")

            def outside(name):
                return bool(GO_WORLD.match(name))
        else:
            mark = symbols.address("bench_mark")
            shared = toolchain.shared(program.target)
            names = {
                name
                for part in ("main", "world", "coroutine")
                for name in re.findall(
                    r" [TtDdBb] (\S+)$", run(["nm", shared[part]]), re.M
                )
            }
            # What the assembler calls the functions of the switch.
            names |= {"bench_switch", "bench_first"}

            def outside(name):
                return name in names

        text = "".join("%s %d %d\n" % case for case in cases)
        pieces, result = self.between(program.path, program.target, [mark], ["count"], text)
        printed = result.stdout.splitlines()
        if len(printed) != len(cases) or len(pieces) != 2 * len(cases) + 2:
            raise Failed("%s: not all cases were counted" % program.path)
        executed = []
        for number, (_, _, times) in enumerate(cases):
            total = sum(
                count
                for address, count in pieces[2 * number + 1].items()
                if not outside(symbols.name(address))
            )
            executed.append(total / times)
        return executed, printed


class Symbols:
    """The functions of a program, by address."""

    def __init__(self, path):
        self.starts, self.names, self.ends = [], [], []
        rows = []
        for line in run(["nm", "-n", "-S", path]).splitlines():
            match = re.match(r"([0-9a-f]+)(?: ([0-9a-f]+))? [TtWwi] (\S+)$", line)
            if match:
                start = int(match[1], 16)
                size = int(match[2], 16) if match[2] else 0
                rows.append((start, size, match[3]))
        for start, size, name in sorted(rows):
            if name.startswith("$"):
                continue  # AArch64's mapping symbols
            if self.starts and self.starts[-1] == start:
                if size <= self.ends[-1] - start:
                    continue
                self.starts.pop(), self.names.pop(), self.ends.pop()
            self.starts.append(start)
            self.names.append(name)
            self.ends.append(start + size)

    def name(self, address):
        """The function an address is in, or "" where that is not known."""
        at = bisect.bisect(self.starts, address) - 1
        if at < 0:
            return ""
        if self.ends[at] > self.starts[at] and address >= self.ends[at]:
            return ""
        return self.names[at]

    def address(self, name):
        return self.starts[self.names.index(name)]
