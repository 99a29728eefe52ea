// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The C++ below and above the C of unwind-cxx.c.

#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>

namespace {
struct Guard {
  const char *Name;
  ~Guard() { std::printf(" ~%s", Name); }
};
} // namespace

extern "C" {

void throw_number(int n) { throw n; }

void throw_text(const char *text) { throw std::runtime_error(text); }

/* Calls back into C with a destructor between. */
void between(void (*f)(int), int n) {
  Guard G{"between"};
  f(n);
}

/* Catches, says so, and throws again what is odd. */
void catch_even(void (*f)(int), int n) {
  Guard G{"catch_even"};
  try {
    f(n);
  } catch (int i) {
    std::printf(" caught %d", i);
    if (i & 1)
      throw;
  }
}

/* Calls `f` and says what came out. */
void outermost(const char *name, void (*f)(int), int n) {
  std::printf("%s %d:", name, n);
  try {
    f(n);
    std::printf(" returned");
  } catch (int i) {
    std::printf(" int %d", i);
  } catch (const std::exception &e) {
    std::printf(" exception %s", e.what());
  }
  std::printf("\n");
}
}
