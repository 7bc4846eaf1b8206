/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>

#include "client/account/outlay-workspace.h"
#include "pack/outlay-pack-findings.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_EXPENSE_IMPORT (outlay_expense_import_get_type ())
G_DECLARE_FINAL_TYPE (OutlayExpenseImport, outlay_expense_import, OUTLAY, EXPENSE_IMPORT, GObject)

/**
 * OutlayExpenseImport:
 *
 * Takes the expenses of an audit pack into an account as one's own drafts, under the ids they have, with
 * their proofs. On a device alone that is all of them; at a company those whose owner in the pack is the person
 * themselves, by id or address, or has no address, as in a pack from a device. Decisions and histories stay in the
 * pack: here they would be claims.
 *
 * What is here already is left as it is, so that doing it again adds nothing. Categories are known by id or by
 * name; a device makes those it lacks, at a company the category is left open.
 */

OutlayExpenseImport *outlay_expense_import_new (OutlayWorkspace *workspace,
                                                GFile           *file);

/**
 * outlay_expense_import_verify:
 *
 * Reads the whole pack, on a thread of the pool. Future of a boolean: whether nothing was found; see
 * outlay_expense_import_get_findings(). Rejects where there is no file to read, or with %G_IO_ERROR_CANCELLED.
 */
DexFuture *outlay_expense_import_verify (OutlayExpenseImport *self);

/**
 * outlay_expense_import_run:
 *
 * Takes in what was verified; each expense whole or not at all. Future of a boolean. Rejects with
 * #OutlayClientError, or #GIOErrorEnum of the disk; what was taken in by then stays.
 */
DexFuture *outlay_expense_import_run    (OutlayExpenseImport *self);
void       outlay_expense_import_cancel (OutlayExpenseImport *self);

/* (transfer none): after verify() */
const OutlayPackFindings *outlay_expense_import_get_findings (OutlayExpenseImport *self);

/* After run(): how many were taken in, were here already, were here and say something else, and are others'. */
guint outlay_expense_import_get_n_new       (OutlayExpenseImport *self);
guint outlay_expense_import_get_n_known     (OutlayExpenseImport *self);
guint outlay_expense_import_get_n_different (OutlayExpenseImport *self);
guint outlay_expense_import_get_n_others    (OutlayExpenseImport *self);
/* Proofs that the expenses name and the pack does not have; they were left out. */
guint outlay_expense_import_get_n_missing   (OutlayExpenseImport *self);

G_END_DECLS
