# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints the lines of the calls in a textual IR module with debug information,
and whether a call, branch, switch, load or store in a function has none."""

import re
import sys

text = open(sys.argv[1], encoding="utf-8").read()
lines = {
    number: int(line)
    for number, line in re.findall(
        r"^!(\d+) = (?:distinct )?!DILocation\(line: (\d+)", text, re.M
    )
}
missing = 0
function = None
in_entry = False
for row in text.splitlines():
    if row.startswith("define"):
        # The switch's cases and other continuation lines have no location.
        function = "!dbg" in row
        in_entry = True
        continue
    if row.startswith("}"):
        function = None
    if not function:
        continue
    if re.match(r"[\w.]+:", row) and not row.startswith("entry"):
        in_entry = False
    found = re.match(
        r"\s+(?:%[\w.]+ = )?(?:tail )?(call|br|switch|load|store|ret)\b", row
    )
    if not found or "@llvm.dbg" in row:
        continue
    location = re.search(r"!dbg !(\d+)", row)
    kind = found.group(1)
    if kind == "switch" and not location:
        location = re.search(r"\]\s*, !dbg !(\d+)", text[text.index(row) :])
    # The parameters are stored before the first statement.
    if not location:
        if kind == "store" and in_entry:
            continue
        if kind in ("call", "br", "switch", "load", "ret"):
            print("no location:", row.strip())
            missing += 1
        continue
    if kind == "call":
        callee = re.search(r"@([\w.]+)\(", row)
        if callee:
            print("call", callee.group(1), lines[location.group(1)])
if not missing:
    print("all calls and branches have a location")
