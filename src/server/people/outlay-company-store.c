/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/people/outlay-company-store.h"

#include "core/outlay-uuid.h"
#include "server/expenses/outlay-category-store.h"

char *
outlay_company_store_fold_name (const char *name)
{
  g_autofree char *normal = g_utf8_normalize (name, -1, G_NORMALIZE_ALL_COMPOSE);

  return g_utf8_casefold (g_strstrip (normal), -1);
}

gboolean
outlay_company_store_find (OutlayConnection *db, const char *name, char **id, GError **error)
{
  g_autofree char *key = outlay_company_store_fold_name (name);
  g_autoptr (OutlayRow) row = NULL;

  *id = NULL;
  if (!outlay_connection_find (db, &row, error, "company/find", "s", key))
    return FALSE;
  if (row == NULL)
    return TRUE;

  *id = g_strdup (outlay_statement_get_text (row, 0));

  return TRUE;
}

gboolean
outlay_company_store_hold (OutlayConnection *db, const char *name, char **id, GError **error)
{
  g_autofree char *key = outlay_company_store_fold_name (name);
  g_autofree char *hold = g_strconcat ("company named ", key, NULL);

  *id = NULL;
  if (!outlay_connection_serialize (db, hold, error) ||
      !outlay_company_store_find (db, name, id, error))
    return FALSE;

  return *id == NULL || outlay_connection_serialize (db, *id, error);
}

char *
outlay_company_store_add (OutlayConnection *db, const char *name, gint64 now, GError **error)
{
  g_autofree char *key = outlay_company_store_fold_name (name);
  g_autofree char *id = outlay_uuid_new ();

  if (!outlay_connection_run (db, error, "company/add", "sssi", id, name, key, now) ||
      !outlay_category_store_add_defaults (db, id, now, error))
    return NULL;

  return g_steal_pointer (&id);
}
