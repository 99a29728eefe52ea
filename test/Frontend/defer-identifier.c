// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: `defer` is a word after #include <stddefer.h> only: before, with
// <defer.h> too, it is an identifier like any other.
//
// RUN: %defer -Wall -Wextra -Werror %s -o %t %libdefer && %t | FileCheck %s
// RUN: %defer -Wall -Wextra -Werror -include defer.h %s -o %t %libdefer && %t | FileCheck %s

int puts(const char *);

struct defer {
  const char *defer;
};

static int defer(struct defer *d) {
  goto defer;
defer:
  return puts(d->defer);
}

int main(void) {
  struct defer d = {"an identifier"};
  __defer defer(&d);
  d.defer++;
  return 0;
}

// CHECK: {{^}}n identifier
