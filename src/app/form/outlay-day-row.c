/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/form/outlay-day-row.h"

#include <string.h>

#include <glib/gi18n.h>

#include "core/outlay-time.h"

struct _OutlayDayRow
{
  AdwEntryRow parent_instance;

  /* Template */
  GtkCalendar *calendar;
  GtkPopover *calendar_popover;

  char *day;
  gboolean is_showing; /* the text is being set to the day, and not typed */
};

G_DEFINE_FINAL_TYPE (OutlayDayRow, outlay_day_row, ADW_TYPE_ENTRY_ROW)

enum
{
  PROP_0,
  PROP_DAY,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

/* As the locale writes it, where reading that again gives the same day; else as ISO 8601 does. */
static char *
format_day (const char *day)
{
  g_autoptr (GDateTime) noon = NULL;
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;
  int year, month, number;

  if (!outlay_day_is_valid (day) || sscanf (day, "%4d-%2d-%2d", &year, &month, &number) != 3)
    return g_strdup (day);

  noon = g_date_time_new_local (year, month, number, 12, 0, 0);
  text = g_date_time_format (noon, "%x");
  again = text != NULL ? outlay_day_row_read (text) : NULL;

  return g_strcmp0 (again, day) == 0 ? g_steal_pointer (&text) : g_strdup (day);
}

static void
show_day (OutlayDayRow *self)
{
  g_autofree char *text = format_day (self->day != NULL ? self->day : "");

  self->is_showing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self), text);
  self->is_showing = FALSE;
}

static gboolean
keep_day (OutlayDayRow *self, const char *day)
{
  if (!g_set_str (&self->day, day))
    return FALSE;

  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DAY]);
  return TRUE;
}

/* --- callbacks ------------------------------------------------------------------------------- */

static void
changed_cb (OutlayDayRow *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self));
  g_autofree char *day = NULL;

  if (self->is_showing)
    return;

  day = outlay_day_row_read (typed);
  keep_day (self, day != NULL ? day : typed);
}

static void
left_cb (OutlayDayRow *self)
{
  if (outlay_day_is_valid (self->day))
    show_day (self);
}

static void
calendar_shown_cb (OutlayDayRow *self)
{
  g_autofree char *today = outlay_day_today ();
  const char *day = outlay_day_is_valid (self->day) ? self->day : today;
  int year, month, number;

  if (sscanf (day, "%4d-%2d-%2d", &year, &month, &number) != 3)
    return;

  self->is_showing = TRUE;
  /* The first of the month exists in every month on the way. */
  gtk_calendar_set_day (self->calendar, 1);
  gtk_calendar_set_year (self->calendar, year);
  gtk_calendar_set_month (self->calendar, month - 1);
  gtk_calendar_set_day (self->calendar, number);
  self->is_showing = FALSE;
}

static void
choose_day (OutlayDayRow *self, const char *day)
{
  outlay_day_row_set_day (self, day);
  gtk_popover_popdown (self->calendar_popover);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
day_selected_cb (OutlayDayRow *self)
{
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *day = NULL;

  if (self->is_showing)
    return;

  date = gtk_calendar_get_date (self->calendar);
  day = g_date_time_format (date, "%Y-%m-%d");
  choose_day (self, day);
}

static void
today_cb (OutlayDayRow *self)
{
  g_autofree char *today = outlay_day_today ();

  choose_day (self, today);
}

static void
yesterday_cb (OutlayDayRow *self)
{
  g_autofree char *today = outlay_day_today ();
  g_autofree char *yesterday = outlay_day_add (today, -1);

  choose_day (self, yesterday);
}

/* --- the widget ------------------------------------------------------------------------------ */

static void
outlay_day_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_DAY)
    g_value_set_string (value, OUTLAY_DAY_ROW (object)->day);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
outlay_day_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_DAY)
    outlay_day_row_set_day (OUTLAY_DAY_ROW (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
outlay_day_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), OUTLAY_TYPE_DAY_ROW);

  G_OBJECT_CLASS (outlay_day_row_parent_class)->dispose (object);
}

static void
outlay_day_row_finalize (GObject *object)
{
  g_free (OUTLAY_DAY_ROW (object)->day);

  G_OBJECT_CLASS (outlay_day_row_parent_class)->finalize (object);
}

static void
outlay_day_row_class_init (OutlayDayRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = outlay_day_row_get_property;
  object_class->set_property = outlay_day_row_set_property;
  object_class->dispose = outlay_day_row_dispose;
  object_class->finalize = outlay_day_row_finalize;

  props[PROP_DAY] = g_param_spec_string ("day", NULL, NULL, NULL,
                                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                             G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/form/outlay-day-row.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayDayRow, calendar);
  gtk_widget_class_bind_template_child (widget_class, OutlayDayRow, calendar_popover);
  gtk_widget_class_bind_template_callback (widget_class, calendar_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, today_cb);
  gtk_widget_class_bind_template_callback (widget_class, yesterday_cb);
}

static void
outlay_day_row_init (OutlayDayRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "changed", G_CALLBACK (changed_cb), NULL);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

const char *
outlay_day_row_get_day (OutlayDayRow *self)
{
  g_return_val_if_fail (OUTLAY_IS_DAY_ROW (self), NULL);
  return self->day;
}

void
outlay_day_row_set_day (OutlayDayRow *self, const char *day)
{
  g_return_if_fail (OUTLAY_IS_DAY_ROW (self));

  if (keep_day (self, day))
    show_day (self);
}

char *
outlay_day_row_read (const char *typed)
{
  g_autofree char *text = g_strstrip (g_strdup (typed));
  g_autofree char *iso = NULL;
  GDate date;

  if (outlay_day_is_valid (text))
    return g_steal_pointer (&text);

  /* GDate knows the order of the locale; it also takes "3" for a day of this month, which is a
   * guess. */
  if (strcspn (text, "0123456789") > 0 && strpbrk (text, "0123456789") == NULL)
    return NULL;
  if (g_utf8_strlen (text, -1) < 6)
    return NULL;

  g_date_clear (&date, 1);
  g_date_set_parse (&date, text);
  if (!g_date_valid (&date))
    return NULL;

  iso = g_strdup_printf ("%04u-%02u-%02u", g_date_get_year (&date), g_date_get_month (&date),
                         g_date_get_day (&date));

  return outlay_day_is_valid (iso) ? g_steal_pointer (&iso) : NULL;
}
