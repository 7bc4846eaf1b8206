/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/reports/outlay-rows-page.h"

#include <glib/gi18n.h>

#include "app/expenses/outlay-expense-row.h"
#include "app/expenses/outlay-expense-section-list.h"
#include "app/expenses/outlay-month-header.h"
#include "app/reports/outlay-report-text.h"
#include "app/reports/outlay-row-page.h"
#include "app/widgets/outlay-error-text.h"
#include "client/transport/outlay-fiber.h"
#include "core/outlay-time.h"

/* As many of the company's rows are fetched to be added up; beyond that, when somebody scrolls there. */
#define N_FETCHED 2000

struct _OutlayRowsPage
{
  AdwNavigationPage parent_instance;

  /* Template */
  AdwWindowTitle *window_title;
  GtkWidget *head;
  GtkLabel *sum_label;
  GtkLabel *count_label;
  GtkStack *stack;
  GtkListView *list_view;
  AdwStatusPage *failed;
  AdwBanner *stuck; /* some rows are there, and the next are not to be had */

  /* Owned */
  OutlayWorkspace *workspace;
  GListModel *rows;           /* OutlayExpenseList or OutlayCompanyList */
  OutlayCompanyList *company; /* (nullable): the same, where it is the company's */
  OutlayRowsSum *sum;         /* (nullable): they are only counted */
  OutlayExportSubject *subject;
  char *currency;
  char *today;

  gboolean is_at_top; /* its first rows have been brought into view */
};

G_DEFINE_FINAL_TYPE (OutlayRowsPage, outlay_rows_page, ADW_TYPE_NAVIGATION_PAGE)

/* Whether there are more rows than are here. */
static gboolean
has_more (OutlayRowsPage *self)
{
  return self->company != NULL && outlay_company_list_has_more (self->company);
}

/* Whether more rows are on their way. */
static gboolean
is_reading (OutlayRowsPage *self)
{
  return self->company != NULL ? outlay_company_list_is_loading (self->company)
                               : outlay_expense_list_is_reading (OUTLAY_EXPENSE_LIST (self->rows));
}

static char *
describe_count (OutlayRowsPage *self)
{
  guint n = g_list_model_get_n_items (self->rows);
  g_autofree char *count = outlay_report_format_count (
      has_more (self) && self->sum != NULL ? outlay_rows_sum_get_total (self->sum)->count : n);

  if (has_more (self))
    /* Translators: "the first" of more: "2,000 expenses" comes after it. */
    return g_strdup_printf (_ ("The first %s, there are more"), count);

  return g_steal_pointer (&count);
}

static void
update_head (OutlayRowsPage *self)
{
  g_autofree char *count = describe_count (self);
  g_autofree char *amount = NULL;

  gtk_label_set_label (self->count_label, count);
  gtk_widget_set_visible (GTK_WIDGET (self->sum_label), self->sum != NULL);
  if (self->sum == NULL)
    return;

  amount = outlay_report_format (outlay_rows_sum_get_total (self->sum)->minor, self->currency);
  gtk_label_set_label (self->sum_label, amount);
  /* While it is added up it is not the number yet. */
  gtk_widget_set_opacity (GTK_WIDGET (self->sum_label),
                          outlay_rows_page_is_complete (self) ? 1 : 0.5);
}

static const char *
choose_view (OutlayRowsPage *self)
{
  if (g_list_model_get_n_items (self->rows) > 0)
    return "rows";
  if (self->company != NULL && outlay_company_list_get_error (self->company) != NULL)
    return "failed";

  return is_reading (self) || has_more (self) ? "loading" : "nothing";
}

/* GtkListView takes the top of the first row for the top of the list and leaves its header above,
 * until it is asked to bring that row into view. */
static void
scroll_to_top (OutlayRowsPage *self)
{
  GtkSelectionModel *shown = gtk_list_view_get_model (self->list_view);

  if (self->is_at_top || g_list_model_get_n_items (G_LIST_MODEL (shown)) == 0)
    return;

  self->is_at_top = TRUE;
  gtk_list_view_scroll_to (self->list_view, 0, GTK_LIST_SCROLL_NONE, NULL);
}

static void
update (OutlayRowsPage *self)
{
  const char *view = choose_view (self);
  const GError *error = self->company != NULL ? outlay_company_list_get_error (self->company)
                                              : NULL;

  if (error != NULL)
    {
      adw_status_page_set_description (self->failed, outlay_error_to_text (error));
      adw_banner_set_title (self->stuck, outlay_error_to_text (error));
    }
  adw_banner_set_revealed (self->stuck, error != NULL && g_str_equal (view, "rows"));

  gtk_stack_set_visible_child_name (self->stack, view);
  gtk_widget_set_visible (self->head, g_str_equal (view, "rows"));
  update_head (self);
}

static void
load_cb (OutlayRowsPage *self)
{
  dex_future_disown (outlay_company_list_load (self->company));
}

/* The next page, while what there is can still be added up. */
static void
company_changed_cb (OutlayRowsPage *self)
{
  if (has_more (self) && !outlay_company_list_is_loading (self->company) &&
      outlay_company_list_get_error (self->company) == NULL &&
      g_list_model_get_n_items (self->rows) < N_FETCHED)
    load_cb (self);

  update (self);
}

static void
activated_cb (OutlayRowsPage *self, guint position)
{
  g_autoptr (OutlayExpense) expense = g_list_model_get_item (self->rows, position);
  AdwNavigationView *view = ADW_NAVIGATION_VIEW (
      gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW));

  if (expense != NULL && view != NULL)
    adw_navigation_view_push (view, outlay_row_page_new (self->workspace, expense));
}

static void
setup_row_cb (OutlayRowsPage *self, GtkListItem *item)
{
  OutlayAccount *account = outlay_workspace_get_account (self->workspace);
  GtkWidget *row = outlay_expense_row_new (outlay_workspace_get_category_store (self->workspace),
                                           !outlay_account_is_on_device (account));

  outlay_expense_row_set_sum (OUTLAY_EXPENSE_ROW (row), self->currency, self->company != NULL);
  gtk_list_item_set_child (item, row);
}

static void
bind_row_cb (OutlayRowsPage *self, GtkListItem *item)
{
  OutlayExpenseRow *row = OUTLAY_EXPENSE_ROW (gtk_list_item_get_child (item));
  g_autofree char *label = NULL;

  outlay_expense_row_set_expense (row, gtk_list_item_get_item (item), self->today);
  label = outlay_expense_row_describe (row);
  gtk_list_item_set_accessible_label (item, label);
}

static void
unbind_row_cb (OutlayRowsPage *self, GtkListItem *item)
{
  outlay_expense_row_set_expense (OUTLAY_EXPENSE_ROW (gtk_list_item_get_child (item)), NULL, NULL);
}

static void
setup_header_cb (OutlayRowsPage *self, GtkListHeader *header)
{
  gtk_list_header_set_child (header, outlay_month_header_new ());
}

static void
bind_header_cb (OutlayRowsPage *self, GtkListHeader *header)
{
  outlay_month_header_bind (OUTLAY_MONTH_HEADER (gtk_list_header_get_child (header)),
                            OUTLAY_EXPENSE_LIST (self->rows), header);
}

static void
unbind_header_cb (OutlayRowsPage *self, GtkListHeader *header)
{
  outlay_month_header_bind (OUTLAY_MONTH_HEADER (gtk_list_header_get_child (header)), NULL, NULL);
}

static GtkListItemFactory *
create_factory (OutlayRowsPage *self, GCallback setup, GCallback bind, GCallback unbind)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", setup, self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", bind, self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", unbind, self, G_CONNECT_SWAPPED);

  return factory;
}

static void
show_rows (OutlayRowsPage *self)
{
  g_autoptr (GtkListItemFactory) rows = create_factory (
      self, G_CALLBACK (setup_row_cb), G_CALLBACK (bind_row_cb), G_CALLBACK (unbind_row_cb));
  g_autoptr (GtkListItemFactory) headers = NULL;
  g_autoptr (GtkSelectionModel) selection = NULL;

  gtk_list_view_set_factory (self->list_view, rows);

  if (self->company != NULL)
    {
      selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (self->rows)));
    }
  else
    {
      headers = create_factory (self, G_CALLBACK (setup_header_cb), G_CALLBACK (bind_header_cb),
                                G_CALLBACK (unbind_header_cb));
      gtk_list_view_set_header_factory (self->list_view, headers);
      selection = GTK_SELECTION_MODEL (
          outlay_expense_section_list_new (OUTLAY_EXPENSE_LIST (self->rows)));
    }

  gtk_list_view_set_model (self->list_view, selection);
  g_signal_connect_object (selection, "items-changed", G_CALLBACK (scroll_to_top), self,
                           G_CONNECT_SWAPPED);
  scroll_to_top (self);
}

static gboolean
outlay_rows_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (OUTLAY_ROWS_PAGE (widget)->list_view)) ||
         GTK_WIDGET_CLASS (outlay_rows_page_parent_class)->grab_focus (widget);
}

static void
outlay_rows_page_dispose (GObject *object)
{
  OutlayRowsPage *self = OUTLAY_ROWS_PAGE (object);

  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);

  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_ROWS_PAGE);
  g_clear_object (&self->sum);
  g_clear_object (&self->company);
  g_clear_object (&self->rows);
  g_clear_object (&self->subject);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->currency, g_free);
  g_clear_pointer (&self->today, g_free);

  G_OBJECT_CLASS (outlay_rows_page_parent_class)->dispose (object);
}

static void
outlay_rows_page_class_init (OutlayRowsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_rows_page_dispose;
  widget_class->grab_focus = outlay_rows_page_grab_focus;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/reports/outlay-rows-page.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayRowsPage, window_title);
  gtk_widget_class_bind_template_child (widget_class, OutlayRowsPage, head);
  gtk_widget_class_bind_template_child (widget_class, OutlayRowsPage, sum_label);
  gtk_widget_class_bind_template_child (widget_class, OutlayRowsPage, count_label);
  gtk_widget_class_bind_template_child (widget_class, OutlayRowsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, OutlayRowsPage, list_view);
  gtk_widget_class_bind_template_child (widget_class, OutlayRowsPage, failed);
  gtk_widget_class_bind_template_child (widget_class, OutlayRowsPage, stuck);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, load_cb);
}

static void
outlay_rows_page_init (OutlayRowsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->today = outlay_day_today ();
}

static void
read_rows (OutlayRowsPage *self, const OutlayRowsInit *init)
{
  if (init->is_company)
    {
      self->company = outlay_spending_store_list_company (
          outlay_workspace_get_spending_store (self->workspace), init->filter);
      self->rows = G_LIST_MODEL (g_object_ref (self->company));
      g_signal_connect_object (self->company, "notify", G_CALLBACK (company_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  else
    {
      self->rows = G_LIST_MODEL (outlay_expense_store_list (
          outlay_workspace_get_expense_store (self->workspace), init->filter));
      g_signal_connect_object (self->rows, "items-changed", G_CALLBACK (update), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->rows, "notify::is-reading", G_CALLBACK (update), self,
                               G_CONNECT_SWAPPED);
    }
}

AdwNavigationPage *
outlay_rows_page_new (OutlayWorkspace *workspace, const OutlayRowsInit *init)
{
  OutlayRowsPage *self;

  g_return_val_if_fail (OUTLAY_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (init != NULL && init->title != NULL && init->filter != NULL, NULL);

  self = g_object_new (OUTLAY_TYPE_ROWS_PAGE, "title", init->title, NULL);
  self->workspace = g_object_ref (workspace);
  self->currency = g_strdup (init->currency);
  self->subject = outlay_export_subject_new (workspace, &(OutlayExportSubjectInit) {
                                                            .title = init->title,
                                                            .subtitle = init->subtitle,
                                                            .is_company = init->is_company,
                                                            .filter = init->filter,
                                                            .currency = init->currency,
                                                        });
  adw_window_title_set_subtitle (self->window_title, init->subtitle != NULL ? init->subtitle : "");
  read_rows (self, init);

  if (self->currency != NULL)
    {
      self->sum = outlay_rows_sum_new (self->rows, self->currency,
                                       self->company != NULL ? N_FETCHED : G_MAXUINT);
      g_signal_connect_object (self->sum, "changed", G_CALLBACK (update_head), self,
                               G_CONNECT_SWAPPED);
    }

  show_rows (self);
  if (self->company != NULL)
    company_changed_cb (self);
  else
    update (self);

  return ADW_NAVIGATION_PAGE (self);
}

OutlayRowsSum *
outlay_rows_page_get_sum (OutlayRowsPage *self)
{
  g_return_val_if_fail (OUTLAY_IS_ROWS_PAGE (self), NULL);

  return self->sum;
}

gboolean
outlay_rows_page_is_complete (OutlayRowsPage *self)
{
  g_return_val_if_fail (OUTLAY_IS_ROWS_PAGE (self), FALSE);

  return !is_reading (self) && !has_more (self) &&
         (self->sum == NULL || outlay_rows_sum_is_complete (self->sum));
}

OutlayExportSubject *
outlay_rows_page_dup_subject (OutlayRowsPage *self)
{
  g_return_val_if_fail (OUTLAY_IS_ROWS_PAGE (self), NULL);

  return g_object_ref (self->subject);
}

GListModel *
outlay_rows_page_get_rows (OutlayRowsPage *self)
{
  g_return_val_if_fail (OUTLAY_IS_ROWS_PAGE (self), NULL);

  return self->rows;
}
