/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "app/budgets/outlay-budget-hint.h"
#include "app/form/outlay-amount-field.h"
#include "app/form/outlay-category-row.h"
#include "app/form/outlay-complaint-row.h"
#include "app/form/outlay-day-row.h"
#include "app/form/outlay-draft-autosave.h"
#include "app/form/outlay-expense-form-dialog.h"
#include "app/form/outlay-form-verdict.h"
#include "app/form/outlay-merchant-row.h"
#include "app/form/outlay-proof-picker.h"
#include "app/form/outlay-twin-card.h"

G_BEGIN_DECLS

/* The form is one type in three files: what it shows (-dialog), what it complains of (-judge), and
 * how it saves, sends and closes (-send). */

typedef enum
{
  FIELD_AMOUNT,
  FIELD_MERCHANT,
  FIELD_CATEGORY,
  FIELD_DAY,
  FIELD_NOTE,
  FIELD_PROOFS,
  N_FIELDS
} Field;

struct _OutlayExpenseFormDialog
{
  AdwDialog parent_instance;

  /* Template */
  AdwSplitButton *send_button;
  AdwBanner *problem;
  GMenuModel *more_menu;
  GMenuModel *device_menu;
  GMenuModel *rejected_menu;
  OutlayFormVerdict *verdict;
  OutlayAmountField *amount;
  OutlayMerchantRow *merchant;
  OutlayCategoryRow *category;
  OutlayDayRow *day;
  AdwEntryRow *note;
  OutlayProofPicker *proofs;
  OutlayComplaintRow *merchant_complaint;
  OutlayComplaintRow *category_complaint;
  OutlayComplaintRow *day_complaint;
  OutlayComplaintRow *note_complaint;
  OutlayTwinCard *twin;
  OutlayBudgetHint *budget;
  GtkWidget *saved_label;

  /* Owned */
  OutlayWorkspace *workspace;
  OutlayExpenseDraft *draft;
  OutlayDraftAutosave *autosave;
  GBindingGroup *bindings;
  char *proposed; /* category that was proposed for the merchant */

  guint left_fields; /* bit for each field that the person has been in and left */
  gboolean was_sent; /* sending was tried: everything that is missing is told */
  gboolean is_busy;
  gboolean waits_for_proofs; /* to send as soon as they are copied in */
};

/* --- dialog: */

OutlayExpenseStore *outlay_expense_form_get_store      (OutlayExpenseFormDialog *self);
const OutlayPolicy *outlay_expense_form_get_policy     (OutlayExpenseFormDialog *self);
gboolean            outlay_expense_form_is_on_device   (OutlayExpenseFormDialog *self);
gboolean            outlay_expense_form_is_rejected    (OutlayExpenseFormDialog *self);
void                outlay_expense_form_set_draft      (OutlayExpenseFormDialog *self,
                                                        OutlayExpenseDraft      *draft);
void                outlay_expense_form_update_actions (OutlayExpenseFormDialog *self);

/* --- judge: */

/* Tells at the fields what may be told by now; the first field that has something against it, or
 * N_FIELDS. */
Field outlay_expense_form_judge (OutlayExpenseFormDialog *self, const OutlayPolicy *policy);
void  outlay_expense_form_focus (OutlayExpenseFormDialog *self, Field field);

/* --- send: */

void outlay_expense_form_submit        (OutlayExpenseFormDialog *self);
void outlay_expense_form_save          (OutlayExpenseFormDialog *self);
void outlay_expense_form_save_next     (OutlayExpenseFormDialog *self);
/* The proofs have been copied in: sends what waited for them. */
void outlay_expense_form_proofs_ready  (OutlayExpenseFormDialog *self);
/* Asks first where something was changed. */
void outlay_expense_form_close         (OutlayExpenseFormDialog *self);

G_END_DECLS
