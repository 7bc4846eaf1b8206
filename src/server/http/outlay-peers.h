/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/auth/outlay-identities.h"
#include "server/http/outlay-certificate.h"

G_BEGIN_DECLS

/**
 * OutlayPeers:
 *
 * The open connections and how long each may take. The HTTP library ends who says nothing; this
 * ends who says a byte now and then: a head must be complete within ten seconds, a body must come
 * at a decent pace, and an answer must be taken.
 */
typedef struct _OutlayPeers OutlayPeers;

/**
 * OutlayPeer:
 * @deadline: atomic: monotonic time in microseconds, or %G_MAXINT64
 * @waiting_since: atomic: monotonic time since which the client has the word, or 0 when it has not
 * @is_begun: atomic: a part of a request is there
 * @token: (nullable): the last good access token, which most often is the next one too
 * @known: (nullable): whose it is
 * @certificate: (nullable): what its TLS session uses; %NULL without TLS
 *
 * One open connection. Its own HTTP thread alone changes it.
 */
typedef struct
{
  int                  fd;
  gint64               deadline;
  gint64               waiting_since;
  gboolean             is_begun;
  char                 address[48];
  char                *token;
  OutlayKnownIdentity *known;
  OutlayCertificate   *certificate;
  GList                link;
} OutlayPeer;

OutlayPeers *outlay_peers_new  (void);
void         outlay_peers_free (OutlayPeers *self);

OutlayPeer *outlay_peers_add    (OutlayPeers *self, int fd, const char *address);
/* Before the descriptor is closed. */
void        outlay_peers_remove (OutlayPeers *self, OutlayPeer *peer);

/* Shuts down whoever is over time, or will say nothing more. About once a second. */
void outlay_peers_tick (OutlayPeers *self);

/* A TLS session begins: handshake and first request line must follow. */
void outlay_peer_expect_handshake (OutlayPeer *peer);
/* Between requests: until the next head is complete. */
void outlay_peer_expect_request (OutlayPeer *peer);
/* A request line came: its head must follow. */
void outlay_peer_expect_head    (OutlayPeer *peer);
/* @size: of the body, or 0 when nobody said */
void outlay_peer_expect_body    (OutlayPeer *peer, guint64 size);
void outlay_peer_expect_reading (OutlayPeer *peer, guint64 size);
/* The server itself is at work. */
void outlay_peer_expect_nothing (OutlayPeer *peer);

G_END_DECLS
