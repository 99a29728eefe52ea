// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The initialisation of a `for` and the condition of a `switch` are no part of
// it: a `break` or `continue` there belongs to what is around, out of S.
//
// RUN: %defer -fplugin-arg-defer-no-warn=loop -fsyntax-only -Wno-gcc-compat -Xclang -verify %s

int g(int);

void init(int n) {
  for (;;) {
    __defer // expected-note {{deferred by this '__defer'}}
        for (int j = ({ if (n) break; 1; }); j; j = 0) // expected-error {{'break' cannot leave a deferred statement}}
            g(j);
    __defer // expected-note {{deferred by this '__defer'}}
        for (int j = ({ if (n) continue; 1; }); j; j = 0) // expected-error {{'continue' cannot leave a deferred statement}}
            g(j);
  }
}

void condition(int n) {
  while (g(n)) {
    __defer { // expected-note 2 {{deferred by this '__defer'}}
      switch (({ if (n) break; 1; })) { // expected-error {{'break' cannot leave a deferred statement}}
      case 1:
        g(1);
      }
      switch (({ if (n) continue; 1; })) { // expected-error {{'continue' cannot leave a deferred statement}}
      case 1:
        g(1);
      }
    }
  }
}

// The condition of a loop is part of it.
void loops(int n) {
  for (;;) {
    __defer {
      while (({ if (n) break; g(n); }))
        g(1);
      for (; g(n); ({ if (n) break; }))
        g(2);
    }
  }
}
