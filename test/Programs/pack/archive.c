// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// archive.c: reading archives.  Nothing in the file is believed: sizes are held
// against the size of the file before anything is allocated.

#include <defer.h>

#include "pack.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int read_error(const char *path)
{
    return pack_error(path, "%s", errno ? strerror(errno) : "truncated");
}

// Reads a directory of `size` bytes that starts at `offset` into `a`.
static int read_directory(struct archive *a, uint64_t offset, uint32_t size,
                          uint32_t crc)
{
    unsigned char *dir = malloc((size_t)size + 1);
    if (!dir)
        return pack_error(a->path, "out of memory");
    __defer free(dir);
    if (read_at(a->fd, dir, size, offset) != 0)
        return read_error(a->path);
    if (crc32(0, dir, size) != crc)
        return pack_error(a->path, "corrupt directory");

    // Each name gets a byte more, for its end.
    bool ok = false;
    struct entry *entries = calloc((size_t)a->count + 1, sizeof *entries);
    __defer if (!ok) free(entries);
    char *names = malloc((size_t)size + a->count + 1);
    __defer if (!ok) free(names);
    if (!entries || !names)
        return pack_error(a->path, "out of memory");

    const unsigned char *p = dir, *end = dir + size;
    char *name = names;
    uint64_t next = HEADER_SIZE; // where the next entry must start
    for (uint32_t i = 0; i < a->count; i++) {
        struct entry *e = &entries[i];
        if (end - p < ENTRY_SIZE)
            return pack_error(a->path, "corrupt directory");
        size_t length = get_u16(p);
        e->mode = get_u16(p + 2) & 0777;
        e->crc = get_u32(p + 4);
        e->size = get_u64(p + 8);
        e->offset = get_u64(p + 16);
        e->stored = get_u64(p + 24);
        p += ENTRY_SIZE;
        if (length == 0 || length > NAME_MAX_SIZE ||
            (size_t)(end - p) < length || memchr(p, '\0', length))
            return pack_error(a->path, "corrupt name in the directory");
        if (e->offset != next || e->stored > offset - next)
            return pack_error(a->path, "corrupt sizes in the directory");
        e->name = name;
        memcpy(name, p, length);
        name[length] = '\0';
        name += length + 1;
        p += length;
        next += e->stored;
    }
    if (p != end || next != offset)
        return pack_error(a->path, "corrupt directory");

    a->entries = entries;
    a->names = names;
    ok = true;
    return PACK_OK;
}

// The caller closes what it gets, if the status is PACK_OK.
struct archive archive_open(const char *path)
{
    const struct archive none = {.status = PACK_FAILED, .fd = -1};
    struct archive a = {.fd = open(path, O_RDONLY | O_CLOEXEC), .path = path};
    bool ok = false;

    if (a.fd < 0) {
        pack_error(path, "%s", strerror(errno));
        return none;
    }
    __defer if (!ok) close(a.fd);

    struct stat st;
    if (fstat(a.fd, &st) != 0) {
        pack_error(path, "%s", strerror(errno));
        return none;
    }
    if (!S_ISREG(st.st_mode) || st.st_size < HEADER_SIZE + FOOTER_SIZE) {
        pack_error(path, "not an archive, or truncated");
        return none;
    }

    unsigned char header[HEADER_SIZE], footer[FOOTER_SIZE];
    uint64_t end = (uint64_t)st.st_size - FOOTER_SIZE;
    if (read_at(a.fd, header, sizeof header, 0) != 0 ||
        read_at(a.fd, footer, sizeof footer, end) != 0) {
        read_error(path);
        return none;
    }
    if (memcmp(header, header_magic, MAGIC_SIZE) != 0 ||
        memcmp(footer + FOOTER_CHECKED + 4, footer_magic, MAGIC_SIZE) != 0) {
        pack_error(path, "not an archive, or truncated");
        return none;
    }
    uLong check = crc32(0, header, HEADER_SIZE);
    if (crc32(check, footer, FOOTER_CHECKED) !=
        get_u32(footer + FOOTER_CHECKED)) {
        pack_error(path, "corrupt header or footer");
        return none;
    }

    uint64_t offset = get_u64(footer);
    uint32_t size = get_u32(footer + 8);
    a.count = get_u32(footer + 12);
    a.block_size = get_u32(header + 8);
    if (a.block_size == 0 || a.block_size > BLOCK_SIZE_MAX ||
        offset < HEADER_SIZE || offset > end || size != end - offset ||
        a.count > size / (ENTRY_SIZE + 1)) {
        pack_error(path, "corrupt header or footer");
        return none;
    }
    if (read_directory(&a, offset, size, get_u32(footer + 16)) != PACK_OK)
        return none;

    ok = true;
    return a;
}

void archive_close(struct archive *a)
{
    free(a->entries);
    free(a->names);
    close(a->fd);
}

// Gives the data of an entry to `sink`, block after block, and checks all that
// can be checked.  May be called from several threads at once.
int archive_read(const struct archive *a, const struct entry *e, sink_fn *sink,
                 void *to)
{
    size_t bound = block_bound(a->block_size) - BLOCK_HEADER_SIZE;
    unsigned char *in = malloc(bound);
    __defer free(in);
    unsigned char *out = malloc(a->block_size);
    __defer free(out);
    if (!in || !out)
        return pack_error(e->name, "out of memory");

    z_stream z = {0};
    if (inflateInit(&z) != Z_OK)
        return pack_error(e->name, "cannot start zlib");
    __defer inflateEnd(&z);

    uint64_t left = e->size, offset = e->offset, end = e->offset + e->stored;
    uLong crc = crc32(0, NULL, 0);
    while (left > 0) {
        unsigned char header[BLOCK_HEADER_SIZE];
        if (end - offset < sizeof header)
            return pack_error(e->name, "corrupt: blocks missing");
        if (read_at(a->fd, header, sizeof header, offset) != 0)
            return read_error(a->path);
        offset += sizeof header;

        uint32_t stored = get_u32(header), raw = get_u32(header + 4);
        if (stored > bound || stored > end - offset ||
            raw != (left < a->block_size ? left : a->block_size))
            return pack_error(e->name, "corrupt: wrong size of a block");
        if (read_at(a->fd, in, stored, offset) != 0)
            return read_error(a->path);
        if (block_check(header, in, stored) != get_u32(header + 8))
            return pack_error(e->name, "corrupt: wrong check of a block");
        if (block_inflate(&z, in, stored, out, raw) != PACK_OK)
            return pack_error(e->name, "corrupt: cannot inflate");
        crc = crc32(crc, out, raw);
        if (sink && sink(to, out, raw) != PACK_OK)
            return PACK_FAILED;
        offset += stored;
        left -= raw;
    }
    if (offset != end || crc != e->crc)
        return pack_error(e->name, "corrupt: wrong CRC or size");
    return PACK_OK;
}

// Threads that share the entries of an archive among themselves.
struct crew {
    const struct archive *archive;
    entry_fn *fn;
    void *arg;
    pthread_mutex_t lock; // guards what follows
    uint32_t next;
    struct tally tally;
};

static const struct entry *crew_next(struct crew *c)
{
    pthread_mutex_lock(&c->lock);
    __defer pthread_mutex_unlock(&c->lock);

    if (c->next == c->archive->count)
        return NULL;
    return &c->archive->entries[c->next++];
}

static void crew_count(struct crew *c, const struct entry *e, int status)
{
    pthread_mutex_lock(&c->lock);
    __defer pthread_mutex_unlock(&c->lock);

    if (status != PACK_OK) {
        c->tally.bad++;
        return;
    }
    c->tally.good++;
    c->tally.bytes += e->size;
}

static void *crew_main(void *arg)
{
    struct crew *c = arg;
    const struct entry *e;
    while ((e = crew_next(c)) != NULL)
        crew_count(c, e, c->fn(c->archive, e, c->arg));
    return NULL;
}

// All threads have ended when this returns.
static int crew_run(struct crew *c, unsigned threads)
{
    for (unsigned i = 0; i < threads; i++) {
        pthread_t thread;
        int err = pthread_create(&thread, NULL, crew_main, c);
        if (err)
            return pack_error("thread", "%s", strerror(err));
        __defer pthread_join(thread, NULL);
    }
    return PACK_OK;
}

// Calls `fn` for each entry, from several threads.
struct tally archive_each(const struct archive *a, unsigned threads,
                          entry_fn *fn, void *arg)
{
    struct crew c = {.archive = a, .fn = fn, .arg = arg};
    int err = pthread_mutex_init(&c.lock, NULL);
    if (err) {
        pack_error("mutex", "%s", strerror(err));
        return (struct tally){.bad = a->count};
    }
    __defer pthread_mutex_destroy(&c.lock);

    if (crew_run(&c, threads) != PACK_OK)
        c.tally.bad++;
    return c.tally;
}
