/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "core/outlay-uuid.h"
#include "outlay-test-server.h"
#include "server/auth/outlay-keys.h"
#include "server/auth/outlay-token.h"

#define PASSWORD OUTLAY_TEST_PASSWORD

static OutlayTestReply *post (OutlayTestServer *server, const char *path, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

static OutlayTestReply *
post (OutlayTestServer *server, const char *path, const char *format, ...)
{
  g_autofree char *body = NULL;
  va_list arguments;

  va_start (arguments, format);
  body = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  return outlay_test_server_send (server, NULL, "POST", path, NULL, body);
}

static OutlayTestReply *
sign_up (OutlayTestServer *server, const char *company, const char *email)
{
  return post (server, "/api/v1/auth/signup",
               "{\"company\":\"%s\",\"name\":\"Somebody\",\"email\":\"%s\",\"password\":\"%s\"}",
               company, email, PASSWORD);
}

static OutlayTestReply *
refresh (OutlayTestServer *server, const char *token)
{
  return post (server, "/api/v1/auth/refresh", "{\"refresh_token\":\"%s\"}", token);
}

static guint
get_status (OutlayTestServer *server, const char *token, const char *path)
{
  g_autoptr (OutlayTestReply)
      reply = outlay_test_server_send (server, token, "GET", path, NULL, NULL);

  return reply->status;
}

static void
test_signup (void)
{
  g_autoptr (OutlayTestServer) server = outlay_test_server_new ();
  g_autoptr (OutlayTestReply) founded = sign_up (server, "Acme", "ann@example.org");
  g_autoptr (OutlayTestReply) twice = sign_up (server, "Other", "Ann@Example.org");
  g_autoptr (OutlayTestReply) joined = sign_up (server, "ACME ", "bob@example.org");
  g_autoptr (OutlayTestReply) me = NULL;
  g_autoptr (OutlayTestReply) categories = NULL;
  g_autofree char *token = outlay_test_reply_dup_text (founded, "access_token");

  g_assert_cmpuint (founded->status, ==, 201);
  g_assert_nonnull (strstr (founded->body, "\"expires_in\":900"));
  g_assert_nonnull (strstr (founded->body, "\"token_type\":\"Bearer\""));
  g_assert_nonnull (strstr (founded->body, "\"role\":\"admin\""));

  /* An address belongs to one person of the whole server. */
  g_assert_cmpuint (twice->status, ==, 409);
  g_assert_nonnull (strstr (twice->body, "\"field\":\"email\""));
  /* A company takes nobody unless it says so. */
  g_assert_cmpuint (joined->status, ==, 403);

  me = outlay_test_server_send (server, token, "GET", "/api/v1/me", NULL, NULL);
  g_assert_cmpuint (me->status, ==, 200);
  g_assert_nonnull (strstr (founded->body, me->body));

  categories = outlay_test_server_send (server, token, "GET", "/api/v1/categories", NULL, NULL);
  g_assert_nonnull (strstr (categories->body, "Travel"));
}

static OutlayTestReply *
sign_up_by_key (OutlayTestServer *server, const char *email, const char *password)
{
  g_autofree char *body = g_strdup_printf (
      "{\"company\":\"Acme\",\"name\":\"Ann\",\"email\":\"%s\",\"password\":\"%s\"}", email,
      password);

  return outlay_test_server_send (server, NULL, "POST", "/api/v1/auth/signup",
                                  "Idempotency-Key: signup-1\r\n", body);
}

/* Sent twice, as the answer was lost: one company, one person, and a session each time. */
static void
test_signup_again (void)
{
  g_autoptr (OutlayTestServer) server = outlay_test_server_new ();
  g_autoptr (OutlayTestReply) first = sign_up_by_key (server, "ann@example.org", PASSWORD);
  g_autoptr (OutlayTestReply) again = sign_up_by_key (server, "ann@example.org", PASSWORD);
  g_autoptr (OutlayTestReply)
      other = sign_up_by_key (server, "Ann@example.org", "four loud trams at midday");
  g_autoptr (OutlayTestReply) stranger = sign_up_by_key (server, "eve@example.org", PASSWORD);
  g_autofree char *replay = outlay_test_reply_dup_header (again, "Idempotent-Replay");
  g_autofree char *not_replay = outlay_test_reply_dup_header (first, "Idempotent-Replay");
  g_autofree char *first_id = outlay_test_reply_dup_text (first, "id");
  g_autofree char *second_id = outlay_test_reply_dup_text (again, "id");
  g_autofree char *first_token = outlay_test_reply_dup_text (first, "refresh_token");
  g_autofree char *second_token = outlay_test_reply_dup_text (again, "refresh_token");
  g_autoptr (OutlayTestReply) first_refreshed = refresh (server, first_token);
  g_autoptr (OutlayTestReply) second_refreshed = refresh (server, second_token);

  g_assert_cmpuint (first->status, ==, 201);
  g_assert_null (not_replay);
  g_assert_cmpuint (again->status, ==, 201);
  g_assert_cmpstr (replay, ==, "true");
  g_assert_cmpstr (first_id, ==, second_id);
  g_assert_cmpstr (first_token, !=, second_token);
  g_assert_cmpuint (first_refreshed->status, ==, 200);
  g_assert_cmpuint (second_refreshed->status, ==, 200);

  /* The key with another body, and with another's address, who knows nothing of it. */
  g_assert_cmpuint (other->status, ==, 422);
  g_assert_nonnull (strstr (other->body, "Idempotency-Key"));
  g_assert_cmpuint (stranger->status, ==, 403);
}

/* What is kept to answer again holds neither tokens nor a digest of the password that
 * could be guessed. */
static void
test_signup_keeps_no_secret (void)
{
  g_autoptr (OutlayTestServer) server = outlay_test_server_new ();
  g_autoptr (OutlayTestReply) reply = sign_up_by_key (server, "ann@example.org", PASSWORD);
  g_autofree char *token = outlay_test_reply_dup_text (reply, "refresh_token");
  g_autofree char *access = outlay_test_reply_dup_text (reply, "access_token");
  g_autoptr (GBytes) stored = NULL;
  const char *content;
  gsize length;

  outlay_test_server_stop (server);
  stored = outlay_test_server_read_database (server);
  content = g_bytes_get_data (stored, &length);
  g_assert_nonnull (memmem (content, length, "signup-1", strlen ("signup-1")));
  g_assert_null (memmem (content, length, token, strlen (token)));
  g_assert_null (memmem (content, length, access, strlen (access)));
  g_assert_null (memmem (content, length, PASSWORD, strlen (PASSWORD)));
}

static void
test_signup_closed (void)
{
  const char *const options[] = { "--signup=closed", NULL };
  g_autoptr (OutlayTestServer) server = outlay_test_server_new_with (options);
  g_autoptr (OutlayTestReply) reply = sign_up (server, "Acme", "ann@example.org");

  g_assert_cmpuint (reply->status, ==, 403);
}

typedef struct
{
  const char *body;
  guint status;
  const char *field; /* (nullable): that is named */
} SignupCase;

static void
test_signup_bad (void)
{
#define NAME "\"name\":\"Ann\","
#define MAIL "\"email\":\"ann@example.org\","
#define WORD "\"password\":\"" PASSWORD "\""
#define FIRM "\"company\":\"Acme\","
  static const SignupCase cases[] = {
    { "{" NAME MAIL WORD "}", 400, "company" },
    { "{" FIRM MAIL WORD "}", 400, "name" },
    { "{" FIRM NAME WORD "}", 400, "email" },
    { "{" FIRM NAME MAIL "\"password\":\"short\"}", 422, "password" },
    { "{" FIRM NAME MAIL "\"password\":12345678901234}", 400, "password" },
    { "{" FIRM NAME MAIL "\"password\":null}", 400, "password" },
    { "{" FIRM NAME "\"email\":\"nobody\"," WORD "}", 422, "email" },
    { "{" FIRM NAME MAIL WORD ",\"role\":\"admin\"}", 400, "role" },
    { "{" FIRM NAME NAME MAIL WORD "}", 400, "name" },
    { "{" FIRM MAIL "\"name\":\"A\\u0000B\"," WORD "}", 400, "name" },
    { "{" FIRM MAIL "\"name\":\"\"," WORD "}", 422, "name" },
    { "{" NAME MAIL "\"company\":\"  \"," WORD "}", 422, "company" },
    { "{\"invite\":\"abc\"," NAME MAIL WORD "}", 403, NULL },
    { "{\"invite\":\"abc\"," FIRM NAME MAIL WORD "}", 400, "company" },
    { "{" FIRM NAME MAIL WORD ",}", 400, NULL },
    { "[]", 400, NULL },
    { "", 400, NULL },
    { "{} {}", 400, NULL },
    { "{/* */}", 400, NULL },
    { "{\"a\":\xff}", 400, NULL },
    { "{\"a\":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}", 400, NULL },
  };
  g_autoptr (OutlayTestServer) server = outlay_test_server_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OutlayTestReply) reply = outlay_test_server_send (
          server, NULL, "POST", "/api/v1/auth/signup", NULL, cases[i].body);
      g_autofree char *type = outlay_test_reply_dup_header (reply, "Content-Type");

      g_test_message ("%zu: %s", i, reply->body);
      g_assert_cmpuint (reply->status, ==, cases[i].status);
      g_assert_cmpstr (type, ==, "application/problem+json");
      if (cases[i].field != NULL)
        {
          g_autofree char *named = g_strdup_printf ("\"field\":\"%s\"", cases[i].field);

          g_assert_nonnull (strstr (reply->body, named));
        }
    }
}

/* @place: the last number of the address that a proxy tells, where it is believed */
static gint64
measure_login (OutlayTestServer *server, const char *email, guint place, char **body)
{
  gint64 start = g_get_monotonic_time ();
  g_autofree char *fields = g_strdup_printf ("X-Forwarded-For: 198.51.100.%u\r\n", place);
  g_autofree char *form = g_strdup_printf ("{\"email\":\"%s\",\"password\":\"wrong wrong wrong\"}",
                                           email);
  g_autoptr (OutlayTestReply)
      reply = outlay_test_server_send (server, NULL, "POST", "/api/v1/auth/login", fields, form);

  g_assert_cmpuint (reply->status, ==, 401);
  g_set_str (body, reply->body);
  return g_get_monotonic_time () - start;
}

static gboolean
is_alike (gint64 known_usec, gint64 unknown_usec)
{
  return unknown_usec * 2 > known_usec && known_usec * 2 > unknown_usec;
}

static void
test_login_same_answer (void)
{
  /* Cost 10, so that a missing hash would show in the time: 40 ms against less than one. */
  const char *const options[] = { "--bcrypt-cost=10", "--trusted-proxies=127.0.0.1", NULL };
  g_autoptr (OutlayTestServer) server = outlay_test_server_new_with (options);
  g_autoptr (OutlayTestReply) signed_up = sign_up (server, "Acme", "ann@example.org");
  g_autofree char *known = NULL;
  g_autofree char *unknown = NULL;
  gint64 known_usec = G_MAXINT64, unknown_usec = G_MAXINT64;

  /* On a machine that does much else, the least of each comes only with time; and from each place
   * there are ten attempts. */
  for (guint i = 0; i < 3 || (i < 20 && !is_alike (known_usec, unknown_usec)); i++)
    {
      known_usec = MIN (known_usec, measure_login (server, "ann@example.org", i, &known));
      unknown_usec = MIN (unknown_usec, measure_login (server, "eve@example.org", i, &unknown));
    }

  g_assert_cmpstr (known, ==, unknown);
  g_test_message ("known after %" G_GINT64_FORMAT " µs, unknown after %" G_GINT64_FORMAT " µs",
                  known_usec, unknown_usec);
  g_assert_true (is_alike (known_usec, unknown_usec));
}

/* Signs Ann in from another of the loopback's addresses. */
static guint
log_in_from (OutlayTestServer *server, const char *address, const char *password)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) local = g_inet_socket_address_new_from_string (address, 0);
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayTestReply) reply = NULL;
  g_autofree char *body = g_strdup_printf ("{\"email\":\"ann@example.org\",\"password\":\"%s\"}",
                                           password);
  g_autofree char *request = g_strdup_printf ("POST /api/v1/auth/login HTTP/1.1\r\n"
                                              "Host: 127.0.0.1\r\n"
                                              "Content-Type: application/json\r\n"
                                              "Content-Length: %zu\r\n\r\n%s",
                                              strlen (body), body);

  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_set_local_address (client, local);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1",
                                                outlay_test_server_get_port (server), NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                             strlen (request), NULL, NULL, &error);
  g_assert_no_error (error);
  reply = outlay_test_server_read_reply (g_io_stream_get_input_stream (G_IO_STREAM (connection)),
                                         FALSE);

  return reply->status;
}

/* A stranger elsewhere locks nobody out, but ten times as many strangers do not guess
 * on for ever. */
static void
test_login_limit_elsewhere (void)
{
  g_autoptr (OutlayTestServer) server = outlay_test_server_new ();
  g_autoptr (OutlayTestReply) signed_up = sign_up (server, "Acme", "ann@example.org");

  for (guint place = 0; place < 10; place++)
    {
      g_autofree char *address = g_strdup_printf ("127.0.0.%u", place + 2);

      for (guint i = 0; i < 10; i++)
        g_assert_cmpuint (log_in_from (server, address, "wrong wrong wrong"), ==, 401);
      g_assert_cmpuint (log_in_from (server, address, PASSWORD), ==, 429);

      if (place < 9)
        g_assert_cmpuint (log_in_from (server, "127.0.0.1", PASSWORD), ==, 200);
    }

  /* Who knows the password must wait as well, but for where they have signed in before. */
  g_assert_cmpuint (log_in_from (server, "127.0.0.200", PASSWORD), ==, 429);
  g_assert_cmpuint (log_in_from (server, "127.0.0.1", PASSWORD), ==, 200);
  for (guint i = 0; i < 10; i++)
    g_assert_cmpuint (log_in_from (server, "127.0.0.1", "wrong wrong wrong"), ==, 401);
  g_assert_cmpuint (log_in_from (server, "127.0.0.1", PASSWORD), ==, 429);
}

static void
test_login_limit (void)
{
  g_autoptr (OutlayTestServer) server = outlay_test_server_new ();
  g_autoptr (OutlayTestReply) signed_up = sign_up (server, "Acme", "ann@example.org");
  g_autoptr (OutlayTestReply) refused = NULL;
  g_autofree char *wait = NULL;
  g_autofree char *body = NULL;

  for (guint i = 0; i < 10; i++)
    measure_login (server, "ann@example.org", 0, &body);

  /* Even the right password must wait now. */
  refused = post (server, "/api/v1/auth/login",
                  "{\"email\":\"ann@example.org\",\"password\":\"" PASSWORD "\"}");
  wait = outlay_test_reply_dup_header (refused, "Retry-After");
  g_assert_cmpuint (refused->status, ==, 429);
  g_assert_nonnull (wait);
}

/* --- refresh --- */

static void
test_refresh (void)
{
  g_autoptr (OutlayTestServer) server = outlay_test_server_new ();
  g_autoptr (OutlayTestReply) first = sign_up (server, "Acme", "ann@example.org");
  g_autofree char *token = outlay_test_reply_dup_text (first, "refresh_token");
  g_autoptr (OutlayTestReply) second = refresh (server, token);
  g_autoptr (OutlayTestReply) again = refresh (server, token);
  g_autofree char *next = outlay_test_reply_dup_text (second, "refresh_token");
  g_autofree char *same = outlay_test_reply_dup_text (again, "refresh_token");
  g_autofree char *access = outlay_test_reply_dup_text (second, "access_token");
  g_autoptr (GBytes) stored = NULL;
  const char *database;
  gsize length;

  g_assert_cmpuint (second->status, ==, 200);
  g_assert_nonnull (next);
  g_assert_cmpstr (next, !=, token);
  /* Whoever lost the answer gets the same one again. */
  g_assert_cmpstr (same, ==, next);
  g_assert_cmpuint (get_status (server, access, "/api/v1/me"), ==, 200);

  /* No refresh token lies in the database as it is. */
  outlay_test_server_stop (server);
  stored = outlay_test_server_read_database (server);
  database = g_bytes_get_data (stored, &length);
  g_assert_null (memmem (database, length, next, strlen (next)));
  outlay_test_server_start (server);
}

static void
test_refresh_reuse (void)
{
  g_autoptr (OutlayTestServer) server = outlay_test_server_new ();
  g_autoptr (OutlayTestReply) first = sign_up (server, "Acme", "ann@example.org");
  g_autofree char *token = outlay_test_reply_dup_text (first, "refresh_token");
  g_autoptr (OutlayTestReply) second = refresh (server, token);
  g_autofree char *next = outlay_test_reply_dup_text (second, "refresh_token");
  g_autoptr (OutlayTestReply) third = refresh (server, next);
  g_autofree char *newest = outlay_test_reply_dup_text (third, "refresh_token");
  g_autofree char *access = outlay_test_reply_dup_text (third, "access_token");
  g_autoptr (OutlayTestReply) reused = NULL;
  g_autoptr (OutlayTestReply) after = NULL;

  g_assert_cmpuint (third->status, ==, 200);
  g_assert_cmpuint (get_status (server, access, "/api/v1/me"), ==, 200);

  /* Two steps back is a copy in foreign hands: it ends the session for everybody, at once. */
  reused = refresh (server, token);
  g_assert_cmpuint (reused->status, ==, 401);
  after = refresh (server, newest);
  g_assert_cmpuint (after->status, ==, 401);
  g_assert_cmpuint (get_status (server, access, "/api/v1/me"), ==, 401);
}

typedef struct
{
  OutlayTestServer *server;
  const char *token;
} RefreshJob;

static gpointer
refresh_thread (gpointer data)
{
  RefreshJob *job = data;
  g_autoptr (OutlayTestReply) reply = refresh (job->server, job->token);

  g_assert_cmpuint (reply->status, ==, 200);
  return outlay_test_reply_dup_text (reply, "refresh_token");
}

static void
test_refresh_at_once (gconstpointer data)
{
  guint n_threads = GPOINTER_TO_UINT (data);
  g_autoptr (OutlayTestServer) server = outlay_test_server_new ();
  g_autoptr (OutlayTestReply) first = sign_up (server, "Acme", "ann@example.org");
  g_autofree char *token = outlay_test_reply_dup_text (first, "refresh_token");
  g_autofree GThread **threads = g_new0 (GThread *, n_threads);
  g_autofree char *successor = NULL;
  g_autoptr (OutlayTestReply) last = NULL;
  RefreshJob job = { server, token };

  for (guint i = 0; i < n_threads; i++)
    threads[i] = g_thread_new ("refresh", refresh_thread, &job);

  for (guint i = 0; i < n_threads; i++)
    {
      g_autofree char *next = g_thread_join (threads[i]);

      if (successor == NULL)
        successor = g_strdup (next);
      g_assert_cmpstr (next, ==, successor);
    }

  last = refresh (server, successor);
  g_assert_cmpuint (last->status, ==, 200);
}

static void
test_refresh_garbage (void)
{
  static const char *const tokens[] = {
    "", "x", "AAAA", "not base64 at all", "././././", "e30",
  };
  g_autoptr (OutlayTestServer) server = outlay_test_server_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      g_autoptr (OutlayTestReply) reply = refresh (server, tokens[i]);

      g_assert_cmpuint (reply->status, ==, 401);
    }
}

static void
test_logout (void)
{
  g_autoptr (OutlayTestServer) server = outlay_test_server_new ();
  g_autoptr (OutlayTestReply) first = sign_up (server, "Acme", "ann@example.org");
  g_autofree char *token = outlay_test_reply_dup_text (first, "refresh_token");
  g_autofree char *access = outlay_test_reply_dup_text (first, "access_token");

  g_assert_cmpuint (get_status (server, access, "/api/v1/me"), ==, 200);
  /* As often as one likes. */
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (OutlayTestReply)
          reply = post (server, "/api/v1/auth/logout", "{\"refresh_token\":\"%s\"}", token);
      g_autoptr (OutlayTestReply) after = refresh (server, token);

      g_assert_cmpuint (reply->status, ==, 204);
      g_assert_cmpuint (after->status, ==, 401);
      g_assert_cmpuint (get_status (server, access, "/api/v1/me"), ==, 401);
    }
}

static void
test_logout_by_access_token (void)
{
  g_autoptr (OutlayTestServer) server = outlay_test_server_new ();
  g_autoptr (OutlayTestReply) first = sign_up (server, "Acme", "ann@example.org");
  g_autofree char *token = outlay_test_reply_dup_text (first, "refresh_token");
  g_autofree char *access = outlay_test_reply_dup_text (first, "access_token");
  g_autoptr (OutlayTestReply)
      reply = outlay_test_server_send (server, access, "POST", "/api/v1/auth/logout", NULL, NULL);
  g_autoptr (OutlayTestReply) after = refresh (server, token);

  g_assert_cmpuint (reply->status, ==, 204);
  g_assert_cmpuint (after->status, ==, 401);
}

/* --- forged access tokens --- */

static char *
encode (const char *text)
{
  return outlay_base64url_encode ((const guint8 *) text, strlen (text));
}

/* A token whose signature is an HMAC with the public key: the classic confusion. */
static char *
make_hs256 (const char *jwks, const char *payload)
{
  g_autofree char *head = encode ("{\"alg\":\"HS256\",\"typ\":\"at+jwt\"}");
  g_autofree char *input = g_strconcat (head, ".", payload, NULL);
  guint8 digest[32];
  gsize size = sizeof digest;
  g_autofree char *signature = NULL;
  GHmac *hmac = g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) jwks, strlen (jwks));

  g_hmac_update (hmac, (const guchar *) input, -1);
  g_hmac_get_digest (hmac, digest, &size);
  g_hmac_unref (hmac);
  signature = outlay_base64url_encode (digest, size);

  return g_strconcat (input, ".", signature, NULL);
}

static void
assert_refused (OutlayTestServer *server, const char *token)
{
  g_autoptr (OutlayTestReply)
      reply = outlay_test_server_send (server, token, "GET", "/api/v1/me", NULL, NULL);
  g_autofree char *challenge = outlay_test_reply_dup_header (reply, "WWW-Authenticate");

  g_test_message ("%s", token);
  g_assert_cmpuint (reply->status, ==, 401);
  g_assert_cmpstr (challenge, ==, "Bearer");
}

static void
test_token_forged (void)
{
  g_autoptr (OutlayTestServer) server = outlay_test_server_new ();
  g_autoptr (OutlayTestReply) first = sign_up (server, "Acme", "ann@example.org");
  g_autofree char *token = outlay_test_reply_dup_text (first, "access_token");
  g_auto (GStrv) parts = g_strsplit (token, ".", -1);
  g_autoptr (OutlayTestReply)
      jwks = outlay_test_server_send (server, NULL, "GET", "/.well-known/jwks.json", NULL, NULL);
  g_autofree char *none_head = encode ("{\"alg\":\"none\",\"typ\":\"at+jwt\"}");
  g_autofree char *none = g_strconcat (none_head, ".", parts[1], ".", NULL);
  g_autofree char *none_signed = g_strconcat (none_head, ".", parts[1], ".", parts[2], NULL);
  g_autofree char *confused = make_hs256 (jwks->body, parts[1]);
  g_autofree char *unsigned_token = g_strconcat (parts[0], ".", parts[1], ".", NULL);
  g_autofree char *two_parts = g_strconcat (parts[0], ".", parts[1], NULL);
  g_autofree char *four_parts = g_strconcat (token, ".", parts[2], NULL);
  g_autofree char *long_token = g_strnfill (3000, 'A');

  g_assert_cmpuint (jwks->status, ==, 200);
  g_assert_null (strstr (jwks->body, "\"d\""));
  g_assert_cmpuint (get_status (server, token, "/api/v1/me"), ==, 200);

  assert_refused (server, none);
  assert_refused (server, none_signed);
  assert_refused (server, confused);
  assert_refused (server, unsigned_token);
  assert_refused (server, two_parts);
  assert_refused (server, four_parts);
  assert_refused (server, long_token);
  assert_refused (server, "x");
  assert_refused (server, NULL);

  /* One letter of the payload, and one of the signature. */
  for (guint i = 1; i <= 2; i++)
    {
      g_autofree char *tampered = g_strdup (token);
      char *at = strstr (tampered, parts[i]) + 10;

      *at = *at == 'A' ? 'B' : 'A';
      assert_refused (server, tampered);
    }
}

/* Signed with the server's own key, but not by the server's rules. */
static void
test_token_claims (void)
{
  g_autoptr (OutlayTestServer) server = outlay_test_server_new ();
  g_autoptr (OutlayTestReply) first = sign_up (server, "Acme", "ann@example.org");
  g_autofree char *access = outlay_test_reply_dup_text (first, "access_token");
  g_autofree char *folder = g_build_filename (outlay_test_server_get_folder (server), "keys", NULL);
  g_autoptr (OutlayKeys) keys = outlay_keys_load (folder, NULL);
  g_autoptr (OutlayTokens) tokens = outlay_tokens_new (keys->token, "outlayd", NULL);
  g_autoptr (OutlayTokens) other_issuer = outlay_tokens_new (keys->token, "somebody", NULL);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  OutlayTokenClaims claims;
  g_autofree char *good = NULL;
  g_autofree char *expired = NULL;
  g_autofree char *foreign = NULL;
  g_autofree char *no_session = NULL;
  g_autofree char *nobody = outlay_uuid_new ();

  g_assert_true (outlay_tokens_verify (tokens, access, now, &claims));
  good = outlay_tokens_sign (tokens, claims.company, claims.person, claims.session, now);
  expired = outlay_tokens_sign (tokens, claims.company, claims.person, claims.session,
                                now - OUTLAY_TOKEN_LIFETIME - 1);
  foreign = outlay_tokens_sign (other_issuer, claims.company, claims.person, claims.session, now);
  no_session = outlay_tokens_sign (tokens, claims.company, claims.person, nobody, now);

  g_assert_cmpuint (get_status (server, good, "/api/v1/me"), ==, 200);
  assert_refused (server, expired);
  assert_refused (server, foreign);
  assert_refused (server, no_session);
}

/* A session and its tokens live on through a restart. */
static void
test_restart (void)
{
  g_autoptr (OutlayTestServer) server = outlay_test_server_new ();
  g_autoptr (OutlayTestReply) first = sign_up (server, "Acme", "ann@example.org");
  g_autofree char *access = outlay_test_reply_dup_text (first, "access_token");
  g_autofree char *token = outlay_test_reply_dup_text (first, "refresh_token");
  g_autoptr (OutlayTestReply) after = NULL;

  outlay_test_server_stop (server);
  outlay_test_server_start (server);
  g_assert_cmpuint (get_status (server, access, "/api/v1/me"), ==, 200);
  after = refresh (server, token);
  g_assert_cmpuint (after->status, ==, 200);
}

/* The log says what happened, but nothing that opens a door or names a person. */
static void
test_log_is_silent (void)
{
  g_autoptr (OutlayTestServer) server = outlay_test_server_new ();
  g_autoptr (OutlayTestReply) first = sign_up (server, "Acme", "ann@example.org");
  g_autofree char *access = outlay_test_reply_dup_text (first, "access_token");
  g_autofree char *token = outlay_test_reply_dup_text (first, "refresh_token");
  g_autofree char *body = NULL;
  g_autofree char *path = g_build_filename (outlay_test_server_get_folder (server), "log", NULL);
  g_autofree char *log = NULL;

  measure_login (server, "ann@example.org", 0, &body);
  g_assert_cmpuint (get_status (server, access, "/api/v1/me"), ==, 200);
  outlay_test_server_stop (server);

  g_assert_true (g_file_get_contents (path, &log, NULL, NULL));
  g_assert_nonnull (strstr (log, "path=/api/v1/me status=200"));
  g_assert_null (strstr (log, access));
  g_assert_null (strstr (log, token));
  g_assert_null (strstr (log, "ann@example.org"));
  g_assert_null (strstr (log, PASSWORD));
  g_assert_null (strstr (log, "wrong wrong"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/auth/signup", test_signup);
  g_test_add_func ("/server/auth/signup-again", test_signup_again);
  g_test_add_func ("/server/auth/signup-keeps-no-secret", test_signup_keeps_no_secret);
  g_test_add_func ("/server/auth/signup-closed", test_signup_closed);
  g_test_add_func ("/server/auth/signup-bad", test_signup_bad);
  g_test_add_func ("/server/auth/login-same-answer", test_login_same_answer);
  g_test_add_func ("/server/auth/login-limit", test_login_limit);
  g_test_add_func ("/server/auth/login-limit-elsewhere", test_login_limit_elsewhere);
  g_test_add_func ("/server/auth/refresh", test_refresh);
  g_test_add_func ("/server/auth/refresh-reuse", test_refresh_reuse);
  g_test_add_data_func ("/server/auth/refresh-8-at-once", GUINT_TO_POINTER (8),
                        test_refresh_at_once);
  g_test_add_data_func ("/server/auth/refresh-50-at-once", GUINT_TO_POINTER (50),
                        test_refresh_at_once);
  g_test_add_func ("/server/auth/refresh-garbage", test_refresh_garbage);
  g_test_add_func ("/server/auth/logout", test_logout);
  g_test_add_func ("/server/auth/logout-by-access-token", test_logout_by_access_token);
  g_test_add_func ("/server/auth/token-forged", test_token_forged);
  g_test_add_func ("/server/auth/token-claims", test_token_claims);
  g_test_add_func ("/server/auth/restart", test_restart);
  g_test_add_func ("/server/auth/log-is-silent", test_log_is_silent);

  return g_test_run ();
}
