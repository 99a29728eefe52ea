# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""usage: pointers.py LLVM-MAJOR FILE.ll

Prints the module, in which all pointers are to bytes, as that version of LLVM
reads it: 14 knows no `ptr`.
"""

import re
import sys

text = open(sys.argv[2], encoding="utf-8").read()
if int(sys.argv[1]) < 15:
    text = re.sub(r"\bptr\b", "i8*", text)
print(text, end="")
