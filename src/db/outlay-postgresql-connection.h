/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-connection.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_POSTGRESQL_CONNECTION (outlay_postgresql_connection_get_type ())
G_DECLARE_FINAL_TYPE (OutlayPostgresqlConnection, outlay_postgresql_connection,
                      OUTLAY, POSTGRESQL_CONNECTION, OutlayConnection)

/**
 * OutlayPostgresqlConnection:
 *
 * A session on a PostgreSQL server, 14 or newer. A write runs at READ COMMITTED: each statement
 * sees what was committed before it began. That is what makes outlay_connection_serialize() hold:
 * who waited for a company then sees all that the one before has done, whereas a stricter level
 * would have taken its picture before the wait, and fail. What is read once and written later
 * belongs to the company that is held, or is guarded by a constraint.
 *
 * A connection that was lost is made anew when the next transaction or lone read begins.
 */

/* Private to this folder; see outlay_connection_open(). (transfer full) (nullable) */
OutlayConnection *outlay_postgresql_connection_open (const char       *uri,
                                                     OutlayOpenFlags   flags,
                                                     GError          **error);

G_END_DECLS
