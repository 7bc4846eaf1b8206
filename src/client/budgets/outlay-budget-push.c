/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/budgets/outlay-budget-push.h"

#include <string.h>

#include "client/budgets/outlay-budget-table.h"
#include "client/transport/outlay-problem.h"

#define PATH "/api/v1/budgets?scope=me"
/* Two devices that are set in turn meet sooner than this. */
#define MAX_TRIES 5

typedef struct
{
  OutlayBudgetSheet *told; /* (nullable): what the company has */
  OutlayBudgetSheet *sent; /* (nullable): what of it was ours */
  OutlayBudgetSheet *gone; /* (nullable): what is ours no more */
} Settle;

static void
settle_free (gpointer data)
{
  Settle *job = data;

  g_clear_pointer (&job->told, outlay_budget_sheet_unref);
  g_clear_pointer (&job->sent, outlay_budget_sheet_unref);
  g_clear_pointer (&job->gone, outlay_budget_sheet_unref);
  g_free (job);
}

static gboolean
settle (OutlayConnection *connection,
        gpointer data,
        GValue *result,
        OutlayTopics *changed,
        GError **error)
{
  const Settle *job = data;

  *changed = OUTLAY_TOPIC_BUDGETS;
  for (guint i = 0; job->gone != NULL && i < job->gone->items->len; i++)
    {
      const OutlayBudget *budget = &g_array_index (job->gone->items, OutlayBudget, i);

      if (!outlay_connection_run (connection, error, "budget/remove", "ss", budget->category,
                                  budget->limit.currency))
        return FALSE;
    }

  return (job->sent == NULL || outlay_budget_table_settle (connection, job->sent, error)) &&
         (job->told == NULL || outlay_budget_table_apply (connection, job->told, error));
}

static gboolean
await_settled (OutlayDatabase *database,
               OutlayBudgetSheet *told,
               OutlayBudgetSheet *sent,
               OutlayBudgetSheet *gone,
               GError **error)
{
  Settle *job = g_new0 (Settle, 1);

  job->told = told != NULL ? outlay_budget_sheet_ref (told) : NULL;
  job->sent = sent != NULL ? outlay_budget_sheet_ref (sent) : NULL;
  job->gone = gone != NULL ? outlay_budget_sheet_ref (gone) : NULL;

  return dex_await (outlay_database_run (database, settle, job, settle_free), error);
}

/* "items[3].category" is about the fourth. */
static OutlayBudgetSheet *
find_refused (const OutlayProblem *problem, const OutlayBudgetSheet *mine)
{
  g_autoptr (OutlayBudgetSheet) refused = outlay_budget_sheet_new (OUTLAY_BUDGET_SCOPE_MINE);

  for (guint i = 0; problem != NULL && i < problem->fields->len; i++)
    {
      const char *field = problem->fields->pdata[i];
      guint64 n;

      if (!g_str_has_prefix (field, "items["))
        continue;
      n = g_ascii_strtoull (field + strlen ("items["), NULL, 10);
      if (n < mine->items->len)
        g_array_append_val (refused->items, g_array_index (mine->items, OutlayBudget, n));
    }

  return refused->items->len > 0 ? g_steal_pointer (&refused) : NULL;
}

/* One try. @again: (out): whether there is reason for another. */
static gboolean
send (OutlayApi *api,
      OutlayDatabase *database,
      OutlayBudgetSheet *mine,
      OutlayBudgetSheet *dirty,
      gboolean *again,
      GError **error)
{
  g_autofree char *etag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", mine->revision);
  g_autoptr (JsonNode) body = outlay_budget_sheet_to_json (mine);
  g_autoptr (OutlayBudgetSheet) told = NULL;
  g_autoptr (OutlayBudgetSheet) refused = NULL;
  g_autoptr (OutlayAnswer) answer = NULL;
  g_autoptr (GError) local = NULL;
  const OutlayProblem *problem;

  answer = dex_await_boxed (
      outlay_api_send (
          api, &(OutlayCall) { .method = "PUT", .path = PATH, .body = body, .if_match = etag }),
      &local);
  if (answer != NULL)
    {
      told = outlay_budget_sheet_read (answer->json, error);
      return told != NULL && await_settled (database, told, dirty, NULL, error);
    }

  *again = TRUE;
  problem = outlay_problem_get (local);
  if (problem != NULL && problem->status == 412 && problem->current != NULL)
    {
      told = outlay_budget_sheet_read (problem->current, error);
      return told != NULL && await_settled (database, told, NULL, NULL, error);
    }

  refused = g_error_matches (local, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_REFUSED)
                ? find_refused (problem, mine)
                : NULL;
  if (refused != NULL)
    return await_settled (database, NULL, NULL, refused, error);

  *again = FALSE;
  if (!outlay_client_error_is_passing (local) &&
      !g_error_matches (local, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_SIGN_IN))
    {
      g_message ("the company does not take the budgets: %s", local->message);
      return TRUE;
    }

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
outlay_budget_push_is_due (OutlayDatabase *database)
{
  OutlayConnection *reader = outlay_database_get_reader (database);
  g_autoptr (OutlayBudgetSheet)
      dirty = reader != NULL ? outlay_budget_table_read_dirty (reader, NULL) : NULL;

  return dirty != NULL && dirty->items->len > 0;
}

gboolean
outlay_budget_push (OutlayApi *api, OutlayDatabase *database, GError **error)
{
  for (guint i = 0; i < MAX_TRIES && outlay_budget_push_is_due (database); i++)
    {
      OutlayConnection *reader = outlay_database_get_reader (database);
      g_autoptr (OutlayBudgetSheet) mine = outlay_budget_table_read_mine (reader, error);
      g_autoptr (OutlayBudgetSheet)
          dirty = mine != NULL ? outlay_budget_table_read_dirty (reader, error) : NULL;
      gboolean again = FALSE;

      if (dirty == NULL || !send (api, database, mine, dirty, &again, error))
        return FALSE;
      if (!again)
        return TRUE;
    }

  return TRUE;
}
