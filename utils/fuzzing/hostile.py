# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What a compiler must not do, whatever it is given.

A fault is a crash, a hang, a complaint of LLVM's verifier, or an object that
still calls a marker: silence where the language wants an error.  A crash that
Clang has without the plugin, the words made nothing, is counted as Clang's own.
"""

import glob
import os
import re
import subprocess

TIMEOUT = 60


class Compiler:
    def __init__(self, clang, lib, root):
        self.clang = clang
        self.plugin = ["-fplugin=" + os.path.join(lib, "defer.so"), "-fplugin-arg-defer-verify"]
        folders = [os.path.join(root, "include"),
                   *glob.glob(os.path.join(root, "test", "*", "Inputs"))]
        self.include = ["-I" + folder for folder in folders]
        self.plain = ["-D__defer=", "-D_Defer=", "-Ddefer=", "-D__defer_result=",
                      "-D__defer_capture(...)=", "-D__defer_named(h)=",
                      "-Ddefer_run(h)=(void)0", "-Ddefer_cancel(h)=(void)0"]

    def compile(self, path, target, flags):
        command = [self.clang, *self.include, "-fno-crash-diagnostics",
                   "-c", path, "-o", target, *flags]
        try:
            made = subprocess.run(command, capture_output=True, text=True, errors="replace",
                                  timeout=TIMEOUT,
                                  env=dict(os.environ, LLVM_DISABLE_SYMBOLIZATION="1"))
        except subprocess.TimeoutExpired:
            return None, "does not end"
        return made.returncode, made.stderr

    def verdict(self, path, flags):
        """(fault or None, accepted, what the compiler said)."""
        target = path + ".o"
        status, said = self.compile(path, target, self.plugin + flags)
        bad = disorder(status, said)
        if not bad and status == 0:
            with open(target, "rb") as file:
                if b"__defer_mark" in file.read():
                    bad = "a marker is left in the object"
        return bad, status == 0, said

    def own(self, path, flags):
        header = ["-include", "defer.h", *self.plain[-3:]]
        return any(disorder(*self.compile(path, path + ".o", plain + flags))
                   for plain in (self.plain, header))


def disorder(status, said):
    if status is None:
        return "the compiler does not end"
    for sign in ("PLEASE submit", "malformed defer marker", "Assertion", "UNREACHABLE",
                 "LLVM ERROR", "Broken module", "verifier", "internal error"):
        if sign in said:
            frame = re.search(r"error: .*|\d\.\t(?!Program).*|LLVM ERROR.*", said)
            return "%s: %s" % (sign, frame.group(0)[:150] if frame else "")
    if status not in (0, 1):
        return "ended with %d" % status
    return None


def errors(said, path):
    """(line, text) of each error; no line where it has no place in the file."""
    for line in said.split("\n"):
        found = re.match(r"(.*?):(?:(\d+):\d+: )?(?:fatal )?error: (.*)", line)
        if found:
            at = found.group(2) if found.group(1) == path else None
            yield int(at) if at else None, found.group(3)


def is_ours(error):
    return re.search(r"defer|named result|captur", error) is not None
