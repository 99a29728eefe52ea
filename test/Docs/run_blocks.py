#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs what a page shows.

usage: run_blocks.py PAGE CLANG PLUGIN LIBDEFER INCLUDE

A block ```c that has a main is compiled with the plugin and run; its output must
be the block ```text that follows it. One without a main must compile. A block
```c error must not, and the error must be what the comment "// error: ..." says,
in that line. The plugin's warnings in a block ```c warning must be those that
the comments "// warning: ..." begin.  With "unwind" behind its "c", unwinding is
on.
"""

import os
import re
import subprocess
import sys
import tempfile


def blocks(page):
    text = open(page, encoding="utf-8").read()
    return re.findall(r"^```([^\n]*)\n(.*?)^```$", text, re.M | re.S)


def main(page, clang, plugin, libdefer, include):
    found = blocks(page)
    checked = 0
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "block.c")
        program = os.path.join(folder, "block")
        for index, (kind, code) in enumerate(found):
            kind, *unwinds = kind.split(" unwind")
            if kind not in ("c", "c error", "c warning"):
                continue
            checked += 1
            with open(source, "w", encoding="utf-8") as file:
                file.write(code)
            compile_only = kind == "c error" or "int main" not in code
            command = [clang, "-fplugin=" + plugin, "-I" + include, "-Wall", "-Wextra",
                       "-Wno-unused-variable", source]
            command += ["-fplugin-arg-defer-unwind=tables"] * len(unwinds)
            command += ["-Werror"] if kind == "c" else []
            command += ["-c", "-o", os.devnull] if compile_only else [
                "-o", program, libdefer]
            result = subprocess.run(command, capture_output=True, text=True)
            if kind == "c error":
                for number, line in enumerate(code.split("\n"), 1):
                    wanted = re.search(r"// error: (.*)", line)
                    if wanted and not re.search(
                        rf":{number}:\d+: error: {re.escape(wanted[1])}",
                        result.stderr,
                    ):
                        sys.exit(f"{page}: no such error:\n{line}\n{result.stderr}")
                continue
            if kind == "c warning":
                given = re.findall(
                    r":(\d+):\d+: warning: (.*) \[-fplugin-arg", result.stderr)
                wanted = [
                    (str(number), comment[1])
                    for number, line in enumerate(code.split("\n"), 1)
                    if (comment := re.search(r"// warning: (.*)", line))
                ]
                if len(given) != len(wanted) or not all(
                    at == line and text.startswith(start)
                    for (at, text), (line, start) in zip(given, wanted)
                ):
                    sys.exit(f"{page}: not these warnings:\n{code}\n{result.stderr}")
            if result.returncode:
                sys.exit(f"{page}: does not compile:\n{code}\n{result.stderr}")
            if compile_only:
                continue
            wanted = found[index + 1]
            output = subprocess.run([program], capture_output=True, text=True, timeout=60)
            if wanted[0] != "text" or output.stdout != wanted[1]:
                sys.exit(f"{page}: prints\n{output.stdout}\ninstead of\n{wanted[1]}")
    print(f"{checked} blocks")


main(*sys.argv[1:])
