/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/expenses/outlay-expense-list.h"

#include <string.h>

#include "server/expenses/outlay-expense-view.h"
#include "server/expenses/outlay-search-text.h"

/* A search gives up for this page after so many rows, so that nobody waits for it: one or two
 * milliseconds. */
#define MAX_SEARCHED 2000

/* Columns of a query of whole expenses, after those of the view. */
#define COLUMN_SEARCH_TEXT OUTLAY_EXPENSE_N_COLUMNS

/* Columns of a query of lines. */
#define LINE_ID 0
#define LINE_OWNER 1
#define LINE_OWNER_NAME 2
#define LINE_DAY 3
#define LINE_MINOR 4
#define LINE_JSON 5
#define LINE_SEARCH_TEXT 6

/* Before and after every day and id in the order of text. */
#define FIRST_TEXT ""
#define LAST_TEXT "~"

/* Ways to walk: whose index it is. */
typedef enum
{
  WALK_OWNER,
  WALK_SHARED,
  WALK_STATE,
  WALK_CATEGORY,
} Walk;
#define N_WALKS 4
#define N_SORTS 4

/* A query of sql/expense-list.sql, and its parameters in order: company, owner, asker, state,
 * category (g), sort key and id to go on after (k, i), last sort key (f), least and greatest of the
 * other (l, h), limit (n). */
typedef struct
{
  const char *name;
  const char *parameters;
  gboolean has_lines; /* rows are lines that are ready, not expenses */
} Query;

#define OWNER_PARAMETERS "cokiflhsgan"
#define SHARED_PARAMETERS "cakiflhgn"
#define STATE_PARAMETERS "cskiflhgn"
#define CATEGORY_PARAMETERS "cagkiflhsn"

static const Query queries[N_WALKS][N_SORTS] = {
  [WALK_OWNER] = {
    { "expense-list/owner-day-down", OWNER_PARAMETERS, TRUE },
    { "expense-list/owner-day-up", OWNER_PARAMETERS, TRUE },
    { "expense-list/owner-amount-down", OWNER_PARAMETERS, TRUE },
    { "expense-list/owner-amount-up", OWNER_PARAMETERS, TRUE },
  },
  [WALK_SHARED] = {
    { "expense-list/shared-day-down", SHARED_PARAMETERS },
    { "expense-list/shared-day-up", SHARED_PARAMETERS },
    { "expense-list/shared-amount-down", SHARED_PARAMETERS },
    { "expense-list/shared-amount-up", SHARED_PARAMETERS },
  },
  [WALK_STATE] = {
    { "expense-list/state-day-down", STATE_PARAMETERS },
    { "expense-list/state-day-up", STATE_PARAMETERS },
    { "expense-list/state-amount-down", STATE_PARAMETERS },
    { "expense-list/state-amount-up", STATE_PARAMETERS },
  },
  [WALK_CATEGORY] = {
    { "expense-list/category-day-down", CATEGORY_PARAMETERS },
    { "expense-list/category-day-up", CATEGORY_PARAMETERS },
  },
};

/* The four bounds of a walk. Of either pair one is used: days are text, amounts are numbers. */
typedef struct
{
  const char *key_text, *far_text, *low_text, *high_text;
  gint64 key_number, far_number, low_number, high_number;
  const char *id;
} Bounds;

static gboolean
is_by_day (OutlaySort sort)
{
  return sort == OUTLAY_SORT_DAY_DOWN || sort == OUTLAY_SORT_DAY_UP;
}

static gboolean
is_down (OutlaySort sort)
{
  return sort == OUTLAY_SORT_DAY_DOWN || sort == OUTLAY_SORT_AMOUNT_DOWN;
}

/* The index that leaves the least to read. Drafts are the asker's alone, whatever is asked. */
static Walk
choose_walk (const OutlayExpenseFilter *filter)
{
  gboolean is_submitted = g_strcmp0 (filter->state, "submitted") == 0;

  if (!filter->is_reviewer || filter->owner != NULL || g_strcmp0 (filter->state, "draft") == 0)
    return WALK_OWNER;
  if (filter->category != NULL && is_by_day (filter->sort) && !is_submitted)
    return WALK_CATEGORY;

  return filter->state != NULL ? WALK_STATE : WALK_SHARED;
}

static void
set_bounds (Bounds *bounds, const OutlayExpenseFilter *filter)
{
  const char *first_day = filter->from != NULL ? filter->from : FIRST_TEXT;
  const char *last_day = filter->to != NULL ? filter->to : LAST_TEXT;
  gboolean down = is_down (filter->sort);

  *bounds = (Bounds) {
    .key_text = down ? last_day : first_day,
    .far_text = down ? first_day : last_day,
    .low_text = first_day,
    .high_text = last_day,
    .key_number = down ? filter->max : filter->min,
    .far_number = down ? filter->min : filter->max,
    .low_number = filter->min,
    .high_number = filter->max,
    .id = down ? LAST_TEXT : FIRST_TEXT,
  };

  if (filter->cursor == NULL)
    return;

  /* A place outside of what is asked would show it anew: go on from whichever comes later. */
  if (is_by_day (filter->sort))
    {
      int order = g_strcmp0 (filter->cursor->key, bounds->key_text);

      if (down ? order > 0 : order < 0)
        return;
      bounds->key_text = filter->cursor->key;
    }
  else
    {
      gint64 number = g_ascii_strtoll (filter->cursor->key, NULL, 10);

      if (down ? number > bounds->key_number : number < bounds->key_number)
        return;
      bounds->key_number = number;
    }
  bounds->id = filter->cursor->id;
}

/* Binds a bound of the sort key, or of what is not sorted by. */
static void
bind_bound (OutlayStatement *query, int at, gboolean is_text, const char *text, gint64 number)
{
  if (is_text)
    outlay_statement_bind_static_text (query, at, text);
  else
    outlay_statement_bind_int (query, at, number);
}

static void
bind (OutlayStatement *query,
      const char *parameters,
      const OutlayExpenseFilter *filter,
      const Bounds *bounds,
      guint n_rows)
{
  gboolean by_day = is_by_day (filter->sort);
  /* Who is no reviewer, and who asks for drafts, asks for their own. */
  gboolean is_own = !filter->is_reviewer || filter->owner == NULL;

  for (int at = 1; parameters[at - 1] != '\0'; at++)
    switch (parameters[at - 1])
      {
      case 'c':
        outlay_statement_bind_static_text (query, at, filter->company);
        break;
      case 'o':
        outlay_statement_bind_static_text (query, at, is_own ? filter->asker : filter->owner);
        break;
      case 'a':
        outlay_statement_bind_static_text (query, at, filter->asker);
        break;
      case 's':
        outlay_statement_bind_static_text (query, at, filter->state);
        break;
      case 'g':
        outlay_statement_bind_static_text (query, at, filter->category);
        break;
      case 'k':
        bind_bound (query, at, by_day, bounds->key_text, bounds->key_number);
        break;
      case 'i':
        outlay_statement_bind_static_text (query, at, bounds->id);
        break;
      case 'f':
        bind_bound (query, at, by_day, bounds->far_text, bounds->far_number);
        break;
      case 'l':
        bind_bound (query, at, !by_day, bounds->low_text, bounds->low_number);
        break;
      case 'h':
        bind_bound (query, at, !by_day, bounds->high_text, bounds->high_number);
        break;
      case 'n':
        outlay_statement_bind_int (query, at, n_rows);
        break;
      default:
        g_assert_not_reached ();
      }
}

/* The row that a statement stands on, of either kind. */
typedef struct
{
  gboolean is_line;
  OutlayStatement *statement;
  OutlayExpenseView view; /* of a line only id, owner, name, day and minor */
} Row;

static void
read_row (Row *self)
{
  OutlayStatement *statement = self->statement;

  if (!self->is_line)
    {
      outlay_expense_view_read (&self->view, statement, 0);
      return;
    }

  self->view.id = outlay_statement_get_text (statement, LINE_ID);
  self->view.owner = outlay_statement_get_text (statement, LINE_OWNER);
  self->view.owner_name = outlay_statement_get_text (statement, LINE_OWNER_NAME);
  self->view.day = outlay_statement_get_text (statement, LINE_DAY);
  self->view.minor = outlay_statement_get_int (statement, LINE_MINOR);
}

/* Whether a line has a member, as it was written. In a text every quote has a backslash before it, so
 * that no text looks like a member. */
static gboolean
line_has (const Row *self, const char *name, const char *value)
{
  char member[64];

  g_snprintf (member, sizeof member, value != NULL ? "\"%s\":\"%s\"" : "\"%s\":null", name, value);
  return strstr (outlay_statement_get_text (self->statement, LINE_JSON), member) != NULL;
}

static gboolean
has_currency (const Row *self, const char *currency)
{
  return self->is_line ? line_has (self, "currency", currency)
                       : g_str_equal (self->view.currency, currency);
}

static gboolean
has_category (const Row *self)
{
  return self->is_line ? !line_has (self, "category", NULL) : self->view.category != NULL;
}

static gboolean
has_state (const Row *self, const char *const *states)
{
  for (; *states != NULL; states++)
    if (self->is_line ? line_has (self, "state", *states) : g_str_equal (self->view.state, *states))
      return TRUE;

  return FALSE;
}

/* Whether it is looked for among rows that the query finds as well. */
static gboolean
is_searched (const OutlayExpenseFilter *filter)
{
  return filter->wanted != NULL || filter->currency != NULL || filter->is_without_category ||
         filter->states != NULL;
}

static gboolean
row_matches (const Row *self, const OutlayExpenseFilter *filter)
{
  int column = self->is_line ? LINE_SEARCH_TEXT : COLUMN_SEARCH_TEXT;

  return (filter->currency == NULL || has_currency (self, filter->currency)) &&
         (!filter->is_without_category || !has_category (self)) &&
         (filter->states == NULL || has_state (self, filter->states)) &&
         (filter->wanted == NULL ||
          outlay_search_text_matches (outlay_statement_get_text (self->statement, column),
                                      filter->wanted));
}

static void
write_row (const Row *self, OutlayJsonWriter *json)
{
  const char *line;
  gsize length;

  if (!self->is_line)
    {
      outlay_expense_view_write_json (&self->view, json);
      return;
    }

  line = outlay_statement_get_text_with_length (self->statement, LINE_JSON, &length);
  outlay_expense_line_write_json (self->view.id, self->view.owner, self->view.owner_name, line,
                                  length, json);
}

/* The place of the row that was read last. */
static void
set_cursor (OutlayCursor *cursor, OutlaySort sort, const OutlayExpenseView *view)
{
  cursor->sort = (char) ('a' + sort);
  if (is_by_day (sort))
    g_strlcpy (cursor->key, view->day, sizeof cursor->key);
  else
    g_snprintf (cursor->key, sizeof cursor->key, "%" G_GINT64_FORMAT, view->minor);
  g_strlcpy (cursor->id, view->id, sizeof cursor->id);
}

/* Writes up to a page out of @n_rows rows at most. */
static gboolean
write_rows (Row *row,
            const OutlayExpenseFilter *filter,
            guint n_rows,
            OutlayJsonWriter *json,
            char **next,
            GError **error)
{
  OutlayCursor last = { 0 };
  guint n_written = 0;

  for (guint n = 1;; n++)
    {
      gboolean has_row, matches;

      if (!outlay_statement_step (row->statement, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      read_row (row);
      matches = row_matches (row, filter);
      if (matches && n_written == filter->limit)
        break;
      if (matches)
        {
          write_row (row, json);
          n_written++;
        }
      if (n == n_rows || (matches && n_written == filter->limit))
        set_cursor (&last, filter->sort, &row->view);
      if (n == n_rows)
        break;
    }

  outlay_statement_reset (row->statement);
  *next = outlay_cursor_to_text (&last);

  return TRUE;
}

gboolean
outlay_expense_list_write_json (OutlayConnection *db,
                                const OutlayExpenseFilter *filter,
                                OutlayJsonWriter *json,
                                char **next,
                                GError **error)
{
  const Query *chosen = &queries[choose_walk (filter)][filter->sort];
  guint n_rows = is_searched (filter) ? MAX_SEARCHED : filter->limit + 1;
  Row row = { .is_line = chosen->has_lines };
  Bounds bounds;

  *next = NULL;
  outlay_json_writer_begin_array (json);

  /* What is others' is hidden from who is no reviewer, and so are others' drafts from
   * who is one. */
  if ((filter->is_reviewer || filter->owner == NULL || g_str_equal (filter->owner, filter->asker)))
    {
      if ((row.statement = outlay_connection_query (db, chosen->name, error)) == NULL)
        return FALSE;

      set_bounds (&bounds, filter);
      bind (row.statement, chosen->parameters, filter, &bounds, n_rows);
      if (!write_rows (&row, filter, n_rows, json, next, error))
        return FALSE;
    }

  outlay_json_writer_end_array (json);
  return TRUE;
}
