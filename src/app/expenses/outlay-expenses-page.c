/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/expenses/outlay-expenses-page.h"

#include "app/expenses/outlay-expense-detail.h"

struct _OutlayExpensesPage
{
  AdwNavigationPage parent_instance;

  /* Template */
  OutlayExpensesPane *pane;
  OutlayExpenseDetail *detail;

  gboolean collapsed;
};

G_DEFINE_FINAL_TYPE (OutlayExpensesPage, outlay_expenses_page, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  PROP_0,
  PROP_COLLAPSED,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

/* Not a bound child: disposing of the template would take it from under the page. */
static AdwNavigationSplitView *
get_split_view (OutlayExpensesPage *self)
{
  return ADW_NAVIGATION_SPLIT_VIEW (adw_navigation_page_get_child (ADW_NAVIGATION_PAGE (self)));
}

static void
selected_cb (OutlayExpensesPage *self)
{
  const char *id = outlay_expenses_pane_get_selected_id (self->pane);

  outlay_expense_detail_set_expense (self->detail, id);
  adw_navigation_split_view_set_show_content (get_split_view (self), id != NULL);
}

/* Back in the list of a narrow window nothing is selected, so that the same row can be opened
 * again. */
static void
show_content_cb (OutlayExpensesPage *self)
{
  if (self->collapsed && !adw_navigation_split_view_get_show_content (get_split_view (self)))
    outlay_expenses_pane_select (self->pane, NULL);
}

static void
gone_cb (OutlayExpensesPage *self)
{
  outlay_expenses_pane_select (self->pane, NULL);
}

static void
outlay_expenses_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_COLLAPSED:
      g_value_set_boolean (value, OUTLAY_EXPENSES_PAGE (object)->collapsed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_expenses_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_COLLAPSED:
      OUTLAY_EXPENSES_PAGE (object)->collapsed = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_expenses_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), OUTLAY_TYPE_EXPENSES_PAGE);

  G_OBJECT_CLASS (outlay_expenses_page_parent_class)->dispose (object);
}

static gboolean
outlay_expenses_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (OUTLAY_EXPENSES_PAGE (widget)->pane));
}

static void
outlay_expenses_page_class_init (OutlayExpensesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = outlay_expenses_page_get_property;
  object_class->set_property = outlay_expenses_page_set_property;
  object_class->dispose = outlay_expenses_page_dispose;
  widget_class->grab_focus = outlay_expenses_page_grab_focus;

  props[PROP_COLLAPSED] = g_param_spec_boolean ("collapsed", NULL, NULL, FALSE,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  g_type_ensure (OUTLAY_TYPE_EXPENSES_PANE);
  g_type_ensure (OUTLAY_TYPE_EXPENSE_DETAIL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/expenses/outlay-expenses-page.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayExpensesPage, pane);
  gtk_widget_class_bind_template_child (widget_class, OutlayExpensesPage, detail);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_content_cb);
  gtk_widget_class_bind_template_callback (widget_class, gone_cb);
}

static void
outlay_expenses_page_init (OutlayExpensesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
outlay_expenses_page_set_workspace (OutlayExpensesPage *self, OutlayWorkspace *workspace)
{
  g_return_if_fail (OUTLAY_IS_EXPENSES_PAGE (self));

  outlay_expenses_pane_set_workspace (self->pane, workspace);
  outlay_expense_detail_set_workspace (self->detail, workspace);
}

void
outlay_expenses_page_show (OutlayExpensesPage *self, const char *id)
{
  g_return_if_fail (OUTLAY_IS_EXPENSES_PAGE (self));

  outlay_expenses_pane_select (self->pane, id);
}

OutlayExpensesPane *
outlay_expenses_page_get_pane (OutlayExpensesPage *self)
{
  g_return_val_if_fail (OUTLAY_IS_EXPENSES_PAGE (self), NULL);

  return self->pane;
}
