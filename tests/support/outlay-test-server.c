/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "outlay-test-server.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

#include "outlay-test-database.h"

#define PATIENCE_SECONDS 60

struct _OutlayTestServer
{
  GPtrArray *options;
  char *folder;
  char *database;
  char *address;
  guint16 port;
  GSubprocess *process;
  GPid pid;
};

static const char *
find_program (void)
{
  const char *program = g_getenv ("OUTLAYD");

  if (program == NULL)
    g_error ("OUTLAYD must name the outlayd to be tested");
  return program;
}

/* A test that crashes must not leave a server behind. */
static void
die_with_parent_cb (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static void
read_address (OutlayTestServer *self)
{
  g_autoptr (GDataInputStream)
      lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
  const char *address = line != NULL ? strstr (line, "http://") : NULL;

  if (address == NULL)
    {
      g_autofree char *log = g_build_filename (self->folder, "log", NULL);
      g_autofree char *text = NULL;

      g_file_get_contents (log, &text, NULL, NULL);
      g_error ("outlayd did not start: %s", text);
    }

  g_set_str (&self->address, address);
  self->port = (guint16) atoi (strrchr (address, ':') + 1);
}

/* They lie beside a database of SQLite, where the server looks for them. */
static void
add_folders (OutlayTestServer *self, GPtrArray *arguments)
{
  if (g_str_has_prefix (self->database, "sqlite:"))
    return;

  g_ptr_array_add (arguments, g_strdup_printf ("--keys=%s/keys", self->folder));
  g_ptr_array_add (arguments, g_strdup_printf ("--proofs=%s/proofs", self->folder));
}

void
outlay_test_server_start (OutlayTestServer *self)
{
  g_autoptr (GSubprocessLauncher)
      launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *log = g_build_filename (self->folder, "log", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (self->process);
  g_ptr_array_add (arguments, g_strdup (find_program ()));
  g_ptr_array_add (arguments, g_strdup ("serve"));
  g_ptr_array_add (arguments, g_strdup ("--bcrypt-cost=4"));
  g_ptr_array_add (arguments, g_strdup_printf ("--database=%s", self->database));
  add_folders (self, arguments);
  g_ptr_array_add (arguments, g_strdup_printf ("--listen=127.0.0.1:%u", self->port));
  for (guint i = 0; i < self->options->len; i++)
    g_ptr_array_add (arguments, g_strdup (self->options->pdata[i]));
  g_ptr_array_add (arguments, NULL);

  g_subprocess_launcher_set_stderr_file_path (launcher, log);
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent_cb, NULL, NULL);
  self->process = g_subprocess_launcher_spawnv (launcher, (const char *const *) arguments->pdata,
                                                &error);
  g_assert_no_error (error);
  self->pid = (GPid) atoi (g_subprocess_get_identifier (self->process));

  read_address (self);
}

OutlayTestServer *
outlay_test_server_new_with (const char *const *options)
{
  OutlayTestServer *self = g_new0 (OutlayTestServer, 1);
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("outlay-test-XXXXXX", &error);
  g_assert_no_error (error);
  self->database = outlay_test_engine_get () == OUTLAY_TEST_SQLITE
                       ? g_strdup_printf ("sqlite:%s/outlay.db", self->folder)
                       : outlay_test_database_new (outlay_test_engine_get ());
  self->options = g_ptr_array_new_with_free_func (g_free);
  for (; options != NULL && *options != NULL; options++)
    g_ptr_array_add (self->options, g_strdup (*options));

  outlay_test_server_start (self);
  return self;
}

OutlayTestServer *
outlay_test_server_new (void)
{
  return outlay_test_server_new_with (NULL);
}

void
outlay_test_delete_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        outlay_test_delete_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

void
outlay_test_server_free (OutlayTestServer *self)
{
  if (self->process != NULL)
    outlay_test_server_stop (self);

  outlay_test_delete_folder (self->folder);
  g_ptr_array_unref (self->options);
  g_free (self->folder);
  if (g_str_has_prefix (self->database, "sqlite:"))
    g_free (self->database);
  else
    outlay_test_database_free (self->database);
  g_free (self->address);
  g_free (self);
}

static void
end_process (OutlayTestServer *self, int signal_number)
{
  g_assert_nonnull (self->process);
  g_subprocess_send_signal (self->process, signal_number);
  g_subprocess_wait (self->process, NULL, NULL);
}

void
outlay_test_server_stop (OutlayTestServer *self)
{
  end_process (self, SIGTERM);
  g_assert_true (g_subprocess_get_if_exited (self->process));
  g_assert_cmpint (g_subprocess_get_exit_status (self->process), ==, 0);
  g_clear_object (&self->process);
  self->pid = 0;
}

void
outlay_test_server_kill (OutlayTestServer *self)
{
  end_process (self, SIGKILL);
  g_clear_object (&self->process);
  self->pid = 0;
}

const char *
outlay_test_server_get_address (OutlayTestServer *self)
{
  return self->address;
}

guint16
outlay_test_server_get_port (OutlayTestServer *self)
{
  return self->port;
}

const char *
outlay_test_server_get_folder (OutlayTestServer *self)
{
  return self->folder;
}

const char *
outlay_test_server_get_database (OutlayTestServer *self)
{
  return self->database;
}

static GBytes *
dump_database (const char *uri)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess)
      dump = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "pg_dump", uri, NULL);
  GBytes *content = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate (dump, NULL, NULL, &content, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (dump));

  return content;
}

GBytes *
outlay_test_server_read_database (OutlayTestServer *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (self->folder, "outlay.db", NULL);
  gsize length = 0;
  char *content = NULL;

  if (!g_str_has_prefix (self->database, "sqlite:"))
    return dump_database (self->database);

  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (content, length);
}

GPid
outlay_test_server_get_pid (OutlayTestServer *self)
{
  return self->pid;
}

char *
outlay_test_server_run_command (const char *const *arguments, const char *input, int *exit_status)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *output = NULL;

  g_ptr_array_add (all, (gpointer) find_program ());
  for (; *arguments != NULL; arguments++)
    g_ptr_array_add (all, (gpointer) *arguments);
  g_ptr_array_add (all, NULL);

  process = g_subprocess_newv ((const char *const *) all->pdata,
                               G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                   G_SUBPROCESS_FLAGS_STDERR_MERGE,
                               &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, input != NULL ? input : "", NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  *exit_status = g_subprocess_get_exit_status (process);

  return output;
}

void
outlay_test_server_add_user (OutlayTestServer *self,
                             const char *company,
                             const char *email,
                             const char *name,
                             const char *role)
{
  const char *const words[] = {
    "user",  "add",     "--bcrypt-cost", "4",      "--database", self->database, "--company",
    company, "--email", email,           "--name", name,         "--role",       role,
  };
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *output = NULL;
  int status = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    g_ptr_array_add (arguments, g_strdup (words[i]));
  add_folders (self, arguments);
  g_ptr_array_add (arguments, NULL);
  output = outlay_test_server_run_command ((const char *const *) arguments->pdata,
                                           OUTLAY_TEST_PASSWORD "\n", &status);

  if (status != 0)
    g_error ("outlayd user add failed: %s", output);
}

char *
outlay_test_server_sign_in (OutlayTestServer *self, const char *email)
{
  g_autofree char *body = g_strdup_printf (
      "{\"email\":\"%s\",\"password\":\"" OUTLAY_TEST_PASSWORD "\"}", email);
  g_autoptr (OutlayTestReply)
      reply = outlay_test_server_send (self, NULL, "POST", "/api/v1/auth/login", NULL, body);

  g_assert_cmpuint (reply->status, ==, 200);
  return outlay_test_reply_dup_text (reply, "access_token");
}

/* --- talking --- */

void
outlay_test_reply_free (OutlayTestReply *self)
{
  g_free (self->head);
  g_free (self->body);
  g_free (self);
}

char *
outlay_test_reply_dup_header (OutlayTestReply *self, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (self->head, "\r\n", -1);
  gsize length = strlen (name);

  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    if (g_ascii_strncasecmp (lines[i], name, length) == 0 && lines[i][length] == ':')
      return g_strstrip (g_strdup (lines[i] + length + 1));

  return NULL;
}

char *
outlay_test_reply_dup_text (OutlayTestReply *self, const char *name)
{
  g_autofree char *start = g_strdup_printf ("\"%s\":\"", name);
  const char *at = strstr (self->body, start);

  if (at == NULL)
    return NULL;

  at += strlen (start);
  return g_strndup (at, strcspn (at, "\""));
}

GIOStream *
outlay_test_server_connect (OutlayTestServer *self)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection;

  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_set_timeout (client, PATIENCE_SECONDS);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", self->port, NULL, &error);
  g_assert_no_error (error);

  return G_IO_STREAM (connection);
}

static gboolean
read_byte (GInputStream *stream, GString *into)
{
  char byte;

  if (g_input_stream_read (stream, &byte, 1, NULL, NULL) != 1)
    return FALSE;

  g_string_append_c (into, byte);
  return TRUE;
}

/* Up to and with "\r\n". */
static char *
read_line (GInputStream *stream)
{
  g_autoptr (GString) line = g_string_new (NULL);

  while (!g_str_has_suffix (line->str, "\r\n"))
    if (!read_byte (stream, line))
      return NULL;

  return g_strndup (line->str, line->len - 2);
}

static gboolean
read_exactly (GInputStream *stream, GString *into, gsize size)
{
  gsize old = into->len, n_read = 0;

  g_string_set_size (into, old + size);
  return g_input_stream_read_all (stream, into->str + old, size, &n_read, NULL, NULL) &&
         n_read == size;
}

static void
read_chunks (GInputStream *stream, GString *body)
{
  while (TRUE)
    {
      g_autofree char *line = read_line (stream);
      gsize size = line != NULL ? (gsize) g_ascii_strtoull (line, NULL, 16) : 0;

      if (line == NULL || (size > 0 && !read_exactly (stream, body, size)))
        return;

      g_free (read_line (stream));
      if (size == 0)
        return;
    }
}

static void
read_body (GInputStream *stream, OutlayTestReply *reply, GString *body)
{
  g_autofree char *length = outlay_test_reply_dup_header (reply, "Content-Length");
  g_autofree char *coding = outlay_test_reply_dup_header (reply, "Transfer-Encoding");

  if (length != NULL)
    read_exactly (stream, body, (gsize) g_ascii_strtoull (length, NULL, 10));
  else if (coding != NULL)
    read_chunks (stream, body);
}

OutlayTestReply *
outlay_test_server_read_reply (GInputStream *stream, gboolean is_head)
{
  OutlayTestReply *reply = g_new0 (OutlayTestReply, 1);
  GString *head = g_string_new (NULL);
  GString *body = g_string_new (NULL);

  while (!g_str_has_suffix (head->str, "\r\n\r\n") && read_byte (stream, head))
    ;

  reply->head = g_string_free (head, FALSE);
  if (g_str_has_prefix (reply->head, "HTTP/1.1 100"))
    {
      g_string_free (body, TRUE);
      outlay_test_reply_free (reply);
      return outlay_test_server_read_reply (stream, is_head);
    }
  if (g_str_has_prefix (reply->head, "HTTP/1.") && strlen (reply->head) > 12)
    reply->status = (guint) atoi (reply->head + 9);
  if (reply->status != 0 && !is_head)
    read_body (stream, reply, body);

  reply->length = body->len;
  reply->body = g_string_free (body, FALSE);
  return reply;
}

static OutlayTestReply *
talk (OutlayTestServer *self, const char *head, gsize head_length, GBytes *body, gboolean is_head)
{
  g_autoptr (GIOStream) stream = outlay_test_server_connect (self);
  GOutputStream *output = g_io_stream_get_output_stream (stream);
  gsize size = 0;
  const void *data = body != NULL ? g_bytes_get_data (body, &size) : NULL;

  /* The server may answer and close before it has read everything. */
  if (g_output_stream_write_all (output, head, head_length, NULL, NULL, NULL) && size > 0)
    g_output_stream_write_all (output, data, size, NULL, NULL, NULL);

  return outlay_test_server_read_reply (g_io_stream_get_input_stream (stream), is_head);
}

OutlayTestReply *
outlay_test_server_send_bytes (OutlayTestServer *self,
                               const char *token,
                               const char *method,
                               const char *path,
                               const char *headers,
                               GBytes *body)
{
  g_autoptr (GString) head = g_string_new (NULL);

  g_string_append_printf (head, "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nConnection: close\r\n",
                          method, path, self->port);
  if (token != NULL)
    g_string_append_printf (head, "Authorization: Bearer %s\r\n", token);
  if (headers != NULL)
    g_string_append (head, headers);
  if (body != NULL || !g_str_equal (method, "GET"))
    g_string_append_printf (head, "Content-Length: %zu\r\n",
                            body != NULL ? g_bytes_get_size (body) : 0);
  g_string_append (head, "\r\n");

  return talk (self, head->str, head->len, body, g_str_equal (method, "HEAD"));
}

OutlayTestReply *
outlay_test_server_send (OutlayTestServer *self,
                         const char *token,
                         const char *method,
                         const char *path,
                         const char *headers,
                         const char *body)
{
  g_autofree char *all = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (body == NULL)
    return outlay_test_server_send_bytes (self, token, method, path, headers, NULL);

  all = g_strconcat ("Content-Type: application/json\r\n", headers, NULL);
  bytes = g_bytes_new (body, strlen (body));
  return outlay_test_server_send_bytes (self, token, method, path, all, bytes);
}

OutlayTestReply *
outlay_test_server_send_raw (OutlayTestServer *self, const char *bytes, gssize length)
{
  return talk (self, bytes, length >= 0 ? (gsize) length : strlen (bytes), NULL,
               g_str_has_prefix (bytes, "HEAD "));
}
