/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/account/outlay-account-private.h"

GFile *
outlay_accounts_folder (GFile *data_folder)
{
  g_autofree char *path = NULL;

  if (data_folder != NULL)
    return g_object_ref (data_folder);

  path = g_build_filename (g_get_user_data_dir (), "outlay", NULL);

  return g_file_new_for_path (path);
}

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  gint64 left = outlay_account_get_used_at (OUTLAY_ACCOUNT ((gpointer) a));
  gint64 right = outlay_account_get_used_at (OUTLAY_ACCOUNT ((gpointer) b));

  return (left < right) - (left > right);
}

/* A folder without a readable account is left alone and not listed: it may be somebody else's,
 * or be mended. */
static void
add_account (GListStore *accounts, GFile *folder)
{
  g_autoptr (GFile) file = g_file_get_child (folder, "account.ini");
  g_autoptr (OutlayAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_file_query_exists (file, NULL))
    return;

  account = outlay_account_read (folder, &error);
  if (account == NULL)
    g_message ("%s: %s", g_file_peek_path (file), error->message);
  else
    g_list_store_append (accounts, account);
}

GListModel *
outlay_accounts_load (GFile *data_folder, GError **error)
{
  g_autoptr (GListStore) accounts = g_list_store_new (OUTLAY_TYPE_ACCOUNT);
  g_autoptr (GFile) folder = outlay_accounts_folder (data_folder);
  g_autoptr (GFileEnumerator) children = NULL;
  g_autoptr (GError) local_error = NULL;

  children = g_file_enumerate_children (folder, G_FILE_ATTRIBUTE_STANDARD_NAME,
                                        G_FILE_QUERY_INFO_NONE, NULL, &local_error);
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return G_LIST_MODEL (g_steal_pointer (&accounts));
  if (children == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  for (;;)
    {
      GFile *child = NULL;

      if (!g_file_enumerator_iterate (children, NULL, &child, NULL, error))
        return NULL;
      if (child == NULL)
        break;
      add_account (accounts, child);
    }

  g_list_store_sort (accounts, compare_cb, NULL);

  return G_LIST_MODEL (g_steal_pointer (&accounts));
}
