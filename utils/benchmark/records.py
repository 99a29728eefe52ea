# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The bytes that one pending deferral of a dynamic work takes.

Chunks of the heap are filled one after the other: the bytes of one, divided by how many
deferrals became pending from when it was had to when the next was. What of it is
the deferral's own is what it captures or names, rounded up to a pointer.
"""

import os

from building import run

CAPTURES = {"plain": 0, "kept": 8, "captured": 8, "wide": 32, "sites": 8}
CHUNK = 7  # the one that is looked at


def measure(context):
    program = context.program(
        next(c for c in context.contenders if c.key == "defer")
    ) if any(c.key == "defer" for c in context.contenders) else None  # fmt: skip
    if not program:
        return []
    environment = dict(os.environ, LD_PRELOAD=context.toolchain.shared("x86_64")["memory"])

    def heap(work, n):
        """Calls of malloc and bytes."""
        line = run([program.path, "memory", work, str(n)], env=environment).split()
        return int(line[1]), int(line[2])

    def first(work, calls):
        """The least number of rounds that takes so many calls."""
        low, high = 1, 1 << 16
        while low < high:
            middle = (low + high) // 2
            if heap(work, middle)[0] >= calls:
                high = middle
            else:
                low = middle + 1
        return low

    rows = []
    for work, captures in CAPTURES.items():
        if not context.wants(work):
            continue
        start, end = first(work, CHUNK), first(work, CHUNK + 1)
        if start == end:
            continue
        size = heap(work, start)[1] - heap(work, start - 1)[1]
        rows.append({"work": work, "record": round(size / (end - start), 1),
                     "captures": captures})  # fmt: skip
    return rows
