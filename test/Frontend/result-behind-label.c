// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 3: an attribute behind a label is the label's, in Clang and in GCC, and so
// is the word, which was then not heard.
//
// REQUIRES: llvm-ge-19
// RUN: not %defer -c -o %t.o %s 2>&1 | FileCheck %s
// RUN: cp %s %t.c && not %defer -Xclang -fixit -c -o %t.o %t.c 2> %t.err
// RUN: FileCheck --check-prefix=FIXED %s < %t.c

int f(int n) {
again:
  __defer_result int rc = 1;
  // CHECK: result-behind-label.c:[[#@LINE-1]]:3: error: behind a label, '__defer_result' is of the label: a ';' is missing in between
  // FIXED: {{^}}  ; __defer_result int rc = 1;
  __defer rc++;
  if (n > 5)
    return n;
  if (n > 7)
    goto again;
}
