# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The tree of a random program: plain data that generator.py makes, emit.py
writes as C, model.py runs and reduce.py shrinks.

Variables, labels, handles and functions are objects, told apart by identity:
two of them may have the same name in C, where one hides the other.
"""


class Type:
    """`count` elements (None for a scalar), each cut to `mask`."""

    def __init__(self, name, kind, element="unsigned", count=None, mask=0xFFFFFFFF):
        self.name, self.kind, self.element = name, kind, element
        self.count, self.mask = count, mask


UNSIGNED = Type("unsigned", "scalar")
BYTE = Type("unsigned char", "scalar", mask=0xFF)
WIDE = Type("unsigned long long", "scalar")
SCALARS = [UNSIGNED, BYTE, WIDE]

# In one register, in two, in floating-point registers, in memory, aligned.
STRUCTS = [
    Type("struct b3", "struct", "unsigned char", 3, 0xFF),
    Type("struct u2", "struct", "unsigned", 2),
    Type("struct u4", "struct", "unsigned", 4),
    Type("struct d2", "struct", "double", 2),
    Type("struct u9", "struct", "unsigned", 9),
    Type("struct a5", "struct", "unsigned long long", 5),
]
ARRAY = Type("unsigned", "array", "unsigned", 3)
VLA = Type("unsigned", "vla", "unsigned", 2)


class Var:
    """kind: auto, param, loop, static, cleanup, result, vla, alias, copy."""

    def __init__(self, name, type, kind="auto", volatile=False, outermost=False):
        self.name, self.type, self.kind = name, type, kind
        self.volatile, self.outermost = volatile, outermost


class Label:
    def __init__(self, name):
        self.name = name


class Handle:
    """Of named deferrals; `owner` is the body (a Defer or a Function) that has
    the deferral, found by prepare()."""

    def __init__(self, name):
        self.name, self.owner = name, None


class Buffer:
    """A jmp_buf."""

    def __init__(self, name):
        self.name = name


class Function:
    def __init__(self, name, params, result):
        self.name, self.params, self.result = name, params, result
        self.named = None  # the variable of __defer_result
        self.old_style = False
        self.attribute = ""
        self.defers = False  # there is a deferral in it
        self.throws = False  # may longjmp past its caller
        self.recovers = False  # one of its own deferrals may
        self.body = None


class Program:
    def __init__(self, seed, functions, calls):
        self.seed, self.functions, self.calls = seed, functions, calls
        self.exits = False
        self.inlined = False  # the functions that print and decide
        self.throws = False  # exceptions
        self.panics = False
        self.chain = False


class Node:
    fields = ()
    inside = frozenset()  # labels of this statement and below

    def __init__(self, *values):
        for name, value in zip(self.fields, values, strict=True):
            setattr(self, name, value)


def node(name, *fields):
    return type(name, (Node,), {"fields": fields})


# Expressions.  All values are unsigned but for Whole, Literal and calls of
# functions that return structures; Run and Cancel have none.
Const = node("Const", "n")
Read = node("Read", "var", "index")
Decide = node("Decide", "n")
Go = node("Go", "n")
Binary = node("Binary", "op", "left", "right")
Choose = node("Choose", "condition", "then", "other")
Logic = node("Logic", "op", "left", "right")
Comma = node("Comma", "left", "right")
Assign = node("Assign", "var", "index", "value")
Call = node("Call", "function", "args")
Inside = node("Inside", "block", "result")  # a statement expression
SizeOf = node("SizeOf", "var")  # elements of a variable length array
Whole = node("Whole", "var")
Literal = node("Literal", "type", "values")
Run = node("Run", "handle")
Cancel = node("Cancel", "handle")
Nothing = node("Nothing")  # (void)0
Recover = node("Recover")

# Statements.
Say = node("Say", "value", "type")
Eval = node("Eval", "value")
Bump = node("Bump", "var", "index", "n")  # through its address
Copy = node("Copy", "var", "value")  # of structures
Declare = node("Declare", "var", "value")
DeclareVla = node("DeclareVla", "var", "base", "odds", "first", "second")
Alias = node("Alias", "var", "target", "index")
Block = node("Block", "nodes")
If = node("If", "condition", "then", "other")
Loop = node("Loop", "kind", "var", "condition", "body", "label")
Switch = node("Switch", "value", "body", "labels", "default", "label")
Mark = node("Mark", "label")  # L:
Case = node("Case", "label", "number")  # number None: default
Goto = node("Goto", "label")
AsmGoto = node("AsmGoto", "label", "jumps")
ComputedGoto = node("ComputedGoto", "labels", "index")
Break = node("Break", "label")  # label None: the innermost
Continue = node("Continue", "label")
Return = node("Return", "value")
Defer = node("Defer", "word", "captured", "handle", "statement")
Setjmp = node("Setjmp", "spelling", "buffer", "far", "body", "handler")
Longjmp = node("Longjmp", "buffer", "value")
FarJump = node("FarJump", "odds", "value")
Exit = node("Exit", "status")
Throw = node("Throw", "odds")
Panic = node("Panic", "odds", "value")


def children(n):
    """The nodes right below a node."""
    for name in n.fields:
        value = getattr(n, name)
        if isinstance(value, Node):
            yield value
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, Node):
                    yield item


def walk(n):
    yield n
    for child in children(n):
        yield from walk(child)


def prepare(program):
    """Finds what hangs together: which labels are where, whose handles."""
    program.exits = False
    for function in program.functions:
        function.recovers = False
        locate(function.body, function, program)
    return program


def locate(n, owner, program):
    labels = set()
    if isinstance(n, (Mark, Case)):
        labels.add(n.label)
    if isinstance(n, Exit):
        program.exits = True
    if isinstance(n, Defer):
        n.owner = owner
        if n.handle:
            n.handle.owner = owner
    if isinstance(n, Recover) and isinstance(owner, Defer):
        if isinstance(owner.owner, Function):
            owner.owner.recovers = True
    for child in children(n):
        labels |= locate(child, n if isinstance(n, Defer) else owner, program)
    if isinstance(n, (Defer, Inside)):
        labels = set()  # nothing may jump there
    n.inside = labels
    return labels
