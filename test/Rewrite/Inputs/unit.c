/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "header.h"

int main(void) {
    __defer puts("bye");
    shout("hello");
    return 0;
}
