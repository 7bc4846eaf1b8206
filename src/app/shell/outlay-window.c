/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/shell/outlay-window.h"

#include <glib/gi18n.h>

#include "app/account/outlay-outbox-dialog.h"
#include "app/categories/outlay-categories-view.h"
#include "app/form/outlay-expense-form-dialog.h"
#include "app/rates/outlay-rates-dialog.h"
#include "app/shell/outlay-window-private.h"
#include "app/shell/outlay-window-state.h"
#include "app/widgets/outlay-error-text.h"
#include "core/outlay-time.h"

struct _OutlayWindow
{
  AdwApplicationWindow parent_instance;

  /* Template */
  AdwToastOverlay *toasts;
  AdwBin *content;

  /* Owned */
  OutlayWorkspace *workspace;

  gboolean is_asking;        /* whether changes may be lost */
  gboolean may_lose_changes; /* the person has said so */
};

G_DEFINE_FINAL_TYPE (OutlayWindow, outlay_window, ADW_TYPE_APPLICATION_WINDOW)

static const char *const workspace_actions[] = {
  "win.new-expense", "win.repeat-expense", "win.edit-expense", "win.show-expense",
  "win.go-to",       "win.go-to-nth",      "win.search",       "win.show-outbox",
  "win.undo",        "win.export",         "win.print",        "win.import",
};

/* What a company has for everybody, and a device alone for itself. */
static const char *const device_actions[] = { "win.categories", "win.rates" };

static void
saved_cb (OutlayWindow *self, const char *id)
{
  OutlayMainView *view = outlay_window_get_main_view (self);

  if (view != NULL)
    outlay_main_view_show_expense (view, id);
}

static void
submitted_cb (OutlayWindow *self, const char *id, gint64 entry)
{
  saved_cb (self, id);
  gtk_widget_activate_action (
      GTK_WIDGET (self), "win.offer-undo", "(s@ax)", _ ("Expense submitted"),
      g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, &entry, 1, sizeof entry));
}

static OutlayExpenseFormDialog *
present_form (OutlayWindow *self, OutlayExpenseDraft *draft)
{
  OutlayExpenseFormDialog *form = outlay_expense_form_dialog_new (self->workspace, draft);

  g_signal_connect_object (form, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "submitted", G_CALLBACK (submitted_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (form), GTK_WIDGET (self));

  return form;
}

static OutlayExpenseFormDialog *
begin_expense (OutlayWindow *self)
{
  OutlayAccount *account = outlay_workspace_get_account (self->workspace);
  g_autofree char *today = outlay_day_today ();
  g_autoptr (OutlayExpenseDraft)
      draft = outlay_expense_draft_new (outlay_account_get_currency (account), today);

  return present_form (self, draft);
}

static void
new_expense_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  begin_expense (OUTLAY_WINDOW (widget));
}

/* One more of a cost that comes again and again, with the amount it usually is. */
static void
repeat_expense_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayWindow *self = OUTLAY_WINDOW (widget);
  g_autofree char *today = outlay_day_today ();
  g_autofree char *amount = NULL;
  g_autoptr (OutlayExpenseDraft) draft = NULL;
  OutlayMoney usual = { 0 };
  const char *merchant;
  const char *category;
  const char *currency;

  g_variant_get (parameter, "(&s&s&sx)", &merchant, &category, &currency, &usual.minor);
  g_strlcpy (usual.currency, currency, sizeof usual.currency);
  amount = outlay_money_format_plain (&usual, NULL);
  draft = outlay_expense_draft_new (currency, today);
  g_object_set (draft, "merchant", merchant, "category", *category != '\0' ? category : NULL,
                "amount-text", amount, NULL);
  present_form (self, draft);
}

static void
edit_expense_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayWindow *self = OUTLAY_WINDOW (widget);
  OutlayExpenseStore *store = outlay_workspace_get_expense_store (self->workspace);
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayExpense)
      expense = outlay_expense_store_get (store, g_variant_get_string (parameter, NULL), &error);
  g_autoptr (OutlayExpenseDraft) draft = NULL;

  if (expense == NULL)
    {
      outlay_window_announce (self, error != NULL ? outlay_error_to_text (error)
                                                  : _ ("This expense is no longer there."));
      return;
    }

  draft = outlay_expense_draft_new_for (expense);
  present_form (self, draft);
}

static void
show_expense_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayMainView *view = outlay_window_get_main_view (OUTLAY_WINDOW (widget));

  outlay_main_view_show_expense (view, g_variant_get_string (parameter, NULL));
}

static void
go_to_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayMainView *view = outlay_window_get_main_view (OUTLAY_WINDOW (widget));

  outlay_main_view_go_to (view, g_variant_get_string (parameter, NULL));
}

static void
go_to_nth_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayMainView *view = outlay_window_get_main_view (OUTLAY_WINDOW (widget));

  outlay_main_view_go_to_nth (view, g_variant_get_uint32 (parameter));
}

static void
search_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  outlay_main_view_begin_search (outlay_window_get_main_view (OUTLAY_WINDOW (widget)));
}

static DexFuture *
synced_cb (DexFuture *completed, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (completed, &error) == NULL)
    outlay_window_announce (OUTLAY_WINDOW (user_data), outlay_error_to_text (error));

  return dex_future_new_for_boolean (TRUE);
}

static void
sync_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayWindow *self = OUTLAY_WINDOW (widget);
  OutlaySync *sync = outlay_workspace_get_sync (self->workspace);

  outlay_sync_verify (sync);
  dex_future_disown (
      dex_future_finally (outlay_sync_run (sync), synced_cb, g_object_ref (self), g_object_unref));
}

static void
show_outbox_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_present (outlay_outbox_dialog_new (OUTLAY_WINDOW (widget)->workspace), widget);
}

/* Those of a company are a page of its admins. */
static void
categories_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_present (outlay_categories_dialog_new (OUTLAY_WINDOW (widget)->workspace), widget);
}

/* At a company they come from its server. */
static void
rates_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_present (outlay_rates_dialog_new (OUTLAY_WINDOW (widget)->workspace), widget);
}

static void
announce_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  outlay_window_announce (OUTLAY_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
offer_undo_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayWindow *self = OUTLAY_WINDOW (widget);
  g_autoptr (GVariant) entries = NULL;
  const char *text;
  AdwToast *toast;

  g_variant_get (parameter, "(&s@ax)", &text, &entries);
  toast = adw_toast_new (text);
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_action_name (toast, "win.undo");
  adw_toast_set_action_target_value (toast, entries);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static DexFuture *
undone_cb (DexFuture *completed, gpointer user_data)
{
  OutlayWindow *self = OUTLAY_WINDOW (user_data);
  DexFutureSet *set = DEX_FUTURE_SET (completed);
  g_autoptr (GError) error = NULL;
  gboolean is_late = FALSE;

  for (guint i = 0; error == NULL && i < dex_future_set_get_size (set); i++)
    {
      const GValue *value = dex_future_set_get_value_at (set, i, &error);

      is_late |= value != NULL && !g_value_get_boolean (value);
    }

  if (error != NULL)
    outlay_window_announce (self, outlay_error_to_text (error));
  else if (is_late)
    outlay_window_announce (self, _ ("Too late to undo: the company has it already."));

  return dex_future_new_for_boolean (TRUE);
}

static void
undo_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OutlayWindow *self = OUTLAY_WINDOW (widget);
  OutlayOutbox *outbox = outlay_workspace_get_outbox (self->workspace);
  g_autoptr (GPtrArray) futures = g_ptr_array_new_with_free_func (dex_unref);
  gsize n_entries;
  const gint64 *entries = g_variant_get_fixed_array (parameter, &n_entries, sizeof *entries);

  if (n_entries == 0)
    return;

  for (gsize i = 0; i < n_entries; i++)
    g_ptr_array_add (futures, outlay_outbox_undo (outbox, entries[i]));
  dex_future_disown (
      dex_future_finally (dex_future_allv ((DexFuture **) futures->pdata, futures->len), undone_cb,
                          g_object_ref (self), g_object_unref));
}

static void
update_content (OutlayWindow *self)
{
  OutlayApplication *application = outlay_window_get_outlay_application (self);
  const GError *problem = outlay_application_get_problem (application);
  gboolean is_open;
  GtkWidget *child;

  /* Pages of the old workspace go before it is closed. */
  g_set_object (&self->workspace, outlay_application_get_workspace (application));
  is_open = self->workspace != NULL;

  if (is_open)
    child = GTK_WIDGET (outlay_main_view_new (self->workspace));
  else if (problem != NULL)
    child = outlay_window_create_problem (self, problem);
  else
    child = outlay_window_create_welcome (self);

  /* An entry that goes while it has the focus would wait for its loss in vain. */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  adw_bin_set_child (self->content, child);

  for (gsize i = 0; i < G_N_ELEMENTS (workspace_actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), workspace_actions[i], is_open);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.sync",
                                 is_open && outlay_workspace_get_sync (self->workspace) != NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (device_actions); i++)
    gtk_widget_action_set_enabled (
        GTK_WIDGET (self), device_actions[i],
        is_open && outlay_account_is_on_device (outlay_workspace_get_account (self->workspace)));
  outlay_window_account_update_actions (self);
}

static void
leave_answered_cb (OutlayWindow *self, const char *response)
{
  self->is_asking = FALSE;
  if (!g_str_equal (response, "discard"))
    return;

  self->may_lose_changes = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static void
ask_to_leave (OutlayWindow *self)
{
  AdwAlertDialog *dialog;

  if (self->is_asking)
    return;

  self->is_asking = TRUE;
  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (
      _ ("Discard Changes?"), _ ("You have changed the policy and not saved it.")));
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Keep Editing"), "discard", _ ("_Discard"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (dialog, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (leave_answered_cb), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static gboolean
outlay_window_close_request (GtkWindow *window)
{
  OutlayWindow *self = OUTLAY_WINDOW (window);
  OutlayApplication *application = outlay_window_get_outlay_application (self);
  OutlayMainView *view = outlay_window_get_main_view (self);

  if (view != NULL && !self->may_lose_changes && outlay_main_view_has_changes (view))
    {
      outlay_main_view_go_to (view, "policy");
      ask_to_leave (self);
      return TRUE;
    }

  outlay_window_state_save (window, outlay_application_get_data_folder (application));

  return GTK_WINDOW_CLASS (outlay_window_parent_class)->close_request (window);
}

static void
outlay_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), OUTLAY_TYPE_WINDOW);
  g_clear_object (&OUTLAY_WINDOW (object)->workspace);

  G_OBJECT_CLASS (outlay_window_parent_class)->dispose (object);
}

static void
outlay_window_class_init (OutlayWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = outlay_window_close_request;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/shell/outlay-window.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, OutlayWindow, content);

  gtk_widget_class_install_action (widget_class, "win.new-expense", NULL, new_expense_cb);
  gtk_widget_class_install_action (widget_class, "win.repeat-expense", "(sssx)", repeat_expense_cb);
  gtk_widget_class_install_action (widget_class, "win.edit-expense", "s", edit_expense_cb);
  gtk_widget_class_install_action (widget_class, "win.show-expense", "s", show_expense_cb);
  gtk_widget_class_install_action (widget_class, "win.go-to", "s", go_to_cb);
  gtk_widget_class_install_action (widget_class, "win.go-to-nth", "u", go_to_nth_cb);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_cb);
  gtk_widget_class_install_action (widget_class, "win.sync", NULL, sync_cb);
  gtk_widget_class_install_action (widget_class, "win.show-outbox", NULL, show_outbox_cb);
  gtk_widget_class_install_action (widget_class, "win.categories", NULL, categories_cb);
  gtk_widget_class_install_action (widget_class, "win.rates", NULL, rates_cb);
  gtk_widget_class_install_action (widget_class, "win.announce", "s", announce_cb);
  gtk_widget_class_install_action (widget_class, "win.offer-undo", "(sax)", offer_undo_cb);
  gtk_widget_class_install_action (widget_class, "win.undo", "ax", undo_cb);
  outlay_window_account_install (widget_class);
  outlay_window_files_install (widget_class);
}

static void
outlay_window_init (OutlayWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

OutlayWindow *
outlay_window_new (OutlayApplication *application)
{
  OutlayWindow *self;

  g_return_val_if_fail (OUTLAY_IS_APPLICATION (application), NULL);

  self = g_object_new (OUTLAY_TYPE_WINDOW, "application", application, NULL);
  outlay_window_state_restore (GTK_WINDOW (self), outlay_application_get_data_folder (application));
  g_signal_connect_object (application, "notify::workspace", G_CALLBACK (update_content), self,
                           G_CONNECT_SWAPPED);
  update_content (self);

  return self;
}

OutlayApplication *
outlay_window_get_outlay_application (OutlayWindow *self)
{
  return OUTLAY_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
}

OutlayMainView *
outlay_window_get_main_view (OutlayWindow *self)
{
  GtkWidget *child;

  g_return_val_if_fail (OUTLAY_IS_WINDOW (self), NULL);

  child = adw_bin_get_child (self->content);

  return OUTLAY_IS_MAIN_VIEW (child) ? OUTLAY_MAIN_VIEW (child) : NULL;
}

void
outlay_window_file_proofs (OutlayWindow *self, GFile **files, gsize n_files)
{
  g_autoptr (GListStore) list = NULL;
  AdwDialog *open;

  g_return_if_fail (OUTLAY_IS_WINDOW (self));

  if (self->workspace == NULL)
    {
      outlay_window_announce (self, _ ("Choose where to keep your expenses first."));
      return;
    }

  list = g_list_store_new (G_TYPE_FILE);
  g_list_store_splice (list, 0, 0, (gpointer *) files, n_files);
  open = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self));
  outlay_expense_form_dialog_add_files (OUTLAY_IS_EXPENSE_FORM_DIALOG (open)
                                            ? OUTLAY_EXPENSE_FORM_DIALOG (open)
                                            : begin_expense (self),
                                        G_LIST_MODEL (list));
}

void
outlay_window_announce (OutlayWindow *self, const char *text)
{
  AdwToast *toast;

  g_return_if_fail (OUTLAY_IS_WINDOW (self));

  toast = adw_toast_new (text);
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

void
outlay_window_take_toast (OutlayWindow *self, AdwToast *toast)
{
  g_return_if_fail (OUTLAY_IS_WINDOW (self));

  adw_toast_overlay_add_toast (self->toasts, toast);
}
