/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>

#include "outlay-test-server.h"

/* Runs a command, whose words come one by one, and wants an exit status. */
static char *run (int wanted, const char *input, ...) G_GNUC_NULL_TERMINATED;

static char *
run (int wanted, const char *input, ...)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  const char *word;
  va_list list;
  int status = -1;
  char *output;

  va_start (list, input);
  while ((word = va_arg (list, const char *)) != NULL)
    g_ptr_array_add (words, (gpointer) word);
  va_end (list);
  g_ptr_array_add (words, NULL);

  output = outlay_test_server_run_command ((const char *const *) words->pdata, input, &status);
  g_test_message ("%s", output);
  g_assert_cmpint (status, ==, wanted);

  return output;
}

static void
assert_contains (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("\"%s\" is not in \"%s\"", part, text);
}

/* Deleted when the tests end. */
static char *root;

static char *
make_folder (void)
{
  g_autofree char *name = g_uuid_string_random ();
  char *folder = g_build_filename (root, name, NULL);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  return folder;
}

static void
test_help (void)
{
  static const char *const commands[] = { "serve", "user", "migrate", "check", "backup", "demo" };
  g_autofree char *version = run (0, NULL, "--version", NULL);
  g_autofree char *help = run (0, NULL, "--help", NULL);

  g_assert_true (g_str_has_prefix (version, "outlayd 0."));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *own = g_str_equal (commands[i], "user")
                                 ? run (0, NULL, "user", "add", "--help", NULL)
                                 : run (0, NULL, commands[i], "--help", NULL);

      assert_contains (help, commands[i]);
      assert_contains (own, "usage: outlayd ");
      /* For tests alone. */
      g_assert_null (strstr (own, "bcrypt"));
    }
}

static void
test_mistakes (void)
{
  g_autofree char *none = run (2, NULL, NULL);
  g_autofree char *unknown = run (2, NULL, "fly", NULL);
  g_autofree char *option = run (2, NULL, "migrate", "--colour", "red", NULL);
  g_autofree char *value = run (2, NULL, "migrate", "--database", NULL);
  g_autofree char *word = run (2, NULL, "migrate", "now", NULL);
  g_autofree char *level = run (2, NULL, "serve", "--log-level", "loud", NULL);
  g_autofree char *cost = run (2, NULL, "serve", "--bcrypt-cost", "3", NULL);
  g_autofree char *file = run (2, NULL, "serve", "--config", "/nowhere/outlayd.conf", NULL);
  g_autofree char *folder = make_folder ();
  g_autofree char *database = g_strdup_printf ("sqlite:%s/outlay.db", folder);
  g_autofree char *listen = run (1, NULL, "serve", "--database", database, "--listen",
                                 "nonsense:x:y", NULL);

  assert_contains (none, "--help");
  assert_contains (unknown, "not known");
  assert_contains (option, "--colour");
  assert_contains (value, "--database");
  assert_contains (word, "too many");
  assert_contains (level, "log-level");
  assert_contains (cost, "bcrypt-cost");
  assert_contains (file, "/nowhere/outlayd.conf");
  assert_contains (listen, "ADDRESS:PORT");
}

/* The command line wins over the environment, and that over the file. */
static void
test_precedence (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *file = g_build_filename (folder, "outlayd.conf", NULL);
  g_autofree char *from_file = g_strdup_printf ("sqlite:%s/file.db", folder);
  g_autofree char *from_environment = g_strdup_printf ("sqlite:%s/environment.db", folder);
  g_autofree char *from_line = g_strdup_printf ("sqlite:%s/line.db", folder);
  g_autofree char *text = g_strdup_printf ("# settings\n\n  database = %s\nsignup=closed\n",
                                           from_file);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  g_assert_true (g_file_set_contents (file, text, -1, NULL));
  first = run (0, NULL, "migrate", "--config", file, NULL);
  g_setenv ("OUTLAYD_DATABASE", from_environment, TRUE);
  second = run (0, NULL, "migrate", "--config", file, NULL);
  third = run (0, NULL, "migrate", "--config", file, "--database", from_line, NULL);
  g_unsetenv ("OUTLAYD_DATABASE");

  assert_contains (first, from_file);
  assert_contains (second, from_environment);
  assert_contains (third, from_line);
}

static void
test_bad_file (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *file = g_build_filename (folder, "outlayd.conf", NULL);
  g_autofree char *key = NULL;
  g_autofree char *line = NULL;

  g_assert_true (g_file_set_contents (file, "signup = open\ncolour = red\n", -1, NULL));
  key = run (2, NULL, "migrate", "--config", file, NULL);
  assert_contains (key, "line 2");
  assert_contains (key, "\"colour\"");

  g_assert_true (g_file_set_contents (file, "just words\n", -1, NULL));
  line = run (2, NULL, "migrate", "--config", file, NULL);
  assert_contains (line, "line 1");
}

static void
test_user_add (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *database = g_strdup_printf ("sqlite:%s/new/outlay.db", folder);
  g_autofree char *keys = g_build_filename (folder, "new", "keys", "pepper", NULL);
  struct stat key;

#define ADD(wanted, password, email, role)                                                         \
  run (wanted, password "\n", "user", "add", "--bcrypt-cost=4", "--database", database,            \
       "--company", "Acme", "--name", "Somebody", "--email", email, "--role", role, NULL)
  g_autofree char *added = ADD (0, OUTLAY_TEST_PASSWORD, "ann@example.org", "admin");
  g_autofree char *again = ADD (1, OUTLAY_TEST_PASSWORD, "Ann@example.org", "admin");
  g_autofree char *role = ADD (2, OUTLAY_TEST_PASSWORD, "bob@example.org", "king");
  g_autofree char *email = ADD (2, OUTLAY_TEST_PASSWORD, "bob", "admin");
  g_autofree char *password = ADD (2, "short", "bob@example.org", "admin");
  g_autofree char *missing = run (2, "x\n", "user", "add", "--database", database, NULL);

  assert_contains (added, "ann@example.org is an admin of Acme, a new company");
  assert_contains (again, "has an account already");
  assert_contains (role, "--role");
  assert_contains (email, "email");
  assert_contains (password, "password");
  assert_contains (missing, "--company is missing");

  /* Nobody else reads the keys. */
  g_assert_cmpint (stat (keys, &key), ==, 0);
  g_assert_cmpint (key.st_mode & 0777, ==, 0600);
}

/* --- check and backup --- */

static char *
upload (OutlayTestServer *server, const char *token)
{
  static const guint8 png[] = {
    0x89, 'P',  'N',  'G',  '\r', '\n', 0x1a, '\n', 0,    0,    0,    13,   'I',  'H',
    'D',  'R',  0,    0,    0,    1,    0,    0,    0,    1,    8,    0,    0,    0,
    0,    0x3a, 0x7e, 0x9b, 0x55, 0,    0,    0,    10,   'I',  'D',  'A',  'T',  0x78,
    0x9c, 0x63, 0x60, 0,    0,    0,    2,    0,    1,    0x48, 0xaf, 0xa4, 0x71, 0,
    0,    0,    0,    'I',  'E',  'N',  'D',  0xae, 0x42, 0x60, 0x82,
  };
  g_autoptr (GBytes) bytes = g_bytes_new_static (png, sizeof png);
  char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autofree char *path = g_strconcat ("/api/v1/proofs/", sha256, NULL);
  g_autoptr (OutlayTestReply) reply = outlay_test_server_send_bytes (
      server, token, "PUT", path, "Content-Type: image/png\r\n", bytes);

  g_assert_cmpuint (reply->status, ==, 201);
  return sha256;
}

/* (transfer full): the only proof below @folder */
static char *
find_file (const char *folder, const char *name)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *child;

  while (dir != NULL && (child = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, child, NULL);
      char *found;

      if (g_str_has_prefix (child, name))
        return g_steal_pointer (&path);
      if (g_file_test (path, G_FILE_TEST_IS_DIR) && (found = find_file (path, name)) != NULL)
        return found;
    }

  return NULL;
}

static void
test_check (void)
{
  g_autoptr (OutlayTestServer) server = outlay_test_server_new ();
  const char *database = outlay_test_server_get_database (server);
  g_autofree char *token = NULL;
  g_autofree char *sha256 = NULL;
  g_autofree char *proof = NULL;
  g_autofree char *good = NULL;
  g_autofree char *changed = NULL;
  g_autofree char *gone = NULL;
  g_autofree char *none = NULL;

  outlay_test_server_add_user (server, "Acme", "ann@example.org", "Ann", "employee");
  token = outlay_test_server_sign_in (server, "ann@example.org");
  sha256 = upload (server, token);
  proof = find_file (outlay_test_server_get_folder (server), sha256);
  g_assert_nonnull (proof);

  /* While the server runs. */
  good = run (0, NULL, "check", "--database", database, NULL);
  assert_contains (good, "1 proofs checked, 0 problems");

  g_assert_true (g_file_set_contents (proof, "something else", -1, NULL));
  changed = run (1, NULL, "check", "--database", database, NULL);
  assert_contains (changed, sha256);
  assert_contains (changed, "is damaged");

  g_unlink (proof);
  gone = run (1, NULL, "check", "--database", database, NULL);
  assert_contains (gone, "cannot be read");

  none = run (1, NULL, "check", "--database", "sqlite:/nowhere/outlay.db", NULL);
  assert_contains (none, "there is no database /nowhere/outlay.db: say where it is with --config");
}

static void
test_check_damaged (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "outlay.db", NULL);
  g_autofree char *database = g_strconcat ("sqlite:", path, NULL);
  g_autofree char *made = run (0, NULL, "migrate", "--database", database, NULL);
  g_autofree char *content = NULL;
  gsize length;
  g_autofree char *damaged = NULL;
  g_autofree char *after = NULL;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_cmpuint (length, >, 16384);
  memset (content + 8192, 'x', 4096);
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));

  damaged = run (1, NULL, "check", "--database", database, NULL);
  /* It is looked at, and nothing else. */
  g_assert_true (g_file_get_contents (path, &after, &length, NULL));
  g_assert_cmpmem (content, length, after, length);
}

static void
test_backup (void)
{
  g_autoptr (OutlayTestServer) server = outlay_test_server_new ();
  g_autofree char *folder = make_folder ();
  g_autofree char *copy = g_build_filename (folder, "copy", NULL);
  g_autofree char *database = g_strdup_printf ("--database=sqlite:%s/outlay.db", copy);
  const char *const options[] = { database, NULL };
  g_autofree char *token = NULL;
  g_autofree char *sha256 = NULL;
  g_autofree char *path = NULL;
  g_autofree char *done = NULL;
  g_autofree char *twice = NULL;

  outlay_test_server_add_user (server, "Acme", "ann@example.org", "Ann", "employee");
  token = outlay_test_server_sign_in (server, "ann@example.org");
  sha256 = upload (server, token);
  path = g_strconcat ("/api/v1/proofs/", sha256, NULL);

  done = run (0, NULL, "backup", copy, "--include-keys", "--database",
              outlay_test_server_get_database (server), NULL);
  assert_contains (done, "1 of them new, and has been checked");
  /* The same folder again takes what is new alone. */
  twice = run (0, NULL, "backup", copy, "--database", outlay_test_server_get_database (server),
               NULL);
  assert_contains (twice, "0 of them new");
  assert_contains (twice, "Not in it: the keys");

  /* A server over the copy knows the people, their passwords, their tokens and their proofs. */
  {
    g_autoptr (OutlayTestServer) restored = outlay_test_server_new_with (options);
    g_autoptr (OutlayTestReply)
        same = outlay_test_server_send (restored, token, "GET", path, NULL, NULL);
    g_autofree char *fresh = outlay_test_server_sign_in (restored, "ann@example.org");

    g_assert_cmpuint (same->status, ==, 200);
    g_assert_nonnull (fresh);
  }
}

/* --- serve and demo --- */

static char *
read_log (OutlayTestServer *server)
{
  g_autofree char *path = g_build_filename (outlay_test_server_get_folder (server), "log", NULL);
  char *log = NULL;

  /* Lines are gathered for a tenth of a second. */
  g_usleep (300 * G_TIME_SPAN_MILLISECOND);
  g_assert_true (g_file_get_contents (path, &log, NULL, NULL));
  return log;
}

/* SIGHUP reads the log level again, and a mistake in the file changes nothing. */
static void
test_reload (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *file = g_build_filename (folder, "outlayd.conf", NULL);
  g_autofree char *option = g_strconcat ("--config=", file, NULL);
  const char *const options[] = { option, NULL };
  g_autoptr (OutlayTestServer) server = NULL;
  g_autofree char *quiet = NULL;
  g_autofree char *loud = NULL;
  g_autofree char *after_mistake = NULL;

  g_assert_true (g_file_set_contents (file, "log-level = warning\n", -1, NULL));
  server = outlay_test_server_new_with (options);
  outlay_test_reply_free (outlay_test_server_send (server, NULL, "GET", "/healthz", NULL, NULL));
  quiet = read_log (server);
  g_assert_null (strstr (quiet, "/healthz"));

  g_assert_true (g_file_set_contents (file, "log-level = info\n", -1, NULL));
  kill (outlay_test_server_get_pid (server), SIGHUP);
  g_usleep (200 * G_TIME_SPAN_MILLISECOND);
  outlay_test_reply_free (outlay_test_server_send (server, NULL, "GET", "/healthz", NULL, NULL));
  loud = read_log (server);
  assert_contains (loud, "path=/healthz status=200");

  g_assert_true (g_file_set_contents (file, "nonsense = 1\n", -1, NULL));
  kill (outlay_test_server_get_pid (server), SIGHUP);
  after_mistake = read_log (server);
  assert_contains (after_mistake, "nonsense");
}

static void
test_serve_twice (void)
{
  g_autoptr (OutlayTestServer) server = outlay_test_server_new ();
  g_autofree char *listen = g_strdup_printf ("127.0.0.1:%u", outlay_test_server_get_port (server));
  g_autofree char *folder = make_folder ();
  g_autofree char *other = g_strdup_printf ("sqlite:%s/outlay.db", folder);
  g_autofree char *refused = run (1, NULL, "serve", "--database",
                                  outlay_test_server_get_database (server), "--listen", listen,
                                  NULL);
  g_autofree char *elsewhere = run (1, NULL, "serve", "--database", other, "--listen", listen,
                                    NULL);

  assert_contains (refused, "another outlayd");
  assert_contains (elsewhere, "cannot listen");
  /* The first one minds nothing. */
  {
    g_autoptr (OutlayTestReply)
        health = outlay_test_server_send (server, NULL, "GET", "/healthz", NULL, NULL);

    g_assert_cmpuint (health->status, ==, 200);
    g_assert_cmpstr (health->body, ==, "{\"status\":\"ok\"}");
  }
}

static void
test_foreign_file (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "outlay.db", NULL);
  g_autofree char *database = g_strconcat ("sqlite:", path, NULL);
  g_autofree char *refused = NULL;
  g_autofree char *content = NULL;

  g_assert_true (
      g_file_set_contents (path, "this is no database at all, but it is somebody's", -1, NULL));
  refused = run (1, NULL, "serve", "--database", database, "--listen", "127.0.0.1:0", NULL);

  /* What it does not know it leaves alone. */
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "this is no database at all, but it is somebody's");
}

static void
test_demo (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) demo = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error,
      g_getenv ("OUTLAYD"), "demo", "--listen", "127.0.0.1:0", "--bcrypt-cost", "4", NULL);
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  char *line;

  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (demo));
  while ((line = g_data_input_stream_read_line (lines, NULL, NULL, NULL)) != NULL)
    {
      gboolean is_ready = g_str_has_prefix (line, "outlayd listening on http://127.0.0.1:");

      g_string_append_printf (text, "%s\n", line);
      g_free (line);
      if (is_ready)
        break;
    }

  assert_contains (text->str, "employee");
  assert_contains (text->str, "reviewer");
  assert_contains (text->str, "admin");
  assert_contains (text->str, "listening on");

  g_subprocess_send_signal (demo, SIGINT);
  g_assert_true (g_subprocess_wait_check (demo, NULL, &error));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  root = g_dir_make_tmp ("outlay-test-XXXXXX", &error);
  g_assert_no_error (error);

  g_test_add_func ("/server/commands/help", test_help);
  g_test_add_func ("/server/commands/mistakes", test_mistakes);
  g_test_add_func ("/server/commands/precedence", test_precedence);
  g_test_add_func ("/server/commands/bad-file", test_bad_file);
  g_test_add_func ("/server/commands/user-add", test_user_add);
  g_test_add_func ("/server/commands/check", test_check);
  g_test_add_func ("/server/commands/check-damaged", test_check_damaged);
  g_test_add_func ("/server/commands/backup", test_backup);
  g_test_add_func ("/server/commands/serve-twice", test_serve_twice);
  g_test_add_func ("/server/commands/foreign-file", test_foreign_file);
  g_test_add_func ("/server/commands/reload", test_reload);
  g_test_add_func ("/server/commands/demo", test_demo);

  status = g_test_run ();
  outlay_test_delete_folder (root);
  g_free (root);

  return status;
}
