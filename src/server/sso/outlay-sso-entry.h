/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-connection.h"
#include "server/outlay-request.h"
#include "server/sso/outlay-sso.h"

G_BEGIN_DECLS

/**
 * OutlaySsoEntry:
 * @company: id of the company whose people come in
 * @client: id of the program that they sign in to
 * @claims: what the provider says; empty where it could not be believed
 * @is_refused: whether nobody is let in whatever the database has
 * @reason: (nullable): why nobody is let in, for the audit; %NULL when somebody is
 * @fault: (nullable): the same for the person: key of a text
 * @person: (nullable): who is let in
 *
 * Somebody comes back from the identity provider, and is let in or not:
 *
 *   - Who was there before is known by issuer and subject, whatever their address is now.
 *   - Else an account with the address that the provider has confirmed is theirs from now on, unless
 *     it is somebody else's there already. The provider was chosen by who runs the server, and is
 *     believed. An account that its owner made without an invitation was made with an address that
 *     nobody had confirmed: its password and its sessions end, so that nobody lies in wait in it.
 *   - Else, as the setting `sso-join` and the company's policy say, they come in by the invitation
 *     that waits for their address, or as an employee.
 */
typedef struct
{
  const OutlayRequest  *request;
  const char           *company;
  const char           *client;
  const OutlayIdClaims *claims;
  gboolean              is_refused;
  const char           *reason;
  const char           *fault;
  char                 *person;
} OutlaySsoEntry;

void outlay_sso_entry_clear (OutlaySsoEntry *self);

/* Lets nobody in. @reason: static, or kept as long as @self */
void outlay_sso_entry_refuse (OutlaySsoEntry *self, const char *reason, const char *fault);

/* Refuses what can be told from the claims alone. */
void outlay_sso_entry_judge (OutlaySsoEntry *self);

/**
 * outlay_sso_entry_decide:
 *
 * On a writer that holds the company: finds or lets in the person and writes down what came of it.
 * It may be called again for the same @self, when what it wrote was undone.
 *
 * Returns: %FALSE with an error
 */
gboolean outlay_sso_entry_decide (OutlaySsoEntry *self, OutlayConnection *db, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OutlaySsoEntry, outlay_sso_entry_clear)

G_END_DECLS
