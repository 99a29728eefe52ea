# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compiles and links the contenders, and measures what they compile to.

Every program is linked with the same driver, world and coroutines, which the same
Clang has compiled, and is not position independent, so that its addresses are those
of its symbols.
"""

import functools
import glob
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass

from contenders import ARM, X86

HERE = os.path.dirname(os.path.realpath(__file__))
PROGRAMS = os.path.join(HERE, "programs")
ROOT = os.path.dirname(os.path.dirname(HERE))
FIXED = ["-fno-pie", "-ffunction-sections", "-fdata-sections", "-w"]


class Failed(Exception):
    pass


def run(command, **more):
    """Runs a command; what it printed, or Failed with that."""
    result = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        errors="replace", **more,
    )  # fmt: skip
    if result.returncode:
        raise Failed(
            "%s: status %d\n%s"
            % (" ".join(map(str, command)), result.returncode, result.stderr[-3000:])
        )
    return result.stdout


def cost_of(command):
    """User time in seconds and the most memory in KiB of a command."""
    pid = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    error = pid.stderr.read()
    _, status, usage = os.wait4(pid.pid, 0)
    pid.returncode = status
    if status:
        raise Failed("%s\n%s" % (" ".join(command), error.decode()[-3000:]))
    return usage.ru_utime, usage.ru_maxrss


@dataclass
class Program:
    contender: object
    level: str
    target: str
    path: str
    objects: list
    compile: list  # of commands
    works: list


class Toolchain:
    def __init__(self, folder, llvm="22", plugins=None, llvm_bin=None):
        self.folder = folder
        self.llvm_bin = llvm_bin or "/usr/lib/llvm-%s/bin" % llvm
        self.plugins = plugins or os.path.join(ROOT, "build", "llvm-" + llvm, "lib")
        self.clang = os.path.join(self.llvm_bin, "clang")
        found = sorted(
            glob.glob("/usr/lib/go-*/bin/go"),
            key=lambda path: [int(n) for n in re.findall(r"\d+", path)],
        )
        self.go = found[-1] if found else shutil.which("go")
        os.makedirs(folder, exist_ok=True)
        self._shared = {}

    def has(self, contender, target):
        if target not in contender.targets:
            return False
        if contender.compiler == "go":
            return bool(self.go)
        if contender.key == "native":
            return "defer-ts" in run([self.clang, "-cc1", "--help"])
        return bool(shutil.which(self.compiler(contender, target)[0]))

    def compiler(self, contender, target):
        if contender.compiler == "clang":
            return [self.clang] + (["--target=aarch64-linux-gnu"] if target == ARM else [])
        if contender.compiler == "gcc" and target == ARM:
            return ["aarch64-linux-gnu-gcc"]
        return [contender.compiler]

    def plugin_option(self):
        return "-fplugin=" + os.path.join(self.plugins, "defer.so")

    def shared(self, target):
        """Objects and libraries that all programs of a target are linked with."""
        if target in self._shared:
            return self._shared[target]
        where = os.path.join(self.folder, "shared-" + target)
        os.makedirs(where, exist_ok=True)
        cc = [self.clang, "-O2", "-fno-pie"]
        if target == ARM:
            cc.append("--target=aarch64-linux-gnu")
        made = {}
        for name, source, options in (
            ("main", "main", []), ("world", "world", []),
            ("coroutine", "coroutine", []), ("coroutine-chain", "coroutine", ["-DCHAIN"]),
        ):  # fmt: skip
            made[name] = os.path.join(where, name + ".o")
            run(cc + options + ["-c", os.path.join(PROGRAMS, source + ".c"), "-o", made[name]])
        if target == X86:
            made["libdefer"] = os.path.join(self.plugins, "libdefer.a")
            made["memory"] = os.path.join(where, "memory.so")
            run(["gcc", "-O2", "-fPIC", "-shared", os.path.join(PROGRAMS, "memory.c"),
                 "-o", made["memory"]])  # fmt: skip
        else:
            # The same runtime for the other target.
            objects = []
            for source in sorted(glob.glob(os.path.join(ROOT, "lib", "Runtime", "*.c"))):
                objects.append(os.path.join(where, "rt-" + os.path.basename(source) + ".o"))
                run(cc + ["-std=gnu11", "-fexceptions", "-fvisibility=hidden", "-w",
                          "-I" + os.path.join(ROOT, "include"), "-c", source,
                          "-o", objects[-1]])  # fmt: skip
            made["libdefer"] = os.path.join(where, "libdefer.a")
            run(["aarch64-linux-gnu-ar", "rcs", made["libdefer"]] + objects)
        self._shared[target] = made
        return made

    def compile_command(self, contender, level, target, source, out):
        command = self.compiler(contender, target)
        if contender.compiler == "ldc2":
            command += ["-betterC", "-relocation-model=static", "-function-sections",
                        "-O0" if level == "O0" else "-" + level]  # fmt: skip
            if target == ARM:
                command.append("-mtriple=aarch64-linux-gnu")
            return command + ["-c", source, "-of=" + out]
        command += ["-" + level] + FIXED + ["-I" + PROGRAMS]
        if contender.plugin:
            command.append(self.plugin_option())
        return command + list(contender.options) + ["-c", source, "-o", out]

    def build(self, contender, level, target):
        where = os.path.join(self.folder, "-".join([contender.key, level, target]))
        os.makedirs(where, exist_ok=True)
        path = os.path.join(where, "program")
        objects, commands = [], []
        if contender.compiler == "go":
            environment = dict(
                os.environ, GO111MODULE="off", GOFLAGS="", CGO_ENABLED="0",
                GOCACHE=os.path.join(self.folder, "go-cache"),
            )  # fmt: skip
            run([self.go, "build", "-o", path, "."], env=environment,
                cwd=os.path.join(PROGRAMS, "go"))  # fmt: skip
        else:
            shared = self.shared(target)
            for name in contender.sources:
                out = os.path.join(where, name + ".o")
                command = self.compile_command(
                    contender, level, target, os.path.join(PROGRAMS, name), out
                )
                run(command)
                commands.append(command)
                objects.append(out)
            link = ["g++" if contender.compiler == "g++" else "gcc", "-no-pie", "-rdynamic"]
            if target == ARM:
                link = ["aarch64-linux-gnu-gcc", "-static"]
            link += objects + [shared["main"], shared["world"],
                shared["coroutine-chain" if contender.chain else "coroutine"]]  # fmt: skip
            if contender.runtime:
                if "dynamic.c" in contender.sources:
                    link += ["-Wl,-u,defer_set_yield_hook"]
                link += [shared["libdefer"], "-pthread"]
            run(link + ["-o", path])
        listed = run(self.runner(target) + [path, "list"]).split()
        return Program(contender, level, target, path, objects, commands, listed)

    @staticmethod
    def runner(target):
        return ["qemu-aarch64"] if target == ARM else []

    @functools.lru_cache(maxsize=None)
    def _defined(self, path):
        return frozenset(re.findall(r" [TW] (\S+)$", run(["nm", path]), re.M))

    def code_bytes(self, program, work):
        """Bytes of code of a work's function with all that it needs of its objects,
        and bytes of its tables."""
        ld = "aarch64-linux-gnu-ld" if program.target == ARM else "ld"
        out = os.path.join(os.path.dirname(program.path), work + ".part.o")
        symbol = "work_" + work
        for made in program.objects:
            if symbol not in self._defined(made):
                continue
            run([ld, "-r", "--gc-sections", "-u", symbol, "-e", symbol, made, "-o", out])
            code = tables = 0
            for line in run(["readelf", "-SW", out]).splitlines():
                match = re.match(
                    r"\s*\[\s*\d+\] (\S+)\s+\S+\s+[0-9a-f]+ [0-9a-f]+ ([0-9a-f]+) \S+\s+(\w*)",
                    line,
                )
                if not match:
                    continue
                name, size, flags = match[1], int(match[2], 16), match[3]
                if "X" in flags and "A" in flags:
                    code += size
                elif name.startswith((".gcc_except_table", ".eh_frame")):
                    tables += size
            os.remove(out)
            return code, tables
        return None


def warn(text):
    print("bench: " + text, file=sys.stderr, flush=True)
