// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// With exceptions a statement is there twice: for the normal ways, and behind the
// landing pads.  What is reached by a jump through a table is no such way, and
// neither is what stands behind a call that does not return.

// REQUIRES: x86-registered-target
// RUN: %inspect --assembly %s -- -O2 -fexceptions --target=x86_64-linux-gnu | FileCheck %s
// RUN: %inspect --assembly %s -- -O0 -fexceptions -fPIC -ffunction-sections --target=x86_64-linux-gnu | FileCheck %s
// RUN: %inspect %s -- -O2 --target=x86_64-linux-gnu | FileCheck --check-prefix=OFF %s

void drop(int);
int work(int), a(void), b(void), c(void), d(void), e(void);
_Noreturn void stop(void);

int table(int n) {
  __defer drop(n);
  switch (work(n)) {
  case 1: return a() + 1;
  case 2: return b() + 2;
  case 3: return c() + 3;
  case 4: return d() + 4;
  case 5: return e() + 5;
  }
  if (work(2))
    stop();
  return work(3);
}
// CHECK-LABEL: : table,
// CHECK: 17:3 __defer static 0 {{[0-9]+}} {{[1-9][0-9]*}} {{.*}} 2{{$}}
// CHECK: 17:3: S is at 0x{{[0-9a-f]+}} ({{[0-9](, unwinding)?}}), 0x{{[0-9a-f]+}} ({{[0-9](, unwinding)?}})
// CHECK-NOT: rest unwind callq {{[abcde]$}}
// CHECK-DAG: 17:3 statement callq drop
// CHECK-DAG: 17:3 statement unwind callq drop
// CHECK: unwind callq _Unwind_Resume
// OFF-LABEL: : table,
// OFF: 17:3 __defer static 0 {{[0-9]+}} 0 {{.*}} 0 1{{$}}

// What catches an exception and passes it on is there because of the deferrals: it
// is of the one that it leads to, or serves several; the switch behind a block's end,
// too. None of it has a statement's row, or that of the one with records alone.
int scopes(int n) {
  for (int i = 0; i < n; i++) {
    _Defer a();
    _Defer b();
    if (work(i))
      continue;
    if (work(i + 1))
      break;
  }
  return n;
}
int records(int n) {
  __defer a();
  if (work(1))
    __defer b();
  for (int i = 0; i < n; i++) {
    __defer_capture(i) drop(i);
    if (work(i))
      return 1;
  }
  return work(n);
}
// RUN: %inspect --assembly --function=scopes --function=records %s -- -O0 -fexceptions --target=x86_64-linux-gnu | %python %S/runs.py | FileCheck --check-prefix=PADS %s
// PADS-LABEL: scopes:
// PADS:       44:5 statement: callq=a{{$}}
// PADS-NEXT:  several: mov{{.*}} {{test|sub|cmp|jmp}}
// PADS-NOT:   {{^}}rest unwind
// PADS:       several unwind: movq callq=_Unwind_Resume{{$}}
// PADS-LABEL: records:
// PADS:       54:3 statement: callq=a{{$}}
// PADS-NEXT:  rest: {{.*}}retq{{$}}
// PADS-NEXT:  several unwind: jmp
// PADS-NOT:   {{^}}rest unwind
// PADS:       several unwind: movq callq=_Unwind_Resume{{$}}
