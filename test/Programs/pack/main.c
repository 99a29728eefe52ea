// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// main.c: the command line of `pack`, a small parallel archiver.

#include "pack.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int usage(FILE *out, int status)
{
    fputs("usage: pack [-j THREADS] create ARCHIVE FILE...\n"
          "       pack [-j THREADS] list ARCHIVE\n"
          "       pack [-j THREADS] extract ARCHIVE DIR\n"
          "       pack [-j THREADS] verify ARCHIVE\n",
          out);
    return status;
}

// 0 if it is not a number of threads.
static unsigned parse_threads(const char *text)
{
    char *end;
    errno = 0;
    long n = strtol(text, &end, 10);
    if (errno || end == text || *end || n < 1 || n > THREADS_MAX)
        return 0;
    return (unsigned)n;
}

static unsigned default_threads(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > THREADS_MAX ? THREADS_MAX : (unsigned)n;
}

static int run(char **args, int count, unsigned threads)
{
    const char *command = count > 0 ? args[0] : "";
    if (strcmp(command, "create") == 0 && count >= 3)
        return pack_create(args[1], args + 2, (size_t)count - 2, threads);
    if (strcmp(command, "list") == 0 && count == 2)
        return pack_list(args[1]);
    if (strcmp(command, "extract") == 0 && count == 3)
        return pack_extract(args[1], args[2], threads);
    if (strcmp(command, "verify") == 0 && count == 2)
        return pack_verify(args[1], threads);
    return usage(stderr, PACK_USAGE);
}

int main(int argc, char **argv)
{
    unsigned threads = default_threads();
    int option;

    while ((option = getopt(argc, argv, "+j:h")) != -1) {
        if (option == 'h')
            return usage(stdout, PACK_OK);
        if (option != 'j')
            return usage(stderr, PACK_USAGE);
        threads = parse_threads(optarg);
        if (threads == 0) {
            pack_error(optarg, "not a number from 1 to %d", THREADS_MAX);
            return PACK_USAGE;
        }
    }

    int status = run(argv + optind, argc - optind, threads);
    if (fflush(stdout) != 0 || ferror(stdout))
        return pack_error("standard output", "%s", strerror(errno));
    return status;
}
