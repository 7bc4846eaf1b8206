/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/shared/outlay-redis.h"

#include <string.h>

#include "server/shared/outlay-redis-link.h"

#define WAIT_USEC (50 * G_TIME_SPAN_MILLISECOND)
#define PREFIX "outlay:"

/* The life is given with the first addition, and to a counter that has lost it. */
static const char add_script[] = //
    "local n, left\n"
    "if ARGV[1] == '0' then\n"
    "  n = tonumber(redis.call('GET', KEYS[1]) or 0)\n"
    "  return {n, math.max(redis.call('PTTL', KEYS[1]), 0)}\n"
    "end\n"
    "n = redis.call('INCRBY', KEYS[1], ARGV[1])\n"
    "left = redis.call('PTTL', KEYS[1])\n"
    "if left < 0 then\n"
    "  redis.call('PEXPIRE', KEYS[1], ARGV[2])\n"
    "  left = tonumber(ARGV[2])\n"
    "end\n"
    "return {n, left}\n";

struct _OutlayRedis
{
  OutlayRedisLink *link;
  int is_refused; /* atomic: it answers, but takes nothing (it is full, or a replica) */
};

OutlayRedis *
outlay_redis_new (OutlayRedisAddress *address)
{
  OutlayRedis *self = g_new0 (OutlayRedis, 1);

  self->link = outlay_redis_link_new (address);
  return self;
}

void
outlay_redis_free (OutlayRedis *self)
{
  outlay_redis_link_free (self->link);
  g_free (self);
}

gboolean
outlay_redis_is_up (OutlayRedis *self)
{
  return outlay_redis_link_is_up (self->link);
}

void
outlay_redis_get_counts (OutlayRedis *self, guint64 *n_sent, guint64 *n_failed)
{
  outlay_redis_link_get_counts (self->link, n_sent, n_failed);
}

/* Says once that Redis takes nothing, and once that it does again; FALSE without a use of it. */
static gboolean
accept_write (OutlayRedis *self, const redisReply *reply)
{
  if (reply == NULL)
    return FALSE;

  if (reply->type != REDIS_REPLY_ERROR)
    {
      if (g_atomic_int_compare_and_exchange (&self->is_refused, TRUE, FALSE))
        g_message ("Redis takes values again");
      return TRUE;
    }

  if (g_atomic_int_compare_and_exchange (&self->is_refused, FALSE, TRUE))
    g_warning ("Redis takes no values, each server process goes by its own memory: %.100s",
               reply->str);
  return FALSE;
}

/* --- values --- */

typedef struct
{
  OutlayRedisGot func;
  gpointer data;
} Get;

static void
got_cb (const redisReply *reply, gpointer data)
{
  g_autofree Get *get = data;

  if (reply != NULL && reply->type == REDIS_REPLY_STRING)
    {
      g_autoptr (GBytes) value = g_bytes_new (reply->str, reply->len);

      get->func (OUTLAY_REDIS_FOUND, value, get->data);
    }
  else if (reply != NULL && reply->type == REDIS_REPLY_NIL)
    get->func (OUTLAY_REDIS_MISSING, NULL, get->data);
  else
    get->func (OUTLAY_REDIS_UNAVAILABLE, NULL, get->data);
}

void
outlay_redis_get_later (OutlayRedis *self, const char *key, OutlayRedisGot func, gpointer data)
{
  g_autofree char *full = g_strconcat (PREFIX, key, NULL);
  Get *get = g_new (Get, 1);

  *get = (Get) { func, data };
  if (!outlay_redis_link_send (self->link, 2, (const char *[]) { "GET", full }, NULL, got_cb, get))
    got_cb (NULL, get);
}

static void
written_cb (const redisReply *reply, gpointer data)
{
  accept_write (data, reply);
}

gboolean
outlay_redis_set (OutlayRedis *self, const char *key, GBytes *value, gint64 msec)
{
  g_autofree char *full = g_strconcat (PREFIX, key, NULL);
  g_autofree char *life = g_strdup_printf ("%" G_GINT64_FORMAT, msec);
  gsize length;
  const char *text = g_bytes_get_data (value, &length);

  g_return_val_if_fail (msec > 0, FALSE);

  if (length > OUTLAY_REDIS_MAX_VALUE)
    return FALSE;

  return outlay_redis_link_send (
      self->link, 5, (const char *[]) { "SET", full, text != NULL ? text : "", "PX", life },
      (const gsize[]) { 3, strlen (full), length, 2, strlen (life) }, written_cb, self);
}

static void
deleted_cb (const redisReply *reply, gpointer data)
{
}

gboolean
outlay_redis_delete (OutlayRedis *self, const char *key)
{
  g_autofree char *full = g_strconcat (PREFIX, key, NULL);

  return outlay_redis_link_send (self->link, 2, (const char *[]) { "UNLINK", full }, NULL,
                                 deleted_cb, NULL);
}

/* --- counters --- */

typedef struct
{
  OutlayRedis *self;
  gboolean adds;
  OutlayRedisCounted func;
  gpointer data;
} Count;

static void
counted_cb (const redisReply *reply, gpointer data)
{
  g_autofree Count *count = data;

  /* Being asked is not taking: a full one goes on answering. */
  if ((count->adds ? accept_write (count->self, reply) : reply != NULL) &&
      reply->type == REDIS_REPLY_ARRAY && reply->elements == 2 &&
      reply->element[0]->type == REDIS_REPLY_INTEGER &&
      reply->element[1]->type == REDIS_REPLY_INTEGER)
    count->func (OUTLAY_REDIS_FOUND, reply->element[0]->integer, reply->element[1]->integer,
                 count->data);
  else
    count->func (OUTLAY_REDIS_UNAVAILABLE, 0, 0, count->data);
}

void
outlay_redis_add_later (OutlayRedis *self,
                        const char *key,
                        gint64 amount,
                        gint64 msec,
                        OutlayRedisCounted func,
                        gpointer data)
{
  g_autofree char *full = g_strconcat (PREFIX, key, NULL);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, amount);
  g_autofree char *life = g_strdup_printf ("%" G_GINT64_FORMAT, msec);
  const char *words[] = { "EVAL", add_script, "1", full, number, life };
  Count *count = g_new (Count, 1);

  *count = (Count) { self, amount != 0, func, data };
  if (!outlay_redis_link_send (self->link, G_N_ELEMENTS (words), words, NULL, counted_cb, count))
    counted_cb (NULL, count);
}

/* --- waiting for an answer --- */

/* Belongs to the one who waits and to the question, as either may be over first. */
typedef struct
{
  GMutex mutex;
  GCond cond;
  gboolean is_done;
  OutlayRedisOutcome outcome;
  GBytes *value;
  gint64 total;
  gint64 left;
} Waiter;

static Waiter *
waiter_new (void)
{
  Waiter *waiter = g_atomic_rc_box_new0 (Waiter);

  g_mutex_init (&waiter->mutex);
  g_cond_init (&waiter->cond);
  waiter->outcome = OUTLAY_REDIS_UNAVAILABLE;

  return g_atomic_rc_box_acquire (waiter);
}

static void
waiter_clear (gpointer data)
{
  Waiter *waiter = data;

  g_mutex_clear (&waiter->mutex);
  g_cond_clear (&waiter->cond);
  g_clear_pointer (&waiter->value, g_bytes_unref);
}

static void
waiter_unref (Waiter *waiter)
{
  g_atomic_rc_box_release_full (waiter, waiter_clear);
}

/* Takes the value out, so that nobody reads it afterwards. */
static OutlayRedisOutcome
waiter_wait (Waiter *waiter, GBytes **value, gint64 *total, gint64 *left)
{
  gint64 end = g_get_monotonic_time () + WAIT_USEC;
  OutlayRedisOutcome outcome;

  g_mutex_lock (&waiter->mutex);
  while (!waiter->is_done && g_cond_wait_until (&waiter->cond, &waiter->mutex, end))
    ;
  outcome = waiter->outcome;
  if (value != NULL)
    *value = g_steal_pointer (&waiter->value);
  if (total != NULL)
    {
      *total = waiter->total;
      *left = waiter->left;
    }
  g_mutex_unlock (&waiter->mutex);

  waiter_unref (waiter);
  return outcome;
}

static void
wake_got_cb (OutlayRedisOutcome outcome, GBytes *value, gpointer data)
{
  Waiter *waiter = data;

  g_mutex_lock (&waiter->mutex);
  waiter->outcome = outcome;
  waiter->value = value != NULL ? g_bytes_ref (value) : NULL;
  waiter->is_done = TRUE;
  g_cond_signal (&waiter->cond);
  g_mutex_unlock (&waiter->mutex);

  waiter_unref (waiter);
}

static void
wake_counted_cb (OutlayRedisOutcome outcome, gint64 total, gint64 left, gpointer data)
{
  Waiter *waiter = data;

  g_mutex_lock (&waiter->mutex);
  waiter->outcome = outcome;
  waiter->total = total;
  waiter->left = left;
  waiter->is_done = TRUE;
  g_cond_signal (&waiter->cond);
  g_mutex_unlock (&waiter->mutex);

  waiter_unref (waiter);
}

OutlayRedisOutcome
outlay_redis_get (OutlayRedis *self, const char *key, GBytes **value)
{
  Waiter *waiter = waiter_new ();

  outlay_redis_get_later (self, key, wake_got_cb, waiter);
  return waiter_wait (waiter, value, NULL, NULL);
}

OutlayRedisOutcome
outlay_redis_add (OutlayRedis *self,
                  const char *key,
                  gint64 amount,
                  gint64 msec,
                  gint64 *total,
                  gint64 *left)
{
  Waiter *waiter = waiter_new ();

  outlay_redis_add_later (self, key, amount, msec, wake_counted_cb, waiter);
  return waiter_wait (waiter, NULL, total, left);
}
