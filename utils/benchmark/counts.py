# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Instructions executed and bytes of code, for each work, way, level and target.

All contenders must print the same for the same case.
"""

import cases
from building import Failed, cost_of, run
from contenders import X86


def wanted_cases(context, program, level):
    """Triples of a work, its argument and how often it is run."""
    # What Go's runtime does in between is spread over many.
    times = 20000 if program.contender.compiler == "go" else 1
    found = []
    for work in cases.STATIC:
        ways = [cases.usual(work)] if context.quick else cases.ways(work)
        found += [(work, way, times) for way in ways]
    if level == "O2":
        rounds = [8, 100] if context.quick else [1, 8, 9, 100, 1000, 100000]
        found += [
            (work, n, max(1, min(times, 200000 // n)))
            for work in cases.DYNAMIC
            for n in rounds
        ]
        found += [(work, 640 if context.quick else 6400, 1) for work in cases.COROUTINES]
        found += [
            (work, depth, min(times, 1000))
            for work in cases.PANICS
            for depth in ([1, 64] if work == "panic_bare" else [0, 1, 64])
        ]
    return [c for c in found if c[0] in program.works and context.wants(c[0])]


def printed_once(program, todo):
    """What a program prints where each case is run once only."""
    text = "".join("%s %d 1\n" % case[:2] for case in todo)
    return run([program.path, "count"], input=text).splitlines()


def measure(context):
    executed, sizes, printed = [], [], {}
    for target in context.targets:
        for level in context.levels:
            for program in context.programs(level, target):
                contender = program.contender
                if contender.compiler == "go" and level != "O2":
                    continue
                context.say("  %s, -%s, %s" % (contender.title, level, target))
                todo = wanted_cases(context, program, level)
                try:
                    counts, lines = context.counter.cases(
                        context.toolchain, program, todo
                    )
                    if contender.compiler == "go":
                        lines = printed_once(program, todo)
                except Failed as why:
                    context.problem(str(why))
                    continue
                row = {"contender": contender.key, "level": level, "target": target}
                for (work, argument, _), count, line in zip(todo, counts, lines):
                    executed.append(
                        dict(row, work=work, argument=argument, instructions=count)
                    )
                    known = printed.setdefault((work, argument), (line, contender.title))
                    if known[0] != line:
                        context.problem(
                            "%s(%d): %s, -%s, %s prints %s, but %s %s"
                            % (work, argument, contender.title, level, target, line,
                               known[1], known[0])
                        )  # fmt: skip
                for work in sorted({c[0] for c in todo} & set(cases.STATIC + cases.DYNAMIC)):
                    found = context.toolchain.code_bytes(program, work)
                    if found:
                        sizes.append(dict(row, work=work, code=found[0], tables=found[1]))
    return {"executed": executed, "sizes": sizes}


def compile_costs(context):
    """What compiling each contender's sources costs: instructions where they can
    be counted, seconds of user time and KiB of memory."""
    rows = []
    for program in context.programs("O2", X86):
        if program.compile:
            context.say("  " + program.contender.title)
            costs = [
                [cost_of(command) for command in program.compile]
                for _ in range(3 if context.quick else 7)
            ]
            rows.append({
                "contender": program.contender.key,
                "instructions": None if context.quick else sum(
                    context.counter.total(command) for command in program.compile
                ) if program.contender.compiler == "clang" else None,
                "seconds": min(sum(c[0] for c in cost) for cost in costs),
                "KiB": min(max(c[1] for c in cost) for cost in costs),
            })  # fmt: skip
    return rows
