#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compares the length of functions with Clang's own _Defer and with the plugin's.

usage: against_native.py --clang=CLANG --plugin=DEFER.SO source.c

Prints a table; fails if the plugin's is longer anywhere.
"""

import argparse
import sys

from count import instructions
import subprocess

TARGETS = ["x86_64-linux-gnu", "aarch64-linux-gnu"]
LEVELS = ["O0", "O2", "Os"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--clang", required=True)
    parser.add_argument("--plugin", required=True)
    parser.add_argument("source")
    options = parser.parse_args()
    longer = []
    for target in TARGETS:
        for level in LEVELS:
            counts = []
            for how in ("-fdefer-ts", "-fplugin=" + options.plugin):
                command = [options.clang, "--target=" + target, "-" + level, how,
                           "-S", "-o", "-", options.source]  # fmt: skip
                counts.append(
                    instructions(
                        subprocess.run(
                            command, check=True, stdout=subprocess.PIPE, text=True
                        ).stdout
                    )
                )
            native, plugin = counts
            print("%s -%s (native, plugin):" % (target, level))
            for name in native:
                print("  %-12s %4d %4d" % (name, native[name], plugin[name]))
                if plugin[name] > native[name]:
                    longer.append("%s -%s %s" % (target, level, name))
    if longer:
        sys.exit("longer: " + ", ".join(longer))
    print("none is longer")


main()
