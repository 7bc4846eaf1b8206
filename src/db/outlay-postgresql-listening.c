/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "db/outlay-postgresql-listening.h"

#include <errno.h>
#include <poll.h>
#include <string.h>

gboolean
outlay_postgresql_session_listen (OutlayPostgresqlSession *self,
                                  const char *channel,
                                  GError **error)
{
  g_autofree char *sql = NULL;
  char *name;

  if (!outlay_postgresql_session_ensure (self, error))
    return FALSE;

  name = PQescapeIdentifier (self->pg, channel, strlen (channel));
  sql = g_strconcat ("LISTEN ", name, NULL);
  PQfreemem (name);

  return outlay_postgresql_session_execute (self, sql, NULL, error);
}

/* (transfer full) (nullable): what has come already */
static char *
take_notice (OutlayPostgresqlSession *self)
{
  PGnotify *notice = PQnotifies (self->pg);
  char *payload = notice != NULL ? g_strdup (notice->extra) : NULL;

  PQfreemem (notice);

  return payload;
}

/* Whether there is something to be read, and nobody has called. */
static gboolean
wait_for_more (OutlayPostgresqlSession *self, int wake)
{
  struct pollfd polled[] = { { PQsocket (self->pg), POLLIN, 0 }, { wake, POLLIN, 0 } };

  while (poll (polled, G_N_ELEMENTS (polled), -1) < 0)
    if (errno != EINTR && errno != EAGAIN)
      return FALSE;

  return polled[1].revents == 0;
}

char *
outlay_postgresql_session_await_notice (OutlayPostgresqlSession *self, int wake, GError **error)
{
  char *payload = NULL;

  /* A connection that was made anew would not listen. */
  while (outlay_postgresql_session_is_alive (self) && (payload = take_notice (self)) == NULL)
    {
      if (!wait_for_more (self, wake))
        return NULL;
      if (!PQconsumeInput (self->pg))
        break;
    }

  if (payload == NULL)
    g_set_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_UNREACHABLE,
                 "%s: the connection was lost while listening", self->uri->label);

  return payload;
}
