#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compiles functions with N, 2 N and 4 N deferrals and as many ways out, and fails
if the instructions grow faster than the source.

usage: code_size.py FOLDER COMMAND...

COMMAND compiles C to assembly on standard output. All shapes must be within
5 % of a line through the sizes.
"""

import os
import re
import subprocess
import sys

N = 100
SHAPES = {
    "returns": "  __defer use({i});\n  if (test({i}))\n    return {i};\n",
    "flags": "  if (test({i}))\n    __defer use({i});\n  if (test(n))\n    return {i};\n",
    "blocks": "  {{\n    _Defer use({i});\n    if (test({i}))\n      return {i};\n    use(n);\n  }}\n",
    "captures": "  n = test(n);\n  __defer_capture(n) use(n);\n  if (n)\n    return {i};\n",
    "names": "  __defer_named(h{i}) use({i});\n  if (test({i}))\n    defer_cancel(h{i});\n"
    "  if (test(n))\n    return {i};\n",
    "loops": "  while (test(n)) {{\n    int k = test({i});\n    __defer use(k);\n"
    "    if (k)\n      return {i};\n  }}\n",
    "cleanups": "  int v{i} __attribute__((cleanup(clean))) = test({i});\n"
    "  __defer use(v{i});\n  if (v{i})\n    return {i};\n",
    "deep": "  {{\n    _Defer use({i});\n    if (test({i}))\n      return {i};\n",
    "statements": "  __defer {{\n    use({i});\n    if (test({i}))\n      use(n);\n",
}
# What closes a deferral, behind those it holds.
CLOSE = {"deep": "  }\n", "statements": "  }\n"}
OTHER = re.compile(r"^\s*(\.|#|//|;|$|[\w.$]+:)")


def size(folder, command, shape, count):
    source = os.path.join(folder, "%s-%d.c" % (shape, count))
    with open(source, "w", encoding="utf-8") as file:
        file.write("void use(int), clean(int *);\nint test(int);\nint f(int n) {\n")
        for i in range(count):
            file.write(SHAPES[shape].format(i=i))
        file.write(CLOSE.get(shape, "") * count)
        file.write("  return -1;\n}\n")
    result = subprocess.run(
        command + ["-fbracket-depth=2000", source], capture_output=True, text=True
    )
    if result.returncode:
        sys.exit(result.stderr)
    return sum(not OTHER.match(line) for line in result.stdout.splitlines())


def main(folder, *command):
    os.makedirs(folder, exist_ok=True)
    wrong = False
    for shape in SHAPES:
        one, two, four = (size(folder, list(command), shape, k * N) for k in (1, 2, 4))
        steps = (two - one) / N, (four - two) / (2 * N)
        print("%s: %.1f, then %.1f instructions a deferral" % (shape, *steps))
        wrong |= steps[1] > 1.05 * steps[0]
    sys.exit("more than linear" if wrong else 0)


main(*sys.argv[1:])
