// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The C++ around the C of panic-cxx.c.

#include <cstdio>
#include <defer_rt.h>

namespace {
struct Guard {
  const char *Name;
  ~Guard() { std::printf(" ~%s", Name); }
};
} // namespace

extern "C" {

void between(void (*f)(int), int n) {
  Guard G{"between"};
  f(n);
}

/* What catches all, and throws again, lets a panic pass. */
void rethrows(void (*f)(int), int n) {
  Guard G{"rethrows"};
  try {
    f(n);
  } catch (...) {
    std::printf(" catch");
    throw;
  }
}

/* What does not is where it ends. */
void catches(void (*f)(int), int n) {
  Guard G{"catches"};
  try {
    f(n);
  } catch (int i) {
    std::printf(" int %d", i);
  } catch (...) {
    std::printf(" catch");
  }
}

void panics(int n) {
  Guard G{"panics"};
  defer_panic("from C++ %d", n);
}

void throws(int n) {
  Guard G{"throws"};
  throw n;
}
}
