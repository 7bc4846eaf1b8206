/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app-stage.h"

#include "app/form/outlay-amount-field.h"
#include "app/form/outlay-expense-form-dialog.h"
#include "app/form/outlay-merchant-row.h"
#include "app/form/outlay-proof-picker.h"
#include "proof-samples.h"

G_BEGIN_DECLS

/* A form over a workspace of its own, and what it has told. */
typedef struct
{
  TestLedger              *ledger;
  OutlayExpenseDraft      *draft;
  OutlayExpenseFormDialog *form;
  GtkWindow               *window;
  OutlayAmountField       *amount;
  OutlayMerchantRow       *merchant;
  OutlayProofPicker       *picker;
  char                    *saved_id;
  char                    *submitted_id;
  gint64                   entry;
  gboolean                 is_closed;
} Desk;

/* A form for a new expense; @ledger is taken. */
Desk    *desk_start        (TestLedger         *ledger,
                            int                 width);
void     desk_finish       (Desk               *self);

void     desk_open         (Desk               *self,
                            OutlayExpenseDraft *draft,
                            int                 width,
                            int                 height);
void     desk_close        (Desk               *self);

/* Everything that is needed, with one proof. */
void     desk_fill_in      (Desk               *self);
/* Comes back when the file is a proof, or refused. */
void     desk_add_bytes    (Desk               *self,
                            GBytes             *bytes,
                            const char         *name);
guint    desk_count_proofs (Desk               *self);

/* For stage_run_until(). */
gboolean desk_is_closed    (gpointer            desk);
gboolean desk_is_idle      (gpointer            desk);

G_END_DECLS
