/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * <defer.h> is allowed with the plugin, before or after the first deferral,
 * more than once, and changes nothing.
 *
 * RUN: %defer -Wall -Wextra -Wpedantic -Werror %s -o %t %libdefer && %t | FileCheck %s
 * RUN: %defer -std=c89 -pedantic -Werror %s -o %t %libdefer && %t | FileCheck %s
 */

int puts(const char *);

static void before(void) { __defer puts("before"); puts("in before"); }

#include <defer.h>
#include <defer.h>

static void after(void) { __defer puts("after"); puts("in after"); }

int main(void) {
  before();
  after();
  return 0;
}

/*
 * CHECK: in before
 * CHECK-NEXT: before
 * CHECK-NEXT: in after
 * CHECK-NEXT: after
 */
