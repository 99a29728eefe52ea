# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Whether a tree is a legal program: each name means what the tree says, and no
jump goes where the language forbids it.  What the generator makes always is;
what is left of it when something is taken away often is not, and then nobody
need ask the compiler.
"""

from . import tree as t


class Illegal(Exception):
    pass


SCOPED = (t.DeclareVla, t.Declare, t.Alias)


def holds(n):
    """A statement behind which a scope begins that no jump may enter."""
    return isinstance(n, SCOPED) or isinstance(n, t.Defer) and n.word == "_Defer"


class Place:
    """Where a statement is: lists and positions in them, and the bodies that no
    jump crosses."""

    def __init__(self, steps, vars, owner, loops, named):
        self.steps, self.vars, self.owner = steps, vars, owner
        self.breaks, self.continues = loops
        self.named = named


class Checker:
    def __init__(self, program):
        t.prepare(program)
        for function in program.functions:
            self.jumps, self.labels = [], {}
            self.function = function
            place = Place([], {}, [function], (False, False), {})
            place.vars.update((p.name, p) for p in function.params)
            self.list(function.body.nodes, place, set(place.vars))
            for place, label, switch in self.jumps:
                self.jump(place, label, switch)
            if function.named and function.named not in self.declared:
                raise Illegal("no named result")
            self.ends(function)

    def ends(self, function):
        nodes = function.body.nodes
        if function.result and not function.named and not (
            nodes and isinstance(nodes[-1], t.Return)
        ):
            raise Illegal("no return at the end")

    def need(self, truth, text):
        if not truth:
            raise Illegal(text)

    def list(self, nodes, place, own=frozenset()):
        place = Place(place.steps, dict(place.vars), place.owner,
                      (place.breaks, place.continues), place.named)
        own = set(own)
        self.declared = getattr(self, "declared", set())
        for at, n in enumerate(nodes):
            steps = place.steps + [(nodes, at)]
            inside = Place(steps, place.vars, place.owner,
                           (place.breaks, place.continues), place.named)
            var = n.var if isinstance(n, SCOPED) else None
            if var:
                self.need(var.name not in own, "declared twice")
                own.add(var.name)
                self.declared.add(var)
                place.vars[var.name] = var
            self.visit(n, inside)

    def visit(self, n, place):
        for name in ("var", "target"):
            var = getattr(n, name, None)
            if isinstance(var, t.Var) and not isinstance(n, t.Loop):
                self.need(place.vars.get(var.name) is var, "unknown variable")
        special = getattr(self, "n_" + type(n).__name__, None)
        if special:
            special(n, place)
        else:
            for child in t.children(n):
                self.visit(child, place)

    def n_Block(self, n, place):
        self.list(n.nodes, place)

    def n_Inside(self, n, place):
        steps = place.steps + [(n, 0)]
        self.list(n.block.nodes + [t.Eval(n.result)], Place(
            steps, place.vars, place.owner, (place.breaks, place.continues), place.named))

    def n_If(self, n, place):
        self.visit(n.condition, place)
        for arm in (n.then, n.other):
            if arm:
                self.list([arm], place)

    def n_Loop(self, n, place):
        vars = dict(place.vars)
        if n.var:
            vars[n.var.name] = n.var
        inner = Place(place.steps, vars, place.owner, (False, False), place.named)
        self.visit(n.condition, inner)
        inner.breaks = inner.continues = True
        inner.named = {**place.named, n.label: True}
        self.list([n.body], inner)

    def n_Switch(self, n, place):
        self.visit(n.value, place)
        inner = Place(place.steps, place.vars, place.owner,
                      (True, place.continues), {**place.named, n.label: False})
        self.list([n.body], inner)
        for label in [*n.labels.values(), n.default]:
            if label in n.inside:
                self.jumps.append((inner, label, True))
        kept = [label for label in n.labels.values() if label in n.inside]
        self.need(kept or n.default in n.inside, "a switch without cases")

    def n_Mark(self, n, place):
        self.labels[n.label] = place.steps

    n_Case = n_Mark

    def n_Goto(self, n, place):
        self.jumps.append((place, n.label, False))

    n_AsmGoto = n_Goto

    def n_ComputedGoto(self, n, place):
        for label in n.labels:
            self.jumps.append((place, label, False))

    def n_Break(self, n, place):
        self.need(n.label in place.named if n.label else place.breaks, "break")

    def n_Continue(self, n, place):
        self.need(place.named.get(n.label) if n.label else place.continues, "continue")

    def n_Return(self, n, place):
        self.need(place.owner == [self.function], "return in S")
        self.need((n.value is None) == (self.function.result is None), "return")
        if n.value:
            self.visit(n.value, place)

    def n_Run(self, n, place):
        self.need(n.handle.owner in place.owner, "unknown handle")

    n_Cancel = n_Run

    def n_Defer(self, n, place):
        vars = dict(place.vars)
        for var, copy in n.captured:
            self.need(vars.get(var.name) is var, "unknown captured variable")
            vars[var.name] = copy
        inner = Place(place.steps + [(n, 0)], vars, place.owner + [n], (False, False), {})
        statement = n.statement
        nodes = statement.nodes if isinstance(statement, t.Block) else [statement]
        self.list(nodes, inner)

    def n_Setjmp(self, n, place):
        inner = place
        if n.far:
            inner = Place(place.steps + [(n, 0)], place.vars, place.owner,
                          (False, False), {})
        self.visit(n.body, inner)
        self.visit(n.handler, place)

    def jump(self, place, label, switch):
        self.need(label in self.labels, "no label")
        source, target = place.steps, self.labels[label]
        same = 0
        while (same < min(len(source), len(target))
               and source[same][0] is target[same][0]):
            same += 1
            if source[same - 1][1] != target[same - 1][1]:
                break
        for step, _ in source[same:]:
            self.need(not isinstance(step, (t.Defer, t.Setjmp)), "out of S")
        for step, at in target[same:]:
            self.need(isinstance(step, list), "into S")
            # At the head of a switch are variables for all of its cases.
            before = [n for n in step[:at] if holds(n) and not (
                switch and isinstance(n, t.Declare) and n.value is None)]
            self.need(not before, "into a scope")
        if same and source[same - 1][0] is target[same - 1][0]:
            nodes, begin = source[same - 1]
            self.need(not any(map(holds, nodes[begin + 1:target[same - 1][1]])),
                      "forward into a scope")


def legal(program):
    try:
        Checker(program)
    except Illegal:
        return False
    return True
