# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The long run: versions x levels x modes, added up in a file.

It goes round the versions, levels and modes: each batch of programs runs in the
one that has had the fewest, so no program is counted twice; -O0, which takes a
fifth of the time, has four times as many.  The file is written after each, so that
a run may be stopped and taken up again.
"""

import json
import os
import tempfile

from . import batch, runs
from .toolchain import Toolchain

VERSIONS = "14,15,16,19,22"
LEVELS = "O0,O1,O2,O3,Os"
WEIGHT = {"O0": 4}


class State:
    def __init__(self, path):
        self.path = path
        self.data = {"seeds": {}, "cells": {}, "faults": []}
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                self.data = json.load(file)

    def save(self):
        with open(self.path + ".new", "w", encoding="utf-8") as file:
            json.dump(self.data, file, indent=1)
        os.replace(self.path + ".new", self.path)

    def key(self, tool):
        return "%d %s %s" % (tool.version, tool.mode, tool.level)

    def share(self, tool):
        """How much of its programs a cell has had."""
        return self.data["cells"].get(self.key(tool), [0])[0] / WEIGHT.get(tool.level, 1)

    def add(self, tool, programs, wrong):
        cell = self.data["cells"].setdefault(self.key(tool), [0, 0])
        cell[0] += programs
        cell[1] += wrong

    def table(self):
        keys = [key.split() for key in self.data["cells"]]
        levels = [level for level in LEVELS.split(",") if any(k[2] == level for k in keys)]
        yield "%-18s" % "programs/wrong" + "".join("%14s" % ("-" + x) for x in levels)
        for version, mode in sorted({(int(k[0]), k[1]) for k in keys}):
            row = "LLVM %-3d %-9s" % (version, mode)
            for level in levels:
                cell = self.data["cells"].get("%d %s %s" % (version, mode, level))
                row += "%14s" % ("%d/%d" % tuple(cell) if cell else "-")
            yield row
        total = [sum(cell[n] for cell in self.data["cells"].values()) for n in (0, 1)]
        yield "%d programs, %d wrong" % tuple(total)


def main(args, without, library):
    state = State(args.campaign)
    keeper = runs.Keeper(args.keep, not args.no_reduce)
    plans = []
    for version in (args.llvm or VERSIONS).split(","):
        lib = library(version)
        if not os.path.exists(os.path.join(lib, "defer.so")):
            print("no plugin for LLVM %s" % version)
            continue
        tools = [
            Toolchain("clang-" + version, lib, mode, level)
            for mode in args.modes.split(",")
            for level in (args.levels or LEVELS).split(",")
        ]
        plan = runs.Plan(tools[0], without)
        plans += [(tool, plan) for tool in tools]
    done = 0
    with tempfile.TemporaryDirectory() as scratch:
        while plans and done < args.count:
            tool, plan = min(plans, key=lambda pair: state.share(pair[0]))
            done += turn(state, keeper, tool, plan, args, scratch)
    print("\n".join(state.table()))
    return 1 if any(cell[1] for cell in state.data["cells"].values()) else 0


def turn(state, keeper, tool, plan, args, scratch):
    """A batch of programs; returns how many."""
    version = str(tool.version)
    seed = state.data["seeds"].get(version, args.seed * 10**6 + tool.version * 10**8)
    seeds = next(iter(plan.batches(seed, args.batch, args.batch)))
    features = plan.features(seed)
    cases = list(batch.cases(seeds, features))
    wrong = 0
    for case, fault in batch.check(tool, cases, features, scratch):
        wrong += 1
        state.data["faults"].append([tool.name, case.seed, fault.kind, fault.text[:300]])
        if keeper.reduced < runs.REDUCED:
            keeper.keep(tool, case, fault, features, scratch)
    state.add(tool, len(cases), wrong)
    state.data["seeds"][version] = seeds[-1] + 1
    state.save()
    return len(cases)
