/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The request-target: what is let through can be read in one way alone. */

#include "fuzz.h"

#include <string.h>

#include "server/http/outlay-router.h"
#include "server/http/outlay-target.h"

static void
find_route (const char *path)
{
  static OutlayRouter *router;
  OutlayMatch match = { 0 };

  if (router == NULL)
    router = outlay_router_new (outlay_all_routes);

  outlay_router_find (router, "GET", path, &match);
  g_assert_true ((match.route != NULL) == (match.refusal == NULL));
  g_clear_pointer (&match.refusal, outlay_reply_free);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size)
{
  g_autofree char *text = fuzz_dup_text (bytes, size);
  OutlayTarget target = { 0 };
  g_autoptr (OutlayReply) refusal = outlay_target_parse (&target, text, "example.com");

  if (refusal == NULL)
    refusal = outlay_target_parse_query (&target);
  if (refusal != NULL)
    {
      g_assert_cmpuint (outlay_reply_get_status (refusal), >=, 400);
      return 0;
    }

  g_assert_cmpint (target.path[0], ==, '/');
  g_assert_null (strstr (target.path, "/../"));
  g_assert_null (strstr (target.path, "/./"));
  g_assert_null (strchr (target.path, '\\'));
  g_assert_false (g_str_has_suffix (target.path, "/.."));
  g_assert_true (g_utf8_validate (target.path, -1, NULL));
  g_assert_cmpuint (target.n_query, <=, OUTLAY_MAX_QUERY_PARAMETERS);
  for (guint i = 0; i < target.n_query; i++)
    for (guint j = 0; j < i; j++)
      g_assert_cmpstr (target.query[i].name, !=, target.query[j].name);

  find_route (target.path);
  return 0;
}
