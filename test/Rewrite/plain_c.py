#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compiles what defer-rewrite wrote with each C compiler that is there, with all
warnings as errors: as C99 and nothing else, or with a line "plain_c: gnu99" in it
with the extensions that were in the source before.

usage: plain_c.py CLANG -IDIR FILE
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile

clang, include, path = sys.argv[1:]
with open(path, encoding="utf-8") as file:
    said = re.search(r"plain_c: (\w+)", file.read())
standard = said.group(1) if said else "c99"
strict = ["-pedantic-errors"] if standard == "c99" else []
compilers = 0
for compiler in (clang, "gcc", "tcc"):
    if not shutil.which(compiler):
        continue
    compilers += 1
    known = [] if compiler == "tcc" else [*strict, "-Wextra"]
    command = [compiler, "-std=" + standard, *known, "-Wall", "-Werror", "-O2", include,
               "-x", "c", "-c", path, "-o"]
    # Not /dev/null: TinyCC would remove it.
    with tempfile.TemporaryDirectory() as scratch:
        command.append(os.path.join(scratch, "out.o"))
        if subprocess.run(command, check=False).returncode:
            sys.exit("plain_c.py: not accepted by " + compiler)
if not compilers:
    sys.exit("plain_c.py: no compiler")
