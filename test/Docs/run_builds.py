#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Installs a build, and builds a program in each way a page shows.

usage: run_builds.py PAGE BUILD CLANG WORK make|cmake|meson

WORK is a directory to install and build in. The page's block of the given kind
is completed to a build file of a program whose deferrals need the runtime; the
program must then print what it should. Where the page says /usr/local, the
build is installed elsewhere; where it says clang-19, CLANG is used.
"""

import os
import re
import shutil
import subprocess
import sys

PROGRAM = """
#include <defer.h>
#include <stdio.h>

int main(void) {
  for (int i = 0; i < 3; i++) {
    int n = i;
    __defer printf("%d\\n", n);
  }
}
"""
OUTPUT = "2\n1\n0\n"


def run(command, **more):
    result = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **more
    )
    if result.returncode:
        sys.exit("%s: status %d\n%s" % (command, result.returncode, result.stdout))
    if "warning:" in result.stdout:
        sys.exit("%s: a warning\n%s" % (command, result.stdout))
    return result.stdout


def main(page, build, clang, work, kind):
    shutil.rmtree(work, ignore_errors=True)
    prefix, source, out = (os.path.join(work, x) for x in ("prefix", "source", "out"))
    os.makedirs(source)
    run(["cmake", "--install", build, "--prefix", prefix])
    with open(os.path.join(source, "prog.c"), "w", encoding="utf-8") as file:
        file.write(PROGRAM)

    with open(page, encoding="utf-8") as file:
        blocks = re.findall(r"^```%s\n(.*?)^```$" % kind, file.read(), re.M | re.S)
    if len(blocks) != 1:
        sys.exit("%s: %d blocks for %s" % (page, len(blocks), kind))
    block = blocks[0].replace("/usr/local", prefix).replace("clang-19", clang)
    environment = dict(os.environ, CC=clang)

    def write(name, text):
        with open(os.path.join(source, name), "w", encoding="utf-8") as file:
            file.write(text)

    if kind == "make":
        write("Makefile", block + "prog: prog.o\n")
        # Clang looks for headers in /usr/local by itself.
        run(["env", "CPATH=" + prefix + "/include", "make", "-C", source, "prog"])
        out = source
    elif kind == "cmake":
        write(
            "CMakeLists.txt",
            "cmake_minimum_required(VERSION 3.20)\nproject(prog C)\n"
            "add_executable(prog prog.c)\n" + block,
        )
        run(
            ["cmake", "-S", source, "-B", out, "-DCMAKE_PREFIX_PATH=" + prefix],
            env=environment,
        )
        run(["cmake", "--build", out])
    else:
        write("meson.build", "project('prog', 'c')\n" + block)
        environment["PKG_CONFIG_PATH"] = prefix + "/lib/pkgconfig"
        run(["meson", "setup", out, source], env=environment)
        run(["meson", "compile", "-C", out], env=environment)
    printed = run([os.path.join(out, "prog")])
    if printed != OUTPUT:
        sys.exit("printed:\n" + printed)
    print("%s: built and run" % kind)


main(*sys.argv[1:])
