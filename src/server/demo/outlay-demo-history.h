/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The people of the demo company, in the order of outlay_demo_company_get_accounts(). */
typedef enum
{
  OUTLAY_DEMO_EMMA,
  OUTLAY_DEMO_RAVI,
  OUTLAY_DEMO_ADA,
  OUTLAY_DEMO_JONAS,
  OUTLAY_DEMO_LUCIA,
} OutlayDemoPerson;
#define OUTLAY_N_DEMO_PEOPLE 5

/**
 * OutlayDemoExpense:
 * @merchant, @category, @note: ASCII; the category is one of those that a new company has
 * @days_ago: at least 1
 * @path: what happens to it, a letter each: (s)ubmit, (a)pprove, (r)eject, re(u)pload and
 *   resubmit, (p)ay
 */
typedef struct
{
  OutlayDemoPerson owner;
  const char      *merchant;
  gint64           minor;
  const char      *currency;
  guint            days_ago;
  const char      *category;
  const char      *note;
  const char      *path;
} OutlayDemoExpense;

/**
 * outlay_demo_history_new:
 * @today: ISO 8601 day
 *
 * More than a year of the company's expenses, oldest first: trips, what comes every month, and things
 * worth noticing, as a cost that did not come, a ride that was far too dear, a receipt that was filed
 * twice and meals that cost more every month. The same for the same @today.
 *
 * Returns: (transfer full) (element-type OutlayDemoExpense)
 */
GArray *outlay_demo_history_new (const char *today);

G_END_DECLS
