/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/http/outlay-live.h"

#include <glib/gprintf.h>
#include <string.h>

#include "server/history/outlay-change-store.h"
#include "server/outlay-route.h"

#define BEAT_USEC (20 * G_USEC_PER_SEC)
#define BUFFER_SIZE 256

enum
{
  SAY_HELLO = 1 << 0,
  SAY_CHANGE = 1 << 1,
  SAY_BEAT = 1 << 2,
  SAY_END = 1 << 3,
};

typedef struct
{
  OutlayLive *live;
  struct MHD_Connection *connection;
  OutlayKnownIdentity *identity;
  GList link; /* in live->streams */

  /* Under the mutex of live */
  guint says;
  gboolean is_suspended;
  gint64 next_beat;
} Stream;

struct _OutlayLive
{
  OutlayService *service;

  GMutex mutex;
  GQueue streams; /* of Stream */
  gboolean is_stopping;
};

OutlayLive *
outlay_live_new (OutlayService *service)
{
  OutlayLive *self = g_new0 (OutlayLive, 1);

  self->service = service;
  g_mutex_init (&self->mutex);
  g_queue_init (&self->streams);

  return self;
}

void
outlay_live_free (OutlayLive *self)
{
  g_assert (self->streams.length == 0);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static void
say (Stream *stream, guint what)
{
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
  g_mutex_unlock (&stream->live->mutex);

  outlay_known_identity_unref (stream->identity);
  g_free (stream);
}

static gboolean
may_go_on (Stream *stream)
{
  OutlayConnection *reader = outlay_service_get_reader (stream->live->service, NULL);

  return stream->identity->expires_at > g_get_real_time () && reader != NULL &&
         outlay_identity_is_current (&stream->identity->identity, reader);
}

/* With the number of the newest change there is by now, so that who has seen it need not ask. */
static char *
write_change (Stream *stream, char *end)
{
  OutlayConnection *reader = outlay_service_get_reader (stream->live->service, NULL);
  gint64 seq = reader != NULL
                   ? outlay_change_store_get_head (reader, stream->identity->identity.company, NULL)
                   : -1;

  if (seq < 0)
    return g_stpcpy (end, "event: change\ndata: {}\n\n");

  return end + g_sprintf (end, "event: change\ndata: {\"seq\":%" G_GINT64_FORMAT "}\n\n", seq);
}

static gssize
write_events (Stream *stream, guint says, char *into)
{
  char *end = into;

  if (says & SAY_HELLO)
    end = g_stpcpy (end, "event: hello\ndata: {}\n\n");
  if (says & SAY_CHANGE)
    end = write_change (stream, end);
  if (says & SAY_BEAT)
    end = g_stpcpy (end, ": still here\n\n");

  return end - into;
}

static ssize_t
read_stream_cb (void *data, uint64_t position, char *buffer, size_t size)
{
  Stream *stream = data;
  guint says;

  g_assert (size >= 128);

  g_mutex_lock (&stream->live->mutex);
  says = stream->says;
  stream->says = 0;
  if (says == 0)
    {
      stream->is_suspended = TRUE;
      MHD_suspend_connection (stream->connection);
    }
  g_mutex_unlock (&stream->live->mutex);

  if ((says & SAY_END) || ((says & SAY_BEAT) && !may_go_on (stream)))
    return MHD_CONTENT_READER_END_OF_STREAM;

  return write_events (stream, says, buffer);
}

struct MHD_Response *
outlay_live_create_response (OutlayLive *self,
                             struct MHD_Connection *connection,
                             OutlayKnownIdentity *identity)
{
  Stream *stream = g_new0 (Stream, 1);
  struct MHD_Response *response;

  stream->live = self;
  stream->connection = connection;
  stream->identity = outlay_known_identity_ref (identity);
  stream->link.data = stream;
  stream->says = SAY_HELLO;
  stream->next_beat = g_get_monotonic_time () + BEAT_USEC;

  g_mutex_lock (&self->mutex);
  g_queue_push_tail_link (&self->streams, &stream->link);
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

void
outlay_live_notify (OutlayLive *self, const char *company)
{
  g_mutex_lock (&self->mutex);
  for (GList *l = self->streams.head; l != NULL; l = l->next)
    {
      Stream *stream = l->data;

      if (g_str_equal (stream->identity->identity.company, company))
        say (stream, SAY_CHANGE);
    }
  g_mutex_unlock (&self->mutex);
}

void
outlay_live_tick (OutlayLive *self)
{
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
          say (stream, SAY_BEAT);
        }
    }
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
