/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/reports/outlay-decision-store.h"

#include "core/outlay-time.h"
#include "server/expenses/outlay-search-text.h"
#include "server/reports/outlay-total-row.h"

#define APPROVE "approve"
#define REJECT "reject"
#define REIMBURSE "reimburse"

#define DAY_USEC (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

/* --- writing --- */

static gboolean
note_reimbursed (OutlayConnection *db,
                 const char *company,
                 const OutlayCounted *counted,
                 gint64 now,
                 GError **error)
{
  return counted->view == NULL ||
         outlay_connection_run (db, error, "decision/reimburse", "sisi", company, now / DAY_USEC,
                                counted->currency, counted->minor);
}

gboolean
outlay_decision_store_note (OutlayConnection *db,
                            const char *company,
                            const OutlayExpenseView *before,
                            const char *action,
                            gint64 seq,
                            gint64 now,
                            GError **error)
{
  OutlayCounted own, converted;

  if (g_str_equal (action, APPROVE) || g_str_equal (action, REJECT))
    return outlay_connection_run (db, error, "decision/add", "sssii", company, before->id, action,
                                  now, seq);
  if (!g_str_equal (action, REIMBURSE))
    return TRUE;

  own = outlay_counted_own (before);
  converted = outlay_counted_converted (before);
  return note_reimbursed (db, company, &own, now, error) &&
         note_reimbursed (db, company, &converted, now, error);
}

/* --- reading --- */

/* The first microsecond of a day that is one. */
static gint64
begin_of_day (const char *day)
{
  g_autofree char *text = g_strconcat (day, "T00:00:00.000Z", NULL);
  gint64 usec;

  if (!outlay_time_parse (text, &usec))
    g_assert_not_reached ();

  return usec;
}

static gboolean
read_waits (OutlayConnection *db,
            const char *company,
            const char *action,
            const OutlayDays *days,
            GArray *waits,
            GError **error)
{
  OutlayStatement *query = outlay_connection_bind (db, error, "decision/list", "ssii", company,
                                                   action, begin_of_day (days->from),
                                                   begin_of_day (days->until));
  gboolean has_row;

  if (query == NULL)
    return FALSE;

  for (;;)
    {
      gint64 waited;

      if (!outlay_statement_step (query, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      waited = outlay_statement_get_int (query, 0);
      g_array_append_val (waits, waited);
    }
}

/* The least that @percent of them do not exceed, found without sorting the others (Hoare's selection);
 * 0 of none. */
static gint64
find_percentile (GArray *waits, guint percent)
{
  gint64 *values = (gint64 *) (gpointer) waits->data;
  gint64 rank = ((gint64) waits->len * percent + 99) / 100 - 1;
  gint64 low = 0, high = (gint64) waits->len - 1;

  if (waits->len == 0)
    return 0;

  while (low < high)
    {
      gint64 pivot = values[(low + high) / 2], i = low, k = high;

      while (i <= k)
        {
          while (values[i] < pivot)
            i++;
          while (values[k] > pivot)
            k--;
          if (i <= k)
            {
              gint64 value = values[i];

              values[i++] = values[k];
              values[k--] = value;
            }
        }
      if (rank <= k)
        high = k;
      else if (rank >= i)
        low = i;
      else
        break;
    }

  return values[rank];
}

gboolean
outlay_decision_store_read (OutlayConnection *db,
                            const char *company,
                            const OutlayDays *days,
                            OutlayDecisions *decisions,
                            GError **error)
{
  g_autoptr (GArray) waits = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!read_waits (db, company, APPROVE, days, waits, error))
    return FALSE;
  decisions->n_approved = waits->len;
  if (!read_waits (db, company, REJECT, days, waits, error))
    return FALSE;
  decisions->n_rejected = waits->len - decisions->n_approved;

  decisions->median_usec = find_percentile (waits, 50);
  decisions->p90_usec = find_percentile (waits, 90);

  return TRUE;
}

/* Adds rows of currency, count and sum in one state. */
static gboolean
add_rows (OutlayStatement *query, OutlayState state, OutlayReport *report, GError **error)
{
  gboolean has_row;

  for (;;)
    {
      if (!outlay_statement_step (query, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      if (!outlay_report_add_state (report, outlay_statement_get_text (query, 0), NULL, state,
                                    outlay_statement_get_int (query, 1),
                                    outlay_statement_get_int (query, 2), error))
        {
          outlay_statement_reset (query);
          return FALSE;
        }
    }
}

gboolean
outlay_decision_store_read_reimbursed (OutlayConnection *db,
                                       const char *company,
                                       const OutlayDays *days,
                                       OutlayReport *report,
                                       GError **error)
{
  OutlayStatement *query = outlay_connection_bind (db, error, "decision/list-reimbursed", "sii",
                                                   company, begin_of_day (days->from) / DAY_USEC,
                                                   begin_of_day (days->until) / DAY_USEC);

  return query != NULL && add_rows (query, OUTLAY_STATE_REIMBURSED, report, error);
}

gboolean
outlay_decision_store_read_waiting (OutlayConnection *db,
                                    const char *company,
                                    OutlayReport *report,
                                    gint64 *oldest_at,
                                    GError **error)
{
  OutlayStatement *query = outlay_connection_bind (db, error, "decision/waiting", "s", company);
  g_autoptr (OutlayRow) row = NULL;

  if (query == NULL || !add_rows (query, OUTLAY_STATE_SUBMITTED, report, error) ||
      !outlay_connection_find (db, &row, error, "decision/oldest-waiting", "s", company))
    return FALSE;

  *oldest_at = row != NULL ? outlay_statement_get_int (row, 0) : 0;
  return TRUE;
}

/* --- reasons --- */

static void
clear_reason (gpointer data)
{
  g_free (((OutlayReason *) data)->text);
}

/* Of two that are as frequent the one that came first in the list stays first. */
static int
compare_reasons (gconstpointer a, gconstpointer b)
{
  const OutlayReason *first = a, *second = b;

  return (second->count > first->count) - (second->count < first->count);
}

/* @places: of folded texts to their place in @reasons and one */
static void
count_reason (GArray *reasons, GHashTable *places, const char *text)
{
  g_autofree char *folded = outlay_search_text_new (text, NULL);
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, folded));

  if (place == 0)
    {
      OutlayReason reason = { .text = g_strdup (text) };

      g_array_append_val (reasons, reason);
      place = reasons->len;
      g_hash_table_insert (places, g_steal_pointer (&folded), GUINT_TO_POINTER (place));
    }
  g_array_index (reasons, OutlayReason, place - 1).count++;
}

GArray *
outlay_decision_store_list_reasons (OutlayConnection *db,
                                    const char *company,
                                    const OutlayDays *days,
                                    guint n_most,
                                    GError **error)
{
  OutlayStatement *query = outlay_connection_bind (db, error, "decision/reasons", "sii", company,
                                                   begin_of_day (days->from),
                                                   begin_of_day (days->until));
  g_autoptr (GArray) reasons = g_array_new (FALSE, FALSE, sizeof (OutlayReason));
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean has_row;

  if (query == NULL)
    return NULL;

  g_array_set_clear_func (reasons, clear_reason);
  for (;;)
    {
      if (!outlay_statement_step (query, &has_row, error))
        return NULL;
      if (!has_row)
        break;
      count_reason (reasons, places, outlay_statement_get_text (query, 0));
    }

  g_array_sort (reasons, compare_reasons);
  if (reasons->len > n_most)
    g_array_set_size (reasons, n_most);

  return g_steal_pointer (&reasons);
}

/* --- check --- */

static gboolean
find_wrong (OutlayConnection *db,
            const char *name,
            const char *sentence,
            char **problem,
            GError **error)
{
  g_autoptr (OutlayRow) row = NULL;

  if (*problem != NULL)
    return TRUE;
  if (!outlay_connection_find (db, &row, error, name, ""))
    return FALSE;

  if (row != NULL)
    *problem = g_strdup_printf ("%s: %s", sentence, outlay_statement_get_text (row, 0));

  return TRUE;
}

gboolean
outlay_decision_store_check (OutlayConnection *db, char **problem, GError **error)
{
  *problem = NULL;

  return find_wrong (db, "decision/wrong-waiting",
                     "an expense does not wait since its history says", problem, error) &&
         find_wrong (db, "decision/wrong",
                     "a decision was not waited for as long as its history says, in the company",
                     problem, error) &&
         find_wrong (db, "decision/wrong-reimbursed",
                     "what was reimbursed on a day is not what the history says, in the company",
                     problem, error);
}
