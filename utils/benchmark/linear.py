#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Shows whether the time of a compilation grows linearly with the number of
deferrals in one function.

usage: utils/benchmark/linear.py [--llvm N] [--counter C] [--sizes N,N...]
                                 [--shapes S,S...] [--steps S,S...] [--seconds T]

For each shape of function, each step and each number of deferrals: the cost,
and the cost of one deferral relative to that with the fewest. Where that
grows with the number, the step is not linear.

Shapes:
  returns      static deferrals, a return before each
  blocks       the same, each in a block of its own with a variable of its own
  conditional  each under a condition, with returns between: each has a flag
  last         each under a condition, one return at the end
  loop         all in one loop: each is dynamic
  kept         the same, each naming a variable of its own of the loop's block
  mixed        static and dynamic ones by turns
  nested       each defers something itself
  goto         static ones, and before each a goto that leads to the end
  computed     one behind each of the labels of computed gotos
  switch       one in each case
  cleanups     static ones and cleanup variables by turns, a return before each

Steps:
  analysis     clang -fsyntax-only with the plugin, less that without it
               (where the words are empty)
  pass         opt -passes=defer-lower on the IR with markers, less reading it
  O0, O1       the whole of clang -c; below it, where there is one, the same
               function written with goto, without the plugin: what is not
               linear there either is not the plugin's doing

Counters: perf (instructions in user space), qemu (the same, see counting.py),
callgrind (the same; slow) or time (user time in milliseconds, the least of three
runs). The default is perf if the machine counts them, or else qemu.
"""

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time

import counting
from building import ROOT
from shapes import DECLARATIONS, GOTO, SHAPES

STEPS = ["analysis", "pass", "O0", "O1"]


class Counter:
    def __init__(self, kind):
        self.kind = kind
        self.unit = "ms" if kind == "time" else "instructions"
        self.counter = None

    def run(self, command):
        """The cost of the command."""
        if self.kind == "time":
            first = self.time(command)
            if first > 2000:
                return first
            return min(first, self.time(command), self.time(command))
        if self.kind == "perf":
            return self.perf(command)
        if self.kind == "qemu":
            return self.qemu().total(command)
        with tempfile.NamedTemporaryFile(prefix="bench-linear-") as out:
            run = check(
                ["valgrind", "--tool=callgrind", "--callgrind-out-file=" + out.name]
                + command
            )
            return int(re.search(r"Collected : (\d+)", run.stderr).group(1))

    def qemu(self):
        if not self.counter:
            self.folder = tempfile.TemporaryDirectory(prefix="bench-linear-")
            self.counter = counting.Counter(self.folder.name)
        return self.counter

    @staticmethod
    def time(command):
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        check(command)
        after = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        return (after - before) * 1000

    @staticmethod
    def perf(command):
        run = check(["perf", "stat", "-x,", "-e", "instructions:u"] + command)
        for line in run.stderr.splitlines():
            if "instructions" in line:
                return int(line.split(",")[0])
        sys.exit("bench-linear: perf counted nothing")


def check(command):
    run = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    if run.returncode:
        sys.exit("bench-linear: %s\n%s" % (" ".join(command), run.stderr[-4000:]))
    return run


def perf_counts():
    if not shutil.which("perf"):
        return False
    run = subprocess.run(
        ["perf", "stat", "-x,", "-e", "instructions:u", "true"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    return bool(re.search(r"^\d+,", run.stderr, re.M))


class Bench:
    def __init__(self, llvm_bin, plugins, directory):
        self.clang = os.path.join(llvm_bin, "clang")
        self.opt = os.path.join(llvm_bin, "opt")
        self.plugins = plugins
        self.directory = directory

    def compile(self, source, *options, plugin=True):
        command = [self.clang, "-w", *options, source]
        if plugin:
            command.insert(1, "-fplugin=" + os.path.join(self.plugins, "defer.so"))
        return command

    def cost(self, counter, text, step, plugin=True):
        source = os.path.join(self.directory, "function.c")
        with open(source, "w", encoding="ascii") as f:
            f.write(DECLARATIONS)
            f.write("int function(void) {\n%s  return -1;\n}\n" % text)
        if step == "analysis":
            return counter.run(
                self.compile(source, "-fsyntax-only")
            ) - counter.run(
                self.compile(
                    source, "-fsyntax-only", "-D__defer=if(1);else", plugin=False
                )
            )
        if step == "pass":
            marked = os.path.join(self.directory, "marked.bc")
            check(
                self.compile(
                    source, "-O1", "-c", "-emit-llvm", "-fplugin-arg-defer-keep-markers",
                    "-Xclang", "-disable-llvm-passes", "-o", marked,
                )  # fmt: skip
            )
            load = "-load-pass-plugin=" + os.path.join(self.plugins, "defer-opt.so")
            command = [self.opt, load, "-disable-output", marked]
            return counter.run(command + ["-passes=defer-lower"]) - counter.run(
                command + ["-passes=no-op-module"]
            )
        output = os.path.join(self.directory, "out.o")
        return counter.run(
            self.compile(source, "-" + step, "-c", "-o", output, plugin=plugin)
        )

    def row(self, name, counter, generate, step, sizes, seconds, plugin=True):
        """Prints a row; returns the last ratio and the number it is for."""
        print("%-12s" % name, end="", flush=True)
        base = ratio = None
        for n in sizes:
            start = time.monotonic()
            cost = self.cost(counter, generate(n), step, plugin)
            each = max(cost, 0) / n
            base = base or each
            ratio = each / base if base else 0.0
            decimals = 1 if counter.kind == "time" else 0
            print("%15.*f %5.2fx" % (decimals, cost, ratio), end="", flush=True)
            if time.monotonic() - start > seconds and n != sizes[-1]:
                print("  (the rest takes too long)", end="")
                break
        print(flush=True)
        return ratio, n


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--llvm", default="14", help="major version (14)")
    parser.add_argument("--llvm-bin", help="directory of clang and opt")
    parser.add_argument("--plugins", help="directory of defer.so and defer-opt.so")
    parser.add_argument("--counter", choices=["auto", "perf", "qemu", "callgrind", "time"],
                        default="auto")  # fmt: skip
    parser.add_argument("--sizes", default="1000,2000,5000,10000")
    parser.add_argument("--shapes", default=",".join(SHAPES))
    parser.add_argument("--steps", default=",".join(STEPS))
    parser.add_argument("--limit", type=float, default=1.5,
                        help="what is still called linear (1.5)")  # fmt: skip
    parser.add_argument("--seconds", type=float, default=60,
                        help="no larger sizes after one that took so long (60)")  # fmt: skip
    options = parser.parse_args()
    sizes = [int(n) for n in options.sizes.split(",")]
    for names, known in ((options.shapes, SHAPES), (options.steps, STEPS)):
        for name in names.split(","):
            if name not in known:
                parser.error("unknown: " + name)
    build = os.path.join(ROOT, "build", "llvm-" + options.llvm)
    llvm_bin = options.llvm_bin
    if not llvm_bin:
        found = shutil.which("clang-" + options.llvm)
        if not found:
            parser.error("no clang-%s; use --llvm-bin" % options.llvm)
        llvm_bin = os.path.dirname(os.path.realpath(found))
    plugins = options.plugins or os.path.join(build, "lib")

    kind = options.counter
    if kind == "auto":
        kind = "perf" if perf_counts() else "qemu"
    counter = Counter(kind)

    not_linear = []
    with tempfile.TemporaryDirectory(prefix="bench-linear-") as directory:
        bench = Bench(llvm_bin, plugins, directory)
        for step in options.steps.split(","):
            print("\n%s, in %s" % (step, counter.unit))
            print("%-12s" % "deferrals" + "".join("%22d" % n for n in sizes))
            for shape in options.shapes.split(","):
                arguments = step, sizes, options.seconds
                ratio, n = bench.row(shape, counter, SHAPES[shape], *arguments)
                without = 1.0
                if step in ("O0", "O1") and shape in GOTO:
                    without, of = bench.row(
                        "  with goto", counter, GOTO[shape], *arguments, plugin=False
                    )
                    if of != n:
                        without = 1.0
                if ratio > options.limit * max(without, 1.0):
                    not_linear.append("%s of %s: %.2fx" % (step, shape, ratio))
    print()
    if not_linear:
        print("not linear: " + "; ".join(not_linear))
    else:
        print("all linear")
    sys.exit(1 if not_linear else 0)


if __name__ == "__main__":
    main()
