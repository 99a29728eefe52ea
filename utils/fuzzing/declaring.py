# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Random declarations of variables."""

from . import tree as t


class Declaring:
    """A part of Generator."""

    def declare(self, c):
        r = self.r
        if c.outermost and self.f.named and self.f.named not in c.vars and c.s == 0:
            kinds = ["auto"]
        else:
            kinds = ["auto", "auto", "auto", "cleanup", "cleanup", "static"]
            kinds += ["struct", "struct", "array", "vla", "alias"]
        kind = r.choice(kinds)
        if self.features.native and kind not in ("auto", "cleanup"):
            kind = "auto"
        name = "v%d" % self.number()
        hidden = [v.name for v in c.vars if v.name not in c.own and v.kind != "result"]
        if hidden and self.chance(0.1):
            name = r.choice(hidden)
        volatile = c.volatile or self.all_volatile or self.chance(0.08)
        var = t.Var(name, t.UNSIGNED, volatile=volatile)
        seen = c.but(vars=c.without(name))
        var.outermost = c.outermost
        if kind == "cleanup":
            if c.unscoped or c.volatile or c.conditional:
                return None
            if not self.f.defers and not self.features.cleanups:
                return None
            var.kind, var.volatile = "cleanup", False
            node = t.Declare(var, t.Const(self.number()))
        elif kind == "static":
            var.kind = "static"
            node = t.Declare(var, t.Const(self.number()))
        elif kind == "vla":
            if c.volatile or c.no_vla or c.inside or not self.features.vla:
                return None
            var.kind, var.type, var.volatile = "vla", t.VLA, False
            node = t.DeclareVla(var, 2, r.randint(1, 4), self.number(), self.number())
        elif kind == "alias":
            places = [
                v for v in seen.vars
                if v.type.count is None and v.kind in ("auto", "param", "loop", "cleanup")
                and not v.volatile and v not in c.frozen
            ]
            if not places or c.volatile or c.s == 0 and self.setjmps:
                return None
            target = r.choice(places)
            var.kind, var.type, var.volatile = "alias", target.type, False
            node = t.Alias(var, target, None)
        else:
            if kind == "struct":
                var.type = r.choice(t.STRUCTS)
            elif kind == "array":
                var.type = t.ARRAY
            else:
                var.type = r.choice([t.UNSIGNED, t.UNSIGNED, t.BYTE, t.WIDE])
            node = t.Declare(var, self.initial(var.type, seen))
        c.declare(var)
        return node

    def initial(self, type, c):
        if type.kind == "array":
            return t.Literal(type, [self.number() for _ in range(type.count)])
        return self.whole(c, type)
