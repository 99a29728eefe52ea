/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include <stdio.h>

static inline void shout(const char *text) {
    printf("%s", text);
    _Defer puts("!");
    if (!*text)
        return;
    printf("?");
}
