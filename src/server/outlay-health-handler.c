/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "server/outlay-route.h"

/* Says that all is well only after the database has answered. */
static OutlayReply *
get_health (const OutlayRequest *request)
{
  g_autoptr (GError) error = NULL;
  OutlayStatement *query = outlay_connection_query (request->db, "server/touch", &error);
  static const char text[] = "{\"status\":\"ok\"}";
  OutlayReply *reply;

  if (query == NULL || !outlay_statement_run (query, &error))
    return outlay_reply_new_for_error (error);

  reply = outlay_reply_new_json (200, strdup (text), sizeof text - 1);
  outlay_reply_set_header (reply, "Cache-Control", "no-store");

  return reply;
}

const OutlayRoute outlay_health_routes[] = {
  { "GET", "/healthz", OUTLAY_FOR_EVERYBODY, OUTLAY_RUN_READ, get_health, NULL, 0, FALSE },
  { NULL },
};
