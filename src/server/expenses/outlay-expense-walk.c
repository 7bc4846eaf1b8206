/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/expenses/outlay-expense-walk.h"

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
  WALK_MERCHANT,
} Walk;
#define N_WALKS 5
#define N_SORTS 4

/* A query of sql/expense-list.sql, and its parameters in order: company, owner, asker, state,
 * category (g), merchant, sort key and id to go on after (k, i), last sort key (f), least and greatest of the
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
#define MERCHANT_PARAMETERS "camkiflhsgn"

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
  [WALK_MERCHANT] = {
    { "expense-list/merchant-day-down", MERCHANT_PARAMETERS },
    { "expense-list/merchant-day-up", MERCHANT_PARAMETERS },
    { "expense-list/merchant-amount-down", MERCHANT_PARAMETERS },
    { "expense-list/merchant-amount-up", MERCHANT_PARAMETERS },
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
  if (filter->merchant != NULL)
    return WALK_MERCHANT;
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
      case 'm':
        outlay_statement_bind_static_text (query, at, filter->merchant);
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

gboolean
outlay_expense_walk_is_by_merchant (const OutlayExpenseFilter *filter)
{
  return choose_walk (filter) == WALK_MERCHANT;
}

gboolean
outlay_expense_walk_begin (OutlayExpenseWalk *self,
                           OutlayConnection *db,
                           const OutlayExpenseFilter *filter,
                           guint n_rows,
                           GError **error)
{
  const Query *chosen = &queries[choose_walk (filter)][filter->sort];
  Bounds bounds;

  *self = (OutlayExpenseWalk) { .has_lines = chosen->has_lines };
  self->statement = outlay_connection_query (db, chosen->name, error);
  if (self->statement == NULL)
    return FALSE;

  set_bounds (&bounds, filter);
  bind (self->statement, chosen->parameters, filter, &bounds, n_rows);

  return TRUE;
}
