/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/reports/outlay-report-row.h"

#include <glib/gi18n.h>

#include "app/charts/outlay-chart-data.h"
#include "app/reports/outlay-report-text.h"
#include "app/widgets/outlay-category-badge.h"

struct _OutlayReportRow
{
  GtkListBoxRow parent_instance;

  /* Template */
  OutlayCategoryBadge *badge;
  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *share;
  GtkLabel *amount;
  GtkLabel *change;
};

G_DEFINE_FINAL_TYPE (OutlayReportRow, outlay_report_row, GTK_TYPE_LIST_BOX_ROW)

static void
outlay_report_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), OUTLAY_TYPE_REPORT_ROW);

  G_OBJECT_CLASS (outlay_report_row_parent_class)->dispose (object);
}

static void
outlay_report_row_class_init (OutlayReportRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_report_row_dispose;

  g_type_ensure (OUTLAY_TYPE_CATEGORY_BADGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/reports/outlay-report-row.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayReportRow, badge);
  gtk_widget_class_bind_template_child (widget_class, OutlayReportRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, OutlayReportRow, name);
  gtk_widget_class_bind_template_child (widget_class, OutlayReportRow, share);
  gtk_widget_class_bind_template_child (widget_class, OutlayReportRow, amount);
  gtk_widget_class_bind_template_child (widget_class, OutlayReportRow, change);
}

static void
outlay_report_row_init (OutlayReportRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
outlay_report_row_new (void)
{
  return g_object_new (OUTLAY_TYPE_REPORT_ROW, NULL);
}

/* "32 % · 14 expenses" */
static char *
describe_share (const OutlayReportFact *fact)
{
  g_autofree char *count = outlay_report_format_count (fact->count);
  g_autofree char *share = NULL;

  if (fact->whole_minor <= 0)
    return g_steal_pointer (&count);

  share = outlay_chart_data_format_share (fact->minor, fact->whole_minor);

  /* Translators: a share in percent, and how many expenses. */
  return g_strdup_printf (_ ("%1$s · %2$s"), share, count);
}

static char *
describe (const OutlayReportFact *fact, const char *amount, const char *share)
{
  g_autofree char *before = NULL;

  if (!fact->has_before)
    /* Translators: what it is, the amount, and its share: read aloud. */
    return g_strdup_printf (_ ("%1$s: %2$s, %3$s"), fact->name, amount, share);

  before = outlay_report_format (fact->before_minor, fact->currency);

  /* Translators: what it is, the amount, its share, and the amount of the days before: read aloud. */
  return g_strdup_printf (_ ("%1$s: %2$s, %3$s; before: %4$s"), fact->name, amount, share, before);
}

void
outlay_report_row_set_fact (OutlayReportRow *self, const OutlayReportFact *fact)
{
  g_autofree char *amount = NULL;
  g_autofree char *share = NULL;
  g_autofree char *change = NULL;
  g_autofree char *label = NULL;

  g_return_if_fail (OUTLAY_IS_REPORT_ROW (self));
  g_return_if_fail (fact != NULL && fact->name != NULL);

  amount = outlay_report_format (fact->minor, fact->currency);
  share = describe_share (fact);
  change = fact->has_before ? outlay_report_format_change (fact->minor, fact->before_minor)
                            : g_strdup ("");
  label = describe (fact, amount, share);

  g_object_set (self->badge, "category", fact->category, "visible", fact->with_badge, NULL);
  adw_avatar_set_text (self->avatar, fact->name);
  gtk_widget_set_visible (GTK_WIDGET (self->avatar), fact->with_avatar);
  gtk_label_set_label (self->name, fact->name);
  gtk_label_set_label (self->share, share);
  gtk_label_set_label (self->amount, amount);
  gtk_label_set_label (self->change, change);
  gtk_widget_set_visible (GTK_WIDGET (self->change), *change != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}
