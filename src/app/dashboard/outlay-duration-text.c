/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/dashboard/outlay-duration-text.h"

#include <glib/gi18n.h>

#define MINUTE 60
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

/* A day and a half is still told in hours, as "1 day" would hide half of it. */
char *
outlay_duration_to_text (gint64 seconds)
{
  gulong n;

  if (seconds < 0)
    return g_strdup ("–");
  if (seconds < MINUTE)
    return g_strdup (_ ("under a minute"));

  if (seconds < 2 * HOUR)
    {
      n = (gulong) (seconds / MINUTE);
      return g_strdup_printf (ngettext ("%lu minute", "%lu minutes", n), n);
    }
  if (seconds < 2 * DAY)
    {
      n = (gulong) ((seconds + HOUR / 2) / HOUR);
      return g_strdup_printf (ngettext ("%lu hour", "%lu hours", n), n);
    }

  n = (gulong) ((seconds + DAY / 2) / DAY);
  return g_strdup_printf (ngettext ("%lu day", "%lu days", n), n);
}
