/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/rates/outlay-rates-dialog.h"

#include <stdio.h>

#include <glib/gi18n.h>

#include "app/form/outlay-complaint-row.h"
#include "app/widgets/outlay-currency-row.h"
#include "app/widgets/outlay-day-text.h"
#include "app/widgets/outlay-error-text.h"
#include "client/transport/outlay-fiber.h"
#include "core/outlay-time.h"

struct _OutlayRatesDialog
{
  AdwDialog parent_instance;

  /* Template */
  OutlayCurrencyRow *currency;
  OutlayComplaintRow *currency_complaint;
  AdwActionRow *state;
  GtkWidget *import_row;
  GtkWidget *spinner;
  OutlayComplaintRow *import_complaint;
  AdwSwitchRow *daily;

  /* Owned */
  OutlayWorkspace *workspace;

  guint n_days; /* of the file that was imported last */
  gboolean is_updating;
};

G_DEFINE_FINAL_TYPE (OutlayRatesDialog, outlay_rates_dialog, ADW_TYPE_DIALOG)

static OutlayRateStore *
get_rates (OutlayRatesDialog *self)
{
  return outlay_workspace_get_rate_store (self->workspace);
}

static OutlayAccount *
get_account (OutlayRatesDialog *self)
{
  return outlay_workspace_get_account (self->workspace);
}

/* --- what is shown ---------------------------------------------------------------------------- */

static void
show_state (OutlayRatesDialog *self)
{
  g_autofree char *last = outlay_rate_store_dup_last_day (get_rates (self));
  g_autofree char *today = outlay_day_today ();
  g_autofree char *day = last != NULL ? outlay_day_to_plain_text (last, today) : NULL;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;

  if (day != NULL)
    /* Translators: %s is a day, as "20 November" */
    title = g_strdup_printf (_ ("Rates up to %s"), day);
  if (self->n_days > 0)
    subtitle = g_strdup_printf (ngettext ("%'u day was read from the file",
                                          "%'u days were read from the file", self->n_days),
                                self->n_days);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state),
                                 title != NULL ? title : _ ("No rates yet"));
  adw_action_row_set_subtitle (self->state, subtitle != NULL ? subtitle
                                            : day != NULL    ? ""
                                                          : _ ("Other currencies are not in sums"));
}

static const char *
get_daily_text (OutlayRatesDialog *self)
{
  const GError *problem = outlay_rate_store_get_problem (get_rates (self));

  if (outlay_rate_store_is_fetching (get_rates (self)))
    return _ ("Fetching…");
  if (g_error_matches (problem, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_OFFLINE))
    return _ ("The European Central Bank cannot be reached. It is tried again by itself.");
  if (problem != NULL)
    return _ ("The answer was no table of exchange rates. It is tried again by itself.");

  return _ ("Only the table of the day is asked for. Nothing of yours is sent.");
}

static void
update (OutlayRatesDialog *self)
{
  self->is_updating = TRUE;
  outlay_currency_row_set_currency (self->currency,
                                    outlay_account_get_currency (get_account (self)));
  adw_switch_row_set_active (self->daily, outlay_rate_store_is_daily (get_rates (self)));
  self->is_updating = FALSE;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->daily), get_daily_text (self));
  show_state (self);
}

/* (transfer full) */
static char *
describe_failure (const GError *error)
{
  unsigned int line;

  if (error->domain == OUTLAY_CLIENT_ERROR)
    return g_strdup (outlay_error_to_text (error));
  if (error->domain != OUTLAY_RATES_ERROR)
    return g_strdup (_ ("The file cannot be read."));
  if (g_error_matches (error, OUTLAY_RATES_ERROR, OUTLAY_RATES_ERROR_TOO_LARGE))
    return g_strdup (_ ("The file is too large for one of exchange rates."));
  if (sscanf (error->message, "Line %u:", &line) == 1)
    return g_strdup_printf (_ ("Line %u is not as the European Central Bank writes it. "
                               "Nothing was taken from the file."),
                            line);

  return g_strdup (_ ("There are no exchange rates in this file."));
}

/* --- importing -------------------------------------------------------------------------------- */

typedef struct
{
  OutlayRatesDialog *dialog;
  GFile *file;
} Import;

static void
import_free (gpointer data)
{
  Import *import = data;

  g_object_unref (import->dialog);
  g_object_unref (import->file);
  g_free (import);
}

static void
set_busy (OutlayRatesDialog *self, gboolean is_busy)
{
  gtk_widget_set_visible (self->spinner, is_busy);
  gtk_widget_set_sensitive (self->import_row, !is_busy);
}

static DexFuture *
import_fiber (gpointer data)
{
  Import *import = data;
  OutlayRatesDialog *self = import->dialog;
  g_autoptr (GError) error = NULL;
  g_autofree char *complaint = NULL;

  self->n_days = dex_await_uint (outlay_rate_store_import (get_rates (self), import->file), &error);
  if (error != NULL)
    complaint = describe_failure (error);

  set_busy (self, FALSE);
  outlay_complaint_row_set_text (self->import_complaint, self->import_row, complaint);
  update (self);
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self),
                             complaint != NULL ? complaint
                                               : adw_action_row_get_subtitle (self->state),
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);

  return dex_future_new_for_boolean (error == NULL);
}

void
outlay_rates_dialog_import (OutlayRatesDialog *self, GFile *file)
{
  Import *import;

  g_return_if_fail (OUTLAY_IS_RATES_DIALOG (self) && G_IS_FILE (file));

  import = g_new0 (Import, 1);
  import->dialog = g_object_ref (self);
  import->file = g_object_ref (file);
  set_busy (self, TRUE);
  outlay_complaint_row_set_text (self->import_complaint, self->import_row, NULL);
  dex_future_disown (outlay_fiber_spawn (import_fiber, import, import_free));
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OutlayRatesDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file != NULL)
    outlay_rates_dialog_import (self, file);
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    outlay_complaint_row_set_text (self->import_complaint, self->import_row,
                                   _ ("The file chooser could not be opened."));
}

static void
import_cb (OutlayRatesDialog *self)
{
  static const char *const suffixes[] = { "xml", "csv" };
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  gtk_file_filter_set_name (filter, _ ("Exchange Rates (XML, CSV)"));
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    gtk_file_filter_add_suffix (filter, suffixes[i]);
  g_list_store_append (filters, filter);

  gtk_file_dialog_set_title (dialog, _ ("Choose a File of Exchange Rates"));
  gtk_file_dialog_set_accept_label (dialog, _ ("_Import"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                        chosen_cb, g_object_ref (self));
}

/* --- choices ---------------------------------------------------------------------------------- */

static void
currency_chosen_cb (OutlayRatesDialog *self)
{
  const char *currency = outlay_currency_row_get_currency (self->currency);
  g_autoptr (GError) error = NULL;

  if (self->is_updating || self->workspace == NULL || currency == NULL)
    return;

  outlay_account_set_currency (get_account (self), currency, &error);
  outlay_complaint_row_set_text (self->currency_complaint, GTK_WIDGET (self->currency),
                                 error != NULL ? outlay_error_to_text (error) : NULL);
}

static void
daily_chosen_cb (OutlayRatesDialog *self)
{
  if (!self->is_updating && self->workspace != NULL)
    outlay_rate_store_set_daily (get_rates (self), adw_switch_row_get_active (self->daily));
}

/* --- the dialog ------------------------------------------------------------------------------- */

static void
outlay_rates_dialog_dispose (GObject *object)
{
  OutlayRatesDialog *self = OUTLAY_RATES_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_RATES_DIALOG);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (outlay_rates_dialog_parent_class)->dispose (object);
}

static void
outlay_rates_dialog_class_init (OutlayRatesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_rates_dialog_dispose;

  g_type_ensure (OUTLAY_TYPE_COMPLAINT_ROW);
  g_type_ensure (OUTLAY_TYPE_CURRENCY_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/rates/outlay-rates-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayRatesDialog, currency);
  gtk_widget_class_bind_template_child (widget_class, OutlayRatesDialog, currency_complaint);
  gtk_widget_class_bind_template_child (widget_class, OutlayRatesDialog, state);
  gtk_widget_class_bind_template_child (widget_class, OutlayRatesDialog, import_row);
  gtk_widget_class_bind_template_child (widget_class, OutlayRatesDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, OutlayRatesDialog, import_complaint);
  gtk_widget_class_bind_template_child (widget_class, OutlayRatesDialog, daily);
  gtk_widget_class_bind_template_callback (widget_class, currency_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, daily_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, import_cb);
}

static void
outlay_rates_dialog_init (OutlayRatesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
outlay_rates_dialog_new (OutlayWorkspace *workspace)
{
  OutlayRatesDialog *self;

  g_return_val_if_fail (OUTLAY_IS_WORKSPACE (workspace), NULL);

  self = g_object_new (OUTLAY_TYPE_RATES_DIALOG, NULL);
  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (get_rates (self), "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_account (self), "notify::currency", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);

  return ADW_DIALOG (self);
}
