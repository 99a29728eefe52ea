# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the parts of the benchmark share: the tools, the programs that have been
built, and how much is asked for."""

import sys

import contenders
from building import Failed, Toolchain, warn
from counting import Counter


class Context:
    def __init__(self, options):
        self.quick = options.quick
        self.rounds = options.rounds
        self.toolchain = Toolchain(
            options.work, options.llvm, options.plugins, options.llvm_bin
        )
        self.counter = Counter(options.work)
        wanted = options.contenders.split(",") if options.contenders else None
        self.contenders = [
            c for c in contenders.ALL if wanted is None or c.key in wanted
        ]
        self.levels = options.levels.split(",")
        self.targets = options.targets.split(",")
        self.works = options.works.split(",") if options.works else None
        self.problems = []
        self._programs = {}

    def wants(self, work):
        return self.works is None or work in self.works

    def program(self, contender, level="O2", target=contenders.X86):
        """The program of a contender, or None where it cannot be had."""
        if contender.compiler == "go":
            level = "O2"  # it has but one
        key = contender.key, level, target
        if key not in self._programs:
            program = None
            try:
                if self.toolchain.has(contender, target):
                    program = self.toolchain.build(contender, level, target)
                elif target in contender.targets:
                    self.problem("%s: no compiler for %s" % (contender.title, target))
            except Failed as why:
                self.problem("%s, %s, %s: %s" % (contender.title, level, target, why))
            self._programs[key] = program
        return self._programs[key]

    def programs(self, level="O2", target=contenders.X86):
        found = (self.program(c, level, target) for c in self.contenders)
        return [program for program in found if program]

    def problem(self, text):
        """Something that makes the results incomplete; the report names it."""
        warn(text)
        self.problems.append(text)

    @staticmethod
    def say(text):
        print(text, file=sys.stderr, flush=True)
