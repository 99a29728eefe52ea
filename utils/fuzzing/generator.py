# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Random programs that have one meaning: nothing that C leaves undefined or
unspecified, no jump that the language forbids, no error of the dialect.

What may stand at a place is in its Context.  The rules that are not obvious:

- A list is *plain* if it declares nothing and has no `_Defer` at its own level:
  only there may a `goto` go forward, or into a block from outside.
- Between setjmp and longjmp only volatile variables may change, and no block
  that the longjmp leaves has something of its own pending.
- Only one operand of an operator has effects; the others are constants then.
"""

import random

from . import tree as t
from .expressions import Expressions
from .leaving import Leaving


class Features:
    """What the compiler knows and the batch is to have."""

    def __init__(self, **changes):
        self.words = ["_Defer", "__defer", "__defer"]
        self.named = False  # defer_run and defer_cancel
        self.c2y = False  # named loops, no K&R definitions
        self.native = False  # only what Clang's own _Defer gets right
        self.exits = True  # longjmp and exit: memory may leak
        self.setjmp = True
        self.inlined = False  # what prints and decides; compiles half as fast
        self.asm = True  # asm goto, computed goto
        self.asm_alone = False  # to Clang, each asm goto has the labels of all
        self.__dict__.update(changes)


class Context:
    vars = ()  # what can be named here
    frozen = frozenset()  # but not written
    depth = 0
    s = 0  # how deep in deferred statements
    breaks = continues = False
    returns = True
    names = ()  # (label, is a loop) of named statements around
    targets = ()  # labels that a goto may go to
    plain = outermost = unscoped = False
    own = frozenset()  # names that this block has declared
    no_vla = False  # a jump of this list would go past its declaration
    inside = False  # in a statement expression
    conditional = False  # in one that is an operand of ?:, && or ||, or gives
    # a structure: there Clang gets cleanup variables wrong
    volatile = False  # between setjmp and longjmp
    buffers = ()  # to longjmp to
    far = False  # longjmp past this function is allowed
    throwing = False  # calls that may longjmp here are allowed
    handles = ()  # named deferrals that can be used
    unplaced = ()  # those whose deferral this body still needs

    def but(self, **changes):
        other = Context()
        other.__dict__.update(self.__dict__)
        other.__dict__.update(changes)
        return other

    def declare(self, var):
        self.vars = self.without(var.name) + [var]
        self.own = self.own | {var.name}

    def without(self, name):
        """What can be named where `name` is declared anew."""
        return [v for v in self.vars if v.name != name]


class Generator(Expressions, Leaving):
    def __init__(self, seed, features):
        self.r = random.Random(seed)
        self.seed, self.features = seed, features
        self.count = 0
        self.functions = []

    def number(self):
        self.count += 1
        return self.count

    def chance(self, p):
        return self.r.random() < p

    def program(self):
        r = self.r
        self.far_used = self.features.exits and self.features.setjmp and self.chance(0.3)
        self.exits_used = self.features.exits and self.chance(0.06)
        self.deepest = r.choice([2, 3, 3, 4])
        count = r.randint(2, 3)
        self.shells = [self.shell("f%d" % n, n == count - 1) for n in range(count)]
        for shell in self.shells:
            self.fill(shell)
            self.functions.append(shell)
        program = t.Program(self.seed, self.shells, [0, 1, 7])
        return t.prepare(program)

    # --- Functions.

    def shell(self, name, last):
        r = self.r
        native = self.features.native
        result = None
        if self.chance(0.85) or native:
            result = r.choice(t.SCALARS if native or self.chance(0.5) else t.STRUCTS)
        types = [t.UNSIGNED]
        if not native and self.chance(0.4):
            types.append(r.choice(t.STRUCTS + [t.UNSIGNED]))
        params = [t.Var("a%d" % n, type, "param") for n, type in enumerate(types)]
        f = t.Function(name, params, result)
        if not self.features.c2y and not native and self.chance(0.1):
            f.old_style = True
        elif self.chance(0.1):
            params[0].volatile = True
        f.attribute = r.choice([""] * 6 + ["__attribute__((noinline)) ", "inline "])
        f.throws = self.far_used and not last and self.chance(0.5)
        if f.result and not native and self.chance(0.25):
            f.named = t.Var("r%s" % name[1:], f.result, "result")
        return f

    def fill(self, f):
        self.f = f
        self.computed_used = False
        # In a function that calls setjmp, all variables are volatile, or a
        # deferral that may change one is not run between setjmp and longjmp.
        self.setjmps = self.features.exits and self.features.setjmp and self.chance(0.3)
        # (Clang loses stores to a parameter that is a volatile structure.)
        self.all_volatile = (self.setjmps and not f.old_style and self.chance(0.5)
                             and all(p.type.count is None for p in f.params))
        if self.all_volatile:
            for p in f.params:
                p.volatile = True
        c = Context().but(vars=list(f.params), outermost=True,
                          own=frozenset(p.name for p in f.params))
        if f.throws:
            c = c.but(far=True, throwing=True)
        c = self.with_handles(c)
        nodes = []
        early = self.r.randint(0, 3) if f.named else 0
        for _ in range(early):
            self.statement(nodes, c)
        if f.named:
            nodes.append(t.Declare(f.named, self.initial(f.result, c)))
            c.declare(f.named)
        back = not f.named and self.chance(0.3)
        self.fill_list(nodes, c, back, not f.named and self.chance(0.25))
        self.place_handles(nodes, c)
        if f.result is None:
            if self.chance(0.3):
                nodes.append(t.Return(None))
        elif not f.named or self.chance(0.5):
            nodes.append(self.returns(c))
        f.body = t.Block(nodes)

    def returns(self, c):
        if self.f.result is None:
            return t.Return(None)
        return t.Return(self.whole(c, self.f.result))

    def with_handles(self, c):
        """A body: the handles it has, and the outer ones they do not hide."""
        unplaced = []
        if self.features.named and self.chance(0.6 if c.s == 0 else 0.2):
            for name in self.r.sample(["h", "k", "q"], self.r.randint(1, 2)):
                unplaced.append(t.Handle(name))
        names = [handle.name for handle in unplaced]
        kept = [handle for handle in c.handles if handle.name not in names]
        return c.but(handles=kept + unplaced, unplaced=unplaced)

    def place_handles(self, nodes, c):
        while c.unplaced:
            nodes.append(self.defer(c, "__defer", named=True))

    # --- Lists of statements.

    def block(self, c, size=None):
        nodes = []
        c = c.but(vars=list(c.vars), targets=list(c.targets), outermost=False,
                  own=frozenset())
        self.fill_list(nodes, c, self.chance(0.25), self.chance(0.2), size)
        return t.Block(nodes)

    def fill_list(self, nodes, c, back, plain, size=None):
        """A goto may go to the front, and to the end of a plain list."""
        outer = c.plain
        if back:
            label = self.label()
            nodes.append(t.Mark(label))
            c.targets = list(c.targets) + [label]
        c.no_vla = back
        end = None
        if plain:
            c.plain = True
            end = self.label()
            c.targets = list(c.targets) + [end]
        for _ in range(size or self.r.randint(1, 5 if c.depth < 2 else 3)):
            self.statement(nodes, c)
        if end:
            nodes.append(t.Mark(end))
            nodes.append(self.say(c))
            c.targets = [label for label in c.targets if label is not end]
        c.plain = outer

    def label(self):
        return t.Label("L%d" % self.number())

    def inner(self, c, **changes):
        return c.but(depth=c.depth + 1, outermost=False, plain=False, **changes)

    def statement(self, nodes, c):
        r = self.r
        kinds = ["say", "say", "change", "change", "change", "jump", "jump", "call"]
        if c.depth < self.deepest:
            kinds += ["defer"] * 6
            kinds += ["block", "branch", "loop", "loop", "switch", "say"]
            if not self.features.native:
                kinds += ["duff", "enter", "named", "computed"]
                if self.setjmps and c.s == 0:
                    kinds += ["setjmp"] * 4
        if not c.plain:
            kinds += ["declare", "declare", "declare"]
        made = getattr(self, r.choice(kinds))(c)
        if isinstance(made, list):
            nodes.extend(made)
        elif made:
            nodes.append(made)

    def named(self, c):
        """Uses of named deferrals."""
        if c.handles:
            return t.Eval(self.void(c))
        return None

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
            var.kind, var.volatile = "cleanup", False
            node = t.Declare(var, t.Const(self.number()))
        elif kind == "static":
            var.kind = "static"
            node = t.Declare(var, t.Const(self.number()))
        elif kind == "vla":
            if c.volatile or c.no_vla or c.inside:
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

    # --- Statements that have others in them.

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


def make(seed, features):
    program = Generator(seed, features).program()
    program.inlined = features.inlined
    return program
