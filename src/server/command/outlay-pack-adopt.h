/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-connection.h"
#include "pack/outlay-pack-expense.h"

G_BEGIN_DECLS

/**
 * outlay_pack_adopt:
 * @expense: with its history, whose people and categories are the company's; its proofs are known
 *
 * Writes an expense of a pack as it was where it comes from, and its history into the company's own
 * chain. To be called in a transaction that holds the company.
 *
 * Returns: %FALSE with an error of the database
 */
gboolean outlay_pack_adopt (OutlayConnection         *db,
                            const char               *company,
                            const OutlayPackExpense  *expense,
                            GError                  **error);

G_END_DECLS
