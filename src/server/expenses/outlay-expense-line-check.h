/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-connection.h"

G_BEGIN_DECLS

/**
 * outlay_expense_line_check:
 * @n_expenses: (out): how many were read
 * @problem: (out) (transfer full) (nullable): the first that is wrong, in a sentence
 *
 * Whether the lines of lists say what the expenses say. On a connection of its own: it reads long.
 *
 * Returns: %FALSE with an error when the database cannot be read
 */
gboolean outlay_expense_line_check (OutlayConnection *db,
                                    gint64           *n_expenses,
                                    char            **problem,
                                    GError          **error);

G_END_DECLS
