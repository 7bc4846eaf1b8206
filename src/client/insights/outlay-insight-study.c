/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/insights/outlay-insight-study.h"

#include "client/ledger/outlay-expense-table.h"
#include "core/insight/outlay-insights.h"
#include "core/outlay-time.h"

/* Some ten milliseconds of the database thread. */
#define N_AT_ONCE 5000

struct _OutlayInsightStudy
{
  OutlayFacts *facts;
  OutlayPolicy policy;
  OutlayBudgetRule rule;
  GArray *budgets;       /* of OutlayBudget */
  GHashTable *dismissed; /* set of keys */
  char *today;

  /* The last that was read. */
  gint64 day;
  gint64 number;
};

OutlayInsightStudy *
outlay_insight_study_new (OutlayAccount *account, const OutlayPolicy *policy)
{
  OutlayInsightStudy *self = g_new0 (OutlayInsightStudy, 1);

  self->facts = outlay_facts_new ();
  outlay_policy_copy (policy, &self->policy);
  self->rule = outlay_account_is_on_device (account) ? OUTLAY_BUDGET_DEVICE : OUTLAY_BUDGET_COMPANY;
  self->budgets = g_array_new (FALSE, FALSE, sizeof (OutlayBudget));
  self->dismissed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->today = outlay_day_today ();
  self->day = -1;

  return self;
}

void
outlay_insight_study_free (OutlayInsightStudy *self)
{
  outlay_facts_free (self->facts);
  outlay_policy_clear (&self->policy);
  g_array_unref (self->budgets);
  g_hash_table_unref (self->dismissed);
  g_free (self->today);
  g_free (self);
}

/* --- what is asked of it --------------------------------------------------------------------- */

typedef void (*TakeFunc) (OutlayInsightStudy *self, OutlayStatement *row);

static void
take_budget (OutlayInsightStudy *self, OutlayStatement *row)
{
  OutlayBudget budget = { 0 };

  g_strlcpy (budget.category, outlay_statement_get_text (row, 0), sizeof budget.category);
  g_strlcpy (budget.limit.currency, outlay_statement_get_text (row, 1),
             sizeof budget.limit.currency);
  budget.limit.minor = outlay_statement_get_int (row, 2);
  g_array_append_val (self->budgets, budget);
}

static void
take_dismissed (OutlayInsightStudy *self, OutlayStatement *row)
{
  g_hash_table_add (self->dismissed, g_strdup (outlay_statement_get_text (row, 0)));
}

static void
take_honest_twins (OutlayInsightStudy *self, OutlayStatement *row)
{
  g_hash_table_add (self->dismissed,
                    outlay_insight_dup_twins_key (outlay_statement_get_text (row, 0),
                                                  outlay_statement_get_text (row, 1)));
}

static gboolean
take_all (OutlayInsightStudy *self,
          OutlayConnection *connection,
          const char *query,
          TakeFunc take,
          GError **error)
{
  OutlayStatement *row = outlay_connection_query (connection, query, error);
  gboolean has_row;

  if (row == NULL)
    return FALSE;

  for (;;)
    {
      if (!outlay_statement_step (row, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      take (self, row);
    }
}

gboolean
outlay_insight_study_begin (OutlayInsightStudy *self, OutlayConnection *connection, GError **error)
{
  return take_all (self, connection, "insight/budgets", take_budget, error) &&
         take_all (self, connection, "insight/dismissed", take_dismissed, error) &&
         take_all (self, connection, "insight/honest-twins", take_honest_twins, error);
}

/* --- the expenses ---------------------------------------------------------------------------- */

static gint64
read_time (OutlayStatement *row, int column)
{
  const char *text = outlay_statement_get_text (row, column);
  gint64 at = 0;

  return text != NULL && *text != '\0' && outlay_time_parse (text, &at) ? at : 0;
}

static void
take_fact (OutlayInsightStudy *self, OutlayStatement *row)
{
  char day[OUTLAY_DAY_SIZE];
  OutlayFact fact = { 0 };

  self->number = outlay_statement_get_int (row, 0);
  self->day = outlay_statement_get_int (row, 1);

  fact.day = self->day > 0 ? outlay_day_of_number (self->day, day) : NULL;
  fact.id = outlay_statement_get_text (row, 2);
  fact.amount.minor = outlay_statement_get_int (row, 3);
  g_strlcpy (fact.amount.currency, outlay_statement_get_text (row, 4), sizeof fact.amount.currency);
  fact.category = outlay_statement_get_text (row, 5);
  fact.merchant = outlay_statement_get_text (row, 6);
  fact.proofs = outlay_statement_get_text (row, 7);
  fact.state = (OutlayState) outlay_statement_get_int (row, 8);
  fact.created_at = read_time (row, 9);
  fact.submitted_at = read_time (row, 10);
  fact.decided_at = read_time (row, 11);
  fact.wants_proof = outlay_policy_wants_proof (&self->policy, &fact.amount);

  outlay_facts_add (self->facts, &fact);
}

gboolean
outlay_insight_study_go_on (OutlayInsightStudy *self,
                            OutlayConnection *connection,
                            gboolean *is_done,
                            GError **error)
{
  OutlayStatement *row = outlay_connection_bind (connection, error, "insight/facts", "iii",
                                                 self->day, self->number, (gint64) N_AT_ONCE);
  guint n_read = 0;
  gboolean has_row = TRUE;

  if (row == NULL)
    return FALSE;

  while (has_row)
    {
      if (!outlay_statement_step (row, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      take_fact (self, row);
      n_read++;
    }

  *is_done = n_read < N_AT_ONCE;
  return TRUE;
}

GListStore *
outlay_insight_study_find (OutlayInsightStudy *self)
{
  GListStore *found = g_list_store_new (OUTLAY_TYPE_INSIGHT);
  OutlayInsightsQuery query = {
    .today = self->today,
    .now = g_get_real_time (),
    .rule = self->rule,
    .budgets = (const OutlayBudget *) self->budgets->data,
    .n_budgets = self->budgets->len,
    .dismissed = self->dismissed,
  };
  g_autoptr (GPtrArray) insights = outlay_insights_find (self->facts, &query);

  g_list_store_splice (found, 0, 0, insights->pdata, insights->len);

  return found;
}
