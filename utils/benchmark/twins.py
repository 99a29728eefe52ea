# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The pairs of functions of test/CodeGen/goto-twins.c, with __defer and with goto:
the code of each and what is executed on every way through both.

Clang's own _Defer is compared by the same text, where it does the same: not where
a deferral of an inner block waits for the end of the function.
"""

import os
import re

from building import ROOT, Failed, run
from contenders import ARM
from counting import Symbols

FOLDER = os.path.join(ROOT, "test", "CodeGen")
SOURCE = os.path.join(FOLDER, "goto-twins.c")
DRIVER = os.path.join(FOLDER, "Inputs", "goto-twins-driver.c")


def compile_pair(context, level, target, native):
    toolchain = context.toolchain
    where = os.path.join(
        toolchain.folder, "-".join(["twins", level, target, "native" if native else ""])
    )
    os.makedirs(where, exist_ok=True)
    cc = [toolchain.clang, "-fno-pie", "-w"]
    if target == ARM:
        cc.append("--target=aarch64-linux-gnu")
    words = ["-fdefer-ts", "-D__defer=_Defer"] if native else [toolchain.plugin_option()]
    functions = os.path.join(where, "twins.o")
    driver = os.path.join(where, "driver.o")
    program = os.path.join(where, "twins")
    run(cc + ["-" + level] + words + ["-c", SOURCE, "-o", functions])
    run(cc + ["-O2", "-c", DRIVER, "-o", driver])
    link = ["aarch64-linux-gnu-gcc", "-static"] if target == ARM else ["gcc", "-no-pie"]
    run(link + [functions, driver, "-o", program])
    return program


def executed(context, program, target):
    """Instructions of each function's own by (name, form, way)."""
    symbols = Symbols(program)
    marks = [symbols.address("measure"), symbols.address("dump")]
    pieces, result = context.counter.between(program, target, marks, check=False)
    different = set(re.findall(r"^(\w+)\(.*: the twins differ", result.stderr, re.M))
    lines = result.stdout.splitlines()
    if not lines or len(pieces) < 2 * len(lines) + 1:
        raise Failed("%s: not all ways were counted" % program)
    counts = {}
    for number, line in enumerate(lines):
        name, form, argument, fails = line.split()
        own = "%s_%s" % (name, form)
        counts[name, form, argument + "," + fails] = sum(
            count
            for address, count in pieces[2 * number + 1].items()
            if symbols.name(address).split(".")[0] == own
        )
    return counts, different


def sizes(program):
    found = {}
    for line in run(["nm", "-S", program]).splitlines():
        match = re.match(r"[0-9a-f]+ ([0-9a-f]+) [Tt] (\w+)_(defer|goto)(\.\w+)?$", line)
        if match:
            key = match[2], match[3]
            found[key] = found.get(key, 0) + int(match[1], 16)
    return found


def measure(context):
    rows = []
    for target in context.targets:
        for level in context.levels:
            context.say("  twins, -%s, %s" % (level, target))
            tables = {}
            for native in (False, True):
                try:
                    program = compile_pair(context, level, target, native)
                    counts, different = executed(context, program, target)
                except Failed as why:
                    context.problem("twins, -%s, %s: %s" % (level, target, why))
                    continue
                tables[native] = counts, different, sizes(program)
            if False not in tables:
                continue
            counts, different, code = tables[False]
            if different:
                context.problem("twins differ: " + ", ".join(sorted(different)))
            names = dict.fromkeys(name for name, _, _ in counts)
            for name in names:
                ways = [way for n, form, way in counts if n == name and form == "goto"]
                row = {
                    "name": name, "level": level, "target": target, "ways": len(ways),
                    "code": {form: code[name, form] for form in ("defer", "goto")},
                    "executed": {
                        form: [counts[name, form, way] for way in ways]
                        for form in ("defer", "goto")
                    },
                }  # fmt: skip
                if True in tables and name not in tables[True][1]:
                    other, _, size = tables[True]
                    row["code"]["native"] = size[name, "defer"]
                    row["executed"]["native"] = [
                        other.get((name, "defer", way)) for way in ways
                    ]
                rows.append(row)
    return rows
