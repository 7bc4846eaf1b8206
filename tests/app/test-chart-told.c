/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "app/charts/outlay-bar-chart.h"
#include "app/charts/outlay-chart-text.h"
#include "app/charts/outlay-donut-chart.h"
#include "app/charts/outlay-meter.h"
#include "app/charts/outlay-trend-chart.h"
#include "app/dashboard/outlay-dashboard-figure.h"
#include "core/money/outlay-money.h"

#include "app-stage.h"
#include "chart-samples.h"

#define ALL OUTLAY_CHART_ALL

/* What assistive technology is told. A program of its own: what GTK has for tests of it (GTK_A11Y=test) cannot
 * take announcements, so that no key is pressed here; they say the same text as the description. */

static void
check_told (GtkWidget *chart, guint series, guint bucket)
{
  OutlayChartData *data = outlay_chart_get_data (OUTLAY_CHART (chart));
  OutlayChartKind kind = outlay_chart_get_kind (OUTLAY_CHART (chart));
  g_autofree char *label = outlay_chart_text_summarize (data, kind);
  g_autofree char *value = outlay_chart_text_read (data, kind,
                                                   &(OutlayChartReading) { series, bucket });

  outlay_chart_read (OUTLAY_CHART (chart), series, bucket);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (chart), GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (chart), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       label);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (chart), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       value);
}

static void
test_values (void)
{
  g_autoptr (OutlayChartData) months = chart_samples_months ();
  g_autoptr (OutlayChartData) slices = chart_samples_slices (9);
  g_autoptr (OutlayChartData) trend = chart_samples_forecast ();
  GtkWidget *bars = outlay_bar_chart_new ();
  GtkWidget *donut = outlay_donut_chart_new ();
  GtkWidget *line = outlay_trend_chart_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWindow *window;

  outlay_chart_set_data (OUTLAY_CHART (bars), months);
  outlay_chart_set_data (OUTLAY_CHART (donut), slices);
  outlay_chart_set_data (OUTLAY_CHART (line), trend);
  gtk_box_append (GTK_BOX (box), bars);
  gtk_box_append (GTK_BOX (box), donut);
  gtk_box_append (GTK_BOX (box), line);
  window = stage_show (box, 500, 700);

  for (guint b = 0; b < 12; b++)
    for (guint s = 0; s < 6; s++)
      check_told (bars, s, b);
  for (guint s = 0; s < 9; s++)
    check_told (donut, s, ALL);
  for (guint b = 0; b < 30; b++)
    check_told (line, ALL, b);

  check_told (bars, ALL, 11);
  check_told (bars, ALL, ALL);
  stage_strike (window);
}

static char *
format (gint64 minor)
{
  return outlay_money_format (&(OutlayMoney) { minor, "EUR" }, NULL);
}

/* @rest: what is left, or over */
static void
check_meter (GtkWidget *meter,
             const OutlayMeterValues *values,
             double whole,
             gint64 rest,
             const char *rest_text)
{
  g_autofree char *spent = format (values->spent);
  g_autofree char *committed = format (values->committed);
  g_autofree char *limit = format (values->limit);
  g_autofree char *rest_amount = format (rest);
  g_autofree char *text = g_strdup_printf ("%s spent, %s committed, %s %s %s", spent, committed,
                                           rest_amount, rest_text, limit);

  outlay_meter_set_values (OUTLAY_METER (meter), values);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (meter), GTK_ACCESSIBLE_ROLE_METER);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (meter), GTK_ACCESSIBLE_PROPERTY_VALUE_MAX,
                                       whole);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (meter), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                       text);
}

static void
test_meter (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  const OutlayMeterValues samples[] = {
    { "EUR", 50000, 12000, 6000, 0, 0.66 }, { "EUR", 50000, 32000, 9500, 0, 0.66 },
    { "EUR", 50000, 48000, 9000, 0, 0.66 }, { "EUR", 50000, 12000, 6000, 9000, 0.3 },
    { "EUR", 50000, 0, 0, 0, 0.5 },         { "EUR", 0, 12000, 6000, 0, -1 },
    { "EUR", 50000, 30000, 20000, 0, 1 },
  };
  GtkWidget *meter = NULL;
  GtkWindow *window;

  gtk_widget_set_margin_start (box, 24);
  gtk_widget_set_margin_end (box, 24);
  gtk_widget_set_margin_top (box, 24);
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      meter = outlay_meter_new ();
      outlay_meter_set_values (OUTLAY_METER (meter), &samples[i]);
      gtk_box_append (GTK_BOX (box), meter);
    }
  window = stage_show (box, 336, 240);
  stage_picture (window, "meter");

  check_meter (meter, &samples[0], 50000, 32000, "left of");
  check_meter (meter, &samples[2], 57000, 7000, "over the budget of");
  outlay_meter_set_values (OUTLAY_METER (meter), NULL);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (meter), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                       "");
  stage_strike (window);
}

/* A figure is read as one, and the labels that it is seen by are not read again. */
static void
test_figure (void)
{
  GtkWidget *figure = g_object_new (OUTLAY_TYPE_DASHBOARD_FIGURE, "title", "Decided", NULL);
  GtkWindow *window;

  outlay_dashboard_figure_set (OUTLAY_DASHBOARD_FIGURE (figure), "4", "3 approved, 1 rejected");
  window = stage_show (figure, 300, 200);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (figure), GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (figure), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Decided: 4. 3 approved, 1 rejected");
  for (GtkWidget *label = gtk_widget_get_first_child (figure); label != NULL;
       label = gtk_widget_get_next_sibling (label))
    gtk_test_accessible_assert_role (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_ROLE_PRESENTATION);
  stage_strike (window);
}

int
main (int argc, char **argv)
{
  g_setenv ("GTK_A11Y", "test", TRUE);
  g_test_init (&argc, &argv, NULL);
  stage_init ();

  g_test_add_func ("/app/chart-told/values", test_values);
  g_test_add_func ("/app/chart-told/meter", test_meter);
  g_test_add_func ("/app/chart-told/figure", test_figure);

  return g_test_run ();
}
