/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/form/outlay-expense-form-dialog.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/form/outlay-amount-field.h"
#include "app/form/outlay-complaint-row.h"
#include "app/form/outlay-day-row.h"
#include "app/form/outlay-draft-autosave.h"
#include "app/form/outlay-merchant-row.h"
#include "app/form/outlay-proof-picker.h"
#include "app/proofs/outlay-proof-dialog.h"
#include "app/widgets/outlay-category-badge.h"
#include "app/widgets/outlay-complaint-text.h"
#include "app/widgets/outlay-error-text.h"
#include "core/outlay-digest.h"
#include "core/outlay-time.h"

#define FIBER_STACK (1024 * 1024)
#define TWIN_PAUSE_MS 400

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

static const char *const field_names[N_FIELDS] = { "amount", "merchant", "category",
                                                   "day",    "note",     "proofs" };

struct _OutlayExpenseFormDialog
{
  AdwDialog parent_instance;

  /* Template */
  AdwSplitButton *send_button;
  AdwBanner *problem;
  GMenuModel *more_menu;
  GMenuModel *device_menu;
  GMenuModel *rejected_menu;
  GtkWidget *verdict_card;
  GtkLabel *verdict_title;
  GtkLabel *verdict_reason;
  GtkLabel *verdict_left;
  OutlayAmountField *amount;
  OutlayMerchantRow *merchant;
  AdwComboRow *category;
  OutlayDayRow *day;
  AdwEntryRow *note;
  OutlayProofPicker *proofs;
  OutlayComplaintRow *merchant_complaint;
  OutlayComplaintRow *category_complaint;
  OutlayComplaintRow *day_complaint;
  OutlayComplaintRow *note_complaint;
  GtkWidget *twin_card;
  GtkLabel *twin_label;
  GtkWidget *saved_label;

  /* Owned */
  OutlayWorkspace *workspace;
  OutlayExpenseDraft *draft;
  OutlayDraftAutosave *autosave;
  GBindingGroup *bindings;
  OutlayExpense *twin;

  guint left_fields; /* bit for each field that the person has been in and left */
  gboolean was_sent; /* sending was tried: everything that is missing is told */
  gboolean is_busy;
  gboolean waits_for_proofs; /* to send as soon as they are copied in */
  gboolean is_category_proposed;
  guint twin_id;
};

G_DEFINE_FINAL_TYPE (OutlayExpenseFormDialog, outlay_expense_form_dialog, ADW_TYPE_DIALOG)

enum
{
  SAVED,
  SUBMITTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static OutlayExpenseStore *
get_store (OutlayExpenseFormDialog *self)
{
  return outlay_workspace_get_expense_store (self->workspace);
}

static gboolean
is_on_device (OutlayExpenseFormDialog *self)
{
  return outlay_account_is_on_device (outlay_workspace_get_account (self->workspace));
}

static gboolean
is_rejected (OutlayExpenseFormDialog *self)
{
  OutlayExpense *base = outlay_expense_draft_get_base (self->draft);

  return base != NULL && outlay_expense_get_state (base) == OUTLAY_STATE_REJECTED;
}

/* --- complaints ------------------------------------------------------------------------------ */

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

/* What is only missing is told when the person tries to send, and not while they are on their way. */
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

  if (!is_rejected (self))
    return FALSE;

  digest = outlay_digest_of_proofs (outlay_proof_picker_get_proofs (self->proofs));

  return g_strcmp0 (digest, outlay_expense_get_proof_digest (base)) == 0;
}

/* Tells what may be told, and returns the first field that has something against it, or N_FIELDS. */
static Field
judge (OutlayExpenseFormDialog *self, const OutlayPolicy *policy)
{
  g_autofree char *today = outlay_day_today ();
  g_autoptr (OutlayComplaints) complaints = outlay_expense_draft_check (self->draft, policy, today);
  Field first = N_FIELDS;

  for (Field field = 0; field < N_FIELDS; field++)
    {
      const OutlayComplaint *complaint = find_complaint (complaints, field_names[field]);
      const char *text = NULL;

      if (complaint != NULL)
        first = MIN (first, field);
      if (is_told (self, field, complaint))
        text = outlay_complaint_to_text (complaint->field, complaint->code);

      if (field == FIELD_PROOFS && complaint == NULL && lacks_new_proof (self))
        {
          first = MIN (first, field);
          if (self->was_sent)
            text = _ ("Add a new proof first: the one that was rejected cannot be sent again.");
        }

      tell (self, field, text);
    }

  return first;
}

static const OutlayPolicy *
get_policy (OutlayExpenseFormDialog *self)
{
  return outlay_workspace_get_policy (self->workspace);
}

static void
leave (OutlayExpenseFormDialog *self, Field field)
{
  self->left_fields |= 1U << field;
  judge (self, get_policy (self));
}

static void
focus_field (OutlayExpenseFormDialog *self, Field field)
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

/* --- merchant, category, twin ---------------------------------------------------------------- */

static OutlayCategoryStore *
get_categories (OutlayExpenseFormDialog *self)
{
  return outlay_workspace_get_category_store (self->workspace);
}

/* The categories, after one that stands for none yet: an AdwComboRow always has something selected. */
static GListModel *
list_categories (OutlayExpenseFormDialog *self)
{
  g_autoptr (OutlayCategory) none = outlay_category_new ("", _ ("Not Chosen Yet"), "", "", FALSE);
  g_autoptr (GListStore) first = g_list_store_new (OUTLAY_TYPE_CATEGORY);
  GListStore *both = g_list_store_new (G_TYPE_LIST_MODEL);

  g_list_store_append (first, none);
  g_list_store_append (both, first);
  g_list_store_append (both, get_categories (self));

  return G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (both)));
}

static void
show_category (OutlayExpenseFormDialog *self)
{
  GListModel *choices = adw_combo_row_get_model (self->category);
  g_autofree char *wanted = NULL;
  guint position = 0;

  g_object_get (self->draft, "category", &wanted, NULL);
  for (guint i = 1; wanted != NULL && i < g_list_model_get_n_items (choices); i++)
    {
      g_autoptr (OutlayCategory) category = g_list_model_get_item (choices, i);

      if (g_str_equal (outlay_category_get_id (category), wanted))
        position = i;
    }

  g_signal_handlers_block_matched (self->category, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, self);
  adw_combo_row_set_selected (self->category, position);
  g_signal_handlers_unblock_matched (self->category, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, self);
}

static void
category_chosen_cb (OutlayExpenseFormDialog *self)
{
  OutlayCategory *category = adw_combo_row_get_selected_item (self->category);

  if (category == NULL || self->draft == NULL)
    return;

  self->is_category_proposed = FALSE;
  g_object_set (self->draft, "category", outlay_category_get_id (category), NULL);
}

/* The usual category of a merchant is proposed, and never put over one that the person chose. */
static void
propose_category (OutlayExpenseFormDialog *self)
{
  const char *merchant = gtk_editable_get_text (GTK_EDITABLE (self->merchant));
  g_autofree char *chosen = NULL;
  g_autofree char *usual = NULL;

  g_object_get (self->draft, "category", &chosen, NULL);
  if (*merchant == '\0' || (chosen != NULL && !self->is_category_proposed))
    return;

  usual = outlay_expense_store_usual_category (get_store (self), merchant);
  if (usual == NULL || outlay_category_store_find (get_categories (self), usual) == NULL)
    return;

  self->is_category_proposed = TRUE;
  g_object_set (self->draft, "category", usual, NULL);
}

static gboolean
shares_proof (OutlayExpense *twin, const OutlayExpenseFields *fields)
{
  const char *const *theirs = outlay_expense_get_proofs (twin);

  for (guint i = 0; fields->proofs != NULL && fields->proofs[i] != NULL; i++)
    if (g_strv_contains (theirs, fields->proofs[i]))
      return TRUE;

  return FALSE;
}

static char *
format_twin (OutlayExpense *twin, const OutlayExpenseFields *fields)
{
  g_autofree char *money = outlay_money_format (outlay_expense_get_amount (twin), NULL);

  if (shares_proof (twin, fields))
    /* Translators: %1$s is an amount with its currency, %2$s a merchant */
    return g_strdup_printf (_ ("You filed this very receipt already: %1$s at %2$s."), money,
                            outlay_expense_get_merchant (twin));

  /* Translators: %1$s is an amount with its currency, %2$s a merchant */
  return g_strdup_printf (_ ("You filed %1$s at %2$s on the same day already."), money,
                          outlay_expense_get_merchant (twin));
}

static void
look_for_twin_cb (gpointer user_data)
{
  OutlayExpenseFormDialog *self = user_data;
  OutlayExpenseFields fields;
  g_autoptr (OutlayExpense) twin = NULL;
  g_autofree char *text = NULL;

  self->twin_id = 0;
  if (outlay_expense_draft_get_fields (self->draft, &fields, NULL))
    twin = outlay_expense_store_find_twin (get_store (self), &fields,
                                           outlay_expense_draft_get_id (self->draft));
  g_set_object (&self->twin, twin);
  gtk_widget_set_visible (self->twin_card, twin != NULL);
  if (twin == NULL)
    return;

  text = format_twin (twin, &fields);
  gtk_label_set_label (self->twin_label, text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.show-twin",
                                 outlay_expense_get_proofs (twin)[0] != NULL);
}

static void
show_twin_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayExpenseFormDialog *self = OUTLAY_EXPENSE_FORM_DIALOG (widget);
  OutlayProofStore *store = outlay_workspace_get_proof_store (self->workspace);
  g_autofree char *money = NULL;
  g_autofree char *title = NULL;
  AdwDialog *dialog;

  if (self->twin == NULL)
    return;

  money = outlay_money_format (outlay_expense_get_amount (self->twin), NULL);
  /* Translators: %1$s is a merchant, %2$s an amount with its currency */
  title = g_strdup_printf (_ ("%1$s, %2$s"), outlay_expense_get_merchant (self->twin), money);
  dialog = outlay_proof_dialog_new (store, outlay_expense_get_proofs (self->twin), 0);
  adw_dialog_set_title (dialog, title);
  adw_dialog_present (dialog, widget);
}

static void
keep_twin_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayExpenseFormDialog *self = OUTLAY_EXPENSE_FORM_DIALOG (widget);

  if (self->twin != NULL)
    dex_future_disown (outlay_expense_store_keep_twins (get_store (self),
                                                        outlay_expense_draft_get_id (self->draft),
                                                        outlay_expense_get_id (self->twin)));
  gtk_widget_set_visible (self->twin_card, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->merchant));
}

/* --- callbacks of the fields ----------------------------------------------------------------- */

static void
amount_left_cb (OutlayExpenseFormDialog *self)
{
  leave (self, FIELD_AMOUNT);
}

static void
merchant_left_cb (OutlayExpenseFormDialog *self)
{
  if (self->draft == NULL)
    return;

  propose_category (self);
  leave (self, FIELD_MERCHANT);
}

static void
day_left_cb (OutlayExpenseFormDialog *self)
{
  leave (self, FIELD_DAY);
}

static void
note_left_cb (OutlayExpenseFormDialog *self)
{
  leave (self, FIELD_NOTE);
}

static void
draft_changed_cb (OutlayExpenseFormDialog *self, GParamSpec *pspec)
{
  if (g_str_equal (pspec->name, "category"))
    show_category (self);

  judge (self, get_policy (self));
  if (self->twin_id == 0)
    self->twin_id = g_timeout_add_once (TWIN_PAUSE_MS, look_for_twin_cb, self);
}

static void
autosaved_cb (OutlayExpenseFormDialog *self)
{
  gtk_widget_set_visible (self->saved_label, outlay_draft_autosave_is_saved (self->autosave));
}

static void
problem_dismissed_cb (OutlayExpenseFormDialog *self)
{
  adw_banner_set_revealed (self->problem, FALSE);
}

static gboolean
key_pressed_cb (OutlayExpenseFormDialog *self, guint key, guint code, GdkModifierType modifiers)
{
  gboolean is_paste = (key == GDK_KEY_v || key == GDK_KEY_V) &&
                      (modifiers & gtk_accelerator_get_default_mod_mask ()) == GDK_CONTROL_MASK;

  if (!is_paste || !outlay_proof_picker_can_paste (self->proofs))
    return GDK_EVENT_PROPAGATE;

  outlay_proof_picker_paste (self->proofs);

  return GDK_EVENT_STOP;
}

/* --- the draft in the form ------------------------------------------------------------------- */

static const char *
find_reason (OutlayExpenseFormDialog *self, char **actor)
{
  OutlayExpense *base = outlay_expense_draft_get_base (self->draft);
  g_autoptr (GListModel)
      events = outlay_expense_store_list_events (get_store (self), outlay_expense_get_id (base));

  for (guint i = g_list_model_get_n_items (events); i > 0; i--)
    {
      g_autoptr (OutlayEvent) event = g_list_model_get_item (events, i - 1);

      if (outlay_event_get_action (event) == OUTLAY_ACTION_REJECT)
        {
          *actor = g_strdup (outlay_event_get_actor_name (event));
          return g_intern_string (outlay_event_get_reason (event));
        }
    }

  return NULL;
}

static void
show_verdict (OutlayExpenseFormDialog *self)
{
  OutlayExpense *base = outlay_expense_draft_get_base (self->draft);
  g_autofree char *actor = NULL;
  g_autofree char *title = NULL;
  g_autofree char *left = NULL;
  const char *reason;
  guint n_left;

  gtk_widget_set_visible (self->verdict_card, is_rejected (self));
  if (!is_rejected (self))
    return;

  reason = find_reason (self, &actor);
  /* Translators: %s is the reviewer's name */
  title = actor != NULL ? g_strdup_printf (_ ("%s rejected this"), actor)
                        : g_strdup (_ ("This was rejected"));
  gtk_label_set_label (self->verdict_title, title);
  gtk_label_set_label (self->verdict_reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->verdict_reason), reason != NULL && *reason != '\0');

  n_left = outlay_expense_get_reuploads_left (base);
  if (n_left == 0)
    left = g_strdup (_ ("It has been sent again as often as it may: this rejection is final."));
  else if (n_left == 1)
    left = g_strdup (_ ("You can send a new proof once more. After that a rejection is final."));
  else
    left = g_strdup_printf (ngettext ("You can send a new proof %u more time.",
                                      "You can send a new proof %u more times.", n_left),
                            n_left);
  gtk_label_set_label (self->verdict_left, left);
}

static void
update_actions (OutlayExpenseFormDialog *self)
{
  OutlayExpense *base = outlay_expense_draft_get_base (self->draft);
  gboolean may_send = !is_rejected (self) || outlay_expense_get_reuploads_left (base) > 0;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.submit", !self->is_busy && may_send);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.save", !self->is_busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.save-next",
                                 !self->is_busy && !is_rejected (self));
}

static void
show_kind (OutlayExpenseFormDialog *self)
{
  AdwDialog *dialog = ADW_DIALOG (self);
  gboolean is_new = outlay_expense_draft_get_base (self->draft) == NULL;

  if (is_rejected (self))
    {
      adw_dialog_set_title (dialog, _ ("Correct and Send Again"));
      adw_split_button_set_label (self->send_button, _ ("_Send Again"));
      adw_split_button_set_menu_model (self->send_button, self->rejected_menu);
    }
  else if (is_on_device (self))
    {
      adw_dialog_set_title (dialog, is_new ? _ ("New Expense") : _ ("Edit Expense"));
      adw_split_button_set_label (self->send_button, _ ("_Save"));
      adw_split_button_set_menu_model (self->send_button, self->device_menu);
    }
  else
    {
      adw_dialog_set_title (dialog, is_new ? _ ("New Expense") : _ ("Edit Draft"));
      adw_split_button_set_label (self->send_button, _ ("_Submit"));
      adw_split_button_set_menu_model (self->send_button, self->more_menu);
    }
}

static void
set_draft (OutlayExpenseFormDialog *self, OutlayExpenseDraft *draft)
{
  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_data (self->draft, self);
  if (self->autosave != NULL)
    g_signal_handlers_disconnect_by_data (self->autosave, self);
  g_clear_object (&self->autosave);

  g_set_object (&self->draft, draft);
  self->left_fields = 0;
  self->was_sent = FALSE;
  self->is_category_proposed = FALSE;
  g_clear_object (&self->twin);
  gtk_widget_set_visible (self->twin_card, FALSE);

  g_binding_group_set_source (self->bindings, draft);
  show_category (self);
  show_verdict (self);
  show_kind (self);
  update_actions (self);
  judge (self, get_policy (self));

  self->autosave = outlay_draft_autosave_new (get_store (self), draft);
  autosaved_cb (self);
  g_signal_connect_object (self->autosave, "notify::is-saved", G_CALLBACK (autosaved_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "notify", G_CALLBACK (draft_changed_cb), self, G_CONNECT_SWAPPED);
}

/* --- saving and sending ---------------------------------------------------------------------- */

static void
set_busy (OutlayExpenseFormDialog *self, gboolean is_busy)
{
  self->is_busy = is_busy;
  update_actions (self);
}

static void
show_problem (OutlayExpenseFormDialog *self, const GError *error)
{
  adw_banner_set_title (self->problem, outlay_error_to_text (error));
  adw_banner_set_revealed (self->problem, TRUE);
}

static void
start_fiber (OutlayExpenseFormDialog *self, DexFiberFunc fiber)
{
  adw_banner_set_revealed (self->problem, FALSE);
  set_busy (self, TRUE);
  dex_future_disown (
      dex_scheduler_spawn (NULL, FIBER_STACK, fiber, g_object_ref (self), g_object_unref));
}

static DexFuture *
save_fiber (gpointer user_data)
{
  OutlayExpenseFormDialog *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = dex_await_string (outlay_draft_autosave_save (self->autosave), &error);

  set_busy (self, FALSE);
  if (id == NULL)
    {
      show_problem (self, error);
      return dex_future_new_for_boolean (FALSE);
    }

  g_signal_emit (self, signals[SAVED], 0, id);
  adw_dialog_force_close (ADW_DIALOG (self));

  return dex_future_new_for_boolean (TRUE);
}

static DexFuture *
save_next_fiber (gpointer user_data)
{
  OutlayExpenseFormDialog *self = user_data;
  g_autoptr (OutlayExpenseDraft) next = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = dex_await_string (outlay_draft_autosave_save (self->autosave), &error);

  set_busy (self, FALSE);
  if (id == NULL)
    {
      show_problem (self, error);
      return dex_future_new_for_boolean (FALSE);
    }

  g_signal_emit (self, signals[SAVED], 0, id);
  next = outlay_expense_draft_new_after (self->draft);
  set_draft (self, next);
  gtk_widget_grab_focus (GTK_WIDGET (self->amount));

  return dex_future_new_for_boolean (TRUE);
}

static DexFuture *
submit_fiber (gpointer user_data)
{
  OutlayExpenseFormDialog *self = user_data;
  OutlayAction action = is_rejected (self) ? OUTLAY_ACTION_RESUBMIT : OUTLAY_ACTION_SUBMIT;
  g_autoptr (OutlayExpense) saved = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = dex_await_string (outlay_draft_autosave_save (self->autosave), &error);
  gint64 entry = 0;

  if (id != NULL)
    saved = outlay_expense_store_get (get_store (self), id, &error);
  if (saved != NULL)
    entry = dex_await_int64 (outlay_expense_store_act (get_store (self), saved, action, NULL),
                             &error);

  set_busy (self, FALSE);
  if (error != NULL)
    {
      show_problem (self, error);
      return dex_future_new_for_boolean (FALSE);
    }

  g_signal_emit (self, signals[SUBMITTED], 0, id, entry);
  adw_dialog_force_close (ADW_DIALOG (self));

  return dex_future_new_for_boolean (TRUE);
}

static DexFuture *
discard_fiber (gpointer user_data)
{
  OutlayExpenseFormDialog *self = user_data;
  g_autoptr (GError) error = NULL;

  if (dex_await (outlay_draft_autosave_forget (self->autosave), &error))
    {
      adw_dialog_force_close (ADW_DIALOG (self));
    }
  else
    {
      set_busy (self, FALSE);
      show_problem (self, error);
    }

  return dex_future_new_for_boolean (TRUE);
}

static void
submit (OutlayExpenseFormDialog *self)
{
  gboolean sends = !is_on_device (self);
  Field first;

  self->was_sent = sends;
  first = judge (self, sends ? get_policy (self) : NULL);
  if (first != N_FIELDS)
    {
      self->was_sent = TRUE;
      judge (self, sends ? get_policy (self) : NULL);
      focus_field (self, first);
      return;
    }

  self->waits_for_proofs = outlay_proof_picker_is_busy (self->proofs);
  if (!self->waits_for_proofs)
    start_fiber (self, sends ? submit_fiber : save_fiber);
}

static void
proofs_busy_cb (OutlayExpenseFormDialog *self)
{
  if (outlay_proof_picker_is_busy (self->proofs) || !self->waits_for_proofs)
    return;

  self->waits_for_proofs = FALSE;
  submit (self);
}

/* A draft may be incomplete, but not hold what cannot be kept. */
static gboolean
can_save (OutlayExpenseFormDialog *self)
{
  Field first = judge (self, NULL);
  g_autofree char *today = outlay_day_today ();
  g_autoptr (OutlayComplaints) complaints = outlay_expense_draft_check (self->draft, NULL, today);

  if (outlay_complaints_is_empty (complaints))
    return TRUE;

  self->left_fields = (1U << N_FIELDS) - 1;
  judge (self, NULL);
  focus_field (self, first);

  return FALSE;
}

static void
submit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  submit (OUTLAY_EXPENSE_FORM_DIALOG (widget));
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayExpenseFormDialog *self = OUTLAY_EXPENSE_FORM_DIALOG (widget);

  if (can_save (self))
    start_fiber (self, save_fiber);
}

static void
save_next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayExpenseFormDialog *self = OUTLAY_EXPENSE_FORM_DIALOG (widget);

  if (can_save (self))
    start_fiber (self, save_next_fiber);
}

/* --- closing --------------------------------------------------------------------------------- */

static void
close_answer_cb (OutlayExpenseFormDialog *self, const char *response)
{
  if (g_str_equal (response, "save") && can_save (self))
    start_fiber (self, save_fiber);
  else if (g_str_equal (response, "discard"))
    start_fiber (self, discard_fiber);
}

static void
ask_before_closing (OutlayExpenseFormDialog *self)
{
  AdwDialog *dialog = adw_alert_dialog_new (
      _ ("Keep What You Typed?"), _ ("This expense has changes that you have not saved yourself."));

  adw_alert_dialog_add_responses (
      ADW_ALERT_DIALOG (dialog), "continue", _ ("_Continue Editing"), "discard", _ ("_Discard"),
      "save", is_rejected (self) || is_on_device (self) ? _ ("_Save") : _ ("Save as _Draft"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "discard",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "save",
                                            ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "save");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "continue");
  g_signal_connect_object (dialog, "response", G_CALLBACK (close_answer_cb), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
outlay_expense_form_dialog_close_attempt (AdwDialog *dialog)
{
  OutlayExpenseFormDialog *self = OUTLAY_EXPENSE_FORM_DIALOG (dialog);

  if (self->is_busy)
    return;

  if (outlay_expense_draft_is_changed (self->draft))
    ask_before_closing (self);
  else
    start_fiber (self, discard_fiber);
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

/* --- the widget ------------------------------------------------------------------------------ */

static gboolean
drop_cb (OutlayExpenseFormDialog *self, const GValue *value)
{
  return outlay_proof_picker_add_value (self->proofs, value);
}

static void
on_left (OutlayExpenseFormDialog *self, gpointer row, GCallback callback)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (focus, "leave", callback, self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (row, focus);
}

static void
add_controllers (OutlayExpenseFormDialog *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  GType types[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE };

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));

  on_left (self, self->merchant, G_CALLBACK (merchant_left_cb));
  on_left (self, self->day, G_CALLBACK (day_left_cb));
  on_left (self, self->note, G_CALLBACK (note_left_cb));
}

static void
outlay_expense_form_dialog_dispose (GObject *object)
{
  OutlayExpenseFormDialog *self = OUTLAY_EXPENSE_FORM_DIALOG (object);

  g_clear_handle_id (&self->twin_id, g_source_remove);
  if (self->bindings != NULL)
    g_binding_group_set_source (self->bindings, NULL);
  g_clear_object (&self->bindings);
  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_EXPENSE_FORM_DIALOG);
  g_clear_object (&self->autosave);
  g_clear_object (&self->twin);
  g_clear_object (&self->draft);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (outlay_expense_form_dialog_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, send_button);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, problem);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, more_menu);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, device_menu);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, rejected_menu);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, verdict_card);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, verdict_title);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, verdict_reason);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, verdict_left);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, amount);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, merchant);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, category);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, day);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, note);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, proofs);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, merchant_complaint);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, category_complaint);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, day_complaint);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, note_complaint);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, twin_card);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, twin_label);
  gtk_widget_class_bind_template_child (klass, OutlayExpenseFormDialog, saved_label);
  gtk_widget_class_bind_template_callback (klass, amount_left_cb);
  gtk_widget_class_bind_template_callback (klass, merchant_left_cb);
  gtk_widget_class_bind_template_callback (klass, category_chosen_cb);
  gtk_widget_class_bind_template_callback (klass, problem_dismissed_cb);
}

static void
outlay_expense_form_dialog_class_init (OutlayExpenseFormDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_expense_form_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->close_attempt = outlay_expense_form_dialog_close_attempt;

  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SUBMITTED] = g_signal_new ("submitted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);

  g_type_ensure (OUTLAY_TYPE_AMOUNT_FIELD);
  g_type_ensure (OUTLAY_TYPE_CATEGORY);
  g_type_ensure (OUTLAY_TYPE_CATEGORY_BADGE);
  g_type_ensure (OUTLAY_TYPE_COMPLAINT_ROW);
  g_type_ensure (OUTLAY_TYPE_DAY_ROW);
  g_type_ensure (OUTLAY_TYPE_MERCHANT_ROW);
  g_type_ensure (OUTLAY_TYPE_PROOF_PICKER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/form/outlay-expense-form-dialog.ui");
  bind_template (widget_class);

  gtk_widget_class_install_action (widget_class, "form.submit", NULL, submit_action);
  gtk_widget_class_install_action (widget_class, "form.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "form.save-next", NULL, save_next_action);
  gtk_widget_class_install_action (widget_class, "form.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "form.show-twin", NULL, show_twin_action);
  gtk_widget_class_install_action (widget_class, "form.keep-twin", NULL, keep_twin_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "form.submit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK,
                                       "form.submit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return,
                                       GDK_CONTROL_MASK | GDK_SHIFT_MASK, "form.save-next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "form.save",
                                       NULL);
}

static void
outlay_expense_form_dialog_init (OutlayExpenseFormDialog *self)
{
  const GBindingFlags both = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;

  gtk_widget_init_template (GTK_WIDGET (self));
  adw_dialog_set_can_close (ADW_DIALOG (self), FALSE);

  self->bindings = g_binding_group_new ();
  g_binding_group_bind (self->bindings, "currency", self->amount, "currency", both);
  g_binding_group_bind (self->bindings, "amount-text", self->amount, "text", both);
  g_binding_group_bind (self->bindings, "merchant", self->merchant, "text", both);
  g_binding_group_bind (self->bindings, "day", self->day, "day", both);
  g_binding_group_bind (self->bindings, "note", self->note, "text", both);
  g_binding_group_bind (self->bindings, "proofs", self->proofs, "proofs", both);
  g_signal_connect_object (self->proofs, "notify::is-busy", G_CALLBACK (proofs_busy_cb), self,
                           G_CONNECT_SWAPPED);
  add_controllers (self);
}

OutlayExpenseFormDialog *
outlay_expense_form_dialog_new (OutlayWorkspace *workspace, OutlayExpenseDraft *draft)
{
  OutlayExpenseFormDialog *self = g_object_new (OUTLAY_TYPE_EXPENSE_FORM_DIALOG, NULL);
  g_autoptr (GListModel) categories = NULL;

  self->workspace = g_object_ref (workspace);
  outlay_merchant_row_set_store (self->merchant, outlay_workspace_get_expense_store (workspace));
  outlay_proof_picker_set_proof_store (self->proofs, outlay_workspace_get_proof_store (workspace));
  categories = list_categories (self);
  adw_combo_row_set_model (self->category, categories);
  set_draft (self, draft);

  return self;
}

void
outlay_expense_form_dialog_add_files (OutlayExpenseFormDialog *self, GListModel *files)
{
  g_return_if_fail (OUTLAY_IS_EXPENSE_FORM_DIALOG (self));
  outlay_proof_picker_add_files (self->proofs, files);
}

OutlayExpenseDraft *
outlay_expense_form_dialog_get_draft (OutlayExpenseFormDialog *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSE_FORM_DIALOG (self), NULL);
  return self->draft;
}
