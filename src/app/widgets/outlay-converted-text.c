/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/widgets/outlay-converted-text.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/widgets/outlay-day-text.h"
#include "core/money/outlay-number-style.h"
#include "core/outlay-time.h"

/* All its digits, with the locale's decimal separator. */
static char *
dup_rate (const char *rate)
{
  const char *point = strchr (rate, '.');
  g_autofree char *whole = NULL;

  if (point == NULL)
    return g_strdup (rate);

  whole = g_strndup (rate, (gsize) (point - rate));
  return g_strconcat (whole, outlay_number_style_get_default ()->decimal, point + 1, NULL);
}

static gboolean
is_draft (OutlayExpense *expense)
{
  return outlay_expense_get_state (expense) == OUTLAY_STATE_DRAFT;
}

static char *
describe (OutlayExpense *expense, const char *today)
{
  g_autofree char *money = outlay_money_format (outlay_expense_get_converted (expense), NULL);
  g_autofree char *rate = dup_rate (outlay_expense_get_rate (expense));
  g_autofree char *day = outlay_day_to_plain_text (outlay_expense_get_rate_day (expense), today);

  if (is_draft (expense))
    /* Translators: what an expense in another currency will come to: %1$s is an amount, %2$s an exchange
     * rate as "1.0616", %3$s the day it is of as "11 November" */
    return g_strdup_printf (_ ("About %1$s at %2$s of %3$s"), money, rate, day);

  /* Translators: what an expense in another currency comes to: %1$s is an amount, %2$s an exchange rate as
   * "1.0616", %3$s the day it is of as "11 November" */
  return g_strdup_printf (_ ("%1$s at %2$s of %3$s"), money, rate, day);
}

char *
outlay_converted_dup_text (OutlayExpense *expense, const char *home, const char *today)
{
  const OutlayMoney *amount;

  g_return_val_if_fail (OUTLAY_IS_EXPENSE (expense), NULL);

  if (outlay_expense_get_converted (expense) != NULL)
    return describe (expense, today);

  amount = outlay_expense_get_amount (expense);
  if (home == NULL || *home == '\0' || amount->minor == 0 || g_str_equal (amount->currency, home) ||
      !outlay_day_is_valid (outlay_expense_get_day (expense)))
    return NULL;

  /* Translators: of an expense in another currency; %s is the code of the one that sums are in */
  return g_strdup_printf (_ ("No rate for this day: not in sums in %s"), home);
}

char *
outlay_converted_dup_short_text (OutlayExpense *expense)
{
  const OutlayMoney *converted = outlay_expense_get_converted (expense);
  g_autofree char *money = converted != NULL ? outlay_money_format (converted, NULL) : NULL;

  if (money == NULL)
    return NULL;

  return g_strconcat (is_draft (expense) ? "≈ " : "= ", money, NULL);
}

char *
outlay_converted_dup_spoken_text (OutlayExpense *expense)
{
  const OutlayMoney *converted = outlay_expense_get_converted (expense);

  if (converted == NULL)
    return NULL;

  return is_draft (expense) ? outlay_converted_dup_estimate (converted)
                            : outlay_money_format (converted, NULL);
}

char *
outlay_converted_dup_estimate (const OutlayMoney *converted)
{
  g_autofree char *money = outlay_money_format (converted, NULL);

  /* Translators: what an amount in another currency will come to */
  return g_strdup_printf (_ ("about %s"), money);
}
