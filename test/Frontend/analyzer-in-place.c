// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 9: the analyser does not take S to run in place.
//
// Not so yet: Clang's own warnings still see S as the arm of an `if`.
// XFAIL: *
// RUN: %defer --analyze -o %t.plist %s 2>&1 | count 0

void *malloc(unsigned long);
void free(void *);

int g(int n) {
  char *p = malloc(10);
  if (!p)
    return 1;
  __defer free(p);
  if (n)
    return 2;
  p[0] = 1;
  return p[0];
}
