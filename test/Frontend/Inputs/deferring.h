/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
static inline int deferring(int n) {
  __defer n++;
  return n + 1;
}
