/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <signal.h>
#include <string.h>

#include "core/outlay-uuid.h"
#include "outlay-test-server.h"

#define EMAIL "emma@example.org"

typedef struct
{
  OutlayTestServer *server;
  char *token;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->server = outlay_test_server_new ();
  outlay_test_server_add_user (fixture->server, "Acme", EMAIL, "Emma", "employee");
  outlay_test_server_add_user (fixture->server, "Acme", "ada@example.org", "Ada", "admin");
  fixture->token = outlay_test_server_sign_in (fixture->server, EMAIL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->server, outlay_test_server_free);
  g_clear_pointer (&fixture->token, g_free);
}

static char *
write_expense (const char *merchant)
{
  return g_strdup_printf ("{\"merchant\":\"%s\",\"amount\":{\"minor\":420,\"currency\":\"EUR\"},"
                          "\"day\":\"2026-11-02\",\"category\":null,\"note\":\"\",\"proofs\":[]}",
                          merchant);
}

static OutlayTestReply *
create (Fixture *fixture, const char *id, const char *merchant, const char *key)
{
  g_autofree char *path = g_strconcat ("/api/v1/expenses/", id, NULL);
  g_autofree char *body = write_expense (merchant);
  g_autofree char *headers = key != NULL ? g_strdup_printf (
                                               "If-None-Match: *\r\nIdempotency-Key: %s\r\n", key)
                                         : g_strdup ("If-None-Match: *\r\n");

  return outlay_test_server_send (fixture->server, fixture->token, "PUT", path, headers, body);
}

static guint
get_status (Fixture *fixture, const char *id)
{
  g_autofree char *path = g_strconcat ("/api/v1/expenses/", id, NULL);
  g_autoptr (OutlayTestReply)
      reply = outlay_test_server_send (fixture->server, fixture->token, "GET", path, NULL, NULL);

  return reply->status;
}

/* --- Idempotency-Key --- */

static void
test_replay (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = outlay_uuid_new ();
  g_autoptr (OutlayTestReply) first = create (fixture, id, "Nero", "key-1");
  g_autoptr (OutlayTestReply) again = create (fixture, id, "Nero", "key-1");
  g_autoptr (OutlayTestReply) without = create (fixture, id, "Nero", NULL);
  g_autoptr (OutlayTestReply) other_body = create (fixture, id, "Costa", "key-1");
  g_autofree char *etag = outlay_test_reply_dup_header (first, "ETag");
  g_autofree char *same_etag = outlay_test_reply_dup_header (again, "ETag");
  g_autofree char *replayed = outlay_test_reply_dup_header (again, "Idempotent-Replay");

  g_assert_cmpuint (first->status, ==, 201);
  g_assert_nonnull (etag);
  /* The very same answer, although the expense is there by now. */
  g_assert_cmpuint (again->status, ==, 201);
  g_assert_cmpstr (again->body, ==, first->body);
  g_assert_cmpstr (same_etag, ==, etag);
  g_assert_cmpstr (replayed, ==, "true");
  g_assert_cmpuint (without->status, ==, 412);
  g_assert_cmpuint (other_body->status, ==, 422);

  /* It outlives the server. */
  outlay_test_server_stop (fixture->server);
  outlay_test_server_start (fixture->server);
  {
    g_autoptr (OutlayTestReply) later = create (fixture, id, "Nero", "key-1");

    g_assert_cmpuint (later->status, ==, 201);
    g_assert_cmpstr (later->body, ==, first->body);
  }
}

static void
test_replay_other_path (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = outlay_uuid_new ();
  g_autofree char *other = outlay_uuid_new ();
  g_autoptr (OutlayTestReply) first = create (fixture, id, "Nero", "key-1");
  g_autoptr (OutlayTestReply) elsewhere = create (fixture, other, "Nero", "key-1");

  g_assert_cmpuint (first->status, ==, 201);
  g_assert_cmpuint (elsewhere->status, ==, 422);
  g_assert_cmpuint (get_status (fixture, other), ==, 404);
}

/* A refusal is not kept: what was wrong can be mended. */
static void
test_replay_refusal (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = outlay_uuid_new ();
  g_autofree char *path = g_strconcat ("/api/v1/expenses/", id, NULL);
  g_autoptr (OutlayTestReply) refused = outlay_test_server_send (
      fixture->server, fixture->token, "PUT", path,
      "If-None-Match: *\r\nIdempotency-Key: key-1\r\n", "{\"merchant\":\"\"}");
  g_autoptr (OutlayTestReply) mended = create (fixture, id, "Nero", "key-1");

  g_assert_cmpuint (refused->status, ==, 400);
  g_assert_cmpuint (mended->status, ==, 201);
}

static void
test_replay_other_person (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = outlay_uuid_new ();
  g_autofree char *other = outlay_uuid_new ();
  g_autoptr (OutlayTestReply) first = create (fixture, id, "Nero", "key-1");
  g_autofree char *token = outlay_test_server_sign_in (fixture->server, "ada@example.org");
  g_autoptr (OutlayTestReply) second = NULL;

  g_free (fixture->token);
  fixture->token = g_steal_pointer (&token);
  second = create (fixture, other, "Costa", "key-1");

  g_assert_cmpuint (first->status, ==, 201);
  g_assert_cmpuint (second->status, ==, 201);
}

static void
test_replay_bad_key (Fixture *fixture, gconstpointer data)
{
  g_autofree char *long_key = g_strnfill (256, 'k');
  g_autofree char *full_key = g_strnfill (255, 'k');
  const char *const keys[] = { long_key, "two words", "\xc3\xa9", "" };
  g_autofree char *id = outlay_uuid_new ();
  g_autoptr (OutlayTestReply) good = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (OutlayTestReply) reply = create (fixture, id, "Nero", keys[i]);

      g_assert_cmpuint (reply->status, ==, 400);
    }

  good = create (fixture, id, "Nero", full_key);
  g_assert_cmpuint (good->status, ==, 201);
}

/* --- many at once, and what is left of them --- */

typedef struct
{
  Fixture *fixture;
  guint n;          /* how many to try */
  GPtrArray *saved; /* ids that were acknowledged */
} Writer;

/* One connection, one expense after the other, until the server is gone. */
static gpointer
write_thread (gpointer data)
{
  Writer *writer = data;

  for (guint i = 0; i < writer->n; i++)
    {
      g_autofree char *id = outlay_uuid_new ();
      g_autoptr (GIOStream) stream = NULL;
      g_autoptr (OutlayTestReply) reply = NULL;
      g_autofree char *body = write_expense ("Nero");
      g_autofree char *request = g_strdup_printf (
          "PUT /api/v1/expenses/%s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n"
          "If-None-Match: *\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n"
          "Connection: close\r\n\r\n%s",
          id, writer->fixture->token, strlen (body), body);
      g_autoptr (GSocketClient) client = g_socket_client_new ();

      g_socket_client_set_enable_proxy (client, FALSE);
      g_socket_client_set_timeout (client, 20);
      stream = G_IO_STREAM (g_socket_client_connect_to_host (
          client, "127.0.0.1", outlay_test_server_get_port (writer->fixture->server), NULL, NULL));
      if (stream == NULL)
        return NULL;

      g_output_stream_write_all (g_io_stream_get_output_stream (stream), request, strlen (request),
                                 NULL, NULL, NULL);
      reply = outlay_test_server_read_reply (g_io_stream_get_input_stream (stream), FALSE);
      if (reply->status == 201)
        g_ptr_array_add (writer->saved, g_steal_pointer (&id));
    }

  return NULL;
}

#define N_WRITERS 8

static void
start_writers (Fixture *fixture, Writer *writers, GThread **threads, guint n)
{
  for (guint i = 0; i < N_WRITERS; i++)
    {
      writers[i] = (Writer) { fixture, n, g_ptr_array_new_with_free_func (g_free) };
      threads[i] = g_thread_new ("writer", write_thread, &writers[i]);
    }
}

/* Waits for the writers and looks for everything that was acknowledged to them. */
static guint
count_saved (Fixture *fixture, Writer *writers, GThread **threads)
{
  guint n = 0;

  for (guint i = 0; i < N_WRITERS; i++)
    g_thread_join (threads[i]);

  if (outlay_test_server_get_pid (fixture->server) == 0)
    outlay_test_server_start (fixture->server);

  for (guint i = 0; i < N_WRITERS; i++)
    {
      for (guint k = 0; k < writers[i].saved->len; k++)
        g_assert_cmpuint (get_status (fixture, writers[i].saved->pdata[k]), ==, 200);
      n += writers[i].saved->len;
      g_ptr_array_unref (writers[i].saved);
    }

  return n;
}

static void
test_all_at_once (Fixture *fixture, gconstpointer data)
{
  Writer writers[N_WRITERS];
  GThread *threads[N_WRITERS];

  start_writers (fixture, writers, threads, 40);
  g_assert_cmpuint (count_saved (fixture, writers, threads), ==, 40 * N_WRITERS);
}

/* SIGTERM in the middle: exit status 0 (the fixture insists), and what was
 * acknowledged is there. */
static void
test_stop_while_writing (Fixture *fixture, gconstpointer data)
{
  Writer writers[N_WRITERS];
  GThread *threads[N_WRITERS];

  start_writers (fixture, writers, threads, 100000);
  g_usleep (300 * G_TIME_SPAN_MILLISECOND);
  outlay_test_server_stop (fixture->server);
  g_assert_cmpuint (count_saved (fixture, writers, threads), >, 0);
}

static void
test_kill_while_writing (Fixture *fixture, gconstpointer data)
{
  for (guint round = 0; round < 3; round++)
    {
      Writer writers[N_WRITERS];
      GThread *threads[N_WRITERS];

      start_writers (fixture, writers, threads, 100000);
      g_usleep ((100 + 70 * round) * G_TIME_SPAN_MILLISECOND);
      outlay_test_server_kill (fixture->server);
      g_assert_cmpuint (count_saved (fixture, writers, threads), >, 0);
    }
}

/* A request that has begun when SIGTERM comes is answered. */
static void
test_stop_answers_what_runs (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GIOStream) stream = outlay_test_server_connect (fixture->server);
  GOutputStream *output = g_io_stream_get_output_stream (stream);
  g_autofree char *id = outlay_uuid_new ();
  g_autofree char *body = write_expense ("Nero");
  g_autofree char *head = g_strdup_printf (
      "PUT /api/v1/expenses/%s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n"
      "If-None-Match: *\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n",
      id, fixture->token, strlen (body));
  g_autoptr (OutlayTestReply) reply = NULL;
  g_autofree char *connection = NULL;

  g_output_stream_write_all (output, head, strlen (head), NULL, NULL, NULL);
  g_usleep (100 * G_TIME_SPAN_MILLISECOND);
  kill (outlay_test_server_get_pid (fixture->server), SIGTERM);
  g_usleep (200 * G_TIME_SPAN_MILLISECOND);
  g_output_stream_write_all (output, body, strlen (body), NULL, NULL, NULL);

  reply = outlay_test_server_read_reply (g_io_stream_get_input_stream (stream), FALSE);
  connection = outlay_test_reply_dup_header (reply, "Connection");
  g_assert_cmpuint (reply->status, ==, 201);
  g_assert_cmpstr (connection, ==, "close");

  outlay_test_server_stop (fixture->server);
  outlay_test_server_start (fixture->server);
  g_assert_cmpuint (get_status (fixture, id), ==, 200);
}

/* --- live events --- */

static GIOStream *
listen_to_events (Fixture *fixture, GString *text)
{
  GIOStream *stream = outlay_test_server_connect (fixture->server);
  g_autofree char *request = g_strdup_printf (
      "GET /api/v1/events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n\r\n", fixture->token);

  g_output_stream_write_all (g_io_stream_get_output_stream (stream), request, strlen (request),
                             NULL, NULL, NULL);
  while (strstr (text->str, "event: hello\ndata: {}\n\n") == NULL)
    {
      char buffer[512];
      gssize n = g_input_stream_read (g_io_stream_get_input_stream (stream), buffer, sizeof buffer,
                                      NULL, NULL);

      g_assert_cmpint (n, >, 0);
      g_string_append_len (text, buffer, n);
    }

  return stream;
}

static void
test_live (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GIOStream) stream = listen_to_events (fixture, text);
  g_autofree char *id = outlay_uuid_new ();
  g_autoptr (OutlayTestReply) created = create (fixture, id, "Nero", NULL);

  g_assert_cmpuint (created->status, ==, 201);
  g_assert_nonnull (strstr (text->str, "text/event-stream"));

  while (strstr (text->str, "event: change\ndata: {\"seq\":") == NULL)
    {
      char buffer[512];
      gssize n = g_input_stream_read (g_io_stream_get_input_stream (stream), buffer, sizeof buffer,
                                      NULL, NULL);

      g_assert_cmpint (n, >, 0);
      g_string_append_len (text, buffer, n);
    }
}

/* What happens in a company is nobody else's business. */
static void
test_live_other_company (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GIOStream) stream = NULL;
  g_autofree char *id = outlay_uuid_new ();
  g_autofree char *mine = g_steal_pointer (&fixture->token);
  g_autoptr (OutlayTestReply) created = NULL;
  char buffer[512];

  outlay_test_server_add_user (fixture->server, "Other", "olga@example.org", "Olga", "employee");
  fixture->token = outlay_test_server_sign_in (fixture->server, "olga@example.org");
  stream = listen_to_events (fixture, text);

  g_free (fixture->token);
  fixture->token = g_steal_pointer (&mine);
  created = create (fixture, id, "Nero", NULL);
  g_assert_cmpuint (created->status, ==, 201);

  g_socket_set_timeout (g_socket_connection_get_socket (G_SOCKET_CONNECTION (stream)), 1);
  g_assert_cmpint (g_input_stream_read (g_io_stream_get_input_stream (stream), buffer,
                                        sizeof buffer, NULL, NULL),
                   <, 0);
}

/* Streams do not hold up a stop, and are ended in order. */
static void
test_live_stop (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) streams = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 start;

  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      g_ptr_array_add (streams, listen_to_events (fixture, text));
    }

  start = g_get_monotonic_time ();
  outlay_test_server_stop (fixture->server);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 3 * G_USEC_PER_SEC);

  for (guint i = 0; i < streams->len; i++)
    {
      GInputStream *input = g_io_stream_get_input_stream (streams->pdata[i]);
      char buffer[512];
      gssize n;

      while ((n = g_input_stream_read (input, buffer, sizeof buffer, NULL, NULL)) > 0)
        ;
      g_assert_cmpint (n, ==, 0);
    }
}

/* --- who is slow must not make others wait --- */

static gpointer
login_thread (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (OutlayTestReply) reply = outlay_test_server_send (
      fixture->server, NULL, "POST", "/api/v1/auth/login", NULL,
      "{\"email\":\"" EMAIL "\",\"password\":\"" OUTLAY_TEST_PASSWORD "\"}");

  /* Let in, or told to come back; the queue is short on purpose. */
  g_assert_true (reply->status == 200 || reply->status == 503);
  return GUINT_TO_POINTER (reply->status);
}

static void
test_login_storm (void)
{
  const char *const options[] = { "--bcrypt-cost=12", NULL };
  Fixture fixture = { .server = outlay_test_server_new_with (options) };
  GThread *threads[64];
  g_autoptr (OutlayTestReply) signed_up = NULL;
  gint64 worst = 0;
  guint n_refused = 0;

  /* Not by the command line, whose hash would be a cheap one. */
  signed_up = outlay_test_server_send (fixture.server, NULL, "POST", "/api/v1/auth/signup", NULL,
                                       "{\"company\":\"Acme\",\"name\":\"Emma\",\"email\":\"" EMAIL
                                       "\",\"password\":\"" OUTLAY_TEST_PASSWORD "\"}");
  fixture.token = outlay_test_reply_dup_text (signed_up, "access_token");
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("login", login_thread, &fixture);

  g_usleep (100 * G_TIME_SPAN_MILLISECOND);
  for (guint i = 0; i < 200; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (OutlayTestReply) reply = outlay_test_server_send (fixture.server, fixture.token,
                                                                   "GET", "/api/v1/me", NULL, NULL);

      g_assert_cmpuint (reply->status, ==, 200);
      worst = MAX (worst, g_get_monotonic_time () - start);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    n_refused += g_thread_join (threads[i]) == GUINT_TO_POINTER (503);

  g_test_message ("slowest light request %" G_GINT64_FORMAT " µs, %u logins turned away", worst,
                  n_refused);
  g_assert_cmpint (worst, <, 300 * G_TIME_SPAN_MILLISECOND);
  g_assert_cmpuint (n_refused, >, 0);
  tear_down (&fixture, NULL);
}

#define ADD(path, test) g_test_add ("/server/service/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("replay", test_replay);
  ADD ("replay-other-path", test_replay_other_path);
  ADD ("replay-refusal", test_replay_refusal);
  ADD ("replay-other-person", test_replay_other_person);
  ADD ("replay-bad-key", test_replay_bad_key);
  ADD ("all-at-once", test_all_at_once);
  ADD ("stop-while-writing", test_stop_while_writing);
  ADD ("kill-while-writing", test_kill_while_writing);
  ADD ("stop-answers-what-runs", test_stop_answers_what_runs);
  ADD ("live", test_live);
  ADD ("live-other-company", test_live_other_company);
  ADD ("live-stop", test_live_stop);
  g_test_add_func ("/server/service/login-storm", test_login_storm);

  return g_test_run ();
}
