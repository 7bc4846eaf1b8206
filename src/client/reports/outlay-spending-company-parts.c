/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/reports/outlay-spending-company-parts.h"

#include <string.h>

#include "client/outlay-client-error.h"
#include "client/wire/outlay-json-object.h"
#include "client/wire/outlay-report-json.h"

static char *
make_path (const OutlayDays *days, OutlaySpendingBy by)
{
  char last[OUTLAY_DAY_SIZE];

  outlay_days_get_last (days, last);
  return g_strdup_printf (
      "/api/v1/reports?scope=company&period=year&from=%s&to=%s&by=%s&top=%d", days->from, last,
      by == OUTLAY_SPENDING_BY_MERCHANT ? "merchant" : "person", OUTLAY_REPORT_PARTS_MAX);
}

static const OutlayReportPart *
find_part (const OutlayReportParts *parts, const char *key)
{
  for (guint i = 0; i < parts->items->len; i++)
    {
      const OutlayReportPart *part = &g_array_index (parts->items, OutlayReportPart, i);

      if (strcmp (part->key, key) == 0)
        return part;
    }

  return NULL;
}

/* Whether every block that counts tells what @key has in it, or where it is %NULL what anybody has. */
static gboolean
is_whole (const OutlaySpendingFacts *facts, GPtrArray *blocks, const char *key)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      const OutlayReportParts *parts = g_ptr_array_index (blocks, i);

      if (outlay_spending_facts_has_currency (facts, parts->currency) && !parts->is_whole &&
          (key == NULL || find_part (parts, key) == NULL))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_parts (OutlaySpendingFacts *facts,
           OutlaySpendingBy by,
           gboolean is_before,
           GPtrArray *blocks,
           const OutlayReportParts *parts,
           GError **error)
{
  for (guint i = 0; i < parts->items->len; i++)
    {
      const OutlayReportPart *part = &g_array_index (parts->items, OutlayReportPart, i);
      const char *name = by == OUTLAY_SPENDING_BY_MERCHANT ? part->key : part->name;

      if (!is_whole (facts, blocks, part->key))
        continue;

      for (guint state = 0; state < OUTLAY_N_STATES; state++)
        if (outlay_spending_facts_has_state (facts, (OutlayState) state) &&
            !outlay_spending_facts_add_part (facts, by, is_before, part->key, name,
                                             &part->states[state], NULL))
          return outlay_json_refuse ("amount.minor", error);
    }

  return TRUE;
}

static gboolean
add_blocks (OutlaySpendingFacts *facts,
            OutlaySpendingBy by,
            gboolean is_before,
            GPtrArray *blocks,
            GError **error)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      const OutlayReportParts *parts = g_ptr_array_index (blocks, i);

      if (outlay_spending_facts_has_currency (facts, parts->currency) &&
          !add_parts (facts, by, is_before, blocks, parts, error))
        return FALSE;
    }

  return TRUE;
}

/* What has changed between two questions does not add up to what was told first. */
static gboolean
check_totals (const OutlayReport *report, GPtrArray *blocks, GError **error)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      const OutlayReportParts *parts = g_ptr_array_index (blocks, i);
      const OutlayCurrencyTotals *block = outlay_report_find (report, parts->currency);

      if (block == NULL || block->totals.all.count != parts->all.count ||
          block->totals.all.minor != parts->all.minor)
        {
          g_set_error_literal (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_CONFLICT,
                               "the numbers have changed meanwhile");
          return FALSE;
        }
    }

  return TRUE;
}

/* @answer: (out): what the texts of the blocks are borrowed from
 * (transfer full) (nullable) (element-type OutlayReportParts) */
static GPtrArray *
await_blocks (OutlayApi *api,
              const OutlayDays *days,
              const OutlayReport *report,
              OutlaySpendingBy by,
              OutlayAnswer **answer,
              GError **error)
{
  g_autofree char *path = make_path (days, by);
  g_autoptr (GPtrArray) blocks = NULL;

  *answer = dex_await_boxed (outlay_api_send (api, &(OutlayCall) { .method = "GET", .path = path }),
                             error);
  if (*answer == NULL)
    return NULL;
  if ((*answer)->json == NULL || !JSON_NODE_HOLDS_OBJECT ((*answer)->json))
    {
      outlay_json_refuse ("/", error);
      return NULL;
    }

  blocks = outlay_report_json_read_parts (
      json_node_get_object ((*answer)->json),
      by == OUTLAY_SPENDING_BY_MERCHANT ? "merchants" : "people", error);

  return blocks != NULL && check_totals (report, blocks, error) ? g_steal_pointer (&blocks) : NULL;
}

gboolean
outlay_spending_company_await_parts (OutlayApi *api,
                                     OutlaySpendingFacts *facts,
                                     OutlaySpendingBy by,
                                     GError **error)
{
  gboolean has_before = facts->query.before.from[0] != '\0';
  g_autoptr (GPtrArray) earlier = NULL;
  g_autoptr (GPtrArray) blocks = NULL;
  g_autoptr (OutlayAnswer) earlier_answer = NULL;
  g_autoptr (OutlayAnswer) answer = NULL;
  GError *local_error = NULL;

  blocks = await_blocks (api, &facts->query.days, &facts->days, by, &answer, &local_error);
  if (blocks != NULL && has_before)
    earlier = await_blocks (api, &facts->query.before, &facts->before, by, &earlier_answer,
                            &local_error);

  /* A server of before knows no such question. */
  if (g_error_matches (local_error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_REFUSED))
    {
      g_clear_error (&local_error);
      return TRUE;
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }

  outlay_spending_facts_begin_parts (facts, by, earlier == NULL || is_whole (facts, earlier, NULL));
  return add_blocks (facts, by, FALSE, blocks, error) &&
         (earlier == NULL || add_blocks (facts, by, TRUE, earlier, error));
}
