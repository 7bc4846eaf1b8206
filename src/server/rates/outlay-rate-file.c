/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/rates/outlay-rate-file.h"

#include <errno.h>
#include <sys/stat.h>

#include "server/rates/outlay-rate-store.h"

/* A file that never ends would be read for ever. */
static gboolean
is_readable (const char *path, GError **error)
{
  struct stat info;

  if (stat (path, &info) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "cannot read %s: %s", path,
                   g_strerror (errno));
      return FALSE;
    }
  if (!S_ISREG (info.st_mode))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, "%s is no file", path);
      return FALSE;
    }
  if (info.st_size > OUTLAY_RATES_FILE_MAX)
    {
      g_set_error (error, OUTLAY_RATES_ERROR, OUTLAY_RATES_ERROR_TOO_LARGE,
                   "%s is too large to be a file of rates", path);
      return FALSE;
    }

  return TRUE;
}

OutlayRates *
outlay_rate_file_load (const char *path, GError **error)
{
  g_autoptr (OutlayRates) rates = outlay_rates_new ();
  g_autofree char *text = NULL;
  gsize length;

  if (!is_readable (path, error) || !g_file_get_contents (path, &text, &length, error))
    return NULL;
  if (!outlay_rates_read (rates, text, length, error))
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }

  return g_steal_pointer (&rates);
}

gboolean
outlay_rate_file_keep (OutlayConnection *db,
                       OutlayRates *rates,
                       guint *n_days,
                       char **newest,
                       GError **error)
{
  if (!outlay_connection_begin (db, error))
    return FALSE;
  if (outlay_rate_store_put (db, rates, n_days, error) &&
      outlay_rate_store_get_newest (db, newest, error))
    return outlay_connection_commit (db, error);

  outlay_connection_rollback (db);
  return FALSE;
}
