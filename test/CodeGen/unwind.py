#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compares the normal way of functions with and without unwinding by tables.

usage: unwind.py --major=N --clang=CLANG --plugin=DEFER.SO --include=DIR --driver=FILE.c twins.c

Compiles the functions with __defer at -O2 with unwind=none and unwind=tables, and
prints for each the instructions that callgrind counts on each way through it
that throws nothing: what they are without, and how many more with.

The lowering adds nothing to that way, and what LLVM does otherwise around calls
with landing pads is made up for (defer/Lowering/SettleInvokes.h and the files
beside it), as it is not for C++'s destructors and for cleanup variables. Fails if
a way has more than that leaves, which is nothing from LLVM 15 on.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile

# With LLVM 14 a number that is an argument in a loop and the result of the function
# is put in its register where the loop ends, not before the call: a jump on one way
# through loop_search, and up to 5 instructions less on others.
MOST, MOST_BEFORE_15 = 0, 1


def executed(options, how, folder):
    program = os.path.join(folder, how)
    subprocess.run(
        [options.clang, "-O2", "-fplugin=" + options.plugin, "-I" + options.include,
         "-fplugin-arg-defer-unwind=" + how, "-fno-pic", "-no-pie",
         options.source, options.driver, "-o", program], check=True)  # fmt: skip
    out = program + ".out"
    run = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=" + out,
         "--toggle-collect=measure", "--dump-after=dump", program],
        capture_output=True, text=True, check=True)  # fmt: skip
    counts = {}
    for number, line in enumerate(run.stdout.splitlines(), 1):
        name, form, argument, fails = line.split()
        with open("%s.%d" % (out, number)) as f:
            total = re.search(r"^(?:totals|summary): (\d+)", f.read(), re.M)
        if form == "defer":
            counts[name, argument, fails] = int(total[1])
    return counts


def main():
    parser = argparse.ArgumentParser()
    for name in ("--major", "--clang", "--plugin", "--include", "--driver", "source"):
        parser.add_argument(name)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="defer-count-") as folder:
        without = executed(options, "none", folder)
        tables = executed(options, "tables", folder)
    names = list(dict.fromkeys(name for name, _, _ in without))
    if len(names) < 12 or without.keys() != tables.keys():
        sys.exit("unwind.py: not all functions were run")
    worst = equal = 0
    print("%-24s %s" % ("executed at O2", "with tables, more than without"))
    for name in names:
        more = [tables[way] - count for way, count in without.items() if way[0] == name]
        worst = max(worst, *more)
        equal += max(more) <= 0
        print("%-24s %s" % (name, " ".join("%+d" % n for n in more)))
    print("%d of %d functions have no more on any way" % (equal, len(names)))
    if worst > (MOST if int(options.major) >= 15 else MOST_BEFORE_15):
        sys.exit("unwind.py: a way has %d instructions more" % worst)


main()
