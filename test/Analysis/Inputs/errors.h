/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#define LATER(x) __defer x

static inline int header_returns(int n) {
  __defer return 1;
  LATER({ goto out; });
out:
  return n;
}
