/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/expenses/outlay-expense-detail.h"

#include "app/expenses/outlay-expense-card.h"
#include "app/widgets/outlay-icon-paintable.h"

struct _OutlayExpenseDetail
{
  AdwNavigationPage parent_instance;

  /* Template */
  AdwBin *content;
  GtkWidget *nothing;

  /* Owned */
  OutlayWorkspace *workspace;
  GtkWidget *kept_nothing;
  OutlayExpenseCard *card; /* (nullable): not needed yet */
};

G_DEFINE_FINAL_TYPE (OutlayExpenseDetail, outlay_expense_detail, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  GONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
gone_cb (OutlayExpenseDetail *self)
{
  outlay_expense_detail_set_expense (self, NULL);
  g_signal_emit (self, signals[GONE], 0);
}

static OutlayExpenseCard *
ensure_card (OutlayExpenseDetail *self)
{
  if (self->card == NULL)
    {
      self->card = g_object_ref_sink (outlay_expense_card_new (self->workspace));
      g_signal_connect_object (self->card, "gone", G_CALLBACK (gone_cb), self, G_CONNECT_SWAPPED);
    }

  return self->card;
}

static void
outlay_expense_detail_dispose (GObject *object)
{
  OutlayExpenseDetail *self = OUTLAY_EXPENSE_DETAIL (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_EXPENSE_DETAIL);
  g_clear_object (&self->card);
  g_clear_object (&self->kept_nothing);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (outlay_expense_detail_parent_class)->dispose (object);
}

static void
outlay_expense_detail_class_init (OutlayExpenseDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_expense_detail_dispose;

  signals[GONE] = g_signal_new ("gone", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/expenses/outlay-expense-detail.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayExpenseDetail, content);
  gtk_widget_class_bind_template_child (widget_class, OutlayExpenseDetail, nothing);
}

static void
outlay_expense_detail_init (OutlayExpenseDetail *self)
{
  g_autoptr (GdkPaintable) icon = outlay_icon_paintable_new ("outlay-receipt-symbolic");

  gtk_widget_init_template (GTK_WIDGET (self));
  adw_status_page_set_paintable (ADW_STATUS_PAGE (self->nothing), icon);

  /* The two take turns in the page. */
  self->kept_nothing = g_object_ref (self->nothing);
}

void
outlay_expense_detail_set_workspace (OutlayExpenseDetail *self, OutlayWorkspace *workspace)
{
  g_return_if_fail (OUTLAY_IS_EXPENSE_DETAIL (self));
  g_return_if_fail (self->workspace == NULL && workspace != NULL);

  self->workspace = g_object_ref (workspace);
}

void
outlay_expense_detail_set_expense (OutlayExpenseDetail *self, const char *id)
{
  g_autoptr (OutlayExpense) expense = NULL;

  g_return_if_fail (OUTLAY_IS_EXPENSE_DETAIL (self));
  g_return_if_fail (self->workspace != NULL);

  if (id != NULL)
    expense = outlay_expense_store_get (outlay_workspace_get_expense_store (self->workspace), id,
                                        NULL);

  if (expense != NULL)
    {
      outlay_expense_card_set_expense (ensure_card (self), expense);
      adw_bin_set_child (self->content, GTK_WIDGET (self->card));
    }
  else
    {
      adw_bin_set_child (self->content, self->kept_nothing);
    }
}
