# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Makes a program with a fault shorter, on its tree: an edit stays if what is
left is legal, has a meaning in the model, and still shows a fault of that kind;
one that is not there at -O0 must not come to be.

A dozen edits are tried in one executable.  Each edit is a pair of functions:
one makes it (or says that nothing is left to edit), one takes it back.
"""

import re
import sys

from . import batch, emit, legal, model
from . import tree as t

AT_ONCE = 12


def edits(program):
    """From what takes most away to what takes least."""
    for size in (len(program.calls) - 1, 1):
        if size > 0:
            for at in range(0, len(program.calls), size):
                yield cut(program.calls, at, program.calls[at:at + size], [])
    for f in list(program.functions[:-1]):
        yield cut(program.functions, None, [f], [])
    lists = [n.nodes for f in program.functions for n in t.walk(f.body)
             if isinstance(n, t.Block)]
    found = [(-sum(1 for _ in t.walk(n)), nodes, at, n)
             for nodes in lists for at, n in enumerate(nodes)]
    for _, nodes, at, n in sorted(found, key=lambda one: one[0]):
        yield cut(nodes, at, [n], [])
    for nodes in lists:
        for size in range(2, len(nodes)):
            for at in range(len(nodes) - size + 1):
                if size < 5:
                    yield cut(nodes, at, nodes[at:at + size], [])
    for nodes in lists:
        for at, n in enumerate(nodes):
            for inside in contents(n):
                yield cut(nodes, at, [n], inside)
    for f in program.functions:
        for n in list(t.walk(f.body)):
            for name in n.fields:
                value = getattr(n, name)
                if isinstance(value, t.Node) and not isinstance(n, t.Inside):
                    for other in simpler(value):
                        yield change(n, name, value, other)
                elif isinstance(value, list):
                    for at, item in enumerate(value):
                        if isinstance(n, t.Call):
                            for other in simpler(item):
                                yield cut(value, at, [item], [other])
                        elif isinstance(n, t.Defer):
                            yield cut(value, at, [item], [])
            if isinstance(n, t.Inside):
                for other in simpler(n.result):
                    yield change(n, "result", n.result, other)
            if isinstance(n, t.If) and n.other:
                yield change(n, "other", n.other, None)
            if isinstance(n, t.Defer) and n.handle:
                yield change(n, "handle", n.handle, None)


def cut(nodes, at, old, new):
    """Replaces a part of a list."""

    def make():
        for begin in [at] if at is not None else range(len(nodes)):
            if nodes[begin:begin + len(old)] == old:
                nodes[begin:begin + len(old)] = new
                made.append(begin)
                return True
        # An edit before this one may have moved it.
        for begin in range(len(nodes)):
            if nodes[begin:begin + len(old)] == old:
                nodes[begin:begin + len(old)] = new
                made.append(begin)
                return True
        return False

    def undo():
        begin = made.pop()
        nodes[begin:begin + len(new)] = old

    made = []
    return make, undo


def change(n, name, old, new):
    def make():
        if getattr(n, name) is not old:
            return False
        setattr(n, name, new)
        return True

    return make, lambda: setattr(n, name, old)


def inner(n):
    return list(n.nodes) if isinstance(n, t.Block) else [n]


def contents(n):
    """What may stand for a statement: statements that it has in it."""
    if isinstance(n, t.Block):
        yield n.nodes
    elif isinstance(n, t.If):
        yield inner(n.then)
        if n.other:
            yield inner(n.other)
    elif isinstance(n, t.Loop):
        yield inner(n.body)
    elif isinstance(n, t.Switch):
        yield inner(n.body)
        yield [x for x in inner(n.body) if not isinstance(x, (t.Case, t.Break))]
    elif isinstance(n, t.Defer):
        yield inner(n.statement)
    elif isinstance(n, t.Setjmp):
        yield inner(n.body)
        yield inner(n.handler)
    elif isinstance(n, (t.Say, t.Eval, t.Declare)):
        for e in t.children(n):
            for below in t.walk(e):
                if isinstance(below, t.Inside):
                    yield below.block.nodes


SCALAR = (t.Const, t.Read, t.Decide, t.Go, t.Binary, t.Choose, t.Logic, t.Comma,
          t.Assign, t.Call, t.Inside, t.SizeOf)


def scalar(e):
    """Whether it is certainly a number."""
    if isinstance(e, t.Call):
        return e.function.result is not None and e.function.result.count is None
    if isinstance(e, t.Inside):
        return scalar(e.result)
    if isinstance(e, (t.Comma, t.Choose)):
        return scalar(e.right if isinstance(e, t.Comma) else e.then)
    return isinstance(e, SCALAR)


def simpler(e):
    """What may stand for an expression or a substatement."""
    if isinstance(e, t.Block):
        if len(e.nodes) == 1 and not isinstance(
            e.nodes[0], (t.Mark, t.Case, t.Declare, t.DeclareVla, t.Alias)
        ):
            yield e.nodes[0]
        return
    if scalar(e) and not isinstance(e, t.Const):
        yield t.Const(0)
        yield t.Const(1)
    if isinstance(e, t.Choose):
        yield e.then
        yield e.other
    elif isinstance(e, t.Comma):
        yield e.right
    elif isinstance(e, t.Inside):
        yield e.result
    elif isinstance(e, t.Assign):
        yield e.value
    elif isinstance(e, t.Binary):
        yield e.left
        yield e.right
    elif isinstance(e, (t.If, t.Loop)):
        yield e.then if isinstance(e, t.If) else e.body


def signature(fault):
    """Two faults with the same are taken to be one."""
    if fault.kind == "rejected":
        said = re.findall(r"error: (.*)", fault.text) or [fault.text]
        return "rejected", re.sub(r"\d+|'[^']*'", "", said[0])
    if fault.kind == "crashed":
        said = re.findall(r"(?:Assertion|error:|UNREACHABLE|Program arguments).{0,40}",
                          fault.text)
        return "crashed", re.sub(r"\d+", "", said[0]) if said else ""
    if fault.kind == "ended":
        said = re.search(r"(runtime error|ERROR: \w+): [\w-]+ ?[\w-]*", fault.text)
        return "ended", said.group(0) if said else fault.text[:14]
    return fault.kind, ""


def good(program, wrong, seen=()):
    """What is left, if it is a program, and a new one."""
    if not program.functions or not program.calls or not legal.legal(program):
        return None
    alive = set(program.functions)
    for f in program.functions:
        for n in t.walk(f.body):
            if isinstance(n, t.Call) and n.function not in alive:
                return None
    if emit.text(program) in seen:
        return None
    try:
        return batch.Case(program, wrong)
    except (model.Unusable, model.Jump, model.LongJump, LookupError, TypeError,
            AttributeError):
        return None


def reduce(tools, case, fault, features, scratch, wrong=None, verbose=False):
    """A case that is as short as can be, and its fault."""
    program, wanted = case.program, signature(fault)
    best = case, fault
    control = tools.at_no_level()
    if next(batch.check(control, [case], features, scratch), None):
        control = None

    def faults(candidates):
        bad = {left: f for left, f in batch.check(tools, candidates, features, scratch)
               if signature(f) == wanted}
        if bad and control:
            for left, _ in batch.check(control, list(bad), features, scratch):
                del bad[left]
        return bad

    seen = {case.text}
    again = True
    while again:
        again = False
        todo = edits(program)
        while True:
            tried = {}
            for make, undo in todo:
                if not make():
                    continue
                left = good(program, wrong, seen)
                undo()
                if left:
                    seen.add(left.text)
                    tried[left] = make, undo
                    if len(tried) == AT_ONCE:
                        break
            if not tried:
                break
            found = faults(list(tried))
            first = True
            for left, (make, undo) in tried.items():
                if left not in found or not make():
                    continue
                again = True
                if first:
                    best, first = (left, found[left]), False
                    continue
                # Two edits together may be one too many.
                left = good(program, wrong)
                both = faults([left]) if left else None
                if both:
                    best = left, both[left]
                else:
                    undo()
        if verbose:
            print("%d lines left" % best[0].text.count("\n"), file=sys.stderr)
    good(program, wrong)
    return best
