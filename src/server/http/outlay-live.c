/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/http/outlay-live.h"

#include <glib/gprintf.h>
#include <string.h>

#include "server/history/outlay-change-store.h"
#include "server/outlay-route.h"
#include "server/outlay-service-private.h"

#define BEAT_USEC (20 * G_USEC_PER_SEC)
#define BUFFER_SIZE 256
/* Of one person. Who opens more has lost the oldest, and nobody fills the server with them. */
#define MAX_STREAMS 64

enum
{
  SAY_HELLO = 1 << 0,
  SAY_CHANGE = 1 << 1,
  SAY_BEAT = 1 << 2,
  SAY_END = 1 << 3,
};

typedef struct
{
  gatomicrefcount references;
  OutlayLive *live;
  struct MHD_Connection *connection;
  OutlayKnownIdentity *identity;
  GList link; /* in live->streams */

  /* Under the mutex of live */
  guint says;
  gint64 seq; /* of the newest change it was told of, or -1 */
  gboolean is_suspended;
  gboolean has_ended;
  gint64 next_beat;
} Stream;

struct _OutlayLive
{
  OutlayService *service;

  GMutex mutex;
  GQueue streams;        /* of Stream */
  GHashTable *companies; /* ids of those whose newest change is about to be looked up */
  gboolean is_stopping;
};

OutlayLive *
outlay_live_new (OutlayService *service)
{
  OutlayLive *self = g_new0 (OutlayLive, 1);

  self->service = service;
  g_mutex_init (&self->mutex);
  g_queue_init (&self->streams);
  self->companies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
outlay_live_free (OutlayLive *self)
{
  g_assert (self->streams.length == 0);
  g_hash_table_unref (self->companies);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* What the database is asked is asked where one may wait for it: never by an HTTP thread, nor by the
 * writer. Under the mutex, so that nothing comes after outlay_live_stop(). */
static gboolean
have_asked (OutlayLive *self, GFunc func, gpointer data)
{
  OutlayService *service = self->service;

  return outlay_pool_push (service->reading != NULL ? service->reading : service->files, func,
                           data);
}

static void
stream_unref (gpointer data)
{
  Stream *stream = data;

  if (!g_atomic_ref_count_dec (&stream->references))
    return;

  outlay_known_identity_unref (stream->identity);
  g_free (stream);
}

static void
say (Stream *stream, guint what)
{
  if (stream->has_ended)
    return;

  stream->says |= what;
  if (stream->is_suspended)
    {
      stream->is_suspended = FALSE;
      MHD_resume_connection (stream->connection);
    }
}

static void
end_stream_cb (void *data)
{
  Stream *stream = data;

  g_mutex_lock (&stream->live->mutex);
  g_queue_unlink (&stream->live->streams, &stream->link);
  stream->has_ended = TRUE;
  g_mutex_unlock (&stream->live->mutex);

  stream_unref (stream);
}

/* With the number of the newest change there is by now, so that who has seen it need not ask. */
static char *
write_change (gint64 seq, char *end)
{
  if (seq < 0)
    return g_stpcpy (end, "event: change\ndata: {}\n\n");

  return end + g_sprintf (end, "event: change\ndata: {\"seq\":%" G_GINT64_FORMAT "}\n\n", seq);
}

static gssize
write_events (guint says, gint64 seq, char *into)
{
  char *end = into;

  if (says & SAY_HELLO)
    end = g_stpcpy (end, "event: hello\ndata: {}\n\n");
  if (says & SAY_CHANGE)
    end = write_change (seq, end);
  if (says & SAY_BEAT)
    end = g_stpcpy (end, ": still here\n\n");

  return end - into;
}

static ssize_t
read_stream_cb (void *data, uint64_t position, char *buffer, size_t size)
{
  Stream *stream = data;
  gint64 seq;
  guint says;

  g_assert (size >= 128);

  g_mutex_lock (&stream->live->mutex);
  says = stream->says;
  seq = stream->seq;
  stream->says = 0;
  if (says == 0)
    {
      stream->is_suspended = TRUE;
      MHD_suspend_connection (stream->connection);
    }
  g_mutex_unlock (&stream->live->mutex);

  return says & SAY_END ? MHD_CONTENT_READER_END_OF_STREAM : write_events (says, seq, buffer);
}

/* Under the mutex. */
static void
end_surplus (OutlayLive *self, const OutlayIdentity *identity)
{
  guint n_streams = 0;

  for (GList *l = self->streams.tail; l != NULL; l = l->prev)
    {
      Stream *stream = l->data;

      if (g_str_equal (stream->identity->identity.user, identity->user) &&
          ++n_streams > MAX_STREAMS)
        say (stream, SAY_END);
    }
}

struct MHD_Response *
outlay_live_create_response (OutlayLive *self,
                             struct MHD_Connection *connection,
                             OutlayKnownIdentity *identity)
{
  Stream *stream = g_new0 (Stream, 1);
  struct MHD_Response *response;

  g_atomic_ref_count_init (&stream->references);
  stream->live = self;
  stream->seq = -1;
  stream->connection = connection;
  stream->identity = outlay_known_identity_ref (identity);
  stream->link.data = stream;
  stream->says = SAY_HELLO;
  stream->next_beat = g_get_monotonic_time () + BEAT_USEC;

  g_mutex_lock (&self->mutex);
  g_queue_push_tail_link (&self->streams, &stream->link);
  end_surplus (self, &identity->identity);
  if (self->is_stopping)
    stream->says |= SAY_END;
  g_mutex_unlock (&self->mutex);

  response = MHD_create_response_from_callback (MHD_SIZE_UNKNOWN, BUFFER_SIZE, read_stream_cb,
                                                stream, end_stream_cb);
  g_assert (response != NULL);
  MHD_add_response_header (response, "Content-Type", "text/event-stream");
  MHD_add_response_header (response, "Cache-Control", "no-store");
  /* Proxies must not gather it. */
  MHD_add_response_header (response, "X-Accel-Buffering", "no");

  return response;
}

static gboolean
follows (const Stream *stream, const char *company)
{
  return g_str_equal (stream->identity->identity.company, company);
}

/* Under the mutex. */
static void
say_change (OutlayLive *self, const char *company, gint64 seq)
{
  for (GList *l = self->streams.head; l != NULL; l = l->next)
    {
      Stream *stream = l->data;

      if (follows (stream, company))
        {
          stream->seq = MAX (stream->seq, seq);
          say (stream, SAY_CHANGE);
        }
    }
}

typedef struct
{
  OutlayLive *live;
  char *company;
} News;

/* Looks up the number once for all who follow. */
static void
look_up_cb (gpointer data, gpointer user_data)
{
  g_autofree News *news = data;
  g_autofree char *company = news->company;
  OutlayLive *self = news->live;
  OutlayConnection *reader;
  gint64 seq;

  /* What changes from here on is looked up again. */
  g_mutex_lock (&self->mutex);
  g_hash_table_remove (self->companies, company);
  g_mutex_unlock (&self->mutex);

  reader = outlay_service_get_reader (self->service, NULL);
  seq = reader != NULL ? outlay_change_store_get_head (reader, company, NULL) : -1;

  g_mutex_lock (&self->mutex);
  say_change (self, company, seq);
  g_mutex_unlock (&self->mutex);
}

static gboolean
has_follower (OutlayLive *self, const char *company)
{
  for (GList *l = self->streams.head; l != NULL; l = l->next)
    if (follows (l->data, company))
      return TRUE;

  return FALSE;
}

/* Under the mutex. */
static void
tell_followers (OutlayLive *self, const char *company)
{
  News *news;

  if (self->is_stopping || g_hash_table_contains (self->companies, company) ||
      !has_follower (self, company))
    return;

  news = g_new (News, 1);
  *news = (News) { self, g_strdup (company) };
  g_hash_table_add (self->companies, g_strdup (company));
  if (have_asked (self, look_up_cb, news))
    return;

  /* Who is told without a number asks. */
  g_hash_table_remove (self->companies, company);
  say_change (self, company, -1);
  g_free (news->company);
  g_free (news);
}

void
outlay_live_notify (OutlayLive *self, const char *company)
{
  g_mutex_lock (&self->mutex);
  tell_followers (self, company);
  g_mutex_unlock (&self->mutex);
}

void
outlay_live_notify_all (OutlayLive *self)
{
  g_mutex_lock (&self->mutex);
  for (GList *l = self->streams.head; l != NULL; l = l->next)
    tell_followers (self, ((Stream *) l->data)->identity->identity.company);
  g_mutex_unlock (&self->mutex);
}

/* Whether each may still be here, which ends it otherwise. */
static void
beat_cb (gpointer data, gpointer user_data)
{
  g_autoptr (GPtrArray) due = data;

  for (guint i = 0; i < due->len; i++)
    {
      Stream *stream = due->pdata[i];
      OutlayLive *self = stream->live;
      OutlayConnection *reader = outlay_service_get_reader (self->service, NULL);
      gboolean has_ended = reader != NULL &&
                           outlay_identity_has_ended (&stream->identity->identity, reader);

      g_mutex_lock (&self->mutex);
      say (stream, has_ended ? SAY_END : SAY_BEAT);
      g_mutex_unlock (&self->mutex);
    }
}

/* Under the mutex; who cannot be asked about now is asked about at the next beat. */
static void
beat (OutlayLive *self, GPtrArray *due)
{
  if (!self->is_stopping && due->len > 0 && have_asked (self, beat_cb, due))
    return;

  for (guint i = 0; i < due->len; i++)
    say (due->pdata[i], SAY_BEAT);
  g_ptr_array_unref (due);
}

void
outlay_live_tick (OutlayLive *self)
{
  GPtrArray *due = g_ptr_array_new_with_free_func (stream_unref);
  gint64 now = g_get_monotonic_time ();
  gint64 real_now = g_get_real_time ();

  g_mutex_lock (&self->mutex);
  for (GList *l = self->streams.head; l != NULL; l = l->next)
    {
      Stream *stream = l->data;

      if (stream->identity->expires_at <= real_now)
        say (stream, SAY_END);
      else if (stream->next_beat <= now)
        {
          stream->next_beat = now + BEAT_USEC;
          g_atomic_ref_count_inc (&stream->references);
          g_ptr_array_add (due, stream);
        }
    }
  beat (self, due);
  g_mutex_unlock (&self->mutex);
}

void
outlay_live_stop (OutlayLive *self)
{
  g_mutex_lock (&self->mutex);
  self->is_stopping = TRUE;
  for (GList *l = self->streams.head; l != NULL; l = l->next)
    say (l->data, SAY_END);
  g_mutex_unlock (&self->mutex);
}

/* Without a handler: a reply cannot be a stream, so the HTTP layer answers. */
const OutlayRoute outlay_live_routes[] = {
  { "GET", "/api/v1/events", OUTLAY_ROLE_EMPLOYEE, OUTLAY_RUN_STREAM, NULL },
  { NULL },
};
