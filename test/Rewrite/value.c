// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A block that is a value has it before what is pending runs; what returns a
// structure returns it as it was.
//
// RUN: %rewrite %s -- -I%include | diff %s.expected -
// RUN: %plain_c %s.expected

// plain_c: gnu99
struct pair {
    int x, y;
};

int twice(int n) {
    return ({
        _Defer n = 0;
        n * 2;
    });
}

struct pair pair(int n) {
    struct pair p = {n, n};
    __defer p.x = 0;
    return p;
}
