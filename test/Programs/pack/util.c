// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// util.c: messages, names, numbers in files.

#include <defer.h>

#include "pack.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

const unsigned char header_magic[MAGIC_SIZE] = "PACK\1\r\n\x1a";
const unsigned char footer_magic[MAGIC_SIZE] = "KCAP\1\r\n\x1a";

// Prints one whole line however many threads complain at once.  Returns
// PACK_FAILED, for `return pack_error(...)`.
int pack_error(const char *name, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    __defer va_end(args);

    flockfile(stderr);
    __defer funlockfile(stderr);

    fputs("pack: ", stderr);
    print_name(stderr, name);
    fputs(": ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    return PACK_FAILED;
}

// A name from an archive must not talk to the terminal.
void print_name(FILE *out, const char *name)
{
    for (; *name; name++)
        fputc(iscntrl((unsigned char)*name) ? '?' : *name, out);
}

// Relative, and never up: what may be written below a directory.
bool name_is_safe(const char *name)
{
    if (name[0] == '\0' || name[0] == '/')
        return false;
    while (*name) {
        size_t part = strcspn(name, "/");
        if (part == 2 && name[0] == '.' && name[1] == '.')
            return false;
        name += part;
        name += strspn(name, "/");
    }
    return true;
}

// All of it or -1.  At the end of the file errno is 0.
int read_at(int fd, void *data, size_t size, uint64_t offset)
{
    unsigned char *p = data;
    while (size > 0) {
        ssize_t n = pread(fd, p, size, (off_t)offset);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            if (n == 0)
                errno = 0;
            return -1;
        }
        p += n;
        size -= (size_t)n;
        offset += (uint64_t)n;
    }
    return 0;
}

void put_u16(unsigned char *p, unsigned v)
{
    p[0] = (unsigned char)v;
    p[1] = (unsigned char)(v >> 8);
}

void put_u32(unsigned char *p, uint32_t v)
{
    put_u16(p, v & 0xffff);
    put_u16(p + 2, v >> 16);
}

void put_u64(unsigned char *p, uint64_t v)
{
    put_u32(p, (uint32_t)v);
    put_u32(p + 4, (uint32_t)(v >> 32));
}

unsigned get_u16(const unsigned char *p)
{
    return p[0] | (unsigned)p[1] << 8;
}

uint32_t get_u32(const unsigned char *p)
{
    return get_u16(p) | (uint32_t)get_u16(p + 2) << 16;
}

uint64_t get_u64(const unsigned char *p)
{
    return get_u32(p) | (uint64_t)get_u32(p + 4) << 32;
}
