/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-portal.h"

#include <string.h>

struct _TestPortal
{
  GSocketService *service;
  guint16 port;
  char *address;
  GTlsCertificate *certificate; /* (nullable) */

  GMutex mutex; /* guards what follows: each connection has a thread of its own */
  GBytes *answer;
  char *last_head;
  guint n_requests;
  GPtrArray *sockets; /* of GSocket: of those who are being answered */
};

/* Reads a request to its end; its head, or NULL. */
static char *
read_request (GInputStream *input)
{
  g_autoptr (GString) head = g_string_new (NULL);
  const char *length;
  gint64 n_left;

  while (strstr (head->str, "\r\n\r\n") == NULL)
    {
      char c;

      if (g_input_stream_read (input, &c, 1, NULL, NULL) != 1)
        return NULL;
      g_string_append_c (head, c);
    }

  length = strcasestr (head->str, "\r\ncontent-length:");
  n_left = length != NULL ? g_ascii_strtoll (length + strlen ("\r\ncontent-length:"), NULL, 10) : 0;
  while (n_left > 0)
    {
      char buffer[4096];
      gssize n = g_input_stream_read (input, buffer, MIN ((gsize) n_left, sizeof buffer), NULL,
                                      NULL);

      if (n <= 0)
        break;
      n_left -= n;
    }

  return g_string_free (g_steal_pointer (&head), FALSE);
}

static void
answer (TestPortal *self, GIOStream *connection)
{
  g_autofree char *head = read_request (g_io_stream_get_input_stream (connection));
  g_autoptr (GBytes) bytes = NULL;

  if (head == NULL)
    return;

  g_mutex_lock (&self->mutex);
  bytes = g_bytes_ref (self->answer);
  g_set_str (&self->last_head, head);
  self->n_requests++;
  g_mutex_unlock (&self->mutex);

  g_output_stream_write_all (g_io_stream_get_output_stream (connection),
                             g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, NULL,
                             NULL);
}

static gboolean
run_cb (GThreadedSocketService *service,
        GSocketConnection *connection,
        GObject *source,
        gpointer user_data)
{
  TestPortal *self = user_data;
  GSocket *socket = g_socket_connection_get_socket (connection);

  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->sockets, g_object_ref (socket));
  g_mutex_unlock (&self->mutex);

  if (self->certificate != NULL)
    {
      g_autoptr (GIOStream)
          tls = g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, NULL);

      answer (self, tls);
    }
  else
    {
      answer (self, G_IO_STREAM (connection));
    }

  g_mutex_lock (&self->mutex);
  g_ptr_array_remove (self->sockets, socket);
  g_mutex_unlock (&self->mutex);
  return TRUE;
}

TestPortal *
test_portal_new (const char *answer)
{
  TestPortal *self = g_new0 (TestPortal, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  g_mutex_init (&self->mutex);
  self->sockets = g_ptr_array_new_with_free_func (g_object_unref);
  self->answer = g_bytes_new (answer, strlen (answer));
  self->service = g_threaded_socket_service_new (20);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), any, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  self->address = g_strdup_printf ("http://127.0.0.1:%u", self->port);
  g_signal_connect (self->service, "run", G_CALLBACK (run_cb), self);
  g_socket_service_start (self->service);
  return self;
}

static GTlsCertificate *
make_certificate (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *pem = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, "openssl", "req",
      "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
      "-", "-subj", "/CN=127.0.0.1", "-days", "2", NULL);
  GTlsCertificate *certificate;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &pem, NULL, &error);
  g_assert_no_error (error);
  certificate = g_tls_certificate_new_from_pem (pem, -1, &error);
  g_assert_no_error (error);
  return certificate;
}

TestPortal *
test_portal_new_tls (const char *answer)
{
  TestPortal *self = test_portal_new (answer);

  self->certificate = make_certificate ();
  g_free (self->address);
  self->address = g_strdup_printf ("https://127.0.0.1:%u", self->port);
  return self;
}

void
test_portal_set_answer (TestPortal *self, const char *answer, gssize size)
{
  g_mutex_lock (&self->mutex);
  g_bytes_unref (self->answer);
  self->answer = g_bytes_new (answer, size < 0 ? strlen (answer) : (gsize) size);
  g_mutex_unlock (&self->mutex);
}

const char *
test_portal_get_address (TestPortal *self)
{
  return self->address;
}

guint16
test_portal_get_port (TestPortal *self)
{
  return self->port;
}

guint
test_portal_get_n_requests (TestPortal *self)
{
  guint n_requests;

  g_mutex_lock (&self->mutex);
  n_requests = self->n_requests;
  g_mutex_unlock (&self->mutex);
  return n_requests;
}

char *
test_portal_dup_last_head (TestPortal *self)
{
  char *head;

  g_mutex_lock (&self->mutex);
  head = g_strdup (self->last_head);
  g_mutex_unlock (&self->mutex);
  return head;
}

static void
shut_one (gpointer socket, gpointer user_data)
{
  g_socket_shutdown (socket, TRUE, TRUE, NULL);
}

/* Waits for the threads of its connections, as they use it to their end. */
void
test_portal_free (TestPortal *self)
{
  guint n_sockets;

  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_signal_handlers_disconnect_by_data (self->service, self);
  do
    {
      g_mutex_lock (&self->mutex);
      g_ptr_array_foreach (self->sockets, shut_one, NULL);
      n_sockets = self->sockets->len;
      g_mutex_unlock (&self->mutex);
      g_usleep (1000);
    }
  while (n_sockets > 0);

  g_clear_object (&self->service);
  g_clear_object (&self->certificate);
  g_clear_pointer (&self->sockets, g_ptr_array_unref);
  g_clear_pointer (&self->answer, g_bytes_unref);
  g_clear_pointer (&self->last_head, g_free);
  g_clear_pointer (&self->address, g_free);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

char *
test_portal_make_answer (guint status, const char *type, const char *body)
{
  return g_strdup_printf (
      "HTTP/1.1 %u Whatever\r\nContent-Type: %s\r\nContent-Length: %" G_GSIZE_FORMAT
      "\r\nConnection: close\r\n\r\n%s",
      status, type, strlen (body), body);
}
