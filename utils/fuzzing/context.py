# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What may stand at a place of a random program."""


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
