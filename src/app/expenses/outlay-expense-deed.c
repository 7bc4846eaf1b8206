/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/expenses/outlay-expense-deed.h"

#include <glib/gi18n.h>

#include "app/widgets/outlay-complaint-text.h"
#include "app/widgets/outlay-error-text.h"
#include "core/outlay-time.h"

/* What is said when it is done; the window and not the widget, which may be gone by then. */
typedef struct
{
  GtkWidget *window;
  char *done;
} Deed;

static void
deed_free (Deed *deed)
{
  g_object_unref (deed->window);
  g_free (deed->done);
  g_free (deed);
}

static void
offer_undo (GtkWidget *window, const char *text, const gint64 *entries, guint n_entries)
{
  gtk_widget_activate_action (
      window, "win.offer-undo", "(s@ax)", text,
      g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, entries, n_entries, sizeof *entries));
}

static DexFuture *
done_cb (DexFuture *completed, gpointer user_data)
{
  Deed *deed = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (completed, &error);

  if (value == NULL)
    gtk_widget_activate_action (deed->window, "win.announce", "s", outlay_error_to_text (error));
  else if (G_VALUE_HOLDS_INT64 (value) && g_value_get_int64 (value) != 0)
    {
      const gint64 entry = g_value_get_int64 (value);

      offer_undo (deed->window, deed->done, &entry, 1);
    }
  else
    gtk_widget_activate_action (deed->window, "win.announce", "s", deed->done);

  return dex_future_new_for_boolean (TRUE);
}

static void
follow (DexFuture *future, GtkWidget *widget, char *done)
{
  Deed *deed = g_new0 (Deed, 1);

  deed->window = g_object_ref (GTK_WIDGET (gtk_widget_get_root (widget)));
  deed->done = done;
  dex_future_disown (dex_future_finally (future, done_cb, deed, (GDestroyNotify) deed_free));
}

static const char *
get_name (OutlayExpense *expense)
{
  const char *merchant = outlay_expense_get_merchant (expense);

  return *merchant != '\0' ? merchant : _ ("New expense");
}

/* (transfer full) (nullable): what it lacks, in a sentence; %NULL where it can be submitted */
static char *
dup_complaint (OutlayWorkspace *workspace, OutlayExpense *expense)
{
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new_for (expense);
  g_autofree char *today = outlay_day_today ();
  g_autoptr (GArray) complaints = outlay_expense_draft_check (
      draft, outlay_workspace_get_policy (workspace), today);

  return outlay_complaints_is_empty (complaints)
             ? NULL
             : outlay_complaint_dup_text (&g_array_index (complaints, OutlayComplaint, 0));
}

static DexFuture *
submit (OutlayWorkspace *workspace, OutlayExpense *expense)
{
  return outlay_expense_store_act (outlay_workspace_get_expense_store (workspace), expense,
                                   OUTLAY_ACTION_SUBMIT, NULL);
}

void
outlay_expense_deed_submit (GtkWidget *widget, OutlayWorkspace *workspace, OutlayExpense *expense)
{
  g_autofree char *complaint = dup_complaint (workspace, expense);

  if (complaint != NULL)
    {
      gtk_widget_activate_action (widget, "win.announce", "s", complaint);
      gtk_widget_activate_action (widget, "win.edit-expense", "s", outlay_expense_get_id (expense));
      return;
    }

  follow (submit (workspace, expense), widget,
          g_strdup_printf (_ ("“%s” submitted"), get_name (expense)));
}

static DexFuture *
all_done_cb (DexFuture *completed, gpointer window)
{
  DexFutureSet *set = DEX_FUTURE_SET (completed);
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < dex_future_set_get_size (set); i++)
    {
      g_autoptr (GError) one = NULL;
      const GValue *value = dex_future_set_get_value_at (set, i, &one);

      if (value != NULL && G_VALUE_HOLDS_INT64 (value))
        {
          gint64 entry = g_value_get_int64 (value);

          g_array_append_val (entries, entry);
        }
      else if (error == NULL)
        error = g_steal_pointer (&one);
    }

  if (entries->len > 0)
    {
      g_autofree char *text = g_strdup_printf (
          ngettext ("%u expense submitted", "%u expenses submitted", entries->len), entries->len);

      offer_undo (window, text, (const gint64 *) entries->data, entries->len);
    }
  if (error != NULL)
    gtk_widget_activate_action (window, "win.announce", "s", outlay_error_to_text (error));

  return dex_future_new_for_boolean (TRUE);
}

void
outlay_expense_deed_submit_all (GtkWidget *widget, OutlayWorkspace *workspace, GPtrArray *expenses)
{
  g_autoptr (GPtrArray) futures = g_ptr_array_new_with_free_func (dex_unref);
  OutlayExpense *unfit = NULL;

  for (guint i = 0; i < expenses->len; i++)
    {
      OutlayExpense *expense = g_ptr_array_index (expenses, i);
      g_autofree char *complaint = dup_complaint (workspace, expense);

      if (complaint == NULL)
        g_ptr_array_add (futures, submit (workspace, expense));
      else if (unfit == NULL)
        unfit = expense;
    }

  if (futures->len > 0)
    dex_future_disown (dex_future_finally (
        dex_future_allv ((DexFuture **) futures->pdata, futures->len), all_done_cb,
        g_object_ref (gtk_widget_get_root (widget)), g_object_unref));
  if (unfit != NULL)
    outlay_expense_deed_submit (widget, workspace, unfit);
}

void
outlay_expense_deed_withdraw (GtkWidget *widget, OutlayWorkspace *workspace, OutlayExpense *expense)
{
  follow (outlay_expense_store_act (outlay_workspace_get_expense_store (workspace), expense,
                                    OUTLAY_ACTION_WITHDRAW, NULL),
          widget, g_strdup_printf (_ ("“%s” withdrawn"), get_name (expense)));
}

void
outlay_expense_deed_delete (GtkWidget *widget, OutlayWorkspace *workspace, OutlayExpense *expense)
{
  follow (outlay_expense_store_delete (outlay_workspace_get_expense_store (workspace),
                                       outlay_expense_get_id (expense)),
          widget, g_strdup_printf (_ ("“%s” deleted"), get_name (expense)));
}

void
outlay_expense_deed_resolve (GtkWidget *widget,
                             OutlayWorkspace *workspace,
                             OutlayExpense *expense,
                             gboolean keep_mine)
{
  follow (outlay_expense_store_resolve (outlay_workspace_get_expense_store (workspace),
                                        outlay_expense_get_id (expense), keep_mine),
          widget,
          g_strdup (keep_mine ? _ ("Your version is kept") : _ ("The company’s version is kept")));
}
