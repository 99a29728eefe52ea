#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Shortens what defer-inspect --assembly prints, from standard input.

Instructions in a row that are of the same are one line: what they are of, and
their names; what is called stands behind a call.
"""

import re
import sys

lines = []
for row in sys.stdin:
    function = re.match(r"\S+:\d+:\d+: (\w+), ", row)
    if function:
        lines.append((None, ["%s:" % function.group(1)]))
    found = re.match(r"    [0-9a-f]{4}  (\d+:\d+)?\s*(reached|exit|by name|somewhere|statement|"
                     r"rest|no line|same position|several)\s+(unwind )?\s*(\w+)\s*(.*)", row)
    if not found:
        continue
    at, kind, unwind, name, operands = found.groups()
    if "nop" in name:
        continue
    of = " ".join(filter(None, [at, kind, (unwind or "").strip()]))
    if re.match(r"call|bl$", name):
        name += "=" + operands.split()[-1]
    if lines and lines[-1][0] == of:
        lines[-1][1].append(name)
    else:
        lines.append((of, [of + ":", name]))
for _, words in lines:
    print(*words)
