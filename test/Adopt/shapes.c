// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The usual shapes of cleanup by hand. What is offered prints the same as what
// was there, whichever step fails; and so does that as plain C again.
//
// RUN: rm -rf %t && mkdir -p %t && cp %S/../.clang-format %t
// RUN: cd %S && %rewrite --adopt -o %t shapes.c --
// RUN: diff %s.expected %t/shapes.c
// RUN: %exec --no-plugin %s > %t/before
// RUN: FileCheck %s < %t/before
// RUN: %exec %t/shapes.c > %t/after
// RUN: diff %t/before %t/after
// RUN: mkdir %t/again && cd %t && %rewrite shapes.c -- > %t/again/shapes.c
// RUN: not grep "^ *__*[dD]efer " %t/again/shapes.c
// RUN: %exec --no-plugin %t/again/shapes.c > %t/again/after
// RUN: diff %t/before %t/again/after
//
// CHECK: ladder 4: +a +b +c !  -c -b -a = 0

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

struct thing { char name; int value; };
static int steps, failing;
static struct thing lock, *kept;

static int works(void) {
    if (++steps == failing) {
        printf(" ! ");
        return 0;
    }
    printf(" .");
    return 1;
}
static struct thing *thing_new(char name) {
    struct thing *t;
    if (++steps == failing) {
        printf(" !%c", name);
        return NULL;
    }
    t = malloc(sizeof *t);
    t->name = name;
    t->value = steps;
    printf(" +%c", name);
    return t;
}
static int thing_init(struct thing *t, char name) {
    t->name = name;
    printf(" +%c", name);
    return works() ? 0 : 5;
}
static void thing_end(struct thing *t) { printf(" -%c", t->name); }
static int thing_free(struct thing *t) {
    if (!t) {
        printf(" -");
        return 0;
    }
    printf(" -%c", t->name);
    errno = t->name;
    free(t);
    return steps;
}
static void thing_lock(struct thing *l) { printf(" lock%d", l->value++); }
static void thing_unlock(struct thing *l) { printf(" unlock%d", --l->value); }

// One label at the end.
static int single(void) {
    int rc = -1;
    struct thing *a = thing_new('a');
    if (!a)
        return -2;

    if (!works())
        goto out;
    if (works())
        rc = 0; /* it did */

out:
    thing_free(a);
    return rc;
}

// A label for each step.
static int ladder(void) {
    int rc;
    struct thing *a, *b, *c;

    a = thing_new('a');
    if (!a) {
        rc = -1;
        goto none;
    }
    b = thing_new('b');
    if (!b) {
        rc = -2;
        goto only_a;
    }
    c = thing_new('c');
    if (!c) {
        rc = -3; // no c
        goto a_and_b;
    }
    rc = works();

    thing_free(c);
a_and_b:
    thing_free(b);
only_a:
    thing_free(a);
none:
    return rc;
}

// The same before each return.
static int repeated(int n) {
    struct thing *a = thing_new('a'), *b;
    if (a == NULL) return -1;
    b = thing_new('b');
    if (b == NULL) {
        thing_free(a);
        return -2;
    }
    while (n-- > 0) {
        if (!works()) {
            thing_free(b);
            thing_free(a);
            return n;
        }
    }
    thing_free(b); /* b first */
    thing_free(a);
    return 0;
}

// Released whether acquired or not.
static int null_is_released(void) {
    int rc = -1;
    struct thing *a = NULL, *b = NULL;

    if (!works())
        goto out;
    a = thing_new('a');
    if (!a)
        goto out;
    b = thing_new('b');
    if (!b)
        goto out;
    rc = works();
out:
    thing_free(b);
    thing_free(a);
    return rc;
}

static int conditional(int n) {
    struct thing *a = NULL;
    if (n > 1)
        a = thing_new('a');
    if (!works()) {
        if (a)
            thing_free(a);
        return 1;
    }
    works();
    if (a)
        thing_free(a);
    return 0;
}

// Ownership goes out on success: not offered.
static struct thing *passed_out(void) {
    struct thing *a = thing_new('a');
    if (!a)
        return NULL;
    if (!works())
        goto fail;
    return a;
fail:
    thing_free(a);
    return NULL;
}
static int uses_passed_out(void) {
    struct thing *a = passed_out();
    if (!a)
        return -1;
    works();
    thing_free(a);
    return 0;
}

// What the release gives is what is returned: not offered.
static int closes(void) {
    int rc;
    struct thing *a = thing_new('a');
    if (!a)
        return -1;
    works();
    rc = thing_free(a);
    return rc;
}

// The value is computed after the release: not offered; and before it.
static int value_after(void) {
    struct thing *a = thing_new('a');
    if (!a)
        return -1;
    works();
    thing_free(a);
    return errno;
}
static int value_before(void) {
    int value;
    struct thing *a = thing_new('a');
    if (!a)
        return -1;
    works();
    value = a->value;
    thing_free(a);
    return value > 1 ? value : 0;
}

// Whether it failed says whether it is released.
static int if_failed(void) {
    int rc = 0;
    struct thing *a = thing_new('a');
    if (!a)
        return -1;
    if (!works()) {
        rc = -2;
        goto out;
    }
    kept = a;
out:
    if (rc)
        thing_free(a);
    return rc;
}
static int uses_if_failed(void) {
    int rc = if_failed();
    if (!rc) {
        thing_free(kept);
        rc = 3;
    }
    return rc;
}

// In a loop, each round.
static int rounds(int n) {
    int i, done = 0;
    for (i = 0; i < n; i++) {
        struct thing *a = thing_new('a' + i);
        if (!a)
            continue;
        if (!works()) {
            thing_free(a);
            break;
        }
        if (!works())
            goto next;
        done += a->value;
    next:
        thing_free(a);
    }
    return done;
}

// Where it was acquired.
static int guarded(void) {
    int rc = 1;
    struct thing *a = thing_new('a');
    if (a) {
        struct thing *b;
        if ((b = thing_new('b')) != NULL) {
            rc = works() ? 7 : 8;
            thing_free(b);
        }
        works();
        thing_free(a);
    }
    return rc;
}

static int locks(int n) {
    thing_lock(&lock);
    if (!works()) {
        thing_unlock(&lock);
        return -1;
    }
    if (n > 1) {
        thing_unlock(&lock);
        works();
        thing_lock(&lock);
    }
    works();
    thing_unlock(&lock);
    return 0;
}

// Made in place.
static int in_place(void) {
    int ret;
    struct thing t;
    ret = thing_init(&t, 't');
    if (ret != 0)
        return ret;
    switch (works()) {
    case 0:
        (void)thing_end(&t);
        return 4;
    }
    (void)thing_end(&t);
    return ret == 0 ? 0 : 9;
}

// Another pointer in the end.
static int reassigned(void) {
    struct thing *a = thing_new('a');
    if (!a)
        return -1;
    if (!works()) {
        thing_free(a);
        return -2;
    }
    thing_free(a);
    a = thing_new('b');
    works();
    thing_free(a);
    return 0;
}

// Another order: only what is last is deferred, where the order is one.
static int orders(void) {
    struct thing *a = thing_new('a'), *b = thing_new('b');
    if (!works()) {
        thing_free(a);
        thing_free(b);
        return 1;
    }
    works();
    thing_free(b);
    thing_free(a);
    return 0;
}

static void fall_off(void) {
    struct thing *a = thing_new('a');
    if (!works())
        goto out;
    works();
out:
    thing_free(a);
}

static int two_labels(void) {
    struct thing *a = thing_new('a');
    if (!a)
        return -1;
    if (!works())
        goto bad;
    works();
    thing_free(a);
    return 0;
bad:
    thing_free(a);
    return -2;
}

static int many(int n) {
    struct thing *v[4] = {0};
    int i, rc = 0;
    for (i = 0; i < n; i++)
        if (!(v[i] = thing_new('0' + i))) {
            rc = -1;
            goto out;
        }
    works();
out:
    for (i = 0; i < n; i++)
        thing_free(v[i]);
    return rc;
}

#define SAYS(name, call)                                                       \
    steps = 0, errno = 0, printf("%s %d:", name, failing),                     \
    printf(" = %d\n", call)

int main(void) {
    for (failing = 0; failing < 9; failing++) {
        SAYS("single", single());
        SAYS("ladder", ladder());
        SAYS("repeated", repeated(3));
        SAYS("null_is_released", null_is_released());
        SAYS("conditional", conditional(failing));
        SAYS("passed_out", uses_passed_out());
        SAYS("closes", closes());
        SAYS("value_after", value_after());
        SAYS("value_before", value_before());
        SAYS("if_failed", uses_if_failed());
        SAYS("rounds", rounds(3));
        SAYS("guarded", guarded());
        SAYS("locks", locks(failing));
        SAYS("in_place", in_place());
        SAYS("reassigned", reassigned());
        SAYS("orders", orders());
        SAYS("fall_off", (fall_off(), 0));
        SAYS("two_labels", two_labels());
        SAYS("many", many(3));
    }
    return 0;
}
