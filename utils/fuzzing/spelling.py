# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Variables and expressions as C."""

from . import tree as t


def element(var):
    return var.type.element if var.type.count else var.type.name


def place(var, index):
    if var.kind == "alias":
        return "(*%s)" % var.name
    if index is None:
        return var.name
    return "%s%s[%d]" % (var.name, ".v" if var.type.kind == "struct" else "", index)


def number(text, of):
    if of == "unsigned":
        return text
    return "NUMBER(%s)" % text if of == "double" else "(unsigned)" + text


class Spelling:
    """A part of Writer."""

    def e_Recover(self, e):
        return "NUMBER(defer_recover())"

    def e_Const(self, e):
        return "%du" % e.n

    def e_Read(self, e):
        return number(place(e.var, e.index), element(e.var))

    def e_Decide(self, e):
        return "decide(%d)" % e.n

    def e_Go(self, e):
        return "go(%d)" % e.n

    def e_Binary(self, e):
        return "(%s %s %s)" % (self.expr(e.left), e.op, self.expr(e.right))

    def e_Choose(self, e):
        parts = (self.expr(e.condition), self.expr(e.then), self.expr(e.other))
        return "(%s ? %s : %s)" % parts

    def e_Logic(self, e):
        return "(unsigned)(%s %s %s)" % (self.expr(e.left), e.op, self.expr(e.right))

    def e_Comma(self, e):
        return "(%s, %s)" % (self.expr(e.left), self.expr(e.right))

    def e_Assign(self, e):
        text = "(%s = %s)" % (place(e.var, e.index), self.expr(e.value))
        return number(text, element(e.var))

    def e_Call(self, e):
        f = e.function
        text = "%s%s(%s)" % (self.prefix, f.name, ", ".join(map(self.expr, e.args)))
        if f.result in (t.BYTE, t.WIDE):
            return "(unsigned)" + text
        return text

    def e_Inside(self, e):
        kept, self.lines = self.lines, ["({"]
        self.inside(e.block.nodes)
        self.add("  " + self.expr(e.result) + "; })")
        text, self.lines = "\n".join(self.lines), kept
        return text

    def e_SizeOf(self, e):
        return "(unsigned)(sizeof %s / sizeof *%s)" % (e.var.name, e.var.name)

    def e_Whole(self, e):
        return e.var.name

    def e_Literal(self, e):
        values = ", ".join("%d" % (x & e.type.mask) for x in e.values)
        return "(%s){{%s}}" % (e.type.name, values)

    def e_Run(self, e):
        return "defer_run(%s)" % e.handle.name

    def e_Cancel(self, e):
        return "defer_cancel(%s)" % e.handle.name

    def e_Nothing(self, e):
        return "(void)0"
