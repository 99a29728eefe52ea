/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
_Thread_local int counter;
struct big { long a[20]; };
struct big make(int n) {
  struct big b = {{n}};
  for (int i = 0; i < 20; i++)
    b.a[i] += i * counter++;
  return b;
}
double mean(const double *v, unsigned n) {
  double s = 0;
  for (unsigned i = 0; i < n; i++)
    s += v[i];
  return n ? s / n : 0;
}
