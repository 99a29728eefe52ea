# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Writes the results as Markdown."""

import cases
from contenders import BY_KEY, TITLES

YES = {True: "met", False: "**not met**", None: "-"}


def title(key):
    return TITLES.get(key, key)


def number(value):
    if value is None:
        return ""
    if isinstance(value, float):
        if value >= 1000:
            return "%.0f" % value
        return "%.4g" % value
    return str(value)


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def goals_table(rows):
    return table(
        ["goal", "measured", "", "figure"],
        [(r["goal"], r["what"], YES[r["met"]], r["figure"]) for r in rows],
    )


def matrix(rows, row_of, column_of, value_of, row_titles, columns, corner):
    values = {}
    for row in rows:
        values[row_of(row), column_of(row)] = value_of(row)
    columns = [c for c in columns if any((r, c) in values for r in row_titles)]
    body = [
        [row_titles[r]] + [number(values.get((r, c))) for c in columns]
        for r in row_titles
        if any((r, c) in values for c in columns)
    ]
    if not body:
        return ""
    return table([corner] + [title(c) for c in columns], body)


def per(rows, works, argument, divide=1):
    """Rows of the works with these arguments, as (work, contender, figure)."""
    return [
        dict(row, instructions=row["instructions"] / divide)
        for row in rows
        if row["work"] in works and row["argument"] == argument(row["work"])
    ]


def work_table(rows, works, value):
    return matrix(
        rows, lambda r: r["work"], lambda r: r["contender"], value,
        {work: cases.TITLES[work] for work in works}, list(BY_KEY), "",
    )  # fmt: skip


def counts_part(results):
    counts = results["counts"]
    quick = results["options"]["quick"]
    parts = []
    for target in results["options"]["targets"]:
        for level in results["options"]["levels"]:
            here = [r for r in counts["executed"] if (r["target"], r["level"]) == (target, level)]
            sizes = [r for r in counts["sizes"] if (r["target"], r["level"]) == (target, level)]
            parts += [
                "### -%s, %s\n" % (level, target),
                "Instructions executed by a call of which nothing fails:\n",
                work_table(per(here, cases.STATIC, cases.usual), cases.STATIC,
                           lambda r: r["instructions"]),  # fmt: skip
                "Bytes of code:\n",
                work_table(sizes, cases.STATIC, lambda r: r["code"]),
            ]
            if level != "O2":
                continue
            n = 100 if quick else 1000
            parts += [
                "Instructions for each of %d deferrals in a loop:\n" % n,
                work_table(per(here, cases.DYNAMIC, lambda _: n, n), cases.DYNAMIC,
                           lambda r: r["instructions"]),  # fmt: skip
                "Bytes of code:\n",
                work_table(sizes, cases.DYNAMIC, lambda r: r["code"]),
            ]
            n = 640 if quick else 6400
            parts += [
                "Instructions for each coroutine (without the switches, but with those"
                " of Go):\n",
                work_table(per(here, cases.COROUTINES, lambda _: n, n), cases.COROUTINES,
                           lambda r: r["instructions"]),  # fmt: skip
            ]
            panics = [r for r in here if r["work"] in cases.PANICS]
            kinds = {
                ("panic", 0): "in one frame", ("panic", 1): "through 1, with one pending",
                ("panic", 64): "through 64, each with one pending",
                ("panic_bare", 1): "through 1 with nothing pending",
                ("panic_bare", 64): "through 64 with nothing pending",
            }  # fmt: skip
            shown = matrix(
                panics, lambda r: (r["work"], r["argument"]), lambda r: r["contender"],
                lambda r: r["instructions"], kinds, list(BY_KEY), "",
            )  # fmt: skip
            if shown:
                parts += ["Instructions of a panic and its recovery:\n", shown]
    return parts


def memory_part(results):
    rows = results["memory"]
    parts = ["## Memory\n", "Bytes of stack of a call (-O2, x86_64), with those of what"
             " it calls:\n"]  # fmt: skip
    parts.append(work_table(
        [r for r in rows if r["work"] in cases.STATIC], cases.STATIC, lambda r: r["stack"]
    ))  # fmt: skip
    for n in sorted({r["argument"] for r in rows if r["work"] in cases.DYNAMIC}):
        parts += [
            "%d deferrals in a loop: bytes of stack / bytes of heap / calls of malloc:\n" % n,
            work_table(
                [r for r in rows if r["work"] in cases.DYNAMIC and r["argument"] == n],
                cases.DYNAMIC,
                lambda r: "%d / %d / %d" % (r["stack"], r["heap"], r["mallocs"]),
            ),
        ]
    if results.get("records"):
        parts += [
            "Bytes of heap for one more pending deferral:\n",
            table(["work", "bytes", "of them its captures"],
                  [(cases.TITLES[r["work"]], r["record"], r["captures"])
                   for r in results["records"]]),  # fmt: skip
        ]
    return parts


def timing_part(results):
    rows = [r for r in results["timing"] if r["baseline"] != "defer"]
    parts = [
        "## Time\n",
        "Medians of the ratios to goto and the array (C++ for panics) in %d rounds that"
        " take turns, with their quartiles. The calls of what acquires and releases"
        " are in it.\n" % max((r["rounds"] for r in rows), default=0),
    ]
    keys = dict.fromkeys((r["work"], r["argument"]) for r in rows)
    titles = {
        key: "%s, %d" % (cases.TITLES[key[0]], key[1])
        if key[0] not in cases.STATIC
        else cases.TITLES[key[0]]
        for key in keys
    }
    parts.append(matrix(
        rows, lambda r: (r["work"], r["argument"]), lambda r: r["contender"],
        lambda r: "%.2f (%.2f-%.2f)" % (r["ratio"], r["low"], r["high"]),
        titles, list(BY_KEY), "",
    ))  # fmt: skip
    return parts


def tail_part(results):
    return [
        "## Waits while a list of 100,000 ends\n",
        "How long small requests to the same worker wait meanwhile, and how long the"
        " list takes to end; as parts of the time that the array takes.\n",
        table(["", "p50", "p99", "max", "the list ends"],
              [(title(r["contender"]), *("%.3f" % r[k] for k in ("p50", "p99", "max", "ends")))
               for r in results["tail"]]),  # fmt: skip
    ]


def twins_part(results):
    rows = []
    for row in results["twins"]:
        more = [
            ours - than
            for ours, than in zip(row["executed"]["defer"], row["executed"]["goto"])
        ]
        code = row["code"]["defer"] - row["code"]["goto"]
        if row["level"] != "O0" and (max(more) > 0 or code > 0):
            rows.append((row["name"], "-" + row["level"], row["target"],
                         "%+d to %+d" % (min(more), max(more)),
                         "%+d of %d" % (code, row["code"]["goto"])))  # fmt: skip
    if not rows:
        text = "None of the functions is longer or executes more than its twin.\n"
    else:
        text = table(["longer or slower than its twin", "", "", "instructions", "bytes"], rows)
    return ["## Twins of test/CodeGen/goto-twins.c\n", text]


def builds_part(results):
    return [
        "## Compiling\n",
        "Instructions that clang executes:\n",
        table(["", "", "with the plugin", "without", "ratio"],
              [(r["title"] + {"each": ", each defers (without: goto)",
                              "files": " of deferrals (without: goto)"}.get(r["what"], ""),
                "-" + r["level"], r["with"], r["without"], "%.4f" % (r["with"] / r["without"]))
               for r in results["builds"]]),  # fmt: skip
    ]


def compile_part(results):
    rows = {r["contender"]: r for r in results["compile"]}
    base = {"clang": "goto", "gcc": "goto-gcc"}
    lines = []
    for key, row in rows.items():
        of = rows.get(base.get(BY_KEY[key].compiler, "goto-gcc"))
        if of:
            count = ""
            if row["instructions"] and of["instructions"]:
                count = "%.3f" % (row["instructions"] / of["instructions"])
            lines.append((title(key), title(of["contender"]), count,
                          "%.2f" % (row["seconds"] / max(of["seconds"], 1e-3)),
                          "%.2f" % (row["KiB"] / of["KiB"])))  # fmt: skip
    return [
        "Each contender's sources, as ratios (they do not all have the same works):\n",
        table(["", "to", "instructions", "user time", "memory"], lines),
    ]


def growth_part(results):
    growth = results["growth"]
    steps = ("lowering", "analysis", "O1", "O1 with goto")
    parts = ["## Cost against number\n", "Instructions for each deferral of a function:\n",
             table(["shape", "deferrals", *steps],
                   [(r["shape"], r["deferrals"],
                     *(number(r[s] / r["deferrals"]) if r.get(s) is not None else "" for s in steps))
                    for r in growth["deferrals"]])]  # fmt: skip
    for work in ("captured", "kept"):
        rows = [r for r in growth["pending"] if r["work"] == work]
        parts += [
            "%s: instructions / bytes of heap for each of those pending, calls of malloc:\n"
            % cases.TITLES[work].capitalize(),
            matrix(rows, lambda r: r["pending"], lambda r: r["contender"],
                   lambda r: "%.1f / %.1f, %d" % (r["instructions"] / r["pending"],
                                                  r["heap"] / r["pending"], r["mallocs"]),
                   {r["pending"]: r["pending"] for r in rows}, list(BY_KEY), "pending"),
        ]  # fmt: skip
    return parts


def write(results, plots):
    """The report as text; `plots` are pairs of a file and a title."""
    rows = results["goals"]
    met = sum(r["met"] is True for r in rows)
    missed = sum(r["met"] is False for r in rows)
    parts = [
        "# Benchmark\n",
        "%s. Counts are exact (QEMU; Go's vary a little); ratios of time are of this"
        " machine, which may have done something else as well.\n" % results["machine"],
        "## Goals\n",
        "%d met, %d not met.\n" % (met, missed),
        goals_table(rows),
    ]
    problems = [p for several in results["problems"].values() for p in several]
    if problems:
        parts += ["## Problems\n"] + ["- " + p.replace("\n", " ")[:600] for p in problems]
        parts.append("")
    if results.get("counts"):
        parts += ["## Instructions and code\n"] + counts_part(results)
    for key, part in (
        ("twins", twins_part), ("memory", memory_part), ("timing", timing_part),
        ("tail", tail_part), ("builds", builds_part), ("compile", compile_part),
        ("growth", growth_part),
    ):  # fmt: skip
        if results.get(key):
            parts += part(results)
    if plots:
        parts += ["## Plots\n"] + ["![%s](%s)\n" % (text, file) for file, text in plots]
    return "\n".join(parts)


def summary(results):
    """The goals, for a terminal."""
    lines = []
    last = None
    for row in results["goals"]:
        if row["goal"] != last:
            lines.append(row["goal"])
            last = row["goal"]
        mark = {True: "met    ", False: "NOT MET", None: "-      "}[row["met"]]
        lines.append("  %s %s: %s" % (mark, row["what"], row["figure"]))
    return "\n".join(lines)
