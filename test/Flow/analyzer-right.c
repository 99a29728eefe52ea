// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 9: the analyser does not take S to run in place.  It finds nothing
// in right programs.
//
// RUN: %defer --analyze -DD=__defer -o %t.plist %s 2>&1 | count 0
// RUN: %defer --analyze -DD=_Defer -o %t.plist %s 2>&1 | count 0

void *malloc(unsigned long);
void free(void *);
int next(int);

int several_returns(int n) {
  char *p = malloc(10);
  if (!p)
    return 1;
  D free(p);
  if (n)
    return 2;
  p[0] = 1;
  return p[0];
}

int each_time(int n) {
  for (int i = 0; i < n; i++) {
    char *p = malloc(10);
    if (!p)
      return 1;
    D free(p);
    if (next(n))
      continue;
    if (next(1))
      break;
    p[0] = 1;
  }
  return 2;
}

/* The same statement runs on two ways, where other things are alive. */
int alive_on_one_way(int n) {
  int x = n + 1;
  {
    D next(1);
    if (n)
      return 2;
  }
  return x;
}

void alive_in_a_loop(int n) {
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) {
      _Defer next(1);
      if (next(2))
        break;
    }
}

int handed_on(char **out, int n) {
  char *p = malloc(10);
  if (!p)
    return 1;
  {
    D next(1);
    if (n) {
      free(p);
      return 2;
    }
  }
  *out = p;
  return 0;
}

/* In a loop, another round's instance is null. */
int checked_each_time(int n) {
  for (int i = 0; i < n; i++) {
    char *p = malloc(10);
    if (!p)
      return -1;
    D *p = 1, free(p);
  }
  return 0;
}

void stop(int) __attribute__((noreturn));
int never_returns(int n) {
  D stop(n);
  return next(n);
}

int in_a_branch(int n) {
  char *p = 0;
  if (n) {
    p = malloc(10);
    if (!p)
      return 0;
    D free(p);
    next(p[0] = 1);
  }
  return 3;
}

int value_first(void) {
  char *p = malloc(10);
  if (!p)
    return 1;
  p[0] = 1;
  D free(p);
  return ({ _Defer next(1); p[0]; });
}

void set_later(int n) {
  char *p;
  D free(p);
  p = n ? malloc(10) : 0;
}
