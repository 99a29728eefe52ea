#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Checks docs/tested.md, which says what test holds each rule.

usage: check_tested.py PAGE TESTS

Each section of the language has rows; each row names a test or says "—" and
why; each test named is one in the folder TESTS.
"""

import os
import re
import sys

SECTIONS = ["1", "2", "3", "4", "5", "6", "8"]


def sections(page):
    """Pairs of a section's number and its rows."""
    with open(page, encoding="utf-8") as file:
        parts = re.split(r"^## (\d+)\..*\n", file.read(), flags=re.M)
    for number, text in zip(parts[1::2], parts[2::2]):
        lines = [line for line in text.split("\n") if line.startswith("|")]
        # The first two are the table's head.
        yield number, [line.strip("|").rsplit(" | ", 1) for line in lines[2:]]


def is_test(path):
    if not path.endswith((".c", ".ll", ".test")) or not os.path.isfile(path):
        return False
    with open(path, encoding="utf-8") as file:
        return "RUN:" in file.read()


def main(page, tests):
    wrong = []
    rules = 0
    found = dict(sections(page))
    for number in SECTIONS:
        if not found.get(number):
            wrong.append("section %s has no rows" % number)
    for number, rows in found.items():
        for row in rows:
            rules += 1
            if len(row) != 2:
                wrong.append("section %s: no row of two columns: %s" % (number, row))
                continue
            named = re.findall(r"`([^`]+)`", row[1])
            if not named and not row[1].strip().startswith("—"):
                wrong.append("section %s: nothing holds: %s" % (number, row[0]))
            for name in named:
                if not is_test(os.path.join(tests, name)):
                    wrong.append("section %s: no such test: %s" % (number, name))
    if wrong:
        sys.exit("\n".join("%s: %s" % (page, line) for line in wrong))
    print("%d rules" % rules)


main(*sys.argv[1:])
