// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is not compiled with the options given keeps its words, with a warning, and can
// be rewritten with those that compile it.
//
// RUN: %rewrite %s -- -DK=1 > %t.1.c 2> %t.err
// RUN: FileCheck --implicit-check-not=warning: %s < %t.err
// RUN: %clang -std=c99 -Wall -Wextra -Werror -fsyntax-only -DK=1 %t.1.c
// RUN: not %clang -std=c99 -fsyntax-only -DK=2 %t.1.c
// RUN: %rewrite %t.1.c -- -DK=2 > %t.2.c 2> %t.2.err
// RUN: count 0 < %t.2.err
// RUN: %clang -std=c99 -Wall -Wextra -Werror -fsyntax-only -DK=1 %t.2.c
// RUN: %clang -std=c99 -Wall -Wextra -Werror -fsyntax-only -DK=2 %t.2.c
// RUN: %rewrite %s -- -DK=1 -fplugin-arg-defer-no-warn=not-compiled 2>&1 >/dev/null | count 0
// RUN: not %rewrite %s -- -DK=1 -Werror > %t.out 2> %t.err
// RUN: FileCheck --check-prefix=ERROR %s < %t.err
// RUN: count 0 < %t.out

// ERROR: not-compiled.c:[[LINE:[0-9]+]]:5: error: it is not compiled with these options, and keeps its '__defer' [-Werror,-fplugin-arg-defer-no-warn=not-compiled]

#include <stdio.h>

#if K == 1
int first(void) {
    __defer puts("first");
    return puts("1");
}
#elif K == 2
int second(void) {
    // CHECK: not-compiled.c:[[#@LINE+1]]:5: warning: it is not compiled with these options, and keeps its '__defer' [-fplugin-arg-defer-no-warn=not-compiled]
    __defer puts("second");
    // CHECK: not-compiled.c:[[#@LINE-4]]:1: note: what is written can be rewritten again, with options that compile what is under this
    __defer puts("once");
    return puts("2");
}
#endif

// Something else: a name in a directive, in a comment, and of a library.
#ifdef OTHER
#define __defer later()
// __defer
/* _Defer */
int defer;
#endif

int both(void);
int both(void) {
#if K == 2
    // CHECK: not-compiled.c:[[#@LINE+1]]:5: warning: it is not compiled with these options, and keeps its '_Defer'
    _Defer puts("both");
    puts("2");
#endif
    return puts("both");
}
