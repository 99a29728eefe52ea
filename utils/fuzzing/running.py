# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What statements do, in a run of the model."""

from . import tree as t
from .frames import BreakTo, ContinueTo, Entry, Frame, GotoTo, ReturnOf, Scope, Unusable


class Running:
    """A part of Model."""

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
            scope.add(lambda thrown: self.clean(scope, var))

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

        def action(thrown):
            frame = Frame(scope.frame, n, None, self.wrong, thrown)
            self.body(nodes, parent, frame)

        if n.word == "_Defer":
            scope.add(action)
        else:
            scope.frame.entries.append(Entry(None, n.handle, action))
