// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// With unwind=chain, what is pending runs for a panic, too: a function that the
// runtime is told of does that.  All that it needs is in a structure.
//
// RUN: %rewrite %s -- -I%include -fplugin-arg-defer-unwind=chain | diff %s.expected -
// RUN: %plain_c %s.expected

#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static int first_line(const char *name, char *line, int size) {
    FILE *in = fopen(name, "r");
    if (!in)
        return -1;
    __defer fclose(in);
    pthread_mutex_lock(&mutex);
    _Defer pthread_mutex_unlock(&mutex);
    if (!fgets(line, size, in))
        defer_panic("%s is empty", name);
    return 0;
}

int try_lines(int n, char **names) {
    __defer_result int read = 0;
    __defer {
        const char *why = defer_recover();
        if (why)
            fprintf(stderr, "%s\n", why);
    }
    for (int i = 0; i < n; i++) {
        char line[80];
        if (first_line(names[i], line, sizeof line) == 0) {
            const char *name = names[i];
            __defer printf("%s: done\n", name); /* at the end */
            read++;
        }
    }
    return read;
}
