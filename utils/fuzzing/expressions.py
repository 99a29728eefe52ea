# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Random expressions, and the statements that are little more than one.

C does not order the operands of most operators: a binary operator or a call has
at most one operand with effects, and constants beside it.
"""

from . import tree as t


def places(vars):
    """(variable, index) of all that holds one number."""
    for v in vars:
        if v.type.count is None:
            yield v, None
        else:
            yield v, v.type.count - 1
            yield v, 0


class Expressions:
    """A part of Generator."""

    def readable(self, c):
        return self.r.choice(list(places(c.vars)))

    def writable(self, c):
        able = [v for v in c.vars if v not in c.frozen]
        return self.r.choice(list(places(able))) if able else None

    def pure(self, c, deep=2):
        if deep and self.chance(0.3):
            left, right = self.pure(c, deep - 1), self.pure(c, deep - 1)
            if self.chance(0.2):
                return t.Choose(t.Binary("&", left, t.Const(1)), right, t.Const(self.number()))
            return t.Binary(self.r.choice("+^"), left, right)
        if not c.vars or self.chance(0.2):
            return t.Const(self.number())
        var, index = self.readable(c)
        if var.kind == "vla" and self.chance(0.4):
            return t.SizeOf(var)
        return t.Read(var, index)

    def effect(self, c, deep=2):
        """Any scalar expression."""
        if not deep or self.chance(0.5):
            return self.pure(c)
        kind = self.r.randrange(10)
        if kind == 0:
            c = c.but(conditional=True)
            return t.Choose(t.Decide(2), self.effect(c, deep - 1), self.effect(c, deep - 1))
        if kind == 1:
            op = self.r.choice(["&&", "||"])
            c = c.but(conditional=True)
            return t.Logic(op, self.condition(c), self.effect(c, deep - 1))
        if kind == 2:
            return t.Binary(self.r.choice("+^"), self.effect(c, deep - 1), t.Const(self.number()))
        if kind == 3:
            target = self.writable(c)
            if target:
                return t.Assign(*target, self.effect(c, deep - 1))
        if kind == 4:
            return t.Comma(self.void(c), self.effect(c, deep - 1))
        if kind in (5, 6):
            return self.scalar_call(c) or self.pure(c)
        if kind in (7, 8) and c.depth < 3:
            return self.inside(c)
        return self.pure(c)

    def condition(self, c):
        if self.chance(0.7) or self.features.native:
            return t.Decide(self.r.randint(2, 3))
        # Clang takes a condition for a constant that has a cleanup variable in it.
        return t.Binary("&", self.effect(c.but(conditional=True)), t.Const(1))

    def void(self, c):
        """For its effects: with named deferrals their uses, too."""
        if c.handles and self.chance(0.8):
            first = self.use(c)
            kind = self.r.randrange(6)
            if kind == 0:
                return t.Comma(first, self.use(c))
            if kind == 1:
                return t.Choose(t.Decide(2), first, t.Nothing())
            if kind == 2:
                return t.Choose(t.Decide(2), first, self.use(c))
            return first
        target = self.writable(c)
        return t.Assign(*target, self.pure(c)) if target else t.Nothing()

    def use(self, c):
        kind = t.Run if self.chance(0.65) else t.Cancel
        return kind(self.r.choice(c.handles))

    def inside(self, c, type=None):
        """A statement expression."""
        inside = self.inner(c, vars=list(c.vars), targets=list(c.targets), inside=True,
                            own=frozenset(), conditional=c.conditional or type is not None)
        nodes = []
        self.fill_list(nodes, inside, False, self.chance(0.2), self.r.randint(1, 2))
        if type:
            result = self.whole(inside, type, plain=True)
        else:
            result = self.pure(inside)
        return t.Inside(t.Block(nodes), result)

    def whole(self, c, type, plain=False):
        """Of any type that can be returned."""
        if type.kind == "scalar":
            return self.effect(c)
        same = [v for v in c.vars if v.type is type and v.kind != "alias"]
        kind = self.r.randrange(12)
        if same and kind < 7:
            return t.Whole(self.r.choice(same))
        if not plain:
            able = [f for f in self.callable(c) if f.result is type]
            if able and kind < 9:
                return self.call_of(self.r.choice(able), c)
            steady = [v for v in same if not v.volatile]
            if steady and kind == 9:
                other = t.Literal(type, self.numbers(type))
                return t.Choose(t.Decide(2), t.Whole(self.r.choice(steady)), other)
            if kind == 10 and c.depth < 3:
                return self.inside(c, type)
            if kind == 11:
                return t.Comma(self.void(c), t.Literal(type, self.numbers(type)))
        return t.Literal(type, self.numbers(type))

    def numbers(self, type):
        return [self.number() & 0xFF for _ in range(type.count)]

    # --- Calls.

    def callable(self, c):
        if c.depth > 2:
            return []
        return [f for f in self.functions if c.throwing or not f.throws]

    def call_of(self, f, c):
        args = []
        for at, p in enumerate(f.params):
            args.append(self.effect(c, 1) if at == 0 and len(f.params) == 1
                        else self.whole_pure(c, p.type))
        return t.Call(f, args)

    def whole_pure(self, c, type):
        if type.kind == "scalar":
            return self.pure(c)
        same = [v for v in c.vars if v.type is type]
        return t.Whole(self.r.choice(same)) if same else t.Literal(type, self.numbers(type))

    def scalar_call(self, c):
        """Now and then of a function that calls this one, while fuel lasts."""
        if self.chance(0.15):
            able = [f for f in self.shells if f.result and f.result.kind == "scalar"
                    and (c.throwing or not f.throws)]
            if able:
                call = self.call_of(self.r.choice(able), c)
                return t.Choose(t.Go(2), call, t.Const(self.number()))
        able = [f for f in self.callable(c) if f.result and f.result.kind == "scalar"]
        return self.call_of(self.r.choice(able), c) if able else None

    # --- Statements.

    def say(self, c):
        structs = [v for v in c.vars if v.type.kind == "struct"]
        if structs and self.chance(0.3):
            var = self.r.choice(structs)
            return t.Say(t.Whole(var), var.type)
        if self.chance(0.4):
            return t.Say(t.Const(self.number()), None)
        return t.Say(self.pure(c, 1), None)

    def change(self, c):
        target = self.writable(c)
        if not target:
            return self.say(c)
        var, index = target
        kind = self.r.randrange(10)
        if kind < 2 and not var.volatile:
            return t.Bump(var, index, self.number())
        if kind < 5:
            value = t.Binary("+", t.Read(var, index), t.Const(self.number()))
            return t.Say(t.Assign(var, index, value), None)
        if var.type.kind == "struct" and kind < 8:
            return t.Copy(var, self.whole(c, var.type))
        return t.Say(t.Assign(var, index, self.effect(c)), None)

    def call(self, c):
        able = self.callable(c)
        if not able:
            return None
        f = self.r.choice(able)
        call = self.call_of(f, c)
        if f.result is None or self.chance(0.1):
            return t.Eval(call)
        return t.Say(call, f.result if f.result.count else None)
