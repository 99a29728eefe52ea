# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The ways of writing that are compared, and what each is compiled from and with.

A *contender* is a way of writing with a compiler. The one of each compiler that is
written with goto is what others of that compiler are compared with.
"""

from dataclasses import dataclass, field

X86, ARM = "x86_64", "aarch64"
BOTH = (X86, ARM)


@dataclass(frozen=True)
class Contender:
    key: str
    title: str
    compiler: str  # clang, gcc, g++, ldc2, go
    sources: tuple
    options: tuple = ()
    plugin: bool = False
    runtime: bool = False  # is linked with libdefer
    chain: bool = False  # switches the chain with each coroutine
    targets: tuple = BOTH
    ours: bool = field(default=False)


def ours(key, title, sources, options=(), **more):
    return Contender(
        key, title, "clang", sources, options, plugin=True, runtime=True, ours=True, **more
    )


ALL = [
    Contender("goto", "goto, array", "clang", ("goto.c",)),
    Contender("early", "early release", "clang", ("early.c",)),
    Contender("cleanup", "cleanup attribute", "clang", ("cleanup.c",)),
    Contender("native", "Clang's _Defer", "clang", ("defer.c",),
              ("-fdefer-ts", "-DBLOCKS=1")),
    ours("defer", "plugin, __defer", ("defer.c", "dynamic.c")),
    ours("scoped", "plugin, _Defer", ("defer.c",), ("-DBLOCKS=1",)),
    ours("tables", "plugin, unwind=tables", ("defer.c", "dynamic.c", "panic.c"),
         ("-fplugin-arg-defer-unwind=tables",)),
    ours("chain", "plugin, unwind=chain", ("defer.c", "dynamic.c", "panic.c"),
         ("-fplugin-arg-defer-unwind=chain",), chain=True),
    Contender("setjmp", "setjmp macros", "clang", ("macros.c",),
              ('-DLIBRARY="setjmp_defer.h"',)),
    Contender("list", "list macros", "clang", ("macros.c",),
              ('-DLIBRARY="list_defer.h"',)),
    Contender("goto-gcc", "goto, array (GCC)", "gcc", ("goto.c",)),
    Contender("cleanup-gcc", "cleanup attribute (GCC)", "gcc", ("cleanup.c",)),
    Contender("nested", "nested functions (GCC)", "gcc", ("defer.c",),
              ("-DNESTED_FUNCTIONS", "-DBLOCKS=1")),
    Contender("guard", "C++ guards (GCC)", "g++", ("guard.cpp",), ("-std=c++17",),
              targets=(X86,)),
    Contender("scope", "D scope(exit) (LDC)", "ldc2", ("scope.d",)),
    Contender("go", "Go defer", "go", ("go",), targets=(X86,)),
]  # fmt: skip

BY_KEY = {contender.key: contender for contender in ALL}
TITLES = {key: contender.title for key, contender in BY_KEY.items()}
TITLES["hook"] = "plugin, __defer, yield hook"  # tail.py
