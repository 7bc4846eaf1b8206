/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Answers of a server that may be anybody: refused, or within the bounds that core sets. */

#include "fuzz.h"

#include "client/session/outlay-tokens.h"
#include "client/transport/outlay-problem.h"
#include "client/wire/outlay-change-json.h"
#include "client/wire/outlay-event-json.h"
#include "client/wire/outlay-expense-json.h"
#include "client/wire/outlay-json-object.h"

static void
check_expense (JsonNode *json)
{
  OutlayExpenseReading reading;

  if (!outlay_expense_reading_fill (&reading, json, NULL))
    return;

  g_assert_nonnull (outlay_currency_find (reading.init.amount.currency));
  g_assert_true (g_utf8_validate (reading.init.merchant, -1, NULL));
  g_assert_cmpint (reading.init.revision, >=, 1);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size)
{
  g_autoptr (GBytes) body = g_bytes_new_static (bytes, size);
  g_autoptr (JsonNode) json = outlay_json_parse (body, NULL);
  g_autoptr (OutlayFeedPage) page = NULL;
  g_autoptr (OutlayTokens) tokens = NULL;
  g_autoptr (OutlayProblem) problem = NULL;
  g_autoptr (GListModel) categories = NULL;

  if (json == NULL)
    return 0;

  check_expense (json);
  page = outlay_feed_page_read (json, NULL);
  g_assert_true (page == NULL || page->n_changes <= OUTLAY_CHANGES_MAX);
  tokens = outlay_tokens_read (json, NULL);
  g_assert_true (tokens == NULL || (tokens->access_token != NULL && tokens->expires_in > 0));
  categories = outlay_categories_read (json, NULL);
  problem = outlay_problem_new_from_json (422, json);
  return 0;
}
