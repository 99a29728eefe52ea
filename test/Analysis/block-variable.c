// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: a `__block` variable of an inner block, which Clang moves to the heap and
// releases at the block's end, cannot be named by a statement that runs later. One of
// the outermost block can.
//
// RUN: %defer -fblocks -fsyntax-only -Xclang -verify %s
// RUN: %defer -fblocks -c -o %t.o -Xclang -verify %s

void g(int), take(int (^)(void));

void in_a_loop(int n) {
  for (int i = 0; i < n; i++) {
    __block int v = i; // expected-note {{'v' is declared here, in an inner block}}
    __defer g(v); // expected-error {{deferred statement names 'v', a '__block' variable that does not outlive its block}}
    take(^{ return ++v; });
  }
}

void allowed(int n) {
  __block int v = n;
  __defer g(v);
  {
    __block int w = n;
    _Defer g(w);
    int copy = w;
    __defer g(copy);
    take(^{ return ++w; });
  }
}
