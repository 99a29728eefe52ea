# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Functions with any number of deferrals, in several shapes (linear.py says what
each is), and the same written with goto."""

DECLARATIONS = """
int test(int); void release(int); int *acquire(int); void give(int *);
"""


def shape_returns(n):
    return "".join(
        "  if (test(%d)) return %d;\n  __defer release(%d);\n" % (i, i, i)
        for i in range(n)
    )


def shape_blocks(n):
    return "".join(
        "  { int *p = acquire(%d); if (!p) return %d; __defer give(p); }\n" % (i, i)
        for i in range(n)
    )


def shape_conditional(n):
    return "".join(
        "  if (test(%d)) __defer release(%d);\n  if (test(-%d)) return %d;\n"
        % (i, i, i, i)
        for i in range(n)
    )


def shape_last(n):
    return "".join("  if (test(%d)) __defer release(%d);\n" % (i, i) for i in range(n))


def shape_loop(n):
    return "  while (test(0)) {\n%s  }\n" % "".join(
        "    __defer release(%d);\n" % i for i in range(n)
    )


def shape_kept(n):
    return "  while (test(0)) {\n%s  }\n" % "".join(
        "    int *p%d = acquire(%d); if (!p%d) return %d; __defer give(p%d);\n"
        % (i, i, i, i, i)
        for i in range(n)
    )


def shape_mixed(n):
    return "".join(
        "  if (test(%d)) return %d;\n  __defer release(%d);\n"
        "  while (test(-%d)) __defer release(-%d);\n" % (i, i, i, i, i)
        for i in range(n // 2)
    )


def shape_nested(n):
    return "".join(
        "  if (test(%d)) return %d;\n"
        "  __defer { __defer release(%d); if (test(-%d)) release(-%d); }\n"
        % (i, i, i, i, i)
        for i in range(n)
    )


def shape_goto(n):
    return "".join(
        "  int *p%d = acquire(%d);\n  if (!p%d) goto out;\n  __defer give(p%d);\n"
        % (i, i, i, i)
        for i in range(n)
    ) + "  return 0;\nout:\n"


def shape_computed(n):
    return (
        "  static void *const to[] = {%s};\n" % ", ".join("&&l%d" % i for i in range(n))
        + "  goto *to[test(-1)];\n"
        + "".join(
            "l%d: { int *p = acquire(%d); __defer give(p); }\n  goto *to[test(%d)];\n"
            % (i, i, i)
            for i in range(n)
        )
    )


def shape_switch(n):
    return "  switch (test(-1)) {\n%s  }\n" % "".join(
        "  case %d: __defer release(%d); break;\n" % (i, i) for i in range(n)
    )


def shape_cleanups(n):
    return "".join(
        "  int v%d __attribute__((cleanup(give))) = %d;\n"
        "  if (test(%d)) return %d;\n  __defer release(%d);\n" % (i, i, i, i, i)
        for i in range(n)
    )


# The same functions with goto.


def ladder(n, acquire, release, declare=""):
    return (
        "  int result = -1;\n"
        + declare
        + "".join(acquire(i) for i in range(n))
        + "".join("l%d: %s\n" % (i, release(i)) for i in reversed(range(n)))
        + "  return result;\n"
    )


def goto_returns(n):
    return ladder(
        n,
        lambda i: "  if (test(%d)) { result = %d; goto l%d; }\n" % (i, i, i - 1)
        if i
        else "  if (test(0)) return 0;\n",
        lambda i: "release(%d);" % i,
    )


def goto_blocks(n):
    return ladder(
        n,
        lambda i: "  if (!(p%d = acquire(%d))) { result = %d; goto l%d; }\n"
        % (i, i, i, i - 1)
        if i
        else "  if (!(p0 = acquire(0))) return 0;\n",
        lambda i: "give(p%d);" % i,
        "".join("  int *p%d;\n" % i for i in range(n)),
    )


def goto_conditional(n):
    return ladder(
        n,
        lambda i: "  if (test(%d)) f%d = 1;\n"
        "  if (test(-%d)) { result = %d; goto l%d; }\n" % (i, i, i, i, i),
        lambda i: "if (f%d) release(%d);" % (i, i),
        "".join("  int f%d = 0;\n" % i for i in range(n)),
    )


def goto_last(n):
    return ladder(
        n,
        lambda i: "  if (test(%d)) f%d = 1;\n" % (i, i),
        lambda i: "if (f%d) release(%d);" % (i, i),
        "".join("  int f%d = 0;\n" % i for i in range(n)),
    )


def goto_goto(n):
    return ladder(
        n,
        lambda i: "  int *p%d = acquire(%d);\n  if (!p%d) goto l%d;\n"
        % (i, i, i, i - 1)
        if i
        else "  int *p0 = acquire(0);\n  if (!p0) return 0;\n",
        lambda i: "give(p%d);" % i,
    )


GOTO = {
    name[len("goto_") :]: function
    for name, function in list(globals().items())
    if name.startswith("goto_")
}
SHAPES = {
    name[len("shape_") :]: function
    for name, function in list(globals().items())
    if name.startswith("shape_")
}
