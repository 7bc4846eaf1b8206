/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-connection.h"

G_BEGIN_DECLS

/**
 * OutlayCheck:
 * @n_events: events whose chain was worked out anew
 * @n_proofs: proofs that were read and hashed
 * @problems: (element-type utf8): one sentence each; empty when all is well
 *
 * What a look at a whole database and its proofs has found.
 */
typedef struct
{
  gint64     n_events;
  gint64     n_proofs;
  GPtrArray *problems;
} OutlayCheck;

void outlay_check_clear (OutlayCheck *self);

/**
 * outlay_check_run:
 * @db: an open database; reads alone are done
 * @proofs: the folder of the proofs
 *
 * Looks at the database's version, at its own structure, at what refers to what, at the chain of
 * events, at what is kept beside the expenses (lists' lines, totals), and at every proof: is it there, and does it hash to its name?
 *
 * Returns: %FALSE with an error when it could not even look
 */
gboolean outlay_check_run (OutlayCheck       *self,
                           OutlayConnection  *db,
                           const char        *proofs,
                           GError           **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OutlayCheck, outlay_check_clear)

G_END_DECLS
