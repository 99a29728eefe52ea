// Each deferred statement calls a function with the line of its keyword in its
// name; the rest calls those that begin with rest.
void s8(void), s9(void), s15(void), s22(int), s28(void), s30(void), s36(void), s38(void);
void s45(void), s46(void), s54(int), s62(void), s70(void), s81(void);
int rest(int), rest_more(int);
int two(int n) {
  if (rest(n)) return -1;
  __defer s8();
  __defer s9();
  if (rest(n + 1)) return -2;
  return rest_more(n);
}
int conditional(int n) {
  if (rest(n))
    __defer s15();
  if (rest(n + 1))
    return rest_more(1);
  return rest_more(2);
}
void loop(int n) {
  for (int i = 0; i < n; i++) {
    __defer_capture(i) s22(i);
    if (rest(i)) return;
  }
}
int loop_two(int n) {
  while (rest(n)) {
    __defer s28();
    if (rest(3))
      __defer s30();
  }
  return rest_more(n);
}
int nested(int n) {
  __defer {
    _Defer s36();
    rest(n);
    __defer s38();
    rest_more(n);
  }
  return rest(n);
}
int scoped(int n) {
  for (int i = 0; i < n; i++) {
    _Defer s45();
    _Defer s46();
    if (rest(i)) continue;
    if (rest(i + 1)) break;
    if (rest(i + 2)) return 7;
  }
  return rest_more(n);
}
int many_values(int n, int m) {
  __defer s54(m);
  switch (rest(n)) {
  case 1: return rest(m);
  case 2: return 3;
  default: return rest_more(n);
  }
}
int by_name(int n) {
  __defer_named(h) s62();
  if (rest(n))
    defer_run(h);
  if (rest(n + 1))
    defer_cancel(h);
  return rest_more(n);
}
static inline int inlined(int n) {
  __defer s70();
  return rest(n) + 1;
}
int first(int n) { return inlined(n) + rest_more(1); }
int second(int n) {
  if (rest_more(2))
    return inlined(n);
  return inlined(n + 1);
}
int goes(int n) {
again:
  { _Defer s81();
    if (rest(n++)) goto again;
  }
  return n;
}
