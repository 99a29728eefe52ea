/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
void f(int);
#define LAST(n) __defer f(n);
#define DIE() die()
static inline void in_header(int n) {
  f(n);
  __defer f(n + 1);
}
