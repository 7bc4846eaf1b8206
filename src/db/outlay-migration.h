/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-connection.h"

G_BEGIN_DECLS

/**
 * outlay_migrate:
 * @resource_folder: holds `NNN-what.sql`, numbered from 001 without a gap
 *
 * Brings the database to the newest version, one transaction a migration, and writes down which
 * were applied with the digest of each. A database that knows a migration this program does not is
 * refused with %OUTLAY_DB_ERROR_TOO_NEW and left as it is. Several processes may call it at once.
 */
gboolean outlay_migrate (OutlayConnection *connection,
                         const char       *resource_folder,
                         GError          **error);

/**
 * outlay_migrate_check:
 * @n_missing: (out): how many migrations outlay_migrate() would apply; 0 for the newest version
 *
 * Looks at the version without changing anything.
 *
 * Returns: %FALSE with %OUTLAY_DB_ERROR_TOO_NEW for a newer database, or with another error for one
 *   that outlay_migrate() never made
 */
gboolean outlay_migrate_check (OutlayConnection *connection,
                               const char       *resource_folder,
                               guint            *n_missing,
                               GError          **error);

G_END_DECLS
