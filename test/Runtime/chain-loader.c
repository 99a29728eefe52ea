// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A library that is unloaded cancels its thread and waits for it: the loader's lock is
// held until the thread has ended, and the runtime asked the loader for something.
//
// REQUIRES: x86_64-host
// RUN: rm -rf %t && mkdir -p %t && cd %t
// RUN: %defer -fplugin-arg-defer-unwind=chain -O1 -fPIC -shared -DLIBRARY %s %libdefer -o static.so
// RUN: %defer -fplugin-arg-defer-unwind=chain -O1 -fPIC -shared -DLIBRARY %s -L%libdir -ldefer -Wl,-rpath,%libdir -o shared.so
// RUN: %clang -O1 %s -lpthread -ldl -o main
// RUN: ./main ./static.so | FileCheck %s
// RUN: ./main ./shared.so | FileCheck %s

#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#ifdef LIBRARY
static pthread_t thread;

static void *worker(void *ignored) {
  __defer puts("worker ends");
  for (;;)
    pause();
  return ignored;
}

__attribute__((constructor)) static void start(void) {
  pthread_create(&thread, 0, worker, 0);
}

__attribute__((destructor)) static void stop(void) {
  pthread_cancel(thread);
  pthread_join(thread, 0);
  puts("joined");
}
#else
#include <dlfcn.h>

int main(int count, char **words) {
  void *library = count > 1 ? dlopen(words[1], RTLD_NOW) : 0;
  if (!library)
    return 1;
  usleep(100000); // the worker waits
  alarm(20);
  dlclose(library);
  puts("unloaded");
}
#endif

// CHECK:      worker ends
// CHECK-NEXT: joined
// CHECK-NEXT: unloaded
