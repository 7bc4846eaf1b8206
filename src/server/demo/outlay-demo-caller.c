/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/demo/outlay-demo-caller.h"

#include "server/demo/outlay-demo-company.h"
#include "server/http/outlay-json-body.h"
#include "server/outlay-reply-private.h"

typedef struct
{
  OutlayHandler handler;
  OutlayRequest *request;
} Call;

static OutlayReply *
run_call_cb (OutlayConnection *db, gpointer data)
{
  Call *call = data;

  call->request->db = db;
  return call->handler (call->request);
}

static OutlayReply *
dispatch (OutlayDemoCaller *self, const OutlayRoute *route, OutlayRequest *request, GError **error)
{
  Call call = { route->handler, request };

  if (route->run == OUTLAY_RUN_WRITE)
    return outlay_service_write (self->service, request->identity->company, OUTLAY_WRITE_ONCE,
                                 run_call_cb, &call);

  request->db = outlay_service_get_reader (self->service, error);
  return request->db != NULL ? route->handler (request) : NULL;
}

OutlayReply *
outlay_demo_call (OutlayDemoCaller *self,
                  OutlayDemoPerson who,
                  const char *method,
                  const char *path,
                  GBytes *body,
                  gint64 now,
                  gint64 revision,
                  GError **error)
{
  guint n_accounts;
  const OutlayDemoAccount *account = &outlay_demo_company_get_accounts (&n_accounts)[who];
  g_auto (GStrv) parts = g_strsplit (path, "?", 2);
  g_auto (GStrv) query = NULL;
  gboolean is_change = g_str_equal (method, "PUT") || g_str_equal (method, "PATCH");
  g_autofree char *if_match = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", revision);
  g_autoptr (OutlayReply) reply = NULL;
  OutlayIdentity identity = {
    .company = self->company,
    .user = self->ids[who],
    .name = account->name,
    .role = account->role,
    .session = self->sessions[who].session,
  };
  OutlayRequest request = {
    .service = self->service,
    .identity = &identity,
    .method = method,
    .path = parts[0],
    .body = body,
    .if_match = is_change && revision != OUTLAY_DEMO_NEW ? if_match : NULL,
    .if_none_match = is_change && revision == OUTLAY_DEMO_NEW ? "*" : NULL,
    .remote = "local",
    .now = now,
  };
  yyjson_doc *doc = NULL;
  OutlayMatch match;

  if (parts[1] != NULL)
    {
      query = g_strsplit (parts[1], "=", 2);
      request.query[0] = (OutlayParameter) { query[0], query[1] };
      request.n_query = 1;
    }
  outlay_router_find (self->router, method, parts[0], &match);
  g_assert (match.route != NULL);
  for (guint i = 0; i < match.n_arguments; i++)
    request.arguments[i] = match.arguments[i];

  if (body != NULL && !match.route->raw)
    {
      g_assert_null (
          outlay_json_body_parse (g_bytes_get_data (body, NULL), g_bytes_get_size (body), &doc));
      request.json = yyjson_doc_get_root (doc);
    }
  reply = dispatch (self, match.route, &request, error);
  yyjson_doc_free (doc);

  if (reply != NULL && reply->status >= 400)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the demo company: %s %s: %.*s", method,
                   path, (int) reply->length, reply->body);
      return NULL;
    }

  return g_steal_pointer (&reply);
}
