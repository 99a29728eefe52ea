// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// queue.c: the queue between the thread that reads and writes files and the
// threads that compress.

#include <defer.h>

#include "pack.h"

#include <string.h>

int queue_init(struct queue *q)
{
    bool ok = false;
    int err;

    q->first = NULL;
    q->last = &q->first;
    q->closed = false;

    if ((err = pthread_mutex_init(&q->lock, NULL)) != 0)
        return pack_error("mutex", "%s", strerror(err));
    __defer if (!ok) pthread_mutex_destroy(&q->lock);

    if ((err = pthread_cond_init(&q->filled, NULL)) != 0)
        return pack_error("condition", "%s", strerror(err));
    __defer if (!ok) pthread_cond_destroy(&q->filled);

    if ((err = pthread_cond_init(&q->done, NULL)) != 0)
        return pack_error("condition", "%s", strerror(err));

    ok = true;
    return PACK_OK;
}

void queue_destroy(struct queue *q)
{
    pthread_cond_destroy(&q->done);
    pthread_cond_destroy(&q->filled);
    pthread_mutex_destroy(&q->lock);
}

// From here on the threads get no more jobs.  May be called more than once.
void queue_close(struct queue *q)
{
    pthread_mutex_lock(&q->lock);
    __defer pthread_mutex_unlock(&q->lock);

    q->closed = true;
    pthread_cond_broadcast(&q->filled);
}

void queue_push(struct queue *q, struct job *job)
{
    pthread_mutex_lock(&q->lock);
    __defer pthread_mutex_unlock(&q->lock);

    job->next = NULL;
    job->done = false;
    *q->last = job;
    q->last = &job->next;
    pthread_cond_signal(&q->filled);
}

// Waits for a job; NULL when the queue is closed.
struct job *queue_pop(struct queue *q)
{
    pthread_mutex_lock(&q->lock);
    __defer pthread_mutex_unlock(&q->lock);

    while (!q->first && !q->closed)
        pthread_cond_wait(&q->filled, &q->lock);
    if (q->closed)
        return NULL;

    struct job *job = q->first;
    q->first = job->next;
    if (!q->first)
        q->last = &q->first;
    return job;
}

void queue_finish(struct queue *q, struct job *job, int status)
{
    pthread_mutex_lock(&q->lock);
    __defer pthread_mutex_unlock(&q->lock);

    job->status = status;
    job->done = true;
    pthread_cond_broadcast(&q->done);
}

// Waits until this job is done.  The status is read before the lock is given
// back, because a return value is computed before what was deferred runs.
int queue_wait(struct queue *q, struct job *job)
{
    pthread_mutex_lock(&q->lock);
    __defer pthread_mutex_unlock(&q->lock);

    while (!job->done)
        pthread_cond_wait(&q->done, &q->lock);
    return job->status;
}
