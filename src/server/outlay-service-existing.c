/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "db/outlay-migration.h"
#include "server/outlay-service-private.h"

/* For the commands, which are no service. */

OutlayConnection *
outlay_service_open_existing (const char *uri, OutlayOpenFlags flags, GError **error)
{
  g_autoptr (OutlayQueries) queries = outlay_queries_load (OUTLAY_SERVER_QUERIES, error);
  const char *path = g_str_has_prefix (uri, "sqlite:") ? uri + strlen ("sqlite:") : NULL;

  if (path != NULL && !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   "there is no database %s: say where it is with --config or --database", path);
      return NULL;
    }

  return queries != NULL
             ? outlay_connection_open (uri, flags | OUTLAY_OPEN_EXISTING, queries, error)
             : NULL;
}

gboolean
outlay_service_check_version (OutlayConnection *db, GError **error)
{
  guint n_missing;

  if (!outlay_migrate_check (db, OUTLAY_SERVER_MIGRATIONS, &n_missing, error))
    return FALSE;
  if (n_missing == 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
               "an older program made this database: run \"outlayd migrate\" first");
  return FALSE;
}
