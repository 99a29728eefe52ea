# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Random deferrals, and the statements that leave something."""

from . import tree as t


class Leaving:
    """A part of Generator."""

    # --- Deferrals.

    def defer(self, c, word=None, named=False):
        r = self.r
        word = word or r.choice(self.features.words)
        if word == "_Defer" and (c.plain or c.unscoped):
            if "__defer" not in self.features.words:
                return None
            word = "__defer"
        self.f.defers = True
        captured, handle = [], None
        if word == "__defer":
            if c.unplaced and (named or self.chance(0.3)):
                handle = c.unplaced.pop(r.randrange(len(c.unplaced)))
            elif self.chance(0.3):
                able = [v for v in c.vars
                        if v.kind in ("auto", "param", "loop", "cleanup", "copy", "result")]
                for var in r.sample(able, min(len(able), r.randint(1, 3))):
                    copy = t.Var(var.name, var.type, "copy", var.volatile)
                    captured.append((var, copy))
        return t.Defer(word, captured, handle, self.deferred(word, c, captured, handle))

    def deferred(self, word, c, captured, handle):
        r = self.r
        handles = c.handles
        if self.features.throws:
            # A statement that may run itself may have no call that throws.
            handles = [h for h in handles if h not in c.unplaced and h is not handle]
        vars = [v for v in c.vars if word == "_Defer" or self.outlives(v)]
        for var, copy in captured:
            vars = [v for v in vars if v.name != var.name] + [copy]
        inside = self.inner(
            c, s=c.s + 1, breaks=False, continues=False, targets=[], names=[],
            buffers=(), far=False, throwing=False, unscoped=False,
            vars=vars, inside=False, conditional=False, no_vla=False,
            handles=handles,
        ).but(outermost=True)
        inside = self.with_handles(inside)
        single = not inside.unplaced
        if single and self.chance(0.3):
            return self.change(inside) or self.say(inside)
        if single and self.chance(0.08) and not self.features.native and c.depth < self.deepest:
            return self.defer(inside)
        if single and self.chance(0.12) and c.depth < self.deepest:
            return self.loop(inside, labelled=False)
        if single and self.chance(0.08) and c.depth < self.deepest:
            return self.branch(inside)
        nodes = []
        inside.vars = list(inside.vars)
        self.fill_list(nodes, inside, self.chance(0.2), self.chance(0.2))
        self.place_handles(nodes, inside)
        return t.Block(nodes)

    def outlives(self, var):
        """Whether a function-scoped S may name it."""
        if var.kind == "vla":
            return var.outermost
        return var.kind != "alias"

    # --- Ways out.

    def jump(self, c):
        r = self.r
        choices = []
        if c.s == 0 and c.returns:
            choices.append("return")
        if c.breaks:
            choices.append(t.Break(None))
        if c.continues:
            choices.append(t.Continue(None))
        choices += [t.Goto(label) for label in c.targets]
        for label, is_loop in c.names:
            choices.append(t.Break(label))
            if is_loop:
                choices.append(t.Continue(label))
        choices += [t.Longjmp(b, r.randint(1, 3)) for b in c.buffers] * 2
        if c.far and self.features.exits:
            choices.append("far")
        if self.exits_used and self.chance(0.3):
            choices.append(t.Exit(r.randint(1, 9)))
        if not choices:
            return None
        choice = r.choice(choices)
        if choice == "far":
            return t.FarJump(r.randint(2, 4), r.randint(1, 3))
        if choice == "return":
            choice = self.returns(c)
        return t.If(t.Go(r.randint(2, 4)), choice, None)

    def throw(self, c):
        if self.features.chain or self.features.panics and self.chance(0.7):
            return t.Panic(self.r.randint(2, 5), 100 + self.number())
        return t.Throw(self.r.randint(2, 5))

    def recover(self, c):
        place = self.writable(c)
        if place and self.chance(0.5):
            return t.Eval(t.Assign(*place, t.Recover()))
        return t.Say(t.Recover(), None)

    def setjmp(self, c):
        """The two bodies of `if (setjmp(b) == 0)`; a far one catches longjmps
        of the functions that it calls."""
        buffer = t.Buffer("b%d" % self.number())
        far = self.far_used and self.chance(0.5)
        spelling = self.r.choice(["setjmp(%s)", "_setjmp(%s)", "setjmp(%s)"])
        fixed = frozenset(v for v in c.vars if not v.volatile and v.kind != "static")
        inside = self.inner(
            c, volatile=True, unscoped=True, frozen=c.frozen | fixed,
            vars=[v for v in c.vars if v.kind != "alias"],
            handles=c.handles if self.all_volatile else [],
        )
        if far:
            inside = inside.but(targets=[], names=[], breaks=False, continues=False,
                                returns=False, buffers=(), far=False, throwing=True)
        else:
            inside.buffers = tuple(c.buffers) + (buffer,)
        body = self.block(inside, self.r.randint(2, 5))
        handler = self.block(self.inner(c, vars=list(c.vars)))
        return t.Setjmp(spelling, buffer, far, body, handler)
