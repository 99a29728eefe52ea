// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include <cstdio>

namespace {
struct Destroyed {
  ~Destroyed() { std::puts("destroyed"); }
};
} // namespace

extern "C" void library(void (*call)(int), int n) {
  Destroyed here;
  call(n);
}
