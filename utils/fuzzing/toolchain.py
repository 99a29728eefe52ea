# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compiling and running in one mode: native, sanitize or aarch64."""

import copy
import os
import subprocess
import tempfile

SANITIZE = [
    "-fsanitize=address,undefined", "-fno-sanitize-recover=all",
    "-fsanitize-address-use-after-scope", "-fno-omit-frame-pointer", "-g1",
]
NAMED = """\
int main(void) { __defer_named(h) (void)0; defer_run(h); defer_cancel(h); }
"""


class Toolchain:
    def __init__(self, clang, lib, mode="native", level="O0", options=(), native=False):
        self.clang, self.lib, self.mode, self.level = clang, lib, mode, level
        self.name = "%s -%s %s" % (clang, level, " ".join(options) if native else mode)
        self.version = self.find_version()
        self.flags = ["-w", "-fno-crash-diagnostics", "-" + level, *options]
        self.environment = dict(os.environ, LLVM_DISABLE_SYMBOLIZATION="1")
        self.wrapper = []
        self.libraries = []
        if native:
            self.flags.insert(0, "-fdefer-ts")
            return
        self.flags[:0] = ["-fplugin=" + os.path.join(lib, "defer.so"),
                          "-fplugin-arg-defer-verify"]
        folder = {"sanitize": "sanitize", "aarch64": "aarch64"}.get(mode, "")
        self.libraries = [os.path.join(lib, folder, "libdefer.a")]
        if mode == "sanitize":
            self.flags += SANITIZE
        elif mode == "aarch64":
            self.flags.append("--target=aarch64-linux-gnu")
            self.wrapper = ["qemu-aarch64", "-L", "/usr/aarch64-linux-gnu"]

    def at_no_level(self):
        other = copy.copy(self)
        other.flags = [flag for flag in self.flags if not flag.startswith("-O")] + ["-O0"]
        return other

    def find_version(self):
        text = subprocess.run([self.clang, "-dumpversion"], capture_output=True, text=True)
        return int(text.stdout.split(".")[0])

    def knows_named(self):
        with tempfile.TemporaryDirectory() as scratch:
            path = os.path.join(scratch, "named.c")
            with open(path, "w", encoding="utf-8") as file:
                file.write(NAMED)
            return self.compile(path, path + ".o", []) is None

    def refuses(self, said, seed):
        return False

    def compile(self, source, target, std):
        """None, or what the compiler said."""
        return self.command([self.clang, *self.flags, *std, "-c", source, "-o", target])

    def link(self, objects, target):
        tool = ["aarch64-linux-gnu-gcc"] if self.mode == "aarch64" else [
            self.clang, *(SANITIZE[:1] if self.mode == "sanitize" else [])]
        return self.command([*tool, objects, *self.libraries, "-o", target])

    def command(self, words, output=subprocess.PIPE):
        try:
            made = subprocess.run(words, stdout=output, stderr=subprocess.PIPE, text=True,
                                  errors="replace", timeout=600,
                                  env=self.environment)
        except subprocess.TimeoutExpired:
            return os.path.basename(words[0]) + " does not end"
        if made.returncode:
            return "ended with %d:\n%s" % (made.returncode, made.stderr)
        return None

    def run(self, binary, args=(), leaks=True, timeout=60):
        """Its output, and how it ended if not with 0."""
        environment = dict(self.environment)
        environment["ASAN_OPTIONS"] = (
            "detect_stack_use_after_return=1:detect_leaks=%d" % leaks)
        try:
            ran = subprocess.run([*self.wrapper, binary, *args], capture_output=True,
                                 text=True, errors="replace", env=environment,
                                 timeout=timeout)
        except subprocess.TimeoutExpired:
            return "", "does not end"
        if ran.returncode:
            return ran.stdout, "ended with %d\n%s" % (ran.returncode, ran.stderr[:3000])
        return ran.stdout, ""


VALGRIND = ["valgrind", "-q", "--error-exitcode=99"]


class Rewriting(Toolchain):
    """What defer-rewrite makes of the source, compiled by any compiler; modes are
    native, sanitize and valgrind."""

    def __init__(self, clang, lib, compiler, mode="native", level="O0", options=()):
        super().__init__(clang, lib, "native", level)
        self.name = "rewritten for %s -%s %s" % (compiler, level, mode)
        self.compiler, self.mode = compiler, mode
        self.flags = ["-" + level, "-w", *(SANITIZE if mode == "sanitize" else [])]
        if compiler == "tcc":  # which cannot link what is of a thread
            self.libraries = [os.path.join(lib, "libdefer.so")]
            self.environment["LD_LIBRARY_PATH"] = lib
        self.rewriter = os.path.join(os.path.dirname(lib), "bin", "defer-rewrite")
        self.include = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(
            os.path.abspath(__file__)))), "include")
        self.options = list(options)
        self.reasons = {}  # why programs could not be rewritten

    def compile(self, source, target, std):
        text = source + ".plain.c"
        flags = ["--", "-w", "-I" + self.include, *std]
        with open(text, "w", encoding="utf-8") as file:
            said = self.command([self.rewriter, *self.options, source, *flags], file)
        # What is plain C already stays as it is.
        said = said or self.command([self.rewriter, "--check", text, *flags])
        return said or self.command([self.compiler, *self.flags, "-I" + self.include,
                                     "-c", text, "-o", target])

    def run(self, binary, args=(), leaks=True, timeout=60):
        tool = copy.copy(self)
        if self.mode == "valgrind":
            tool.wrapper = [*VALGRIND, "--leak-check=" + ("full" if leaks else "no")]
            timeout *= 5
        return super(Rewriting, tool).run(binary, args, leaks, timeout)

    def refuses(self, said, seed):
        """Whether the program is one of those that cannot be rewritten."""
        for line in said.split("\n"):
            if "error: this cannot be rewritten: " in line:
                why = line.split("error: this cannot be rewritten: ")[1]
                self.reasons.setdefault(why, []).append(seed)
                return True
        return False

    def link(self, objects, target):
        return self.command([self.compiler, *self.flags, objects, *self.libraries,
                             "-lpthread", "-o", target])
