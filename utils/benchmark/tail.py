# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""How long small requests wait while another item of their worker ends a long list.

Requests come at a fixed pace from the moment the list begins to end (main.c). The
waits are given as parts of the time that the hand-written array takes to end its
list, which is what the worst of them would be there; medians of many rounds.
"""

import statistics

from building import run

N = 100000
EVERY = 1000


def measure(context):
    rounds = 5 if context.quick else 25
    found = {}
    runs = []
    for program in context.programs():
        key = program.contender.key
        if key == "go" or "long_list" in program.works and key != "goto-gcc":
            runs.append((key, program, 0))
        if key == "defer":
            runs.append(("hook", program, EVERY))
    # Some rounds of each by turns; the first of each warms up.
    for _ in range(3 if context.quick else 5):
        for name, program, every in runs:
            lines = run([program.path, "tail", str(N), str(every), str(rounds // 5 + 1)])
            for line in lines.splitlines()[1:]:
                found.setdefault(name, []).append([int(n) for n in line.split()])
    if "goto" not in found:
        return []
    base = statistics.median(row[3] for row in found["goto"])
    rows = []
    for name, values in found.items():
        columns = list(zip(*values))
        row = {"contender": name, "list": N, "every": EVERY if name == "hook" else 0}
        for title, column in zip(("p50", "p99", "max", "ends"), columns):
            row[title] = statistics.median(column) / base
        rows.append(row)
    return rows
