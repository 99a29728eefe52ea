# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Many mutants in one translation unit: each is a function with mutations.

The unit is compiled; a function in which the compiler has found an error has
had its answer and becomes the one it was, and so on until there is no error:
what is left is accepted, down to the object.  Where an error stands elsewhere the
mutants are halved; where the compiler fails, each is compiled alone.
"""

import os

from . import hostile
from .mutations import mutate
from .tokens import balanced, outermost, text

SHARE = 0.8  # of a unit's functions are mutated


class Mutant:
    """A whole program as tokens; what came of it."""

    def __init__(self, words, flags):
        self.words, self.flags = words, flags
        self.bad = None
        self.accepted = self.ours = self.own = False


class Unit:
    def __init__(self, words, r, flags):
        self.flags = flags
        self.pieces = [words[begin:end] for begin, end in outermost(words)]
        self.mutated = {}  # by the number of the piece
        self.alone = []
        for n, piece in enumerate(self.pieces):
            if "{" not in piece or ")" not in piece or piece[-1] != "}" or r.random() > SHARE:
                continue
            at = piece.index("{")
            new = piece[:at] + mutate(piece[at:], r)
            if new == piece:
                continue
            if new[-1] == "}" and balanced(new) and outermost(new) == [(0, len(new))]:
                self.mutated[n] = new
            else:
                self.alone.append(self.one(n, new))

    def one(self, n, new):
        pieces = self.pieces[:n] + [new] + self.pieces[n + 1:]
        return Mutant(sum(pieces, []), self.flags)

    def judge(self, compiler, path):
        """All mutants, judged."""
        yield from self.together(compiler, path, self.mutated)
        for mutant in self.alone:
            judge(mutant, compiler, path)
            yield mutant

    def together(self, compiler, path, left):
        left = dict(left)
        while left:
            places = self.write(path, left)
            bad, accepted, said = compiler.verdict(path, self.flags + ["-ferror-limit=0"])
            if bad:
                yield from self.suspects(compiler, path, left, places)
                return
            if accepted:
                for n, new in left.items():
                    mutant = self.one(n, new)
                    mutant.accepted = True
                    yield mutant
                return
            wrong = self.wrong(said, path, places)
            if any(n not in left for n in wrong):
                yield from self.halves(compiler, path, left)
                return
            for n, ours in wrong.items():
                mutant = self.one(n, left.pop(n))
                mutant.ours = ours
                yield mutant

    @staticmethod
    def wrong(said, path, places):
        """The pieces with errors, and whether one of those is the plugin's."""
        found = {}
        for line, error in hostile.errors(said, path):
            n = next((n for n, (begin, end) in places.items()
                      if line and begin <= line < end), None)
            found[n] = found.get(n, False) or hostile.is_ours(error)
        return found

    def halves(self, compiler, path, left):
        """What one of them has done to others is to be its own doing only."""
        if len(left) == 1:
            self.alone += [self.one(n, new) for n, new in left.items()]
            return
        items = list(left.items())
        middle = len(items) // 2
        yield from self.together(compiler, path, dict(items[:middle]))
        yield from self.together(compiler, path, dict(items[middle:]))

    def write(self, path, left):
        """Returns the lines of each piece."""
        places, line = {}, 1
        with open(path, "w", encoding="utf-8") as file:
            for n, piece in enumerate(self.pieces):
                part = text(left.get(n, piece)) + "\n"
                end = line + part.count("\n")
                places[n] = line, end
                line = end
                file.write(part)
        return places

    def suspects(self, compiler, path, left, places):
        """Which of them it is, or else the whole."""
        found = False
        for n, new in left.items():
            mutant = self.one(n, new)
            judge(mutant, compiler, path)
            found |= mutant.bad is not None
            yield mutant
        if not found:
            whole = Mutant(sum((left.get(n, self.pieces[n]) for n in places), []), self.flags)
            judge(whole, compiler, path)
            yield whole


def save(words, path):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text(words))


def judge(mutant, compiler, path):
    save(mutant.words, path)
    mutant.bad, mutant.accepted, said = compiler.verdict(path, mutant.flags)
    mutant.ours = any(hostile.is_ours(error) for _, error in hostile.errors(said, path))
    mutant.own = bool(mutant.bad) and compiler.own(path, mutant.flags)


def clean(compiler, words, path):
    """Whether the compiler takes a program as it is."""
    save(words, path)
    flags = [*compiler.plugin, "-fsyntax-only", "-w"]
    return compiler.compile(path, os.devnull, flags)[0] == 0
