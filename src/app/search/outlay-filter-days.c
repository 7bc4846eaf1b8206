/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/search/outlay-filter-days.h"

#include <glib/gi18n.h>

#include "app/form/outlay-day-row.h"
#include "app/widgets/outlay-day-text.h"
#include "core/outlay-time.h"

typedef struct
{
  const char *label;
  OutlayPeriod period;
  gboolean is_before; /* the one before the present one */
} Handy;

static const Handy handies[] = {
  { N_ ("This Month"), OUTLAY_PERIOD_MONTH, FALSE },
  { N_ ("Last Month"), OUTLAY_PERIOD_MONTH, TRUE },
  { N_ ("This Year"), OUTLAY_PERIOD_YEAR, FALSE },
  { N_ ("Last Year"), OUTLAY_PERIOD_YEAR, TRUE },
};

struct _OutlayFilterDays
{
  AdwBin parent_instance;

  /* Children */
  GtkToggleButton *toggles[G_N_ELEMENTS (handies)];
  OutlayDayRow *from;
  OutlayDayRow *to;

  /* Owned */
  OutlayExpenseSearch *search;

  gboolean is_updating;
  gboolean is_typing; /* the rows are where the change comes from */
};

G_DEFINE_FINAL_TYPE (OutlayFilterDays, outlay_filter_days, ADW_TYPE_BIN)

static void
get_handy_days (const Handy *handy, char from[OUTLAY_DAY_SIZE], char to[OUTLAY_DAY_SIZE])
{
  g_autofree char *today = outlay_day_today ();
  OutlayDays days;
  OutlayDays before;

  outlay_days_of_period (&days, handy->period, today, OUTLAY_ISO_WEEKDAY);
  if (handy->is_before &&
      outlay_days_period_before (&days, handy->period, OUTLAY_ISO_WEEKDAY, &before))
    days = before;

  g_strlcpy (from, days.from, OUTLAY_DAY_SIZE);
  outlay_days_get_last (&days, to);
}

/* The handy days that these are, or %NULL. */
static const Handy *
find_handy (const char *from, const char *to)
{
  for (gsize i = 0; i < G_N_ELEMENTS (handies); i++)
    {
      char first[OUTLAY_DAY_SIZE];
      char last[OUTLAY_DAY_SIZE];

      get_handy_days (&handies[i], first, last);
      if (g_strcmp0 (from, first) == 0 && g_strcmp0 (to, last) == 0)
        return &handies[i];
    }

  return NULL;
}

char *
outlay_filter_days_dup_text (const char *from, const char *to)
{
  const Handy *handy = find_handy (from, to);
  g_autofree char *today = outlay_day_today ();
  g_autofree char *first = outlay_day_to_text (from, today);
  g_autofree char *last = outlay_day_to_text (to, today);

  if (handy != NULL)
    return g_strdup (gettext (handy->label));
  if (to == NULL)
    /* Translators: a filter: from this day on. */
    return g_strdup_printf (_ ("Since %s"), first);
  if (from == NULL)
    /* Translators: a filter: this day and those before. */
    return g_strdup_printf (_ ("Until %s"), last);
  if (g_str_equal (from, to))
    return g_steal_pointer (&first);

  /* Translators: a filter: from the first day to the last one. */
  return g_strdup_printf (_ ("%s – %s"), first, last);
}

/* The search is the truth; what is shown follows. A day that is being typed stays as it is. */
static void
update (OutlayFilterDays *self)
{
  const char *from = outlay_expense_search_get_from (self->search);
  const char *to = outlay_expense_search_get_to (self->search);
  const Handy *handy = find_handy (from, to);

  self->is_updating = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (handies); i++)
    gtk_toggle_button_set_active (self->toggles[i], handy == &handies[i]);
  if (!self->is_typing)
    {
      outlay_day_row_set_day (self->from, from != NULL ? from : "");
      outlay_day_row_set_day (self->to, to != NULL ? to : "");
    }
  self->is_updating = FALSE;
}

static void
toggled_cb (OutlayFilterDays *self, GtkToggleButton *toggle)
{
  char from[OUTLAY_DAY_SIZE];
  char to[OUTLAY_DAY_SIZE];

  if (self->is_updating)
    return;

  if (!gtk_toggle_button_get_active (toggle))
    {
      outlay_expense_search_set_days (self->search, NULL, NULL);
      return;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (handies); i++)
    if (self->toggles[i] == toggle)
      {
        get_handy_days (&handies[i], from, to);
        outlay_expense_search_set_days (self->search, from, to);
      }
}

static void
show_mistake (OutlayDayRow *row)
{
  const char *day = outlay_day_row_get_day (row);
  gboolean is_wrong = day != NULL && *day != '\0' && !outlay_day_is_valid (day);

  if (is_wrong)
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
      is_wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
day_changed_cb (OutlayFilterDays *self)
{
  if (self->is_updating)
    return;

  show_mistake (self->from);
  show_mistake (self->to);
  self->is_typing = TRUE;
  outlay_expense_search_set_days (self->search, outlay_day_row_get_day (self->from),
                                  outlay_day_row_get_day (self->to));
  self->is_typing = FALSE;
}

static void
outlay_filter_days_dispose (GObject *object)
{
  g_clear_object (&OUTLAY_FILTER_DAYS (object)->search);

  G_OBJECT_CLASS (outlay_filter_days_parent_class)->dispose (object);
}

static void
outlay_filter_days_class_init (OutlayFilterDaysClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = outlay_filter_days_dispose;
}

static OutlayDayRow *
add_row (OutlayFilterDays *self, GtkWidget *rows, const char *title)
{
  GtkWidget *row = g_object_new (OUTLAY_TYPE_DAY_ROW, "title", title, NULL);

  g_signal_connect_object (row, "notify::day", G_CALLBACK (day_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_append (GTK_LIST_BOX (rows), row);

  return OUTLAY_DAY_ROW (row);
}

static void
outlay_filter_days_init (OutlayFilterDays *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *toggles = adw_wrap_box_new ();
  GtkWidget *rows = gtk_list_box_new ();

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (toggles), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (toggles), 6);
  for (gsize i = 0; i < G_N_ELEMENTS (handies); i++)
    {
      GtkWidget *toggle = gtk_toggle_button_new_with_label (gettext (handies[i].label));

      self->toggles[i] = GTK_TOGGLE_BUTTON (toggle);
      gtk_widget_add_css_class (toggle, "chip");
      g_signal_connect_object (toggle, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
      adw_wrap_box_append (ADW_WRAP_BOX (toggles), toggle);
    }
  gtk_box_append (GTK_BOX (box), toggles);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (rows), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (rows, "boxed-list");
  gtk_box_append (GTK_BOX (box), rows);
  adw_bin_set_child (ADW_BIN (self), box);

  self->from = add_row (self, rows, _ ("From"));
  self->to = add_row (self, rows, _ ("To"));
}

GtkWidget *
outlay_filter_days_new (OutlayExpenseSearch *search)
{
  OutlayFilterDays *self = g_object_new (OUTLAY_TYPE_FILTER_DAYS, NULL);

  self->search = g_object_ref (search);
  g_signal_connect_object (search, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
