/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#define defer later
#define __defer_x(x) x
#define DEFER(x) x
struct defer { int _defer; };
static int defer(struct defer *d) { return d->_defer; }
int main(int argc, char **argv) {
  struct defer d = {argc};
  DEFER(d._defer++);
  return __defer_x(defer(&d)) == 1000;
}
