# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Many programs in one executable, and the faults among them.

All run in one process.  Only what then looks wrong is run, and if need be
compiled, alone: a program that crashes or is rejected hides no other.
"""

import os

from . import emit, generator, model


class Fault:
    """kind: rejected, crashed (the compiler), ended, output."""

    def __init__(self, kind, text, got=None):
        self.kind, self.text, self.got = kind, text, got

    def short(self):
        errors = [line for line in self.text.split("\n") if "rror:" in line]
        return (errors[0] if errors else self.text)[:300]


class Case:
    """A program as text, and what the model says that it prints."""

    def __init__(self, program, wrong=None):
        self.program, self.seed, self.exits = program, program.seed, program.exits
        self.expected = model.expected(program, wrong)
        self.text = emit.text(program)


def cases(seeds, features, wrong=None):
    """Those that can be used: a few would run for too long."""
    for seed in seeds:
        try:
            yield Case(generator.make(seed, features), wrong)
        except model.Unusable as why:
            if why.args[0] not in ("too long", "too deep"):
                raise RuntimeError("seed %d: %s" % (seed, why)) from why


def standard(features):
    flags = ["-std=gnu2y"] if features.c2y else ["-std=gnu17"]
    if features.chain:
        return flags + ["-fplugin-arg-defer-unwind=chain"]
    return flags + ["-fexceptions"] * features.throws


def source(todo):
    return emit.unit(todo, model.FUEL)


def build(tools, todo, features, scratch):
    """The executable and no fault, or a fault."""
    path = os.path.join(scratch, "batch.c")
    with open(path, "w", encoding="utf-8") as file:
        file.write(source(todo))
    said = tools.compile(path, path + ".o", standard(features))
    said = said or tools.link(path + ".o", path + ".out")
    if said:
        crash = "PLEASE submit" in said or "ended with 1:" not in said
        return None, Fault("crashed" if crash else "rejected", said)
    return path + ".out", None


def parts(output):
    """The output of each program."""
    found, lines = {}, None
    for line in output.split("\n")[:-1]:
        if line.startswith("== "):
            lines = found[int(line[3:])] = []
        elif lines is not None:
            lines.append(line)
    return found


def check(tools, todo, features, scratch):
    """Yields (case, fault) of those in which something is wrong."""
    binary, fault = build(tools, todo, features, scratch)
    if fault:
        if len(todo) == 1:
            if not tools.refuses(fault.text, todo[0].seed):
                yield todo[0], fault
            return
        half = len(todo) // 2
        yield from check(tools, todo[:half], features, scratch)
        yield from check(tools, todo[half:], features, scratch)
        return
    leaks = not features.exits
    output, ended = tools.run(binary, leaks=leaks, timeout=60 + 2 * len(todo))
    found = parts(output)
    suspects = [n for n, c in enumerate(todo) if found.get(n) != c.expected]
    if ended and not suspects:
        suspects = range(len(todo))
    for n in suspects:
        if len(todo) == 1:
            got, how = found.get(n, []), ended
        else:
            output, how = tools.run(binary, [str(n)], leaks=leaks)
            got = parts(output).get(n, [])
        if how:
            yield todo[n], Fault("ended", how, got)
        elif got != todo[n].expected:
            yield todo[n], Fault("output", difference(got, todo[n].expected), got)
    return


def difference(got, want):
    at = next((i for i, (x, y) in enumerate(zip(got, want)) if x != y),
              min(len(got), len(want)))
    return "line %d is %s, expected %s" % (at + 1, got[at:at + 3], want[at:at + 3])
