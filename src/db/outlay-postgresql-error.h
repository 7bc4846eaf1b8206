/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libpq-fe.h>

#include "db/outlay-connection.h"

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PGresult, PQclear)

/**
 * outlay_postgresql_take_error:
 * @result: (nullable): what the server answered; %NULL where it did not
 *
 * The one place that turns PostgreSQL's SQLSTATE (Appendix A of its manual) into our codes. The
 * message is one line and holds no value of a row, as the server's "detail" does.
 */
void outlay_postgresql_take_error (PGconn *pg, const PGresult *result, GError **error);

G_END_DECLS
