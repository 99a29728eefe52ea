/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
static inline void deferring(int n) {
  __defer n++;
}
