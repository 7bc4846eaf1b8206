/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/expenses/outlay-expense-list.h"

#include <string.h>

#include "core/report/outlay-report.h"
#include "server/expenses/outlay-expense-view.h"
#include "server/expenses/outlay-expense-walk.h"
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

/* What is looked for in rows, beside what the walk keeps to. */
typedef struct
{
  const OutlayExpenseFilter *filter;
  const char *merchant;    /* NULL where there is no other in the walk */
  OutlayJsonWriter member; /* the merchant as a line begins with it */
  GHashTable *owners;      /* ids of a department's people; NULL for everybody */
} Search;

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

/* An amount of its own comes before the day; one that was converted has its own place. */
static gboolean
has_currency (const Row *self, const char *currency)
{
  char member[64];

  if (!self->is_line)
    return g_str_equal (self->view.currency, currency);

  g_snprintf (member, sizeof member, "\"currency\":\"%s\"},\"day\":", currency);
  return strstr (outlay_statement_get_text (self->statement, LINE_JSON), member) != NULL;
}

/* Whether it is in a currency or was converted into it. A line names no others. */
static gboolean
is_in_currency (const Row *self, const char *key)
{
  gboolean is_converted = outlay_currency_key_is_converted (key);
  const char *currency = is_converted ? key + 1 : key;
  char member[64];

  if (!is_converted && has_currency (self, currency))
    return TRUE;
  if (!self->is_line)
    return g_strcmp0 (self->view.home_currency, currency) == 0;

  g_snprintf (member, sizeof member, "\"currency\":\"%s\"},\"rate\":", currency);
  return strstr (outlay_statement_get_text (self->statement, LINE_JSON), member) != NULL;
}

static gboolean
has_merchant (const Row *self, const Search *search)
{
  const char *line;
  gsize length;

  if (!self->is_line)
    return g_str_equal (self->view.merchant, search->merchant);

  line = outlay_statement_get_text_with_length (self->statement, LINE_JSON, &length);
  return length > search->member.length &&
         memcmp (line, search->member.text, search->member.length) == 0;
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

static gboolean
read_owners (Search *self, OutlayConnection *db, GError **error)
{
  const OutlayExpenseFilter *filter = self->filter;
  OutlayStatement *query;
  gboolean has_row;

  query = *filter->department != '\0'
              ? outlay_connection_bind (db, error, "person/of-department", "ss", filter->company,
                                        filter->department)
              : outlay_connection_bind (db, error, "person/without-department", "s",
                                        filter->company);
  if (query == NULL)
    return FALSE;

  self->owners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (;;)
    {
      if (!outlay_statement_step (query, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      g_hash_table_add (self->owners, g_strdup (outlay_statement_get_text (query, 0)));
    }
}

static gboolean
search_init (Search *self, OutlayConnection *db, const OutlayExpenseFilter *filter, GError **error)
{
  *self = (Search) { .filter = filter };
  if (filter->merchant != NULL && !outlay_expense_walk_is_by_merchant (filter))
    {
      self->merchant = filter->merchant;
      outlay_json_writer_init (&self->member, 128);
      outlay_expense_line_begin_json (filter->merchant, &self->member);
    }

  return filter->department == NULL || read_owners (self, db, error);
}

static void
search_clear (Search *self)
{
  outlay_json_writer_clear (&self->member);
  g_clear_pointer (&self->owners, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

/* Whether the walk has rows as well that nobody has asked for. */
static gboolean
is_searched (const Search *self)
{
  const OutlayExpenseFilter *filter = self->filter;

  return filter->wanted != NULL || filter->currency != NULL || filter->is_without_category ||
         filter->states != NULL || self->merchant != NULL || filter->in_currency != NULL ||
         self->owners != NULL;
}

static gboolean
row_matches (const Row *self, const Search *search)
{
  const OutlayExpenseFilter *filter = search->filter;
  int column = self->is_line ? LINE_SEARCH_TEXT : COLUMN_SEARCH_TEXT;

  return (search->owners == NULL || g_hash_table_contains (search->owners, self->view.owner)) &&
         (search->merchant == NULL || has_merchant (self, search)) &&
         (filter->currency == NULL || has_currency (self, filter->currency)) &&
         (filter->in_currency == NULL || is_in_currency (self, filter->in_currency)) &&
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
  if (sort == OUTLAY_SORT_DAY_DOWN || sort == OUTLAY_SORT_DAY_UP)
    g_strlcpy (cursor->key, view->day, sizeof cursor->key);
  else
    g_snprintf (cursor->key, sizeof cursor->key, "%" G_GINT64_FORMAT, view->minor);
  g_strlcpy (cursor->id, view->id, sizeof cursor->id);
}

/* Writes up to a page out of @n_rows rows at most. */
static gboolean
write_rows (Row *row,
            const Search *search,
            guint n_rows,
            OutlayJsonWriter *json,
            char **next,
            GError **error)
{
  const OutlayExpenseFilter *filter = search->filter;
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
      matches = row_matches (row, search);
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
  g_auto (Search) search = { .merchant = NULL };
  OutlayExpenseWalk walk;
  guint n_rows;

  if (!search_init (&search, db, filter, error))
    return FALSE;

  n_rows = is_searched (&search) ? MAX_SEARCHED : filter->limit + 1;
  *next = NULL;
  outlay_json_writer_begin_array (json);

  /* What is others' is hidden from who is no reviewer, and so are others' drafts from
   * who is one. */
  if (filter->is_reviewer || filter->owner == NULL || g_str_equal (filter->owner, filter->asker))
    {
      Row row;

      if (!outlay_expense_walk_begin (&walk, db, filter, n_rows, error))
        return FALSE;

      row = (Row) { .is_line = walk.has_lines, .statement = walk.statement };
      if (!write_rows (&row, &search, n_rows, json, next, error))
        return FALSE;
    }

  outlay_json_writer_end_array (json);
  return TRUE;
}
