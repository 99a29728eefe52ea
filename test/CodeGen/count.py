#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compares functions written with __defer with their twins written with goto.

usage: count.py --clang=CLANG --plugin=DEFER.SO [--include=DIR]
                [--target=TRIPLE] [--run=VALGRIND --driver=FILE.c] twins.c

For each pair NAME_defer and NAME_goto of twins.c, prints the number of
instructions at -O2 and -Os. With --run, compiles the driver as well, runs the
program under callgrind and prints the instructions executed on each way
through the functions, at -O2.

Fails if at -O2 any function with __defer has, or executes, more instructions
than its twin.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile

LABEL = re.compile(r"^([A-Za-z_]\w*):")
# A line that is no instruction: a directive, a label or a comment.
OTHER = re.compile(r"^\s*(\.|#|//|;|$|[\w.$]+:)")


def instructions(assembly):
    """The number of instructions of each function."""
    counts = {}
    current = None
    for line in assembly.splitlines():
        label = LABEL.match(line)
        if label:
            current = label.group(1)
            counts[current] = 0
        elif line.startswith(".Lfunc_end"):
            current = None
        elif current and not OTHER.match(line):
            counts[current] += 1
    return counts


def compile_to(options, level, *rest):
    command = [options.clang, "-" + level, "-fplugin=" + options.plugin]
    if options.include:
        command.append("-I" + options.include)
    if options.target:
        command.append("--target=" + options.target)
    return subprocess.run(
        command + list(rest), check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def pairs_of(counts):
    names = [n[: -len("_defer")] for n in counts if n.endswith("_defer")]
    for name in names:
        if name + "_goto" not in counts:
            sys.exit("count.py: %s has no twin" % name)
    if len(names) < 12:
        sys.exit("count.py: only %d pairs were found" % len(names))
    return names


# Where the twin is shorter, by how much at the most, and why; by LLVM's major
# version.
KNOWN = {
    # The register allocator of 14 and 15 puts the twin's result into the
    # register of its argument, and that of the other function into one more,
    # which is saved and restored: 4 instructions. 16 and later do not.
    14: {"two_buffers": 4},
    15: {"two_buffers": 4},
}


def known(options, name):
    return KNOWN.get(options.major, {}).get(name, 0)


def static_counts(options):
    """Prints the table of lengths; returns what is longer at -O2."""
    counts = {}
    for level in ("O2", "Os"):
        text = compile_to(options, level, "-S", "-o", "-", options.source)
        if re.search(r"\b__defer", text):
            sys.exit("count.py: the code uses the runtime")
        counts[level] = instructions(text)
    worse = []
    sums = [0, 0, 0, 0]
    print("%-24s %14s %14s" % ("instructions", "O2 defer/goto", "Os defer/goto"))
    for name in pairs_of(counts["O2"]):
        row = []
        for level in ("O2", "Os"):
            row += [counts[level][name + "_defer"], counts[level][name + "_goto"]]
        sums = [a + b for a, b in zip(sums, row)]
        mark = ""
        if row[0] > row[1] + known(options, name):
            mark = "  longer at O2"
            worse.append("%s: %d instructions, its twin %d" % (name, *row[:2]))
        elif row[2] > row[3]:
            mark = "  (longer at Os)"
        print("%-24s %8d/%-5d %8d/%-5d%s" % (name, *row, mark))
    print("%-24s %8d/%-5d %8d/%-5d" % ("all", *sums))
    return worse


def executed_counts(options, directory):
    """Prints the table of executed instructions; returns what executes more."""
    program = os.path.join(directory, "twins")
    compile_to(
        options, "O2", "-fno-pic", "-no-pie", options.source, options.driver,
        "-o", program,
    )  # fmt: skip
    out = os.path.join(directory, "out")
    run = subprocess.run(
        [options.run, "--tool=callgrind", "--callgrind-out-file=" + out,
         "--toggle-collect=measure", "--dump-after=dump", program],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    if run.returncode:
        sys.exit("count.py: " + run.stderr)
    executed = {}
    for number, line in enumerate(run.stdout.splitlines(), 1):
        name, form, argument, fails = line.split()
        with open("%s.%d" % (out, number)) as f:
            total = re.search(r"^(?:totals|summary): (\d+)", f.read(), re.M)
        executed.setdefault((name, argument, fails), {})[form] = int(total.group(1))
    worst = {}
    table = {}
    for (name, argument, fails), forms in executed.items():
        if forms["defer"] <= 0:
            sys.exit("count.py: callgrind counted nothing")
        difference = forms["defer"] - forms["goto"]
        table.setdefault(name, []).append(difference)
        if difference == max(table[name]) > known(options, name):
            worst[name] = "%s(%s), %s: executes %d instructions, its twin %d" % (
                name,
                argument,
                "call %s fails" % fails if fails != "0" else "none fails",
                forms["defer"],
                forms["goto"],
            )
    print("%-24s %5s %s" % ("executed at O2", "ways", "more than the twin"))
    for name, differences in table.items():
        print(
            "%-24s %5d %s"
            % (name, len(differences), " ".join("%+d" % d for d in differences))
        )
    if len(table) < 12:
        sys.exit("count.py: only %d pairs were run" % len(table))
    return list(worst.values())


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--clang", default="clang", help="the compiler")
    parser.add_argument("--major", type=int, default=0, help="LLVM's version")
    parser.add_argument("--plugin", required=True, help="path of defer.so")
    parser.add_argument("--include", help="directory of defer.h")
    parser.add_argument("--target", help="compile for this target")
    parser.add_argument("--run", metavar="VALGRIND", help="count executed ones too")
    parser.add_argument("--driver", help="the program's other source")
    parser.add_argument("source", help="the twins")
    options = parser.parse_args()
    if options.run and not options.driver:
        parser.error("--run needs --driver")

    worse = static_counts(options)
    if options.run:
        with tempfile.TemporaryDirectory(prefix="defer-count-") as directory:
            worse += executed_counts(options, directory)
    sys.stdout.flush()
    for line in worse:
        print("count.py:", line, file=sys.stderr)
    sys.exit(1 if worse else 0)


if __name__ == "__main__":
    main()
