# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What an execution of a program has at a time, and how it is left.

A Scope is one execution of a block, with its variables: whoever still holds it
keeps them alive.  A Frame is one execution of a body (a function's or a
deferred statement's) with all that is pending for its end.
"""


class Unusable(Exception):
    """The program runs for too long, or does what C does not define."""


class Jump(Exception):
    """Leaves blocks in the ordinary way, so that what they defer runs."""


class BreakTo(Jump):
    pass


class ContinueTo(Jump):
    pass


class GotoTo(Jump):
    pass


class ReturnOf(Jump):
    pass


class Thrown(Jump):
    """An exception, or a panic with a value: blocks and functions are left, and
    all runs."""

    def __init__(self, value=None):
        self.value, self.recovered = value, False


class LongJump(Exception):
    """Leaves frames, and nothing runs; as does Ended."""


class Ended(Exception):
    pass


def run_all(take, thrown):
    """Runs for `thrown`, or nothing (None); an exception out of one lets the
    others run, for it.  Returns what is thrown then."""
    while action := take():
        try:
            action(thrown)
        except Thrown as one:
            thrown = one
    return thrown


class Entry:
    """Something pending; `place` in the outermost block if it is of a block."""

    def __init__(self, place, handle, action):
        self.place, self.handle, self.action = place, handle, action


class Frame:
    def __init__(self, parent, owner, activation, wrong, runs_for=None):
        self.parent, self.owner, self.activation = parent, owner, activation
        self.runs_for = runs_for  # what is thrown, if that is why it runs
        self.entries = []
        self.oldest_first = wrong == "order"

    def drain(self, thrown):
        entries = self.entries
        return run_all(lambda: entries and  # taken off before it runs
                       entries.pop(0 if self.oldest_first else -1).action, thrown)

    def leave_backward(self, place):
        """A goto back to a place of the outermost block: what the function
        defers stays."""
        for entry in reversed(list(self.entries)):
            if entry.place is not None and entry.place >= place:
                self.entries.remove(entry)
                entry.action(None)

    def take(self, handle):
        for entry in reversed(self.entries):
            if entry.handle is handle:
                self.entries.remove(entry)
                return entry.action
        return None


class Scope:
    def __init__(self, parent, frame, outermost=False):
        self.parent, self.frame, self.outermost = parent, frame, outermost
        self.vars = {}
        self.due = []  # (place in the block, action)
        self.at = 0

    def holder(self, var):
        scope = self
        while var not in scope.vars:
            scope = scope.parent
            if scope is None:
                raise Unusable("no variable " + var.name)
        return scope

    def add(self, action):
        # What the outermost block defers is in one order with what the whole
        # body defers.
        if self.outermost:
            self.frame.entries.append(Entry(self.at, None, action))
        else:
            self.due.append((self.at, action))

    def leave(self, place=0, thrown=None):
        last = run_all(
            lambda: self.due and self.due[-1][0] >= place and self.due.pop()[1], thrown)
        if last is not thrown:
            raise last
