// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Functions that Clang's own `_Defer` and the plugin's are compared by.

void lock(void *);
void unlock(void *);
void *acquire(int);
void release(void *);
int work(void *, void *);
int test(int);

int one(void *m) {
  lock(m);
  _Defer unlock(m);
  return work(m, m);
}

int two(int n) {
  void *p = acquire(n);
  if (!p)
    return -1;
  _Defer release(p);
  void *q = acquire(n + 1);
  if (!q)
    return -2;
  _Defer release(q);
  return work(p, q);
}

int loop(int n) {
  int sum = 0;
  for (int i = 0; i < n; i++) {
    void *p = acquire(i);
    _Defer release(p);
    if (test(i))
      continue;
    if (test(i + 1))
      break;
    if (test(i + 2))
      return -1;
    sum += work(p, p);
  }
  return sum;
}

void nested(int n) {
  _Defer {
    void *p = acquire(n);
    _Defer release(p);
    work(p, p);
  }
  test(n);
}

int jumps(int n) {
  if (n)
    _Defer test(1);
  {
    _Defer test(2);
    if (test(3))
      goto out;
    test(4);
  }
out:
  return test(5);
}

int cases(int n) {
  switch (n) {
  case 1: {
    _Defer test(1);
    test(2);
    break;
  }
  case 2: {
    _Defer test(3);
    test(4);
  }
  default: {
    _Defer test(5);
    return 7;
  }
  }
  return test(6);
}

int four(int n) {
  _Defer test(1);
  if (test(11))
    return 1;
  _Defer test(2);
  if (test(12))
    return 2;
  _Defer test(3);
  if (test(13))
    return 3;
  _Defer test(4);
  if (test(14))
    return 4;
  return 5;
}

int conditional(int n) {
  int fd = -1;
  _Defer if (fd >= 0) test(fd);
  if (n)
    fd = test(n);
  if (fd < 0)
    return -1;
  return work(0, 0);
}
