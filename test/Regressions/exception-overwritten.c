// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A panic comes out of what a deferred statement itself defers, in a function with
// more values than registers.  LLVM's code generator moved a copy that nothing uses
// into the landing pad, over the exception (upstream #224802; see ClearPads.h): the
// panic was lost, or the process ended by a signal.  22 did at -O1.
//
// MODES-NOT: lto savetemps (another step makes the code, to which the plugin says nothing)
// RUN: %exec -fexceptions -w %s | FileCheck %s
// RUN: %exec --only-levels=O1 -fexceptions -w %s | FileCheck %s

#include <defer_rt.h>
#include <stdio.h>

#define HELPER __attribute__((noinline)) static

struct numbers {
  unsigned long long v[5];
} __attribute__((aligned(32)));

static unsigned state;
static int fuel;

HELPER unsigned decide(unsigned n) {
  state = state * 1103515245u + 12345u;
  return fuel > 0 ? (state >> 16) % n : 0;
}
HELPER unsigned go(unsigned n) { return --fuel > 0 && decide(n); }
HELPER void say(unsigned n) { printf("%u\n", n); }
HELPER void fail(void) { defer_panic_value((void *)7ull); }

static unsigned long long maybe_fails(unsigned a) {
  __defer_result unsigned long long r = 0;
  if (go(3) || fuel < -50) defer_panic_value((void *)110ull);
}

static unsigned until_it_fails(unsigned a) {
  switch (decide(4))
    for (; 1;) {
      say((unsigned)maybe_fails(0));
    case 2:;
    }
  return 0;
}

static struct numbers crowded(unsigned a) {
  __defer_result struct numbers r = (struct numbers){{23, 24, 25, 26, 27}};
  unsigned long long v = 0;
  if (go(5)) fail();
  __defer_capture(a, r) {
  again:;
    say(0);
    __defer {
      say(until_it_fails(0));
      say((unsigned)(v = a));
    }
    if (go(3)) goto in;
    if (go(5)) fail();
    do {
    in:;
      if (go(3)) goto again;
      defer_recover();
    } while (go(3));
    __defer say(({
      say((unsigned)(v = ((unsigned)v + 36)));
      (unsigned)r.v[4];
    }));
    if (go(3)) goto in;
  }
}

static void first(void) { say(crowded(0).v[0]); }
static void second(void) { say(crowded(1).v[1]); }

HELPER void guard(void (*f)(void), unsigned unused) {
  __defer {
    unsigned n = (unsigned)(unsigned long)defer_recover();
    if (n) printf("panic %u\n", n);
  }
  fuel = 70;
  f();
}

static void both(void) {
  guard(first, 0);
  guard(second, 1);
}
static void (*volatile part)(void) = both;

int main(void) {
  static const unsigned seeds[] = {1, 10, 23, 36};
  for (unsigned n = 0; n < 4; n++) {
    printf("seed %u\n", seeds[n]);
    state = seeds[n] * 2654435761u;
    part();
  }
}

// CHECK:      seed 1
// CHECK-NEXT: panic 7
// CHECK-NEXT: {{^0$}}
// CHECK-NEXT: {{^0$}}
// CHECK-NEXT: {{^0$}}
// CHECK-NEXT: {{^0$}}
// CHECK-NEXT: {{^0$}}
// CHECK-NEXT: {{^0$}}
// CHECK-NEXT: {{^1$}}
// CHECK-NEXT: {{^0$}}
// CHECK-NEXT: {{^1$}}
// CHECK-NEXT: {{^0$}}
// CHECK-NEXT: {{^1$}}
// CHECK-NEXT: {{^0$}}
// CHECK-NEXT: {{^1$}}
// CHECK-NEXT: panic 110
// CHECK-NEXT: seed 10
// CHECK-NEXT: panic 7
// CHECK-NEXT: {{^0$}}
// CHECK-NEXT: {{^0$}}
// CHECK-NEXT: {{^0$}}
// CHECK-NEXT: {{^1$}}
// CHECK-NEXT: panic 110
// CHECK-NEXT: seed 23
// CHECK-NEXT: panic 7
// CHECK-NEXT: {{^0$}}
// CHECK-NEXT: panic 110
// CHECK-NEXT: seed 36
// CHECK-NEXT: panic 7
// CHECK-NEXT: {{^0$}}
// CHECK-NEXT: panic 110
