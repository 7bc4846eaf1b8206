/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/widgets/outlay-day-text.h"

#include <glib/gi18n.h>

#include "core/outlay-time.h"

static gboolean
read_day (const char *text, GDate *date)
{
  if (text == NULL || !outlay_day_is_valid (text))
    return FALSE;

  /* Each number ends at the dash behind it. */
  g_date_set_dmy (date, strtoul (text + 8, NULL, 10), strtoul (text + 5, NULL, 10),
                  strtoul (text, NULL, 10));

  return TRUE;
}

/* g_date_time_format() and not g_date_strftime(): it knows months standing alone (%OB)
 * everywhere. */
static char *
format_date (const GDate *date, const char *format)
{
  g_autoptr (GDateTime) noon = g_date_time_new_utc (g_date_get_year (date), g_date_get_month (date),
                                                    g_date_get_day (date), 12, 0, 0);

  return g_date_time_format (noon, format);
}

/* "Today" and its neighbours, or NULL; both days are read into the dates. */
static const char *
name_near_day (const GDate *date, const GDate *now)
{
  switch (g_date_days_between (now, date))
    {
    case -1:
      return _ ("Yesterday");
    case 0:
      return _ ("Today");
    case 1:
      return _ ("Tomorrow");
    default:
      return NULL;
    }
}

static void
read_today (const char *text, GDate *date)
{
  if (!read_day (text, date))
    g_date_set_time_t (date, g_get_real_time () / G_USEC_PER_SEC);
}

static char *
format_in_year (const GDate *date, const GDate *now)
{
  /* Translators: a day of this year, then one of another: see g_date_time_format(). */
  return format_date (date, g_date_get_year (date) == g_date_get_year (now) ? _ ("%-d %B")
                                                                            : _ ("%-d %B %Y"));
}

char *
outlay_day_to_text (const char *day, const char *today)
{
  GDate date, now;
  const char *near;

  g_date_clear (&date, 1);
  g_date_clear (&now, 1);

  if (!read_day (day, &date))
    return g_strdup (_ ("No date"));

  read_today (today, &now);
  near = name_near_day (&date, &now);

  return near != NULL ? g_strdup (near) : format_in_year (&date, &now);
}

char *
outlay_day_to_plain_text (const char *day, const char *today)
{
  GDate date, now;

  g_date_clear (&date, 1);
  g_date_clear (&now, 1);

  if (!read_day (day, &date))
    return g_strdup (_ ("No date"));

  read_today (today, &now);
  return format_in_year (&date, &now);
}

char *
outlay_day_to_short_text (const char *day, const char *today)
{
  GDate date, now;
  const char *near;

  g_date_clear (&date, 1);
  g_date_clear (&now, 1);

  if (!read_day (day, &date))
    return g_strdup ("");

  read_today (today, &now);
  near = name_near_day (&date, &now);

  /* Translators: a day with the short name of its month, see g_date_time_format(). */
  return near != NULL ? g_strdup (near) : format_date (&date, _ ("%-d %b"));
}

char *
outlay_month_to_text (const char *month)
{
  g_autofree char *day = g_strconcat (month != NULL ? month : "", "-01", NULL);
  GDate date;

  g_date_clear (&date, 1);

  if (!read_day (day, &date))
    return g_strdup (_ ("No date"));

  /* Translators: a month and its year as a heading. */
  return format_date (&date, _ ("%OB %Y"));
}

char *
outlay_moment_to_text (const char *at, gint64 now)
{
  gint64 then;
  g_autoptr (GDateTime) local = NULL;
  g_autoptr (GDateTime) local_now = NULL;
  g_autofree char *day = NULL;
  g_autofree char *today = NULL;
  g_autofree char *day_text = NULL;
  g_autofree char *time_text = NULL;

  if (at == NULL || !outlay_time_parse (at, &then))
    return g_strdup ("");

  local = g_date_time_new_from_unix_local (then / G_USEC_PER_SEC);
  local_now = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);
  day = g_date_time_format (local, "%Y-%m-%d");
  today = g_date_time_format (local_now, "%Y-%m-%d");
  day_text = outlay_day_to_text (day, today);
  /* Translators: the time of day, see g_date_time_format(). */
  time_text = g_date_time_format (local, _ ("%H:%M"));

  /* Translators: a day and the time of it, as in "Today, 14:30". */
  return g_strdup_printf (_ ("%s, %s"), day_text, time_text);
}

char *
outlay_age_to_text (const char *at, gint64 now)
{
  gint64 then, minutes;

  if (at == NULL || !outlay_time_parse (at, &then))
    return g_strdup ("");

  minutes = MAX (0, now - then) / (60 * G_USEC_PER_SEC);

  if (minutes == 0)
    return g_strdup (_ ("Just now"));
  if (minutes < 60)
    return g_strdup_printf (ngettext ("%d minute ago", "%d minutes ago", minutes), (int) minutes);
  if (minutes < 24 * 60)
    return g_strdup_printf (ngettext ("%d hour ago", "%d hours ago", minutes / 60),
                            (int) (minutes / 60));

  return g_strdup_printf (ngettext ("%d day ago", "%d days ago", minutes / (24 * 60)),
                          (int) (minutes / (24 * 60)));
}
