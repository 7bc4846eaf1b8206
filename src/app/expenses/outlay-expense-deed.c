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

static DexFuture *
done_cb (DexFuture *completed, gpointer user_data)
{
  Deed *deed = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (completed, &error);

  if (value == NULL)
    gtk_widget_activate_action (deed->window, "win.announce", "s", outlay_error_to_text (error));
  else if (G_VALUE_HOLDS_INT64 (value) && g_value_get_int64 (value) != 0)
    gtk_widget_activate_action (deed->window, "win.offer-undo", "(sx)", deed->done,
                                g_value_get_int64 (value));
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

void
outlay_expense_deed_submit (GtkWidget *widget, OutlayWorkspace *workspace, OutlayExpense *expense)
{
  g_autoptr (OutlayExpenseDraft) draft = outlay_expense_draft_new_for (expense);
  g_autofree char *today = outlay_day_today ();
  g_autoptr (GArray) complaints = outlay_expense_draft_check (
      draft, outlay_workspace_get_policy (workspace), today);

  if (!outlay_complaints_is_empty (complaints))
    {
      const OutlayComplaint *first = &g_array_index (complaints, OutlayComplaint, 0);
      g_autofree char *text = outlay_complaint_dup_text (first);

      gtk_widget_activate_action (widget, "win.announce", "s", text);
      gtk_widget_activate_action (widget, "win.edit-expense", "s", outlay_expense_get_id (expense));
      return;
    }

  follow (outlay_expense_store_act (outlay_workspace_get_expense_store (workspace), expense,
                                    OUTLAY_ACTION_SUBMIT, NULL),
          widget, g_strdup_printf (_ ("“%s” submitted"), get_name (expense)));
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
