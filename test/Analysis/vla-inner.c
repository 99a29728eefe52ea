// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: a deferred statement that names a variable length array of an
// inner block is an error, static or dynamic; a pointer to one, one of the
// outermost block and one of the statement itself are none.
//
// RUN: %defer -fsyntax-only -Xclang -verify %s
// RUN: %defer -c -o %t.o -Xclang -verify %s

void g(int *, ...);

void in_a_block(int n) {
  {
    int a[n]; // expected-note {{'a' is declared here, in an inner block}}
    __defer g(a); // expected-error {{deferred statement names 'a', a variable length array that does not outlive its block}}
  }
}

void in_a_loop(int n) {
  for (int i = 1; i < n; i++) {
    int a[i]; // expected-note {{'a' is declared here, in an inner block}}
    __defer { g(&a[0]); } // expected-error {{deferred statement names 'a', a variable length array that does not outlive its block}}
  }
}

void of_two_dimensions(int n) {
  if (n) {
    int a[3][n], b[n][3]; // expected-note {{'a' is declared here, in an inner block}} expected-note {{'b' is declared here, in an inner block}}
    __defer g(a[0], b[0]); // expected-error {{deferred statement names 'a', a variable length array that does not outlive its block}} expected-error {{deferred statement names 'b', a variable length array that does not outlive its block}}
  }
}

void by_a_typedef(int n) {
  typedef int row[n];
  switch (n) {
    row a; // expected-note 0-1 {{jump bypasses initialization of variable length array}} expected-note {{'a' is declared here, in an inner block}}
    __defer g(a); // expected-error {{deferred statement names 'a', a variable length array that does not outlive its block}}
  }
}

void by_a_nested_one(int n) {
  {
    int a[n]; // expected-note {{'a' is declared here, in an inner block}}
    __defer { // expected-error {{deferred statement names 'a', a variable length array that does not outlive its block}}
      __defer g(a);
    }
  }
}

void in_the_statement(int n) {
  __defer {
    int outermost[n];
    __defer g(outermost);
    if (n) {
      int a[n]; // expected-note {{'a' is declared here, in an inner block}}
      __defer g(a); // expected-error {{deferred statement names 'a', a variable length array that does not outlive its block}}
    }
  }
}

void allowed(int n, int parameter[n]) {
  int outermost[n];
  __defer g(outermost);
  __defer g(parameter);
  for (int i = 1; i < n; i++) {
    int not_named[i];
    int (*pointer)[i] = &not_named;
    int fixed[3];
    __defer g(*pointer, fixed, outermost);
    __defer {
      int own[n];
      g(own);
    }
  }
}
