# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Which seeds make a batch, what its programs have in them, and what is kept of
those that are wrong."""

import os
import random

from . import batch, emit, reduce
from .generator import Features

# Seeds n*GROUP .. n*GROUP+GROUP-1 have the same features: a seed says it all.
GROUP = 50

# After so many, what is wrong is kept as it is.
REDUCED = 5


class Plan:
    def __init__(self, tools, without=(), native=False):
        self.version, self.without, self.native = tools.version, without, native
        self.named = "named" not in without and not native and tools.knows_named()

    def features(self, seed):
        if self.native:
            return Features(words=["_Defer"], native=True, exits=False, asm=False)
        r = random.Random("features of group %d" % (seed // GROUP))
        features = Features(
            exits=r.random() < 0.5,
            inlined=r.random() < 0.2,
            c2y=r.random() < 0.4 and self.version >= 22,
            named=self.named,
            asm_alone=self.version < 17,
            throws=r.random() < 0.25,
        )
        features.panics = features.throws and r.random() < 0.8
        features.chain = features.panics and r.random() < 0.5
        for name in self.without:  # "+name": with it
            setattr(features, name.lstrip("+"), name[0] == "+")
        if features.throws or features.chain:
            features.exits = False
            features.throws = True
        features.panics |= features.chain
        return features

    def batches(self, seed, count, size):
        end = seed + count
        while seed < end:
            stop = min(end, seed + size, (seed // GROUP + 1) * GROUP)
            yield range(seed, stop)
            seed = stop


class Keeper:
    """Writes what is wrong into a folder: SEED.c and SEED.txt."""

    def __init__(self, folder, reducing, wrong=None):
        self.folder, self.reducing, self.wrong = folder, reducing, wrong
        self.reduced = 0

    def keep(self, tools, case, fault, features, scratch):
        print("seed %d, %s: %s: %s" % (
            case.seed, tools.name, fault.kind, fault.short()), flush=True)
        os.makedirs(self.folder, exist_ok=True)
        self.write(str(case.seed), tools, case, fault)
        if self.reducing and self.reduced < REDUCED:
            self.reduced += 1
            case, fault = reduce.reduce(tools, case, fault, features, scratch, self.wrong)
            self.write("%d-reduced" % case.seed, tools, case, fault)
            print("reduced to %d lines: %s" % (
                case.text.count("\n"),
                os.path.join(self.folder, "%d-reduced.c" % case.seed)), flush=True)

    def write(self, name, tools, case, fault):
        with open(os.path.join(self.folder, name + ".c"), "w", encoding="utf-8") as file:
            file.write(batch.source([case]))
        with open(os.path.join(self.folder, name + ".txt"), "w", encoding="utf-8") as file:
            file.write("%s: %s: %s\n" % (tools.name, fault.kind, fault.text))
            file.write("--- expected:\n%s\n--- actual:\n%s\n" % (
                "\n".join(case.expected), "\n".join(fault.got or [])))


class Shell:
    """A program as text alone: it has no meaning that anybody asked for."""

    def __init__(self, program):
        self.program, self.seed, self.exits = program, program.seed, program.exits
        self.text = emit.text(program)
