/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/outlay-premises.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <sys/file.h>
#include <unistd.h>

struct _OutlayPremises
{
  int lock; /* -1: there is nothing to be held */
};

static gboolean
fail (const char *what, const char *path, GError **error)
{
  int number = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (number), "%s %s: %s", what, path,
               g_strerror (number));
  return FALSE;
}

static gboolean
has_row (OutlayConnection *db, const char *name, gboolean *answer, GError **error)
{
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (db, &row, error, name, ""))
    return FALSE;

  *answer = row != NULL;
  return TRUE;
}

/* --- one server --- */

/* Beside the database and not on it: an own descriptor, closed, would drop the locks of SQLite. */
static gboolean
lock_database (OutlayPremises *self, const char *path, gboolean shares, GError **error)
{
  g_autofree char *name = g_strconcat (path, "-lock", NULL);

  self->lock = open (name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->lock < 0)
    return fail ("cannot open", name, error);
  if (flock (self->lock, (shares ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0)
    return TRUE;
  if (errno != EWOULDBLOCK)
    return fail ("cannot lock", name, error);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY,
               "another outlayd serves the database %s: stop it first; several may share one where "
               "each of them has the setting redis, or with PostgreSQL",
               path);
  return FALSE;
}

/* --- what belongs together --- */

gboolean
outlay_premises_check_keys (const OutlaySettings *settings, OutlayConnection *db, GError **error)
{
  g_autofree char *pepper = g_build_filename (settings->keys, "pepper", NULL);
  gboolean has_passwords;

  if (g_file_test (pepper, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!has_row (db, "server/any-password", &has_passwords, error))
    return FALSE;
  if (!has_passwords)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
               "there is no %s, and without it all passwords in the database are wrong: put the "
               "folder of the keys back, or name the right one (keys)",
               pepper);
  return FALSE;
}

static gboolean
is_empty (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  return dir == NULL || g_dir_read_name (dir) == NULL;
}

static gboolean
check_proofs (const char *folder, OutlayConnection *db, GError **error)
{
  gboolean has_proofs;

  if (access (folder, R_OK | W_OK | X_OK) != 0 && errno != ENOENT)
    return fail ("the folder of the proofs must be one to read and write,", folder, error);
  if (!is_empty (folder))
    return TRUE;
  if (!has_row (db, "server/any-proof", &has_proofs, error))
    return FALSE;
  if (!has_proofs)
    return TRUE;

  g_set_error (
      error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
      "%s has none of the proofs that the database names: mount or restore it, or name the "
      "right folder (proofs)",
      folder);
  return FALSE;
}

/* --- both --- */

OutlayPremises *
outlay_premises_enter (const OutlaySettings *settings,
                       OutlayConnection *db,
                       gboolean shares,
                       GError **error)
{
  g_autoptr (OutlayPremises) self = g_new0 (OutlayPremises, 1);
  g_autofree char *path = outlay_settings_dup_database_path (settings);

  self->lock = -1;
  if ((path != NULL && !lock_database (self, path, shares, error)) ||
      !outlay_premises_check_keys (settings, db, error) ||
      !check_proofs (settings->proofs, db, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
outlay_premises_leave (OutlayPremises *self)
{
  if (self->lock >= 0)
    close (self->lock);
  g_free (self);
}
