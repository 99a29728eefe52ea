// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sections 2 and 6: a handle is an identifier, given once in a body, and used in
// that body and the deferred statements inside it only.
//
// RUN: %defer -fblocks -fsyntax-only -Xclang -verify %s
// RUN: %defer -fblocks -c -o /dev/null -Xclang -verify %s

void f(int);

void names(int n) {
  __defer_named(twice) f(1); // expected-note {{it is given here first}}
  if (n)
    __defer_named(twice) f(2); // expected-error {{the name 'twice' is given to two deferrals}}
  __defer_named() f(3); // expected-error {{'__defer_named' needs the name of a deferral in its parentheses}}
  __defer_named(1) f(4); // expected-error {{'__defer_named' needs the name of a deferral in its parentheses}}
  __defer_named(int) f(5); // expected-error {{'__defer_named' needs the name of a deferral in its parentheses}}
  __defer_named(a b) f(6); // expected-error {{'__defer_named' needs the name of a deferral in its parentheses}}
  __defer_named("a") f(7); // expected-error {{'__defer_named' needs the name of a deferral in its parentheses}}
  defer_run(n + 1); // expected-error {{'defer_run' needs the name of a deferral in its parentheses}}
  defer_cancel(); // expected-error {{'defer_cancel' needs the name of a deferral in its parentheses}}
}

void unknown(int n) {
  __defer_named(unlock) f(n); // expected-note {{did you mean 'unlock', which is this one?}}
  defer_run(unlok); // expected-error {{no deferral is named 'unlok' here}}
  defer_cancel(other); // expected-error {{no deferral is named 'other' here}}
  defer_run(n); // expected-error {{no deferral is named 'n' here}}
}

void no_deferral(void) {
  defer_run(h); // expected-error {{no deferral is named 'h' here}}
}

void bodies(int n) {
  __defer {
    __defer_named(inner) f(1); // expected-note {{this one is, for use in the deferred statement that it stands in only}}
    defer_run(inner);
    defer_run(outer);
    __defer {
      defer_cancel(inner);
      defer_cancel(outer);
    }
  }
  __defer_named(outer) {
    defer_run(outer);
  }
  _Defer defer_run(outer);
  defer_run(inner); // expected-error {{no deferral is named 'inner' here}}
}

// A name in one S is another in the next.
void same(int n) {
  __defer {
    __defer_named(h) f(1);
    f(0);
  }
  __defer {
    __defer_named(h) f(2);
    defer_run(h);
  }
  __defer_named(h) f(3);
  defer_run(h);
}

// No variable, no label, no macro is in its way, and it is in nobody's.
#define MACRO renamed
void spaces(int n) {
  int label = n;
label:
  __defer_named(label) f(label);
  __defer_named( MACRO ) f(2);
  defer_run(renamed);
  defer_cancel(MACRO);
  defer_run(label);
  if (n-- > 0)
    goto label;
}

void literals(int n) {
  __defer_named(h) f(n);
  void (^block)(void) = ^{
    defer_run(h); // expected-error {{the name of a deferral in a block literal is not supported}}
  };
  block();
}

int value(int n) {
  __defer_named(h) f(n);
  return defer_run(h); // expected-error {{returning 'void' from a function with incompatible result type 'int'}}
}

// What has been run or cancelled is not pending at a tail call.
int tail(int n);
int tail(int n) {
  __defer_named(h) f(n); // expected-note {{deferred by this '__defer_named'}}
  if (n > 1) {
    defer_run(h);
    __attribute__((musttail)) return tail(1);
  }
  if (n)
    defer_cancel(h);
  __attribute__((musttail)) return tail(0); // expected-error {{'musttail' call with a deferral pending}}
}

// The rest is as with `__defer`.
int leaves(int n) {
  __defer_named(h) {
    if (n)
      return 1; // expected-error {{'return' cannot leave a deferred statement}} expected-note@-2 {{deferred by this '__defer_named'}}
  }
  __defer_named(g) L: f(n); // expected-error {{a labelled statement cannot be deferred; put it in braces}} expected-note {{deferred by this '__defer_named'}}
  return 0;
}
