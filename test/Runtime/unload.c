// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A library that is unloaded, and the runtime with it, while a thread is there that
// has recovered in it: the thread's end called what was gone.
//
// REQUIRES: x86_64-host
// RUN: rm -rf %t && mkdir -p %t && cd %t
// RUN: %defer -fexceptions -O1 -fPIC -shared -DLIBRARY %s %libdefer -o static.so
// RUN: %defer -fexceptions -O1 -fPIC -shared -DLIBRARY %s -L%libdir -ldefer -Wl,-rpath,%libdir -o shared.so
// RUN: %clang -O1 %s -lpthread -ldl -o main
// RUN: ./main ./static.so | FileCheck %s
// RUN: ./main ./shared.so | FileCheck %s

#include <stdio.h>

#ifdef LIBRARY
int recovers(int n);

static void panics(int n) { defer_panic("%d", n); }

int recovers(int n) {
  __defer_result int r = 0;
  __defer sscanf(defer_recover(), "%d", &r);
  panics(n);
  return 0;
}
#else
#include <dlfcn.h>
#include <pthread.h>

static void *run(void *name) {
  void *library = dlopen(name, RTLD_NOW);
  int (*recovers)(int) = (int (*)(int))dlsym(library, "recovers");
  // CHECK:      recovered 7
  printf("recovered %d\n", recovers(7));
  // CHECK-NEXT: unloaded
  puts(dlclose(library) ? "not unloaded" : "unloaded");
  return 0;
}

int main(int count, char **names) {
  pthread_t thread;
  pthread_create(&thread, 0, run, names[count - 1]);
  pthread_join(thread, 0);
  // CHECK-NEXT: ended
  puts("ended");
  return 0;
}
#endif
