/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/form/outlay-expense-form-private.h"
#include "app/widgets/outlay-complaint-text.h"
#include "app/widgets/outlay-converted-text.h"
#include "core/proof/outlay-digest.h"
#include "core/outlay-time.h"

static const char *const field_names[N_FIELDS] = { "amount", "merchant", "category",
                                                   "day",    "note",     "proofs" };

/* "proofs[1]" and "amount.currency" are told at "proofs" and "amount". */
static const OutlayComplaint *
find_complaint (OutlayComplaints *complaints, const char *name)
{
  gsize length = strlen (name);

  for (guint i = 0; i < complaints->len; i++)
    {
      const OutlayComplaint *complaint = &g_array_index (complaints, OutlayComplaint, i);

      if (strncmp (complaint->field, name, length) == 0 &&
          strchr (".[", complaint->field[length]) != NULL)
        return complaint;
    }

  return NULL;
}

/* What is only missing is told when the person tries to send, and not while they are on their
 * way. */
static gboolean
is_told (OutlayExpenseFormDialog *self, Field field, const OutlayComplaint *complaint)
{
  if (complaint == NULL)
    return FALSE;
  if (self->was_sent)
    return TRUE;

  return (self->left_fields & (1U << field)) != 0 && complaint->code != OUTLAY_COMPLAINT_MISSING &&
         complaint->code != OUTLAY_COMPLAINT_PROOF_REQUIRED;
}

static void
tell (OutlayExpenseFormDialog *self, Field field, const char *text)
{
  switch (field)
    {
    case FIELD_AMOUNT:
      outlay_amount_field_set_complaint (self->amount, text);
      break;
    case FIELD_MERCHANT:
      outlay_complaint_row_set_text (self->merchant_complaint, GTK_WIDGET (self->merchant), text);
      break;
    case FIELD_CATEGORY:
      outlay_complaint_row_set_text (self->category_complaint, GTK_WIDGET (self->category), text);
      break;
    case FIELD_DAY:
      outlay_complaint_row_set_text (self->day_complaint, GTK_WIDGET (self->day), text);
      break;
    case FIELD_NOTE:
      outlay_complaint_row_set_text (self->note_complaint, GTK_WIDGET (self->note), text);
      break;
    case FIELD_PROOFS:
      outlay_proof_picker_set_complaint (self->proofs, text);
      break;
    case N_FIELDS:
    default:
      g_assert_not_reached ();
    }
}

/* A rejected expense goes back only with another proof than the one that was rejected. */
static gboolean
lacks_new_proof (OutlayExpenseFormDialog *self)
{
  OutlayExpense *base = outlay_expense_draft_get_base (self->draft);
  g_autofree char *digest = NULL;

  if (!outlay_expense_form_is_rejected (self))
    return FALSE;

  digest = outlay_digest_of_proofs (outlay_proof_picker_get_proofs (self->proofs));

  return g_strcmp0 (digest, outlay_expense_get_proof_digest (base)) == 0;
}

/* What the company would rather not have, and takes all the same. */
static void
warn (OutlayExpenseFormDialog *self, const OutlayPolicy *policy)
{
  g_autoptr (OutlayComplaints) warnings = outlay_complaints_new ();
  g_autofree char *text = NULL;
  OutlayExpenseFields fields;

  if (policy == NULL)
    policy = outlay_expense_form_get_policy (self);
  if (outlay_expense_draft_get_fields (self->draft, &fields, NULL))
    outlay_expense_check_warn (&fields, policy, warnings);
  if (!outlay_complaints_is_empty (warnings))
    text = outlay_complaint_dup_text (&g_array_index (warnings, OutlayComplaint, 0));

  outlay_amount_field_set_warning (self->amount, text);
}

/* By the rates that are known here; once it is submitted, the company says. */
static void
show_converted (OutlayExpenseFormDialog *self)
{
  g_autofree char *text = NULL;
  OutlayExpenseFields fields;
  OutlayConversion conversion;

  if (outlay_expense_draft_get_fields (self->draft, &fields, NULL) &&
      outlay_rate_store_convert (outlay_workspace_get_rate_store (self->workspace), &fields.amount,
                                 fields.day, &conversion))
    text = outlay_converted_dup_estimate (&conversion.amount);

  outlay_amount_field_set_converted (self->amount, text);
}

Field
outlay_expense_form_judge (OutlayExpenseFormDialog *self, const OutlayPolicy *policy)
{
  g_autofree char *today = outlay_day_today ();
  g_autoptr (OutlayComplaints) complaints = outlay_expense_draft_check (self->draft, policy, today);
  Field first = N_FIELDS;

  for (Field field = 0; field < N_FIELDS; field++)
    {
      const OutlayComplaint *complaint = find_complaint (complaints, field_names[field]);
      g_autofree char *text = NULL;

      if (complaint != NULL)
        first = MIN (first, field);
      if (is_told (self, field, complaint))
        text = outlay_complaint_dup_text (complaint);

      if (field == FIELD_PROOFS && complaint == NULL && lacks_new_proof (self))
        {
          first = MIN (first, field);
          if (self->was_sent)
            text = g_strdup (
                _ ("Add a new proof first: the one that was rejected cannot be sent again."));
        }

      tell (self, field, text);
    }
  warn (self, policy);
  show_converted (self);

  return first;
}

void
outlay_expense_form_focus (OutlayExpenseFormDialog *self, Field field)
{
  GtkWidget *widgets[N_FIELDS] = {
    GTK_WIDGET (self->amount), GTK_WIDGET (self->merchant), GTK_WIDGET (self->category),
    GTK_WIDGET (self->day),    GTK_WIDGET (self->note),     GTK_WIDGET (self->proofs),
  };

  if (field == FIELD_PROOFS)
    gtk_widget_child_focus (widgets[field], GTK_DIR_TAB_FORWARD);
  else
    gtk_widget_grab_focus (widgets[field]);
}
