/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
int puts(const char *);
static inline int twice(int n) { return 2 * n; }
