// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Block literals and OpenMP regions have variables of their own, and what they
// are given in clauses is named by S.
//
// RUN: %defer -fplugin-arg-defer-no-warn=last -fblocks -O1 -c %s -o %t.o
// RUN: %defer -fplugin-arg-defer-no-warn=last -fopenmp -DOMP -O1 -Xclang -verify -c %s -o %t.o

void g(int);

#ifdef OMP
void region(int k) {
  __defer {
#pragma omp parallel for num_threads(k)
    for (int i = 0; i < 3; i++) {
      int z = i;
      g(z);
    }
  }
  __defer {
#pragma omp parallel
    {
      int z = k;
      g(z);
    }
  }
}
#else
void literals(int x) {
  __defer ^{
    __block int z = 2;
    ^{
      g(z + x);
    }();
  }();
  __defer {
    void (^b)(int) = ^(int y) {
      int z = 1;
      g(z + y);
    };
    b(x);
  }
}
#endif
// expected-no-diagnostics
