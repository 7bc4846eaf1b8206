/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/outlay-client-error.h"
#include "client/transport/outlay-problem.h"
#include "client/transport/outlay-transport.h"

#include <glib/gstdio.h>

#include "core/proof/outlay-digest.h"
#include "test-await.h"
#include "test-portal.h"

#define JSON "application/json"
#define PROBLEM "application/problem+json"

static const OutlayCall call = { .method = "GET", .path = "/api/v1/me" };

static void
test_sends (void)
{
  g_autofree char *answer = test_portal_make_answer (200, JSON "; charset=utf-8", "{\"id\":7}");
  g_autoptr (TestPortal) portal = test_portal_new (answer);
  g_autoptr (OutlayTransport) transport = outlay_transport_new (test_portal_get_address (portal));
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) body = NULL;
  g_autofree char *head = NULL;

  json_builder_begin_object (builder);
  json_builder_end_object (builder);
  body = json_builder_get_root (builder);

  test_await (outlay_transport_send (transport,
                                     &(OutlayCall) { .method = "PUT",
                                                     .path = "/api/v1/expenses/7",
                                                     .body = body,
                                                     .idempotency_key = "key-1",
                                                     .if_match = "\"3\"" },
                                     "secret", NULL));
  head = test_portal_dup_last_head (portal);
  g_assert_true (g_str_has_prefix (head, "PUT /api/v1/expenses/7 HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (head, "\r\nAuthorization: Bearer secret\r\n"));
  g_assert_nonnull (strstr (head, "\r\nIdempotency-Key: key-1\r\n"));
  g_assert_nonnull (strstr (head, "\r\nIf-Match: \"3\"\r\n"));
  g_assert_nonnull (strstr (head, "\r\nContent-Type: application/json\r\n"));
  g_assert_nonnull (strstr (head, "\r\nUser-Agent: Outlay/"));
  g_assert_null (strstr (head, "Cookie"));
  g_assert_null (strstr (head, "If-None-Match"));
}

/* Whatever answers, it becomes the code that says what one can do. */
static void
test_translates (void)
{
  static const struct
  {
    guint status;
    const char *type;
    const char *body;
    int code;
  } cases[] = {
    { 200, "text/html", "<html>Welcome to the hotel</html>", OUTLAY_CLIENT_ERROR_NO_SERVER },
    { 200, "text/html", "{}", OUTLAY_CLIENT_ERROR_NO_SERVER },
    { 200, JSON, "<html></html>", OUTLAY_CLIENT_ERROR_NO_SERVER },
    { 200, JSON, "[]", OUTLAY_CLIENT_ERROR_NO_SERVER },
    { 200, JSON, "", OUTLAY_CLIENT_ERROR_NO_SERVER },
    { 302, "text/html", "", OUTLAY_CLIENT_ERROR_NO_SERVER },
    { 304, JSON, "", OUTLAY_CLIENT_ERROR_NO_SERVER },
    { 401, "text/html", "<html>Log in</html>", OUTLAY_CLIENT_ERROR_NO_SERVER },
    { 401, JSON, "{\"error\":\"invalid_token\"}", OUTLAY_CLIENT_ERROR_NO_SERVER },
    { 401, PROBLEM, "this is no JSON", OUTLAY_CLIENT_ERROR_NO_SERVER },
    { 401, PROBLEM, "{\"title\":\"Unauthorized\"}", OUTLAY_CLIENT_ERROR_SIGN_IN },
    { 403, "text/html", "<html>Blocked</html>", OUTLAY_CLIENT_ERROR_NO_SERVER },
    { 403, PROBLEM, "{\"title\":\"Forbidden\"}", OUTLAY_CLIENT_ERROR_FORBIDDEN },
    { 404, "text/html", "<html>Not found</html>", OUTLAY_CLIENT_ERROR_NO_SERVER },
    { 404, PROBLEM, "{\"title\":\"Not Found\"}", OUTLAY_CLIENT_ERROR_GONE },
    { 412, PROBLEM, "{\"title\":\"Precondition Failed\"}", OUTLAY_CLIENT_ERROR_CONFLICT },
    { 422, PROBLEM, "{\"title\":\"x\"}", OUTLAY_CLIENT_ERROR_REFUSED },
    { 429, "text/html", "Slow down", OUTLAY_CLIENT_ERROR_OFFLINE },
    { 502, "text/html", "<html>Bad gateway</html>", OUTLAY_CLIENT_ERROR_OFFLINE },
    { 503, PROBLEM, "{\"title\":\"x\"}", OUTLAY_CLIENT_ERROR_OFFLINE },
  };
  g_autoptr (TestPortal) portal = test_portal_new ("");
  g_autoptr (OutlayTransport) transport = outlay_transport_new (test_portal_get_address (portal));

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *answer = test_portal_make_answer (cases[i].status, cases[i].type,
                                                         cases[i].body);
      g_autoptr (GError) error = NULL;

      test_portal_set_answer (portal, answer, -1);
      error = test_await_error (outlay_transport_send (transport, &call, NULL, NULL));
      if (error->code != cases[i].code)
        g_error ("%u %s %s became %d: %s", cases[i].status, cases[i].type, cases[i].body,
                 error->code, error->message);
      g_assert_error (error, OUTLAY_CLIENT_ERROR, cases[i].code);
      g_assert_true (outlay_client_error_may_have_arrived (error));
    }
}

static void
test_follows_no_redirect (void)
{
  g_autoptr (TestPortal) other = test_portal_new ("");
  g_autofree char *answer = g_strdup_printf ("HTTP/1.1 307 Elsewhere\r\nLocation: %s/api/v1/me\r\n"
                                             "Content-Length: 0\r\nConnection: close\r\n\r\n",
                                             test_portal_get_address (other));
  g_autoptr (TestPortal) portal = test_portal_new (answer);
  g_autoptr (OutlayTransport) transport = outlay_transport_new (test_portal_get_address (portal));
  g_autoptr (GError)
      error = test_await_error (outlay_transport_send (transport, &call, "secret", NULL));

  g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER);
  g_assert_cmpuint (test_portal_get_n_requests (other), ==, 0);
}

static void
test_keeps_no_cookie (void)
{
  g_autoptr (TestPortal) portal = test_portal_new (
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nSet-Cookie: a=b\r\n"
      "Content-Length: 2\r\nConnection: close\r\n\r\n{}");
  g_autoptr (OutlayTransport) transport = outlay_transport_new (test_portal_get_address (portal));
  g_autofree char *head = NULL;

  test_await (outlay_transport_send (transport, &call, NULL, NULL));
  test_await (outlay_transport_send (transport, &call, NULL, NULL));
  head = test_portal_dup_last_head (portal);
  g_assert_null (strcasestr (head, "cookie"));
}

static void
test_says_when_to_come_back (void)
{
  g_autoptr (TestPortal) portal = test_portal_new (
      "HTTP/1.1 429 Slow\r\nContent-Type: application/problem+json\r\nRetry-After: 17\r\n"
      "Content-Length: 13\r\nConnection: close\r\n\r\n{\"title\":\"x\"}");
  g_autoptr (OutlayTransport) transport = outlay_transport_new (test_portal_get_address (portal));
  g_autoptr (GError)
      error = test_await_error (outlay_transport_send (transport, &call, NULL, NULL));

  g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_OFFLINE);
  g_assert_cmpuint (outlay_client_error_get_retry_after (error), ==, 17);
}

static void
test_is_offline (void)
{
  static const char *const broken[] = {
    "",
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"id\":",
    "SSH-2.0-OpenSSH_9.2\r\n",
  };
  g_autoptr (TestPortal) portal = test_portal_new ("");
  g_autoptr (OutlayTransport) transport = outlay_transport_new (test_portal_get_address (portal));
  g_autoptr (GError) refused = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (GError) error = NULL;

      test_portal_set_answer (portal, broken[i], -1);
      error = test_await_error (outlay_transport_send (transport, &call, NULL, NULL));
      g_assert_true (outlay_client_error_is_passing (error));
      g_assert_true (outlay_client_error_may_have_arrived (error));
    }

  g_clear_pointer (&portal, test_portal_free);
  refused = test_await_error (outlay_transport_send (transport, &call, NULL, NULL));
  g_assert_error (refused, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_OFFLINE);
  g_assert_false (outlay_client_error_may_have_arrived (refused));
}

/* A certificate that nobody vouches for: not a byte of a request goes there. */
static void
test_trusts_nobody (void)
{
  g_autofree char *answer = test_portal_make_answer (200, JSON, "{}");
  g_autoptr (TestPortal) portal = test_portal_new_tls (answer);
  g_autoptr (OutlayTransport) transport = outlay_transport_new (test_portal_get_address (portal));
  g_autoptr (GError)
      error = test_await_error (outlay_transport_send (transport, &call, "secret", NULL));

  g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_UNTRUSTED);
  g_assert_false (outlay_client_error_may_have_arrived (error));
  g_assert_cmpuint (test_portal_get_n_requests (portal), ==, 0);
}

static void
test_bounds_answers (void)
{
  g_autofree char *filler = g_strnfill (17 * 1024 * 1024, ' ');
  g_autofree char *body = g_strconcat ("{", filler, "}", NULL);
  g_autofree char *answer = test_portal_make_answer (200, JSON, body);
  g_autoptr (TestPortal) portal = test_portal_new (answer);
  g_autoptr (OutlayTransport) transport = outlay_transport_new (test_portal_get_address (portal));
  g_autoptr (GError)
      error = test_await_error (outlay_transport_send (transport, &call, NULL, NULL));

  g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER);
}

/* Large enough to be parsed on another thread. */
static void
test_reads_large_answers (void)
{
  g_autofree char *filler = g_strnfill (1024 * 1024, 'x');
  g_autofree char *body = g_strconcat ("{\"text\":\"", filler, "\"}", NULL);
  g_autofree char *answer = test_portal_make_answer (200, JSON, body);
  g_autoptr (TestPortal) portal = test_portal_new (answer);
  g_autoptr (OutlayTransport) transport = outlay_transport_new (test_portal_get_address (portal));
  g_autoptr (DexFuture) future = test_settle (outlay_transport_send (transport, &call, NULL, NULL));
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  OutlayAnswer *received;

  g_assert_no_error (error);
  received = g_value_get_boxed (value);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (received->json), "text"),
                   ==, filler);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n_files = 0;

  while (g_dir_read_name (dir) != NULL)
    n_files++;
  return n_files;
}

/* A file appears whole and true to its name, or not at all. */
static void
test_downloads (void)
{
  g_autofree char *folder = g_dir_make_tmp ("outlay-download-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "proof.pdf", NULL);
  g_autoptr (GFile) into = g_file_new_for_path (path);
  g_autofree char *content = g_strnfill (300 * 1024, 'p');
  g_autoptr (GBytes) bytes = g_bytes_new_static (content, strlen (content));
  g_autofree char *sha256 = outlay_digest_of_bytes (bytes);
  g_autofree char *whole = test_portal_make_answer (200, "application/pdf", content);
  g_autofree char *huge = g_strnfill (11 * 1024 * 1024, 'p');
  g_autofree char *too_large = test_portal_make_answer (200, "application/pdf", huge);
  g_autofree char *html = test_portal_make_answer (200, "text/html", "<html>Welcome</html>");
  g_autofree char *cut = g_strndup (whole, 100 * 1024);
  const char *bad[] = { too_large, html, cut, "" };
  g_autoptr (TestPortal) portal = test_portal_new ("");
  g_autoptr (OutlayTransport) transport = outlay_transport_new (test_portal_get_address (portal));
  g_autofree char *read = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      test_portal_set_answer (portal, bad[i], -1);
      error = test_await_error (
          outlay_transport_get_file (transport, "/x", sha256, into, NULL, NULL));
      g_assert_true (outlay_client_error_is_passing (error));
      g_assert_cmpuint (count_files (folder), ==, 0);
    }

  test_portal_set_answer (portal, whole, -1);
  test_await (outlay_transport_get_file (transport, "/x", sha256, into, NULL, NULL));
  g_assert_cmpuint (count_files (folder), ==, 1);
  g_assert_true (g_file_get_contents (path, &read, NULL, NULL));
  g_assert_cmpstr (read, ==, content);

  g_unlink (path);
  g_rmdir (folder);
}

static void
test_uploads (void)
{
  g_autofree char *folder = g_dir_make_tmp ("outlay-upload-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "proof.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *page = test_portal_make_answer (200, "text/html", "<html>Welcome</html>");
  g_autofree char *taken = test_portal_make_answer (201, "text/plain", "");
  g_autoptr (TestPortal) portal = test_portal_new (page);
  g_autoptr (OutlayTransport) transport = outlay_transport_new (test_portal_get_address (portal));
  g_autofree char *head = NULL;
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) not_taken = NULL;

  missing = test_await_error (outlay_transport_put_file (transport, "/x", file, NULL, NULL));
  g_assert_error (missing, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FAILED);
  g_assert_cmpuint (test_portal_get_n_requests (portal), ==, 0);

  g_assert_true (g_file_set_contents (path, "%PDF-1.7", -1, NULL));
  not_taken = test_await_error (outlay_transport_put_file (transport, "/x", file, NULL, NULL));
  g_assert_error (not_taken, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER);

  test_portal_set_answer (portal, taken, -1);
  test_await (outlay_transport_put_file (transport, "/x", file, "secret", NULL));
  head = test_portal_dup_last_head (portal);
  g_assert_nonnull (strstr (head, "\r\nContent-Length: 8\r\n"));
  g_assert_nonnull (strstr (head, "\r\nAuthorization: Bearer secret\r\n"));

  g_unlink (path);
  g_rmdir (folder);
}

/* Nobody waits any more: the request comes to its end, and nothing is left behind. */
static void
test_comes_to_its_end (void)
{
  g_autofree char *answer = test_portal_make_answer (200, JSON, "{}");
  g_autoptr (TestPortal) portal = test_portal_new (answer);
  g_autoptr (OutlayTransport) transport = outlay_transport_new (test_portal_get_address (portal));
  OutlayTransport *weak = transport;

  g_object_add_weak_pointer (G_OBJECT (transport), (gpointer *) &weak);
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (DexFuture) future = outlay_transport_send (transport, &call, NULL, NULL);

      for (guint j = 0; j < i; j++)
        g_main_context_iteration (NULL, FALSE);
    }

  for (guint i = 0; i < 100 && test_portal_get_n_requests (portal) < 20; i++)
    test_idle (100);
  g_assert_cmpuint (test_portal_get_n_requests (portal), ==, 20);
  g_clear_object (&transport);
  for (guint i = 0; i < 100 && weak != NULL; i++)
    test_idle (100);
  g_assert_null (weak);
}

/* Cancelled at any turn of the main loop it ends at once, as if the wire had been cut. */
static void
test_is_cancelled (void)
{
  g_autofree char *answer = test_portal_make_answer (200, JSON, "{}");
  g_autoptr (TestPortal) portal = test_portal_new (answer);
  g_autoptr (OutlayTransport) transport = outlay_transport_new (test_portal_get_address (portal));
  guint n_cancelled = 0;

  for (guint i = 0; i < 40; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (DexFuture) future = outlay_transport_send (transport, &call, NULL, cancellable);
      g_autoptr (GError) error = NULL;

      for (guint j = 0; j < i; j++)
        g_main_context_iteration (NULL, FALSE);
      g_cancellable_cancel (cancellable);
      future = test_settle (g_steal_pointer (&future));
      if (dex_future_get_value (future, &error) == NULL)
        {
          g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_OFFLINE);
          n_cancelled++;
        }
    }
  g_assert_cmpuint (n_cancelled, >, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/client/transport/sends", test_sends);
  g_test_add_func ("/client/transport/translates", test_translates);
  g_test_add_func ("/client/transport/follows-no-redirect", test_follows_no_redirect);
  g_test_add_func ("/client/transport/keeps-no-cookie", test_keeps_no_cookie);
  g_test_add_func ("/client/transport/says-when-to-come-back", test_says_when_to_come_back);
  g_test_add_func ("/client/transport/is-offline", test_is_offline);
  g_test_add_func ("/client/transport/trusts-nobody", test_trusts_nobody);
  g_test_add_func ("/client/transport/bounds-answers", test_bounds_answers);
  g_test_add_func ("/client/transport/reads-large-answers", test_reads_large_answers);
  g_test_add_func ("/client/transport/downloads", test_downloads);
  g_test_add_func ("/client/transport/uploads", test_uploads);
  g_test_add_func ("/client/transport/comes-to-its-end", test_comes_to_its_end);
  g_test_add_func ("/client/transport/is-cancelled", test_is_cancelled);
  return g_test_run ();
}
