/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/form/outlay-form-verdict.h"

#include <glib/gi18n.h>

struct _OutlayFormVerdict
{
  AdwBin parent_instance;

  /* Template */
  GtkLabel *title;
  GtkLabel *reason;
  GtkLabel *left;

  GListModel *events; /* owned (nullable) */
};

G_DEFINE_FINAL_TYPE (OutlayFormVerdict, outlay_form_verdict, ADW_TYPE_BIN)

/* (transfer full) (nullable) */
static OutlayEvent *
find_rejection (GListModel *events)
{
  for (guint i = g_list_model_get_n_items (events); i > 0; i--)
    {
      g_autoptr (OutlayEvent) event = g_list_model_get_item (events, i - 1);

      if (outlay_event_get_action (event) == OUTLAY_ACTION_REJECT)
        return g_steal_pointer (&event);
    }

  return NULL;
}

static char *
format_left (guint n_left)
{
  if (n_left == 0)
    return g_strdup (_ ("It has been sent again as often as it may: this rejection is final."));
  if (n_left == 1)
    return g_strdup (_ ("You can send a new proof once more. After that a rejection is final."));

  return g_strdup_printf (ngettext ("You can send a new proof %u more time.",
                                    "You can send a new proof %u more times.", n_left),
                          n_left);
}

/* The history may come from the company a moment after the expense. */
static void
show_rejection (OutlayFormVerdict *self,
                guint position,
                guint n_removed,
                guint n_added,
                GListModel *events)
{
  g_autoptr (OutlayEvent) rejection = find_rejection (events);
  const char *reason = rejection != NULL ? outlay_event_get_reason (rejection) : "";
  g_autofree char *title = NULL;

  /* Translators: %s is the reviewer's name */
  title = rejection != NULL
              ? g_strdup_printf (_ ("%s rejected this"), outlay_event_get_actor_name (rejection))
              : g_strdup (_ ("This was rejected"));
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->reason, reason);
  gtk_widget_set_visible (GTK_WIDGET (self->reason), *reason != '\0');
}

static void
outlay_form_verdict_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), OUTLAY_TYPE_FORM_VERDICT);
  g_clear_object (&OUTLAY_FORM_VERDICT (object)->events);

  G_OBJECT_CLASS (outlay_form_verdict_parent_class)->dispose (object);
}

static void
outlay_form_verdict_class_init (OutlayFormVerdictClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_form_verdict_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/form/outlay-form-verdict.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayFormVerdict, title);
  gtk_widget_class_bind_template_child (widget_class, OutlayFormVerdict, reason);
  gtk_widget_class_bind_template_child (widget_class, OutlayFormVerdict, left);
}

static void
outlay_form_verdict_init (OutlayFormVerdict *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
outlay_form_verdict_show (OutlayFormVerdict *self,
                          OutlayExpenseStore *store,
                          OutlayExpense *expense)
{
  gboolean is_rejected = expense != NULL &&
                         outlay_expense_get_state (expense) == OUTLAY_STATE_REJECTED;
  g_autofree char *left = NULL;

  g_return_if_fail (OUTLAY_IS_FORM_VERDICT (self));

  gtk_widget_set_visible (GTK_WIDGET (self), is_rejected);
  if (!is_rejected)
    return;

  left = format_left (outlay_expense_get_reuploads_left (expense));
  gtk_label_set_label (self->left, left);

  g_clear_object (&self->events);
  self->events = outlay_expense_store_list_events (store, outlay_expense_get_id (expense));
  show_rejection (self, 0, 0, 0, self->events);
  g_signal_connect_object (self->events, "items-changed", G_CALLBACK (show_rejection), self,
                           G_CONNECT_SWAPPED);
}
