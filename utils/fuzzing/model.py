# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What a program prints, by the language page and nothing else.

A Scope is one execution of a block, with its variables: whoever still holds it
keeps them alive.  A Frame is one execution of a body (a function's or a
deferred statement's) with all that is pending for its end.
"""

from . import tree as t

FUEL = 70
LIMIT = 1500  # lines
STEPS = 20000  # blocks entered and gotos


class Unusable(Exception):
    """The program runs for too long, or does what C does not define."""


class Jump(Exception):
    """Leaves blocks in the ordinary way, so that what they defer runs."""


class BreakTo(Jump):
    pass


class ContinueTo(Jump):
    pass


class GotoTo(Jump):
    pass


class ReturnOf(Jump):
    pass


class LongJump(Exception):
    """Leaves frames, and nothing runs; as does Ended."""


class Ended(Exception):
    pass


class Entry:
    """Something pending; `place` in the outermost block if it is of a block."""

    def __init__(self, place, handle, action):
        self.place, self.handle, self.action = place, handle, action


class Frame:
    def __init__(self, parent, owner, activation, wrong):
        self.parent, self.owner, self.activation = parent, owner, activation
        self.entries = []
        self.oldest_first = wrong == "order"

    def drain(self):
        entries = self.entries
        while entries:  # taken off before it runs
            entries.pop(0 if self.oldest_first else -1).action()

    def leave_backward(self, place):
        """A goto back to a place of the outermost block: what the function
        defers stays."""
        for entry in reversed(list(self.entries)):
            if entry.place is not None and entry.place >= place:
                self.entries.remove(entry)
                entry.action()

    def take(self, handle):
        for entry in reversed(self.entries):
            if entry.handle is handle:
                self.entries.remove(entry)
                return entry.action
        return None


class Scope:
    def __init__(self, parent, frame, outermost=False):
        self.parent, self.frame, self.outermost = parent, frame, outermost
        self.vars = {}
        self.due = []  # (place in the block, action)
        self.at = 0

    def holder(self, var):
        scope = self
        while var not in scope.vars:
            scope = scope.parent
            if scope is None:
                raise Unusable("no variable " + var.name)
        return scope

    def add(self, action):
        # What the outermost block defers is in one order with what the whole
        # body defers.
        if self.outermost:
            self.frame.entries.append(Entry(self.at, None, action))
        else:
            self.due.append((self.at, action))

    def leave(self, place=0):
        while self.due and self.due[-1][0] >= place:
            self.due.pop()[1]()


class Model:
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
                result = self.call(function, args)
                if function.result:
                    self.say(self.summary(result))
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
        try:
            self.body(function, function.body.nodes, around, frame)
        except ReturnOf as returned:
            value = returned.args[0]
        if function.named:
            return around.vars[function.named]
        return value

    def body(self, owner, nodes, parent, frame):
        scope = Scope(parent, frame, True)
        try:
            self.list(nodes, scope, None)
        except Jump:
            frame.drain()
            raise
        frame.drain()

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
        except Jump:
            inner.leave()
            raise
        inner.leave()

    def substatement(self, n, scope, enter):
        """It is a block of its own, with braces or without."""
        self.block(n.nodes if type(n) is t.Block else [n], scope, enter)

    # --- Variables.

    def place(self, scope, var):
        """The scope and the variable, behind pointers."""
        if var.kind == "static":
            return self.statics, var
        holder = scope.holder(var)
        if var.kind == "alias":
            return holder.vars[var]
        return holder, var

    def get(self, scope, var, index):
        holder, var = self.place(scope, var)
        value = holder.vars[var]
        if index is not None and value is not None:
            value = value[index]
        if value is None:
            raise Unusable("read before written: " + var.name)
        return value & 0xFFFFFFFF

    def set(self, scope, var, index, value):
        holder, var = self.place(scope, var)
        value &= var.type.mask
        if index is None:
            holder.vars[var] = value
        else:
            holder.vars[var][index] = value
        return value

    def converted(self, value, type):
        if isinstance(value, list):
            return list(value)
        return value & type.mask

    # --- Expressions.

    def eval(self, e, scope):
        return self.value[type(e)](e, scope)

    def value_Const(self, e, scope):
        return e.n

    def value_Read(self, e, scope):
        return self.get(scope, e.var, e.index)

    def value_Decide(self, e, scope):
        return self.decide(e.n)

    def value_Go(self, e, scope):
        return self.go(e.n)

    def value_Binary(self, e, scope):
        left, right = self.eval(e.left, scope), self.eval(e.right, scope)
        if e.op == "+":
            return (left + right) & 0xFFFFFFFF
        return left ^ right if e.op == "^" else left & right

    def value_Choose(self, e, scope):
        return self.eval(e.then if self.eval(e.condition, scope) else e.other, scope)

    def value_Logic(self, e, scope):
        left = self.eval(e.left, scope)
        if bool(left) == (e.op == "||"):
            return 1 if left else 0
        return 1 if self.eval(e.right, scope) else 0

    def value_Comma(self, e, scope):
        self.eval(e.left, scope)
        return self.eval(e.right, scope)

    def value_Assign(self, e, scope):
        value = self.eval(e.value, scope)
        return self.set(scope, e.var, e.index, value) & 0xFFFFFFFF

    def value_Call(self, e, scope):
        args = [
            self.converted(self.eval(a, scope), p.type)
            for a, p in zip(e.args, e.function.params)
        ]
        return self.call(e.function, args)

    def value_Inside(self, e, scope):
        inner = Scope(scope, scope.frame)
        try:
            self.list(e.block.nodes, inner, None)
            value = self.eval(e.result, inner)  # read before what is due runs
        except Jump:
            inner.leave()
            raise
        inner.leave()
        return value

    def value_SizeOf(self, e, scope):
        return scope.holder(e.var).vars[e.var, "size"]

    def value_Whole(self, e, scope):
        holder, var = self.place(scope, e.var)
        if holder.vars[var] is None:
            raise Unusable("read before written")
        return list(holder.vars[var])

    def value_Literal(self, e, scope):
        return [x & e.type.mask for x in e.values]

    def value_Run(self, e, scope):
        action = self.owner(e, scope).take(e.handle)
        if action:
            action()

    def value_Cancel(self, e, scope):
        self.owner(e, scope).take(e.handle)

    def value_Nothing(self, e, scope):
        pass

    def owner(self, e, scope):
        frame = scope.frame
        while frame.owner is not e.handle.owner:
            frame = frame.parent
            if frame is None:
                raise Unusable("no handle " + e.handle.name)
        return frame

    # --- Statements.

    def do_Say(self, n, scope, enter):
        self.say(self.summary(self.eval(n.value, scope)))

    def do_Eval(self, n, scope, enter):
        self.eval(n.value, scope)

    def do_Bump(self, n, scope, enter):
        value = self.get(scope, n.var, n.index)
        self.set(scope, n.var, n.index, value + n.n)

    def do_Copy(self, n, scope, enter):
        value = self.eval(n.value, scope)
        holder, var = self.place(scope, n.var)
        holder.vars[var] = list(value)

    def do_Declare(self, n, scope, enter):
        var = n.var
        if n.value is None:
            if scope.vars.get(var) is None:
                scope.vars[var] = None
            return
        if var.kind == "static":
            if var not in self.statics.vars:
                self.statics.vars[var] = self.converted(self.eval(n.value, scope), var.type)
            return
        value = self.converted(self.eval(n.value, scope), var.type)
        if var.kind == "result":
            scope.frame.activation.vars[var] = value
            return
        scope.vars[var] = value
        if var.kind == "cleanup":
            scope.add(lambda: self.clean(scope, var))

    def clean(self, scope, var):
        self.say("c%d" % scope.vars[var])
        scope.vars[var] = (scope.vars[var] + 1000) & 0xFFFFFFFF

    def do_DeclareVla(self, n, scope, enter):
        scope.vars[n.var, "size"] = n.base + self.decide(n.odds)
        scope.vars[n.var] = [n.first, n.second]

    def do_Alias(self, n, scope, enter):
        scope.vars[n.var] = self.place(scope, n.target)

    def do_If(self, n, scope, enter):
        if enter:
            arm = n.then if enter in n.then.inside else n.other
        else:
            arm = n.then if self.eval(n.condition, scope) else n.other
        if arm:
            self.substatement(arm, scope, enter)

    def do_Loop(self, n, scope, enter):
        around = Scope(scope, scope.frame)
        if n.var:
            around.vars[n.var] = 0
        first = n.kind == "do" or enter
        while first or self.eval(n.condition, around):
            first = False
            try:
                self.substatement(n.body, around, enter)
            except BreakTo as jump:
                if jump.args[0] not in (None, n.label):
                    raise
                break
            except ContinueTo as jump:
                if jump.args[0] not in (None, n.label):
                    raise
            enter = None
            if n.kind == "for" and n.var:
                self.set(around, n.var, None, self.get(around, n.var, None) + 1)

    def do_Switch(self, n, scope, enter):
        if not enter:
            enter = n.labels.get(self.eval(n.value, scope))
            if enter not in n.inside:  # or the case has been taken away
                enter = n.default
            if enter not in n.inside:
                return
        try:
            self.substatement(n.body, scope, enter)
        except BreakTo as jump:
            if jump.args[0] not in (None, n.label):
                raise

    def do_Mark(self, n, scope, enter):
        pass

    def do_Case(self, n, scope, enter):
        pass

    def do_Goto(self, n, scope, enter):
        raise GotoTo(n.label)

    def do_AsmGoto(self, n, scope, enter):
        if n.jumps:
            raise GotoTo(n.label)

    def do_ComputedGoto(self, n, scope, enter):
        raise GotoTo(n.labels[self.eval(n.index, scope) % len(n.labels)])

    def do_Break(self, n, scope, enter):
        raise BreakTo(n.label)

    def do_Continue(self, n, scope, enter):
        raise ContinueTo(n.label)

    def do_Return(self, n, scope, enter):
        around = scope.frame.activation
        function = scope.frame.owner
        value = None
        if n.value is not None:
            value = self.converted(self.eval(n.value, scope), function.result)
        if function.named:
            around.vars[function.named] = value
        raise ReturnOf(value)

    def do_Defer(self, n, scope, enter):
        parent = scope
        if n.captured:
            parent = Scope(scope, scope.frame)
            for var, copy in n.captured:
                holder, behind = self.place(scope, var)
                value = holder.vars[behind]
                if value is None:
                    raise Unusable("captured before written")
                parent.vars[copy] = list(value) if isinstance(value, list) else value
        statement = n.statement
        nodes = statement.nodes if type(statement) is t.Block else [statement]

        def action():
            frame = Frame(scope.frame, n, None, self.wrong)
            self.body(n, nodes, parent, frame)

        if n.word == "_Defer":
            scope.add(action)
        else:
            scope.frame.entries.append(Entry(None, n.handle, action))

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

    def do_FarJump(self, n, scope, enter):
        if self.top is not None and self.go(n.odds):
            raise LongJump(self.top)

    def do_Exit(self, n, scope, enter):
        raise Ended(n.status)


def expected(program, wrong=None):
    return [str(x) for x in Model(program.seed, wrong).program(program)]
