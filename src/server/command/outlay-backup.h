/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/command/outlay-check.h"
#include "server/outlay-settings.h"

G_BEGIN_DECLS

#define OUTLAY_BACKUP_DATABASE "outlay.db"
#define OUTLAY_BACKUP_DUMP "outlay.dump" /* of PostgreSQL, for pg_restore */
#define OUTLAY_BACKUP_PROOFS "proofs"
#define OUTLAY_BACKUP_KEYS "keys"
/* Is there when the backup is whole. */
#define OUTLAY_BACKUP_MARK "outlay-backup"

/**
 * OutlayBackup:
 * @settings: of the server whose data it is
 * @folder: of the backup
 * @includes_keys: whether to copy the server's keys (never that of the proofs)
 * @proofs_only: whether another tool copies the database, as one may want for PostgreSQL
 * @reads_all: whether to hash every proof of the backup, and not only the new ones
 * @n_new: (out): proofs that were copied this time
 * @check: (out): what was found in the copy
 *
 * One run of a backup, the first into a folder or a later one into the same.
 *
 * The database is copied first and the proofs that this copy names after it. A proof is on disk before
 * its row is, never changes, and is deleted only after its row; and while the backup runs
 * nothing is deleted (outlay_proof_folder_lock()): so every proof of the copy is found.
 */
typedef struct
{
  const OutlaySettings *settings;
  const char           *folder;
  gboolean              includes_keys;
  gboolean              proofs_only;
  gboolean              reads_all;

  gint64      n_new;
  OutlayCheck check;
} OutlayBackup;

gboolean outlay_backup_run (OutlayBackup *self, GError **error);

/* Whether @folder holds a whole backup. */
gboolean outlay_backup_is_there (const char *folder);

/* Copies a file so that it is there whole or not at all; a second name for it will do where
 * @may_link. It is on disk after outlay_backup_sync(). */
gboolean outlay_backup_copy_file (const char *from, const char *to, gboolean may_link, GError **error);
/* The same for the files in a folder that do not begin with a dot. */
gboolean outlay_backup_copy_keys (const char *from, const char *to, GError **error);

/**
 * outlay_backup_copy_proofs:
 * @db: whose rows say which
 * @n_copied: (out): those that were not there already
 *
 * Copies files as they are, sealed or not, and hashes each new one, for which @to has
 * the keys.
 */
gboolean outlay_backup_copy_proofs (OutlayConnection  *db,
                                    const char        *from,
                                    OutlayProofVault  *to,
                                    gboolean           may_link,
                                    gint64            *n_copied,
                                    GError           **error);

/* Everything on the file system of @path is on disk when this returns. */
gboolean outlay_backup_sync (const char *path, GError **error);

G_END_DECLS
