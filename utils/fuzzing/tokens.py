# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""C as a list of tokens, and the statements and functions among them."""

import re

TOKEN = re.compile(
    r"""(?m)^\s*\#(?:[^\n\\]|\\\n|\\.)*\n|//[^\n]*|/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|"""
    r"""'(?:[^'\\\n]|\\.)*'|[A-Za-z_]\w*|\d[\w.]*|->|\+\+|--|&&|\|\||<<|>>|[-+*/%^&|<>=!]=|\.\.\.|\S""",
    re.S,
)


def tokens(text):
    found = [m.group(0) for m in TOKEN.finditer(text)]
    return [w for w in found if not w.startswith(("//", "/*"))]


def text(words):
    return "".join("\n" + w.strip() + "\n" if w.endswith("\n")
                   else w + ("\n" if w in "{};" else " ") for w in words)


def statements(words):
    """(begin, end) of what stands between semicolons and braces in functions."""
    found, opened, begin, parens = [], [], 0, 0
    for at, word in enumerate(words):
        if word in "([":
            parens += 1
        elif word in ")]":
            parens -= 1
        elif word == "{":
            opened.append((begin, parens))
            begin, parens = at + 1, 0
        elif word == "}" and opened:
            begin, parens = opened.pop()
            if opened and parens == 0:
                found.append((begin, at + 1))
            if parens == 0:
                begin = at + 1
        elif word == ";" and parens == 0:
            if opened and at > begin:
                found.append((begin, at + 1))
            begin = at + 1
    return found


def outermost(words):
    """(begin, end) of what stands outside of all functions, and of those."""
    found, begin, depth = [], 0, 0
    for at, word in enumerate(words):
        depth += (word == "{") - (word == "}")
        if depth == 0 and (word in ";}" or word.endswith("\n")):
            found.append((begin, at + 1))
            begin = at + 1
    if begin < len(words):
        found.append((begin, len(words)))
    return found


def balanced(words):
    """Whether all brackets that are opened are closed."""
    opened = []
    for word in words:
        if word in ("(", "[", "{"):
            opened.append(word)
        elif word in (")", "]", "}") and (
                not opened or opened.pop() + word not in ("()", "[]", "{}")):
            return False
    return not opened
