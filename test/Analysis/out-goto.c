// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: a `goto` out of a deferred statement is an error, braced or not,
// forward, back, or into the deferred statement around it.
//
// RUN: %defer -fplugin-arg-defer-no-warn=last -fsyntax-only -Xclang -verify %s
// RUN: %defer -fplugin-arg-defer-no-warn=last -c -o %t.o -Xclang -verify %s

void f(void);

void forward(int n) {
  __defer { // expected-note {{deferred by this '__defer'}}
    if (n)
      goto out; // expected-error {{'goto' cannot leave a deferred statement}}
  }
  f();
out:
  f();
}

void backward(int n) {
again:
  f();
  __defer goto again; // expected-error {{'goto' cannot leave a deferred statement}} expected-note {{deferred by this '__defer'}}
}

void to_the_deferral_itself(int n) {
again:
  __defer { // expected-note {{deferred by this '__defer'}}
    if (n)
      goto again; // expected-error {{'goto' cannot leave a deferred statement}}
  }
}

void from_nested(int n) {
  __defer {
    f();
  outer:
    __defer { // expected-note {{deferred by this '__defer'}}
      if (n--)
        goto outer; // expected-error {{'goto' cannot leave a deferred statement}}
    }
  }
}

// The note is at the outermost deferral that is left.
void from_nested_to_function(int n) {
  __defer { // expected-note {{deferred by this '__defer'}}
    __defer {
      if (n)
        goto out; // expected-error {{'goto' cannot leave a deferred statement}}
    }
  }
out:
  f();
}

void from_one_to_another(int n) {
  __defer { // expected-note {{deferred by this '__defer'}}
    if (n)
      goto other; // expected-error {{'goto' cannot leave a deferred statement}}
  }
  __defer {
  other:
    f();
  }
}

void allowed(int n) {
  __defer {
  again:
    for (;;) {
      if (n-- == 5)
        goto again;
      if (n < 0)
        goto end;
    }
  end:
    f();
  }
}
