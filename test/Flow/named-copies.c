// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Statements that run each other by name are not copied without a bound for
// Clang's warnings.
//
// RUN: %defer %flow -Werror -fsyntax-only %s

void f(int);

#define AGAIN(N, M) __defer_named(N) { defer_run(M); defer_run(M); f(1); }

void each_twice(int n) {
  __defer_named(a) f(n);
  AGAIN(b, a) AGAIN(c, b) AGAIN(d, c) AGAIN(e, d) AGAIN(g, e) AGAIN(h, g)
  AGAIN(i, h) AGAIN(j, i) AGAIN(k, j) AGAIN(l, k) AGAIN(m, l) AGAIN(o, m)
  AGAIN(p, o) AGAIN(q, p) AGAIN(r, q) AGAIN(s, r) AGAIN(t, s) AGAIN(u, t)
  AGAIN(v, u) AGAIN(w, v) AGAIN(x, w) AGAIN(y, x) AGAIN(z, y) AGAIN(A, z)
  AGAIN(B, A) AGAIN(C, B) AGAIN(D, C) AGAIN(E, D) AGAIN(F, E) AGAIN(G, F)
  f(3);
}
