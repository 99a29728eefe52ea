// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// `__leave` cannot leave S; what Clang generates as a function of its own holds
// no deferral.
//
// REQUIRES: x86-registered-target
// RUN: %defer -fplugin-arg-defer-no-warn=last --target=x86_64-pc-windows-msvc -fms-extensions -fsyntax-only -Xclang -verify %s

void f(void);
int g(int);

void leave(void) {
  __try {
    __defer __leave; // expected-error {{'__leave' cannot leave a deferred statement}} expected-note {{deferred by this '__defer'}}
    f();
  } __finally {
    g(1);
  }
}

void own(void) {
  __defer {
    __try {
      if (g(1))
        __leave;
      f();
    } __except (g(2)) {
      __defer f();
    }
  }
}

void elsewhere(void) {
  __try {
    __defer f();
  } __finally {
    __defer g(2); // expected-error {{'__defer' in a '__finally' block is not supported}}
  }
}
