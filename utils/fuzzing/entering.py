# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Random jumps into loops and blocks, to labels as values, and by `asm goto`."""

from . import tree as t


class Entering:
    """A part of Generator."""

    def duff(self, c):
        """A switch that goes into the middle of a loop or a block."""
        labels = {}
        inside = self.inner(c, breaks=True, continues=True).but(
            plain=True, vars=list(c.vars), targets=list(c.targets), own=frozenset())
        nodes = []
        for at in range(3):
            labels[at] = self.label()
            nodes.append(t.Case(labels[at], at))
            self.statement(nodes, inside)
        kind = self.r.choice(["do", "while", "for"])
        loop = t.Loop(kind, None, t.Go(3), t.Block(nodes), None)
        body = t.Block([loop]) if self.chance(0.5) else loop
        return t.Switch(t.Decide(4), body, labels, None, None)

    def enter(self, c):
        """A goto into a block from before it or from behind it."""
        label = self.label()
        level = c.but(plain=True, targets=list(c.targets) + [label], vars=list(c.vars))
        inside = self.inner(c).but(plain=True, vars=list(c.vars), targets=list(level.targets))
        kind = self.r.choice(["block", "while", "do", "if", "else"])
        if kind in ("while", "do"):
            inside = inside.but(breaks=True, continues=True)
        body = []
        self.statement(body, inside)
        body.append(t.Mark(label))
        self.statement(body, inside)
        self.statement(body, inside)
        block = t.Block(body)
        if kind in ("while", "do"):
            block = t.Loop(kind, None, t.Go(3), block, None)
        elif kind == "if":
            block = t.If(t.Decide(2), block, None)
        elif kind == "else":
            block = t.If(t.Decide(2), t.Block([self.goto(label)]), block)
        nodes = [self.goto(label)]
        self.statement(nodes, level)
        nodes.append(block)
        self.statement(nodes, level)
        nodes.append(self.goto(label))
        return nodes

    def goto(self, label):
        return t.If(t.Go(3), t.Goto(label), None)

    def computed(self, c):
        """Labels as values, and asm goto: all at one level, since from an inner
        one Clang would not let them leave what is pending there."""
        if not self.features.asm or self.computed_used and self.features.asm_alone:
            return None
        # One indirect goto has all labels of the function to go to.
        # A deferral that runs itself by name cannot have one.
        use_asm = self.computed_used or bool(c.s and c.handles) or self.chance(0.5)
        labels = [self.label(), self.label()]
        level = c.but(plain=True, vars=list(c.vars), targets=list(c.targets) + labels)

        def jump():
            if use_asm:
                label = self.r.choice(labels)
                return t.If(t.Go(3), t.AsmGoto(label, self.chance(0.8)), None)
            return t.If(t.Go(3), t.ComputedGoto(labels, t.Decide(2)), None)

        if not use_asm or self.features.asm_alone:
            self.computed_used = True
        nodes = [jump()]
        for label in labels:
            self.statement(nodes, level)
            nodes.append(t.Mark(label))
        self.statement(nodes, level)
        nodes.append(jump())
        return nodes
