// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: never code that runs S in place: a plugin that knows the word but
// does not lower makes an error.
//
// RUN: not %defer -fplugin-arg-defer-keep-markers -Xclang -disable-llvm-passes %s -o %t %libdefer 2>&1 | FileCheck %s

int puts(const char *);
int main(void) {
  __defer puts("deferred");
  return 0;
}

// CHECK: undefined reference to {{.}}__defer_mark
