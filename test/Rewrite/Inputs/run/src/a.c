// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Read by run.test, which expects messages at these lines.

#include "local.h"
#include <pool.h>
#include <stdio.h>
#define CLOSE(f) \
    __defer fclose(f)
int main(int argc, char **argv) {
    int unused_in_main;
    FILE *f = fopen(argv[0], "r");
    if (!f)
        return 1;
    CLOSE(f);
    for (int i = 0; i < argc; i++) {
        _Defer printf("%d\n"
                      "%d\n",
                      i, more());
        int another;
        if (i == 3)
            return pool(i);
    }
    return 0;
}
