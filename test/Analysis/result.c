// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sections 3 and 6: a named result is one automatic variable of the outermost
// block, of the type that the function returns.
//
// RUN: %defer -fsyntax-only -Xclang -verify %s
// RUN: %defer -c -o /dev/null -Xclang -verify %s

void f(int);

int twice(void) {
  __defer_result int a = 1; // expected-note {{the named result is declared here}}
  __defer_result int b = 2; // expected-error {{a function has one named result}}
  __defer f(a + b);
  return 1;
}

int inner(int n) {
  if (n) {
    __defer_result int a = 1; // expected-error {{a named result is an automatic variable of the function's outermost block}}
    __defer f(a);
  }
  return 1;
}

int fixed(void) {
  __defer_result static int a = 1; // expected-error {{a named result is an automatic variable of the function's outermost block}}
  __defer f(a);
  return 1;
}

int parameter(__defer_result int n) { // expected-error {{a named result is an automatic variable of the function's outermost block}}
  __defer f(n);
  return 1;
}

int type(void) {
  __defer_result long a = 1; // expected-error {{the named result has type 'long', and the function returns 'int'}}
  __defer f(a);
  return 1;
}

const int constant(void) {
  __defer_result const int a = 1; // expected-error {{a named result is set by 'return', and cannot be const}}
  __defer f(a);
  return 2;
}

volatile int qualified(void) {
  __defer_result volatile int a = 1;
  __defer f(a);
  return 2;
}

void nothing(void) {
  __defer_result int a = 1; // expected-error {{a named result in a function that returns nothing}}
  __defer f(a);
}

int no_value(void) {
  __defer_result int a = 1;
  __defer f(a);
  return; // expected-error {{should return a value}}
}

// It is nothing else than a function's variable.
__defer_result int at_file_scope; // expected-error {{a named result is an automatic variable of the function's outermost block}}
struct with_result {
  __defer_result int member; // expected-error {{a named result is an automatic variable of the function's outermost block}}
};
__defer_result int no_variable(int n) { return n; } // expected-error {{a named result is an automatic variable of the function's outermost block}}
int other_declarations(int n) {
  __defer_result typedef int type; // expected-error {{a named result is an automatic variable of the function's outermost block}}
  __defer_result int declared(void); // expected-error {{a named result is an automatic variable of the function's outermost block}}
  return n;
}
