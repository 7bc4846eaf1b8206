/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/outbox/outlay-outbox-entry.h"
#include "core/expense/outlay-expense.h"
#include "db/outlay-connection.h"

G_BEGIN_DECLS

/* The table `outbox`, inside a transaction of the database thread. */

/* Decisions and deletions wait this long, so that they can be taken back even online. */
#define OUTLAY_OUTBOX_GRACE_USEC (5 * G_USEC_PER_SEC)

/* Deletions of what the company never had (nothing is sent), and those that take the row's
 * revision when sent. */
#define OUTLAY_REVISION_NEVER_SENT 0
#define OUTLAY_REVISION_AS_SENT (-1)

typedef struct
{
  gint64 id; /* 0 where there is none */
  OutlayOutboxKind kind;
  char expense_id[64];
  char sha256[80];
  OutlayAction action;
  gint64 revision;
  gboolean is_uncertain;
  gboolean is_sending;
  gboolean is_stuck;
} OutlayOutboxRow;

/* %FALSE with an error; @row->id is 0 where there is no such entry. */
gboolean outlay_outbox_table_get (OutlayConnection *connection,
                                  gint64 id,
                                  OutlayOutboxRow *row,
                                  GError **error);
/* The last or the first of an expense, or the one after @after; uploads do not count. */
gboolean outlay_outbox_table_get_last (OutlayConnection *connection,
                                       const char *expense_id,
                                       OutlayOutboxRow *row,
                                       GError **error);
gboolean outlay_outbox_table_get_next (OutlayConnection *connection,
                                       const char *expense_id,
                                       gint64 after,
                                       OutlayOutboxRow *row,
                                       GError **error);

/* The reason an action was given: (transfer full) (nullable): %NULL with an error */
char *outlay_outbox_table_dup_reason (OutlayConnection *connection, gint64 id, GError **error);

/* An entry with a fresh key, which needs every earlier one of its expense. Its id, or -1
 * with an error. */
typedef struct
{
  OutlayOutboxKind kind;
  const char *expense_id;
  const char *sha256;
  OutlayAction action;
  gint64 revision;
  const char *proof_digest;
  const char *reason;
  gint64 not_before;
} OutlayOutboxAdd;

gint64
outlay_outbox_table_add (OutlayConnection *connection, const OutlayOutboxAdd *add, GError **error);
/* Uploads for those of @proofs that the company does not have. */
gboolean outlay_outbox_table_add_proofs (OutlayConnection *connection,
                                         const char *expense_id,
                                         const char *const *proofs,
                                         GError **error);
gboolean outlay_outbox_table_need_proofs (OutlayConnection *connection,
                                          gint64 entry,
                                          const char *const *proofs,
                                          GError **error);

/* Its content is another now: a new key, and everything that was said of earlier
 * tries is forgotten. */
gboolean outlay_outbox_table_renew (OutlayConnection *connection, gint64 entry, GError **error);
/* Removes @entry and what came after it for the same expense, with what was shown ahead for it. */
gboolean outlay_outbox_table_remove_from (OutlayConnection *connection,
                                          const char *expense_id,
                                          gint64 entry,
                                          GError **error);
/* Says in the row how far it is from the company's. */
gboolean
outlay_outbox_table_settle (OutlayConnection *connection, const char *expense_id, GError **error);

/**
 * outlay_outbox_table_take_back:
 *
 * Removes @entry and those after it, and puts the row back to what it was before: the company's
 * version where a conflict has brought one, else its copy. A row that the entry had made is
 * deleted, and kept for a while.
 */
gboolean outlay_outbox_table_take_back (OutlayConnection *connection,
                                        const OutlayOutboxRow *entry,
                                        GError **error);

G_END_DECLS
