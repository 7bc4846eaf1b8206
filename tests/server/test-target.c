/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "server/http/outlay-router.h"
#include "server/http/outlay-target.h"
#include "server/outlay-reply-private.h"

typedef struct
{
  const char *target;
  const char *path; /* (nullable): %NULL where it is refused */
  const char *name; /* of the first parameter */
  const char *value;
} Case;

static const Case cases[] = {
  { "/", "/", NULL, NULL },
  { "/a/b", "/a/b", NULL, NULL },
  { "/%61/b", "/a/b", NULL, NULL },
  { "/a%20b", NULL, NULL, NULL },
  { "/a?x=1", "/a", "x", "1" },
  { "/a?x", "/a", "x", "" },
  { "/a?x=", "/a", "x", "" },
  { "/a?x=a+b%20c%2B", "/a", "x", "a b c+" },
  { "/a?x=%C3%A9", "/a", "x", "\xc3\xa9" },
  { "/a?x=a%26b=c", "/a", "x", "a&b=c" },
  { "/a?&&x=1&&", "/a", "x", "1" },
  { "http://host/a", "/a", NULL, NULL },
  { "HTTP://HOST/a?x=1", "/a", "x", "1" },
  { "http://host", NULL, NULL, NULL },
  { "http://other/a", NULL, NULL, NULL },
  { "http://host:81/a", NULL, NULL, NULL },
  { "*", NULL, NULL, NULL },
  { "", NULL, NULL, NULL },
  { "a", NULL, NULL, NULL },
  { "/..", NULL, NULL, NULL },
  { "/.", NULL, NULL, NULL },
  { "/a/../b", NULL, NULL, NULL },
  { "/a/.%2e/b", NULL, NULL, NULL },
  { "/a%2fb", NULL, NULL, NULL },
  { "/a%5cb", NULL, NULL, NULL },
  { "/a%00", NULL, NULL, NULL },
  { "/a%zz", NULL, NULL, NULL },
  { "/a%4", NULL, NULL, NULL },
  { "/a%", NULL, NULL, NULL },
  { "/a?x=%", NULL, NULL, NULL },
  { "/a?x=%4", NULL, NULL, NULL },
  { "/a?x=%00", NULL, NULL, NULL },
  { "/a?x=%0a", NULL, NULL, NULL },
  { "/a?x=%ff", NULL, NULL, NULL },
  { "/a?x=%c0%80", NULL, NULL, NULL },
  { "/a?x=1&x=2", NULL, NULL, NULL },
  { "/a?x=1&%78=2", NULL, NULL, NULL },
  { "/...", "/...", NULL, NULL },
};

static OutlayReply *
parse (OutlayTarget *target, char *text, const char *host)
{
  OutlayReply *refusal = outlay_target_parse (target, text, host);

  return refusal != NULL ? refusal : outlay_target_parse_query (target);
}

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup (cases[i].target);
      OutlayTarget target;
      g_autoptr (OutlayReply) refusal = parse (&target, text, "host");

      g_test_message ("%s", cases[i].target);
      g_assert_true ((refusal == NULL) == (cases[i].path != NULL));
      if (refusal != NULL)
        continue;

      g_assert_cmpstr (target.path, ==, cases[i].path);
      g_assert_cmpuint (target.n_query, ==, cases[i].name != NULL ? 1 : 0);
      if (cases[i].name != NULL)
        {
          g_assert_cmpstr (target.query[0].name, ==, cases[i].name);
          g_assert_cmpstr (target.query[0].value, ==, cases[i].value);
        }
    }
}

/* Whatever comes, what goes through is a plain path, and nothing is read beyond the text. */
static void
test_noise (void)
{
  static const char letters[] = "/..%%2eEfF05cC?&=+a#\\:h tp\x80\xff";

  for (guint round = 0; round < 200000; round++)
    {
      int length = g_test_rand_int_range (0, 24);
      g_autofree char *text = g_malloc0 ((gsize) length + 1);
      OutlayTarget target;
      g_autoptr (OutlayReply) refusal = NULL;

      for (int i = 0; i < length; i++)
        text[i] = letters[g_test_rand_int_range (0, sizeof letters - 1)];

      refusal = parse (&target, text, "h");
      if (refusal != NULL)
        continue;

      g_assert_true (*target.path == '/');
      g_assert_null (strstr (target.path, "/../"));
      g_assert_false (g_str_has_suffix (target.path, "/.."));
      g_assert_null (strpbrk (target.path, "\\# %"));
      for (guint i = 0; i < target.n_query; i++)
        g_assert_true (g_utf8_validate (target.query[i].value, -1, NULL));
    }
}

/* --- the router, over the server's own routes --- */

#define ID "01a1f836-183b-7367-a9db-d25b224ed350"
#define SHA256 "0000000000000000000000000000000000000000000000000000000000000000"

typedef struct
{
  const char *method;
  const char *path;
  const char *route; /* (nullable) */
  guint status;      /* without a route */
} RouteCase;

static const RouteCase routes[] = {
  { "GET", "/healthz", "/healthz", 0 },
  { "HEAD", "/healthz", "/healthz", 0 },
  { "POST", "/healthz", NULL, 405 },
  { "HEAD", "/api/v1/auth/login", NULL, 405 },
  { "GET", "/api/v1/expenses", "/api/v1/expenses", 0 },
  { "GET", "/api/v1/expenses/", NULL, 404 },
  { "GET", "/api/v1/expenses/" ID, "/api/v1/expenses/{id}", 0 },
  { "GET", "/api/v1/expenses/" ID "/events", "/api/v1/expenses/{id}/events", 0 },
  { "POST", "/api/v1/expenses/" ID "/approve", "/api/v1/expenses/{id}/approve", 0 },
  { "POST", "/api/v1/expenses/" ID "/fly", NULL, 404 },
  { "GET", "/api/v1/expenses/x", NULL, 404 },
  { "PUT", "/api/v1/expenses/x", NULL, 400 },
  { "GET", "/api/v1/expenses/01A1F836-183B-7367-A9DB-D25B224ED350", NULL, 404 },
  { "GET", "/api/v1/proofs/" SHA256, "/api/v1/proofs/{sha256}", 0 },
  { "GET", "/api/v1/proofs/" SHA256 "0", NULL, 404 },
  { "PUT", "/api/v1/proofs/" ID, NULL, 400 },
  { "GET", "/a/b/c/d/e/f/g/h/i/j", NULL, 404 },
  { "GET", "/", "/", 0 },
  { "POST", "/", NULL, 405 },
  { "GET", "//", NULL, 404 },
};

static void
test_routes (void)
{
  g_autoptr (OutlayRouter) router = outlay_router_new (outlay_all_routes);

  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      OutlayMatch match;

      outlay_router_find (router, routes[i].method, routes[i].path, &match);
      g_test_message ("%s %s", routes[i].method, routes[i].path);
      if (routes[i].route != NULL)
        {
          g_assert_nonnull (match.route);
          g_assert_cmpstr (match.route->path, ==, routes[i].route);
          g_assert_null (match.refusal);
        }
      else
        {
          g_assert_null (match.route);
          g_assert_cmpuint (outlay_reply_get_status (match.refusal), ==, routes[i].status);
          outlay_reply_free (match.refusal);
        }
    }
}

/* Every route has what it needs to be answered. */
static void
test_tables (void)
{
  for (const OutlayRoute *const *table = outlay_all_routes; *table != NULL; table++)
    for (const OutlayRoute *route = *table; route->method != NULL; route++)
      {
        g_test_message ("%s %s", route->method, route->path);
        g_assert_true (route->handler != NULL || route->run == OUTLAY_RUN_STREAM);
        g_assert_true (route->raw || route->max_body <= OUTLAY_MAX_JSON);
        /* What changes something is never run where only reading is possible. */
        if (!g_str_equal (route->method, "GET"))
          g_assert_true (route->run != OUTLAY_RUN_READ && route->run != OUTLAY_RUN_STREAM);
        else
          g_assert_cmpuint (route->max_body, ==, 0);
      }
}

static void
test_parameters (void)
{
  const OutlayRoute route = { .method = "GET", .path = "/", .query = "limit,cursor,q" };
  const OutlayRoute none = { .method = "GET", .path = "/" };

  g_assert_true (outlay_route_knows_parameter (&route, "limit"));
  g_assert_true (outlay_route_knows_parameter (&route, "cursor"));
  g_assert_true (outlay_route_knows_parameter (&route, "q"));
  g_assert_false (outlay_route_knows_parameter (&route, "lim"));
  g_assert_false (outlay_route_knows_parameter (&route, "limit,cursor"));
  g_assert_false (outlay_route_knows_parameter (&route, ""));
  g_assert_false (outlay_route_knows_parameter (&none, "limit"));
}

static void
test_etags (void)
{
  g_assert_true (outlay_etag_matches ("\"1\"", "\"1\""));
  g_assert_true (outlay_etag_matches ("W/\"1\"", "\"1\""));
  g_assert_true (outlay_etag_matches ("\"0\", \"1\"", "\"1\""));
  g_assert_true (outlay_etag_matches ("*", "\"1\""));
  g_assert_false (outlay_etag_matches ("\"11\"", "\"1\""));
  g_assert_false (outlay_etag_matches ("1", "\"1\""));
  g_assert_false (outlay_etag_matches ("\"1", "\"1\""));
  g_assert_false (outlay_etag_matches ("", "\"1\""));
  g_assert_false (outlay_etag_matches (NULL, "\"1\""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/target/cases", test_cases);
  g_test_add_func ("/server/target/noise", test_noise);
  g_test_add_func ("/server/router/routes", test_routes);
  g_test_add_func ("/server/router/tables", test_tables);
  g_test_add_func ("/server/router/parameters", test_parameters);
  g_test_add_func ("/server/request/etags", test_etags);

  return g_test_run ();
}
