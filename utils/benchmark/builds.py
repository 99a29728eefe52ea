# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What the plugin costs the compiler: instructions that clang executes.

  nothing   with the plugin and no deferral: an empty file, and SQLite
  each      a file in which each function defers, and the same written with goto
  files     the same with more and more files
"""

import os
import re
import sys

from building import ROOT
from twins import FOLDER, SOURCE


def total(context, path, level, plugin, folder=None, options=()):
    toolchain = context.toolchain
    command = [toolchain.clang, "-w", "-" + level, *options, "-I" + FOLDER, "-c", path,
               "-o", os.path.join(toolchain.folder, "build.o")]  # fmt: skip
    if plugin:
        command.append(toolchain.plugin_option())
    return context.counter.total(command, cwd=folder)


def halves(copies):
    """The twins with __defer and those with goto, each so many times."""
    with open(SOURCE, encoding="utf-8") as f:
        text = f.read()
    head, rest = text.split("\n/* One deferral, three returns. */\n", 1)
    functions = re.findall(r"^\w[^\n]*_(defer|goto)\(int a\) \{\n.*?^\}\n", rest, re.M | re.S)
    texts = {"defer": head + "\n", "goto": head + "\n"}
    pattern = re.compile(r"^\w[^\n]*_(defer|goto)\(int a\) \{\n.*?^\}\n", re.M | re.S)
    for copy in range(copies):
        for match in pattern.finditer(rest):
            form = match[1]
            texts[form] += re.sub(
                r"_%s\(int a\)" % form, "_%d(int a)" % copy, match[0], count=1
            )
    return texts, copies * len(functions) // 2


def write(context, name, text):
    path = os.path.join(context.toolchain.folder, name)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)
    return path


def sqlite(context):
    """SQLite in one file, as the tests have it; None where it cannot be had."""
    sys.path.insert(0, os.path.join(ROOT, "test", "RealInput"))
    import same_object

    try:
        return same_object.sqlite(os.path.join(context.toolchain.folder, "sqlite"))[0]
    except same_object.NotThere as why:
        context.problem("SQLite: %s" % why)
        return None


def nothing_deferred(context, rows):
    path = write(context, "empty.c", "int nothing;\n")
    inputs = [("an empty file", path, "O2")]
    large = None if context.quick else sqlite(context)
    if large:
        inputs += [("SQLite", large, "O0"), ("SQLite", large, "O2")]
    for title, path, level in inputs:
        context.say("  %s, -%s" % (title, level))
        rows.append({
            "what": "nothing", "title": title, "level": level,
            "with": total(context, path, level, True),
            "without": total(context, path, level, False),
        })  # fmt: skip


def each_defers(context, rows):
    texts, functions = halves(1 if context.quick else 8)
    paths = {form: write(context, "each-%s.c" % form, text) for form, text in texts.items()}
    for level in ["O2"] if context.quick else ["O0", "O2"]:
        context.say("  each of %d functions defers, -%s" % (functions, level))
        rows.append({
            "what": "each", "title": "%d functions" % functions, "level": level,
            "with": total(context, paths["defer"], level, True),
            "without": total(context, paths["goto"], level, False),
        })  # fmt: skip


def files(context, rows):
    texts, _ = halves(1)
    all_with = all_without = 0
    counted = 0
    for number in [1, 2] if context.quick else [1, 2, 4, 8, 16]:
        while counted < number:
            for form, text in texts.items():
                # No two files are the same.
                text += "int file%d;\n" % counted
                path = write(context, "file-%d-%s.c" % (counted, form), text)
                if form == "defer":
                    all_with += total(context, path, "O0", True)
                else:
                    all_without += total(context, path, "O0", False)
            counted += 1
        rows.append({
            "what": "files", "title": "%d files" % number, "files": number,
            "level": "O0", "with": all_with, "without": all_without,
        })  # fmt: skip


def measure(context):
    rows = []
    nothing_deferred(context, rows)
    each_defers(context, rows)
    files(context, rows)
    return rows
