// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A macro with the name of a member that the runtime's structures have.
//
// RUN: not %rewrite %s -- > %t.out 2> %t.err
// RUN: FileCheck %s < %t.err
// RUN: count 0 < %t.out
// RUN: not %rewrite --runtime=embed %s -- 2>&1 | FileCheck %s

int puts(const char *);

void none(int n) {
    __defer puts("end");
    if (n)
        puts("n");
}
// CHECK: errors-members.c:[[#@LINE+1]]:9: error: this cannot be rewritten: the macro has the name of a member that the runtime needs
#define below 1
// As a call it would be another word.
#define top(x) x
void member(int n) {
    while (n--)
        __defer puts("end");
}
// CHECK-NOT: error:
