/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "test-proxy.h"

struct _TestProxy
{
  GSocketService *service;
  char *address;

  GMutex mutex; /* guards what follows: each direction of a wire has a thread */
  guint16 upstream;
  int n_left;   /* -1 for no end */
  int n_answer; /* bytes of answers that still pass; -1 for no end */
  guint n_steps;
  GPtrArray *sockets; /* of GSocket: both ends of every wire */
};

typedef struct
{
  TestProxy *proxy;
  GSocket *from;
  GSocket *to;
  gboolean is_back;
} Direction;

static void
shut (GSocket *socket)
{
  g_socket_shutdown (socket, TRUE, TRUE, NULL);
}

static void
shut_one (gpointer socket, gpointer user_data)
{
  shut (socket);
}

/* Whether one more piece may pass; the first that may not cuts everything. */
static gboolean
take_step (TestProxy *self)
{
  gboolean may_pass;

  g_mutex_lock (&self->mutex);
  self->n_steps++;
  may_pass = self->n_left != 0;
  if (self->n_left > 0)
    self->n_left--;
  if (!may_pass)
    g_ptr_array_foreach (self->sockets, shut_one, NULL);
  g_mutex_unlock (&self->mutex);
  return may_pass;
}

/* How many of @n bytes that came back may pass. */
static gssize
limit_answer (TestProxy *self, gssize n)
{
  g_mutex_lock (&self->mutex);
  if (self->n_answer >= 0 && n > self->n_answer)
    {
      n = self->n_answer;
      self->n_answer = -1;
    }
  else if (self->n_answer >= 0)
    self->n_answer -= (int) n;
  g_mutex_unlock (&self->mutex);

  return n;
}

static void
pass (Direction *direction)
{
  char buffer[16 * 1024];
  gssize n;

  while ((n = g_socket_receive (direction->from, buffer, sizeof buffer, NULL, NULL)) > 0)
    {
      gssize may_pass = direction->is_back ? limit_answer (direction->proxy, n) : n;
      gssize sent = 0;

      if (!take_step (direction->proxy))
        break;
      while (sent < may_pass)
        {
          gssize m = g_socket_send (direction->to, buffer + sent, (gsize) (may_pass - sent), NULL,
                                    NULL);

          if (m <= 0)
            break;
          sent += m;
        }
      if (sent < n)
        break;
    }

  shut (direction->from);
  shut (direction->to);
}

static gpointer
pass_thread (gpointer data)
{
  pass (data);
  return NULL;
}

static gboolean
run_cb (GThreadedSocketService *service,
        GSocketConnection *connection,
        GObject *source,
        gpointer user_data)
{
  TestProxy *self = user_data;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) upstream = NULL;
  GSocket *near = g_socket_connection_get_socket (connection);
  Direction there, back;
  GThread *thread;
  guint16 port;
  gboolean is_cut;

  g_mutex_lock (&self->mutex);
  port = self->upstream;
  is_cut = self->n_left == 0;
  g_mutex_unlock (&self->mutex);

  if (is_cut)
    return TRUE;
  upstream = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, NULL);
  if (upstream == NULL)
    return TRUE;

  there = (Direction) { self, near, g_socket_connection_get_socket (upstream), FALSE };
  back = (Direction) { self, there.to, near, TRUE };

  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->sockets, g_object_ref (near));
  g_ptr_array_add (self->sockets, g_object_ref (there.to));
  g_mutex_unlock (&self->mutex);

  thread = g_thread_new ("proxy", pass_thread, &there);
  pass (&back);
  g_thread_join (thread);

  g_mutex_lock (&self->mutex);
  g_ptr_array_remove (self->sockets, near);
  g_ptr_array_remove (self->sockets, there.to);
  g_mutex_unlock (&self->mutex);
  return TRUE;
}

TestProxy *
test_proxy_new (guint16 upstream)
{
  TestProxy *self = g_new0 (TestProxy, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  g_mutex_init (&self->mutex);
  self->upstream = upstream;
  self->n_left = -1;
  self->n_answer = -1;
  self->sockets = g_ptr_array_new_with_free_func (g_object_unref);
  self->service = g_threaded_socket_service_new (40);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), any, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  self->address = g_strdup_printf ("http://127.0.0.1:%u",
                                   g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  g_signal_connect (self->service, "run", G_CALLBACK (run_cb), self);
  g_socket_service_start (self->service);
  return self;
}

const char *
test_proxy_get_address (TestProxy *self)
{
  return self->address;
}

void
test_proxy_set_upstream (TestProxy *self, guint16 upstream)
{
  g_mutex_lock (&self->mutex);
  self->upstream = upstream;
  g_mutex_unlock (&self->mutex);
}

void
test_proxy_cut_after (TestProxy *self, int n_steps)
{
  g_mutex_lock (&self->mutex);
  self->n_left = n_steps;
  if (n_steps == 0)
    g_ptr_array_foreach (self->sockets, shut_one, NULL);
  g_mutex_unlock (&self->mutex);
}

void
test_proxy_cut_answer (TestProxy *self, int n_bytes)
{
  g_mutex_lock (&self->mutex);
  self->n_answer = n_bytes;
  g_mutex_unlock (&self->mutex);
}

gboolean
test_proxy_has_cut_answer (TestProxy *self)
{
  gboolean has_cut;

  g_mutex_lock (&self->mutex);
  has_cut = self->n_answer == -1;
  g_mutex_unlock (&self->mutex);
  return has_cut;
}

guint
test_proxy_get_n_steps (TestProxy *self)
{
  guint n_steps;

  g_mutex_lock (&self->mutex);
  n_steps = self->n_steps;
  g_mutex_unlock (&self->mutex);
  return n_steps;
}

gboolean
test_proxy_is_cut (TestProxy *self)
{
  gboolean is_cut;

  g_mutex_lock (&self->mutex);
  is_cut = self->n_left == 0;
  g_mutex_unlock (&self->mutex);
  return is_cut;
}

/* Waits for the threads of its wires, as they use it to their end. */
void
test_proxy_free (TestProxy *self)
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
      if (n_sockets > 0)
        g_usleep (1000);
    }
  while (n_sockets > 0);

  g_clear_object (&self->service);
  g_clear_pointer (&self->sockets, g_ptr_array_unref);
  g_clear_pointer (&self->address, g_free);
  g_mutex_clear (&self->mutex);
  g_free (self);
}
