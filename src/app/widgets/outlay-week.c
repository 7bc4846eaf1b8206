/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/widgets/outlay-week.h"

#include <langinfo.h>

/* glibc keeps for each locale a day that its lists of weekdays begin with, as a number like 19971130,
 * which was a Sunday; and which of that list begins the week, from 1. */
GDateWeekday
outlay_week_get_first_day (void)
{
#ifdef __GLIBC__
  const char *text = nl_langinfo (_NL_TIME_WEEK_1STDAY);
  guint origin = GPOINTER_TO_UINT (text); /* a number in the place of a pointer */
  guint nth = (guchar) *nl_langinfo (_NL_TIME_FIRST_WEEKDAY);
  guint sunday_first;

  if ((origin != 19971130 && origin != 19971201) || nth < 1 || nth > 7)
    return G_DATE_MONDAY;

  /* 0 is Sunday. */
  sunday_first = (nth - 1 + (origin == 19971201)) % 7;

  return sunday_first == 0 ? G_DATE_SUNDAY : (GDateWeekday) sunday_first;
#else
  return G_DATE_MONDAY;
#endif
}
