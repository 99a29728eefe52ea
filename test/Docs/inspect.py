#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Checks that defer-inspect prints what its page shows.

usage: inspect.py PAGE INSPECT FLAG...

The first block ```c is the source, the first ```text what is printed of it.
"""

import difflib
import os
import re
import subprocess
import sys
import tempfile

page, inspect, *flags = sys.argv[1:]
with open(page, encoding="utf-8") as file:
    blocks = dict(reversed(re.findall(r"^```(\w+)\n(.*?)^```$", file.read(), re.M | re.S)))
with tempfile.TemporaryDirectory() as folder:
    with open(os.path.join(folder, "f.c"), "w", encoding="utf-8") as file:
        file.write(blocks["c"])
    command = blocks["sh"].split()
    printed = subprocess.run(
        [inspect, *command[1:], *flags], cwd=folder, check=True,
        stdout=subprocess.PIPE, encoding="utf-8").stdout
if printed != blocks["text"]:
    sys.stdout.writelines(difflib.unified_diff(
        blocks["text"].splitlines(True), printed.splitlines(True), page, "printed"))
    sys.exit(1)
