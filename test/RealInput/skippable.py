# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# The format of these tests: what says that it cannot be run here is skipped.

import re

import lit.Test
from deferlit import DeferTest


class SkippableTest(DeferTest):
    def execute(self, test, litConfig):
        result = super().execute(test, litConfig)
        said = re.search(r"^(?:# \| )?(skipped: .*)", result.output, re.MULTILINE)
        if result.code is lit.Test.FAIL and said:
            return lit.Test.Result(lit.Test.UNSUPPORTED, said.group(1) + "\n")
        return result
