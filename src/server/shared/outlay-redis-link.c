/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/shared/outlay-redis-link.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

/* An answer that takes longer ends the connection; so do many in a row that take long. */
#define ANSWER_USEC (250 * G_TIME_SPAN_MILLISECOND)
#define SLOW_USEC (50 * G_TIME_SPAN_MILLISECOND)
#define MAX_SLOW 8
#define FIRST_PAUSE_USEC (100 * G_TIME_SPAN_MILLISECOND)
#define LONGEST_PAUSE_USEC (5 * G_USEC_PER_SEC)
/* Once it has worked for so long it is back, and the next failure is a new one. */
#define STEADY_USEC G_USEC_PER_SEC
#define MAX_WAITING 4096
#define MAX_WAITING_BYTES (16 * 1024 * 1024)
/* What the answers may hold: a value, or an array of two numbers. */
#define MAX_REPLY_BYTES (4 * 1024 * 1024)
#define MAX_REPLY_ELEMENTS 16

typedef struct
{
  char *command; /* redisFreeCommand() ends it */
  gsize length;
  OutlayRedisDone done;
  gpointer data;
  gint64 asked; /* monotonic */
} Job;

struct _OutlayRedisLink
{
  OutlayRedisAddress *address;
  GThread *thread;
  int wake;         /* eventfd */
  int is_up;        /* atomic */
  guint64 n_sent;   /* atomic */
  guint64 n_failed; /* atomic */

  /* Under the mutex */
  GMutex mutex;
  GQueue waiting; /* of Job: not sent yet */
  guint n_unanswered;
  gsize n_bytes;
  gboolean is_stopping;

  /* The thread's own */
  redisContext *context;
  GQueue sent;   /* of Job, in the order of their answers */
  char *trouble; /* (nullable): why this connection must end */
  gboolean has_complained;
  guint n_slow;
  gint64 pause;    /* the last one; 0 when all is well */
  gint64 up_since; /* 0 when it is not */
};

static void
finish_job (OutlayRedisLink *self, Job *job, const redisReply *reply)
{
  if (reply == NULL)
    __atomic_add_fetch (&self->n_failed, 1, __ATOMIC_RELAXED);

  g_mutex_lock (&self->mutex);
  self->n_unanswered--;
  self->n_bytes -= job->length;
  g_mutex_unlock (&self->mutex);

  job->done (reply, job->data);
  redisFreeCommand (job->command);
  g_free (job);
}

G_GNUC_PRINTF (2, 3)
static void
give_up (OutlayRedisLink *self, const char *format, ...)
{
  va_list arguments;

  if (self->trouble != NULL)
    return;

  va_start (arguments, format);
  self->trouble = g_strdup_vprintf (format, arguments);
  va_end (arguments);
}

/* --- the first words on a connection --- */

static void
greeted_cb (const redisReply *reply, gpointer data)
{
  OutlayRedisLink *self = data;

  if (reply != NULL && reply->type != REDIS_REPLY_STATUS)
    give_up (self, "it refuses: %.100s",
             reply->type == REDIS_REPLY_ERROR ? reply->str : "nonsense");
}

static void
welcomed_cb (const redisReply *reply, gpointer data)
{
  OutlayRedisLink *self = data;

  greeted_cb (reply, data);
  if (reply == NULL || self->trouble != NULL)
    return;
  if (strcmp (reply->str, "PONG") != 0)
    {
      give_up (self, "it speaks nonsense");
      return;
    }

  self->up_since = g_get_monotonic_time ();
  g_atomic_int_set (&self->is_up, TRUE);
}

static Job *
create_job (int n_words,
            const char **words,
            const gsize *lengths,
            OutlayRedisDone done,
            gpointer data)
{
  Job *job = g_new0 (Job, 1);

  job->length = (gsize) redisFormatCommandArgv (&job->command, n_words, words, lengths);
  job->done = done;
  job->data = data;
  job->asked = g_get_monotonic_time ();

  return job;
}

static void
submit (OutlayRedisLink *self, Job *job)
{
  if (redisAppendFormattedCommand (self->context, job->command, job->length) != REDIS_OK)
    give_up (self, "%s", self->context->errstr);
  __atomic_add_fetch (&self->n_sent, 1, __ATOMIC_RELAXED);
  g_queue_push_tail (&self->sent, job);
}

static void
greet (OutlayRedisLink *self, int n_words, const char **words, OutlayRedisDone done)
{
  Job *job = create_job (n_words, words, NULL, done, self);

  g_mutex_lock (&self->mutex);
  self->n_unanswered++;
  self->n_bytes += job->length;
  g_mutex_unlock (&self->mutex);

  submit (self, job);
}

static void
greet_all (OutlayRedisLink *self)
{
  const OutlayRedisAddress *address = self->address;
  g_autofree char *database = g_strdup_printf ("%d", address->database);

  if (address->password != NULL && address->user != NULL)
    greet (self, 3, (const char *[]) { "AUTH", address->user, address->password }, greeted_cb);
  else if (address->password != NULL)
    greet (self, 2, (const char *[]) { "AUTH", address->password }, greeted_cb);
  if (address->database != 0)
    greet (self, 2, (const char *[]) { "SELECT", database }, greeted_cb);
  greet (self, 1, (const char *[]) { "PING" }, welcomed_cb);
}

/* --- one connection --- */

static void
open_context (OutlayRedisLink *self)
{
  redisOptions options = { .options = REDIS_OPT_NONBLOCK | REDIS_OPT_NO_PUSH_AUTOFREE };

  if (self->address->path != NULL)
    REDIS_OPTIONS_SET_UNIX (&options, self->address->path);
  else
    REDIS_OPTIONS_SET_TCP (&options, self->address->host, self->address->port);

  self->context = redisConnectWithOptions (&options);
  if (self->context == NULL || self->context->err != 0)
    {
      give_up (self, "%s", self->context != NULL ? self->context->errstr : "out of memory");
      return;
    }

  self->context->reader->maxelements = MAX_REPLY_ELEMENTS;
  greet_all (self);
}

/* Who answers late all the time costs more than it gives. */
static void
note_pace (OutlayRedisLink *self, const Job *job)
{
  self->n_slow = g_get_monotonic_time () - job->asked > SLOW_USEC ? self->n_slow + 1 : 0;
  if (self->n_slow >= MAX_SLOW)
    give_up (self, "it is slow");
}

static void
take_reply (OutlayRedisLink *self, redisReply *reply)
{
  Job *job = g_queue_pop_head (&self->sent);

  if (job == NULL)
    {
      give_up (self, "it says what nobody asked for");
      return;
    }

  note_pace (self, job);
  finish_job (self, job, reply);
}

static void
receive (OutlayRedisLink *self)
{
  void *reply = NULL;

  if (redisBufferRead (self->context) != REDIS_OK)
    give_up (self, "%s", self->context->errstr);

  while (self->context->err == 0 && self->trouble == NULL)
    {
      if (redisGetReplyFromReader (self->context, &reply) != REDIS_OK)
        give_up (self, "it speaks nonsense: %s", self->context->errstr);
      if (reply == NULL)
        break;
      take_reply (self, reply);
      freeReplyObject (g_steal_pointer (&reply));
    }

  if (self->context->reader->len > MAX_REPLY_BYTES)
    give_up (self, "it answers without end");
}

/* FALSE when there is nothing more to do and somebody wants to end. */
static gboolean
take_waiting (OutlayRedisLink *self)
{
  GQueue taken = G_QUEUE_INIT;
  gboolean is_over;

  g_mutex_lock (&self->mutex);
  if (g_atomic_int_get (&self->is_up))
    {
      taken = self->waiting;
      g_queue_init (&self->waiting);
    }
  is_over = self->is_stopping && taken.length == 0 && self->sent.length == 0;
  g_mutex_unlock (&self->mutex);

  while (taken.length > 0)
    submit (self, g_queue_pop_head (&taken));

  return !is_over;
}

/* Milliseconds until the oldest question is too old, or this connection is a steady one; -1 for ever */
static int
get_patience (OutlayRedisLink *self)
{
  const Job *oldest = g_queue_peek_head (&self->sent);
  gint64 end = G_MAXINT64;

  if (oldest != NULL)
    end = oldest->asked + ANSWER_USEC;
  if (self->up_since > 0 && self->pause > 0)
    end = MIN (end, self->up_since + STEADY_USEC);
  if (end == G_MAXINT64)
    return -1;

  return (int) (MAX (end - g_get_monotonic_time (), 0) / G_TIME_SPAN_MILLISECOND) + 1;
}

/* One that comes and goes is not back yet: it is said once, and asked ever more seldom. */
static void
note_steadiness (OutlayRedisLink *self)
{
  if (self->up_since == 0 || g_get_monotonic_time () - self->up_since < STEADY_USEC)
    return;

  self->pause = 0;
  if (self->has_complained)
    g_message ("Redis is back");
  self->has_complained = FALSE;
}

static void
drain_wake (OutlayRedisLink *self)
{
  guint64 n;

  if (read (self->wake, &n, sizeof n) < 0 && errno != EAGAIN)
    g_error ("an eventfd cannot be read: %s", g_strerror (errno));
}

static void
exchange (OutlayRedisLink *self)
{
  const Job *oldest = g_queue_peek_head (&self->sent);
  struct pollfd fds[] = {
    { .fd = self->context->fd, .events = POLLIN },
    { .fd = self->wake, .events = POLLIN },
  };
  int is_sent = FALSE;

  /* What waits is tried at once; only what does not go through is polled for. */
  if (redisBufferWrite (self->context, &is_sent) != REDIS_OK)
    {
      give_up (self, "%s", self->context->errstr);
      return;
    }
  if (!is_sent)
    fds[0].events |= POLLOUT;

  poll (fds, G_N_ELEMENTS (fds), get_patience (self));
  if (fds[1].revents != 0)
    drain_wake (self);
  if (fds[0].revents & (POLLIN | POLLERR | POLLHUP))
    receive (self);

  /* What came in was read first: it may have been this thread that had no time. */
  if (oldest != NULL && oldest == g_queue_peek_head (&self->sent) &&
      g_get_monotonic_time () - oldest->asked > ANSWER_USEC)
    give_up (self, "it does not answer");
  else if (self->pause > 0)
    note_steadiness (self);
}

static void
close_context (OutlayRedisLink *self)
{
  Job *job;

  /* From here on nothing is taken in any more. */
  g_mutex_lock (&self->mutex);
  g_atomic_int_set (&self->is_up, FALSE);
  while ((job = g_queue_pop_head (&self->waiting)) != NULL)
    g_queue_push_tail (&self->sent, job);
  g_mutex_unlock (&self->mutex);

  while ((job = g_queue_pop_head (&self->sent)) != NULL)
    finish_job (self, job, NULL);
  g_clear_pointer (&self->context, redisFree);
  self->n_slow = 0;
}

/* --- one connection after the other --- */

static gboolean
is_stopping (OutlayRedisLink *self)
{
  gboolean result;

  g_mutex_lock (&self->mutex);
  result = self->is_stopping;
  g_mutex_unlock (&self->mutex);

  return result;
}

static void
complain (OutlayRedisLink *self)
{
  if (!self->has_complained)
    g_warning ("Redis is not used for now, each server process goes by its own memory: %s",
               self->trouble);
  self->has_complained = TRUE;
}

/* Twice as long each time, with some chance in it, so that many servers do not come at once. */
static void
rest (OutlayRedisLink *self)
{
  struct pollfd fd = { .fd = self->wake, .events = POLLIN };

  self->pause = self->pause == 0 ? FIRST_PAUSE_USEC : MIN (2 * self->pause, LONGEST_PAUSE_USEC);
  self->up_since = 0;

  poll (&fd, 1,
        (int) ((double) self->pause * g_random_double_range (0.8, 1.0) / G_TIME_SPAN_MILLISECOND));
  drain_wake (self);
}

static gpointer
link_thread (gpointer data)
{
  OutlayRedisLink *self = data;
  sigset_t signals;

  /* hiredis writes without MSG_NOSIGNAL. */
  sigemptyset (&signals);
  sigaddset (&signals, SIGPIPE);
  pthread_sigmask (SIG_BLOCK, &signals, NULL);

  while (!is_stopping (self))
    {
      open_context (self);
      while (self->trouble == NULL && take_waiting (self))
        exchange (self);
      close_context (self);

      if (self->trouble != NULL && !is_stopping (self))
        {
          complain (self);
          rest (self);
        }
      g_clear_pointer (&self->trouble, g_free);
    }

  return NULL;
}

static void
wake (OutlayRedisLink *self)
{
  guint64 one = 1;

  if (write (self->wake, &one, sizeof one) < 0)
    g_error ("an eventfd cannot be written: %s", g_strerror (errno));
}

OutlayRedisLink *
outlay_redis_link_new (OutlayRedisAddress *address)
{
  OutlayRedisLink *self = g_new0 (OutlayRedisLink, 1);

  self->address = address;
  self->wake = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  g_assert (self->wake >= 0);
  g_mutex_init (&self->mutex);
  g_queue_init (&self->waiting);
  g_queue_init (&self->sent);
  self->thread = g_thread_new ("redis", link_thread, self);

  return self;
}

void
outlay_redis_link_free (OutlayRedisLink *self)
{
  g_mutex_lock (&self->mutex);
  self->is_stopping = TRUE;
  g_mutex_unlock (&self->mutex);
  wake (self);
  g_thread_join (self->thread);

  outlay_redis_address_free (self->address);
  close (self->wake);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

gboolean
outlay_redis_link_is_up (OutlayRedisLink *self)
{
  return g_atomic_int_get (&self->is_up);
}

void
outlay_redis_link_get_counts (OutlayRedisLink *self, guint64 *n_sent, guint64 *n_failed)
{
  *n_sent = __atomic_load_n (&self->n_sent, __ATOMIC_RELAXED);
  *n_failed = __atomic_load_n (&self->n_failed, __ATOMIC_RELAXED);
}

gboolean
outlay_redis_link_send (OutlayRedisLink *self,
                        int n_words,
                        const char **words,
                        const gsize *lengths,
                        OutlayRedisDone done,
                        gpointer data)
{
  Job *job;
  gboolean is_taken, is_first;

  if (!g_atomic_int_get (&self->is_up))
    return FALSE;
  job = create_job (n_words, words, lengths, done, data);

  g_mutex_lock (&self->mutex);
  is_taken = g_atomic_int_get (&self->is_up) && !self->is_stopping &&
             self->n_unanswered < MAX_WAITING && self->n_bytes + job->length < MAX_WAITING_BYTES;
  is_first = self->waiting.length == 0;
  if (is_taken)
    {
      g_queue_push_tail (&self->waiting, job);
      self->n_unanswered++;
      self->n_bytes += job->length;
    }
  g_mutex_unlock (&self->mutex);

  if (!is_taken)
    {
      redisFreeCommand (job->command);
      g_free (job);
    }
  else if (is_first)
    wake (self);

  return is_taken;
}
