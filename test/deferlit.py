# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# The format of the tests: lit's shell tests, plus the modes of %exec and paths
# with spaces.

import atexit
import copy
import os
import re
import shutil
import tempfile

import lit.formats
import lit.Test
import lit.TestRunner

ALL_LEVELS = "O0,O1,O2,O3,Os"

# The optimization levels of a mode, unless the parameter "levels" says more.
LEVELS = {
    "native": ALL_LEVELS,
    "aarch64": ALL_LEVELS,
    "valgrind": "O0,O2",
    "sanitize": "O0,O2",
    "g": "O0,O2",
    "pic": "O0,O2",
    "nopie": "O0,O2",
    "lto": "O0,O2",
    "savetemps": "O0,O2",
    "rewrite": "O0,O2",
}
MODES = list(LEVELS)

# Other names of the modes that a MODES-NOT line can use.
ALIASES = {"qemu": "aarch64", "asan": "sanitize"}

MODES_NOT = re.compile(r"MODES-NOT:(.*)")
EXEC = re.compile(r"RUN:.*%exec\b")

UNSAFE = re.compile(r"[^-\w@%+=:,./]")


def quote(path):
    """The path as one word of a RUN line."""
    if UNSAFE.search(path):
        return '"%s"' % path.replace("\\", "\\\\").replace('"', '\\"')
    return path


class Paths:
    """Gives paths of the sources and of the build names that need no quotes,
    in tests and in what the tests run: if they do, through symbolic links."""

    def __init__(self, *roots):
        self.links = []
        if not any(UNSAFE.search(root) for root in roots):
            return
        directory = tempfile.mkdtemp(prefix="defer-lit-")
        atexit.register(shutil.rmtree, directory, ignore_errors=True)
        # The longer one first: the build is often inside of the sources.
        for number, root in enumerate(sorted(roots, key=len, reverse=True)):
            link = os.path.join(directory, str(number))
            os.symlink(root, link)
            self.links.append((root, link))

    def name(self, path):
        for root, link in self.links:
            if path == root or path.startswith(root + os.sep):
                return link + path[len(root) :]
        return path


class DeferTest(lit.formats.ShTest):
    def __init__(self, mode, paths):
        super().__init__(execute_external=False)
        self.mode = mode
        self.paths = paths

    def getTestsInDirectory(self, testSuite, path_in_suite, litConfig, localConfig):
        for test in super().getTestsInDirectory(
            testSuite, path_in_suite, litConfig, localConfig
        ):
            if self.mode == "native" or EXEC.search(self.read(test)):
                yield test

    def read(self, test):
        with open(test.getSourcePath(), encoding="utf-8", errors="replace") as f:
            return f.read()

    def execute(self, test, litConfig):
        for line in MODES_NOT.findall(self.read(test)):
            modes = {ALIASES.get(name, name) for name in re.findall(r"[\w-]+", line)}
            if self.mode in modes:
                return lit.Test.Result(
                    lit.Test.UNSUPPORTED, "not in mode %s\n" % self.mode
                )
        self.rename_paths(test)
        return super().execute(test, litConfig)

    def rename_paths(self, test):
        """Lets %s, %S, %p, %t and %T be the names that need no quotes."""
        if not self.paths.links:
            return
        source = self.paths.name(test.getSourcePath())
        tmp_dir, tmp_base = lit.TestRunner.getTempPaths(test)
        test.config = copy.copy(test.config)
        test.config.substitutions = test.config.substitutions + [
            ("%s", source),
            ("%S", os.path.dirname(source)),
            ("%p", os.path.dirname(source)),
            ("%t", self.paths.name(tmp_base) + ".tmp"),
            ("%T", self.paths.name(tmp_dir)),
        ]
