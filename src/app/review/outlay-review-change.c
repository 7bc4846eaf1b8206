/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/review/outlay-review-change.h"

#include <glib/gi18n.h>

#include "app/widgets/outlay-day-text.h"
#include "app/widgets/outlay-state-text.h"
#include "core/outlay-time.h"

gboolean
outlay_review_has_changed (OutlayExpense *shown, OutlayExpense *current)
{
  return current == NULL ||
         outlay_expense_get_revision (shown) != outlay_expense_get_revision (current) ||
         outlay_expense_get_state (shown) != outlay_expense_get_state (current) ||
         g_strcmp0 (outlay_expense_get_proof_digest (shown),
                    outlay_expense_get_proof_digest (current)) != 0;
}

static void
add_line (GString *lines, char *line)
{
  if (lines->len > 0)
    g_string_append_c (lines, '\n');
  g_string_append (lines, line);
  g_free (line);
}

static const char *
name_category (OutlayCategoryStore *categories, const char *id)
{
  OutlayCategory *category = categories != NULL && id != NULL
                                 ? outlay_category_store_find (categories, id)
                                 : NULL;

  return category != NULL ? outlay_category_get_name (category) : _ ("No Category");
}

static void
describe_facts (GString *lines,
                OutlayExpense *shown,
                OutlayExpense *current,
                OutlayCategoryStore *categories)
{
  g_autofree char *today = outlay_day_today ();
  g_autofree char *money = outlay_money_format (outlay_expense_get_amount (shown), NULL);
  g_autofree char *new_money = outlay_money_format (outlay_expense_get_amount (current), NULL);
  g_autofree char *day = outlay_day_to_text (outlay_expense_get_day (shown), today);
  g_autofree char *new_day = outlay_day_to_text (outlay_expense_get_day (current), today);

  if (!outlay_money_equal (outlay_expense_get_amount (shown), outlay_expense_get_amount (current)))
    /* Translators: the amount before and now */
    add_line (lines, g_strdup_printf (_ ("Amount: %1$s, now %2$s"), money, new_money));
  if (g_strcmp0 (outlay_expense_get_merchant (shown), outlay_expense_get_merchant (current)) != 0)
    /* Translators: the merchant before and now */
    add_line (lines,
              g_strdup_printf (_ ("Merchant: %1$s, now %2$s"), outlay_expense_get_merchant (shown),
                               outlay_expense_get_merchant (current)));
  if (g_strcmp0 (outlay_expense_get_day (shown), outlay_expense_get_day (current)) != 0)
    /* Translators: the day before and now */
    add_line (lines, g_strdup_printf (_ ("Date: %1$s, now %2$s"), day, new_day));
  if (g_strcmp0 (outlay_expense_get_category (shown), outlay_expense_get_category (current)) != 0)
    /* Translators: the category before and now */
    add_line (lines,
              g_strdup_printf (_ ("Category: %1$s, now %2$s"),
                               name_category (categories, outlay_expense_get_category (shown)),
                               name_category (categories, outlay_expense_get_category (current))));
  if (g_strcmp0 (outlay_expense_get_note (shown), outlay_expense_get_note (current)) != 0)
    add_line (lines, g_strdup (_ ("The note is another one")));
}

char *
outlay_review_describe_change (OutlayExpense *shown,
                               OutlayExpense *current,
                               OutlayCategoryStore *categories)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  g_return_val_if_fail (OUTLAY_IS_EXPENSE (shown), NULL);

  if (current == NULL)
    return g_strdup (_ ("It is no longer there"));

  if (outlay_expense_get_state (shown) != outlay_expense_get_state (current))
    /* Translators: %s is a state such as "Approved" */
    add_line (lines,
              g_strdup_printf (_ ("It is now: %s"),
                               outlay_state_get_mark (outlay_expense_get_state (current)).text));
  describe_facts (lines, shown, current, categories);
  if (g_strcmp0 (outlay_expense_get_proof_digest (shown),
                 outlay_expense_get_proof_digest (current)) != 0)
    add_line (lines, g_strdup (_ ("The proof is another one")));
  if (lines->len == 0)
    add_line (lines, g_strdup (_ ("It was saved again with the same facts")));

  return g_string_free (g_steal_pointer (&lines), FALSE);
}
