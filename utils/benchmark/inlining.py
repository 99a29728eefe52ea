# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Is a function with a static deferral inlined wherever its twin with goto is?

The pairs of test/CodeGen/goto-twins.c become static functions that are called from
two places, with an argument that is not known, with one that is, or as inline
functions; one that is inlined in both is not there any more.
"""

import os
import re

from building import run
from contenders import ARM
from twins import FOLDER, SOURCE

HEAD = re.compile(r"^((?:struct \w+|void|long) \**)(\w+)_(defer|goto)\(int a\) \{", re.M)


def source(how):
    with open(SOURCE, encoding="utf-8") as f:
        text = f.read()
    heads = HEAD.findall(text)
    word = "static inline" if how == "inline" else "static"
    text = HEAD.sub(r"%s \1\2_\3(int a) {" % word, text)
    for number, (kind, name, form) in enumerate(heads):
        function = "%s_%s" % (name, form)
        for caller in range(2):
            argument = str(caller + 2) if how == "constant" else "a + %d" % caller
            give = "" if kind.strip() == "void" else "return "
            text += "\n%scall%d_%s(int a) { step(%d); %s%s(%s); }" % (
                kind, caller, function, number // 2, give, function, argument,
            )  # fmt: skip
    return text, heads


def measure(context):
    rows = []
    toolchain = context.toolchain
    for how in ("unknown", "constant", "inline"):
        text, heads = source(how)
        path = os.path.join(toolchain.folder, "inline-%s.c" % how)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        for target in context.targets:
            for level in ("O2", "Os"):
                out = path + ".o"
                command = [toolchain.clang, "-" + level, "-w", "-I" + FOLDER,
                           toolchain.plugin_option(), "-c", path, "-o", out]  # fmt: skip
                if target == ARM:
                    command.append("--target=aarch64-linux-gnu")
                run(command)
                there = set(re.findall(r" [tT] (\w+)$", run(["nm", out]), re.M))
                for name in dict.fromkeys(name for _, name, _ in heads):
                    rows.append({
                        "name": name, "how": how, "level": level, "target": target,
                        "defer": name + "_defer" not in there,
                        "goto": name + "_goto" not in there,
                    })  # fmt: skip
    return rows
