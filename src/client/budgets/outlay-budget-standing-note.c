/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/budgets/outlay-budget-standing-note.h"

#include <string.h>

#include "client/wire/outlay-json-object.h"

static gboolean
write_line (JsonNode *node, GString *note, GError **error)
{
  JsonObject *object;
  const char *category;
  OutlayMoney limit, spent, committed;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return outlay_json_refuse ("budgets", error);

  object = json_node_get_object (node);
  if (!outlay_json_read_nullable_text (object, "category", &category, error) ||
      !outlay_budget_read_money (object, "limit", 1, &limit, error) ||
      !outlay_budget_read_money (object, "spent", G_MININT64, &spent, error) ||
      !outlay_budget_read_money (object, "committed", G_MININT64, &committed, error))
    return FALSE;
  if (category != NULL && (*category == '\0' || strpbrk (category, " \n") != NULL))
    return outlay_json_refuse ("category", error);

  g_string_append_printf (note, "%s %s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n",
                          category != NULL ? category : "-", limit.currency, spent.minor,
                          committed.minor);
  return TRUE;
}

char *
outlay_budget_standing_note_write (JsonNode *json, gint64 month, const char *at, GError **error)
{
  g_autoptr (GString) note = g_string_new (NULL);
  JsonArray *budgets;

  if (json == NULL || !JSON_NODE_HOLDS_OBJECT (json))
    {
      outlay_json_refuse ("/", error);
      return NULL;
    }
  if (!outlay_json_read_array (json_node_get_object (json), "budgets", OUTLAY_BUDGETS_MAX, &budgets,
                               error))
    return NULL;

  g_string_append_printf (note, "%" G_GINT64_FORMAT " %s\n", month, at);
  for (guint i = 0; i < json_array_get_length (budgets); i++)
    if (!write_line (json_array_get_element (budgets, i), note, error))
      return NULL;

  return g_string_free (g_steal_pointer (&note), FALSE);
}

/* The states that core measures by. */
static void
measure (OutlayBudgetLine *line, gint64 spent, gint64 committed, const char *today)
{
  OutlayStateTotals totals = { 0 };

  totals.states[OUTLAY_STATE_APPROVED].minor = spent;
  totals.states[OUTLAY_STATE_SUBMITTED].minor = committed;
  line->has_standing = outlay_budget_measure (&line->budget, OUTLAY_BUDGET_COMPANY, &totals,
                                              &line->standing, NULL);
  if (line->has_standing && today != NULL)
    line->over_day = outlay_budget_pace (&line->standing, 0, today);
}

static void
apply_line (const char *text, const char *today, GArray *lines)
{
  g_auto (GStrv) words = g_strsplit (text, " ", 5);

  if (g_strv_length (words) != 4)
    return;

  for (guint i = 0; i < lines->len; i++)
    {
      OutlayBudgetLine *line = &g_array_index (lines, OutlayBudgetLine, i);
      const char *category = *line->budget.category != '\0' ? line->budget.category : "-";

      if (g_str_equal (category, words[0]) && g_str_equal (line->budget.limit.currency, words[1]))
        measure (line, g_ascii_strtoll (words[2], NULL, 10), g_ascii_strtoll (words[3], NULL, 10),
                 today);
    }
}

void
outlay_budget_standing_note_apply (const char *note, gint64 month, const char *today, GArray *lines)
{
  g_autofree char *at = outlay_budget_standing_note_dup_at (note, month);
  g_auto (GStrv) texts = NULL;

  if (at == NULL)
    return;

  texts = g_strsplit (note, "\n", -1);
  for (guint i = 1; texts[i] != NULL; i++)
    apply_line (texts[i], today, lines);
}

char *
outlay_budget_standing_note_dup_at (const char *note, gint64 month)
{
  const char *space = note != NULL ? strchr (note, ' ') : NULL;
  const char *end = space != NULL ? strchr (space, '\n') : NULL;

  if (end == NULL || g_ascii_strtoll (note, NULL, 10) != month)
    return NULL;

  return g_strndup (space + 1, (gsize) (end - space - 1));
}
