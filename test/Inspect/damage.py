# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs defer-inspect on an object with other bytes in some places, each time others.

usage: damage.py OBJECT COUNT DEFER-INSPECT...
"""

import random
import subprocess
import sys

name, count, tool = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
with open(name, "rb") as file:
    good = file.read()
other = 0
for seed in range(count):
    chance = random.Random(seed)
    bad = bytearray(good)
    for _ in range(chance.choice([1, 2, 8])):
        bad[chance.randrange(len(bad))] = chance.randrange(256)
    if seed % 10 == 0:
        del bad[chance.randrange(len(bad)):]
    with open("damaged.o", "wb") as file:
        file.write(bad)
    done = subprocess.run(tool + ["damaged.o"], capture_output=True)
    if done.returncode not in (0, 1) or (done.returncode and not done.stderr):
        other += 1
        print(seed, done.returncode, done.stderr.decode(errors="replace"))
print(count - other, "read or refused,", other, "otherwise")
