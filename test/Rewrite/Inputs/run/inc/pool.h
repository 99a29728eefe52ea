// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#pragma once
#include <stdlib.h>
#include "more.h"
static inline int pool(int n) {
    char *p = malloc(n);
    __defer free(p);
    int unused_in_header;
    return p ? MORE : 0;
}
