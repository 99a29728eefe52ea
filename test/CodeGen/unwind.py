#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compares the normal way of functions with and without unwinding by tables.

usage: unwind.py --clang=CLANG --plugin=DEFER.SO --include=DIR [--target=x86_64|aarch64]
                 --driver=FILE.c twins.c

Compiles the functions with __defer at -O2 with unwind=none and unwind=tables, and
prints for each the instructions that QEMU counts in it on each way through it
that throws nothing: how many more with. Fails if it is any.

The lowering adds nothing to that way, and what LLVM does otherwise around calls
with landing pads is made up for (defer/Lowering/SettleInvokes.h and the files
beside it), as it is not for C++'s destructors and for cleanup variables.
"""

import argparse
import os
import subprocess
import sys
import tempfile

sys.path.insert(
    0, os.path.join(os.path.dirname(__file__), "..", "..", "utils", "benchmark"))  # fmt: skip
from contenders import ARM, X86  # noqa: E402
from counting import Counter, Symbols  # noqa: E402


def executed(options, how, folder):
    program = os.path.join(folder, how)
    target = ARM if options.target == "aarch64" else X86
    objects = []
    for source in (options.source, options.driver):
        objects.append("%s-%d.o" % (program, len(objects)))
        subprocess.run(
            [options.clang, "--target=%s-linux-gnu" % options.target, "-O2", "-fno-pic",
             "-fplugin=" + options.plugin, "-I" + options.include,
             "-fplugin-arg-defer-unwind=" + how, "-c", source, "-o", objects[-1]],
            check=True)  # fmt: skip
    gcc = "aarch64-linux-gnu-gcc" if target == ARM else "gcc"
    subprocess.run([gcc, "-static", "-no-pie", *objects, "-o", program], check=True)
    symbols = Symbols(program)
    marks = [symbols.address("measure"), symbols.address("dump")]
    pieces, run = Counter(folder).between(program, target, marks)
    counts = {}
    # Each second piece is between the two.
    for line, piece in zip(run.stdout.splitlines(), pieces[1::2]):
        name, form, argument, fails = line.split()
        if form == "defer":
            counts[name, argument, fails] = sum(
                count for address, count in piece.items()
                if symbols.name(address) == name + "_defer")  # fmt: skip
    return counts


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    for name in ("--clang", "--plugin", "--include", "--driver", "source"):
        parser.add_argument(name)
    parser.add_argument("--target", choices=("x86_64", "aarch64"), default="x86_64")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="defer-count-") as folder:
        without = executed(options, "none", folder)
        tables = executed(options, "tables", folder)
    names = list(dict.fromkeys(name for name, _, _ in without))
    if len(names) < 12 or without.keys() != tables.keys() or not all(without.values()):
        sys.exit("unwind.py: not all functions were run")
    equal = 0
    print("%-24s %s" % ("executed at O2", "with tables, more than without"))
    for name in names:
        more = [tables[way] - count for way, count in without.items() if way[0] == name]
        equal += max(more) <= 0
        print("%-24s %s" % (name, " ".join("%+d" % n for n in more)))
    print("%d of %d functions have no more on any way" % (equal, len(names)))
    if equal != len(names):
        sys.exit("unwind.py: a way has more")


main()
