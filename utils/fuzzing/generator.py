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
from .context import Context
from .declaring import Declaring
from .entering import Entering
from .expressions import Expressions
from .leaving import Leaving
from .nesting import Nesting


class Features:
    """What the compiler knows and the batch is to have."""

    def __init__(self, **changes):
        self.words = ["_Defer", "__defer", "__defer"]
        self.named = False  # defer_run and defer_cancel
        self.c2y = False  # named loops, no K&R definitions
        self.native = False  # only what Clang's own _Defer gets right
        self.exits = True  # longjmp and exit: memory may leak
        self.setjmp = True
        self.throws = False  # exceptions, and no names in statements
        self.panics = False  # and those
        self.chain = False  # those alone, with no unwinder
        self.inlined = False  # what prints and decides; compiles half as fast
        self.asm = True  # asm goto, computed goto
        self.vla = True  # variable length arrays
        self.cleanups = True  # cleanup variables where nothing is deferred
        self.asm_alone = False  # to Clang, each asm goto has the labels of all
        self.__dict__.update(changes)


class Generator(Declaring, Nesting, Entering, Expressions, Leaving):
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
        if self.features.throws:
            kinds += ["throw", "throw"]
            if self.features.panics and c.s:
                kinds += ["recover"] * 4
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


def make(seed, features):
    program = Generator(seed, features).program()
    program.inlined, program.throws = features.inlined, features.throws
    program.panics = features.panics
    program.chain = features.chain
    return program
