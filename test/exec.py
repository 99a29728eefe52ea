#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compiles a C program with the plugin at several optimization levels, runs each
result, and requires the same standard output and exit status 0 of all of them.
Prints the standard output of one.

usage: exec.py [option...] [compiler option...] file.c... [-- argument...]

Options of the script have two dashes and come first; everything else up to
"--" goes to the compiler, what follows "--" to the program.
"""

import argparse
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile

# Seconds for one run of a program, and for one run of the compiler.
TIMEOUT = 60
BUILD_TIMEOUT = 180

# A mode that runs the program slowly may take longer.
TIMEOUT_FACTOR = {"aarch64": 3, "valgrind": 3, "sanitize": 2}


def parse_arguments(argv):
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--mode", default="native")
    parser.add_argument(
        "--levels",
        default="O0,O1,O2,O3,Os",
        help="optimization levels (the environment's DEFER_LEVELS wins)",
    )
    parser.add_argument("--llvm-bin", required=True, help="directory of clang")
    parser.add_argument("--lib", required=True, help="directory of defer.so")
    parser.add_argument("--include", required=True, help="directory of defer.h")
    parser.add_argument("--aarch64-gcc", default="aarch64-linux-gnu-gcc")
    parser.add_argument("--qemu-aarch64", default="qemu-aarch64")
    parser.add_argument("--valgrind", default="valgrind")
    parser.add_argument(
        "--no-plugin", action="store_true", help="compile without the plugin"
    )
    parser.add_argument(
        "--status",
        type=int,
        default=0,
        help="the exit status to expect; -N for the end by signal N",
    )
    parser.add_argument("--stdin", help="file to read as standard input")
    parser.add_argument(
        "--only-levels",
        help="of the levels only these (for a test that needs optimization, say)",
    )
    arguments = []
    if "--" in argv:
        at = argv.index("--")
        argv, arguments = argv[:at], argv[at + 1 :]
    options, options.compile = parser.parse_known_args(argv)
    options.arguments = arguments
    if os.environ.get("DEFER_LEVELS"):
        options.levels = os.environ["DEFER_LEVELS"]
    levels = [level.lstrip("-") for level in options.levels.replace(",", " ").split()]
    if options.only_levels:
        only = [x.lstrip("-") for x in options.only_levels.replace(",", " ").split()]
        levels = [level for level in levels if level in only] or only[:1]
    options.levels = levels
    return options


def fail(message, command=None, output=b"", errors=b""):
    sys.stdout.flush()
    print("exec.py: " + message, file=sys.stderr)
    if command:
        print("  " + shlex.join(command), file=sys.stderr)
    for name, text in (("standard output", output), ("standard error", errors)):
        if text:
            print("--- %s:" % name, file=sys.stderr)
            print(text.decode(errors="replace"), end="", file=sys.stderr)
            print("---", file=sys.stderr)
    sys.exit(1)


def run(command, **more):
    return subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more
    )


def build(what, command):
    try:
        result = run(command, stdin=subprocess.DEVNULL, timeout=BUILD_TIMEOUT)
    except subprocess.TimeoutExpired as expired:
        fail(
            "%s: no end within %d s" % (what, BUILD_TIMEOUT),
            command,
            errors=expired.stderr or b"",
        )
    sys.stderr.write(result.stderr.decode(errors="replace"))
    if result.returncode != 0:
        fail("%s failed (status %d)" % (what, result.returncode), command)


class Mode:
    """How one mode compiles, links and runs."""

    def __init__(self, options):
        self.options = options
        clang = os.path.join(options.llvm_bin, "clang")
        self.clang = [clang]
        self.plugin = ["-I" + options.include]
        if not options.no_plugin:
            self.plugin.append("-fplugin=" + os.path.join(options.lib, "defer.so"))
            self.plugin.append("-fplugin-arg-defer-verify")
        self.libraries = [
            os.path.join(options.lib, "libdefer.a"),
            "-lpthread",
            "-lm",
        ]
        self.variants = [("", [])]
        self.wrapper = []
        # GCC's driver starts in no time, while Clang's loads all of LLVM and, where
        # it has to link as well, starts itself once more.
        self.linker = None
        if options.mode in ("native", "valgrind", "g", "pic", "nopie"):
            self.linker = shutil.which("gcc")
        self.environment = dict(os.environ)
        getattr(self, "mode_" + options.mode)()

    def mode_native(self):
        pass

    def mode_aarch64(self):
        gcc = self.options.aarch64_gcc
        self.linker = gcc
        self.clang.append("--target=aarch64-linux-gnu")
        sysroot = run([gcc, "-print-sysroot"]).stdout.decode().strip()
        root = os.path.join(sysroot or "/", "usr", "aarch64-linux-gnu")
        if not os.path.isdir(root):
            root = sysroot
        self.wrapper = [self.options.qemu_aarch64, "-L", root]
        self.libraries[0] = os.path.join(self.options.lib, "aarch64", "libdefer.a")

    def mode_valgrind(self):
        self.wrapper = [
            self.options.valgrind,
            "-q",
            "--error-exitcode=99",
            "--leak-check=full",
        ]

    def mode_sanitize(self):
        self.variants = [
            (
                "",
                [
                    "-g1",
                    "-fno-omit-frame-pointer",
                    "-fsanitize=address,undefined",
                    "-fno-sanitize-recover=all",
                    "-fsanitize-address-use-after-scope",
                ],
            )
        ]
        self.environment["ASAN_OPTIONS"] = (
            "detect_stack_use_after_return=1:detect_leaks=1"
        )
        self.environment["UBSAN_OPTIONS"] = "print_stacktrace=1"
        symbolizer = os.path.join(self.options.llvm_bin, "llvm-symbolizer")
        if os.path.exists(symbolizer):
            self.environment["ASAN_SYMBOLIZER_PATH"] = symbolizer
        self.libraries[0] = os.path.join(self.options.lib, "sanitize", "libdefer.a")

    def mode_g(self):
        self.variants = [("", ["-g"])]

    def mode_pic(self):
        self.variants = [("", ["-fPIC", "-pie"])]

    def mode_nopie(self):
        self.variants = [("", ["-fno-pic", "-no-pie"])]

    def mode_lto(self):
        lld = "--ld-path=" + os.path.join(self.options.llvm_bin, "ld.lld")
        self.variants = [
            ("full", ["-flto=full", lld]),
            ("thin", ["-flto=thin", lld]),
        ]

    def mode_savetemps(self):
        self.variants = [("", ["-save-temps=obj"])]

    def mode_rewrite(self):
        """What defer-rewrite makes of the sources, by compilers that know no word
        of it; a line REWRITE-NOT in a source names those that cannot.  Plain C
        knows no exceptions: where there is unwinding, it is that of the chain."""
        text = ""
        for source in self.options.compile:
            if is_source(source):
                with open(source, encoding="utf-8", errors="replace") as file:
                    text += file.read()
        self.environment["LD_LIBRARY_PATH"] = self.options.lib
        self.rewritten = {}  # the sources, by the runtime that they use
        tables = "-fplugin-arg-defer-unwind=tables"
        chain = "-fplugin-arg-defer-unwind=chain"
        words = [chain if word in ("-fexceptions", tables) else word
                 for word in self.options.compile]
        self.options.compile = words
        cannot = set()
        for line in re.findall(r"REWRITE-NOT:([-\w ]*)", text):
            cannot |= set(re.findall(r"[-\w]+", line))
        self.variants = [
            (compiler, runtime)
            for compiler, runtime in (
                ("gcc", "link"), ("tcc", "link"),
                *([("clang", "lines")] if chain in words else
                  [("clang", "embed"), ("gcc", "embed")]))
            if compiler not in cannot and compiler + "-" + runtime not in cannot
        ]

    # With what is linked the text is as a person gets it; with what is embedded, or
    # with "lines", as a tool gets it.
    def build_rewritten(self, level, variant, runtime, program):
        options = self.options
        rewriter = os.path.join(os.path.dirname(options.lib), "bin", "defer-rewrite")
        compiler = self.clang[0] if variant == "clang" else variant
        sources = [word for word in options.compile if is_source(word)]
        flags = [word for word in options.compile if not is_source(word)]
        include = ["-I" + os.path.dirname(source) for source in sources]
        if runtime not in self.rewritten:
            self.rewritten[runtime] = plain = []
            linked = "embed" if runtime == "embed" else "link"
            rewriter = [rewriter, "--runtime=" + linked]
            parse = ["--", "-w", "-I" + options.include, *include, *flags]

            def rewritten(source, *more):
                command = [*rewriter, *more, source, *parse]
                result = run(command, timeout=BUILD_TIMEOUT)
                if result.returncode:
                    fail("rewriting failed (status %d)" % result.returncode, command,
                         errors=result.stderr)
                return result.stdout

            for number, source in enumerate(sources):
                target = "%s.%s.%d.c" % (program, runtime, number)
                text = rewritten(source)
                if runtime != "link":
                    # The directives change nothing but what __LINE__ and __FILE__ say.
                    directed = rewritten(source, "--line-directives")
                    if without_directives(directed) != without_directives(text):
                        fail("with --line-directives it is another text", [source])
                    text = directed
                with open(target, "wb") as file:
                    file.write(text)
                build("rewriting what is rewritten", [*rewriter, "--check", target, *parse])
                plain.append(target)
        libraries = list(self.libraries)
        if variant == "tcc":  # which cannot link what is of a thread
            libraries[0] = os.path.join(options.lib, "libdefer.so")
        known = ("-D", "-U", "-I", "-std=", "-l", "-L", "-Wl,", "-pthread", "-fno-", "-fwrapv")
        flags = ["-" + level, "-w", "-I" + options.include, *include,
                 *[flag for flag in flags if flag.startswith(known)]]
        what = "compiling what is rewritten at -%s with %s" % (level, variant)
        sources = self.rewritten[runtime]
        if variant == "clang":  # GCC links, as above
            objects = [source + ".o" for source in sources]
            for source, target in zip(sources, objects):
                build(what, [compiler, "-Qunused-arguments", *flags, "-c", source, "-o", target])
            compiler, sources = "gcc", objects
            flags = [flag for flag in flags if is_link_option(flag)]
        build(what, [compiler, *flags, *sources, "-o", program, *libraries])

    def build(self, level, extra, program):
        """Compiles and links the program."""
        options = self.options
        if options.mode == "rewrite":
            return self.build_rewritten(level, *extra, program)
        flags = ["-" + level] + extra
        if not self.linker:
            # The options only the compiler or only the linker uses are no mistake.
            build(
                "compiling at -%s" % level,
                self.clang + ["-Qunused-arguments"] + self.plugin + flags
                + options.compile + ["-o", program] + self.libraries,
            )
            return
        sources = [word for word in options.compile if is_source(word)]
        rest = [word for word in options.compile if not is_source(word)]
        compile_only = [word for word in rest if not is_link_option(word)]
        objects = []
        for number, source in enumerate(sources):
            if source.endswith(".o"):
                objects.append(source)
                continue
            target = "%s.%d.o" % (program, number)
            build(
                "compiling at -%s" % level,
                self.clang + ["-Qunused-arguments", "-c"] + self.plugin + flags
                + compile_only + [source, "-o", target],
            )
            objects.append(target)
        link = [word for word in extra + rest if is_link_option(word)]
        build(
            "linking at -%s" % level,
            [self.linker] + objects + link + ["-o", program] + self.libraries,
        )

    def run(self, program, timeout):
        command = self.wrapper + [program] + self.options.arguments
        stdin = open(self.options.stdin or os.devnull, "rb")
        with stdin:
            # A session of its own: at a timeout everything it started ends.
            process = subprocess.Popen(
                command,
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=self.environment,
                start_new_session=True,
            )
            try:
                output, errors = process.communicate(timeout=timeout)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                output, errors = process.communicate()
                fail("no end within %d s" % timeout, command, output, errors)
        return command, process.returncode, output, errors


def without_directives(text):
    return re.sub(rb"^#line .*\n", b"", text, flags=re.M)


def is_source(word):
    return not word.startswith("-") and word.endswith((".c", ".i", ".ll", ".s", ".o"))


def is_link_option(word):
    return word.startswith(
        ("-l", "-L", "-Wl,", "-static", "-pthread", "-rdynamic", "-pie", "-no-pie"))


def describe(status):
    if status >= 0:
        return "exit status %d" % status
    try:
        return "signal %s" % signal.Signals(-status).name
    except ValueError:
        return "signal %d" % -status


def main():
    options = parse_arguments(sys.argv[1:])
    mode = Mode(options)
    timeout = float(os.environ.get("DEFER_TIMEOUT", TIMEOUT))
    timeout *= TIMEOUT_FACTOR.get(options.mode, 1)
    first = None
    with tempfile.TemporaryDirectory(prefix="defer-exec-") as directory:
        for level in options.levels:
            for variant, extra in mode.variants:
                name = "-%s%s" % (level, variant and " (%s)" % variant)
                program = os.path.join(directory, "program-" + level + variant)
                if options.mode == "rewrite":
                    extra = [variant, extra]
                    program += "-" + extra[1]
                mode.build(level, extra, program)
                command, status, output, errors = mode.run(program, timeout)
                if status != options.status and not (
                    # qemu passes a signal on as the shell does.
                    options.status < 0
                    and status == 128 - options.status
                ):
                    fail(
                        "%s: %s instead of %s"
                        % (name, describe(status), describe(options.status)),
                        command,
                        output,
                        errors,
                    )
                if first is None:
                    first = name, output
                    first_errors = errors
                elif output != first[1]:
                    fail(
                        "%s prints something else than %s, which printed:\n%s"
                        % (name, first[0], first[1].decode(errors="replace")),
                        command,
                        output,
                        errors,
                    )
    sys.stderr.write(first_errors.decode(errors="replace"))
    sys.stderr.flush()
    sys.stdout.buffer.write(first[1])


if __name__ == "__main__":
    main()
