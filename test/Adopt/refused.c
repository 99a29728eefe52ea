// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is not offered, since it would not be the same, or nobody can tell; and
// why, at the place.
//
// RUN: %rewrite --adopt -v %s -- > %t.out 2> %t.err
// RUN: FileCheck --implicit-check-not="not offered" %s < %t.err
// RUN: count 0 < %t.out
// RUN: %rewrite --adopt %s -- 2>&1 | count 0
// RUN: %rewrite --adopt %s -- -DNEVER 2>&1 | count 0
// RUN: %rewrite --adopt -v %s -- -fexceptions -DEXCEPTIONS 2>&1 | FileCheck --check-prefix=EXCEPTIONS %s
// EXCEPTIONS: 'repeated' is not offered: with exceptions, what is deferred runs when one passes
// EXCEPTIONS-NOT: {{^[-+]}}

#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

struct box {
    int x;
    char *s;
};
int work(void *);
struct box *acquire(int);
void release(void *);
extern int shared;
extern pthread_mutex_t m;
extern jmp_buf env;

#ifdef EXCEPTIONS
int repeated(int n) {
    char *p = malloc(n);
    if (work(p)) {
        free(p);
        return 1;
    }
    work(0);
    free(p);
    return 0;
}
#else

// Ownership is passed out.
char *success(int n) {
    char *p = malloc(n);
    if (!p)
        return NULL;
    if (work(p))
        goto err;
    // CHECK: refused.c:[[#@LINE+1]]:5: remark: 'success' is not offered: 'free(p)' does not run on this way out
    return p;
err:
    free(p);
    return NULL;
}

// What is written alike, but is of another type.
typedef int unit;
void box_destroy(void *, size_t);
void box_close(struct box *);
int type_hidden(int n) {
    void *p = acquire(n);
    if (n) {
        // CHECK: refused.c:[[#@LINE+1]]:22: remark: 'type_hidden' is not offered: what has its name as well may be meant by a type
        typedef char unit;
        box_destroy(p, sizeof(unit));
        return 1;
    }
    box_destroy(p, sizeof(unit));
    return 0;
}
int tag_hidden(int n) {
    void *p = acquire(n);
    if (n) {
        // CHECK: refused.c:[[#@LINE+1]]:16: remark: 'tag_hidden' is not offered: what has its name as well may be meant by a type
        struct box { char c; };
        box_destroy(p, sizeof(struct box));
        return 1;
    }
    box_destroy(p, sizeof(struct box));
    return 0;
}
// CHECK: refused.c:[[#@LINE+1]]:25: remark: 'asked_of_hidden' is not offered: what has its name as well may be meant by a type
int asked_of_hidden(int n) {
    void *p = acquire(n);
    if (n) {
        char n = 0;
        box_destroy(p, sizeof(__typeof__(n)));
        return n;
    }
    box_destroy(p, sizeof(__typeof__(n)));
    return 0;
}

// A part of a complex number has been pointed to.
int part_of_complex(struct box *b, int x) {
    _Complex int c = x;
    b->s = (char *)&__real__ c;
    if (x) {
        box_close(b);
        return (int)c;
    }
    // CHECK: refused.c:[[#@LINE+1]]:5: remark: 'part_of_complex' is not offered: a value that is returned would be computed before the release, not after it
    box_close(b);
    return (int)c;
}

// A jump back, to what acquires it again.
// CHECK: refused.c:[[#@LINE+1]]:1: remark: 'retry' is not offered: a deferral would be reached more than once
int retry(const char *n) {
    FILE *f;
again:
    f = fopen(n, "r");
    if (!f)
        return -1;
    if (work(f)) {
        fclose(f);
        goto again;
    }
    work(f);
    fclose(f);
    return 0;
}

// The same without a release in between: it would become pending again.
// CHECK: refused.c:[[#@LINE+1]]:1: remark: 'leaks' is not offered: a deferral would be reached more than once
int leaks(int n) {
    char *p;
again:
    p = malloc(n);
    if (work(p))
        goto again;
    work(p);
    free(p);
    return 0;
}

// What is returned is computed after the release.
int member(struct box *b) {
    struct box *c = acquire(1);
    work(c);
    // CHECK: refused.c:[[#@LINE+1]]:5: remark: 'member' is not offered: a value that is returned would be computed before the release, not after it
    release(c);
    return b->x;
}
int global(void) {
    pthread_mutex_lock(&m);
    work(0);
    // CHECK: refused.c:[[#@LINE+1]]:5: remark: 'global' is not offered: a value that is returned would be
    pthread_mutex_unlock(&m);
    return shared;
}
int number_of_error(const char *n) {
    FILE *f = fopen(n, "r");
    work(f);
    // CHECK: refused.c:[[#@LINE+1]]:5: remark: 'number_of_error' is not offered: a value that is returned would be
    fclose(f);
    return errno;
}
int static_variable(int n) {
    static int count;
    char *p = malloc(n);
    count += work(p);
    // CHECK: refused.c:[[#@LINE+1]]:5: remark: 'static_variable' is not offered: a value that is returned would be
    free(p);
    return count;
}
int volatile_variable(int n) {
    volatile int rc;
    char *p = malloc(n);
    rc = work(p);
    // CHECK: refused.c:[[#@LINE+1]]:5: remark: 'volatile_variable' is not offered: a value that is returned would be
    free(p);
    return rc;
}
int address_escapes(int n) {
    int rc = 0;
    struct box *p = acquire(n);
    p->s = (char *)&rc;
    work(p);
    // CHECK: refused.c:[[#@LINE+1]]:5: remark: 'address_escapes' is not offered: a value that is returned would be
    release(p);
    return rc;
}
int in_asm(int n) {
    int rc = 0;
    char *p = malloc(n);
    __asm__("" : "+m"(rc));
    // CHECK: refused.c:[[#@LINE+1]]:5: remark: 'in_asm' is not offered: a value that is returned would be
    free(p);
    return rc;
}
struct box structure(int n) {
    struct box b = {n, 0};
    char *p = malloc(n);
    b.x = work(p);
    // CHECK: refused.c:[[#@LINE+1]]:5: remark: 'structure' is not offered: a value that is returned would be
    free(p);
    return b;
}
// The release writes it.
int count(int n) {
    int i;
    char **v = malloc(n * sizeof *v);
    for (i = 0; i < n; i++)
        v[i] = malloc(n);
    work(v);
    // CHECK: refused.c:[[#@LINE+1]]:{{[0-9]+}}: remark: 'count' is not offered: a value that is returned would be
    for (i = 0; i < n; i++)
        free(v[i]);
    return i;
}
// With the pointer set to null, which is then returned.
char *if_failed(int n) {
    int failed = 1;
    char *p = malloc(n);
    if (!p)
        return NULL;
    if (work(p))
        goto out;
    failed = 0;
out:
    if (failed) {
        free(p);
        p = NULL;
    }
    // CHECK: refused.c:[[#@LINE+1]]:12: remark: 'if_failed' is not offered: a value that is returned would be
    return p;
}

// What the release may use is gone where the block is left.
int buffer_of_block(const char *n) {
    FILE *f = fopen(n, "w");
    for (;;) {
        char buf[64];
        setvbuf(f, buf, _IOFBF, sizeof buf);
        if (fputs("x", f) == EOF) {
            // CHECK: refused.c:[[#@LINE+1]]:13: remark: 'buffer_of_block' is not offered: here would come 'the end of buf', not 'fclose(f)'
            fclose(f);
            return -1;
        }
        if (work(f))
            break;
    }
    fclose(f);
    return 0;
}
int variable_of_for(int n) {
    struct box *b = acquire(n);
    for (char s[3] = "ab"; n; n--) {
        b->s = s;
        if (work(b)) {
            // CHECK: refused.c:[[#@LINE+1]]:13: remark: 'variable_of_for' is not offered: here would come 'the end of s', not 'release(b)'
            release(b);
            return 1;
        }
    }
    work(0);
    release(b);
    return 0;
}

// Not in one order.
int orders(int n) {
    struct box *a = acquire(n), *b = acquire(n);
    if (work(a)) {
        // CHECK: refused.c:[[#@LINE+1]]:9: remark: 'orders' is not offered: here would come 'release(b)', not 'release(a)'
        release(a);
        release(b);
        return 1;
    }
    release(b);
    release(a);
    return 0;
}
// Not on each way; a statement comes after it on one.
int saved(const char *n) {
    FILE *f = fopen(n, "r");
    if (work(f)) {
        int e = errno;
        fclose(f);
        errno = e;
        // CHECK: refused.c:[[#@LINE+1]]:9: remark: 'saved' is not offered: 'fclose(f)' does not run on this way out
        return -2;
    }
    fclose(f);
    return 0;
}
int in_the_value(const char *n) {
    FILE *f = fopen(n, "r");
    if (work(f))
        // CHECK: refused.c:[[#@LINE+1]]:9: remark: 'in_the_value' is not offered: 'fclose(f)' does not run on this way out
        return fclose(f), -2;
    fclose(f);
    return 0;
}
int unlocked(int n) {
    pthread_mutex_lock(&m);
    if (shared) {
        pthread_mutex_unlock(&m);
        if (work(0))
            // CHECK: refused.c:[[#@LINE+1]]:13: remark: 'unlocked' is not offered: 'pthread_mutex_unlock(&m)' does not run on this way out
            return 3;
        pthread_mutex_lock(&m);
    }
    pthread_mutex_unlock(&m);
    return 0;
}
int both_arms(int n) {
    char *p = malloc(n);
    if (work(p)) {
        free(p);
        return 1;
    } else {
        // CHECK: refused.c:[[#@LINE+1]]:9: remark: 'both_arms' is not offered: 'free(p)' does not run at this end of it
        free(p);
        return 2;
    }
}
// Of a name that means something else there.
int shadowed(int n) {
    char *p = malloc(n);
    if (work(p)) {
        char *p = malloc(2);
        // CHECK: refused.c:[[#@LINE+2]]:9: remark: 'shadowed' is not offered: 'free(p)' does not run on this way out
        free(p);
        return 1;
    }
    free(p);
    return 0;
}

// What a graph cannot hold.
int twice(int n) {
    char *p = malloc(n);
    // CHECK: refused.c:[[#@LINE+1]]:9: remark: 'twice' is not offered: it calls a function that may return twice
    if (setjmp(env)) {
        free(p);
        return 2;
    }
    work(p);
    free(p);
    return 0;
}
int computed(int n) {
    void *to = n ? &&a : &&b;
    char *p = malloc(n);
    // CHECK: refused.c:[[#@LINE+1]]:5: remark: 'computed' is not offered: it has a computed goto
    goto *to;
a:
    work(p);
b:
    free(p);
    return 0;
}
int by_asm(int n) {
    char *p = malloc(n);
    // CHECK: refused.c:[[#@LINE+1]]:5: remark: 'by_asm' is not offered: it has an asm goto
    __asm__ goto("" : : : : out);
    work(p);
out:
    free(p);
    return 0;
}
int in_expression(int n) {
    char *p = malloc(n);
    int x = ({
        if (work(p)) {
            free(p);
            // CHECK: refused.c:[[#@LINE+1]]:13: remark: 'in_expression' is not offered: a statement expression has a jump in it
            return 2;
        }
        3;
    });
    free(p);
    return x;
}
// CHECK: refused.c:[[#@LINE+1]]:1: remark: 'ends' is not offered: it would have a warning: call of 'exit' with a deferral pending
int ends(int n) {
    char *p = malloc(n);
    if (work(p))
        exit(2);
    free(p);
    return 0;
}
// CHECK: refused.c:[[#@LINE+1]]:1: remark: 'into_block' is not offered: it would have an error: 'goto' jumps into the scope of a deferral
int into_block(int n) {
    if (n)
        goto in;
    {
        char *p = malloc(n);
        work(0);
    in:
        work(p);
        free(p);
    }
    return 0;
}
// CHECK: refused.c:[[#@LINE+1]]:1: remark: 'has_deferrals' is not offered: it uses the words of the dialect
int has_deferrals(int n) {
    char *p = malloc(n), *q = malloc(n);
    __defer free(q);
    work(p);
    free(p);
    return 0;
}

// Macros, comments and directives.
#define FAIL(x)                                                                \
    do {                                                                       \
        if (x) {                                                               \
            free(p);                                                           \
            return -1;                                                         \
        }                                                                      \
    } while (0)
int in_macro(int n) {
    char *p = malloc(n);
    // CHECK: refused.c:[[#@LINE+1]]:5: remark: 'in_macro' is not offered: what would change is in a macro
    FAIL(work(p));
    work(p);
    free(p);
    return 0;
}
#define IF_DEBUG(x) x
int in_argument(int n) {
    char *p;
    IF_DEBUG(p = malloc(n);)
    work(p);
    // CHECK: refused.c:[[#@LINE+1]]:5: remark: 'in_argument' is not offered: what would change is in a macro
    free(p);
    return 0;
}
int comment(int n) {
    char *p = malloc(n);
    if (work(p)) {
        // CHECK: refused.c:[[#@LINE+1]]:9: remark: 'comment' is not offered: a comment would be lost
        free(/* too early */ p);
        return 1;
    }
    work(0);
    free(p);
    return 0;
}
int not_compiled(int n) {
    char *p = malloc(n);
#ifdef NEVER
    if (work(p))
        return -2;
#endif
    // CHECK: refused.c:[[#@LINE-4]]:{{[0-9]+}}: remark: 'not_compiled' is not offered: code that is not compiled here may leave the function
    work(p);
    free(p);
    return 0;
}
int conditional(int n) {
    char *p = malloc(n);
#ifndef NEVER
    if (work(p)) {
        free(p);
        return -2;
    }
#endif
    work(p);
    // CHECK: refused.c:[[#@LINE+1]]:5: remark: 'conditional' is not offered: what would change depends on a directive
    free(p);
    return 0;
}
int conditional_behind(int n) {
    char *p = malloc(n);
    if (work(p)) {
        free(p);
        return -1;
    }
    work(0);
    // CHECK: refused.c:[[#@LINE+1]]:5: remark: 'conditional_behind' is not offered: what would change depends on a directive
    free(p);
#ifdef NEVER
    work("after");
#endif
    return 0;
}
#define WHAT 1
int redefined(int n) {
    struct box *b[3];
    b[1] = acquire(n);
    b[2] = acquire(n);
    work(b);
#undef WHAT
#define WHAT 2
    // CHECK: refused.c:[[#@LINE+1]]:5: remark: 'redefined' is not offered: here would come 'release(b[1])', not 'release(b[2])'
    release(b[WHAT]);
    return 0;
}

// What is dead code here need not be so elsewhere.
#define DEBUG 0
int debugging(int n) {
    char *p = malloc(n);
    if (DEBUG) {
        // CHECK: refused.c:[[#@LINE+1]]:9: remark: 'debugging' is not offered: a value that is returned would be
        free(p);
        return shared;
    }
    work(p);
    free(p);
    return 0;
}

// Nothing to be offered, and nothing said.
void destroys(struct box *b) {
    if (b)
        work(b);
}
int nothing(int n) { return work(0) + n; }
#endif
