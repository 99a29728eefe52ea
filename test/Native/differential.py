# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compares what the plugin and a Clang with a `_Defer` of its own (-fdefer-ts)
make of many small programs: which they accept, the lines they report errors
at, and what the programs print.

    differential.py --native=CLANG --to=PREFIX -- COMMAND... FILE

FILE begins with what all its programs share; each program begins with

    //--- name

and says in comments what is expected of both compilers:

    // error            an error is reported for this line, and no other
    // prints: WORDS    what the program prints, compared word by word

A difference is listed where it is, with its reason, and each side held to its
own:

    // differs: REASON
    // plugin-error, native-error        in place of "error"
    // plugin-prints:, native-prints:    in place of "prints:"
    // native-fails     the compiler crashes, or the program does
"""

import argparse
import os
import re
import subprocess
import sys

LEVELS = ("-O0", "-O2")


def programs(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    parts = re.split(r"^//--- (\S+)\n", text, flags=re.M)
    line = parts[0].count("\n") + 1
    for name, body in zip(parts[1::2], parts[2::2]):
        yield name, parts[0], body, line + 1
        line += 1 + body.count("\n")


class Side:
    """One of the two compilers, and what is expected of it."""

    def __init__(self, name, command, body, first):
        self.name = name
        self.command = command
        self.fails = bool(re.search("// %s-fails" % name, body))
        self.errors = {
            first + number
            for number, line in enumerate(body.split("\n"))
            if re.search("// (%s-)?error$" % name, line)
        }
        found = re.search("// (?:%s-)?prints:(.*)" % name, body)
        self.prints = found.group(1).split() if found else None

    def compile(self, source, output, level):
        return subprocess.run(
            self.command + ["-ferror-limit=0", source, level, "-c", "-o", output],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=120,
        )

    def run(self, source, output, level):
        """What is wrong, or None."""
        accepts = self.prints is not None or self.fails
        made = self.compile(source, output + ".o", level)
        crashed = "PLEASE submit a bug report" in made.stderr
        if self.fails and crashed:
            return None
        lines = {
            int(line)
            for line in re.findall(
                r"^%s:(\d+):\d+: (?:fatal )?error: " % re.escape(source),
                made.stderr,
                re.M,
            )
        }
        if crashed or (made.returncode and not lines):
            return "the compiler failed:\n" + made.stderr[:2000]
        if lines != self.errors:
            return "errors at lines %s, expected at %s\n%s" % (
                sorted(lines),
                sorted(self.errors),
                made.stderr[:2000],
            )
        if not accepts:
            return None
        # Where Clang links, it loads all of LLVM twice.
        subprocess.run(["cc", output + ".o", "-o", output], check=True)
        ran = subprocess.run(
            [output], capture_output=True, text=True, errors="replace", timeout=60
        )
        if self.fails:
            return None if ran.returncode < 0 else "the program did not fail"
        if ran.returncode:
            return "the program ended with %d" % ran.returncode
        if ran.stdout.split() != self.prints:
            return "printed %s, expected %s" % (ran.stdout.split(), self.prints)
        return None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--native", default="")
    parser.add_argument("--to", required=True)
    parser.add_argument("rest", nargs="+")
    args = parser.parse_args()
    command, path = args.rest[:-1], args.rest[-1]
    both = [
        word
        for word in command
        if word.startswith(("-std=", "-f")) and not word.startswith("-fplugin")
    ]
    wrong = count = differ = 0
    for name, shared, body, first in programs(path):
        count += 1
        source = "%s.%s.c" % (args.to, name)
        with open(source, "w", encoding="utf-8") as file:
            file.write(shared.split("\n", 1)[0] + "\n" + "\n" * (first - 2))
            file.write(body)
        # The shared part comes first, without moving the lines.
        head = "%s.%s.h" % (args.to, name)
        with open(head, "w", encoding="utf-8") as file:
            file.write(shared)
        sides = [Side("plugin", command + ["-include", head], body, first)]
        if args.native:
            native = [args.native, "-fdefer-ts", "-include", head, *both]
            sides.append(Side("native", native, body, first))
        else:
            print("%s: no Clang with a _Defer of its own" % name)
        if re.search("// differs: ", body):
            differ += 1
        elif re.search("// (plugin|native)-", body):
            print("%s: a difference without a reason" % name)
            wrong += 1
        if not re.search(r"// (plugin-|native-)?(error$|prints:)", body, re.M):
            print("%s: expects nothing" % name)
            wrong += 1
        for side in sides:
            for level in LEVELS if side.name == "plugin" else LEVELS[1:]:
                fault = side.run(source, "%s.%s.out" % (args.to, name), level)
                if fault:
                    print("%s, %s, %s: %s" % (name, side.name, level, fault))
                    wrong += 1
                    break
        for left in (source, head, "%s.%s.out" % (args.to, name)):
            if not wrong and os.path.exists(left):
                os.remove(left)
    print("%d programs, %d differences, %d wrong" % (count, differ, wrong))
    return 1 if wrong or not count else 0


if __name__ == "__main__":
    sys.exit(main())
