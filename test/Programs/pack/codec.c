// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// codec.c: one block in, one block out.  The zlib streams belong to the
// callers, which keep one for many blocks.

#include "pack.h"

// Room for a block with its header, however badly it deflates.
size_t block_bound(size_t raw_size)
{
    return BLOCK_HEADER_SIZE + compressBound(raw_size);
}

uint32_t block_check(const unsigned char *header, const unsigned char *data,
                     size_t size)
{
    uLong crc = crc32(0, header, BLOCK_HEADER_SIZE - 4);
    return (uint32_t)crc32(crc, data, (uInt)size);
}

int block_deflate(z_stream *z, struct job *job)
{
    unsigned char *data = job->out + BLOCK_HEADER_SIZE;
    size_t room = block_bound(job->raw_size) - BLOCK_HEADER_SIZE;

    if (deflateReset(z) != Z_OK)
        return PACK_FAILED;
    z->next_in = job->raw;
    z->avail_in = (uInt)job->raw_size;
    z->next_out = data;
    z->avail_out = (uInt)room;
    if (deflate(z, Z_FINISH) != Z_STREAM_END)
        return PACK_FAILED;

    size_t stored = room - z->avail_out;
    put_u32(job->out, (uint32_t)stored);
    put_u32(job->out + 4, (uint32_t)job->raw_size);
    put_u32(job->out + 8, block_check(job->out, data, stored));
    job->out_size = BLOCK_HEADER_SIZE + stored;
    job->raw_crc = (uint32_t)crc32(0, job->raw, (uInt)job->raw_size);
    return PACK_OK;
}

// The input must be used up and the output filled, to the byte.
int block_inflate(z_stream *z, unsigned char *in, size_t in_size,
                  unsigned char *out, size_t out_size)
{
    if (inflateReset(z) != Z_OK)
        return PACK_FAILED;
    z->next_in = in;
    z->avail_in = (uInt)in_size;
    z->next_out = out;
    z->avail_out = (uInt)out_size;
    if (inflate(z, Z_FINISH) != Z_STREAM_END || z->avail_in || z->avail_out)
        return PACK_FAILED;
    return PACK_OK;
}
