/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/command/outlay-supervisor.h"

#include <systemd/sd-daemon.h>

#include "server/outlay-service-private.h"

struct _OutlaySupervisor
{
  OutlayService *service;
  guint watch;    /* source */
  int is_waiting; /* atomic: for a writer */
};

static OutlayReply *
do_nothing_cb (OutlayConnection *db, gpointer data)
{
  return outlay_reply_new_empty (204);
}

/* Whether it could write does not count: a database that is away does not come back by a restart. */
static void
answered_cb (OutlayReply *reply, gpointer data)
{
  OutlaySupervisor *self = data;

  outlay_reply_free (reply);
  g_atomic_int_set (&self->is_waiting, FALSE);
  sd_notify (FALSE, "WATCHDOG=1");
}

static gboolean
watch_cb (gpointer data)
{
  OutlaySupervisor *self = data;

  if (g_atomic_int_compare_and_exchange (&self->is_waiting, FALSE, TRUE))
    outlay_writers_push (self->service->writers, &(OutlayWrite) {
                                                     .func = do_nothing_cb,
                                                     .done = answered_cb,
                                                     .done_data = self,
                                                 });

  return G_SOURCE_CONTINUE;
}

OutlaySupervisor *
outlay_supervisor_new (OutlayService *service)
{
  OutlaySupervisor *self = g_new0 (OutlaySupervisor, 1);
  guint64 usec = 0;

  self->service = service;
  if (sd_watchdog_enabled (FALSE, &usec) > 0)
    self->watch = g_timeout_add ((guint) (usec / 3 / G_TIME_SPAN_MILLISECOND), watch_cb, self);

  return self;
}

void
outlay_supervisor_free (OutlaySupervisor *self)
{
  g_clear_handle_id (&self->watch, g_source_remove);
  g_free (self);
}

void
outlay_supervisor_tell_ready (OutlaySupervisor *self, const char *status)
{
  sd_notifyf (FALSE, "READY=1\nSTATUS=%s", status);
}

void
outlay_supervisor_tell_reloading (OutlaySupervisor *self)
{
  sd_notifyf (FALSE, "RELOADING=1\nMONOTONIC_USEC=%" G_GINT64_FORMAT, g_get_monotonic_time ());
}

void
outlay_supervisor_tell_stopping (OutlaySupervisor *self, guint seconds)
{
  sd_notifyf (FALSE, "STOPPING=1\nSTATUS=stopping\nEXTEND_TIMEOUT_USEC=%" G_GUINT64_FORMAT,
              (guint64) seconds * G_USEC_PER_SEC);
}
