// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// scope.d - D: scope(exit), which defers to the end of the block; without D's
// runtime (-betterC), so that its functions go by C's rules.
extern (C) nothrow @nogc:

int acquire(int);
void release(int);
int lock(int);
void unlock(int);
int step(int);
int wanted(int);
int value(int);
void commit(int);
void rollback(int);
void coroutine_yield();
struct big { long[8] word; }

long work_one(int way)
{
    int a = acquire(1);
    if (!a)
        return -1;
    scope (exit) release(a);
    if (step(1) < 0)
        return -2;
    return value(a);
}

long work_two(int way)
{
    int a = acquire(1);
    if (!a)
        return -1;
    scope (exit) release(a);
    int b = acquire(2);
    if (!b)
        return -2;
    scope (exit) release(b);
    if (step(a) < 0)
        return -3;
    return value(b);
}

long work_four(int way)
{
    int a = acquire(1);
    if (!a)
        return -1;
    scope (exit) release(a);
    int b = acquire(2);
    if (!b)
        return -2;
    scope (exit) release(b);
    int c = acquire(3);
    if (!c)
        return -3;
    scope (exit) release(c);
    int d = acquire(4);
    if (!d)
        return -4;
    scope (exit) release(d);
    if (step(a) < 0)
        return -5;
    return value(d);
}

long work_eight(int way)
{
    int a = acquire(1);
    if (!a)
        return -1;
    scope (exit) release(a);
    int b = acquire(2);
    if (!b)
        return -2;
    scope (exit) release(b);
    int c = acquire(3);
    if (!c)
        return -3;
    scope (exit) release(c);
    int d = acquire(4);
    if (!d)
        return -4;
    scope (exit) release(d);
    int e = acquire(5);
    if (!e)
        return -5;
    scope (exit) release(e);
    int f = acquire(6);
    if (!f)
        return -6;
    scope (exit) release(f);
    int g = acquire(7);
    if (!g)
        return -7;
    scope (exit) release(g);
    int h = acquire(8);
    if (!h)
        return -8;
    scope (exit) release(h);
    if (step(a) < 0)
        return -9;
    return value(h);
}

long work_locked(int way)
{
    if (lock(5) < 0)
        return -1;
    scope (exit) unlock(5);
    int n = step(1);
    if (n < 0)
        return -2;
    if (step(2) < 0)
        return -3;
    return value(n);
}

long work_conditional(int way)
{
    bool first, second;
    scope (exit) if (first) release(1);
    if (wanted(0))
    {
        if (!acquire(1))
            return -1;
        first = true;
    }
    scope (exit) if (second) release(2);
    if (wanted(1))
    {
        if (!acquire(2))
            return -2;
        second = true;
    }
    if (step(3) < 0)
        return -3;
    return value(4);
}

long work_nested(int way)
{
    int a = acquire(1);
    if (!a)
        return -1;
    scope (exit) release(a);
    {
        int b = acquire(2);
        if (!b)
            return -2;
        scope (exit) release(b);
        {
            int c = acquire(3);
            if (!c)
                return -3;
            scope (exit) release(c);
            if (step(b) < 0)
                return -4;
        }
    }
    return value(a);
}

long work_scoped(int way)
{
    long sum = 0;
    for (int i = 1; i <= 3; i++)
    {
        int a = acquire(i);
        if (!a)
            return -1;
        scope (exit) release(a);
        if (step(i) < 0)
            continue;
        if (step(i + 1) < 0)
            break;
        if (step(i + 2) < 0)
            return -2;
        sum += value(i);
    }
    return sum;
}

long work_outcome(int way)
{
    int rc;
    if (lock(6) < 0)
        return -1;
    scope (exit)
    {
        if (rc < 0)
            rollback(6);
        else
            commit(6);
    }
    rc = step(1);
    if (rc < 0)
        return -2;
    rc = step(2);
    if (rc < 0)
        return -3;
    return value(rc);
}

big work_structure(int way)
{
    big r;
    if (lock(7) < 0)
        return r;
    scope (exit) unlock(7);
    r.word[0] = value(1);
    if (step(1) < 0)
        return r;
    r.word[7] = value(2);
    return r;
}

long work_task(int n)
{
    int a = acquire(n + 1);
    if (!a)
        return -1;
    scope (exit) release(a);
    int b = acquire(n + 2);
    if (!b)
        return -2;
    scope (exit) release(b);
    coroutine_yield();
    return value(n);
}
