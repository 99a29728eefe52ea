/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
int puts(const char *);
static inline int twice(int n) {
  __defer puts("twice");
  return 2 * n;
}
static inline int unused(int n) {
  __defer puts("unused");
  return 2 * n;
}
static inline void loop(int n) {
  for (int i = 0; i < n; i++) {
    char text[2] = {(char)('0' + i), 0};
    __defer puts(text);
  }
}
