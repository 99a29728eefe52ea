# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Time of the processor, as the ratio to the contender that others are compared with.

In each round every contender runs once, in an order that changes; a ratio is of two
runs of the same round. What is given is the median of the ratios and their
quartiles: where these are far apart, the machine did something else as well.
"""

import random
import statistics

import cases
from building import run

RUN = 4e6  # nanoseconds that one run shall take: seldom interrupted


def baseline(work):
    return "guard" if work in cases.PANICS else "goto"


def todo(context):
    found = [(work, cases.usual(work)) for work in cases.STATIC]
    if context.quick:
        found = [("four", 0), ("conditional", 48)]
    found += [(work, n) for work in cases.DYNAMIC for n in ([100] if context.quick else [8, 1000])]
    found += [] if context.quick else [("captured", 100000), ("kept", 100000)]
    found += [(work, 6400 if context.quick else 100000) for work in cases.COROUTINES]
    found += [("panic", 0), ("panic", 64), ("panic_bare", 64)]
    return [case for case in found if context.wants(case[0])]


def once(program, work, argument, times):
    line = run([program.path, "time", work, str(argument), str(times)]).split()
    return int(line[2]) / times


def quartiles(values):
    if len(values) < 2:
        return values[0], values[0]
    low, _, high = statistics.quantiles(values, n=4, method="inclusive")
    return low, high


def measure(context):
    rows = []
    order = random.Random(1)
    for work, argument in todo(context):
        programs = [p for p in context.programs() if work in p.works]
        base = next(
            (p for p in programs if p.contender.key == baseline(work)), None
        )
        if not base:
            continue
        context.say("  %s %d" % (work, argument))
        # As many times as take RUN: found by running it.
        times = {}
        for program in programs:
            one = once(program, work, argument, 1)
            few = once(program, work, argument, max(1, int(RUN / 20 / max(one, 50))))
            times[program.contender.key] = max(1, int(RUN / max(few, 1)))
        taken = {p.contender.key: [] for p in programs}
        for _ in range(context.rounds):
            order.shuffle(programs)
            for program in programs:
                key = program.contender.key
                taken[key].append(once(program, work, argument, times[key]))
        of = taken[base.contender.key]
        for key, values in taken.items():
            ratios = [value / other for value, other in zip(values, of)]
            low, high = quartiles(ratios)
            rows.append({
                "work": work, "argument": argument, "contender": key,
                "baseline": base.contender.key, "ratio": statistics.median(ratios),
                "low": low, "high": high, "rounds": len(ratios),
            })  # fmt: skip
        ours, go = taken.get("defer"), taken.get("go")
        if ours and go:
            ratios = [value / other for value, other in zip(go, ours)]
            low, high = quartiles(ratios)
            rows.append({
                "work": work, "argument": argument, "contender": "go",
                "baseline": "defer", "ratio": statistics.median(ratios), "low": low,
                "high": high, "rounds": len(ratios),
            })  # fmt: skip
    return rows
