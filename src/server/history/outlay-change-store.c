/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/history/outlay-change-store.h"

static const char *const names[] = {
  [OUTLAY_CHANGE_EXPENSE] = "expense", [OUTLAY_CHANGE_CATEGORY] = "category",
  [OUTLAY_CHANGE_USER] = "user",       [OUTLAY_CHANGE_POLICY] = "policy",
  [OUTLAY_CHANGE_BUDGET] = "budget",
};

const char *
outlay_change_type_to_string (OutlayChangeType type)
{
  g_return_val_if_fail (type < G_N_ELEMENTS (names), NULL);

  return names[type];
}

/* The one number of a query that was bound; 0 where there is no row, -1 on error. */
static gint64
read_number (OutlayStatement *query, GError **error)
{
  gboolean has_row;
  gint64 number;

  if (query == NULL || !outlay_statement_step (query, &has_row, error))
    return -1;

  number = has_row ? outlay_statement_get_int (query, 0) : 0;
  outlay_statement_reset (query);

  return number;
}

gboolean
outlay_change_store_note (OutlayConnection *db,
                          const char *company,
                          OutlayChangeType type,
                          const char *id,
                          const char *owner,
                          gboolean shared,
                          GError **error)
{
  gint64 seq = read_number (outlay_connection_bind (db, error, "change/next-seq", "s", company),
                            error);
  OutlayStatement *query;

  if (seq < 0)
    return FALSE;

  query = outlay_connection_bind (db, error, "change/put", "sssisi", company, names[type], id, seq,
                                  owner != NULL ? owner : "", (gint64) shared);
  if (query == NULL || !outlay_statement_run (query, error))
    return FALSE;
  if (outlay_statement_n_changed (query) == 1)
    return TRUE;

  g_set_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_CONSTRAINT, "the %s %s is or was another's",
               names[type], id);
  return FALSE;
}

gboolean
outlay_change_store_note_user (OutlayConnection *db,
                               const char *company,
                               const char *user,
                               GError **error)
{
  return outlay_change_store_note (db, company, OUTLAY_CHANGE_USER, user, user, TRUE, error);
}

static gint64
read_head (OutlayConnection *db, const char *name, const char *company, GError **error)
{
  return read_number (outlay_connection_bind (db, error, name, "s", company), error);
}

gint64
outlay_change_store_get_head (OutlayConnection *db, const char *company, GError **error)
{
  return read_head (db, "change/head", company, error);
}

gint64
outlay_change_store_get_shared_head (OutlayConnection *db, const char *company, GError **error)
{
  return read_head (db, "change/shared-head", company, error);
}

gint64
outlay_change_store_get_owner_head (OutlayConnection *db,
                                    const char *company,
                                    const char *owner,
                                    GError **error)
{
  return read_number (outlay_connection_bind (db, error, "change/owner-head", "ss", company, owner),
                      error);
}

gboolean
outlay_change_store_is_lost (OutlayConnection *db,
                             const char *company,
                             gint64 seq,
                             gboolean *is_lost,
                             GError **error)
{
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (db, &row, error, "change/is-lost", "si", company, seq))
    return FALSE;

  *is_lost = row != NULL;
  return TRUE;
}
