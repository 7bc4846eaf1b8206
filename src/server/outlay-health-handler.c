/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>
#include <sys/statvfs.h>

#include "server/outlay-route.h"
#include "server/outlay-service-private.h"

/* Room for a few proofs, and for the database to note them. */
#define LEAST_ROOM (64 * 1024 * 1024)

static OutlayReply *
say (const char *status)
{
  g_autofree char *text = g_strdup_printf ("{\"status\":\"%s\"}", status);
  OutlayReply *reply = outlay_reply_new_json (200, strdup (text), strlen (text));

  outlay_reply_set_header (reply, "Cache-Control", "no-store");
  return reply;
}

static OutlayReply *
refuse (const char *detail)
{
  OutlayReply *reply = outlay_reply_new_problem (503, detail);

  outlay_reply_set_header (reply, "Cache-Control", "no-store");
  outlay_reply_set_header (reply, "Retry-After", "5");
  return reply;
}

/* Alive: it need not be started anew. What it needs of others is asked below. */
static OutlayReply *
get_health (const OutlayRequest *request)
{
  return say ("ok");
}

static gboolean
has_room (const char *folder)
{
  struct statvfs disk;

  return statvfs (folder, &disk) == 0 && (guint64) disk.f_bavail * disk.f_frsize >= LEAST_ROOM;
}

static gboolean
has_room_for_database (const OutlaySettings *settings)
{
  g_autofree char *path = outlay_settings_dup_database_path (settings);
  g_autofree char *folder = path != NULL ? g_path_get_dirname (path) : NULL;

  return folder == NULL || has_room (folder);
}

/* Ready: requests may be sent here. A delete that finds nothing costs no wait for the disk, and no
 * database that is away or cannot be written lets it pass. */
static OutlayReply *
get_readiness (const OutlayRequest *request)
{
  OutlayService *service = request->service;
  g_autoptr (GError) error = NULL;

  if (g_atomic_int_get (&service->is_draining))
    return refuse ("The server is stopping.");
  if (!has_room (service->settings->proofs) || !has_room_for_database (service->settings))
    return refuse ("The disk is nearly full.");

  if (!outlay_connection_run (request->db, &error, "server/try-write", ""))
    {
      g_warning ("the database cannot be written: %s", error->message);
      return refuse ("The database cannot be written.");
    }

  return say ("ready");
}

const OutlayRoute outlay_health_routes[] = {
  { "GET", "/healthz", OUTLAY_FOR_EVERYBODY, OUTLAY_RUN_ALONE, get_health, NULL, 0, FALSE },
  { "GET", "/readyz", OUTLAY_FOR_EVERYBODY, OUTLAY_RUN_WRITE, get_readiness, NULL, 0, FALSE },
  { NULL },
};
