// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Of two statements in one line that the optimizer makes one of, the line table has
// the line and no column, or nothing: it is not known which of them it is. And what is
// inlined into a function that defers itself is in two tables, and once in the sum.

// RUN: %inspect %s -- -O2 | FileCheck %s
// RUN: %inspect --json %s -- -O2 | %python -c "import json, sys; r = json.load(sys.stdin)['inputs'][0]; own = sum(c['all']['instructions'] for f in r['functions'] for c in f['copies'] if not c['inlined_at']); print('sums', own == r['totals']['all']['instructions'], sum(r['totals'][k]['instructions'] for k in ('deferrals', 'statements', 'rest', 'not_attributed')) == own)" | FileCheck --check-prefix=SUM %s
// SUM: sums True True

void drop(int), other(int);
int g(int);

int twice(int n) {
  // clang-format off
  if (n) { __defer drop(1); return g(n); } else { __defer drop(2); return g(n + 1); }
  // clang-format on
}
// CHECK-LABEL: : twice,
// CHECK-NEXT:  = deferrals 0 (0 B) + statements 0 (0 B) + rest
// CHECK:       16:12: nothing says that it is of S, which may be among what is not attributed
// CHECK:       16:51: nothing says that it is of S
// CHECK:       not attributed: {{[1-9][0-9]*}} have {{a position that says two things|no line}}

static inline int in(int n) {
  __defer drop(n);
  return g(n);
}
int out(int n) {
  __defer other(in(n));
  return in(n + 1);
}
// CHECK-LABEL: : in{{$}}
// CHECK-NEXT:  inlined in out at {{.*}} + statements [[FIRST:[1-9]]]
// CHECK:       inlined in out at {{.*}} + statements [[SECOND:[1-9]]]
// CHECK-LABEL: : out,
