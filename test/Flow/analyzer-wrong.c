// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The analyser finds what is wrong when S runs where the scope ends.
//
// RUN: %defer --analyze -Xclang -verify -o %t.plist %s

void *malloc(unsigned long);
void free(void *);

int used_after_its_block(void) {
  char *p = malloc(10);
  if (!p)
    return 0;
  {
    _Defer free(p);
    p[0] = 1;
  }
  return p[0]; // expected-warning {{Use of memory after it is}}
}

int not_freed_always(int n) {
  char *p = malloc(10);
  if (!p)
    return 0;
  {
    _Defer if (n) free(p);
    p[0] = 1;
  }
  return 3; // expected-warning {{Potential leak of memory pointed to by 'p'}}
}

int null_behind_a_block(int n) {
  int *p = 0;
  {
    _Defer free(0);
    if (n)
      return 1;
  }
  return *p; // expected-warning {{Dereference of null pointer}}
}

int freed_twice(int n) {
  char *p = malloc(10);
  if (!p)
    return 0;
  __defer free(p); // expected-warning {{Attempt to }}
  if (n)
    free(p);
  return 3;
}
