/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/http/outlay-peers.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#define IDLE_SECONDS 120
#define HANDSHAKE_SECONDS 10
#define HEAD_SECONDS 10
#define BODY_SECONDS 20
#define READING_SECONDS 60
/* The slowest line that is still served: 16 KiB a second. */
#define BYTES_A_SECOND (16 * 1024)

struct _OutlayPeers
{
  GMutex mutex;
  GQueue peers; /* of OutlayPeer */
};

OutlayPeers *
outlay_peers_new (void)
{
  OutlayPeers *self = g_new0 (OutlayPeers, 1);

  g_mutex_init (&self->mutex);
  g_queue_init (&self->peers);

  return self;
}

void
outlay_peers_free (OutlayPeers *self)
{
  g_assert (self->peers.length == 0);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

OutlayPeer *
outlay_peers_add (OutlayPeers *self, int fd, const char *address)
{
  OutlayPeer *peer = g_new0 (OutlayPeer, 1);

  peer->fd = fd;
  peer->link.data = peer;
  g_strlcpy (peer->address, address, sizeof peer->address);
  outlay_peer_expect_request (peer);

  g_mutex_lock (&self->mutex);
  g_queue_push_tail_link (&self->peers, &peer->link);
  g_mutex_unlock (&self->mutex);

  return peer;
}

void
outlay_peers_remove (OutlayPeers *self, OutlayPeer *peer)
{
  g_mutex_lock (&self->mutex);
  g_queue_unlink (&self->peers, &peer->link);
  g_mutex_unlock (&self->mutex);

  g_clear_pointer (&peer->known, outlay_known_identity_unref);
  g_clear_pointer (&peer->certificate, outlay_certificate_unref);
  g_free (peer->token);
  g_free (peer);
}

/* The HTTP library does not notice when a client closes its side in the same moment as it sends the
 * last piece of what is not whole. Of idle connections, which may be many, only those are looked at
 * that have just become idle. */
static gboolean
has_hung_up (OutlayPeer *peer, gint64 now)
{
  gint64 since = __atomic_load_n (&peer->waiting_since, __ATOMIC_RELAXED);
  struct pollfd fd = { .fd = peer->fd, .events = POLLRDHUP };
  int n_unread = 0;

  if (since == 0 || now - since < G_USEC_PER_SEC / 2 ||
      (!__atomic_load_n (&peer->is_begun, __ATOMIC_RELAXED) && now - since > 3 * G_USEC_PER_SEC))
    return FALSE;

  return poll (&fd, 1, 0) > 0 && (fd.revents & POLLRDHUP) &&
         ioctl (peer->fd, FIONREAD, &n_unread) == 0 && n_unread == 0;
}

void
outlay_peers_tick (OutlayPeers *self)
{
  gint64 now = g_get_monotonic_time ();

  g_mutex_lock (&self->mutex);
  for (GList *l = self->peers.head; l != NULL; l = l->next)
    {
      OutlayPeer *peer = l->data;

      /* Its thread finds the connection ended, and closes it. */
      if (__atomic_load_n (&peer->deadline, __ATOMIC_RELAXED) < now || has_hung_up (peer, now))
        shutdown (peer->fd, SHUT_RDWR);
    }
  g_mutex_unlock (&self->mutex);
}

typedef enum
{
  CLIENT_IDLE,
  CLIENT_SENDS,
  CLIENT_WAITS,
} Turn;

static void
expect_within (OutlayPeer *peer, gint64 seconds, Turn turn)
{
  gint64 now = g_get_monotonic_time ();

  __atomic_store_n (&peer->deadline, now + seconds * G_USEC_PER_SEC, __ATOMIC_RELAXED);
  __atomic_store_n (&peer->is_begun, turn == CLIENT_SENDS, __ATOMIC_RELAXED);
  __atomic_store_n (&peer->waiting_since, turn != CLIENT_WAITS ? now : 0, __ATOMIC_RELAXED);
}

void
outlay_peer_expect_handshake (OutlayPeer *peer)
{
  expect_within (peer, HANDSHAKE_SECONDS, CLIENT_SENDS);
}

void
outlay_peer_expect_request (OutlayPeer *peer)
{
  expect_within (peer, IDLE_SECONDS, CLIENT_IDLE);
}

void
outlay_peer_expect_head (OutlayPeer *peer)
{
  expect_within (peer, HEAD_SECONDS, CLIENT_SENDS);
}

void
outlay_peer_expect_body (OutlayPeer *peer, guint64 size)
{
  expect_within (peer, BODY_SECONDS + (gint64) (size / BYTES_A_SECOND), CLIENT_SENDS);
}

void
outlay_peer_expect_reading (OutlayPeer *peer, guint64 size)
{
  expect_within (peer, READING_SECONDS + (gint64) (size / BYTES_A_SECOND), CLIENT_WAITS);
}

void
outlay_peer_expect_nothing (OutlayPeer *peer)
{
  __atomic_store_n (&peer->deadline, G_MAXINT64, __ATOMIC_RELAXED);
  __atomic_store_n (&peer->waiting_since, 0, __ATOMIC_RELAXED);
}
