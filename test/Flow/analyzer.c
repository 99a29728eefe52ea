// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// --analyze with the plugin ends, with <defer.h> and without.
//
// RUN: %defer --analyze -o %t.plist %s
// RUN: %defer -DHEADER --analyze -o %t.plist %s
// RUN: %clang -I%include -DHEADER --analyze -o %t.plist %s

#ifdef HEADER
#include <defer.h>
#endif

void f(int *);

int g(int n) {
  int k = 0;
  __defer f(&k);
  for (int i = 0; i < n; i++) {
    int x = i;
    __defer {
      __defer f(&x);
      f(0);
    }
  }
  if (n)
    __defer f(0);
  return k;
}
