# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Parameters (lit -D or --param):
#   mode=native|aarch64|valgrind|sanitize|g|pic|nopie|lto|savetemps|rewrite
#       how %exec compiles and runs; in all modes but native only the tests that
#       use %exec are there
#   levels=O0,O1,O2,O3,Os
#       the optimization levels of %exec
#   complete=1
#       the slow tests, too; one whose input cannot be had fails, and is not
#       skipped
#   with-newest=1
#       without those that take long and do not differ between the versions: the
#       newest LLVM is tried as well
#
# No substitution needs quotes in a RUN line, wherever the sources are: a path
# with a space is named by a symbolic link.

import os
import sys

import lit.util

if not hasattr(config, "defer_obj"):
    lit_config.fatal(
        "the tests run from a build directory: cmake --build DIR --target check-defer, "
        "utils/check, or lit DIR/test"
    )

config.defer_src = os.path.realpath(config.defer_src)
config.defer_obj = os.path.realpath(config.defer_obj)
sys.path.insert(0, os.path.join(config.defer_src, "test"))
from deferlit import LEVELS, MODES, DeferTest, Paths, quote  # noqa: E402

config.name = "defer"
config.suffixes = [".c", ".ll", ".test"]
config.excludes = ["Inputs"]
config.test_source_root = os.path.join(config.defer_src, "test")
config.test_exec_root = os.path.join(config.defer_obj, "test")

mode = lit_config.params.get("mode", "native")
if mode not in MODES:
    lit_config.fatal("unknown mode %r; there are: %s" % (mode, ", ".join(MODES)))
levels = lit_config.params.get("levels") or LEVELS[mode]

missing = {
    "aarch64": not config.have_aarch64,
    "valgrind": not config.valgrind,
    "sanitize": not config.have_sanitizers,
    "lto": not config.have_lld,
    "rewrite": not (lit.util.which("tcc") and lit.util.which("gcc")),
}
if missing.get(mode):
    lit_config.fatal("mode %s: a tool or library it needs is not installed" % mode)

paths = Paths(config.defer_src, config.defer_obj)
config.test_format = DeferTest(mode, paths)

# A compiler that does not end fails its test, where lit can stop it.
if lit.util.killProcessAndChildrenIsSupported()[0]:
    lit_config.maxIndividualTestTime = 900

# The environment: LLVM's tools of this version first, nothing from outside that
# changes what the compiler or the programs do.
config.environment["PATH"] = os.pathsep.join(
    [config.llvm_bin, os.environ.get("PATH", "")]
)
config.environment["LC_ALL"] = "C"
for name in ("CPATH", "C_INCLUDE_PATH", "LIBRARY_PATH", "CCC_OVERRIDE_OPTIONS"):
    config.environment.pop(name, None)

# Features.
features = config.available_features
features.add("llvm-%d" % config.llvm_major)
for version in range(14, config.llvm_major + 1):
    features.add("llvm-ge-%d" % version)
features.add("mode-" + mode)
for target in config.llvm_targets:
    features.add(target.lower() + "-registered-target")
if config.host_processor in ("x86_64", "AMD64"):
    features.add("x86_64-host")
if config.have_aarch64:
    features.add("aarch64")
if config.valgrind:
    features.add("valgrind")
if config.have_sanitizers:
    features.add("asan")
if config.have_lld:
    features.add("lld")
if lit_config.params.get("complete"):
    features.add("complete")
if not lit_config.params.get("with-newest"):
    features.add("long")
for name in ("gdb", "gcc", "tcc", "patch"):
    if lit.util.which(name):
        features.add(name)
# A Clang with a `_Defer` of its own, to compare with.
config.native_defer = next(
    filter(
        None,
        (
            lit.util.which("clang-%d" % n, "/usr/lib/llvm-%d/bin" % n)
            or lit.util.which("clang-%d" % n)
            for n in range(22, 30)
        ),
    ),
    "",
)
if config.native_defer:
    features.add("native-defer")
    config.substitutions.append((r"%native_defer\b", config.native_defer))
lldb = next(
    filter(None, map(lit.util.which, ["lldb"] + ["lldb-%d" % n for n in range(14, 30)])),
    None,
)
if lldb:
    features.add("lldb")
    config.substitutions.append((r"%lldb\b", lldb))
for name in ("gcc", "cppcheck", "mandoc", "chromium", "qemu-x86_64"):
    if lit.util.which(name):
        features.add(name)
if lit.util.which("musl-gcc"):
    features.add("musl")
if lit.util.which("meson") and lit.util.which("ninja"):
    features.add("meson")

# Substitutions.
src = paths.name(config.defer_src)
lib = os.path.join(paths.name(config.defer_obj), "lib")
include = os.path.join(src, "include")


def tool(name):
    return quote(os.path.join(config.llvm_bin, name))


def add(name, text):
    config.substitutions.append(("%" + name + r"\b", text))


add("clang", tool("clang"))
add("plugin", quote(os.path.join(lib, "defer.so")))
add("opt_plugin", quote(os.path.join(lib, "defer-opt.so")))
add("include", quote(include))
add("libdefer", quote(os.path.join(lib, "libdefer.a")))
add("libdir", quote(lib))
add("llvm_bin", quote(config.llvm_bin))
add("build", quote(paths.name(config.defer_obj)))
add("llvm_major", str(config.llvm_major))
# Threads to start one after the other.
add("many", "10000" if mode == "native" else "200")
# The interpreter that runs lit: a `python3` of PATH may be a script that looks for
# it, which costs more than many a test.
config.python = sys.executable
add("python", quote(config.python))
add("src", quote(src))
add(
    "defer",
    " ".join(
        [
            tool("clang"),
            quote("-fplugin=" + os.path.join(lib, "defer.so")),
            "-fplugin-arg-defer-verify",
            quote("-I" + include),
        ]
    ),
)
add("opt", tool("opt"))
add(
    "opt_defer",
    " ".join(
        [
            tool("opt"),
            quote("-load-pass-plugin=" + os.path.join(lib, "defer-opt.so")),
            "-passes=defer-lower",
        ]
    ),
)
for name, passes in (
    ("opt_thread", "defer-thread-invokes"),
    ("opt_settle", "defer-settle-invokes"),
    ("opt_merge", "defer-merge-invokes"),
    ("opt_rotate", "loop-simplify,loop(defer-rotate-invokes)"),
):
    add(
        name,
        " ".join(
            [
                tool("opt"),
                quote("-load-pass-plugin=" + os.path.join(lib, "defer-opt.so")),
                quote("-passes=function(%s),verify" % passes),
            ]
        ),
    )
add("llc", tool("llc"))
add("rewrite", quote(os.path.join(config.defer_obj, "bin", "defer-rewrite")))
add("inspect", quote(os.path.join(config.defer_obj, "bin", "defer-inspect")))
# Compiles as plain C: test/Rewrite/plain_c.py.
add(
    "plain_c",
    " ".join(
        [
            quote(config.python),
            quote(os.path.join(src, "test", "Rewrite", "plain_c.py")),
            tool("clang"),
            quote("-I" + include),
        ]
    ),
)

exec_options = [
    "--mode=" + mode,
    "--levels=" + levels,
    "--llvm-bin=" + config.llvm_bin,
    "--lib=" + lib,
    "--include=" + include,
]
if mode == "aarch64":
    exec_options.append("--aarch64-gcc=" + config.aarch64_gcc)
    exec_options.append("--qemu-aarch64=" + config.qemu_aarch64)
if mode == "valgrind":
    exec_options.append("--valgrind=" + config.valgrind)
# Without -S, Python looks for packages, which takes as long as it does to start.
add(
    "exec",
    " ".join(
        [
            quote(config.python),
            "-S",
            quote(os.path.join(src, "test", "exec.py")),
        ]
        + [quote(option) for option in exec_options]
    ),
)
