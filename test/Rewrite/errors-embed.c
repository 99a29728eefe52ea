// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names of the embedded runtime that the file has for something else; what has the
// runtime in it from before may have more.
//
// RUN: not %rewrite --runtime=embed %s -- > %t.out 2> %t.err
// RUN: FileCheck %s < %t.err
// RUN: count 0 < %t.out
// RUN: %rewrite %s -- > %t.out && FileCheck --check-prefix=LINK %s < %t.out
// RUN: sed 's/defer_pop/other/' %s > %t.c && %rewrite --runtime=embed %t.c -- > %t.once.c
// RUN: sed 's/return x;/while (x--) __defer puts("x"); return x;/' %t.once.c > %t.more.c
// RUN: %rewrite --runtime=embed %t.more.c -- -w > %t.twice.c && %clang -w -c %t.twice.c -o %t.o

int puts(const char *);
int defer_pop(int x) {
    return x;
}
// LINK: __deferproc
// CHECK: errors-embed.c:[[#@LINE+1]]:6: error: this cannot be rewritten: the file uses 'defer_pop', a name of the embedded runtime
void f(int n) {
    while (n--)
        __defer puts("end");
}
