// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The stack that each deferral has of its own, where it is known: without
// optimization, or where it has none.

// RUN: %inspect %s -- -O0 | FileCheck --implicit-check-not='stack of its own' --check-prefix=O0 %s
// RUN: %inspect %s -- -O2 | FileCheck --implicit-check-not='stack of its own' --check-prefix=O2 %s
// RUN: %inspect --json %s -- -O0 | %python -c "import json, sys; print([d['stack'] for d in json.load(sys.stdin)['inputs'][0]['functions'][0]['deferrals']])" | FileCheck --check-prefix=JSON %s

void a(void), c(int);
int test(int);

int f(int n) {
  __defer a();
  if (test(1))
    __defer a();
  if (test(2))
    __defer_capture(n) c(n);
  {
    _Defer a();
    test(3);
  }
  n = test(4);
  for (int i = 0; i < n; i++)
    __defer a();
  return n;
}
// O0-LABEL: : f,
// O0:      16:5: 1 byte of stack of its own{{$}}
// O0:      18:5: 1 byte of stack of its own, and its copies{{$}}
// O0:      25:5: a record of {{[0-9]+}} bytes each time, in a frame of {{[0-9]+}} bytes of stack{{$}}
// O2-LABEL: : f,
// O2:      16:5: stack of its own: not known, it may be in registers{{$}}
// O2:      18:5: stack of its own: not known, it may be in registers{{$}}
// O2:      25:5: a record of {{[0-9]+}} bytes each time, in a frame of {{[0-9]+}} bytes of stack{{$}}
// JSON:    [0, 1, None, 0, {{[1-9][0-9]+}}]

// Records of one body are in one frame.
int g(int n) {
  while (test(n)) {
    __defer a();
    __defer a();
  }
  return n;
}
// O0-LABEL: : g,
// O0:      41:5: a record of {{[0-9]+}} bytes each time, in a frame of {{[0-9]+}} bytes of stack for all of the same body{{$}}
// O2-LABEL: : g,
