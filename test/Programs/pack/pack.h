// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// pack.h: the archive format and what the parts of `pack` share.
//
// An archive is a header, the blocks of all entries, a directory, a footer.
// Numbers are little endian.  Every byte is under some CRC-32.
//
//   header     8 magic | u32 block size | u32 zero
//   block      u32 stored size | u32 raw size | u32 check | deflated data
//              (check: of the two sizes and the deflated data)
//   directory  for each entry: u16 name length | u16 mode | u32 CRC of the file
//              | u64 file size | u64 offset | u64 stored size | name
//   footer     u64 directory offset | u32 directory size | u32 entries
//              | u32 CRC of the directory
//              | u32 check (of the header and the footer so far) | 8 magic
//
// All blocks of an entry but its last hold `block size` raw bytes.  Entries lie
// one after the other, in the order of the directory, with no gaps.

#ifndef PACK_H
#define PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <pthread.h>
#include <sys/types.h>
#include <zlib.h>

enum { PACK_OK = 0, PACK_FAILED = 1, PACK_USAGE = 2 }; // exit status

enum {
    HEADER_SIZE = 16,
    BLOCK_HEADER_SIZE = 12,
    ENTRY_SIZE = 32, // without the name
    FOOTER_SIZE = 32,
    FOOTER_CHECKED = 20, // the part of the footer that its check covers
    MAGIC_SIZE = 8,
    BLOCK_SIZE = 128 * 1024,
    BLOCK_SIZE_MAX = 1024 * 1024, // what a reader accepts
    NAME_MAX_SIZE = 4096,
    THREADS_MAX = 64
};

extern const unsigned char header_magic[MAGIC_SIZE];
extern const unsigned char footer_magic[MAGIC_SIZE];

struct entry {
    const char *name;
    uint64_t size;   // raw
    uint64_t offset; // of the first block
    uint64_t stored; // of all blocks with their headers
    uint32_t crc;    // of the raw data
    unsigned mode;   // permission bits
};

// An open archive, as archive_open() returns it.
struct archive {
    int status; // PACK_OK, or nothing below is valid
    int fd;
    const char *path;
    uint32_t block_size;
    uint32_t count;
    struct entry *entries;
    char *names;
};

// What became of the entries of an archive.
struct tally {
    uint32_t good;
    uint32_t bad;
    uint64_t bytes;
};

// One block on its way through the compressing threads.
struct job {
    struct job *next;
    bool done;
    int status;
    size_t entry;
    unsigned char *raw;
    size_t raw_size;
    uint32_t raw_crc;
    unsigned char *out; // block header and deflated data
    size_t out_size;
};

// Jobs handed to the threads, and handed back when done.
struct queue {
    pthread_mutex_t lock;
    pthread_cond_t filled; // a job was pushed, or the queue closed
    pthread_cond_t done;   // some job is done
    struct job *first;
    struct job **last;
    bool closed;
};

// util.c
int pack_error(const char *name, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void print_name(FILE *out, const char *name);
bool name_is_safe(const char *name);
int read_at(int fd, void *data, size_t size, uint64_t offset);
void put_u16(unsigned char *p, unsigned v);
void put_u32(unsigned char *p, uint32_t v);
void put_u64(unsigned char *p, uint64_t v);
unsigned get_u16(const unsigned char *p);
uint32_t get_u32(const unsigned char *p);
uint64_t get_u64(const unsigned char *p);

// codec.c
size_t block_bound(size_t raw_size);
uint32_t block_check(const unsigned char *header, const unsigned char *data,
                     size_t size);
int block_deflate(z_stream *z, struct job *job);
int block_inflate(z_stream *z, unsigned char *in, size_t in_size,
                  unsigned char *out, size_t out_size);

// queue.c
int queue_init(struct queue *q);
void queue_destroy(struct queue *q);
void queue_close(struct queue *q);
void queue_push(struct queue *q, struct job *job);
struct job *queue_pop(struct queue *q);
void queue_finish(struct queue *q, struct job *job, int status);
int queue_wait(struct queue *q, struct job *job);

// archive.c
typedef int sink_fn(void *to, const unsigned char *data, size_t size);
typedef int entry_fn(const struct archive *a, const struct entry *e, void *arg);
struct archive archive_open(const char *path);
void archive_close(struct archive *a);
int archive_read(const struct archive *a, const struct entry *e, sink_fn *sink,
                 void *to);
struct tally archive_each(const struct archive *a, unsigned threads,
                          entry_fn *fn, void *arg);

// create.c, extract.c: the commands
int pack_create(const char *path, char **names, size_t count, unsigned threads);
int pack_list(const char *path);
int pack_verify(const char *path, unsigned threads);
int pack_extract(const char *path, const char *dir, unsigned threads);

#endif
