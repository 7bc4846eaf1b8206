/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/reports/outlay-report-view.h"

#include <glib/gi18n.h>

#include "app/charts/outlay-bar-chart.h"
#include "app/charts/outlay-chart-legend.h"
#include "app/charts/outlay-chart-table.h"
#include "app/charts/outlay-donut-chart.h"
#include "app/reports/outlay-report-chart.h"
#include "app/reports/outlay-report-glance.h"
#include "app/reports/outlay-report-list.h"
#include "app/reports/outlay-row-page.h"
#include "app/reports/outlay-rows-page.h"

struct _OutlayReportView
{
  AdwBin parent_instance;

  /* Template */
  OutlayReportGlance *glance;
  GtkWidget *nothing;
  GtkWidget *time_section;
  GtkStack *time_stack;
  OutlayChart *bars;
  GtkWidget *legend;
  AdwBin *table_bin;
  GtkWidget *categories_section;
  GtkOrientable *categories_box;
  OutlayChart *ring;
  OutlayReportList *categories_list;
  GtkWidget *merchants_section;
  OutlayReportList *merchants_list;
  GtkWidget *people_section;
  OutlayReportList *people_list;

  /* Owned */
  OutlayWorkspace *workspace;
  OutlaySpending *spending;
  char *today;

  OutlayReportSpan span;
  gboolean is_narrow;
  gboolean as_table;
};

G_DEFINE_FINAL_TYPE (OutlayReportView, outlay_report_view, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_NARROW,
  PROP_AS_TABLE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

/* "November 2026", or "November 2026 · Company" */
static char *
describe_rows (OutlayReportView *self, const OutlayDays *days)
{
  g_autofree char *title = g_str_equal (days->until, self->span.days.until)
                               ? outlay_report_span_dup_title (&self->span)
                               : outlay_days_to_text (days);

  if (!outlay_spending_get_query (self->spending)->is_company)
    return g_steal_pointer (&title);

  /* Translators: a time, of which the whole company's expenses are shown. */
  return g_strdup_printf (_ ("%s · Company"), title);
}

static void
push (OutlayReportView *self, AdwNavigationPage *page)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);

  g_return_if_fail (view != NULL);

  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), page);
}

static void
open_rows (OutlayReportView *self,
           const char *title,
           const OutlayDays *days,
           const OutlayExpenseFilter *filter,
           gboolean with_sum)
{
  const OutlaySpendingQuery *query = outlay_spending_get_query (self->spending);
  g_autofree char *subtitle = describe_rows (self, days);

  push (self,
        outlay_rows_page_new (self->workspace, &(OutlayRowsInit) {
                                                   .title = title,
                                                   .subtitle = subtitle,
                                                   .is_company = query->is_company,
                                                   .filter = filter,
                                                   .currency = with_sum ? query->currency : NULL,
                                               }));
}

static void
open_total (OutlayReportView *self)
{
  OutlayExpenseFilter filter;

  outlay_spending_filter_of_total (self->spending, &filter);
  open_rows (self, _ ("Expenses"), &self->span.days, &filter, TRUE);
}

static void
number_activated_cb (OutlayReportView *self, guint number)
{
  OutlayExpenseFilter filter;

  switch ((OutlayReportNumber) number)
    {
    case OUTLAY_REPORT_NUMBER_BEFORE:
      outlay_spending_filter_of_before (self->spending, &filter);
      open_rows (self, _ ("Expenses"), &outlay_spending_get_query (self->spending)->before, &filter,
                 TRUE);
      break;
    case OUTLAY_REPORT_NUMBER_UNCONVERTED:
      outlay_spending_filter_of_unconverted (self->spending, &filter);
      open_rows (self, _ ("Without a Rate"), &self->span.days, &filter, FALSE);
      break;
    case OUTLAY_REPORT_NUMBER_LARGEST:
      push (self,
            outlay_row_page_new (self->workspace, outlay_report_glance_get_largest (self->glance)));
      break;
    case OUTLAY_REPORT_NUMBER_TOTAL:
    default:
      open_total (self);
    }
}

static void
open_part (OutlayReportView *self, OutlaySpendingBy by, guint part)
{
  const OutlaySpendingParts *parts = outlay_spending_get_parts (self->spending, by);
  OutlayExpenseFilter filter;
  g_autofree char *name = NULL;

  g_return_if_fail (part < parts->n_items);

  name = outlay_spending_part_dup_name (&parts->items[part], by);
  outlay_spending_filter_of_part (self->spending, by, part, &filter);
  open_rows (self, name, &self->span.days, &filter, TRUE);
}

static void
category_activated_cb (OutlayReportView *self, guint part)
{
  open_part (self, OUTLAY_SPENDING_BY_CATEGORY, part);
}

static void
merchant_activated_cb (OutlayReportView *self, guint part)
{
  open_part (self, OUTLAY_SPENDING_BY_MERCHANT, part);
}

static void
person_activated_cb (OutlayReportView *self, guint part)
{
  open_part (self, OUTLAY_SPENDING_BY_PERSON, part);
}

static void
slice_activated_cb (OutlayReportView *self, guint series, guint bucket)
{
  if (series == OUTLAY_CHART_ALL)
    open_total (self);
  else
    category_activated_cb (self, series);
}

static void
bar_activated_cb (OutlayReportView *self, guint series, guint bucket)
{
  const OutlaySpendingParts *parts = outlay_spending_get_parts (self->spending,
                                                                OUTLAY_SPENDING_BY_CATEGORY);
  const OutlaySpendingSpan *spans;
  OutlayExpenseFilter filter;
  g_autofree char *name = NULL;
  guint n_spans;

  spans = outlay_spending_get_spans (self->spending, &n_spans);
  if (bucket == OUTLAY_CHART_ALL)
    {
      slice_activated_cb (self, series, bucket);
      return;
    }

  g_return_if_fail (bucket < n_spans);

  if (series == OUTLAY_CHART_ALL)
    {
      outlay_spending_filter_of_span (self->spending, bucket, &filter);
      open_rows (self, _ ("Expenses"), &spans[bucket].days, &filter, TRUE);
      return;
    }

  name = outlay_spending_part_dup_name (&parts->items[series], OUTLAY_SPENDING_BY_CATEGORY);
  outlay_spending_filter_of_span_part (self->spending, bucket, series, &filter);
  open_rows (self, name, &spans[bucket].days, &filter, TRUE);
}

static void
update_charts (OutlayReportView *self)
{
  OutlayCategoryStore *categories = outlay_workspace_get_category_store (self->workspace);
  g_autofree char *title = outlay_report_span_dup_title (&self->span);
  g_autoptr (OutlayChartData)
      bars = outlay_report_chart_new (self->spending, categories, title, self->today);
  g_autoptr (OutlayChartData)
      ring = outlay_report_chart_new_of_whole (self->spending, categories, title);

  outlay_chart_set_data (self->bars, bars);
  /* One colour needs no saying of what. */
  gtk_widget_set_visible (self->legend, outlay_chart_data_get_n_series (bars) > 1);
  outlay_chart_set_data (self->ring, ring);
}

static void
update_list (OutlayReportView *self, OutlayReportList *list, OutlaySpendingBy by, GtkWidget *section)
{
  const OutlaySpendingParts *parts = outlay_spending_get_parts (self->spending, by);

  gtk_widget_set_visible (section, parts->n_items > 0);
  outlay_report_list_set_spending (list, self->spending, by,
                                   outlay_workspace_get_category_store (self->workspace));
}

static void
update (OutlayReportView *self)
{
  gboolean is_empty = outlay_spending_get_total (self->spending)->count == 0;

  outlay_report_glance_show (self->glance, self->spending, &self->span, self->today);
  update_charts (self);
  update_list (self, self->categories_list, OUTLAY_SPENDING_BY_CATEGORY, self->categories_section);
  update_list (self, self->merchants_list, OUTLAY_SPENDING_BY_MERCHANT, self->merchants_section);
  update_list (self, self->people_list, OUTLAY_SPENDING_BY_PERSON, self->people_section);
  gtk_widget_set_visible (self->time_section, !is_empty);
  gtk_widget_set_visible (GTK_WIDGET (self->ring), !is_empty);
  gtk_widget_set_visible (self->nothing, is_empty);
}

/* The table is made when it is first wanted. */
static void
set_as_table (OutlayReportView *self, gboolean as_table)
{
  if (as_table && adw_bin_get_child (self->table_bin) == NULL)
    adw_bin_set_child (self->table_bin, outlay_chart_create_table (self->bars));

  self->as_table = as_table;
  gtk_stack_set_visible_child_name (self->time_stack, as_table ? "table" : "chart");
}

static void
set_narrow (OutlayReportView *self, gboolean is_narrow)
{
  self->is_narrow = is_narrow;
  gtk_orientable_set_orientation (self->categories_box, is_narrow ? GTK_ORIENTATION_VERTICAL
                                                                  : GTK_ORIENTATION_HORIZONTAL);
}

static void
outlay_report_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OutlayReportView *self = OUTLAY_REPORT_VIEW (object);

  switch (id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->is_narrow);
      break;
    case PROP_AS_TABLE:
      g_value_set_boolean (value, self->as_table);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_report_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  OutlayReportView *self = OUTLAY_REPORT_VIEW (object);

  switch (id)
    {
    case PROP_NARROW:
      set_narrow (self, g_value_get_boolean (value));
      break;
    case PROP_AS_TABLE:
      set_as_table (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_report_view_dispose (GObject *object)
{
  OutlayReportView *self = OUTLAY_REPORT_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_REPORT_VIEW);
  g_clear_object (&self->spending);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->today, g_free);

  G_OBJECT_CLASS (outlay_report_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/reports/outlay-report-view.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, OutlayReportView, name)
  BIND (glance);
  BIND (nothing);
  BIND (time_section);
  BIND (time_stack);
  BIND (bars);
  BIND (legend);
  BIND (table_bin);
  BIND (categories_section);
  BIND (categories_box);
  BIND (ring);
  BIND (categories_list);
  BIND (merchants_section);
  BIND (merchants_list);
  BIND (people_section);
  BIND (people_list);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, number_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, bar_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, slice_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, category_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, merchant_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, person_activated_cb);
}

static void
outlay_report_view_class_init (OutlayReportViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = outlay_report_view_get_property;
  object_class->set_property = outlay_report_view_set_property;
  object_class->dispose = outlay_report_view_dispose;

  props[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags);
  props[PROP_AS_TABLE] = g_param_spec_boolean ("as-table", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  g_type_ensure (OUTLAY_TYPE_BAR_CHART);
  g_type_ensure (OUTLAY_TYPE_CHART_LEGEND);
  g_type_ensure (OUTLAY_TYPE_DONUT_CHART);
  g_type_ensure (OUTLAY_TYPE_REPORT_GLANCE);
  g_type_ensure (OUTLAY_TYPE_REPORT_LIST);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
outlay_report_view_init (OutlayReportView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
outlay_report_view_set_workspace (OutlayReportView *self, OutlayWorkspace *workspace)
{
  g_return_if_fail (OUTLAY_IS_REPORT_VIEW (self));
  g_return_if_fail (self->workspace == NULL && workspace != NULL);

  self->workspace = g_object_ref (workspace);
}

void
outlay_report_view_show (OutlayReportView *self,
                         OutlaySpending *spending,
                         const OutlayReportSpan *span,
                         const char *today)
{
  g_return_if_fail (OUTLAY_IS_REPORT_VIEW (self));
  g_return_if_fail (OUTLAY_IS_SPENDING (spending));
  g_return_if_fail (self->workspace != NULL);

  g_set_object (&self->spending, spending);
  g_set_str (&self->today, today);
  self->span = *span;
  update (self);
}

void
outlay_report_view_set_largest (OutlayReportView *self, OutlayExpense *expense)
{
  g_return_if_fail (OUTLAY_IS_REPORT_VIEW (self));

  outlay_report_glance_set_largest (self->glance, expense);
}

OutlaySpending *
outlay_report_view_get_spending (OutlayReportView *self)
{
  g_return_val_if_fail (OUTLAY_IS_REPORT_VIEW (self), NULL);

  return self->spending;
}

OutlayChartData *
outlay_report_view_get_bars (OutlayReportView *self)
{
  g_return_val_if_fail (OUTLAY_IS_REPORT_VIEW (self), NULL);

  return outlay_chart_get_data (self->bars);
}

OutlayChartData *
outlay_report_view_get_ring (OutlayReportView *self)
{
  g_return_val_if_fail (OUTLAY_IS_REPORT_VIEW (self), NULL);

  return outlay_chart_get_data (self->ring);
}
