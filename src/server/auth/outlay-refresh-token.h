/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * OutlayRefreshToken:
 * @generation: how many came before it in its session
 *
 * What a refresh token says: which session it belongs to, and 256 secret bits. The server keeps the
 * SHA-256 of its text alone.
 */
typedef struct
{
  char    company[40];
  char    session[40];
  guint32 generation;
  guint8  secret[32];
} OutlayRefreshToken;

/* The first of a session, with a secret from the kernel's generator. */
void outlay_refresh_token_init (OutlayRefreshToken *self, const char *company, const char *session);

/**
 * outlay_refresh_token_derive:
 * @key: the server's secret
 *
 * Sets @self to the successor of @previous: always the same one, so that a client that lost the
 * answer gets it again.
 */
void outlay_refresh_token_derive (OutlayRefreshToken       *self,
                                  const OutlayRefreshToken *previous,
                                  GBytes                   *key);

char    *outlay_refresh_token_write (const OutlayRefreshToken *self);
gboolean outlay_refresh_token_read  (OutlayRefreshToken *self, const char *text);

/* SHA-256 in hex of the token's text. */
char *outlay_refresh_token_hash (const OutlayRefreshToken *self);

G_END_DECLS
