#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Checks what defer-inspect says of each instruction of Inputs/shapes.c.

usage: check_shapes.py INSPECT OBJDUMP CLANG PLUGIN SOURCE FLAG...

What is called says what an instruction is of, without a line table: a function
s<line> is called by the statement of the deferral in that line alone, one that
begins with rest by none but a function or a statement around a deferral, and
the runtime by what a deferral adds. That there are no more and no fewer
instructions, and calls, than the same compilation has without debug information
is what objdump says.
"""

import json
import os
import re
import subprocess
import sys
import tempfile

inspect, objdump, clang, plugin, source, *flags = sys.argv[1:]


def run(*command):
    return subprocess.run(
        command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


def fail(text):
    sys.exit("check_shapes.py: %s: %s" % (" ".join(flags), text))


with tempfile.TemporaryDirectory() as folder:
    plain = os.path.join(folder, "plain.o")
    run(clang, "-w", "-fplugin=" + plugin, *flags, "-c", source, "-o", plain)
    dumped = {}
    for row in run(objdump, "-d", "-r", plain).splitlines():
        start = re.match(r"[0-9a-f]+ <([^>]+)>:", row)
        code = re.match(r"\s*([0-9a-f]+):\s", row)
        if start:
            name = start.group(1)
            dumped[name] = {"instructions": 0, "padding": 0, "calls": []}
        elif re.match(r"\s+[0-9a-f]+:\s+R_", row):
            symbol = re.search(r"R_\S+\s+(s\d+|rest\w*|__defer\w+)\b", row)
            if symbol:
                dumped[name]["calls"].append(symbol.group(1))
        elif code:
            # What is between functions is of none.
            padding = re.search(r"\t(nop|data16|int3|xchg\w*\s+%ax, %ax)", row)
            dumped[name]["padding"] = dumped[name]["padding"] + 1 if padding else 0
            dumped[name]["instructions"] += 1

text = run(inspect, "--assembly", source, "--", *flags)
result = json.loads(run(inspect, "--json", source, "--", *flags))["inputs"][0]
deferral_lines = {d["line"] for f in result["functions"] for d in f["deferrals"]}
seen = set()

# Two calls that the optimizer has made one have no line.
merged = None if "-O0" in flags else "no line"

# Each call, by what it is of.
called = {}
function = None
for row in text.splitlines():
    copy = re.match(r"  (\w+|inlined in .*): \d+ \(", row)
    if copy:
        function = copy.group(1)
    found = re.match(r"    [0-9a-f]{4}  (\d+:\d+)?\s*(reached|exit|by name|somewhere|"
                     r"statement|rest|no line|same position|several) .* "
                     r"(s\d+|rest\w*|__defer\w+)$", row)
    if not found:
        continue
    at, kind, symbol = found.groups()
    called.setdefault(function, []).append(symbol)
    if symbol.startswith("s"):
        line = int(symbol[1:])
        seen.add(line)
        if kind != "statement" or not at.startswith("%d:" % line):
            fail("not of its statement: " + row)
    elif symbol.startswith("rest"):
        if kind not in ("rest", merged) and not (kind == "statement" and at.startswith("35:")):
            fail("not of the rest: " + row)
    elif kind not in ("reached", "exit", "by name", "several", merged):
        fail("not of a deferral: " + row)
if seen != deferral_lines - {35}:
    fail("statements were not found: %s" % sorted(deferral_lines - seen - {35}))

for f in result["functions"]:
    for copy in f["copies"]:
        sums = copy["rest"]["instructions"]
        size = copy["rest"]["bytes"]
        for part in copy["not_attributed"].values():
            sums += part["instructions"]
            size += part["bytes"]
        for d in copy["deferrals"]:
            for part in ("own", "statement"):
                sums += d[part]["instructions"]
                size += d[part]["bytes"]
        if (sums, size) != (copy["all"]["instructions"], copy["all"]["bytes"]):
            fail("%s: the parts are not the whole" % f["name"])
        if copy["inlined_at"]:
            continue
        of = dumped[copy["symbol"]]
        of["instructions"] -= of["padding"]
        if copy["all"]["instructions"] != of["instructions"]:
            fail("%s: %d instructions, but objdump has %d" % (
                f["name"], copy["all"]["instructions"], of["instructions"]))
        if sorted(called[copy["symbol"]]) != sorted(of["calls"]):
            fail("%s: it calls %s, but objdump has %s" % (
                f["name"], called[copy["symbol"]], of["calls"]))
own = result["totals"]["deferrals"]["instructions"]
statements = result["totals"]["statements"]["instructions"]
unattributed = result["totals"]["not_attributed"]["instructions"]
# What landing pads have in front has no line where it is optimized. The rest is what
# LLVM 14 leaves without one: a fifth of all, while records cost a call each; they are
# inline and shorter, so that the same is more of less.
share = 2 if "-fexceptions" in flags else 4
if not own or unattributed * share > result["totals"]["all"]["instructions"]:
    fail("%d serve deferrals, %d are not attributed" % (own, unattributed))
print("%s: all %d, deferrals %d, statements %d, not attributed %d" % (
    " ".join(flags), result["totals"]["all"]["instructions"], own, statements,
    unattributed))
