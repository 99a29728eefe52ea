# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Does the cost of one deferral stay the same with the number of them?

  deferrals  1 to 10,000 in a function: what compiling costs (linear.py has more
             shapes and steps)
  pending    1 to 1,000,000 at a time: instructions and bytes of heap of each
"""

import os

import linear
from building import Failed, run
from shapes import GOTO, SHAPES

SHAPES_SHOWN = ["returns", "conditional", "loop", "kept", "nested", "mixed"]


class Counting:
    """What linear.Bench asks of a counter."""

    def __init__(self, counter):
        self.run = counter.total


def deferrals(context):
    rows = []
    toolchain = context.toolchain
    bench = linear.Bench(toolchain.llvm_bin, toolchain.plugins, toolchain.folder)
    counter = Counting(context.counter)
    sizes = [1, 100] if context.quick else [1, 10, 100, 1000, 10000]
    shapes = SHAPES_SHOWN[:1] if context.quick else SHAPES_SHOWN
    for shape in shapes:
        context.say("  deferrals in a function: " + shape)
        for n in sizes:
            row = {"shape": shape, "deferrals": n}
            row["lowering"] = bench.cost(counter, SHAPES[shape](n), "pass")
            if not context.quick:
                row["analysis"] = bench.cost(counter, SHAPES[shape](n), "analysis")
            # LLVM's passes take by far the most; linear.py goes on to 10,000.
            if not context.quick and shape in ("returns", "conditional") and n <= 1000:
                row["O1"] = bench.cost(counter, SHAPES[shape](n), "O1")
                row["O1 with goto"] = bench.cost(
                    counter, GOTO[shape](n), "O1", plugin=False
                )
            rows.append(row)
    return rows


def pending(context):
    rows = []
    memory = context.toolchain.shared("x86_64")["memory"]
    sizes = [1, 8, 100, 10000]
    if not context.quick:
        sizes = [1, 8, 9, 16, 100, 1000, 10000, 100000, 1000000]
    for program in context.programs():
        if program.contender.key not in ("goto", "defer", "tables", "chain", "list", "guard"):
            continue
        for work in ("kept", "captured"):
            if work not in program.works:
                continue
            todo = [(work, n, 1) for n in sizes]
            try:
                counts, _ = context.counter.cases(context.toolchain, program, todo)
            except Failed as why:
                context.problem(str(why))
                continue
            for n, count in zip(sizes, counts):
                _, calls, heap = run(
                    [program.path, "memory", work, str(n)],
                    env=dict(os.environ, LD_PRELOAD=memory),
                ).split()
                rows.append({
                    "contender": program.contender.key, "work": work, "pending": n,
                    "instructions": count, "mallocs": int(calls), "heap": int(heap),
                })  # fmt: skip
    return rows


def measure(context):
    return {"deferrals": deferrals(context), "pending": pending(context)}
