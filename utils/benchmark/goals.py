# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The goals, each with the figure that says whether it is met.

A goal that was not measured in a run has no row for what is missing, and says so.
"""

import cases

OURS = ("defer", "scoped")
# What is conditional, which has a goal of its own.
CONDITIONAL = {
    "conditional", "conditional_lock", "optional_last", "two_optional",
    "optional_then_sure",
}  # fmt: skip
LINEAR = 1.5  # what is still called linear, with the number a hundred times as large


def twin(contender, work, other):
    """What a contender is compared with where the goal says `other`."""
    # _Defer releases at the end of each block, and so does this.
    if (contender, work, other) == ("scoped", "nested", "goto"):
        return "early"
    return other


class Goals:
    def __init__(self, results):
        self.results = results
        self.rows = []
        self.executed = {}
        for row in results.get("counts", {}).get("executed", []):
            key = row["level"], row["target"], row["contender"], row["work"], row["argument"]
            self.executed[key] = row["instructions"]
        self.sizes = {
            (row["level"], row["target"], row["contender"], row["work"]): row["code"]
            for row in results.get("counts", {}).get("sizes", [])
        }

    def add(self, goal, what, met, figure):
        self.rows.append({"goal": goal, "what": what, "met": met, "figure": figure})

    def most(self, goal, what, pairs, unit, of):
        """All of the pairs (name, ours, other) are at most the other."""
        pairs = [pair for pair in pairs if pair[2] is not None]
        if not pairs:
            self.add(goal, what, None, "not measured")
            return
        more = sorted((p for p in pairs if p[1] > p[2]), key=lambda p: p[2] - p[1])
        figure = "%d of %d %s" % (len(pairs) - len(more), len(pairs), of)
        if more:
            figure += "; more: " + ", ".join(
                "%s %g for %g" % (name, ours, other) for name, ours, other in more[:6]
            )
            if len(more) > 6:
                figure += " and %d more" % (len(more) - 6)
            total = sum(p[1] for p in pairs) / max(1, sum(p[2] for p in pairs))
            figure += " (all: %.3f times the %s)" % (total, unit)
        self.add(goal, what, not more, figure)

    # Works and twins as (name, ours, other), for the functions that `wanted` says.

    def ways(self, level, target, other, wanted):
        found = []
        for (l, t, contender, work, argument), count in self.executed.items():
            if (l, t) == (level, target) and contender in OURS and wanted(work):
                if work in cases.STATIC:
                    key = level, target, twin(contender, work, other), work, argument
                    than = self.executed.get(key)
                    name = "%s(%d)" % (work, argument)
                    found.append((name if contender == "defer" else name + "'", count, than))
        for row in self.results.get("twins", []):
            if (row["level"], row["target"]) == (level, target) and wanted(row["name"]):
                for ours, than in zip(
                    row["executed"]["defer"], row["executed"].get(other, [])
                ):
                    found.append((row["name"], ours, than))
        return found

    def code(self, level, target, other, wanted):
        found = []
        for (l, t, contender, work), size in self.sizes.items():
            if (l, t) == (level, target) and contender in OURS and wanted(work):
                if work in cases.STATIC:
                    than = self.sizes.get(
                        (level, target, twin(contender, work, other), work)
                    )
                    found.append((work if contender == "defer" else work + "'", size, than))
        for row in self.results.get("twins", []):
            if (row["level"], row["target"]) == (level, target) and wanted(row["name"]):
                found.append((row["name"], row["code"]["defer"], row["code"].get(other)))
        return found

    def compare(self, goal, levels, others, wanted):
        targets = self.results["options"]["targets"]
        for other, title in others:
            for level in levels:
                if level not in self.results["options"]["levels"]:
                    continue
                for target in targets:
                    what = "-%s, %s, %s" % (level, target, title)
                    self.most(goal, "instructions, " + what,
                              self.ways(level, target, other, wanted), "instructions", "ways")  # fmt: skip
                    self.most(goal, "code bytes, " + what,
                              self.code(level, target, other, wanted), "bytes", "functions")  # fmt: skip

    def static(self):
        def sure(name):
            return name not in CONDITIONAL

        self.compare(
            "static, optimised: at most goto and Clang's _Defer", ("O2", "Os"),
            (("goto", "goto"), ("native", "Clang's _Defer")), sure,
        )  # fmt: skip
        self.compare(
            "static, -O0: at most Clang's _Defer and cleanup", ("O0",),
            (("native", "Clang's _Defer"), ("cleanup", "cleanup")), sure,
        )  # fmt: skip
        self.compare(
            "conditional: at most hand-written flags", ("O2", "Os"), (("goto", "goto"),),
            lambda name: name in CONDITIONAL,
        )  # fmt: skip

    def dynamic(self):
        goal = "dynamic: at most 1.05 times an array of closures"
        for target in ("x86_64", "aarch64"):
            worst = {}
            for (l, t, contender, work, n), count in self.executed.items():
                if (l, t, contender) == ("O2", target, "defer") and work in cases.DYNAMIC:
                    other = self.executed.get(("O2", target, "goto", work, n))
                    if other and n >= 8:
                        worst.setdefault(work, []).append((count / other, n))
            if not worst:
                continue
            text = ", ".join(
                "%s %.2f" % (work, max(ratios)[0]) for work, ratios in worst.items()
            )
            top = max(max(ratios)[0] for ratios in worst.values())
            self.add(goal, "instructions, -O2, " + target, top <= 1.05,
                     "at most %.2f times (%s)" % (top, text))  # fmt: skip
        goal = "dynamic: at least 10 times faster than Go"
        ratios = {
            "%s %d" % (row["work"], row["argument"]): row
            for row in self.results.get("timing", [])
            if row["baseline"] == "defer" and row["work"] in cases.DYNAMIC
        }
        if ratios:
            least = min(ratios, key=lambda name: ratios[name]["ratio"])
            self.add(goal, "time", ratios[least]["ratio"] >= 10, "least: %s, %.1f times (%s)" % (
                least, ratios[least]["ratio"],
                ", ".join("%s %.1f" % (n, r["ratio"]) for n, r in ratios.items())))  # fmt: skip
        counts = {}
        for (l, t, contender, work, n), count in self.executed.items():
            if (l, t, contender) == ("O2", "x86_64", "go") and work in cases.DYNAMIC:
                ours = self.executed.get((l, t, "defer", work, n))
                if ours and n >= 8:
                    counts["%s %d" % (work, n)] = count / ours
        if counts:
            least = min(counts, key=counts.get)
            self.add(goal, "instructions", counts[least] >= 10, "least: %s, %.1f times" % (
                least, counts[least]))  # fmt: skip
        goal = "dynamic: memory"
        memory = [row for row in self.results.get("memory", [])
                  if row["contender"] == "defer" and row["work"] in cases.DYNAMIC]  # fmt: skip
        if memory:
            first = [row for row in memory if row["argument"] <= 8]
            bad = ["%s %d" % (r["work"], r["argument"]) for r in first if r["mallocs"]]
            self.add(goal, "no malloc for the first 8", not bad,
                     "calls for: %s" % ", ".join(bad) if bad else "%d works" % len(first))  # fmt: skip
            doublings = {
                "%s %d" % (r["work"], r["argument"]): (
                    r["mallocs"], max(0, (r["argument"] - 1).bit_length() - 3))
                for r in memory if r["argument"] > 8
            }  # fmt: skip
            bad = ["%s: %d, doublings %d" % (k, *v) for k, v in doublings.items() if v[0] > v[1]]
            self.add(goal, "at most one malloc for each doubling after", not bad,
                     "; ".join(bad) if bad else "%d cases" % len(doublings))  # fmt: skip
        records = self.results.get("records", [])
        if records:
            # Half a byte for the end of a chunk that nothing fits into.
            bad = [r for r in records if r["record"] > 16.5 + r["captures"]]
            self.add(goal, "record at most its captures and 16 bytes", not bad, ", ".join(
                "%s %g (captures %d)" % (r["work"], r["record"], r["captures"])
                for r in (bad or records)))  # fmt: skip

    def inlining(self):
        rows = self.results.get("inlining", [])
        if rows:
            due = [row for row in rows if row["goto"]]
            bad = [row for row in due if not row["defer"]]
            figure = "%d of %d" % (len(due) - len(bad), len(due))
            if bad:
                figure += "; not: " + ", ".join(
                    "%s (%s, -%s, %s)" % (r["name"], r["how"], r["level"], r["target"])
                    for r in bad
                )
            self.add("inlined wherever its goto twin is", "pairs of functions", not bad, figure)

    def builds(self):
        for row in self.results.get("builds", []):
            ratio = row["with"] / row["without"]
            what = "%s, -%s" % (row["title"], row["level"])
            if row["what"] == "nothing":
                # An empty file has no goal: it says what loading the plugin costs.
                met = ratio <= 1.01 if row["title"] == "SQLite" else None
                self.add("a build with no deferral: at most 1.01 times", what, met,
                         "%.4f times (%+.1f million instructions)"
                         % (ratio, (row["with"] - row["without"]) / 1e6))  # fmt: skip
            elif row["what"] == "each":
                self.add("each function defers: at most 1.05 times its goto twin's build",
                         what, ratio <= 1.05, "%.3f times" % ratio)  # fmt: skip
        files = [row for row in self.results.get("builds", []) if row["what"] == "files"]
        if len(files) > 1:
            first, last = (
                (row["with"] - row["without"]) / row["files"] for row in (files[0], files[-1])
            )
            self.add("linear", "files in a build: 1 to %d" % files[-1]["files"],
                     last <= first * 1.05, "a file more costs %.2f times the first" % (last / first))  # fmt: skip

    def growth(self):
        growth = self.results.get("growth", {})
        shapes = {}
        for row in growth.get("deferrals", []):
            shapes.setdefault(row["shape"], []).append(row)
        for step in ("lowering", "analysis", "O1"):
            worst = []
            for shape, rows in shapes.items():
                here = [row for row in rows if row.get(step) is not None and row["deferrals"] >= 100]
                if len(here) < 2:
                    continue
                def grown(step, here=here):
                    return (here[-1][step] / here[-1]["deferrals"]) / (
                        here[0][step] / here[0]["deferrals"])  # fmt: skip
                # What is not linear with goto either is the compiler's doing.
                limit = grown("O1 with goto") if step == "O1" else 1.0
                worst.append((grown(step) / max(1.0, limit), shape, here[-1]["deferrals"]))
            if worst:
                self.add("linear", "%s, to %d deferrals in a function" % (step, max(w[2] for w in worst)),
                         max(worst)[0] <= LINEAR, "one costs, to one of 100: " + ", ".join(
                             "%s %.2f" % (shape, ratio) for ratio, shape, _ in worst))  # fmt: skip
        rows = [r for r in growth.get("pending", []) if r["contender"] == "defer"]
        for work in dict.fromkeys(r["work"] for r in rows):
            here = [r for r in rows if r["work"] == work and r["pending"] >= 100]
            if len(here) >= 2:
                ratio = (here[-1]["instructions"] / here[-1]["pending"]) / (
                    here[0]["instructions"] / here[0]["pending"])  # fmt: skip
                self.add("linear", "%s, to %d pending" % (work, here[-1]["pending"]),
                         ratio <= LINEAR, "one costs %.2f times one of 100, %.1f bytes of heap"
                         % (ratio, here[-1]["heap"] / here[-1]["pending"]))  # fmt: skip


def table(results):
    goals = Goals(results)
    if results.get("counts") or results.get("twins"):
        goals.static()
        goals.dynamic()
    elif results.get("memory") or results.get("timing"):
        goals.dynamic()
    goals.inlining()
    goals.builds()
    goals.growth()
    return goals.rows
