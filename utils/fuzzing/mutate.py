# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Hostile input: mutants of generated programs and of the tests are compiled,
and whatever the compiler says must be said in good order.

A fault is a crash, a hang, a complaint of LLVM's verifier, or an object that
still calls a marker: silence where the language wants an error.  A crash that
Clang has without the plugin, the words made nothing, is counted as Clang's own.
Most mutations are of whole statements, so that most mutants parse.
"""

import concurrent.futures
import glob
import os
import random
import re
import subprocess
import tempfile

from . import batch, generator, runs, shrink
from .generator import Features

TIMEOUT = 20
TOKEN = re.compile(
    r"""(?m)^\s*\#(?:[^\n\\]|\\\n|\\.)*\n|//[^\n]*|/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|"""
    r"""'(?:[^'\\\n]|\\.)*'|[A-Za-z_]\w*|\d[\w.]*|->|\+\+|--|&&|\|\||<<|>>|[-+*/%^&|<>=!]=|\.\.\.|\S""",
    re.S,
)
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


def mutate(words, r):
    words = list(words)
    for _ in range(r.choice([1, 1, 2, 2, 3, 5])):
        parts = statements(words)
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


class Compiler:
    def __init__(self, clang, lib, root):
        self.clang = clang
        self.plugin = ["-fplugin=" + os.path.join(lib, "defer.so"), "-fplugin-arg-defer-verify"]
        folders = [os.path.join(root, "include"),
                   *glob.glob(os.path.join(root, "test", "*", "Inputs"))]
        self.include = ["-I" + folder for folder in folders]
        self.plain = ["-D__defer=", "-D_Defer=", "-Ddefer=", "-D__defer_result=",
                      "-D__defer_capture(...)=", "-D__defer_named(h)=",
                      "-Ddefer_run(h)=(void)0", "-Ddefer_cancel(h)=(void)0"]

    def compile(self, path, target, flags):
        command = [self.clang, *self.include, "-ferror-limit=0",
                   "-fno-crash-diagnostics", "-c", path, "-o", target, *flags]
        try:
            made = subprocess.run(command, capture_output=True, text=True, errors="replace",
                                  timeout=TIMEOUT,
                                  env=dict(os.environ, LLVM_DISABLE_SYMBOLIZATION="1"))
        except subprocess.TimeoutExpired:
            return None, "does not end"
        return made.returncode, made.stderr

    def fault(self, path, flags):
        """(fault or None, accepted, said by the plugin)."""
        target = path + ".o"
        status, said = self.compile(path, target, self.plugin + flags)
        ours = re.search(r"error:.*(defer|named result|captur)", said) is not None
        bad = disorder(status, said)
        if not bad and status == 0:
            with open(target, "rb") as file:
                if b"__defer_mark" in file.read():
                    bad = "a marker is left in the object"
        return bad, status == 0, ours

    def own(self, path, flags):
        header = ["-include", "defer.h", *self.plain[-3:]]
        return any(disorder(*self.compile(path, path + ".o", plain + flags))
                   for plain in (self.plain, header))


def disorder(status, said):
    if status is None:
        return "the compiler does not end"
    for sign in ("PLEASE submit", "malformed defer marker", "Assertion", "UNREACHABLE",
                 "LLVM ERROR", "Broken module", "verifier", "internal"):
        if sign in said:
            frame = re.search(r"error: .*|\d\.\t(?!Program).*|LLVM ERROR.*", said)
            return "%s: %s" % (sign, frame.group(0)[:150] if frame else "")
    if status not in (0, 1):
        return "ended with %d" % status
    return None


def inputs(seed, root, r, named):
    """The tokens of a generated program, or of a test."""
    files = sorted(glob.glob(os.path.join(root, "test", "**", "*.c"), recursive=True))
    while True:
        seed += 1
        if r.random() < 0.4:
            program = generator.make(seed, Features(named=named))
            case = runs.Shell(program)
            yield tokens(batch.source([case]))
        else:
            with open(r.choice(files), encoding="utf-8", errors="replace") as file:
                words = tokens(file.read())
            if len(words) > 20:
                yield words


def main(args, clang, lib, root):
    r = random.Random(args.seed)
    compiler = Compiler(clang, lib, root)
    source = inputs(args.seed, root, r, True)
    counts = dict.fromkeys(["accepted", "refused by the plugin", "refused by Clang"], 0)
    faults, own, seen = 0, 0, {}

    def one(job):
        number, words, flags = job
        path = os.path.join(scratch, "mutant-%d.c" % number)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text(words))
        bad, accepted, ours = compiler.fault(path, flags + ["-O0"])
        if accepted and not bad:
            flags = flags + ["-O2"]
            bad, _, _ = compiler.fault(path, flags)
        mine = bad and compiler.own(path, flags)
        for name in (path, path + ".o"):
            if os.path.exists(name):
                os.remove(name)
        return job, bad, accepted, ours, mine, flags

    with tempfile.TemporaryDirectory() as scratch, \
            concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        left = args.count
        while left > 0:
            jobs = []
            for _ in range(min(left, 32)):
                words = mutate(next(source), r)
                flags = [] if r.random() < 0.3 else ["-w"]
                jobs.append((args.count - left + len(jobs), words, flags))
            left -= len(jobs)
            for job, bad, accepted, ours, mine, flags in pool.map(one, jobs):
                counts["accepted" if accepted else "refused by the plugin" if ours
                       else "refused by Clang"] += 1
                if not bad:
                    continue
                if mine:
                    own += 1
                    continue
                faults += 1
                sign = re.sub(r"\d+|<.*?>|'.*?'|/\S+", "", bad)
                seen[sign] = seen.get(sign, 0) + 1
                if seen[sign] > 1:
                    continue
                print("mutant %d of seed %d, %s: %s" % (job[0], args.seed, flags, bad), flush=True)
                os.makedirs(args.keep, exist_ok=True)
                name = os.path.join(args.keep, "mutant-%d-%d.c" % (args.seed, job[0]))
                words = job[1]
                if not args.no_reduce:
                    words = shrink.shrink(words, compiler, flags, bad, scratch)
                with open(name, "w", encoding="utf-8") as file:
                    file.write(text(words))
    print("%d mutants, %s, %d faults, %d of Clang's own" % (
        args.count, ", ".join("%d %s" % (n, what) for what, n in counts.items()), faults, own))
    return 1 if faults else 0
