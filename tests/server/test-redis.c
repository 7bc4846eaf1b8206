/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/shared/outlay-redis.h"

#include <gio/gunixsocketaddress.h>
#include <string.h>
#include <unistd.h>

#include "outlay-test-redis.h"

/* --- what it says in the log --- */

static struct
{
  int n_lost;    /* atomic */
  int n_back;    /* atomic */
  int n_refused; /* atomic */
  int n_taken;   /* atomic */
} said;

static GLogWriterOutput
read_log_cb (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  for (gsize i = 0; i < n_fields; i++)
    {
      const char *text = fields[i].value;

      if (!g_str_equal (fields[i].key, "MESSAGE"))
        continue;
      if (g_str_has_prefix (text, "Redis is not used for now"))
        g_atomic_int_inc (&said.n_lost);
      else if (g_str_equal (text, "Redis is back"))
        g_atomic_int_inc (&said.n_back);
      else if (g_str_has_prefix (text, "Redis takes no values"))
        g_atomic_int_inc (&said.n_refused);
      else if (g_str_equal (text, "Redis takes values again"))
        g_atomic_int_inc (&said.n_taken);
      else
        return g_log_writer_default (level, fields, n_fields, data);
      g_test_message ("%s", text);
    }

  return G_LOG_WRITER_HANDLED;
}

static void
forget_log (void)
{
  g_atomic_int_set (&said.n_lost, 0);
  g_atomic_int_set (&said.n_back, 0);
  g_atomic_int_set (&said.n_refused, 0);
  g_atomic_int_set (&said.n_taken, 0);
}

static void
await_number (int *number, int wanted)
{
  for (int i = 0; i < 1000 && g_atomic_int_get (number) < wanted; i++)
    g_usleep (10000);
  g_assert_cmpint (g_atomic_int_get (number), ==, wanted);
}

/* --- small steps --- */

static OutlayRedis *
connect_to (const char *text, const char *password)
{
  g_autoptr (GError) error = NULL;
  OutlayRedisAddress *address = outlay_redis_address_parse (text, password, &error);

  g_assert_no_error (error);
  return outlay_redis_new (address);
}

static void
await_state (OutlayRedis *redis, gboolean is_up)
{
  for (int i = 0; i < 1000 && outlay_redis_is_up (redis) != is_up; i++)
    g_usleep (10000);
  g_assert_cmpint (outlay_redis_is_up (redis), ==, is_up);
}

static gboolean
set_text (OutlayRedis *redis, const char *key, const char *text, gint64 msec)
{
  g_autoptr (GBytes) value = g_bytes_new (text, strlen (text));

  return outlay_redis_set (redis, key, value, msec);
}

/* The text of a key, or how else it ended; never later than a wait may take. */
static char *
get_text (OutlayRedis *redis, const char *key)
{
  g_autoptr (GBytes) value = NULL;
  gint64 start = g_get_monotonic_time ();
  OutlayRedisOutcome outcome = outlay_redis_get (redis, key, &value);

  /* 50 ms, and what a busy machine adds. */
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC);

  if (outcome == OUTLAY_REDIS_FOUND)
    return g_strndup (g_bytes_get_data (value, NULL), g_bytes_get_size (value));

  g_assert_null (value);
  return g_strdup (outcome == OUTLAY_REDIS_MISSING ? "(missing)" : "(unavailable)");
}

#define assert_text(redis, key, wanted)                                                            \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *text_now = get_text (redis, key);                                             \
    g_assert_cmpstr (text_now, ==, wanted);                                                        \
  }                                                                                                \
  G_STMT_END

/* --- addresses --- */

static void
test_address (void)
{
  static const struct
  {
    const char *text;
    const char *host;
    int port;
    const char *path;
    int database;
    const char *user;
    const char *password;
  } good[] = {
    { "redis://cache.example", "cache.example", 6379, NULL, 0, NULL, NULL },
    { "redis://127.0.0.1:6380/3", "127.0.0.1", 6380, NULL, 3, NULL, NULL },
    { "redis://:s%20ecret@[::1]:1/", "::1", 1, NULL, 0, NULL, "s ecret" },
    { "redis://outlay:word@h/0", "h", 6379, NULL, 0, "outlay", "word" },
    { "unix:/run/redis/redis.sock", NULL, 0, "/run/redis/redis.sock", 0, NULL, NULL },
  };
  static const char *const bad[] = {
    "",
    "localhost",
    "rediss://h:1",
    "http://h",
    "unix:",
    "redis://",
    "redis://h:99999",
    "redis://h/x",
    "redis://h/-1",
    "redis://h/0/1",
    "redis://h?a=b",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (OutlayRedisAddress)
          address = outlay_redis_address_parse (good[i].text, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (address->host, ==, good[i].host);
      g_assert_cmpint (address->port, ==, good[i].port);
      g_assert_cmpstr (address->path, ==, good[i].path);
      g_assert_cmpint (address->database, ==, good[i].database);
      g_assert_cmpstr (address->user, ==, good[i].user);
      g_assert_cmpstr (address->password, ==, good[i].password);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (outlay_redis_address_parse (bad[i], NULL, &error));
      g_assert_error (error, OUTLAY_REDIS_ERROR, OUTLAY_REDIS_ERROR_ADDRESS);
    }
}

static void
test_address_password (void)
{
  g_autoptr (OutlayRedisAddress)
      address = outlay_redis_address_parse ("redis://:old@h", "new", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (address->password, ==, "new");

  /* No secret in what is told. */
  g_assert_null (outlay_redis_address_parse ("redis://:hush@h:x", NULL, &error));
  g_assert_null (strstr (error->message, "hush"));
}

/* --- values and counters --- */

static void
test_values (void)
{
  g_autoptr (OutlayTestRedis) server = outlay_test_redis_new (NULL);
  g_autoptr (OutlayRedis) redis = NULL;
  g_autoptr (GBytes) binary = g_bytes_new_static ("a\0b\r\n", 5);
  g_autoptr (GBytes) found = NULL;

  outlay_test_redis_start (server);
  redis = connect_to (outlay_test_redis_get_address (server), NULL);
  await_state (redis, TRUE);

  assert_text (redis, "k", "(missing)");
  g_assert_true (set_text (redis, "k", "one", 60000));
  /* What one process asks for comes in order. */
  assert_text (redis, "k", "one");
  g_assert_true (outlay_redis_delete (redis, "k"));
  assert_text (redis, "k", "(missing)");

  g_assert_true (outlay_redis_set (redis, "k", binary, 60000));
  g_assert_cmpint (outlay_redis_get (redis, "k", &found), ==, OUTLAY_REDIS_FOUND);
  g_assert_true (g_bytes_equal (found, binary));

  g_assert_true (set_text (redis, "short", "x", 30));
  g_usleep (100000);
  assert_text (redis, "short", "(missing)");
}

static void
test_value_too_large (void)
{
  g_autoptr (OutlayTestRedis) server = outlay_test_redis_new (NULL);
  g_autoptr (OutlayRedis) redis = NULL;
  g_autofree char *text = g_strnfill (OUTLAY_REDIS_MAX_VALUE + 1, 'x');
  g_autofree char *found = NULL;

  outlay_test_redis_start (server);
  redis = connect_to (outlay_test_redis_get_address (server), NULL);
  await_state (redis, TRUE);

  g_assert_false (set_text (redis, "k", text, 60000));
  text[OUTLAY_REDIS_MAX_VALUE] = '\0';
  g_assert_true (set_text (redis, "k", text, 60000));
  for (int i = 0; i < 100 && g_strcmp0 (found, text) != 0; i++)
    {
      g_free (found);
      found = get_text (redis, "k");
    }
  g_assert_cmpstr (found, ==, text);
}

static void
test_counters (void)
{
  g_autoptr (OutlayTestRedis) server = outlay_test_redis_new (NULL);
  g_autoptr (OutlayRedis) redis = NULL, other = NULL;
  gint64 total, left;

  outlay_test_redis_start (server);
  redis = connect_to (outlay_test_redis_get_address (server), NULL);
  other = connect_to (outlay_test_redis_get_address (server), NULL);
  await_state (redis, TRUE);
  await_state (other, TRUE);

  g_assert_cmpint (outlay_redis_add (redis, "n", 0, 5000, &total, &left), ==, OUTLAY_REDIS_FOUND);
  g_assert_cmpint (total, ==, 0);
  g_assert_cmpint (left, ==, 0);

  g_assert_cmpint (outlay_redis_add (redis, "n", 3, 5000, &total, &left), ==, OUTLAY_REDIS_FOUND);
  g_assert_cmpint (total, ==, 3);
  g_assert_cmpint (outlay_redis_add (other, "n", 4, 90000, &total, &left), ==, OUTLAY_REDIS_FOUND);
  g_assert_cmpint (total, ==, 7);
  /* The life is that of the first addition. */
  g_assert_cmpint (left, >, 0);
  g_assert_cmpint (left, <=, 5000);

  g_assert_cmpint (outlay_redis_add (redis, "s", 1, 40, &total, &left), ==, OUTLAY_REDIS_FOUND);
  g_usleep (100000);
  g_assert_cmpint (outlay_redis_add (redis, "s", 1, 40, &total, &left), ==, OUTLAY_REDIS_FOUND);
  g_assert_cmpint (total, ==, 1);
}

static gpointer
add_thread (gpointer data)
{
  gint64 total, left;

  for (int i = 0; i < 500; i++)
    g_assert_cmpint (outlay_redis_add (data, "sum", 1, 60000, &total, &left), ==,
                     OUTLAY_REDIS_FOUND);

  return NULL;
}

static void
test_counters_many_threads (void)
{
  g_autoptr (OutlayTestRedis) server = outlay_test_redis_new (NULL);
  g_autoptr (OutlayRedis) redis = NULL;
  GThread *threads[8];
  gint64 total, left;

  outlay_test_redis_start (server);
  redis = connect_to (outlay_test_redis_get_address (server), NULL);
  await_state (redis, TRUE);

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("add", add_thread, redis);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);

  outlay_redis_add (redis, "sum", 0, 60000, &total, &left);
  g_assert_cmpint (total, ==, 500 * G_N_ELEMENTS (threads));
}

static void
test_password (void)
{
  g_autoptr (OutlayTestRedis) server = outlay_test_redis_new ("open sesame");
  g_autoptr (OutlayRedis) redis = NULL, wrong = NULL, without = NULL;

  forget_log ();
  outlay_test_redis_start (server);
  redis = connect_to (outlay_test_redis_get_address (server), "open sesame");
  await_state (redis, TRUE);
  g_assert_true (set_text (redis, "k", "v", 60000));
  assert_text (redis, "k", "v");
  g_assert_cmpint (said.n_lost, ==, 0);

  wrong = connect_to (outlay_test_redis_get_address (server), "open barley");
  without = connect_to (outlay_test_redis_get_address (server), NULL);
  await_number (&said.n_lost, 2);
  assert_text (wrong, "k", "(unavailable)");
  assert_text (without, "k", "(unavailable)");
}

/* --- trouble --- */

static void
test_away_at_start (void)
{
  g_autoptr (OutlayTestRedis) server = outlay_test_redis_new (NULL);
  g_autoptr (OutlayRedis) redis = NULL;
  gint64 total, left;

  forget_log ();
  redis = connect_to (outlay_test_redis_get_address (server), NULL);
  await_number (&said.n_lost, 1);
  assert_text (redis, "k", "(unavailable)");
  g_assert_false (set_text (redis, "k", "v", 60000));
  g_assert_cmpint (outlay_redis_add (redis, "n", 1, 5000, &total, &left), ==,
                   OUTLAY_REDIS_UNAVAILABLE);

  outlay_test_redis_start (server);
  await_state (redis, TRUE);
  assert_text (redis, "k", "(missing)");
  await_number (&said.n_back, 1);
  g_assert_cmpint (said.n_lost, ==, 1);
}

static void
test_killed (void)
{
  g_autoptr (OutlayTestRedis) server = outlay_test_redis_new (NULL);
  g_autoptr (OutlayRedis) redis = NULL;

  forget_log ();
  outlay_test_redis_start (server);
  redis = connect_to (outlay_test_redis_get_address (server), NULL);
  await_state (redis, TRUE);

  for (int i = 1; i <= 2; i++)
    {
      outlay_test_redis_kill (server);
      await_state (redis, FALSE);
      for (int n = 0; n < 100; n++)
        assert_text (redis, "k", "(unavailable)");
      await_number (&said.n_lost, i);

      outlay_test_redis_start (server);
      await_state (redis, TRUE);
      g_assert_true (set_text (redis, "k", "v", 60000));
      assert_text (redis, "k", "v");
      await_number (&said.n_back, i);
    }
}

static void
test_paused (void)
{
  g_autoptr (OutlayTestRedis) server = outlay_test_redis_new (NULL);
  g_autoptr (OutlayRedis) redis = NULL;
  gint64 start;

  forget_log ();
  outlay_test_redis_start (server);
  redis = connect_to (outlay_test_redis_get_address (server), NULL);
  await_state (redis, TRUE);

  outlay_test_redis_pause (server);
  assert_text (redis, "k", "(unavailable)");
  await_state (redis, FALSE);

  /* Once it is known, nobody waits any more: ten thousand questions at once. */
  start = g_get_monotonic_time ();
  for (int i = 0; i < 10000; i++)
    {
      g_autoptr (GBytes) value = NULL;

      g_assert_cmpint (outlay_redis_get (redis, "k", &value), ==, OUTLAY_REDIS_UNAVAILABLE);
    }
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC);
  g_assert_cmpint (said.n_lost, ==, 1);

  outlay_test_redis_go_on (server);
  await_state (redis, TRUE);
  assert_text (redis, "k", "(missing)");
  await_number (&said.n_back, 1);
}

static void
test_full (void)
{
  g_autoptr (OutlayTestRedis) server = outlay_test_redis_new (NULL);
  g_autoptr (OutlayRedis) redis = NULL;
  gint64 total, left;

  forget_log ();
  outlay_test_redis_start (server);
  redis = connect_to (outlay_test_redis_get_address (server), NULL);
  await_state (redis, TRUE);
  g_assert_true (set_text (redis, "k", "v", 60000));
  assert_text (redis, "k", "v");

  g_free (
      outlay_test_redis_ask (server, (const char *[]) { "CONFIG", "SET", "maxmemory", "1", NULL }));
  for (int i = 0; i < 20; i++)
    set_text (redis, "other", "v", 60000);
  g_assert_cmpint (outlay_redis_add (redis, "n", 1, 5000, &total, &left), ==,
                   OUTLAY_REDIS_UNAVAILABLE);
  /* It reads and forgets all the same. */
  assert_text (redis, "k", "v");
  outlay_redis_delete (redis, "k");
  assert_text (redis, "k", "(missing)");
  g_assert_true (outlay_redis_is_up (redis));
  g_assert_cmpint (said.n_refused, ==, 1);
  g_assert_cmpint (said.n_lost, ==, 0);

  g_free (
      outlay_test_redis_ask (server, (const char *[]) { "CONFIG", "SET", "maxmemory", "0", NULL }));
  g_assert_cmpint (outlay_redis_add (redis, "n", 1, 5000, &total, &left), ==, OUTLAY_REDIS_FOUND);
  g_assert_cmpint (total, ==, 1);
  g_assert_cmpint (said.n_taken, ==, 1);
}

/* Another word in the place of a key is an error of one answer, not of the connection. */
static void
test_wrong_kind (void)
{
  g_autoptr (OutlayTestRedis) server = outlay_test_redis_new (NULL);
  g_autoptr (OutlayRedis) redis = NULL;

  outlay_test_redis_start (server);
  redis = connect_to (outlay_test_redis_get_address (server), NULL);
  await_state (redis, TRUE);
  g_free (outlay_test_redis_ask (server, (const char *[]) { "LPUSH", "outlay:k", "v", NULL }));

  assert_text (redis, "k", "(unavailable)");
  g_assert_true (outlay_redis_is_up (redis));
}

/* --- somebody else at the door --- */

typedef struct
{
  const char *text;
  gsize length;
  GSocketListener *listener;
  GCancellable *end;
} Stranger;

static gpointer
speak_thread (gpointer data)
{
  Stranger *stranger = data;

  while (TRUE)
    {
      g_autoptr (GSocketConnection)
          connection = g_socket_listener_accept (stranger->listener, NULL, stranger->end, NULL);
      char buffer[256];

      if (connection == NULL)
        return NULL;
      g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer,
                           sizeof buffer, stranger->end, NULL);
      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                                 stranger->text, stranger->length, NULL, stranger->end, NULL);
    }
}

static void
meet_stranger (const char *text, gsize length)
{
  g_autoptr (OutlayTestRedis) place = outlay_test_redis_new (NULL);
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autoptr (GSocketAddress)
      address = g_unix_socket_address_new (outlay_test_redis_get_path (place));
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) end = g_cancellable_new ();
  Stranger stranger = { text, length, listener, end };
  GThread *thread;
  OutlayRedis *redis;

  forget_log ();
  g_socket_listener_add_address (listener, address, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT,
                                 NULL, NULL, &error);
  g_assert_no_error (error);
  thread = g_thread_new ("stranger", speak_thread, &stranger);

  redis = connect_to (outlay_test_redis_get_address (place), NULL);
  for (int i = 0; i < 10; i++)
    {
      g_autoptr (GBytes) value = NULL;

      g_assert_cmpint (outlay_redis_get (redis, "k", &value), !=, OUTLAY_REDIS_FOUND);
      g_usleep (20000);
    }
  await_number (&said.n_lost, 1);
  outlay_redis_free (redis);

  g_cancellable_cancel (end);
  g_thread_join (thread);
  unlink (outlay_test_redis_get_path (place));
}

static void
test_nonsense (void)
{
  static const struct
  {
    const char *text;
    gsize length;
  } cases[] = {
#define CASE(text) { text, sizeof text - 1 }
    CASE (""),
    CASE ("HTTP/1.1 400 Bad Request\r\n\r\n"),
    CASE ("\0\0\0\0\0"),
    CASE ("+OK\r\n"),
    CASE ("$4\r\nPONG\r\n"),
    CASE ("+PONG\r\n+PONG\r\n+PONG\r\n"),
    CASE ("+PONG\r\n-ERR max number of clients reached\r\n"),
    CASE ("-LOADING Redis is loading the dataset in memory\r\n"),
    CASE ("*4294967295\r\n"),
    CASE ("*-5\r\n"),
    CASE ("$99999999999999999999\r\n"),
    CASE ("$-7\r\n"),
    CASE (":x\r\n"),
    CASE ("*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n:1\r\n"),
    CASE (">2\r\n+invalidate\r\n+x\r\n"),
    CASE ("%1\r\n+a\r\n+b\r\n"),
    CASE ("+PONG\r\n>2\r\n+invalidate\r\n+x\r\n"),
#undef CASE
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    meet_stranger (cases[i].text, cases[i].length);
}

/* Right answers that come late, one after the other: asked no more, after a few. */
static gpointer
answer_late_thread (gpointer data)
{
  Stranger *stranger = data;
  g_autoptr (GSocketConnection)
      connection = g_socket_listener_accept (stranger->listener, NULL, stranger->end, NULL);
  char buffer[4096];

  for (int i = 0; connection != NULL; i++)
    {
      const char *answer = i == 0 ? "+PONG\r\n" : "$-1\r\n";

      if (g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer,
                               sizeof buffer, stranger->end, NULL) <= 0)
        return NULL;
      g_usleep (i == 0 ? 0 : 90000);
      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), answer,
                                 strlen (answer), NULL, stranger->end, NULL);
    }

  return NULL;
}

static void
test_slow (void)
{
  g_autoptr (OutlayTestRedis) place = outlay_test_redis_new (NULL);
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autoptr (GSocketAddress)
      address = g_unix_socket_address_new (outlay_test_redis_get_path (place));
  g_autoptr (GCancellable) end = g_cancellable_new ();
  Stranger stranger = { NULL, 0, listener, end };
  OutlayRedis *redis;
  GThread *thread;
  int n = 0;

  forget_log ();
  g_assert_true (g_socket_listener_add_address (listener, address, G_SOCKET_TYPE_STREAM,
                                                G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL, NULL));
  thread = g_thread_new ("late", answer_late_thread, &stranger);
  redis = connect_to (outlay_test_redis_get_address (place), NULL);
  await_state (redis, TRUE);

  /* One at a time, so that none waits for the answer of another. */
  for (; n < 50 && outlay_redis_is_up (redis); n++)
    {
      assert_text (redis, "k", "(unavailable)");
      g_usleep (60000);
    }
  g_assert_cmpint (n, >=, 7);
  g_assert_cmpint (n, <=, 12);
  await_number (&said.n_lost, 1);

  g_cancellable_cancel (end);
  outlay_redis_free (redis);
  g_thread_join (thread);
  unlink (outlay_test_redis_get_path (place));
}

static void
test_endless (void)
{
  gsize length = 64 * 1024 * 1024;
  g_autofree char *text = g_malloc (length);

  memset (text, 'x', length);
  memcpy (text, "$67000000\r\n", 11);
  meet_stranger (text, length);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* Warnings are what is tested. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  g_log_set_writer_func (read_log_cb, NULL, NULL);

  g_test_add_func ("/server/redis/address", test_address);
  g_test_add_func ("/server/redis/address/password", test_address_password);
  g_test_add_func ("/server/redis/values", test_values);
  g_test_add_func ("/server/redis/values/too-large", test_value_too_large);
  g_test_add_func ("/server/redis/counters", test_counters);
  g_test_add_func ("/server/redis/counters/many-threads", test_counters_many_threads);
  g_test_add_func ("/server/redis/password", test_password);
  g_test_add_func ("/server/redis/away-at-start", test_away_at_start);
  g_test_add_func ("/server/redis/killed", test_killed);
  g_test_add_func ("/server/redis/paused", test_paused);
  g_test_add_func ("/server/redis/full", test_full);
  g_test_add_func ("/server/redis/wrong-kind", test_wrong_kind);
  g_test_add_func ("/server/redis/nonsense", test_nonsense);
  g_test_add_func ("/server/redis/slow", test_slow);
  g_test_add_func ("/server/redis/endless", test_endless);

  return g_test_run ();
}
