# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What is done to the tokens of a program to make it hostile.

Most mutations are of whole statements, so that most mutants parse.
"""

import re

from .tokens import statements, text, tokens

WORDS = [
    "__defer", "_Defer", "__defer", "_Defer", "defer", "__defer_capture", "__defer_named",
    "__defer_result", "defer_run", "defer_cancel", "if", "else", "for", "while", "do",
    "switch", "case", "default", ":", "goto", "break", "continue", "return", "{", "}",
    "(", ")", ";", ",", "0", "1", "*", "&", "&&", "static", "volatile", "int", "void",
    "struct", "sizeof", "typeof", "__attribute__((cleanup(clean)))", "({", "})",
    "setjmp", "longjmp", "_Generic", "__extension__", "asm", "inline", "const", "=",
]
WRAPPERS = [
    "__defer { %s }", "_Defer { %s }", "__defer %s", "_Defer %s", "_Defer _Defer { %s }",
    "for (;;) { %s }", "while (0) { %s }", "do { %s } while (0);", "if (1) { %s }",
    "if (0) ; else %s", "{ %s }", "switch (1) { case 1: %s }", "switch (1) { %s case 2: ; }",
    "(void)({ %s 0; });", "M1: %s", "__attribute__((unused)) { %s }", "__extension__ ({ %s 1; });",
    "for (int m = 0; m < 2; m++) { %s }", "__defer_capture(a0) { %s }", "if (({ %s 1; })) ;",
    "__defer_named(h) { %s }",
]
INSERTED = [
    "return;", "return 0;", "break;", "continue;", "goto M1;", "M1:;", "goto *&&M1;",
    "__defer ;", "_Defer ;", "__defer { return; }", "_Defer break;", "defer_run(h);",
    "defer_cancel(h);", "__defer_named(h) defer_run(h);", "__defer_result int r = 0;",
    "int m1 = 0;", "int m2[n1()];", "asm goto(\"\" : : : : M1);", "__builtin_unreachable();",
    "{ int m3 __attribute__((cleanup(clean))); }", "case 1:;", "default:;", "int m4;",
    "__defer { __defer { goto M1; } }", "_Defer { M2: goto M2; }", "__builtin_trap();",
]


def mutate(words, r):
    words = list(words)
    for _ in range(r.choice([1, 1, 2, 2, 3, 5])):
        parts = statements(words)
        if not words:
            break
        if not parts or r.random() < 0.15:
            token(words, r)
        else:
            statement(words, parts, r)
    return words


def token(words, r):
    at, other = r.randrange(len(words)), r.randrange(len(words))
    kind = r.randrange(5)
    if kind == 0:
        del words[at]
    elif kind == 1:
        words.insert(at, words[at])
    elif kind == 2:
        words[at], words[other] = words[other], words[at]
    elif kind == 3:
        words[at] = words[other]
    else:
        words[at] = r.choice(WORDS)


def statement(words, parts, r):
    begin, end = r.choice(parts)
    part = words[begin:end]
    kind = r.randrange(10)
    if kind == 0:
        del words[begin:end]
    elif kind == 1:
        to = r.choice(parts)[0]
        words[to:to] = part
    elif kind == 2:
        to = r.choice(parts)
        if to[0] >= end:
            words[begin:to[1]] = words[to[0]:to[1]] + words[end:to[0]] + part
    elif kind in (3, 4, 5):
        words[begin:end] = tokens(r.choice(WRAPPERS) % text(part))
    elif kind in (6, 7):
        words[begin:begin] = tokens(r.choice(INSERTED))
    elif kind == 8:
        gotos = [at for at in range(len(words) - 1) if words[at] == "goto"]
        labels = [words[at] for at in range(len(words) - 1)
                  if words[at + 1] == ":" and re.match(r"[A-Za-z_]", words[at])]
        if gotos and labels:
            words[r.choice(gotos) + 1] = r.choice(labels)
    else:
        places = [at for at, w in enumerate(words)
                  if w in ("__defer", "_Defer", "break", "continue", "return")]
        if places:
            at = r.choice(places)
            words[at] = r.choice(["__defer", "_Defer", "break", "continue", words[at]])
