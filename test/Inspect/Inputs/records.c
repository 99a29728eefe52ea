void s1(int), s2(void *), rest(int);
int test(int);
void *take(int);

int two(int n) {
  for (int i = 0; i < n; i++) {
    void *p = take(i);
    __defer s2(p);
    if (test(i))
      __defer s1(i);
  }
  return n;
}

int captured(int n) {
  for (int i = 0; i < n; i++) {
    __defer_capture(i) s1(i);
    if (test(i))
      return 1;
  }
  return n;
}

int named(int n) {
  for (int i = 0; i < n; i++) {
    __defer_named(h) s1(n);
    if (test(i))
      defer_run(h);
    if (test(i + 1))
      defer_cancel(h);
  }
  return n;
}

int mixed(int n) {
  __defer s1(n);
  if (test(0))
    return 3;
  for (int i = 0; i < n; i++) {
    __defer s1(3);
    rest(i);
  }
  return test(n);
}
