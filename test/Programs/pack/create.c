// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// create.c: `pack create`.  This thread reads the inputs and writes the
// archive; the blocks between are deflated by a crew of threads.

#include <defer.h>

#include "pack.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct input {
    const char *name;
    FILE *file;
    unsigned mode;
};

struct writer {
    const char *path; // for messages
    FILE *out;
    struct entry *entries;
    size_t count;
};

static int put(struct writer *w, const void *data, size_t size)
{
    if (fwrite(data, 1, size, w->out) != size)
        return pack_error(w->path, "%s", strerror(errno));
    return PACK_OK;
}

// A compressing thread.  One that gets no stream still answers its jobs.
static void *deflate_main(void *arg)
{
    struct queue *q = arg;
    struct job *job;
    z_stream z = {0};
    int rc = deflateInit(&z, Z_DEFAULT_COMPRESSION);
    if (rc == Z_OK)
        __defer deflateEnd(&z);

    while ((job = queue_pop(q)) != NULL)
        queue_finish(q, job, rc == Z_OK ? block_deflate(&z, job) : PACK_FAILED);
    return NULL;
}

// Waits for a block, writes it and adds it to its entry.
static int retire(struct writer *w, struct queue *q, struct job *job)
{
    struct entry *e = &w->entries[job->entry];

    if (queue_wait(q, job) != PACK_OK)
        return pack_error(e->name, "cannot compress");
    e->crc = (uint32_t)crc32_combine(e->crc, job->raw_crc,
                                     (z_off_t)job->raw_size);
    e->size += job->raw_size;
    e->stored += job->out_size;
    return put(w, job->out, job->out_size);
}

// Sends all inputs through the queue.  The jobs are used in a ring, so that
// blocks are written in the order in which they were read.
static int pump(struct writer *w, const struct input *in, struct queue *q,
                struct job *jobs, size_t njobs)
{
    size_t head = 0, tail = 0; // blocks pushed, blocks written

    for (size_t i = 0; i < w->count; i++) {
        bool more = true;
        while (more) {
            if (head - tail == njobs &&
                retire(w, q, &jobs[tail++ % njobs]) != PACK_OK)
                return PACK_FAILED;

            struct job *job = &jobs[head % njobs];
            job->entry = i;
            job->raw_size = fread(job->raw, 1, BLOCK_SIZE, in[i].file);
            if (ferror(in[i].file))
                return pack_error(in[i].name, "%s", strerror(errno));
            more = job->raw_size == BLOCK_SIZE;
            if (job->raw_size > 0) {
                queue_push(q, job);
                head++;
            }
        }
    }
    while (tail < head)
        if (retire(w, q, &jobs[tail++ % njobs]) != PACK_OK)
            return PACK_FAILED;
    return PACK_OK;
}

// Whatever goes wrong on the way: the threads end first, then their blocks are
// freed, then the queue goes.
static int write_blocks(struct writer *w, const struct input *in,
                        unsigned threads)
{
    struct queue q;
    if (queue_init(&q) != PACK_OK)
        return PACK_FAILED;
    __defer queue_destroy(&q);

    size_t njobs = 2 * (size_t)threads;
    struct job *jobs = calloc(njobs, sizeof *jobs);
    if (!jobs)
        return pack_error(w->path, "out of memory");
    __defer free(jobs);

    for (size_t i = 0; i < njobs; i++) {
        unsigned char *block = malloc(BLOCK_SIZE + block_bound(BLOCK_SIZE));
        if (!block)
            return pack_error(w->path, "out of memory");
        __defer free(block);
        jobs[i].raw = block;
        jobs[i].out = block + BLOCK_SIZE;
    }

    for (unsigned i = 0; i < threads; i++) {
        pthread_t thread;
        int err = pthread_create(&thread, NULL, deflate_main, &q);
        if (err)
            return pack_error("thread", "%s", strerror(err));
        __defer {
            queue_close(&q);
            pthread_join(thread, NULL);
        }
    }

    return pump(w, in, &q, jobs, njobs);
}

static void put_header(unsigned char *header)
{
    memset(header, 0, HEADER_SIZE);
    memcpy(header, header_magic, MAGIC_SIZE);
    put_u32(header + 8, BLOCK_SIZE);
}

static int write_directory(struct writer *w)
{
    size_t size = 0;
    for (size_t i = 0; i < w->count; i++)
        size += ENTRY_SIZE + strlen(w->entries[i].name);
    if (size > UINT32_MAX)
        return pack_error(w->path, "too many entries");

    unsigned char *dir = malloc(size);
    if (!dir)
        return pack_error(w->path, "out of memory");
    __defer free(dir);

    unsigned char *p = dir;
    uint64_t offset = HEADER_SIZE;
    for (size_t i = 0; i < w->count; i++) {
        const struct entry *e = &w->entries[i];
        size_t length = strlen(e->name);
        put_u16(p, (unsigned)length);
        put_u16(p + 2, e->mode);
        put_u32(p + 4, e->crc);
        put_u64(p + 8, e->size);
        put_u64(p + 16, offset);
        put_u64(p + 24, e->stored);
        memcpy(p + ENTRY_SIZE, e->name, length);
        p += ENTRY_SIZE + length;
        offset += e->stored;
    }

    unsigned char header[HEADER_SIZE], footer[FOOTER_SIZE];
    put_header(header);
    put_u64(footer, offset);
    put_u32(footer + 8, (uint32_t)size);
    put_u32(footer + 12, (uint32_t)w->count);
    put_u32(footer + 16, (uint32_t)crc32(0, dir, (uInt)size));
    uLong check = crc32(0, header, HEADER_SIZE);
    check = crc32(check, footer, FOOTER_CHECKED);
    put_u32(footer + FOOTER_CHECKED, (uint32_t)check);
    memcpy(footer + FOOTER_CHECKED + 4, footer_magic, MAGIC_SIZE);

    if (put(w, dir, size) != PACK_OK)
        return PACK_FAILED;
    return put(w, footer, FOOTER_SIZE);
}

// The archive appears under its name when it is whole; until then it is a file
// beside it, of which a failure leaves nothing.
static int write_archive(const char *path, const struct input *in, size_t count,
                         unsigned threads)
{
    size_t size = strlen(path) + 32;
    char *temp = malloc(size);
    if (!temp)
        return pack_error(path, "out of memory");
    __defer free(temp);
    snprintf(temp, size, "%s.%ld.part", path, (long)getpid());

    struct entry *entries = calloc(count, sizeof *entries);
    if (!entries)
        return pack_error(path, "out of memory");
    __defer free(entries);
    for (size_t i = 0; i < count; i++) {
        entries[i].name = in[i].name;
        entries[i].mode = in[i].mode;
    }

    FILE *out = fopen(temp, "wbx");
    if (!out)
        return pack_error(path, "%s", strerror(errno));
    bool ok = false;
    __defer {
        if (!ok)
            unlink(temp);
    }
    __defer fclose(out);

    struct writer w = {path, out, entries, count};
    unsigned char header[HEADER_SIZE];
    put_header(header);
    if (put(&w, header, sizeof header) != PACK_OK)
        return PACK_FAILED;
    if (write_blocks(&w, in, threads) != PACK_OK)
        return PACK_FAILED;
    if (write_directory(&w) != PACK_OK)
        return PACK_FAILED;
    if (fflush(out) != 0 || fsync(fileno(out)) != 0)
        return pack_error(path, "%s", strerror(errno));
    if (rename(temp, path) != 0)
        return pack_error(path, "%s", strerror(errno));

    ok = true;
    return PACK_OK;
}

int pack_create(const char *path, char **names, size_t count, unsigned threads)
{
    struct input *in = calloc(count, sizeof *in);
    if (!in)
        return pack_error(path, "out of memory");
    __defer free(in);

    for (size_t i = 0; i < count; i++) {
        const char *name = names[i];
        if (!name_is_safe(name) || strlen(name) > NAME_MAX_SIZE)
            return pack_error(name, "absolute, with '..' or too long");
        for (size_t j = 0; j < i; j++)
            if (strcmp(names[j], name) == 0)
                return pack_error(name, "given twice");

        FILE *file = fopen(name, "rb");
        if (!file)
            return pack_error(name, "%s", strerror(errno));
        __defer fclose(file);

        struct stat st;
        if (fstat(fileno(file), &st) != 0)
            return pack_error(name, "%s", strerror(errno));
        if (!S_ISREG(st.st_mode))
            return pack_error(name, "not a regular file");
        in[i] = (struct input){name, file, st.st_mode & 0777};
    }

    return write_archive(path, in, count, threads);
}
