/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/shared/outlay-shared-cache.h"

#include <string.h>

/* A token is not asked for less often than that. */
#define TOKEN_MSEC (G_GINT64_CONSTANT (24) * 3600 * 1000)

/* Of the cache, then of the topic: before every answer. */
#define HEAD_SIZE (2 * sizeof (guint64))

/* Another number whenever answers come to look otherwise, so that two versions of the server can
 * share one Redis. */
#define EPOCH_KEY "cache/1/epoch"
#define TOPIC_KEY "cache/1/topic/"
#define ANSWER_KEY "cache/1/answer/"

struct _OutlaySharedCache
{
  OutlayRedis *redis;

  GMutex mutex;
  guint64 n_failed; /* questions to Redis that had no answer, as far as is dealt with */
  gboolean is_lost; /* a deletion may have been */
};

OutlaySharedCache *
outlay_shared_cache_new (OutlayRedis *redis)
{
  OutlaySharedCache *self = g_new0 (OutlaySharedCache, 1);

  self->redis = redis;
  g_mutex_init (&self->mutex);

  return self;
}

void
outlay_shared_cache_free (OutlaySharedCache *self)
{
  if (self == NULL)
    return;

  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* Deletes the token of the whole cache where a deletion may have been lost. What is asked after it
 * is answered after it. FALSE while that cannot be done. */
static gboolean
make_up (OutlaySharedCache *self)
{
  guint64 n_sent, n_failed;
  gboolean is_done = TRUE;

  g_mutex_lock (&self->mutex);
  outlay_redis_get_counts (self->redis, &n_sent, &n_failed);
  if (self->is_lost || n_failed != self->n_failed)
    {
      self->n_failed = n_failed;
      is_done = outlay_redis_delete (self->redis, EPOCH_KEY);
      self->is_lost = !is_done;
    }
  g_mutex_unlock (&self->mutex);

  return is_done;
}

/* --- a question --- */

typedef struct
{
  OutlayRedisOutcome outcome;
  guint64 token; /* 0 for none */
} Token;

static void
read_token_cb (OutlayRedisOutcome outcome, GBytes *value, gpointer data)
{
  Token *token = data;

  token->outcome = outcome;
  if (outcome == OUTLAY_REDIS_FOUND && g_bytes_get_size (value) == sizeof token->token)
    memcpy (&token->token, g_bytes_get_data (value, NULL), sizeof token->token);
  g_atomic_rc_box_release (token);
}

/* Asks for a token without waiting. It is there once something that was asked for later is. */
static Token *
ask_token (OutlaySharedCache *self, const char *key)
{
  Token *token = g_atomic_rc_box_new0 (Token);

  outlay_redis_get_later (self->redis, key, read_token_cb, g_atomic_rc_box_acquire (token));
  return token;
}

/* Makes a token where there is none; another process may do so as well, and one of both stays. It must
 * stand before anything is read. */
static gboolean
ensure_token (OutlaySharedCache *self, const char *key, guint64 *token)
{
  guint64 new = ((guint64) g_random_int () << 32 | g_random_int ()) | 1;
  g_autoptr (GBytes) bytes = g_bytes_new (&new, sizeof new);
  g_autoptr (GBytes) standing = NULL;

  if (*token != 0)
    return TRUE;

  if (!outlay_redis_set (self->redis, key, bytes, TOKEN_MSEC) ||
      outlay_redis_get (self->redis, key, &standing) != OUTLAY_REDIS_FOUND ||
      g_bytes_get_size (standing) != sizeof *token)
    return FALSE;

  memcpy (token, g_bytes_get_data (standing, NULL), sizeof *token);
  return *token != 0;
}

static char *
dup_topic_key (const char *company, const char *topic)
{
  return g_strconcat (TOPIC_KEY, company, "/", topic, NULL);
}

static char *
dup_answer_key (const OutlayCacheTicket *ticket)
{
  return g_strconcat (ANSWER_KEY, ticket->company, "/", ticket->topic, "/", ticket->key, NULL);
}

/* All three in one round: Redis answers in order. */
static OutlayRedisOutcome
ask (OutlaySharedCache *self, const char *topic_key, OutlayCacheTicket *ticket, GBytes **answer)
{
  g_autofree char *answer_key = dup_answer_key (ticket);
  Token *epoch = ask_token (self, EPOCH_KEY);
  Token *generation = ask_token (self, topic_key);
  OutlayRedisOutcome outcome = outlay_redis_get (self->redis, answer_key, answer);

  if (outcome != OUTLAY_REDIS_UNAVAILABLE)
    {
      ticket->epoch = epoch->token;
      ticket->generation = generation->token;
      if (epoch->outcome == OUTLAY_REDIS_UNAVAILABLE ||
          generation->outcome == OUTLAY_REDIS_UNAVAILABLE)
        outcome = OUTLAY_REDIS_UNAVAILABLE;
    }
  g_atomic_rc_box_release (epoch);
  g_atomic_rc_box_release (generation);

  return outcome;
}

static gboolean
is_current (const OutlayCacheTicket *ticket, GBytes *answer)
{
  const guint64 head[2] = { ticket->epoch, ticket->generation };

  return ticket->epoch != 0 && ticket->generation != 0 && g_bytes_get_size (answer) > HEAD_SIZE &&
         memcmp (g_bytes_get_data (answer, NULL), head, sizeof head) == 0;
}

GBytes *
outlay_shared_cache_find (OutlaySharedCache *self, OutlayCacheTicket *ticket)
{
  g_autofree char *topic_key = dup_topic_key (ticket->company, ticket->topic);
  g_autoptr (GBytes) answer = NULL;
  OutlayRedisOutcome outcome;

  ticket->is_good = FALSE;
  if (!outlay_redis_is_up (self->redis) || !make_up (self))
    return NULL;

  outcome = ask (self, topic_key, ticket, &answer);
  if (outcome == OUTLAY_REDIS_FOUND && is_current (ticket, answer))
    return g_bytes_new_from_bytes (answer, HEAD_SIZE, g_bytes_get_size (answer) - HEAD_SIZE);

  ticket->is_good = outcome != OUTLAY_REDIS_UNAVAILABLE &&
                    ensure_token (self, EPOCH_KEY, &ticket->epoch) &&
                    ensure_token (self, topic_key, &ticket->generation);
  return NULL;
}

void
outlay_shared_cache_keep (OutlaySharedCache *self, const OutlayCacheTicket *ticket, GBytes *answer)
{
  const guint64 head[2] = { ticket->epoch, ticket->generation };
  g_autofree char *key = dup_answer_key (ticket);
  g_autoptr (GByteArray) value = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize size;
  gconstpointer data = g_bytes_get_data (answer, &size);

  if (!ticket->is_good || size > OUTLAY_REDIS_MAX_VALUE - HEAD_SIZE)
    return;

  value = g_byte_array_sized_new ((guint) (size + HEAD_SIZE));
  g_byte_array_append (value, (const guint8 *) head, sizeof head);
  g_byte_array_append (value, data, (guint) size);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&value));
  outlay_redis_set (self->redis, key, bytes, OUTLAY_CACHE_SECONDS * G_GINT64_CONSTANT (1000));
}

void
outlay_shared_cache_forget (OutlaySharedCache *self, const char *company, const char *topic)
{
  g_autofree char *key = dup_topic_key (company, topic);

  if (outlay_redis_delete (self->redis, key))
    {
      make_up (self);
      return;
    }

  g_mutex_lock (&self->mutex);
  self->is_lost = TRUE;
  g_mutex_unlock (&self->mutex);
}

void
outlay_shared_cache_tick (OutlaySharedCache *self)
{
  if (outlay_redis_is_up (self->redis))
    make_up (self);
}
