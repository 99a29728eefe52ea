# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Random statements that have others in them."""

from . import tree as t


class Nesting:
    """A part of Generator."""

    def branch(self, c):
        condition = self.condition(c)
        then = self.arm(c)
        other = self.arm(c) if self.chance(0.5) else None
        return t.If(condition, then, other)

    def arm(self, c):
        """The substatement of an `if`."""
        if self.chance(0.25) and c.depth < self.deepest:
            made = self.defer(self.inner(c))
            if made:
                return made
        return self.block(self.inner(c))

    def loop(self, c, labelled=True):
        r = self.r
        kind = r.choice(["for", "for", "while", "do"])
        var = None
        inside = self.inner(c, breaks=True, continues=True)
        if kind == "for" or self.chance(0.5):
            var = t.Var("i%d" % self.number(), t.UNSIGNED, "loop", volatile=c.volatile)
            inside.vars = list(c.vars) + [var]
        label = None
        if labelled and self.features.c2y and (kind == "for" or var is None) and self.chance(0.6):
            label = self.label()
            inside.names = list(c.names) + [(label, True)]
        condition = t.Go(3)
        if self.chance(0.1) and c.depth < 3 and not self.features.native:
            # The variable of the loop is not yet there in a `for`'s first part.
            inside_condition = self.inner(c, breaks=False, continues=False, targets=[],
                                          conditional=True)
            condition = t.Logic("&&", t.Go(3), self.inside(inside_condition))
        body = None
        if self.chance(0.15):
            body = self.defer(inside)
        return t.Loop(kind, var, condition, body or self.block(inside), label)

    def switch(self, c):
        """Blocks at the cases, or one block with variables that they share."""
        r = self.r
        count = r.randint(2, 3)
        native = self.features.native
        nodes, labels, default, name = [], {}, None, None
        inside = self.inner(c, breaks=True, own=frozenset())
        if self.features.c2y and self.chance(0.5):
            name = self.label()
            inside.names = list(c.names) + [(name, False)]
        shared = None
        if not native and self.chance(0.4):
            shared = t.Var("v%d" % self.number(), t.UNSIGNED, volatile=c.volatile)
            nodes.append(t.Declare(shared, None))
            inside.vars = list(c.vars) + [shared]
        for at in range(count):
            label = self.label()
            number = at
            if at == count - 1 and self.chance(0.4) and not native:
                number, default = None, label
            else:
                labels[at] = label
            nodes.append(t.Case(label, number))
            if shared:
                nodes.append(t.Eval(t.Assign(shared, None, t.Const(self.number()))))
                flat = inside.but(plain=True, targets=list(c.targets), vars=list(inside.vars))
                for _ in range(r.randint(1, 3)):
                    self.statement(nodes, flat)
            else:
                nodes.append(self.block(inside))
            if native or self.chance(0.6):
                nodes.append(t.Break(None))
        if shared and self.chance(0.5):
            # Behind the last case the switch's block may have a `_Defer`.
            made = self.defer(inside)
            if made:
                nodes.append(made)
        return t.Switch(t.Decide(count + 1), t.Block(nodes), labels, default, name)
