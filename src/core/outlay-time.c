/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/outlay-time.h"

#include <time.h>

#define FIRST_YEAR 1970
#define LAST_YEAR 9999

/* Reads exactly @n digits and moves on; -1 where there is something else. */
static int
take_digits (const char **text, guint n)
{
  int value = 0;

  for (guint i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit ((*text)[i]))
        return -1;

      value = value * 10 + ((*text)[i] - '0');
    }

  *text += n;
  return value;
}

static gboolean
take_char (const char **text, const char *accepted)
{
  for (; *accepted != '\0'; accepted++)
    if (**text == *accepted)
      {
        (*text)++;
        return TRUE;
      }

  return FALSE;
}

static gboolean
take_day (const char **text, GDate *date)
{
  int year, month, day;

  if ((year = take_digits (text, 4)) < FIRST_YEAR || !take_char (text, "-") ||
      (month = take_digits (text, 2)) < 0 || !take_char (text, "-") ||
      (day = take_digits (text, 2)) < 0 ||
      !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;

  g_date_set_dmy (date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return TRUE;
}

/* The fraction of a second in microseconds; more digits than that are cut. */
static gboolean
take_fraction (const char **text, gint64 *usec)
{
  gint64 unit = 100000;

  *usec = 0;

  if (!take_char (text, "."))
    return TRUE;

  if (!g_ascii_isdigit (**text))
    return FALSE;

  for (; g_ascii_isdigit (**text); (*text)++, unit /= 10)
    *usec += (**text - '0') * unit;

  return TRUE;
}

static gboolean
take_offset (const char **text, int *minutes)
{
  int hour, minute;
  gboolean is_west = **text == '-';

  *minutes = 0;

  if (take_char (text, "Zz"))
    return TRUE;

  if (!take_char (text, "+-") || (hour = take_digits (text, 2)) < 0 || hour > 23 ||
      !take_char (text, ":") || (minute = take_digits (text, 2)) < 0 || minute > 59)
    return FALSE;

  *minutes = (is_west ? -1 : 1) * (hour * 60 + minute);
  return TRUE;
}

/**
 * outlay_time_format:
 * @unix_usec: microseconds since 1970 in UTC, within the years 0 to 9999
 *
 * Returns: (transfer full): RFC 3339 in UTC, cut to milliseconds: "2026-11-20T08:30:00.000Z".
 *   Such texts sort by time.
 */
char *
outlay_time_format (gint64 unix_usec)
{
  gint64 second = unix_usec / G_USEC_PER_SEC;
  gint64 rest = unix_usec % G_USEC_PER_SEC;
  time_t when;
  struct tm tm;

  if (rest < 0)
    {
      second--;
      rest += G_USEC_PER_SEC;
    }

  when = (time_t) second;
  g_return_val_if_fail (gmtime_r (&when, &tm) != NULL, NULL);
  g_return_val_if_fail (tm.tm_year >= -1900 && tm.tm_year <= LAST_YEAR - 1900, NULL);

  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", tm.tm_year + 1900, tm.tm_mon + 1,
                          tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec, (int) (rest / 1000));
}

/**
 * outlay_time_parse:
 * @text: (nullable): an RFC 3339 time with any offset, from 1970 on
 * @unix_usec: (out): microseconds since 1970 in UTC; untouched when @text is no time
 *
 * A leap second (RFC 3339, appendix D) reads as the second after it.
 *
 * Returns: whether @text is a time
 */
gboolean
outlay_time_parse (const char *text, gint64 *unix_usec)
{
  GDate date;
  int hour, minute, second, offset;
  gint64 days, usec;

  g_return_val_if_fail (unix_usec != NULL, FALSE);

  if (text == NULL || !take_day (&text, &date) || !take_char (&text, "Tt") ||
      (hour = take_digits (&text, 2)) < 0 || hour > 23 || !take_char (&text, ":") ||
      (minute = take_digits (&text, 2)) < 0 || minute > 59 || !take_char (&text, ":") ||
      (second = take_digits (&text, 2)) < 0 || second > (minute == 59 ? 60 : 59) ||
      !take_fraction (&text, &usec) || !take_offset (&text, &offset) || *text != '\0')
    return FALSE;

  /* GDate counts from the year 1; 719,163 is its number of 1970-01-01. */
  days = (gint64) g_date_get_julian (&date) - 719163;
  *unix_usec = (days * 86400 + hour * 3600 + (minute - offset) * 60 + second) * G_USEC_PER_SEC +
               usec;
  return TRUE;
}

/**
 * outlay_day_is_valid:
 * @text: (nullable): any text
 *
 * Returns: whether @text is an ISO 8601 calendar day "YYYY-MM-DD" that exists, from 1970 to 9999
 */
gboolean
outlay_day_is_valid (const char *text)
{
  GDate date;

  return text != NULL && take_day (&text, &date) && *text == '\0';
}

/**
 * outlay_day_today:
 *
 * Returns: (transfer full): the present day in the process's time zone
 */
char *
outlay_day_today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, "%Y-%m-%d");
}

/**
 * outlay_day_add:
 * @day: (nullable): an ISO 8601 day
 * @days: how many to go on, or back where negative
 *
 * Returns: (transfer full) (nullable): %NULL where @day is not valid, or the result would not be
 */
char *
outlay_day_add (const char *day, int days)
{
  GDate date, first, last;
  gint64 julian;

  if (!outlay_day_is_valid (day) || !take_day (&day, &date))
    return NULL;

  g_date_set_dmy (&first, 1, G_DATE_JANUARY, FIRST_YEAR);
  g_date_set_dmy (&last, 31, G_DATE_DECEMBER, LAST_YEAR);
  julian = (gint64) g_date_get_julian (&date) + days;

  if (julian < g_date_get_julian (&first) || julian > g_date_get_julian (&last))
    return NULL;

  g_date_set_julian (&date, (guint32) julian);
  return g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (&date), (int) g_date_get_month (&date),
                          g_date_get_day (&date));
}
