/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "pack/outlay-pack-book.h"
#include "pack/outlay-pack-expense.h"
#include "pack/outlay-pack-manifest.h"

G_BEGIN_DECLS

/**
 * OutlayPackProofFunc:
 *
 * Reads the file of that hash, plain. %NULL with an error whose message goes into the pack as the reason
 * why it is missing: one that cannot be read ends nothing. %G_IO_ERROR_CANCELLED does.
 *
 * Returns: (transfer full) (nullable)
 */
typedef GBytes *(*OutlayPackProofFunc) (const char *sha256, gpointer data, GError **error);

/**
 * OutlayPackWriter:
 *
 * Writes an audit pack: a ZIP file of expenses with their history and proofs, that anybody can verify with unzip and
 * sha256sum alone, and any Outlay can verify and take in again.
 *
 *     proofs/2026/11/19/<sha256>.jpg   every file that any version shows, once, by the first day it is named
 *     expenses.csv                     see outlay-pack-table.h
 *     expenses.json                    see outlay-pack-expense-json.h
 *     expenses.journal                 see outlay-journal.h
 *     README.txt
 *     manifest.json                    see #OutlayPackManifest
 *     SHA256SUMS
 *
 * Expenses come one by one; memory grows with the number of files alone, by some 200 bytes for each. Nothing is
 * there under the pack's name before all is. One thread, any.
 */
typedef struct _OutlayPackWriter OutlayPackWriter;

/**
 * outlay_pack_writer_new:
 * @path: replaced if it is there
 * @book: (transfer none): has those whom an expense names before that is added; it may grow meanwhile
 * @cancellable: (nullable)
 */
OutlayPackWriter *outlay_pack_writer_new  (const char             *path,
                                           const OutlayPackTitle  *title,
                                           OutlayPackBook         *book,
                                           GCancellable           *cancellable,
                                           GError                **error);
/* Leaves nothing behind where it was not finished. */
void              outlay_pack_writer_free (OutlayPackWriter       *self);

/* Where proofs come from; without, all of them are missing. */
void outlay_pack_writer_set_proofs (OutlayPackWriter    *self,
                                    OutlayPackProofFunc  read,
                                    gpointer             data);

/**
 * outlay_pack_writer_add:
 * @expense: after the one before by outlay_pack_expense_compare()
 *
 * Returns: %FALSE with %OUTLAY_PACK_ERROR_ORDER, %OUTLAY_MONEY_ERROR_OVERFLOW, or #GIOErrorEnum: NO_SPACE, CANCELLED…
 */
gboolean outlay_pack_writer_add (OutlayPackWriter         *self,
                                 const OutlayPackExpense  *expense,
                                 GError                  **error);

gboolean outlay_pack_writer_finish (OutlayPackWriter *self, GError **error);

/* (transfer none): what it says so far, or at last */
const OutlayPackManifest *outlay_pack_writer_get_manifest (OutlayPackWriter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayPackWriter, outlay_pack_writer_free)

G_END_DECLS
