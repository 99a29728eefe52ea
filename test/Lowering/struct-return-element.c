// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The use of an element of an array in a structure lets nothing else reach the
// structure: it is still returned in place.

// RUN: %defer -O0 -S -emit-llvm -fno-discard-value-names %s -o - | FileCheck %s

struct big { long word[8]; long last; };
void a(void);

struct big element(int i) {
  struct big r = {{0}, 1};
  __defer a();
  r.word[i] = 2;
  return r;
}
// CHECK-LABEL: define {{.*}}@element(
// CHECK-NOT: %r = alloca
// CHECK-NOT: @llvm.memcpy
// CHECK: call void @a()
// CHECK: ret void
