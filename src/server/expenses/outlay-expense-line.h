/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/report/outlay-report.h"

G_BEGIN_DECLS

/**
 * OutlayExpenseLine:
 * @merchant: as it was written, without what JSON makes of it
 * @home_key: "=EUR" of what it was converted into; empty where it was not
 *
 * What is counted of a line that outlay_expense_view_dup_line() has made. Reading it back is quicker
 * than looking the expense up: one person's lines lie beside each other.
 */
typedef struct
{
  char   merchant[801]; /* 200 characters at most */
  gint64 minor;
  char   currency[4];
  gint64 home_minor;
  char   home_key[OUTLAY_CURRENCY_KEY_SIZE];
} OutlayExpenseLine;

/* %FALSE where it is no such line. */
gboolean outlay_expense_line_read (OutlayExpenseLine *self,
                                   const char        *line);

G_END_DECLS
