# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Makes a mutant shorter: tokens are taken away, many and then few, while the
compiler still fails in the same way."""

import os
import re

from .tokens import outermost, statements, text


def sign(bad):
    return re.sub(r"\d+|'.*?'|/\S+", "", bad)[:25]


def shrink(words, compiler, flags, bad, scratch, tries=400):
    path = os.path.join(scratch, "shrink.c")

    def still(candidate):
        nonlocal tries
        tries -= 1
        with open(path, "w", encoding="utf-8") as file:
            file.write(text(candidate))
        now, _, _ = compiler.verdict(path, flags)
        return now and sign(now) == sign(bad) and not compiler.own(path, flags)

    again = True
    while again and tries > 0:
        again = False
        parts = sorted(statements(words), key=lambda part: part[0] - part[1])
        tops = outermost(words)
        for begin, end in tops + parts:
            if tries <= 0 or end > len(words):
                break
            candidate = words[:begin] + words[end:]
            if still(candidate):
                words, again = candidate, True
                break
    return words
