# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# The format of these tests: what says that it cannot be run here is skipped,
# unless the run is to be complete (lit --param complete=1).

import re

import lit.Test
from deferlit import DeferTest


class SkippableTest(DeferTest):
    def execute(self, test, litConfig):
        result = super().execute(test, litConfig)
        said = re.search(r"^(?:# \| )?(skipped: .*)", result.output, re.MULTILINE)
        complete = litConfig.params.get("complete")
        if result.code is lit.Test.FAIL and said and not complete:
            return lit.Test.Result(lit.Test.UNSUPPORTED, said.group(1) + "\n")
        return result
