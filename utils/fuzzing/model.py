# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What a program prints, by the language page and nothing else."""

from . import tree as t
from .frames import Ended, Frame, GotoTo, Jump, LongJump, ReturnOf, Scope, Thrown, Unusable
from .running import Running
from .values import Values

FUEL = 70
LIMIT = 1500  # lines
STEPS = 20000  # blocks entered and gotos


class Model(Values, Running):
    def __init__(self, seed, wrong=None):
        self.state, self.fuel, self.wrong = seed & 0xFFFFFFFF, 0, wrong
        self.out, self.top, self.steps = [], None, 0
        self.statics = Scope(None, None)
        self.do, self.value = {}, {}
        for name in dir(self):
            kind, _, of = name.partition("_")
            if kind in ("do", "value") and of:
                getattr(self, kind)[getattr(t, of)] = getattr(self, name)

    # --- What the program's own helpers do.

    def decide(self, n):
        self.state = (self.state * 1103515245 + 12345) & 0xFFFFFFFF
        return (self.state >> 16) % n if self.fuel > 0 else 0

    def go(self, n):
        self.fuel -= 1
        return 1 if self.fuel > 0 and self.decide(n) else 0

    def say(self, text):
        self.out.append(text)
        if len(self.out) > LIMIT:
            raise Unusable("too long")

    def step(self):
        self.steps += 1
        if self.steps > STEPS:
            raise Unusable("too long")

    def summary(self, value):
        if isinstance(value, list):
            return sum(x * (i + 1) for i, x in enumerate(value)) & 0xFFFFFFFF
        return value & 0xFFFFFFFF

    def program(self, program):
        try:
            for argument in program.calls:
                self.fuel = FUEL
                function = program.functions[-1]
                args = [self.filled(p.type, argument) for p in function.params]
                try:
                    result = self.call(function, args)
                    if function.result:
                        self.say(self.summary(result))
                except Thrown as thrown:
                    self.say("thrown" if thrown.value is None else "panic %d" % thrown.value)
        except Ended as ended:
            self.say("status %d" % ended.args[0])
        except RecursionError:
            raise Unusable("too deep") from None
        return self.out

    def filled(self, type, n):
        if type.count is None:
            return n & type.mask
        return [(n + i) & type.mask for i in range(type.count)]

    # --- Bodies.

    def call(self, function, args):
        frame = Frame(None, function, None, self.wrong)
        around = Scope(self.statics, frame)
        frame.activation = around
        around.vars = dict(zip(function.params, args))
        around.vars[function] = function
        value = None
        if function.named and function.recovers:
            around.vars[function.named] = self.zero(function.result)
        try:
            if self.body(function.body.nodes, around, frame):
                value = self.zero(function.result)
        except ReturnOf as returned:
            value = returned.args[0]
        if function.named:
            return around.vars[function.named]
        return value

    @staticmethod
    def zero(type):
        return type and (0 if type.count is None else [0] * type.count)

    def body(self, nodes, parent, frame):
        """Returns whether it has ended by a recovery."""
        scope = Scope(parent, frame, True)
        jump = thrown = None
        try:
            self.list(nodes, scope, None)
        except Thrown as one:
            thrown = one
        except Jump as one:
            jump = one
        thrown = frame.drain(thrown)
        if thrown and not thrown.recovered:
            raise thrown
        if jump and not thrown:
            raise jump
        return bool(thrown)

    def list(self, nodes, scope, enter):
        at = 0
        if enter:
            at = self.index(nodes, enter)
        while at < len(nodes):
            scope.at = at
            n = nodes[at]
            try:
                self.do[type(n)](n, scope, enter)
            except GotoTo as jump:
                self.step()
                enter = jump.args[0]
                target = self.index(nodes, enter)
                if target is None:
                    raise
                if target <= at:
                    if scope.outermost:
                        scope.frame.leave_backward(target)
                    else:
                        scope.leave(target)
                at = target
                continue
            enter = None
            at += 1

    @staticmethod
    def index(nodes, label):
        for at, n in enumerate(nodes):
            if label in n.inside:
                return at
        return None

    def do_Block(self, n, scope, enter):
        self.block(n.nodes, scope, enter)

    def block(self, nodes, scope, enter):
        self.step()
        inner = Scope(scope, scope.frame)
        for n in nodes:  # a `case` may jump over a declaration
            if type(n) is t.Declare and n.value is None:
                inner.vars[n.var] = None
        try:
            self.list(nodes, inner, enter)
        except Jump as jump:
            inner.leave(0, jump if type(jump) is Thrown else None)
            raise
        inner.leave()

    def substatement(self, n, scope, enter):
        """It is a block of its own, with braces or without."""
        self.block(n.nodes if type(n) is t.Block else [n], scope, enter)

    # --- Past bodies, of which nothing runs.

    def do_Setjmp(self, n, scope, enter):
        token = object()
        inner = Scope(scope, scope.frame)
        inner.vars[n.buffer] = token
        above = self.top
        if n.far:
            self.top = token
        try:
            self.substatement(n.body, inner, enter)
            self.top = above
            return
        except LongJump as jump:
            if jump.args[0] is not token:
                raise
        # Nothing ran, and what was pending stays so.
        self.top = above
        self.substatement(n.handler, inner, None)

    def do_Longjmp(self, n, scope, enter):
        raise LongJump(scope.holder(n.buffer).vars[n.buffer])

    def do_Throw(self, n, scope, enter):
        if self.go(n.odds):
            raise Thrown()

    def do_Panic(self, n, scope, enter):
        if self.go(n.odds):
            raise Thrown(n.value)

    def value_Recover(self, e, scope):
        thrown = scope.frame.runs_for
        if not thrown or thrown.value is None or thrown.recovered:
            return 0
        thrown.recovered = True
        return thrown.value

    def do_FarJump(self, n, scope, enter):
        if self.top is not None and self.go(n.odds):
            raise LongJump(self.top)

    def do_Exit(self, n, scope, enter):
        raise Ended(n.status)


def expected(program, wrong=None):
    return [str(x) for x in Model(program.seed, wrong).program(program)]
