// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Variables with a cleanup: what it calls is deferred.
//
// RUN: rm -rf %t && mkdir -p %t && cp %S/../.clang-format %t
// RUN: cd %S && %rewrite --adopt -v -o %t cleanup.c -- 2> %t/remarks
// RUN: FileCheck --check-prefix=REMARK --implicit-check-not="not offered" %s < %t/remarks
// RUN: diff %s.expected %t/cleanup.c
// RUN: %exec --no-plugin %s > %t/before
// RUN: FileCheck %s < %t/before
// RUN: %exec %t/cleanup.c | diff %t/before -
// RUN: mkdir %t/again && cd %t && %rewrite cleanup.c -- > %t/again/cleanup.c
// RUN: %exec --no-plugin %t/again/cleanup.c | diff %t/before -
//
// CHECK: both 0: +a +b -b -a = 7
// CHECK: back 2: +a -a +a -a +a -a = -1
// TinyCC runs no cleanup where a loop is left.
// REWRITE-NOT: tcc

#include <stdio.h>

static int at;
static int open_it(char name) {
    printf(" +%c", name);
    return name;
}
static void close_it(int *it) { printf(" -%c", *it); }
#define CLOSES __attribute__((cleanup(close_it)))

static int rounds(int n) {
    while (n--) {
        int a __attribute__((cleanup(close_it))) = open_it('a');
        if (n == at)
            break;
        if (n == at + 1)
            return n;
        if (n == at + 2) continue;
        __attribute__((__cleanup__(close_it))) int b = open_it('b'); // b
        printf(" .");
    }
    return n;
}

static int both(int n) {
    int a __attribute__((cleanup(close_it))) = open_it('a');
    int b __attribute__ (( cleanup(close_it) )) = open_it('b');
    return n ? a : 7;
}

// A jump back leaves the scope, too.
static int back(int n) {
again:;
    int a __attribute__((cleanup(close_it))) = open_it('a');
    if (n-- > 0)
        goto again;
    return n;
}

// With a release by hand: the order stays.
static int order(int n) {
    int a = open_it('a');
    int b __attribute__((cleanup(close_it))) = open_it('b');
    if (n) {
        close_it(&a);
        return 1;
    }
    printf(" .");
    close_it(&a);
    return 0;
}

static int in_macro(int n) {
    // REMARK: cleanup.c:[[#@LINE+1]]:5: remark: 'in_macro' is not offered: the attribute cannot be taken from 'a': it is in a macro, or with others
    CLOSES int a = open_it('a');
    return n;
}

static int with_others(int n) {
    // REMARK: cleanup.c:[[#@LINE+1]]:5: remark: 'with_others' is not offered: the attribute cannot be taken from 'a'
    __attribute__((unused, cleanup(close_it))) int a = open_it('a');
    return n;
}

static int two_at_once(int n) {
    // REMARK: cleanup.c:[[#@LINE+1]]:5: remark: 'two_at_once' is not offered: more than one variable is declared with it
    __attribute__((cleanup(close_it))) int a = open_it('a'), b = open_it('b');
    return n;
}

struct pair {
    int x, y;
};
static struct pair structure(int n) {
    struct pair p = {n, n};
    // REMARK: cleanup.c:[[#@LINE+1]]:5: remark: 'structure' is not offered: a cleanup may change the structure that is returned
    int a __attribute__((cleanup(close_it))) = open_it('a');
    return p;
}

#define SAYS(name, call)                                                       \
    printf("%s %d:", name, at), printf(" = %d\n", call)

int main(void) {
    for (at = 0; at < 4; at++) {
        SAYS("rounds", rounds(at));
        SAYS("both", both(at));
        SAYS("back", back(at));
        SAYS("order", order(at));
        SAYS("in_macro", in_macro(at));
        SAYS("with_others", with_others(at));
        SAYS("two_at_once", two_at_once(at));
        SAYS("structure", structure(at).x);
    }
    return 0;
}
