#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compiles programs that know nothing of the plugin with and without it, and
fails if any object is not the same, byte for byte.

usage: same_object.py --clang=CLANG --plugin=DEFER.SO --work=DIR
                      [--at-least=N] WHAT [option...]

WHAT:
  curl    the example programs of libcurl (Debian: libcurl4-doc and
          libcurl4-openssl-dev)
  zlib    the example programs of zlib (Debian: zlib1g-dev)
  sqlite  SQLite in one file, from the npm package better-sqlite3, which is
          put into a directory beside DIR and stays there
  FILE.c  a file

The options are given to the compiler; -O2 if there is none. Files that do not
compile without the plugin are named and left out. If the programs are not
there, says so and exits with status 77.
"""

import argparse
import filecmp
import glob
import gzip
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile

SKIP = 77

EXAMPLES = {
    "curl": (
        "libcurl4-doc and libcurl4-openssl-dev",
        ["libcurl4-doc", "libcurl4", "libcurl4-openssl-dev", "libcurl-dev"],
    ),
    "zlib": ("zlib1g-dev", ["zlib1g-dev"]),
}


class NotThere(Exception):
    """It could be installed."""

    word = "missing"


class NotToBeHad(NotThere):
    """The registry does not answer."""

    word = "skipped"


def examples(what, work):
    """The example programs of a package, with those that are packed unpacked."""
    packages, places = EXAMPLES[what]
    for place in places:
        source = os.path.join("/usr/share/doc", place, "examples")
        if glob.glob(os.path.join(source, "*.c*")):
            break
    else:
        raise NotThere("no example programs; on Debian: apt install " + packages)
    directory = os.path.join(work, what)
    shutil.rmtree(directory, ignore_errors=True)
    os.makedirs(directory)
    for path in sorted(glob.glob(os.path.join(source, "*.[ch]*"))):
        name = os.path.basename(path)
        if name.endswith((".c.gz", ".h.gz")):
            with gzip.open(path) as packed:
                with open(os.path.join(directory, name[:-3]), "wb") as f:
                    shutil.copyfileobj(packed, f)
        elif name.endswith((".c", ".h")):
            shutil.copyfile(path, os.path.join(directory, name))
    return sorted(glob.glob(os.path.join(directory, "*.c")))


def sqlite(work):
    cache = os.path.join(os.path.dirname(os.path.abspath(work)), "sqlite")
    source = os.path.join(cache, "sqlite3.c")
    if os.path.exists(source):
        return [source]
    if not shutil.which("npm"):
        raise NotThere("npm is not installed")
    os.makedirs(cache, exist_ok=True)
    # Another test may be getting it too.
    with tempfile.TemporaryDirectory(dir=cache) as own:
        try:
            run = subprocess.run(
                ["npm", "pack", "better-sqlite3", "--silent"],
                cwd=own,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                timeout=300,
            )
        except subprocess.TimeoutExpired:
            raise NotToBeHad("npm pack better-sqlite3 did not end")
        packed = glob.glob(os.path.join(own, "*.tgz"))
        if run.returncode or not packed:
            raise NotToBeHad("npm pack better-sqlite3 failed " + run.stdout)
        with tarfile.open(packed[0]) as tar:
            for member in tar:
                if member.isfile() and os.path.basename(member.name) == "sqlite3.c":
                    unpacked = os.path.join(own, "sqlite3.c")
                    with tar.extractfile(member) as data, open(unpacked, "wb") as f:
                        shutil.copyfileobj(data, f)
                    os.replace(unpacked, source)
    if not os.path.exists(source):
        raise NotThere("there is no sqlite3.c in the npm package better-sqlite3")
    return [source]


def compile_one(options, source, objects):
    """Compares the two objects; returns the result and what to say."""
    name = os.path.basename(source)
    without = os.path.join(objects, name + ".without.o")
    with_it = os.path.join(objects, name + ".with.o")
    command = [options.clang, "-w", *options.options, "-c", os.path.basename(source)]
    directory = os.path.dirname(source)

    def run(*more):
        return subprocess.run(
            command + list(more),
            cwd=directory,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )

    result = run("-o", without)
    if result.returncode:
        lines = [line for line in result.stdout.splitlines() if "error:" in line]
        return "left out", "%s: %s" % (name, lines[0] if lines else result.stdout)
    result = run("-fplugin=" + options.plugin, "-o", with_it)
    if result.returncode:
        return "failed", "%s does not compile with the plugin:\n%s" % (
            name,
            result.stdout,
        )
    same = filecmp.cmp(without, with_it, shallow=False)
    os.remove(without)
    os.remove(with_it)
    if not same:
        return "failed", "%s: the objects differ" % name
    return "same", name


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--clang", default="clang", help="the compiler")
    parser.add_argument("--plugin", required=True, help="path of defer.so")
    parser.add_argument("--work", required=True, help="a directory to work in")
    parser.add_argument(
        "--at-least", type=int, default=1, help="fail if fewer were compared"
    )
    parser.add_argument("what", help="curl, zlib, sqlite or a file")
    options, options.options = parser.parse_known_args()
    if not options.options:
        options.options = ["-O2"]

    objects = os.path.join(options.work, "objects")
    os.makedirs(objects, exist_ok=True)
    try:
        if options.what in EXAMPLES:
            sources = examples(options.what, options.work)
        elif options.what == "sqlite":
            sources = sqlite(options.work)
        else:
            sources = [os.path.abspath(options.what)]
    except NotThere as why:
        print("%s: %s: %s" % (why.word, options.what, why))
        sys.exit(SKIP)

    results = {"same": [], "left out": [], "failed": []}
    for source in sources:
        result, text = compile_one(options, source, objects)
        results[result].append(text)
    for text in results["left out"]:
        print("left out, does not compile without the plugin: " + text)
    for text in results["failed"]:
        print("failed: " + text)
    print(
        "%s %s: %d compared, %d the same, %d left out"
        % (
            options.what,
            " ".join(options.options),
            len(results["same"]) + len(results["failed"]),
            len(results["same"]),
            len(results["left out"]),
        )
    )
    if results["failed"]:
        sys.exit(1)
    if len(results["same"]) < options.at_least:
        print("failed: fewer than %d were compared" % options.at_least)
        sys.exit(1)


if __name__ == "__main__":
    main()
