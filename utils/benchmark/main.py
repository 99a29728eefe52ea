#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compares deferrals with other ways of writing the same; see docs/bench.md.

utils/bench installs and builds what this needs. Writes report.md, results.json and
plots (SVG) into a folder and prints how the goals stand.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time

import builds
import counts
import goals
import growth
import inlining
import memory
import records
import report
import tail
import timing
import twins
from building import ROOT, Failed
from context import Context

# In this order; the first are exact, and need no quiet machine.
PARTS = {
    "counts": (counts.measure, "instructions and bytes of code, for each work"),
    "twins": (twins.measure, "the same for test/CodeGen/goto-twins.c"),
    "inlining": (inlining.measure, "what is inlined, of the same"),
    "records": (records.measure, "bytes for one more pending"),
    "memory": (memory.measure, "bytes of stack and heap"),
    "growth": (growth.measure, "cost against the number of deferrals"),
    "builds": (builds.measure, "instructions of the compiler (SQLite: minutes)"),
    "compile": (counts.compile_costs, "the same, and time and memory, for the works"),
    "timing": (timing.measure, "time"),
    "tail": (tail.measure, "waits while a long list ends"),
}
QUICK = ["counts", "twins", "inlining", "records", "memory", "growth", "timing", "tail"]


def parse_arguments():
    parser = argparse.ArgumentParser(
        prog="utils/bench", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="parts:\n" + "\n".join("  %-10s %s" % (k, v[1]) for k, v in PARTS.items()),
    )  # fmt: skip
    parser.add_argument("--quick", action="store_true", help="a selection, in about two minutes")
    parser.add_argument("--parts", help="only these, with commas")
    parser.add_argument("--add", action="store_true",
                        help="keep the other parts of the results in the folder")  # fmt: skip
    parser.add_argument("--out", help="the folder of the report (build/bench)")
    parser.add_argument("--rounds", type=int, help="of the timing (31; --quick: 7)")
    parser.add_argument("--contenders", help="only these (contenders.py)")
    parser.add_argument("--works", help="only these (programs/works.h)")
    parser.add_argument("--levels", help="of optimisation (O0,O2,Os; --quick: O2)")
    parser.add_argument("--targets", default="x86_64,aarch64")
    parser.add_argument("--llvm", default="22", help="major version (22)")
    parser.add_argument("--llvm-bin", help="directory of clang")
    parser.add_argument("--plugins", help="directory of defer.so and libdefer.a")
    parser.add_argument("--work", help="a folder to compile in (build/bench/work)")
    parser.add_argument("--no-plots", action="store_true")
    parser.add_argument("--strict", action="store_true",
                        help="status 1 if a part could not be measured")  # fmt: skip
    options = parser.parse_args()
    options.levels = options.levels or ("O2" if options.quick else "O0,O2,Os")
    options.rounds = options.rounds or (7 if options.quick else 31)
    options.out = os.path.abspath(options.out or os.path.join(ROOT, "build", "bench"))
    options.work = os.path.abspath(options.work or os.path.join(options.out, "work"))
    options.parts = options.parts.split(",") if options.parts else (
        QUICK if options.quick else list(PARTS)
    )  # fmt: skip
    for part in options.parts:
        if part not in PARTS:
            parser.error("unknown part: " + part)
    return options


def machine(context):
    clang = subprocess.run(
        [context.toolchain.clang, "--version"], stdout=subprocess.PIPE, text=True
    ).stdout.splitlines()
    cpu = platform.machine()
    with open("/proc/cpuinfo", encoding="utf-8") as f:
        for line in f:
            if line.startswith("model name"):
                cpu = line.split(":", 1)[1].strip()
                break
    return "%s, %d processors, load %.1f; %s" % (
        cpu, os.cpu_count(), os.getloadavg()[0], clang[0] if clang else "no clang",
    )  # fmt: skip


def main():
    options = parse_arguments()
    os.makedirs(options.out, exist_ok=True)
    context = Context(options)
    results = {"problems": {}}
    if options.add:
        with open(os.path.join(options.out, "results.json"), encoding="utf-8") as f:
            results = json.load(f)
    results["machine"] = machine(context)
    results["options"] = {
        "quick": options.quick, "levels": context.levels, "targets": context.targets,
    }  # fmt: skip
    for part in options.parts:
        start = time.monotonic()
        before = len(context.problems)
        context.say("== %s: %s" % (part, PARTS[part][1]))
        try:
            results[part] = PARTS[part][0](context)
        except Failed as why:
            context.problem("%s: %s" % (part, why))
        results["problems"][part] = context.problems[before:]
        context.say("   %.0f s" % (time.monotonic() - start))
    results["goals"] = goals.table(results)

    drawn = []
    results["problems"]["plots"] = []
    if not options.no_plots:
        try:
            import plots

            drawn = plots.draw(results, options.out)
        except ImportError as why:
            results["problems"]["plots"] = ["no plots: %s" % why]
    with open(os.path.join(options.out, "results.json"), "w", encoding="utf-8") as f:
        json.dump(results, f, indent=1)
        f.write("\n")
    path = os.path.join(options.out, "report.md")
    with open(path, "w", encoding="utf-8") as f:
        f.write(report.write(results, drawn))
    print(report.summary(results))
    problems = [p for several in results["problems"].values() for p in several]
    for problem in problems:
        print("problem: " + problem.splitlines()[0])
    print("\n" + path)
    sys.exit(1 if options.strict and problems else 0)


if __name__ == "__main__":
    main()
