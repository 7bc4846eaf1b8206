/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/expenses/outlay-category-store.h"

#include "core/expense/outlay-category-check.h"
#include "core/expense/outlay-category.h"
#include "core/outlay-uuid.h"
#include "server/history/outlay-change-store.h"

static OutlayStoredCategory *
read_category (OutlayStatement *row)
{
  OutlayStoredCategory *self = g_new (OutlayStoredCategory, 1);

  self->id = g_strdup (outlay_statement_get_text (row, 0));
  self->name = g_strdup (outlay_statement_get_text (row, 1));
  self->icon = g_strdup (outlay_statement_get_text (row, 2));
  self->color = g_strdup (outlay_statement_get_text (row, 3));
  self->archived = outlay_statement_get_int (row, 4) != 0;
  self->revision = outlay_statement_get_int (row, 5);
  self->is_used = outlay_statement_get_int (row, 6) != 0;

  return self;
}

gboolean
outlay_category_store_add_defaults (OutlayConnection *db,
                                    const char *company,
                                    gint64 now,
                                    GError **error)
{
  gsize n_defaults;
  const OutlayCategoryDefault *defaults = outlay_category_defaults (&n_defaults);

  for (gsize i = 0; i < n_defaults; i++)
    {
      g_autofree char *id = outlay_uuid_new ();

      if (!outlay_category_store_insert (db, company, id, defaults[i].name, defaults[i].icon,
                                         defaults[i].color, error))
        return FALSE;
    }

  return TRUE;
}

GPtrArray *
outlay_category_store_list (OutlayConnection *db, const char *company, GError **error)
{
  g_autoptr (GPtrArray)
      categories = g_ptr_array_new_with_free_func ((GDestroyNotify) outlay_stored_category_free);
  OutlayStatement *query = outlay_connection_bind (db, error, "category/list", "s", company);
  gboolean has_row;

  if (query == NULL)
    return NULL;

  for (;;)
    {
      if (!outlay_statement_step (query, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&categories);

      g_ptr_array_add (categories, read_category (query));
    }
}

gboolean
outlay_category_store_get (OutlayConnection *db,
                           const char *company,
                           const char *id,
                           OutlayStoredCategory **category,
                           GError **error)
{
  g_autoptr (OutlayRow) row = NULL;

  *category = NULL;
  if (!outlay_connection_find (db, &row, error, "category/get", "ss", company, id))
    return FALSE;

  if (row != NULL)
    *category = read_category (row);

  return TRUE;
}

gboolean
outlay_category_store_is_name_taken (OutlayConnection *db,
                                     const char *company,
                                     const char *name,
                                     const char *other,
                                     gboolean *is_taken,
                                     GError **error)
{
  g_autofree char *key = outlay_category_dup_name_key (name);
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (db, &row, error, "category/find-name", "ss", company, key))
    return FALSE;

  *is_taken = row != NULL && g_strcmp0 (outlay_statement_get_text (row, 0), other) != 0;

  return TRUE;
}

gboolean
outlay_category_store_note_use (OutlayConnection *db,
                                const char *company,
                                const char *id,
                                GError **error)
{
  return outlay_connection_run (db, error, "category/note-use", "ss", company, id);
}

static gboolean
note_change (OutlayConnection *db, const char *company, const char *id, GError **error)
{
  return outlay_change_store_note (db, company, OUTLAY_CHANGE_CATEGORY, id, NULL, TRUE, error);
}

gboolean
outlay_category_store_insert (OutlayConnection *db,
                              const char *company,
                              const char *id,
                              const char *name,
                              const char *icon,
                              const char *color,
                              GError **error)
{
  g_autofree char *key = outlay_category_dup_name_key (name);

  return outlay_connection_run (db, error, "category/insert", "ssssss", company, id, name, key,
                                icon, color) &&
         note_change (db, company, id, error);
}

gboolean
outlay_category_store_update (OutlayConnection *db,
                              const char *company,
                              const OutlayStoredCategory *category,
                              GError **error)
{
  g_autofree char *key = outlay_category_dup_name_key (category->name);

  return outlay_connection_run (db, error, "category/update", "ssssssi", company, category->id,
                                category->name, key, category->icon, category->color,
                                (gint64) category->archived) &&
         note_change (db, company, category->id, error);
}

gboolean
outlay_category_store_delete (OutlayConnection *db,
                              const char *company,
                              const char *id,
                              GError **error)
{
  return outlay_connection_run (db, error, "category/delete", "ss", company, id) &&
         note_change (db, company, id, error);
}
