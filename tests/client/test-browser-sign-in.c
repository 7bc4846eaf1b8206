/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/outlay-client-error.h"
#include "client/session/outlay-browser-sign-in.h"
#include "client/session/outlay-redirect.h"
#include "client/wire/outlay-json-object.h"

#include <libsoup/soup.h>

#include "test-await.h"

#define SERVER "https://expenses.example.com"

static const char good_metadata[] = "{\"issuer\":\"" SERVER
                                    "\",\"authorization_endpoint\":\"" SERVER "/oauth/authorize\","
                                    "\"token_endpoint\":\"" SERVER
                                    "/oauth/token\",\"response_types_supported\":[\"code\"],"
                                    "\"code_challenge_methods_supported\":[\"S256\"]}";

static OutlayOauthServer *
read_metadata (const char *text, const char *address, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (JsonNode) json = outlay_json_parse (bytes, NULL);

  g_assert_nonnull (json);
  return outlay_oauth_server_read (json, address, error);
}

static void
test_metadata (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayOauthServer) server = read_metadata (good_metadata, SERVER, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (server->issuer, ==, SERVER);
  g_assert_cmpstr (server->authorization_endpoint, ==, SERVER "/oauth/authorize");
  g_assert_cmpstr (server->token_path, ==, "/oauth/token");
}

/* Each is the good one with one text in another's place. */
static void
test_bad_metadata (void)
{
  static const struct
  {
    const char *from, *to;
  } cases[] = {
    { "\"issuer\":\"" SERVER "\"", "\"issuer\":\"https://evil.example\"" },
    { "\"issuer\":\"" SERVER "\"", "\"issuer\":\"" SERVER "/\"" },
    { "\"issuer\":\"" SERVER "\"", "\"issuer\":7" },
    { SERVER "/oauth/authorize", "https://evil.example/oauth/authorize" },
    { SERVER "/oauth/authorize", SERVER ".evil.example/oauth/authorize" },
    { SERVER "/oauth/authorize", SERVER "@evil.example/oauth/authorize" },
    { SERVER "/oauth/authorize", SERVER "/oauth/authorize?client_id=evil" },
    { SERVER "/oauth/token", "https://evil.example/oauth/token" },
    { SERVER "/oauth/token", SERVER },
    { "[\"code\"]", "[\"token\"]" },
    { "[\"S256\"]", "[\"plain\"]" },
    { "[\"S256\"]", "[]" },
    { "[\"S256\"]", "\"S256\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) text = g_string_new (good_metadata);
      g_autoptr (GError) error = NULL;

      g_assert_cmpuint (g_string_replace (text, cases[i].from, cases[i].to, 1), ==, 1);
      g_test_message ("%s", cases[i].to);
      g_assert_null (read_metadata (text->str, SERVER, &error));
      g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER);
    }
}

/* RFC 7636, appendix B */
static void
test_challenge (void)
{
  g_autofree char *challenge = outlay_browser_sign_in_challenge (
      "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");

  g_assert_cmpstr (challenge, ==, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

static void
test_address (void)
{
  g_autoptr (OutlayOauthServer) server = read_metadata (good_metadata, SERVER, NULL);
  g_autofree char *uri = outlay_browser_sign_in_write_uri (server, "http://127.0.0.1:4000/", "st",
                                                           "ch", "ana+1&x=y@example.com");

  g_assert_cmpstr (uri, ==,
                   SERVER "/oauth/authorize?response_type=code&client_id=outlay-desktop"
                          "&redirect_uri=http%3A%2F%2F127.0.0.1%3A4000%2F&state=st"
                          "&code_challenge=ch&code_challenge_method=S256"
                          "&login_hint=ana%2B1%26x%3Dy%40example.com");
}

static guint
visit (SoupSession *browser, const char *method, OutlayRedirect *redirect, const char *rest)
{
  g_autofree char *uri = g_strconcat (outlay_redirect_get_uri (redirect), rest, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, uri);
  g_autoptr (GBytes) page = NULL;
  g_autoptr (GError) error = NULL;

  page = soup_session_send_and_read (browser, message, NULL, &error);
  g_assert_no_error (error);

  return soup_message_get_status (message);
}

typedef struct
{
  OutlayRedirect *redirect;
  const char *method, *rest;
  guint status;
} Visit;

/* The browser is another program; here at least another thread. */
static gpointer
visit_thread (gpointer data)
{
  Visit *self = data;
  g_autoptr (SoupSession) browser = soup_session_new ();

  self->status = visit (browser, self->method, self->redirect, self->rest);
  g_main_context_wakeup (NULL);
  return NULL;
}

static guint
visit_from_elsewhere (OutlayRedirect *redirect, const char *method, const char *rest)
{
  Visit data = { redirect, method, rest, 0 };
  GThread *thread = g_thread_new ("browser", visit_thread, &data);

  while (__atomic_load_n (&data.status, __ATOMIC_SEQ_CST) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);

  return data.status;
}

static void
test_redirect (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayRedirect) redirect = outlay_redirect_new ("right", &error);
  g_autoptr (DexFuture) answer = NULL;
  GHashTable *parameters;

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (outlay_redirect_get_uri (redirect), "http://127.0.0.1:"));
  answer = outlay_redirect_wait (redirect);

  g_assert_cmpuint (visit_from_elsewhere (redirect, "GET", "favicon.ico"), ==, 404);
  g_assert_cmpuint (visit_from_elsewhere (redirect, "GET", ""), ==, 400);
  g_assert_cmpuint (visit_from_elsewhere (redirect, "GET", "?code=x"), ==, 400);
  g_assert_cmpuint (visit_from_elsewhere (redirect, "GET", "?code=x&state=wrong"), ==, 400);
  g_assert_cmpuint (visit_from_elsewhere (redirect, "GET", "?code=x&state=righ"), ==, 400);
  g_assert_cmpuint (visit_from_elsewhere (redirect, "POST", "?code=x&state=right"), ==, 400);
  g_assert_true (dex_future_is_pending (answer));

  g_assert_cmpuint (visit_from_elsewhere (redirect, "GET", "?code=a%26b&state=right&iss=s"), ==,
                    200);
  answer = test_settle (g_steal_pointer (&answer));
  parameters = g_value_get_boxed (dex_future_get_value (answer, NULL));
  g_assert_cmpstr (g_hash_table_lookup (parameters, "code"), ==, "a&b");
  g_assert_cmpstr (g_hash_table_lookup (parameters, "iss"), ==, "s");

  /* Once. */
  g_assert_cmpuint (visit_from_elsewhere (redirect, "GET", "?code=y&state=right"), ==, 400);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  g_test_add_func ("/client/browser-sign-in/metadata", test_metadata);
  g_test_add_func ("/client/browser-sign-in/bad-metadata", test_bad_metadata);
  g_test_add_func ("/client/browser-sign-in/challenge", test_challenge);
  g_test_add_func ("/client/browser-sign-in/address", test_address);
  g_test_add_func ("/client/browser-sign-in/redirect", test_redirect);

  return g_test_run ();
}
