/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/command/outlay-findings.h"
#include "server/history/outlay-chain-anchors.h"
#include "server/proofs/outlay-proof-vault.h"

G_BEGIN_DECLS

/**
 * OutlayCheck:
 * @is_sqlite: whether to ask for what SQLite alone can tell of itself
 * @is_quick: whether to leave out what takes long: reading every file, hashing every event,
 *   comparing every expense
 * @is_in_picture: whether the connection is in a transaction already, which sees what is looked at
 * @trusts_proofs: whether to leave out reading every file alone
 * @anchors: (nullable): ends of the chains at an earlier time
 * @ends: (nullable): gets the ends of the chains
 * @n_events: (out): events whose chain was worked out anew
 * @n_entries: (out): entries of the audit, likewise
 * @n_expenses: (out): expenses that were compared with their history
 * @n_proofs: (out): proofs that were looked at
 * @findings: (out): empty when all is well
 *
 * A look at a whole database and its proofs. Memory does not grow with either.
 */
typedef struct
{
  gboolean            is_sqlite;
  gboolean            is_quick;
  gboolean            is_in_picture;
  gboolean            trusts_proofs;
  OutlayChainAnchors *anchors;
  OutlayChainAnchors *ends;

  gint64         n_events;
  gint64         n_entries;
  gint64         n_expenses;
  gint64         n_proofs;
  OutlayFindings findings;
} OutlayCheck;

void outlay_check_clear (OutlayCheck *self);

/**
 * outlay_check_run:
 * @db: an open database; reads alone are done
 * @vault: the folder of the proofs, and the keys that seal them
 *
 * Looks at the database's version, at its own structure, at what refers to what, at the chains of
 * events and of the audit, at each expense beside its history, at what is kept beside the expenses (lists' lines,
 * totals), and at every proof: is it there, and does it hash to its name?
 *
 * Returns: %FALSE with an error when it could not even look
 */
gboolean outlay_check_run (OutlayCheck       *self,
                           OutlayConnection  *db,
                           OutlayProofVault  *vault,
                           GError           **error);

/* Prints what was found: sentences on standard error and a sum on standard output, or for @is_json all
 * on standard output, one object a line. Returns the exit status. */
int outlay_check_print (OutlayCheck *self, gboolean is_json);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OutlayCheck, outlay_check_clear)

G_END_DECLS
