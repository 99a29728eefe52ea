// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What leaves the scope of a `_Defer` and stays in the function: `break`,
// `continue`, `goto` and the block's end, each with what runs on the way until
// control goes on behind the block; and what is not known of it.

// REQUIRES: x86-registered-target, aarch64-registered-target
// RUN: %inspect %s -- -O0 --target=x86_64-linux-gnu | FileCheck %s
// RUN: %inspect %s -- -O0 --target=aarch64-linux-gnu | FileCheck %s
// RUN: %inspect %s -- -O2 --target=x86_64-linux-gnu | FileCheck --check-prefix=O2 %s
// RUN: %inspect %s -- -O2 --target=aarch64-linux-gnu | FileCheck --check-prefix=O2 %s
// RUN: %inspect --json %s -- -O0 --target=x86_64-linux-gnu | %python -c "import json, sys; [print(f['name'], e['kind'], e['line'], [(d['deferral'], d['own'] is not None, d['statement'], d['statement_bytes']) for d in e['deferrals']]) for f in json.load(sys.stdin)['inputs'][0]['functions'] for e in f['copies'][0]['exits']]" | FileCheck --check-prefix=JSON %s

void a(void), b(void), c(void), rest(void);
int test(int);

void loop(int n) {
  for (int i = 0; i < n; i++) {
    _Defer a();
    if (test(1))
      continue; // a
    _Defer b();
    if (test(2))
      break; // b, a
    {
      _Defer c();
      if (test(3))
        goto out; // c, b, a
      if (test(4))
        goto in; // c
    }
  in:
    rest();
  } // b, a
out:
  rest();
}

// In a deferred statement, and out of a `switch`.
void statement(int n) {
  __defer {
    switch (n) {
    case 1: {
      _Defer a();
      if (test(0))
        break;
    }
    }
    while (test(1)) {
      _Defer b();
      if (test(2))
        break;
      test(3);
    }
    rest();
  }
  rest();
}
// CHECK-LABEL: : loop,
// CHECK:      exit deferral its own bytes statement's bytes{{$}}
// CHECK-NEXT: 21:7 continue 19:5 {{[12] ([478]|10)}} 1 {{[45]$}}
// CHECK-NEXT: 24:7 break 19:5 0 0 1 {{[45]$}}
// CHECK-NEXT: 22:5 0 0 {{(1 5|2 8)$}}
// The switch behind `c()` leads to `in` as well.
// CHECK-NEXT: 28:9 goto 19:5 not known{{$}}
// CHECK-NEXT: 22:5 not known{{$}}
// CHECK-NEXT: 26:7 {{[3-9]\.\.([5-9]|1[0-3]) [12][0-9]\.\.[1-4][0-9]}} 1 {{[45]$}}
// CHECK-NEXT: 30:9 goto 26:7 {{[3-9]\.\.([5-9]|1[0-3]) [12][0-9]\.\.[1-4][0-9]}} 1 {{[45]$}}
// CHECK-NEXT: 31:5 block's end 26:7 {{[3-9]\.\.([5-9]|1[0-3]) [12][0-9]\.\.[1-4][0-9]}} 1 {{[45]$}}
// CHECK:      (not known: the way is one with others', or other code stands on it)
// CHECK-LABEL: : statement,
// CHECK:      46:9 break 44:7 {{[23] ([89]|12)}} 1 {{[45]$}}
// CHECK-NEXT: 47:5 block's end 44:7 {{2 ([89]|12)}} 1 {{[45]$}}
// CHECK-NEXT: 52:9 break 50:7 {{[3-9]\.\.([5-9]|1[0-3]) [12][0-9]\.\.[1-4][0-9]}} 1 {{[45]$}}
// CHECK-NEXT: 54:5 block's end 50:7 {{[3-9]\.\.([5-9]|1[0-3]) [12][0-9]\.\.[1-4][0-9]}} 1 {{[45]$}}
// What an exit has no instruction of any more is said.
// O2-LABEL: : loop,
// O2:       exits with no instruction of their own: {{(.*, )?}}21:7, 24:7, 28:9, 30:9, 31:5, 34:3
// JSON:      loop continue 21 [(0, True, [1, 1], [5, 5])]
// JSON-NEXT: loop break 24 [(0, True, [1, 1], [5, 5]), (1, True, [1, 1], [5, 5])]
// JSON-NEXT: loop goto 28 [(0, False, None, None), (1, False, None, None), (2, True, [1, 1], [5, 5])]
// JSON-NEXT: loop goto 30 [(2, True, [1, 1], [5, 5])]
// JSON-NEXT: loop block_end 31 [(2, True, [1, 1], [5, 5])]
// JSON-NEXT: loop block_end 34 [(0, True, [1, 1], [5, 5]), (1, True, [1, 1], [5, 5])]
// JSON:      statement break 46 [(1, True, [1, 1], [5, 5])]

// The number that says where control goes on is the deferral's on each exit.
void number(int n) {
  while (n--) {
    _Defer a();
    if (test(1))
      break;
    test(2);
  }
  rest();
}
// CHECK-LABEL: : number,
// CHECK:       {{[0-9]+}}:7 break {{[0-9]+}}:5 {{[3-9]\.\.([5-9]|1[0-3]) [12][0-9]\.\.[1-4][0-9]}} 1
// CHECK-NEXT:  {{[0-9]+}}:3 block's end {{[0-9]+}}:5 {{[3-9]\.\.([5-9]|1[0-3]) [12][0-9]\.\.[1-4][0-9]}} 1
// O2-LABEL:    : number,
// RUN: %inspect --assembly --function=number %s -- -O0 --target=x86_64-linux-gnu | FileCheck --check-prefix=NUMBER %s
// NUMBER-DAG:  exit movl $0,
// NUMBER-DAG:  exit movl ${{[1-9]}},
