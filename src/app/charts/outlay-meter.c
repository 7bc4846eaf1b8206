/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/charts/outlay-meter.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/charts/outlay-chart-data.h"
#include "app/charts/outlay-chart-style.h"
#include "core/money/outlay-money.h"

#define HEIGHT 8
/* The mark of the pace stands out above and below. */
#define MARK 3
#define LENGTH 60
/* From this part of the limit on the colour warns. */
#define WARN_PERCENT 80

struct _OutlayMeter
{
  GtkWidget parent_instance;

  OutlayMeterValues values;
  char currency[4];
  gboolean is_set;
};

G_DEFINE_FINAL_TYPE (OutlayMeter, outlay_meter, GTK_TYPE_WIDGET)

static gint64
get_used (const OutlayMeter *self)
{
  return outlay_chart_data_add (outlay_chart_data_add (self->values.spent, self->values.committed),
                                self->values.adding);
}

/* What the whole bar stands for. */
static double
get_whole (const OutlayMeter *self)
{
  return (double) MAX (MAX (self->values.limit, get_used (self)), 1);
}

static void
get_color (const OutlayMeter *self, const OutlayChartStyle *style, GdkRGBA *color)
{
  double used = (double) get_used (self) * 100;

  *color = style->accent;
  if (self->values.limit > 0 && used > (double) self->values.limit * 100)
    *color = style->alarm;
  else if (self->values.limit > 0 && used >= (double) self->values.limit * WARN_PERCENT)
    gdk_rgba_parse (color, style->is_dark ? "#e5a50a" : "#c88800");
}

/* A piece of the bar, in parts of its length. */
static void
append_piece (OutlayMeter *self,
              GtkSnapshot *snapshot,
              const OutlayChartStyle *style,
              double from,
              double to,
              const GdkRGBA *color)
{
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self));
  float start = width * (float) from, end = width * (float) to;
  float left = style->is_rtl ? width - end : start;

  if (end > start)
    gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT (left, 0, end - start, HEIGHT));
}

static void
append_mark (OutlayMeter *self,
             GtkSnapshot *snapshot,
             const OutlayChartStyle *style,
             double at,
             float top,
             float height)
{
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self));
  float x = width * (float) (style->is_rtl ? 1 - at : at);
  GskRoundedRect mark;

  gsk_rounded_rect_init_from_rect (
      &mark, &GRAPHENE_RECT_INIT (CLAMP (roundf (x) - 1, 0, width - 2), top, 2, height), 1);
  gtk_snapshot_push_rounded_clip (snapshot, &mark);
  gtk_snapshot_append_color (snapshot, &style->text, &mark.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
append_bar (OutlayMeter *self, GtkSnapshot *snapshot, const OutlayChartStyle *style)
{
  double whole = get_whole (self);
  double spent = (double) self->values.spent / whole;
  double committed = spent + (double) self->values.committed / whole;
  double used = committed + (double) self->values.adding / whole;
  GdkRGBA track = style->text, color, pale;

  track.alpha *= style->is_contrast ? 0.3f : 0.1f;
  get_color (self, style, &color);

  append_piece (self, snapshot, style, 0, 1, &track);
  append_piece (self, snapshot, style, 0, MIN (spent, 1), &color);
  pale = color;
  pale.alpha = 0.55f;
  append_piece (self, snapshot, style, spent, MIN (committed, 1), &pale);
  pale.alpha = 0.28f;
  append_piece (self, snapshot, style, committed, MIN (used, 1), &pale);
}

static void
outlay_meter_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  OutlayMeter *self = OUTLAY_METER (widget);
  float top = roundf ((float) (gtk_widget_get_height (widget) - HEIGHT) / 2);
  OutlayChartStyle style;
  GskRoundedRect outline;

  outlay_chart_style_init_for_widget (&style, widget);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, top));

  gsk_rounded_rect_init_from_rect (
      &outline, &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget), HEIGHT),
      HEIGHT / 2.f);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  append_bar (self, snapshot, &style);
  gtk_snapshot_pop (snapshot);

  if (self->values.limit > 0 && get_used (self) > self->values.limit)
    append_mark (self, snapshot, &style, (double) self->values.limit / get_whole (self), -1,
                 HEIGHT + 2);
  else if (self->is_set && self->values.limit > 0 && self->values.pace >= 0)
    append_mark (self, snapshot, &style, MIN (self->values.pace, 1), -MARK, HEIGHT + 2 * MARK);

  gtk_snapshot_restore (snapshot);
}

static void
outlay_meter_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = LENGTH;
      *natural = 3 * LENGTH;
    }
  else
    *minimum = *natural = HEIGHT + 2 * MARK;
}

static char *
format (const OutlayMeter *self, gint64 minor)
{
  OutlayMoney money = { .minor = minor };

  g_strlcpy (money.currency, self->currency, sizeof money.currency);

  return outlay_money_format (&money, NULL);
}

/* The bar in a sentence. */
static char *
describe (const OutlayMeter *self)
{
  gint64 used = get_used (self);
  g_autofree char *spent = format (self, self->values.spent);
  g_autofree char *committed = format (
      self, outlay_chart_data_add (self->values.committed, self->values.adding));
  g_autofree char *limit = format (self, self->values.limit);
  g_autofree char *rest = NULL;

  if (self->values.limit == 0)
    /* Translators: what is used of no budget: amounts. */
    return g_strdup_printf (_ ("%s spent, %s committed"), spent, committed);

  if (used > self->values.limit)
    {
      rest = format (self, used - self->values.limit);
      /* Translators: how a budget is used: amounts, the last one is the budget. */
      return g_strdup_printf (_ ("%s spent, %s committed, %s over the budget of %s"), spent,
                              committed, rest, limit);
    }

  rest = format (self, self->values.limit - used);
  /* Translators: how a budget is used: amounts, the last one is the budget. */
  return g_strdup_printf (_ ("%s spent, %s committed, %s left of %s"), spent, committed, rest,
                          limit);
}

static void
update_accessible (OutlayMeter *self)
{
  g_autofree char *text = self->is_set ? describe (self) : g_strdup ("");

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, get_whole (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, (double) get_used (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
}

static void
outlay_meter_class_init (OutlayMeterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = outlay_meter_measure;
  widget_class->snapshot = outlay_meter_snapshot;

  gtk_widget_class_set_css_name (widget_class, "meter");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_METER);
}

static void
outlay_meter_init (OutlayMeter *self)
{
  self->values.pace = -1;
  /* Translators: the name of a bar that shows how much of a budget is used. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Budget"), -1);
  g_signal_connect_object (adw_style_manager_get_default (), "notify",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

GtkWidget *
outlay_meter_new (void)
{
  return g_object_new (OUTLAY_TYPE_METER, NULL);
}

void
outlay_meter_set_values (OutlayMeter *self, const OutlayMeterValues *values)
{
  g_return_if_fail (OUTLAY_IS_METER (self));

  self->is_set = values != NULL;
  self->values = values != NULL ? *values : (OutlayMeterValues) { .pace = -1 };
  self->values.limit = MAX (self->values.limit, 0);
  self->values.spent = MAX (self->values.spent, 0);
  self->values.committed = MAX (self->values.committed, 0);
  self->values.adding = MAX (self->values.adding, 0);

  if (values != NULL && values->currency != NULL)
    g_strlcpy (self->currency, *values->currency == '=' ? values->currency + 1 : values->currency,
               sizeof self->currency);
  /* Whose text is not ours to keep. */
  self->values.currency = NULL;

  update_accessible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
