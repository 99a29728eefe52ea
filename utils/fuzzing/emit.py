# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A program as C, and several of them as one translation unit."""

from . import tree as t
from .prelude import CHAIN, DRIVER, GUARD, PRELUDE, THROWING
from .spelling import Spelling, element, place

BUMPS = {"unsigned": "unsigned", "unsigned char": "byte",
         "unsigned long long": "wide", "double": "double"}


def open_if(n):
    """Whether an `else` behind this statement would be taken by it."""
    if isinstance(n, t.If):
        return n.other is None or open_if(n.other)
    if isinstance(n, t.Loop):
        return n.kind != "do" and open_if(n.body)
    return isinstance(n, t.Defer) and open_if(n.statement)


class Writer(Spelling):
    def __init__(self, prefix):
        self.prefix, self.lines, self.indent = prefix, [], "  "
        self.by = {getattr(t, name[2:]): getattr(self, name)
                   for name in dir(self) if name[:2] in ("e_", "s_")}

    def add(self, text):
        self.lines.append(self.indent + text)

    def expr(self, e):
        return self.by[type(e)](e)

    def stmt(self, n):
        self.by[type(n)](n)

    def list(self, nodes):
        for n in nodes:
            self.stmt(n)

    def inside(self, nodes):
        self.indent += "  "
        self.list(nodes)
        self.indent = self.indent[2:]

    def sub(self, n, braces=False):
        """A substatement; a single one gets no braces."""
        if not braces or isinstance(n, t.Block):
            self.inside([n])
        else:
            self.inside([t.Block([n])])

    # --- Statements.

    def s_Say(self, n):
        text = self.expr(n.value)
        if n.type:
            text = "sum_%s(%s)" % (n.type.name.split()[1], text)
        self.add("say(%s);" % text)

    def s_Eval(self, n):
        self.add("%s;" % self.expr(n.value))

    def s_Bump(self, n):
        self.add("bump_%s(&%s, %d);" % (
            BUMPS[element(n.var)], place(n.var, n.index), n.n))

    def s_Copy(self, n):
        self.add("%s = %s;" % (n.var.name, self.expr(n.value)))

    def s_Declare(self, n):
        var = n.var
        text = "volatile " * var.volatile + var.type.name + " " + var.name
        if var.type.kind == "array":
            text += "[%d]" % var.type.count
        if var.kind == "static":
            text = "static " + text
        elif var.kind == "result":
            text = "__defer_result " + text
        elif var.kind == "cleanup":
            text += " __attribute__((cleanup(clean)))"
        if n.value is not None:
            if isinstance(n.value, t.Literal) and (
                var.type.kind == "array" or var.kind == "static"
            ):
                values = ", ".join(str(x & var.type.mask) for x in n.value.values)
                text += " = {%s}" % values
            else:
                text += " = " + self.expr(n.value)
        self.add(text + ";")

    def s_DeclareVla(self, n):
        name = n.var.name
        self.add("unsigned %s[%d + decide(%d)];" % (name, n.base, n.odds))
        self.add("%s[0] = %d, %s[1] = %d;" % (name, n.first, name, n.second))

    def s_Alias(self, n):
        self.add("%s *%s = &%s;" % (
            n.var.type.name, n.var.name, place(n.target, n.index)))

    def s_Block(self, n):
        self.add("{")
        self.inside(n.nodes)
        self.add("}")

    def s_If(self, n):
        self.add("if (%s)" % self.expr(n.condition))
        self.sub(n.then, n.other is not None and open_if(n.then))
        if n.other:
            self.add("else")
            self.sub(n.other)

    def s_Loop(self, n):
        if n.label:
            self.add("%s:" % n.label.name)
        condition = self.expr(n.condition)
        start = ""
        if n.var:
            start = "%sunsigned %s = 0" % ("volatile " * n.var.volatile, n.var.name)
        if n.kind == "for":
            step = n.var.name + "++" if n.var else ""
            self.add("for (%s; %s; %s)" % (start, condition, step))
            self.sub(n.body)
            return
        if start:
            self.add("{ %s;" % start)
        if n.kind == "while":
            self.add("while (%s)" % condition)
            self.sub(n.body)
        else:
            self.add("do")
            self.sub(n.body)
            self.add("while (%s);" % condition)
        if start:
            self.add("}")

    def s_Switch(self, n):
        if n.label:
            self.add("%s:" % n.label.name)
        self.add("switch (%s)" % self.expr(n.value))
        self.sub(n.body)

    def s_Mark(self, n):
        self.add("%s:;" % n.label.name)

    def s_Case(self, n):
        self.add("default:;" if n.number is None else "case %d:;" % n.number)

    def s_Goto(self, n):
        self.add("goto %s;" % n.label.name)

    def s_AsmGoto(self, n):
        text = 'JUMP "%l0"' if n.jumps else '""'
        self.add("asm goto(%s : : : : %s);" % (text, n.label.name))

    def s_ComputedGoto(self, n):
        self.add("goto *(void *[]){%s}[%s %% %d];" % (
            ", ".join("&&" + label.name for label in n.labels),
            self.expr(n.index), len(n.labels)))

    def s_Break(self, n):
        self.add("break %s;" % n.label.name if n.label else "break;")

    def s_Continue(self, n):
        self.add("continue %s;" % n.label.name if n.label else "continue;")

    def s_Return(self, n):
        self.add("return;" if n.value is None else "return %s;" % self.expr(n.value))

    def s_Defer(self, n):
        text = n.word
        if n.captured:
            text += "_capture(%s)" % ", ".join(var.name for var, _ in n.captured)
        if n.handle:
            text += "_named(%s)" % n.handle.name
        self.add(text)
        self.sub(n.statement)

    def s_Setjmp(self, n):
        name = n.buffer.name
        call = n.spelling % name
        self.add("{ jmp_buf %s;" % name)
        if n.far:
            self.add("jmp_buf *%s_top = top;" % name)
        self.add("if (%s == 0) {" % call)
        if n.far:
            self.add("  top = &%s;" % name)
        self.inside([n.body])
        if n.far:
            self.add("  top = %s_top;" % name)
        self.add("} else {")
        if n.far:
            self.add("  top = %s_top;" % name)
        self.inside([n.handler])
        self.add("} }")

    def s_Longjmp(self, n):
        self.add("longjmp(%s, %d);" % (n.buffer.name, n.value))

    def s_Throw(self, n):
        self.add("if (go(%d)) throw_it();" % n.odds)

    def s_Panic(self, n):
        self.add("if (go(%d)) defer_panic_value((void *)%dull);" % (n.odds, n.value))

    def s_FarJump(self, n):
        self.add("if (top && go(%d)) longjmp(*top, %d);" % (n.odds, n.value))

    def s_Exit(self, n):
        self.add("exit(%d);" % n.status)

    # --- Functions.

    def head(self, f, declared):
        text = "static " + f.attribute
        text += (f.result.name if f.result else "void") + " " + self.prefix + f.name
        if f.old_style:
            if declared:
                return text + "()"
            text += "(%s)" % ", ".join(p.name for p in f.params)
            return text + "".join(" %s %s;" % (p.type.name, p.name) for p in f.params)
        params = ", ".join(
            "%s%s %s" % ("volatile " * p.volatile, p.type.name, p.name) for p in f.params
        )
        return text + "(%s)" % (params or "void")

    def function(self, f):
        self.lines.append(self.head(f, False) + " {")
        self.list(f.body.nodes)
        self.lines.append("}")

    def program(self, program):
        for f in program.functions:
            self.lines.append(self.head(f, True) + ";")
        for f in program.functions:
            self.function(f)
        f = program.functions[-1]
        main = ["static void %smain(void) {" % self.prefix]
        for at, n in enumerate(program.calls):
            args = []
            for p in f.params:
                if p.type.count is None:
                    args.append("%du" % n)
                else:
                    args.append("fill_%s(%d)" % (p.type.name.split()[1], n))
            text = "%s%s(%s)" % (self.prefix, f.name, ", ".join(args))
            if f.result and f.result.count:
                text = "sum_%s(%s)" % (f.result.name.split()[1], text)
            text = "say(%s)" % text if f.result else text
            if program.throws:
                self.lines.append("static void %scall%d(void) { %s; }" % (self.prefix, at, text))
                text = "try(%scall%d)" % (self.prefix, at)
            main.append("  fuel = FUEL; %s;" % text)
        self.lines += main + ["}"]


def text(program):
    """Its functions; `@` stands for the prefix that a unit gives them."""
    writer = Writer("@")
    writer.program(program)
    return "\n".join(writer.lines) + "\n"


def unit(cases, fuel):
    """One translation unit; its program number n runs with the argument n."""
    inlined = cases[0].program.inlined
    helper = "static" if inlined else "__attribute__((noinline)) static"
    parts = ["#define HELPER %s\n" % helper, PRELUDE, "#define FUEL %d\n" % fuel]
    if cases[0].program.throws:
        parts.append("#define GUARD %s\n" % (GUARD if cases[0].program.panics else ""))
        parts.append(CHAIN if cases[0].program.chain else THROWING)
    for n, case in enumerate(cases):
        parts.append("\n/* Program %d: seed %d. */\n" % (n, case.seed))
        parts.append(case.text.replace("@", "p%d_" % n))
    parts.append("\nstatic void (*const programs[])(void) = {%s};\n" % ", ".join(
        "p%d_main" % n for n in range(len(cases))))
    parts.append("static const unsigned seeds[] = {%s};\n" % ", ".join(
        "%du" % (case.seed & 0xFFFFFFFF) for case in cases))
    parts.append("static const char exits[] = {%s};\n" % ", ".join(
        str(int(case.exits)) for case in cases))
    parts.append(DRIVER)
    return "".join(parts)
