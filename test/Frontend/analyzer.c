// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// --analyze with the plugin ends, and finds no fault in what only a reader
// that runs deferred statements in place would.
//
// RUN: %defer --analyze -Xclang -analyzer-werror -o %t.plist %s 2>&1 | count 0
// RUN: %defer -DHEADER --analyze -Xclang -analyzer-werror -o %t.plist %s 2>&1 | count 0

#ifdef HEADER
#include <defer.h>
#endif

void *malloc(unsigned long);
void free(void *);
void use(char *);

int g(int n) {
  char *p = malloc(10);
  if (!p)
    return 1;
  __defer free(p);
  if (n)
    return 2;
  for (int i = 0; i < n; i++) {
    char *q = malloc(10);
    if (!q)
      return 3;
    __defer { free(q); }
    q[0] = 1;
  }
  p[0] = 1;
  use(p);
  return p[0];
}
