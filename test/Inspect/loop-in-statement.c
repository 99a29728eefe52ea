// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What stands in a loop counts once, also where an exit's way begins inside of it: the
// head of a loop in a statement was counted twice, so that an exit had more of the
// statement than there was.

// RUN: %inspect --json %s -- -O2 | %python -c "import json, sys; [print(c['deferrals'][d['deferral']]['statement']['instructions'] >= d['statement'][1] > 0) for f in json.load(sys.stdin)['inputs'][0]['functions'] for c in f['copies'] for e in c['exits'] for d in e['deferrals'] if d['statement']]" | FileCheck %s
// CHECK-COUNT-2: True
// CHECK-NOT: False

int more(int);
void fin(int), end(int);

void head(int n) {
  __defer while (more(n)) fin(n);
  end(n);
}

void nested(int n) {
  __defer for (int i = 0; i < n; i++) {
    while (more(i))
      if (more(n))
        fin(i);
    end(i);
  }
  end(n);
}
