# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Bytes of stack and heap that a work takes, and its calls of malloc.

The stack is painted, and looked at afterwards; what the world and the driver's call
take of it is in it for all.
"""

import os

import cases
from building import run


def measure(context):
    rows = []
    rounds = [8, 9, 1000] if context.quick else [1, 8, 9, 1000, 100000]
    todo = [(work, cases.usual(work)) for work in cases.STATIC]
    todo += [(work, n) for work in cases.DYNAMIC for n in rounds]
    todo += [("task", 1), ("task_loop", 1)]
    memory = context.toolchain.shared("x86_64")["memory"]
    for program in context.programs():
        if program.contender.compiler == "go":
            continue
        for work, argument in todo:
            if work not in program.works or not context.wants(work):
                continue
            stack, calls, heap = run(
                [program.path, "memory", work, str(argument)],
                env=dict(os.environ, LD_PRELOAD=memory),
            ).split()
            rows.append({
                "contender": program.contender.key, "work": work,
                "argument": argument, "stack": int(stack), "mallocs": int(calls),
                "heap": int(heap),
            })  # fmt: skip
    return rows
