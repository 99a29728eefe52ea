// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// C++ and Objective-C that never use the words compile with the plugin, with
// every warning on, and to the same object as without it.
//
// RUN: %clang -x c++ -Weverything -Wno-c++98-compat-pedantic -Wno-padded -Werror -O2 -g -c -o %t1.o %s
// RUN: %defer -x c++ -Weverything -Wno-c++98-compat-pedantic -Wno-padded -Werror -O2 -g -c -o %t2.o %s
// RUN: cmp %t1.o %t2.o
// RUN: %defer -x c++ -std=c++98 -c -o %t.o %s
// RUN: %defer -x objective-c -c -o %t.o -Werror %s
// RUN: %defer -x objective-c++ -c -o %t.o -Werror %s
// RUN: %defer -x cl -cl-std=CL1.2 -DCL -fsyntax-only %s

#if defined(__cplusplus)
namespace {
template <typename T> struct Guard {
  T *value;
  ~Guard() { ++*value; }
};
} // namespace
int add(int n);
int add(int n) {
  Guard<int> guard = {&n};
  (void)guard;
  return n;
}
#elif defined(CL)
kernel void add(global int *n) { ++*n; }
#else
int add(int n) { return n + 1; }
#endif
