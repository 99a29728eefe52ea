# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What variables hold and what expressions give, in a run of the model."""

from .frames import Jump, Scope, Unusable, Thrown


class Values:
    """A part of Model."""

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
        except Jump as jump:
            inner.leave(0, jump if type(jump) is Thrown else None)
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
            action(None)

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
