// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A jump from further down into a block executes it again: its variables are
// kept, and it must be entered at its start.
//
// RUN: %defer -fplugin-arg-defer-no-warn=loop -fsyntax-only -Xclang -verify %s

void p(int);

void plain(void) {
  int n = 0;
  {
    int x; // expected-note {{'x' is declared here}}
  L:
    x = n++;
    __defer p(x); // expected-note {{deferred by this '__defer'}}
  }
  if (n < 3)
    goto L; // expected-error {{'goto' jumps into a block whose variable 'x' is kept by a deferral}}
}

void computed(void) {
  int n = 0;
  void *to = &&L;
  {
    int x; // expected-note {{'x' is declared here}}
  L:       // expected-note {{'L' is a possible target}}
    x = n++;
    __defer p(x); // expected-note {{deferred by this '__defer'}}
  }
  goto *to; // expected-error {{'computed goto' may jump into a block whose variable 'x' is kept by a deferral}}
}

// From further up it is the block's only execution.
void down(int n) {
  goto L;
  {
    int x;
  L:
    x = n;
    for (int i = 0; i < 2; i++)
      __defer p(x);
  }
}

// Within the block, it is the same execution.
void within(int n) {
  {
    int x;
  L:
    x = n--;
    __defer p(x);
    if (n)
      goto L;
  }
}
