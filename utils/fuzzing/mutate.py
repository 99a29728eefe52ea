# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Hostile input: mutants of generated programs and of the tests are compiled,
and whatever the compiler says must be said in good order (hostile.py).

    utils/fuzz --mutate --llvm 22 --count 100000

A mutant is a function with a few mutations (units.py), or, of a test that is in
error as it is, the whole file.
"""

import concurrent.futures
import glob
import os
import random
import re
import tempfile

from . import batch, generator, runs, shrink, units
from .hostile import Compiler
from .mutations import mutate
from .tokens import text, tokens
from .toolchain import Toolchain

FLAGS = [["-w"], ["-w"], ["-w"], [], ["-Wall", "-Wextra"]]
LEVELS = ["-O0", "-O0", "-O2"]
PROGRAMS = 4  # in a unit


class Source:
    """Units without end."""

    def __init__(self, args, compiler, plan, root, scratch):
        self.plan = plan
        self.r = random.Random(args.seed)
        self.seed = args.seed * 1000
        self.compiler = compiler
        self.path = os.path.join(scratch, "as-it-is.c")
        self.files = sorted(glob.glob(os.path.join(root, "test", "**", "*.c"), recursive=True))
        self.clean = {}

    def unit(self):
        r = self.r
        flags = r.choice(FLAGS) + [r.choice(LEVELS)]
        if r.random() < 0.5:
            return units.Unit(self.programs(), r, flags)
        while True:
            name = r.choice(self.files)
            with open(name, encoding="utf-8", errors="replace") as file:
                words = tokens(file.read())
            if len(words) <= 20:
                continue
            if name not in self.clean:
                self.clean[name] = units.clean(self.compiler, words, self.path)
            if self.clean[name]:
                return units.Unit(words, r, flags)
            unit = units.Unit([], r, flags)
            unit.alone.append(units.Mutant(mutate(words, r), flags))
            return unit

    def programs(self):
        self.seed += PROGRAMS
        features = self.plan.features(self.seed)
        return tokens(batch.source([
            runs.Shell(generator.make(self.seed + n, features)) for n in range(PROGRAMS)]))


class Tally:
    def __init__(self, args, compiler, scratch):
        self.args, self.compiler, self.scratch = args, compiler, scratch
        self.counts = dict.fromkeys(
            ["accepted", "refused by the plugin", "refused by Clang"], 0)
        self.done = self.faults = self.own = 0
        self.seen = {}

    def add(self, mutant):
        self.done += 1
        self.counts["accepted" if mutant.accepted else "refused by the plugin"
                    if mutant.ours else "refused by Clang"] += 1
        if mutant.own:
            self.own += 1
        elif mutant.bad:
            self.faults += 1
            self.keep(mutant)

    def keep(self, mutant):
        """The first of each kind, shortened."""
        sign = re.sub(r"\d+|<.*?>|'.*?'|/\S+", "", mutant.bad)
        self.seen[sign] = self.seen.get(sign, 0) + 1
        if self.seen[sign] > 1:
            return
        print("mutant %d of seed %d, %s: %s" % (
            self.done, self.args.seed, " ".join(mutant.flags), mutant.bad), flush=True)
        os.makedirs(self.args.keep, exist_ok=True)
        words = mutant.words
        if not self.args.no_reduce:
            words = shrink.shrink(words, self.compiler, mutant.flags, mutant.bad, self.scratch)
        name = "mutant-%d-%d.c" % (self.args.seed, self.done)
        with open(os.path.join(self.args.keep, name), "w", encoding="utf-8") as file:
            file.write("// %s\n%s" % (" ".join(mutant.flags), text(words)))

    def summary(self):
        return "%d mutants, %s, %d faults, %d of Clang's own" % (
            self.done, ", ".join("%d %s" % (n, what) for what, n in self.counts.items()),
            self.faults, self.own)


def main(args, clang, lib, root):
    # The files of the tests are compiled in Clang's own standard, too.
    plan = runs.Plan(Toolchain(clang, lib), ["c2y"])
    compiler = Compiler(clang, lib, root)
    with tempfile.TemporaryDirectory() as scratch, \
            concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        source = Source(args, compiler, plan, root, scratch)
        tally = Tally(args, compiler, scratch)

        def one(job):
            number, unit = job
            path = os.path.join(scratch, "mutant-%d.c" % number)
            return list(unit.judge(compiler, path))

        last = 0
        while tally.done < args.count:
            todo = [(n, source.unit()) for n in range(4 * args.jobs)]
            for judged in pool.map(one, todo):
                for mutant in judged:
                    tally.add(mutant)
            if tally.done - last >= 5000:
                last = tally.done
                print(tally.summary(), flush=True)
    print(tally.summary())
    return 1 if tally.faults else 0
