#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Has defer-rewrite --adopt write example programs with deferrals, and checks each
that changes: it compiles with the plugin with no warning that was not there, as
plain C again without the plugin, and, where it can be run, prints the same.

usage: real.py --clang=CLANG --plugin=DEFER.SO --rewrite=DEFER-REWRITE --work=DIR
               [--functions=N] [--runs=N] curl|zlib

At least N functions must be offered, and N programs compared by running them. If
the programs are not there, says so and exits with status 77.
"""

import argparse
import glob
import gzip
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "RealInput"))
from same_object import SKIP, NotThere, examples  # noqa: E402

LIBRARIES = {"curl": ["-lcurl", "-lpthread"], "zlib": ["-lz"]}

TRIES = 4

# What is run of zlib's: shell commands in a directory with the program and the
# files text, text.gz and more.gz.
COMMANDS = {
    "zpipe": ["./zpipe <text >z; cat z", "./zpipe -d <z", "./zpipe -d <text", "./zpipe -d <cut"],
    "gzappend": ["./gzappend more.gz text; cat more.gz"],
    "gun": ["./gun <text.gz", "./gun -t text.gz cut.gz", "./gun missing.gz"],
    "gznorm": ["./gznorm <text.gz", "./gznorm <cut.gz", "./gznorm <text"],
    "gzjoin": ["./gzjoin text.gz more.gz"],
    "fitblk": ["./fitblk 500 <text", "./fitblk 20 <text"],
    "enough": ["./enough 30 6 15"],
}


def run(command, **more):
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **more,
    )


class Failed(Exception):
    pass


def build(clang, options, source, target):
    """Compiles; the warnings' texts."""
    result = run([clang, *options, "-I.", "-c", source, "-o", target + ".o"])
    text = result.stderr.decode(errors="replace")
    if result.returncode:
        raise Failed("%s does not compile:\n%s" % (source, text))
    return sorted(re.findall(r"warning: (.*)", text))


def link(target, libraries):
    return not run(["cc", target + ".o", "-o", target, *libraries]).returncode


def fill(directory):
    text = b"".join(b"line %d of %d\n" % (i, i * i) for i in range(5000))
    packed = gzip.compress(text, mtime=0)
    for name, data in (
        ("text", text),
        ("text.gz", packed),
        ("more.gz", gzip.compress(b"more", mtime=0)),
        ("cut.gz", packed[:900]),
        ("cut", packed[:900]),
        ("page", b"<html><head><title>x</title></head>hello</html>\n"),
    ):
        with open(os.path.join(directory, name), "wb") as file:
            file.write(data)


def page_of(work, name):
    return os.path.join(work, "pages", name)


def behaviour(program, name, page, limit):
    """What it prints in a directory of its own; None if it does not end in time."""
    said = []
    with open(page, "w") as file:
        file.write("hello\n")
    os.utime(page, (0, 0))  # some print it
    with tempfile.TemporaryDirectory() as directory:
        fill(directory)
        # No copy: while one is written, another thread's child has it open, too,
        # and what is open for writing cannot be run.
        os.symlink(program, os.path.join(directory, name))
        for command in COMMANDS.get(name, ["./" + name]):
            try:
                result = run(["sh", "-c", command], cwd=directory, timeout=limit)
            except subprocess.TimeoutExpired:
                return None
            said.append((result.returncode, result.stdout, result.stderr))
    return said


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    for name in ("clang", "plugin", "rewrite", "work"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--functions", type=int, default=1)
    parser.add_argument("--runs", type=int, default=0)
    parser.add_argument("what", choices=sorted(LIBRARIES))
    options = parser.parse_args()
    work = os.path.abspath(options.work)
    try:
        sources = examples(options.what, work)
    except NotThere as error:
        print("%s: %s" % (error.word, error))
        sys.exit(SKIP)
    os.chdir(os.path.dirname(sources[0]))
    names = []
    for source in map(os.path.basename, sources):
        # No program asks for anything but a file of its own, which it may write.
        with open(source, "rb") as file:
            text = file.read()
        page = page_of(work, source[:-2])
        text = re.sub(rb'"([a-z0-9]+://[^"]*|localhost)"', b'"file://%s"' % page.encode(), text)
        with open(source, "wb") as file:
            file.write(text)
        if not run([options.clang, "-w", "-I.", "-fsyntax-only", source]).returncode:
            names.append(source)
    adopted, again, programs, pages = (
        os.path.join(work, name) for name in ("adopted", "again", "programs", "pages"))
    for directory in (adopted, again, programs, pages):
        shutil.rmtree(directory, ignore_errors=True)
        os.mkdir(directory)
    result = run([options.rewrite, "--adopt", "-v", "-j2", "-o", adopted, *names, "--", "-w"])
    remarks = result.stderr.decode(errors="replace")
    if result.returncode:
        sys.exit("real.py: --adopt failed:\n" + remarks)
    offered = len(re.findall("remark: .* is offered", remarks))
    refused = len(re.findall("remark: .* is not offered", remarks))
    changed = sorted(map(os.path.basename, glob.glob(os.path.join(adopted, "*.c"))))
    libraries = LIBRARIES[options.what]

    def check(name):
        """Whether the program was compared by running it."""
        plugin = "-fplugin=" + options.plugin
        program = os.path.join(programs, name)
        before = build(options.clang, [], name, program)
        after = build(options.clang, [plugin], os.path.join(adopted, name),
                      program + ".adopted")
        if before != after:
            raise Failed("%s has other warnings: %s" % (name, after))
        result = run([options.rewrite, os.path.join(adopted, name), "--", "-w", "-I."])
        if result.returncode:
            raise Failed("%s is not rewritten: %s" % (name, result.stderr.decode()))
        with open(os.path.join(again, name), "wb") as file:
            file.write(result.stdout)
        build(options.clang, ["-w"], os.path.join(again, name), program + ".again")
        if not link(program, libraries):
            return False
        stem = name[:-2]
        page = page_of(work, stem)
        first = behaviour(program, stem, page, 3)
        # What has the time in it, say, cannot be compared.
        if first is None or first != behaviour(program, stem, page, 3):
            return False
        for other in (program + ".adopted", program + ".again"):
            if not link(other, libraries):
                raise Failed(other + " does not link")
            # Some print a time that is nearly always 0 or the order in which threads
            # came: a change of what the program does shows each time.
            for _ in range(TRIES):
                after = behaviour(other, stem, page, 60)
                if after == first:
                    break
            else:
                raise Failed("%s does something else: %s, not %s" % (other, after, first))
        return True

    with ThreadPoolExecutor(2) as pool:
        try:
            compared = sum(pool.map(check, changed))
        except Failed as error:
            sys.exit("real.py: %s" % error)
    print("%s: %d functions of %d files (of %d) are offered, %d are not; %d programs "
          "were run" % (options.what, offered, len(changed), len(names), refused, compared))
    if offered < options.functions or compared < options.runs:
        sys.exit("real.py: too few")


if __name__ == "__main__":
    main()
