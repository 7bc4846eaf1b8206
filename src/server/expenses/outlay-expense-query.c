/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/expenses/outlay-expense-query.h"

#include "core/expense/outlay-expense-check.h"
#include "core/money/outlay-currency.h"
#include "core/outlay-time.h"
#include "core/outlay-uuid.h"
#include "core/report/outlay-report.h"
#include "server/expenses/outlay-search-text.h"

#define USUAL_LIMIT 50
#define MAX_LIMIT 200
#define MAX_WANTED_CHARS 200

/* Index: OutlaySort. */
static const char *const sorts[] = { "-day", "day", "-amount", "amount" };

/* Collects the parameters that make no sense. */
typedef struct
{
  const OutlayRequest *request;
  OutlayFieldProblem problems[OUTLAY_MAX_QUERY_PARAMETERS];
  guint n;
} Reader;

static void
add_problem (Reader *self, const char *name, const char *message)
{
  self->problems[self->n++] = (OutlayFieldProblem) { name, message };
}

static gboolean
read_int (const char *text, gint64 least, gint64 greatest, gint64 *value)
{
  return g_ascii_string_to_signed (text, 10, least, greatest, value, NULL);
}

gboolean
outlay_request_read_limit (const OutlayRequest *request, guint *limit)
{
  const char *text = outlay_request_get_query (request, "limit");
  gint64 value = USUAL_LIMIT;

  if (text != NULL && !read_int (text, 1, MAX_LIMIT, &value))
    return FALSE;

  *limit = (guint) value;
  return TRUE;
}

static const char *
read_day (Reader *self, const char *name)
{
  const char *text = outlay_request_get_query (self->request, name);

  if (text != NULL && !outlay_day_is_valid (text))
    add_problem (self, name, "must be a day as YYYY-MM-DD");

  return text;
}

static const char *
read_id (Reader *self, const char *name)
{
  const char *text = outlay_request_get_query (self->request, name);

  if (text != NULL && !outlay_uuid_is_valid (text))
    add_problem (self, name, "must be an id");

  return text;
}

static gint64
read_amount (Reader *self, const char *name, gint64 otherwise)
{
  const char *text = outlay_request_get_query (self->request, name);
  gint64 value = otherwise;

  if (text != NULL && !read_int (text, G_MININT64, G_MAXINT64, &value))
    add_problem (self, name, "must be a whole number of minor units");

  return value;
}

/* "none" is what has no category. */
static gboolean
is_without_category (const OutlayRequest *request)
{
  return g_strcmp0 (outlay_request_get_query (request, "category"), "none") == 0;
}

/* Whatever text somebody can have given a merchant. */
static const char *
read_merchant (Reader *self)
{
  const char *text = outlay_request_get_query (self->request, "merchant");

  if (text != NULL &&
      (!g_utf8_validate (text, -1, NULL) || g_utf8_strlen (text, -1) > OUTLAY_MERCHANT_MAX))
    add_problem (self, "merchant", "must be text of 200 characters at most");

  return text;
}

static const char *
read_currency (Reader *self)
{
  const char *text = outlay_request_get_query (self->request, "currency");

  if (text != NULL && outlay_currency_find (text) == NULL)
    add_problem (self, "currency", "must be an ISO 4217 code");

  return text;
}

/* "EUR", or "=EUR" for what was converted alone. */
static const char *
read_in (Reader *self)
{
  const char *text = outlay_request_get_query (self->request, "in");

  if (text != NULL &&
      outlay_currency_find (outlay_currency_key_is_converted (text) ? text + 1 : text) == NULL)
    add_problem (self, "in", "must be an ISO 4217 code, which may have \"=\" before it");

  return text;
}

/* What is in no department is the empty one's. */
static const char *
read_department (Reader *self)
{
  const char *text = outlay_request_get_query (self->request, "department");

  if (text != NULL && !g_utf8_validate (text, -1, NULL))
    add_problem (self, "department", "must be text");

  return text;
}

/* One state, or several with commas between them. */
static void
read_state (Reader *self, OutlayExpenseQuery *query)
{
  const char *text = outlay_request_get_query (self->request, "state");
  gboolean is_good = TRUE;
  OutlayState state;

  if (text == NULL)
    return;

  query->states = g_strsplit (text, ",", OUTLAY_N_STATES + 1);
  for (guint i = 0; query->states[i] != NULL; i++)
    is_good &= outlay_state_from_string (query->states[i], &state);

  if (query->states[0] == NULL || !is_good)
    add_problem (self, "state", "must be a state, or states with commas between them");
  else if (query->states[1] == NULL)
    query->filter.state = query->states[0];
  else
    query->filter.states = (const char *const *) query->states;
}

static OutlaySort
read_sort (Reader *self)
{
  const char *text = outlay_request_get_query (self->request, "sort");

  if (text == NULL)
    return OUTLAY_SORT_DAY_DOWN;

  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    if (g_str_equal (text, sorts[i]))
      return (OutlaySort) i;

  add_problem (self, "sort", "must be day, -day, amount or -amount");
  return OUTLAY_SORT_DAY_DOWN;
}

static char *
read_wanted (Reader *self)
{
  const char *text = outlay_request_get_query (self->request, "q");
  g_autofree char *wanted = NULL;

  if (text == NULL)
    return NULL;
  if (!g_utf8_validate (text, -1, NULL) || g_utf8_strlen (text, -1) > MAX_WANTED_CHARS)
    {
      add_problem (self, "q", "must be text of 200 characters at most");
      return NULL;
    }

  wanted = outlay_search_text_new (text, NULL);
  return *wanted != '\0' ? g_steal_pointer (&wanted) : NULL;
}

/* A cursor belongs to one order, and has a key of that order. */
static const OutlayCursor *
read_cursor (Reader *self, OutlaySort sort, OutlayCursor *cursor)
{
  const char *text = outlay_request_get_query (self->request, "cursor");
  gboolean by_day = sort == OUTLAY_SORT_DAY_DOWN || sort == OUTLAY_SORT_DAY_UP;
  gint64 amount;

  if (text == NULL)
    return NULL;

  if (!outlay_cursor_from_text (cursor, text) || cursor->sort != 'a' + (char) sort ||
      !(by_day ? *cursor->key == '\0' || outlay_day_is_valid (cursor->key)
               : read_int (cursor->key, G_MININT64, G_MAXINT64, &amount)))
    {
      add_problem (self, "cursor", "must be the \"next\" of a page in the same order");
      return NULL;
    }

  return cursor;
}

OutlayReply *
outlay_expense_query_read (OutlayExpenseQuery *self, const OutlayRequest *request)
{
  Reader reader = { .request = request };
  OutlayExpenseFilter *filter = &self->filter;
  const char *owner = outlay_request_get_query (request, "owner");

  self->wanted = read_wanted (&reader);
  *filter = (OutlayExpenseFilter) {
    .company = request->identity->company,
    .asker = request->identity->user,
    .is_reviewer = request->identity->role >= OUTLAY_ROLE_REVIEWER,
    .owner = g_strcmp0 (owner, "me") == 0 ? request->identity->user : read_id (&reader, "owner"),
    .category = is_without_category (request) ? NULL : read_id (&reader, "category"),
    .is_without_category = is_without_category (request),
    .merchant = read_merchant (&reader),
    .currency = read_currency (&reader),
    .in_currency = read_in (&reader),
    .department = read_department (&reader),
    .from = read_day (&reader, "from"),
    .to = read_day (&reader, "to"),
    .min = read_amount (&reader, "min", G_MININT64),
    .max = read_amount (&reader, "max", G_MAXINT64),
    .wanted = self->wanted,
    .sort = read_sort (&reader),
  };
  read_state (&reader, self);
  filter->cursor = read_cursor (&reader, filter->sort, &self->cursor);
  if (!outlay_request_read_limit (request, &filter->limit))
    add_problem (&reader, "limit", "must be a whole number from 1 to 200");

  return reader.n > 0 ? outlay_reply_new_problem_fields (400, reader.problems, reader.n) : NULL;
}

void
outlay_expense_query_clear (OutlayExpenseQuery *self)
{
  g_clear_pointer (&self->wanted, g_free);
  g_clear_pointer (&self->states, g_strfreev);
}
