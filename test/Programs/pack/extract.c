// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// extract.c: `pack list`, `pack verify` and `pack extract`.

#include <defer.h>

#include "pack.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int pack_list(const char *path)
{
    struct archive a = archive_open(path);
    if (a.status != PACK_OK)
        return a.status;
    __defer archive_close(&a);

    for (uint32_t i = 0; i < a.count; i++) {
        const struct entry *e = &a.entries[i];
        printf("%03o %12" PRIu64 " %12" PRIu64 " %08" PRIx32 " ", e->mode,
               e->size, e->stored, e->crc);
        print_name(stdout, e->name);
        putchar('\n');
    }
    return PACK_OK;
}

static int verify_entry(const struct archive *a, const struct entry *e,
                        void *arg)
{
    (void)arg;
    return archive_read(a, e, NULL, NULL);
}

int pack_verify(const char *path, unsigned threads)
{
    struct archive a = archive_open(path);
    if (a.status != PACK_OK)
        return a.status;
    __defer archive_close(&a);

    struct tally t = archive_each(&a, threads, verify_entry, NULL);
    if (t.bad > 0)
        return pack_error(path, "%" PRIu32 " of %" PRIu32 " entries are bad",
                          t.bad, a.count);
    printf("%" PRIu32 " entries, %" PRIu64 " bytes: good\n", t.good, t.bytes);
    return PACK_OK;
}

// Makes the directories on the way to `path`, from the byte `from` on.
static int make_parents(char *path, size_t from)
{
    for (char *p = path + from; (p = strchr(p, '/')) != NULL; p++) {
        *p = '\0';
        int rc = mkdir(path, 0777);
        int err = errno;
        *p = '/';
        if (rc != 0 && err != EEXIST)
            return pack_error(path, "%s", strerror(err));
    }
    return PACK_OK;
}

// A file that is being written.
struct target {
    const char *path;
    int fd;
};

static int write_sink(void *to, const unsigned char *data, size_t size)
{
    const struct target *t = to;
    while (size > 0) {
        ssize_t n = write(t->fd, data, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return pack_error(t->path, "%s", strerror(errno));
        data += n;
        size -= (size_t)n;
    }
    return PACK_OK;
}

// Writes one file, or leaves none.  A file that is there already stays as it
// is.
static int extract_entry(const struct archive *a, const struct entry *e,
                         void *arg)
{
    const char *dir = arg;
    size_t size = strlen(dir) + 1 + strlen(e->name) + 1;
    char *path = malloc(size);
    if (!path)
        return pack_error(e->name, "out of memory");
    __defer free(path);
    snprintf(path, size, "%s/%s", dir, e->name);
    if (make_parents(path, strlen(dir) + 1) != PACK_OK)
        return PACK_FAILED;

    int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    struct target t = {path, open(path, flags, e->mode)};
    if (t.fd < 0)
        return pack_error(path, "%s", strerror(errno));
    bool ok = false;
    __defer {
        close(t.fd);
        if (!ok)
            unlink(path);
    }

    if (archive_read(a, e, write_sink, &t) != PACK_OK)
        return PACK_FAILED;
    ok = true;
    return PACK_OK;
}

int pack_extract(const char *path, const char *dir, unsigned threads)
{
    struct archive a = archive_open(path);
    if (a.status != PACK_OK)
        return a.status;
    __defer archive_close(&a);

    // An archive that wants to write elsewhere gets nothing written at all.
    for (uint32_t i = 0; i < a.count; i++)
        if (!name_is_safe(a.entries[i].name))
            return pack_error(path, "entry %" PRIu32 " has an unsafe name",
                              i + 1);

    if (mkdir(dir, 0777) != 0 && errno != EEXIST)
        return pack_error(dir, "%s", strerror(errno));
    struct tally t = archive_each(&a, threads, extract_entry, (void *)dir);
    if (t.bad > 0)
        return pack_error(path, "%" PRIu32 " of %" PRIu32 " entries failed",
                          t.bad, a.count);
    return PACK_OK;
}
