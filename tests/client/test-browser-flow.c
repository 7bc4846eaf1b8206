/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/outlay-client-error.h"
#include "client/session/outlay-session.h"

#include <libsoup/soup.h>

#include "outlay-test-server.h"
#include "test-await.h"

/* The sign-in through the browser, against the real server. The browser is a thread that fills in the
 * server's form, and may be up to something. */

typedef enum
{
  HONEST,
  SAYS_NO,       /* the person presses Cancel there */
  OTHER_ISSUER,  /* the answer claims to be of another server */
  OTHER_CODE,    /* somebody puts a code of their own in */
  DOES_NOT_COME, /* the person closes the page */
  CANNOT_BE_OPENED,
  OTHER_PERSON, /* somebody else is signed in there */
} Conduct;

typedef struct
{
  OutlayTestServer *server;
  OutlaySession *session;
  Conduct conduct;
  char *uri;
  GThread *thread;
  GCancellable *cancellable;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->conduct = (Conduct) GPOINTER_TO_INT (data);
  self->server = outlay_test_server_new ();
  outlay_test_server_add_user (self->server, "Acme", "ada@example.com", "Ada", "admin");
  self->session = outlay_session_new (outlay_test_server_get_address (self->server), &error);
  g_assert_no_error (error);
  self->cancellable = g_cancellable_new ();
  g_assert_true (test_await_boolean (outlay_session_find_browser_way (self->session)));
  g_assert_true (outlay_session_offers_browser (self->session));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_pointer (&self->thread, g_thread_join);
  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->uri, g_free);
  test_idle (10);
  g_clear_pointer (&self->server, outlay_test_server_free);
}

/* libsoup's own jar takes no address for a site. */
static char *
find_cookie (SoupMessage *message)
{
  const char *cookie = soup_message_headers_get_one (soup_message_get_response_headers (message),
                                                     "Set-Cookie");

  return cookie != NULL ? g_strndup (cookie, strcspn (cookie, ";")) : NULL;
}

/* @cookie: (inout) (transfer full) (nullable). Returns: (transfer full): the page */
static char *
visit (SoupSession *browser,
       const char *method,
       const char *uri,
       const char *form,
       char **cookie,
       char **location)
{
  g_autoptr (SoupMessage) message = soup_message_new (method, uri);
  g_autoptr (GBytes) page = NULL;
  g_autoptr (GError) error = NULL;

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (form != NULL)
    {
      g_autoptr (GBytes) body = g_bytes_new (form, strlen (form));
      g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_NONE, NULL);
      g_autofree char *origin = g_strdup_printf ("%s://%s:%d", g_uri_get_scheme (parsed),
                                                 g_uri_get_host (parsed), g_uri_get_port (parsed));

      soup_message_headers_replace (soup_message_get_request_headers (message), "Origin", origin);
      soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", body);
    }
  if (*cookie != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Cookie", *cookie);
  page = soup_session_send_and_read (browser, message, NULL, &error);
  g_assert_no_error (error);
  if (*cookie == NULL)
    *cookie = find_cookie (message);
  if (location != NULL)
    *location = g_strdup (
        soup_message_headers_get_one (soup_message_get_response_headers (message), "Location"));

  return g_strndup (g_bytes_get_data (page, NULL), g_bytes_get_size (page));
}

/* (transfer full) */
static char *
find_pending (const char *page)
{
  g_autoptr (GRegex) regex = g_regex_new ("name=\"pending\" value=\"([^\"]+)\"", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *escaped = NULL;
  GString *text;

  g_assert_true (g_regex_match (regex, page, 0, &match));
  escaped = g_match_info_fetch (match, 1);
  text = g_string_new (escaped);
  g_string_replace (text, "&amp;", "&", 0);

  return g_string_free (text, FALSE);
}

/* The same address with another value for one parameter. (transfer full) */
static char *
replace_parameter (const char *uri, const char *name, const char *value)
{
  g_autofree char *pattern = g_strdup_printf ("([?&]%s=)[^&]*", name);
  g_autofree char *replacement = g_strdup_printf ("\\g<1>%s", value);
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);

  return g_regex_replace (regex, uri, -1, 0, replacement, 0, NULL);
}

static gpointer
browse (gpointer data)
{
  Fixture *self = data;
  g_autoptr (SoupSession) browser = soup_session_new_with_options ("timeout", 30, NULL);
  g_autofree char *page = NULL, *pending = NULL, *form = NULL, *back = NULL, *rest = NULL;
  g_autofree char *last = NULL, *post = NULL, *cookie = NULL, *elsewhere = NULL;

  page = visit (browser, "GET", self->uri, NULL, &cookie, NULL);
  pending = find_pending (page);
  form = soup_form_encode ("pending", pending, "email", "ada@example.com", "password",
                           OUTLAY_TEST_PASSWORD, "action",
                           self->conduct == SAYS_NO ? "cancel" : "sign-in", NULL);
  post = g_strconcat (outlay_test_server_get_address (self->server), "/oauth/authorize", NULL);
  rest = visit (browser, "POST", post, form, &cookie, &back);
  if (back == NULL)
    g_error ("%s", rest);
  g_assert_true (g_str_has_prefix (back, "http://127.0.0.1:"));

  if (self->conduct == OTHER_ISSUER)
    last = replace_parameter (back, "iss", "https%3A%2F%2Fevil.example");
  else if (self->conduct == OTHER_CODE)
    last = replace_parameter (back, "code", "somebody-elses");
  else
    last = g_strdup (back);

  g_free (visit (browser, "GET", last, NULL, &elsewhere, NULL));
  return NULL;
}

static gboolean
give_up_cb (gpointer data)
{
  g_cancellable_cancel (((Fixture *) data)->cancellable);
  return G_SOURCE_REMOVE;
}

static DexFuture *
launch_cb (const char *uri, gpointer data)
{
  Fixture *self = data;

  g_set_str (&self->uri, uri);
  if (self->conduct == CANNOT_BE_OPENED)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "no browser");

  if (self->conduct == DOES_NOT_COME)
    g_timeout_add (50, give_up_cb, self);
  else
    self->thread = g_thread_new ("browser", browse, self);

  return dex_future_new_for_boolean (TRUE);
}

static DexFuture *
begin (Fixture *self)
{
  return outlay_session_sign_in_by_browser (self->session, "ada@example.com", launch_cb, self,
                                            self->cancellable);
}

static void
test_honest (Fixture *self, gconstpointer data)
{
  g_autofree char *token = NULL;
  g_autofree char *refreshed = NULL;

  test_await (begin (self));
  g_assert_cmpstr (outlay_session_get_identity (self->session)->email, ==, "ada@example.com");
  g_assert_cmpint (outlay_session_get_identity (self->session)->role, ==, OUTLAY_ROLE_ADMIN);

  /* It goes on as any other session does. */
  token = test_await_string (outlay_session_get_token (self->session));
  outlay_session_drop_token (self->session, token);
  refreshed = test_await_string (outlay_session_get_token (self->session));
  g_assert_cmpstr (refreshed, !=, token);
  test_await (outlay_session_sign_out (self->session));
}

static void
expect (Fixture *self, GQuark domain, int code)
{
  g_autoptr (GError) error = test_await_error (begin (self));

  g_assert_error (error, domain, code);
  g_assert_null (outlay_session_get_identity (self->session));
  g_assert_cmpint (outlay_session_get_state (self->session), ==, OUTLAY_SESSION_UNKNOWN);
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  expect (self, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_SIGN_IN);
}

static void
test_other_server (Fixture *self, gconstpointer data)
{
  expect (self, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER);
}

static void
test_given_up (Fixture *self, gconstpointer data)
{
  expect (self, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_SIGN_IN);
}

static void
test_no_browser (Fixture *self, gconstpointer data)
{
  expect (self, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
}

/* The account's person signs in again, and the browser knows somebody else. */
static void
test_other_person (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  outlay_test_server_add_user (self->server, "Acme", "bo@example.com", "Bo", "employee");
  test_await (outlay_session_sign_in (self->session, "bo@example.com", OUTLAY_TEST_PASSWORD));
  error = test_await_error (begin (self));
  g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_OTHER_PERSON);
  g_assert_cmpstr (outlay_session_get_identity (self->session)->email, ==, "bo@example.com");
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    Conduct conduct;
    void (*test) (Fixture *self, gconstpointer data);
  } cases[] = {
    { "/client/browser-flow/honest", HONEST, test_honest },
    { "/client/browser-flow/says-no", SAYS_NO, test_refused },
    { "/client/browser-flow/other-code", OTHER_CODE, test_refused },
    { "/client/browser-flow/other-issuer", OTHER_ISSUER, test_other_server },
    { "/client/browser-flow/given-up", DOES_NOT_COME, test_given_up },
    { "/client/browser-flow/no-browser", CANNOT_BE_OPENED, test_no_browser },
    { "/client/browser-flow/other-person", OTHER_PERSON, test_other_person },
  };

  g_test_init (&argc, &argv, NULL);
  dex_init ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, GINT_TO_POINTER (cases[i].conduct), set_up, cases[i].test,
                tear_down);

  return g_test_run ();
}
