# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Interrupts defer-inspect while the compiler it has called runs, and counts the files
in the folder for temporary ones.

usage: interrupt.py DEFER-INSPECT...
"""

import os
import signal
import subprocess
import sys

folder = os.path.abspath("temporary")
os.makedirs(folder)
os.mkfifo("started")
with open("compiler", "w") as file:
    file.write("#!/bin/sh\necho > started\nexec sleep 600\n")
os.chmod("compiler", 0o755)
tool = subprocess.Popen(
    sys.argv[1:] + ["--clang=" + os.path.abspath("compiler"), "unit.c", "--"],
    env=dict(os.environ, TMPDIR=folder), start_new_session=True)
with open("started") as file:
    file.read()
print("before:", len(os.listdir(folder)), "files")
os.killpg(tool.pid, signal.SIGINT)
tool.wait()
print("after:", len(os.listdir(folder)), "files")
