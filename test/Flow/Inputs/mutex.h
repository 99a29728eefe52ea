// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
struct __attribute__((capability("mutex"))) mutex { int held; };
void mutex_lock(struct mutex *m) __attribute__((acquire_capability(*m)));
void mutex_unlock(struct mutex *m) __attribute__((release_capability(*m)));
