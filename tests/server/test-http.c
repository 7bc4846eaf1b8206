/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "outlay-test-server.h"

/* Follows every bad request: if the server takes it for another request, the two disagree about
 * where the first one ends. */
#define NEXT "GET /healthz?smuggled HTTP/1.1\r\nHost: a\r\n\r\n"
#define HOST "Host: a\r\n"
#define GET "GET /healthz HTTP/1.1\r\n"
#define LOGIN "POST /api/v1/auth/login HTTP/1.1\r\n" HOST "Content-Type: application/json\r\n"

typedef struct
{
  const char *name;
  const char *request;
  gsize length; /* 0 for a NUL-terminated request */
} BadRequest;

#define BAD(name, request) { name, request, 0 }
#define BAD_BYTES(name, request) { name, request, sizeof request - 1 }

static const BadRequest bad_requests[] = {
  /* framing */
  BAD ("two lengths", LOGIN "Content-Length: 2\r\nContent-Length: 45\r\n\r\n{}" NEXT),
  BAD ("two equal lengths", LOGIN "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}" NEXT),
  BAD ("a list of lengths", LOGIN "Content-Length: 2, 2\r\n\r\n{}" NEXT),
  BAD ("zero and a length", LOGIN "Content-Length: 0\r\nContent-Length: 45\r\n\r\n" NEXT),
  BAD ("length and chunked",
       LOGIN "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" NEXT),
  BAD ("chunked and length",
       LOGIN "Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\n" NEXT),
  BAD ("negative length", LOGIN "Content-Length: -1\r\n\r\n" NEXT),
  BAD ("signed length", LOGIN "Content-Length: +2\r\n\r\n{}" NEXT),
  BAD ("hexadecimal length", LOGIN "Content-Length: 0x2\r\n\r\n{}" NEXT),
  BAD ("length with letters", LOGIN "Content-Length: 2a\r\n\r\n{}" NEXT),
  BAD ("empty length", LOGIN "Content-Length: \r\n\r\n{}" NEXT),
  BAD ("length beyond 64 bits", LOGIN "Content-Length: 18446744073709551618\r\n\r\n{}" NEXT),
  BAD ("gzip coding", LOGIN "Transfer-Encoding: gzip\r\n\r\n{}" NEXT),
  BAD ("gzip, chunked", LOGIN "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n" NEXT),
  BAD ("chunked, identity", LOGIN "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" NEXT),
  BAD ("chunked twice",
       LOGIN "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" NEXT),
  BAD ("xchunked", LOGIN "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" NEXT),
  BAD ("space before the colon", LOGIN "Content-Length : 2\r\n\r\n{}" NEXT),
  BAD ("coding with space before the colon",
       LOGIN "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" NEXT),
  BAD ("coding on a folded line", LOGIN "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n" NEXT),
  BAD ("chunk size not hexadecimal", LOGIN "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n" NEXT),
  BAD ("chunk size negative", LOGIN "Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n" NEXT),
  BAD ("chunk size with 0x", LOGIN "Transfer-Encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n" NEXT),
  BAD ("chunk size beyond 64 bits",
       LOGIN "Transfer-Encoding: chunked\r\n\r\n10000000000000002\r\n{}\r\n0\r\n\r\n" NEXT),
  BAD ("chunk longer than it says",
       LOGIN "Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n" NEXT),

  /* host */
  BAD ("no host", GET "\r\n"),
  BAD ("two hosts", GET "Host: a\r\nHost: b\r\n\r\n"),
  BAD ("two equal hosts", GET "Host: a\r\nHost: a\r\n\r\n"),
  BAD ("empty host", GET "Host: \r\n\r\n"),
  BAD ("host with a path", GET "Host: a/b\r\n\r\n"),
  BAD ("host with an at sign", GET "Host: a@b\r\n\r\n"),
  BAD ("host with a space", GET "Host: a b\r\n\r\n"),
  BAD ("absolute address of another host", "GET http://b/healthz HTTP/1.1\r\n" HOST "\r\n"),
  BAD ("absolute address with a user", "GET http://x@a/healthz HTTP/1.1\r\n" HOST "\r\n"),
  BAD ("address of another scheme", "GET ftp://a/healthz HTTP/1.1\r\n" HOST "\r\n"),

  /* request line */
  BAD ("lower-case method", "get /healthz HTTP/1.1\r\n" HOST "\r\n"),
  BAD ("mixed-case method", "Get /healthz HTTP/1.1\r\n" HOST "\r\n"),
  BAD ("TRACE", "TRACE /healthz HTTP/1.1\r\n" HOST "\r\n"),
  BAD ("CONNECT", "CONNECT a:80 HTTP/1.1\r\n" HOST "\r\n"),
  BAD ("unknown method", "BREW /healthz HTTP/1.1\r\n" HOST "\r\n"),
  BAD ("method with a colon", "GE:T /healthz HTTP/1.1\r\n" HOST "\r\n"),
  BAD ("no target", "GET HTTP/1.1\r\n" HOST "\r\n"),
  BAD ("no version", "GET /healthz\r\n" HOST "\r\n"),
  BAD ("HTTP/2.0", "GET /healthz HTTP/2.0\r\n" HOST "\r\n"),
  BAD ("HTTP/1.10", "GET /healthz HTTP/1.10\r\n" HOST "\r\n"),
  BAD ("HTTP/1.1x", "GET /healthz HTTP/1.1x\r\n" HOST "\r\n"),
  BAD ("another protocol", "GET /healthz XTTP/1.1\r\n" HOST "\r\n"),
  BAD ("two spaces", "GET  /healthz HTTP/1.1\r\n" HOST "\r\n"),
  BAD ("a tab for a space", "GET\t/healthz HTTP/1.1\r\n" HOST "\r\n"),
  BAD ("a space in the target", "GET /healthz x HTTP/1.1\r\n" HOST "\r\n"),
  BAD ("space before the method", " GET /healthz HTTP/1.1\r\n" HOST "\r\n"),
  BAD ("bare carriage return", "GET /healthz HTTP/1.1\rHost: a\r\n\r\n"),

  /* path */
  BAD ("dot segments", "GET /x/../healthz HTTP/1.1\r\n" HOST "\r\n"),
  BAD ("a dot segment", "GET /./healthz HTTP/1.1\r\n" HOST "\r\n"),
  BAD ("encoded dot segments", "GET /x/%2e%2E/healthz HTTP/1.1\r\n" HOST "\r\n"),
  BAD ("encoded slash", "GET /x%2f..%2fhealthz HTTP/1.1\r\n" HOST "\r\n"),
  BAD ("encoded backslash", "GET /x%5chealthz HTTP/1.1\r\n" HOST "\r\n"),
  BAD ("backslash", "GET /x\\healthz HTTP/1.1\r\n" HOST "\r\n"),
  BAD ("encoded NUL", "GET /healthz%00 HTTP/1.1\r\n" HOST "\r\n"),
  BAD ("encoded newline", "GET /healthz%0d%0aX:y HTTP/1.1\r\n" HOST "\r\n"),
  BAD ("broken escape", "GET /healthz%4 HTTP/1.1\r\n" HOST "\r\n"),
  BAD ("escape of an escape", "GET /healthz%2500 HTTP/1.1\r\n" HOST "\r\n"),
  BAD ("bytes beyond ASCII", "GET /healthz\xc3\xa9 HTTP/1.1\r\n" HOST "\r\n"),
  BAD ("fragment", "GET /healthz#x HTTP/1.1\r\n" HOST "\r\n"),
  BAD ("asterisk", "GET * HTTP/1.1\r\n" HOST "\r\n"),
  BAD ("relative target", "GET healthz HTTP/1.1\r\n" HOST "\r\n"),
  BAD ("double slash", "GET //healthz HTTP/1.1\r\n" HOST "\r\n"),
  BAD ("slash at the end", "GET /healthz/ HTTP/1.1\r\n" HOST "\r\n"),
  BAD ("path in capitals", "GET /HEALTHZ HTTP/1.1\r\n" HOST "\r\n"),
  BAD ("unknown parameter", "GET /healthz?x=1 HTTP/1.1\r\n" HOST "\r\n"),
  BAD ("doubled parameter", "GET /api/v1/users?limit=1&limit=2 HTTP/1.1\r\n" HOST "\r\n"),
  BAD ("query that is not UTF-8", "GET /healthz?%ff=1 HTTP/1.1\r\n" HOST "\r\n"),
  BAD ("query with NUL", "GET /healthz?a%00=1 HTTP/1.1\r\n" HOST "\r\n"),

  /* header fields */
  BAD ("field without a colon", GET HOST "Nonsense\r\n\r\n"),
  BAD ("field without a name", GET HOST ": x\r\n\r\n"),
  BAD ("space in a name", GET HOST "X Y: z\r\n\r\n"),
  BAD ("folded field", GET HOST "X: y\r\n z\r\n\r\n"),
  BAD ("folded first field", GET " X: y\r\n" HOST "\r\n"),
  BAD_BYTES ("NUL in a field", GET HOST "X: y\0z\r\n\r\n"),
  BAD ("bell in a field", GET HOST "X: y\az\r\n\r\n"),
  BAD ("carriage return in a field", GET HOST "X: y\rz\r\n\r\n"),
  BAD ("two authorizations", GET HOST "Authorization: Bearer a\r\nAuthorization: Bearer b\r\n\r\n"),
  BAD ("unknown expectation", GET HOST "Expect: miracles\r\n\r\n"),
  BAD ("body where none is taken", GET HOST "Content-Length: 2\r\n\r\n{}"),
  BAD ("chunked body where none is taken",
       GET HOST "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"),

  /* not HTTP at all */
  BAD ("TLS", "\x16\x03\x01\x02\x01\x01\xfc\x03\x03"),
  BAD ("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
  BAD ("words", "hello\r\n\r\n"),
};

/* All that comes until the server closes, or says nothing for a while. */
static char *
read_everything (GIOStream *stream)
{
  GString *text = g_string_new (NULL);
  char buffer[4096];
  gssize n;

  while ((n = g_input_stream_read (g_io_stream_get_input_stream (stream), buffer, sizeof buffer,
                                   NULL, NULL)) > 0)
    g_string_append_len (text, buffer, n);

  return g_string_free (text, FALSE);
}

static void
write_text (GIOStream *stream, const char *text, gsize length)
{
  g_output_stream_write_all (g_io_stream_get_output_stream (stream), text, length, NULL, NULL,
                             NULL);
}

static void
test_bad_requests (void)
{
  g_autoptr (OutlayTestServer) server = outlay_test_server_new ();
  g_autofree char *path = g_build_filename (outlay_test_server_get_folder (server), "log", NULL);
  g_autofree char *log = NULL;

  g_assert_cmpuint (G_N_ELEMENTS (bad_requests), >=, 50);

  for (gsize i = 0; i < G_N_ELEMENTS (bad_requests); i++)
    {
      const BadRequest *bad = &bad_requests[i];
      gsize length = bad->length > 0 ? bad->length : strlen (bad->request);
      g_autoptr (GIOStream) stream = outlay_test_server_connect (server);
      g_autofree char *answer = NULL;

      g_socket_set_timeout (g_socket_connection_get_socket (G_SOCKET_CONNECTION (stream)), 1);
      write_text (stream, bad->request, length);
      g_socket_shutdown (g_socket_connection_get_socket (G_SOCKET_CONNECTION (stream)), FALSE, TRUE,
                         NULL);
      answer = read_everything (stream);

      g_test_message ("%s: %.*s", bad->name, (int) strcspn (answer, "\r"), answer);
      /* Refused, or not worth an answer; and nothing that followed was listened to. */
      if (*answer != '\0')
        g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 4") ||
                       g_str_has_prefix (answer, "HTTP/1.1 5") ||
                       g_str_has_prefix (answer, "HTTP/1.0 4"));
      g_assert_null (strstr (answer, "HTTP/1.1 2"));
    }

  outlay_test_server_stop (server);
  g_assert_true (g_file_get_contents (path, &log, NULL, NULL));
  g_assert_null (strstr (log, "status=2"));
  outlay_test_server_start (server);
}

/* What is unusual but right must pass. */
static void
test_good_requests (void)
{
  static const char *const requests[] = {
    GET HOST "\r\n",
    "GET /healthz HTTP/1.0\r\n\r\n",
    "GET http://a/healthz HTTP/1.1\r\n" HOST "\r\n",
    "GET http://A/healthz HTTP/1.1\r\n" HOST "\r\n",
    "GET /%68ealthz HTTP/1.1\r\n" HOST "\r\n",
    "GET /healthz? HTTP/1.1\r\n" HOST "\r\n",
    "HEAD /healthz HTTP/1.1\r\n" HOST "\r\n",
    GET "hOsT:a:8080\r\n\r\n",
    GET "Host: [::1]:8080\r\n\r\n",
    GET HOST "X: \xc3\xa9\r\n\r\n",
    GET HOST "Content-Length: 0\r\n\r\n",
  };
  g_autoptr (OutlayTestServer) server = outlay_test_server_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autoptr (OutlayTestReply) reply = outlay_test_server_send_raw (server, requests[i], -1);

      g_test_message ("%zu: %s", i, reply->head);
      g_assert_cmpuint (reply->status, ==, 200);
    }
}

typedef struct
{
  const char *request;
  guint status;
} ProblemCase;

static void
test_problems (void)
{
  static const ProblemCase cases[] = {
    { GET HOST "Expect: miracles\r\n\r\n", 417 },
    { "GET /nothing HTTP/1.1\r\n" HOST "\r\n", 404 },
    { "GET /api/v1/expenses/x HTTP/1.1\r\n" HOST "\r\n", 404 },
    { "DELETE /healthz HTTP/1.1\r\n" HOST "\r\n", 405 },
    { "OPTIONS /healthz HTTP/1.1\r\n" HOST "\r\n", 405 },
    { "GET /api/v1/me HTTP/1.1\r\n" HOST "\r\n", 401 },
    { "GET /api/v1/me HTTP/1.1\r\n" HOST "Authorization: Basic YTpi\r\n\r\n", 401 },
    { "POST /api/v1/auth/login HTTP/1.1\r\n" HOST "\r\n", 411 },
    { LOGIN "Content-Length: 70000\r\n\r\n", 413 },
    { "POST /api/v1/auth/login HTTP/1.1\r\n" HOST "Content-Length: 2\r\n\r\n{}", 415 },
    { "POST /api/v1/auth/login HTTP/1.1\r\n" HOST
      "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}",
      415 },
    { "POST /api/v1/auth/login HTTP/1.1\r\n" HOST
      "Content-Type: application/json; charset=latin1\r\nContent-Length: 2\r\n\r\n{}",
      415 },
    { LOGIN "Content-Length: 2\r\n\r\n[]", 400 },
    { "get /healthz HTTP/1.1\r\n" HOST "\r\n", 501 },
  };
  g_autoptr (OutlayTestServer) server = outlay_test_server_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OutlayTestReply)
          reply = outlay_test_server_send_raw (server, cases[i].request, -1);
      g_autofree char *type = outlay_test_reply_dup_header (reply, "Content-Type");
      g_autofree char *allow = outlay_test_reply_dup_header (reply, "Allow");
      g_autofree char *status = g_strdup_printf ("\"status\":%u,", cases[i].status);

      g_test_message ("%zu: %s", i, reply->body);
      g_assert_cmpuint (reply->status, ==, cases[i].status);
      g_assert_cmpstr (type, ==, "application/problem+json");
      g_assert_nonnull (strstr (reply->body, status));
      if (reply->status == 405)
        g_assert_cmpstr (allow, ==, "GET, HEAD");
    }
}

/* Limits of the head: ours first, with a problem; far beyond it the library's own. */
static void
test_head_limits (void)
{
  g_autoptr (OutlayTestServer) server = outlay_test_server_new ();
  g_autofree char *long_text = g_strnfill (3000, 'a');
  g_autofree char *longer_text = g_strnfill (7000, 'a');
  g_autofree char *huge_text = g_strnfill (100000, 'a');
  g_autofree char *long_target = g_strconcat ("GET /", long_text, " HTTP/1.1\r\n" HOST "\r\n",
                                              NULL);
  g_autofree char *long_field = g_strconcat (GET HOST "X: ", longer_text, "\r\n\r\n", NULL);
  g_autofree char *huge_field = g_strconcat (GET HOST "X: ", huge_text, "\r\n\r\n", NULL);
  g_autoptr (GString) many = g_string_new (GET HOST);
  g_autoptr (OutlayTestReply) target = outlay_test_server_send_raw (server, long_target, -1);
  g_autoptr (OutlayTestReply) field = outlay_test_server_send_raw (server, long_field, -1);
  g_autoptr (OutlayTestReply) huge = outlay_test_server_send_raw (server, huge_field, -1);
  g_autoptr (OutlayTestReply) fields = NULL;

  for (guint i = 0; i < 70; i++)
    g_string_append (many, "X: y\r\n");
  g_string_append (many, "\r\n");
  fields = outlay_test_server_send_raw (server, many->str, -1);

  g_assert_cmpuint (target->status, ==, 414);
  g_assert_cmpuint (field->status, ==, 431);
  g_assert_cmpuint (fields->status, ==, 431);
  g_assert_nonnull (strstr (fields->body, "\"status\":431"));
  /* The connection may be gone before its answer is read. */
  g_assert_true (huge->status == 431 || huge->status == 0);
}

/* A chunked body says nothing of its length; the limit holds all the same. */
static void
test_body_limit (void)
{
  g_autoptr (OutlayTestServer) server = outlay_test_server_new ();
  g_autofree char *chunk = g_strnfill (70000, ' ');
  g_autofree char *request = g_strdup_printf (LOGIN "Transfer-Encoding: chunked\r\n\r\n"
                                                    "%x\r\n%s\r\n0\r\n\r\n",
                                              70000, chunk);
  g_autoptr (OutlayTestReply) chunked = outlay_test_server_send_raw (server, request, -1);
  g_autoptr (OutlayTestReply) early = NULL;

  g_assert_cmpuint (chunked->status, ==, 413);

  /* Refused before the body is sent, and without asking for it. */
  early = outlay_test_server_send_raw (
      server, LOGIN "Content-Length: 999999999\r\nExpect: 100-continue\r\n\r\n", -1);
  g_assert_cmpuint (early->status, ==, 413);
}

/* One connection, many requests, some of them refused: it stays open, and nothing gets mixed up. */
static void
test_keep_alive (void)
{
  g_autoptr (OutlayTestServer) server = outlay_test_server_new ();
  g_autoptr (GIOStream) stream = outlay_test_server_connect (server);
  static const ProblemCase cases[] = {
    { GET HOST "\r\n", 200 },
    { "GET /nothing HTTP/1.1\r\n" HOST "\r\n", 404 },
    { LOGIN "Content-Length: 2\r\n\r\n{}", 400 },
    { "POST /nothing HTTP/1.1\r\n" HOST "Content-Length: 5\r\n\r\nhello", 404 },
    { LOGIN "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", 400 },
    { GET HOST "\r\n", 200 },
  };

  for (guint round = 0; round < 2; round++)
    for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
      {
        g_autoptr (OutlayTestReply) reply = NULL;

        write_text (stream, cases[i].request, strlen (cases[i].request));
        reply = outlay_test_server_read_reply (g_io_stream_get_input_stream (stream), FALSE);
        g_assert_cmpuint (reply->status, ==, cases[i].status);
      }
}

static void
test_head (void)
{
  g_autoptr (OutlayTestServer) server = outlay_test_server_new ();
  g_autoptr (OutlayTestReply)
      get = outlay_test_server_send (server, NULL, "GET", "/healthz", NULL, NULL);
  g_autoptr (GIOStream) stream = outlay_test_server_connect (server);
  const char *request = "HEAD /healthz HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n";
  g_autofree char *everything = NULL;
  g_autofree char *length = g_strdup_printf ("Content-Length: %zu\r\n", get->length);

  write_text (stream, request, strlen (request));
  everything = read_everything (stream);
  g_assert_true (g_str_has_prefix (everything, "HTTP/1.1 200"));
  g_assert_nonnull (strstr (everything, length));
  g_assert_true (g_str_has_suffix (everything, "\r\n\r\n"));
}

/* Two hundred who never finish their heads, and one who only wants to know: milliseconds. */
static void
test_slow_heads (void)
{
  g_autoptr (OutlayTestServer) server = outlay_test_server_new ();
  g_autoptr (GPtrArray) slow = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GIOStream) honest = outlay_test_server_connect (server);
  gint64 worst = 0;

  for (guint i = 0; i < 200; i++)
    {
      GIOStream *stream = outlay_test_server_connect (server);

      write_text (stream, i % 2 ? "GET /hea" : LOGIN "Content-Length: 100\r\n\r\n{",
                  i % 2 ? 8 : 30);
      g_ptr_array_add (slow, stream);
    }

  for (guint i = 0; i < 100; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (OutlayTestReply) reply = NULL;

      write_text (honest, GET HOST "\r\n", strlen (GET HOST "\r\n"));
      reply = outlay_test_server_read_reply (g_io_stream_get_input_stream (honest), FALSE);
      g_assert_cmpuint (reply->status, ==, 200);
      worst = MAX (worst, g_get_monotonic_time () - start);
    }

  g_test_message ("slowest honest request: %" G_GINT64_FORMAT " µs", worst);
  g_assert_cmpint (worst, <, 500 * G_TIME_SPAN_MILLISECOND);
}

/* Who sends a letter of its head now and then is shown the door after ten seconds. */
static void
test_slow_head_ends (void)
{
  g_autoptr (OutlayTestServer) server = outlay_test_server_new ();
  g_autoptr (GIOStream) stream = outlay_test_server_connect (server);
  gint64 start = g_get_monotonic_time ();
  GError *error = NULL;

  write_text (stream, GET HOST "X: ", strlen (GET HOST "X: "));
  while (g_output_stream_write_all (g_io_stream_get_output_stream (stream), "y", 1, NULL, NULL,
                                    &error) &&
         g_get_monotonic_time () - start < 30 * G_USEC_PER_SEC)
    g_usleep (200 * G_TIME_SPAN_MILLISECOND);

  g_assert_nonnull (error);
  g_error_free (error);
  g_assert_cmpint (g_get_monotonic_time () - start, >, 8 * G_USEC_PER_SEC);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/http/bad-requests", test_bad_requests);
  g_test_add_func ("/server/http/good-requests", test_good_requests);
  g_test_add_func ("/server/http/problems", test_problems);
  g_test_add_func ("/server/http/head-limits", test_head_limits);
  g_test_add_func ("/server/http/body-limit", test_body_limit);
  g_test_add_func ("/server/http/keep-alive", test_keep_alive);
  g_test_add_func ("/server/http/head", test_head);
  g_test_add_func ("/server/http/slow-heads", test_slow_heads);
  g_test_add_func ("/server/http/slow-head-ends", test_slow_head_ends);

  return g_test_run ();
}
