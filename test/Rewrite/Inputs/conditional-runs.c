#include <stdio.h>

int f(int n) {
    __defer puts("always");
#if 1
    __defer puts("log");
#endif
    if (n == 1)
        return 1;
    {
#if 1
        _Defer puts("block");
        if (n == 2)
            return 3;
#endif
    }
#ifndef NEVER
    __defer {
        puts("two");
        puts("lines");
    }
#endif
    return 2;
}
