// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A deferred statement moves to where it runs, with what other options compile in it: a
// name there must not be another one's.
//
// RUN: not %rewrite %s -- -w -I%include > %t.out 2> %t.err
// RUN: FileCheck --implicit-check-not=error: %s < %t.err
// RUN: count 0 < %t.out

#include <stdio.h>

int t(int s);
int x = 3;

int hidden_outer(int n) {
    int v = 100;
    for (int i = 0; i < 2; i++) {
        int v = i;
        __defer {
            puts("closing");
#ifdef A
            // CHECK: errors-skipped-names.c:[[#@LINE+1]]:15: error: this cannot be rewritten: it is not compiled with these options, and names 'v', which may be another one where the deferred statement runs
            t(v);
#endif
        }
        v += 10;
    }
    return v + n;
}
int hidden_later(int n) {
    __defer {
        puts("end");
#ifdef A
        // CHECK: errors-skipped-names.c:[[#@LINE+1]]:11: error: {{.*}} names 'x', which may be another one
        t(x);
#endif
    }
    int x = 5 + n;
    return x;
}
int at_end_of_block(int n) {
    for (int i = 0; i < 2; i++) {
        {
            _Defer {
                puts("leave");
#ifdef A
                // CHECK: errors-skipped-names.c:[[#@LINE+1]]:19: error: {{.*}} names 'i', which may be another one
                t(i);
#endif
            }
            int i = 70 + n;
            t(i);
        }
    }
    return n;
}
int by_name(int n) {
    __defer_named(h) {
        puts("end");
#ifdef A
        // CHECK: errors-skipped-names.c:[[#@LINE+1]]:11: error: {{.*}} names 'x', which may be another one
        t(x);
#endif
    }
    {
        int x = 5 + n;
        if (n > 1)
            defer_run(h);
        n += x;
    }
    return n;
}
int capture(int n) {
    __defer_capture(n) {
        puts("leave");
#ifdef A
        // CHECK: errors-skipped-names.c:[[#@LINE+1]]:11: error: {{.*}} names 'n', which may be another one
        t(n);
#endif
    }
    n += 100;
    return n;
}
int named_capture(int n) {
    __defer_capture(n) {
        t(n);
#ifdef A
        // CHECK: errors-skipped-names.c:[[#@LINE+1]]:11: error: {{.*}} names 'n', which may be another one
        t(n);
#endif
    }
    n += 100;
    return n;
}
int nested(int n) {
    __defer {
        int v = n;
        {
            int v = 2;
            __defer {
                puts("inner");
#ifdef A
                // CHECK: errors-skipped-names.c:[[#@LINE+1]]:19: error: {{.*}} names 'v', which may be another one
                t(v);
#endif
            }
            t(v);
        }
        t(v);
    }
    return n;
}
int itself(int n) {
    int left = n;
    for (int i = 0; i < 3; i++)
        __defer_named(again) {
            puts("again");
            if (x-- > 0)
                defer_run(again);
#ifdef A
            // CHECK: errors-skipped-names.c:[[#@LINE+1]]:15: error: {{.*}} names 'left', which may be another one
            t(left);
#endif
        }
    return left;
}
int name_of_function(int n) {
    for (int i = 0; i < 3; i++)
        __defer_named(again) {
            if (x-- > 0)
                defer_run(again);
#ifdef A
            // CHECK: errors-skipped-names.c:[[#@LINE+1]]:18: error: {{.*}} names '__func__', which may be another one
            puts(__func__);
#endif
        }
    return n;
}
#ifdef A
int calls = 3;
#endif
int moved(int n) {
    if (n) {
        static int calls;
        __defer t(calls++);
    }
#ifdef A
    // CHECK: errors-skipped-names.c:[[#@LINE+1]]:7: error: {{.*}} names 'calls', which a declaration that moves to the top would hide
    t(calls);
#endif
    return n;
}
int declared(int n) {
    __defer {
        puts("end");
#ifdef A
        t(x);
#endif
    }
#ifdef A
    // CHECK: errors-skipped-names.c:[[#@LINE+1]]:9: error: {{.*}} declares 'x', which a deferred statement names
    int x = n;
#endif
    return n;
}

// What stays the same may be named.
int same(int n, struct s *s) {
    int before = 1;
    __defer {
        puts("end");
#ifdef A
        int v = before, i = 1;
        for (int i = 0; i < n; i++)
            t(i + v + x + s->later);
        puts("inner");
#endif
    }
    int later = 2;
    for (int i = 0; i < n; i++) {
        int each = i;
        __defer {
            t(each);
#ifdef A
            t(each + before);
#endif
        }
        _Defer {
            puts("round");
#ifdef A
            t(each + i);
#endif
        }
        __defer_capture(i) {
            t(i);
#ifdef A
            t(i + n);
#endif
        }
    }
    if (n) {
        FILE *once = tmpfile();
        __defer {
            fclose(once);
#ifdef A
            FILE *other = once;
            t(once == other);
#endif
        }
    }
#ifdef A
    FILE *other = stdout;
    int v = 3;
#endif
    return later;
}
