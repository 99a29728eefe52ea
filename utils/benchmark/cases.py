# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The works, and with which arguments each is run (see programs/works.h)."""

# Work: the number of calls in it that can fail, each of which is a way.
FAILING = {
    "one": 2, "two": 3, "four": 5, "eight": 9, "locked": 3, "nested": 4,
    "scoped": 4, "outcome": 3, "structure": 2,
}  # fmt: skip
STATIC = ["one", "two", "four", "eight", "locked", "conditional", "nested", "scoped",
          "outcome", "structure"]  # fmt: skip
DYNAMIC = ["plain", "kept", "captured", "wide", "sites", "named"]
COROUTINES = ["coroutine", "coroutine_loop"]
PANICS = ["panic", "panic_bare"]

TITLES = {
    "one": "1 resource", "two": "2 resources", "four": "4 resources",
    "eight": "8 resources", "locked": "lock and unlock",
    "conditional": "2 optional resources", "nested": "blocks in blocks",
    "scoped": "each round of a loop", "outcome": "commit or roll back",
    "structure": "returns a structure",
    "plain": "a call without arguments", "kept": "a variable of the round",
    "captured": "a copy of a number", "wide": "a copy of 32 bytes",
    "sites": "two deferrals by turns", "named": "some run early or cancelled",
    "coroutine": "100,000 coroutines", "coroutine_loop": "the same, acquired in a loop",
    "panic": "each with one pending", "panic_bare": "with nothing pending",
}  # fmt: skip


def ways(work):
    """The arguments for all ways through a work with static deferrals."""
    if work == "conditional":
        return [
            wanted * 16 + fails
            for wanted in range(4)
            for fails in range(bin(wanted).count("1") + 2)
        ]
    return list(range(FAILING[work] + 1))


# The way on which nothing fails and all is wanted.
def usual(work):
    return 48 if work == "conditional" else 0
