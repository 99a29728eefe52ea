// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 9: a statement with labels of its own runs at each way out as it
// would run there.
//
// RUN: %defer %flow -fsyntax-only -Xclang -verify %s

#include "Inputs/mutex.h"

int try(void);
struct mutex m;
int shared __attribute__((guarded_by(m)));

int all_ways(int n) {
  mutex_lock(&m);
  _Defer {
  again:
    if (try())
      goto again;
    mutex_unlock(&m);
  }
  for (;;) {
    _Defer {
      int k = 0;
    more:
      switch (k) {
      case 0:
        k = 2;
        goto more;
      case 2:
        k = 3;
        goto more;
      default:
        for (;;)
          if (try())
            goto out;
        while (try()) // expected-warning {{code will never be executed}}
          k++;
        do
          k--;
        while (k);
      }
    out:
      shared++;
    }
    if (n == 1)
      return shared;
    if (n == 2)
      break;
    if (n == 3)
      continue;
    if (n == 4)
      goto end;
    shared++;
  }
  shared++;
  return 3;
end:
  return shared;
}
