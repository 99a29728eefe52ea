# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# The format of these tests: what says that it cannot be run here is skipped. In
# a complete run (lit --param complete=1) nothing may be missing that could have
# been installed.

import re

import lit.Test
from deferlit import DeferTest


class SkippableTest(DeferTest):
    def execute(self, test, litConfig):
        result = super().execute(test, litConfig)
        said = re.search(r"^(?:# \| )?((?:skipped|missing): .*)", result.output, re.M)
        complete = litConfig.params.get("complete")
        if (
            result.code is lit.Test.FAIL
            and said
            and not (complete and said.group(1).startswith("missing"))
        ):
            return lit.Test.Result(
                lit.Test.UNSUPPORTED,
                re.sub(r"^missing", "skipped", said.group(1)) + "\n",
            )
        return result
