/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-connection.h"

G_BEGIN_DECLS

typedef enum
{
  OUTLAY_CHANGE_EXPENSE,
  OUTLAY_CHANGE_CATEGORY,
  OUTLAY_CHANGE_USER,
  OUTLAY_CHANGE_POLICY, /* its id is the company's */
  OUTLAY_CHANGE_BUDGET, /* its id is its owner's, or the company's */
} OutlayChangeType;

/* Names as the wire and the database write them: "expense", "category", "user", "policy",
 * "budget". */
const char *outlay_change_type_to_string (OutlayChangeType type);

/**
 * outlay_change_store_note:
 * @owner: (nullable): whose it is; %NULL for what everybody in the company sees
 * @shared: whether reviewers see it as well, or have seen it
 *
 * Puts the newest state of one thing at the end of the company's feed of changes, in place of where
 * it was. To be called in the transaction of the change itself, which is what keeps a cursor from
 * ever skipping a row.
 *
 * Returns: %FALSE with an error; that is %OUTLAY_DB_ERROR_CONSTRAINT when the id is
 *   or was another's
 */
gboolean outlay_change_store_note (OutlayConnection *db,
                                   const char       *company,
                                   OutlayChangeType  type,
                                   const char       *id,
                                   const char       *owner,
                                   gboolean          shared,
                                   GError          **error);

/* To be called when a person's name has changed: they and the reviewers learn it. */
gboolean outlay_change_store_note_user (OutlayConnection *db,
                                        const char       *company,
                                        const char       *user,
                                        GError          **error);

/* Number of the newest change in the company; 0 for none, -1 on error. */
gint64   outlay_change_store_get_head (OutlayConnection *db,
                                       const char       *company,
                                       GError          **error);

/* The same of what reviewers see, or have seen. */
gint64   outlay_change_store_get_shared_head (OutlayConnection *db,
                                              const char       *company,
                                              GError          **error);

/* The same of what belongs to one person alone. */
gint64   outlay_change_store_get_owner_head (OutlayConnection *db,
                                             const char       *company,
                                             const char       *owner,
                                             GError          **error);

/**
 * outlay_change_store_is_lost:
 * @is_lost: (out): whether @seq was given by a database that a backup has replaced since, so that
 *   nobody knows what its reader has seen
 */
gboolean outlay_change_store_is_lost (OutlayConnection *db,
                                      const char       *company,
                                      gint64            seq,
                                      gboolean         *is_lost,
                                      GError          **error);

G_END_DECLS
