/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/auth/outlay-token.h"
#include "server/outlay-request.h"

G_BEGIN_DECLS

/**
 * OutlayKnownIdentity:
 * @expires_at: of its access token, Unix time in microseconds
 *
 * An identity that was verified and confirmed, counted by references. Immutable, any thread.
 */
typedef struct
{
  OutlayIdentity identity;
  gint64         expires_at;
} OutlayKnownIdentity;

OutlayKnownIdentity *outlay_known_identity_ref   (OutlayKnownIdentity *self);
void                 outlay_known_identity_unref (OutlayKnownIdentity *self);

/**
 * OutlayIdentities:
 *
 * Remembers which access tokens are good, by their SHA-256, as checking a signature costs more than
 * a whole list. Role and state are confirmed in the database every five seconds, and at once after
 * outlay_identities_forget(). Any thread.
 */
typedef struct _OutlayIdentities OutlayIdentities;

OutlayIdentities *outlay_identities_new  (OutlayTokens *tokens);
void              outlay_identities_free (OutlayIdentities *self);

/**
 * outlay_identities_find:
 * @reader: the calling thread's
 * @now: Unix time in microseconds
 *
 * Returns: (transfer full) (nullable): %NULL without an error when the token is no good
 */
OutlayKnownIdentity *outlay_identities_find (OutlayIdentities  *self,
                                             const char        *token,
                                             OutlayConnection  *reader,
                                             gint64             now,
                                             GError           **error);

/* (transfer full) (nullable): what outlay_identities_find() would find without a look at
 * the database; %NULL when it would have to look */
OutlayKnownIdentity *outlay_identities_recall (OutlayIdentities *self,
                                               const char       *token,
                                               gint64            now);

/* Whether @known would be found again, without a look at the database. */
gboolean outlay_identities_is_fresh (OutlayIdentities          *self,
                                     const OutlayKnownIdentity *known,
                                     gint64                     now);

/* Whether the session is known not to hold any more, as the person is disabled or has signed out;
 * %FALSE also when the database cannot tell. */
gboolean outlay_identity_has_ended (const OutlayIdentity *identity, OutlayConnection *reader);

void outlay_identities_forget (OutlayIdentities *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayKnownIdentity, outlay_known_identity_unref)

G_END_DECLS
