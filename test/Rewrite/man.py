#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compares the options a tool's --help names with those of its manual page.

usage: man.py TOOL PAGE
"""

import re
import subprocess
import sys

tool, page = sys.argv[1:]
help_text = subprocess.run([tool, "--help"], check=True, stdout=subprocess.PIPE,
                           encoding="utf-8").stdout
helped = set(re.findall(r"^  --?([-a-z]+)", help_text, re.M))
helped -= {"help-list"}  # about --help
with open(page, encoding="utf-8") as file:
    text = file.read()
paged = set()
for line in re.findall(r"^\.It Fl (.*)", text, re.M):
    for option in re.split(r" , Fl ", line):
        paged.add(re.match(r"-?([-a-z]+)", option).group(1))
if helped != paged:
    sys.exit("man.py: only in --help: %s; only in the page: %s"
             % (sorted(helped - paged), sorted(paged - helped)))
