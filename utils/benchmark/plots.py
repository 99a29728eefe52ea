# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Plots of the results, as SVG (matplotlib)."""

import os

import cases
from contenders import BY_KEY, TITLES


def name(key):
    return TITLES.get(key, key)


class Plots:
    def __init__(self, folder):
        import matplotlib

        matplotlib.use("Agg")
        # The same picture is the same file; text stays text.
        matplotlib.rcParams.update({
            "svg.hashsalt": "defer", "svg.fonttype": "none", "font.size": 9,
            "axes.spines.top": False, "axes.spines.right": False,
        })  # fmt: skip
        from matplotlib import pyplot

        self.pyplot, self.folder, self.written = pyplot, folder, []

    def save(self, figure, file, title):
        figure.tight_layout()
        figure.savefig(
            os.path.join(self.folder, file), format="svg", metadata={"Date": None}
        )
        self.pyplot.close(figure)
        self.written.append((file, title))

    def bars(self, file, title, groups, series, values, label, log=False, spread=None):
        """Bars of `series` in each of `groups`; values by (group, serie)."""
        series = [s for s in series if any((g, s) in values for g in groups)]
        if not groups or not series:
            return
        figure, axes = self.pyplot.subplots(figsize=(max(6, 1.1 * len(groups) + 3), 4))
        width = 0.8 / len(series)
        # A contender has the same colour everywhere.
        colors = self.pyplot.get_cmap("tab20")
        order = list(TITLES)
        for number, serie in enumerate(series):
            places = [g + number * width - 0.4 for g in range(len(groups))]
            heights = [values.get((group, serie), 0) for group in groups]
            bars = None
            if spread:
                low_high = [spread.get((g, serie), (h, h)) for g, h in zip(groups, heights)]
                bars = [
                    [max(0, h - low) for h, (low, _) in zip(heights, low_high)],
                    [max(0, high - h) for h, (_, high) in zip(heights, low_high)],
                ]
            axes.bar(places, heights, width, align="edge", label=name(serie), yerr=bars,
                     color=colors(order.index(serie) % 20), error_kw={"linewidth": 0.6})  # fmt: skip
        axes.axhline(1, color="black", linewidth=0.6)
        axes.set_xticks(range(len(groups)))
        axes.set_xticklabels([str(g) for g in groups], rotation=25, ha="right")
        axes.set_ylabel(label)
        axes.set_title(title)
        if log:
            axes.set_yscale("log")
        axes.legend(fontsize=7, loc="upper left", bbox_to_anchor=(1, 1))
        self.save(figure, file, title)

    def lines(self, file, title, lines, x, y):
        """Lines of points, by name; both scales are logarithmic."""
        if not lines:
            return
        figure, axes = self.pyplot.subplots(figsize=(6.5, 4))
        for label, points in lines.items():
            axes.plot([p[0] for p in points], [p[1] for p in points], marker=".", label=label)
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.set_xlabel(x)
        axes.set_ylabel(y)
        axes.set_title(title)
        axes.legend(fontsize=7, loc="upper left", bbox_to_anchor=(1, 1))
        self.save(figure, file, title)


def executed(plots, results, works, base, file, title, argument, targets):
    rows = [
        row for row in results.get("counts", {}).get("executed", [])
        if row["level"] == "O2" and row["work"] in works
        and row["argument"] == argument(row["work"])
    ]  # fmt: skip
    for target in targets:
        counts = {
            (row["work"], row["contender"]): row["instructions"]
            for row in rows
            if row["target"] == target
        }
        ratios = {
            (work, key): count / counts[work, base]
            for (work, key), count in counts.items()
            if counts.get((work, base))
        }
        plots.bars(
            "%s-%s.svg" % (file, target), "%s, %s, -O2" % (title, target),
            [w for w in works if any(k[0] == w for k in ratios)],
            [k for k in BY_KEY if k != base], ratios,
            "instructions, to %s's" % name(base), log=True,
        )  # fmt: skip


def draw(results, folder):
    """Writes the plots; returns pairs of a file and its title."""
    plots = Plots(folder)
    targets = results["options"]["targets"]
    executed(plots, results, cases.STATIC, "goto", "static", "Static deferrals",
             cases.usual, targets)  # fmt: skip
    n = 100 if results["options"]["quick"] else 1000
    executed(plots, results, cases.DYNAMIC, "goto", "dynamic",
             "%d deferrals in a loop" % n, lambda _: n, targets)  # fmt: skip
    executed(plots, results, cases.PANICS, "guard", "panic", "Panic through 64 frames",
             lambda _: 64, ["x86_64"])  # fmt: skip
    for base, works, file, title in (
        ("goto", cases.STATIC, "time-static", "Time, static"),
        ("goto", cases.DYNAMIC, "time-dynamic", "Time, deferrals in a loop"),
        ("goto", cases.COROUTINES, "time-coroutines", "Time, short coroutines"),
        ("guard", cases.PANICS, "time-panic", "Time, panic and recover"),
    ):
        rows = [r for r in results.get("timing", []) if r["baseline"] == base and r["work"] in works]
        groups = list(dict.fromkeys("%s %d" % (r["work"], r["argument"]) for r in rows))
        key = {id(r): ("%s %d" % (r["work"], r["argument"]), r["contender"]) for r in rows}
        plots.bars(
            file + ".svg", title, groups, [k for k in BY_KEY if k != base],
            {key[id(r)]: r["ratio"] for r in rows}, "time, to %s's" % name(base), log=True,
            spread={key[id(r)]: (r["low"], r["high"]) for r in rows},
        )  # fmt: skip
    tail = results.get("tail", [])
    plots.bars(
        "tail.svg", "Waits while a list of 100,000 ends", ["p50", "p99", "max"],
        [r["contender"] for r in tail],
        {(g, r["contender"]): r[g] for r in tail for g in ("p50", "p99", "max")},
        "to the array's own time", log=True,
    )  # fmt: skip
    lines = {}
    for row in results.get("growth", {}).get("pending", []):
        if row["work"] == "captured":
            lines.setdefault(name(row["contender"]), []).append(
                (row["pending"], row["instructions"])
            )
    plots.lines("pending.svg", "Pending at a time", lines, "pending", "instructions")
    lines = {}
    for row in results.get("growth", {}).get("deferrals", []):
        if row["lowering"] > 0:
            lines.setdefault(row["shape"], []).append((row["deferrals"], row["lowering"]))
    plots.lines("deferrals.svg", "Lowering a function", lines, "deferrals", "instructions")
    return plots.written
