/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/ledger/outlay-expense-list.h"
#include "client/ledger/outlay-search-text.h"
#include "db/outlay-statement.h"

G_BEGIN_DECLS

/* A filter that owns its text, ready for the database. Immutable but for being abandoned, any thread. */
typedef struct
{
  OutlayScope scope;
  GPtrArray *words; /* of OutlaySearchWord; (nullable): %NULL where nothing is searched for */
  guint states;     /* never 0 */
  char *category;   /* (nullable) */
  gint64 first_day; /* as 20261120; %G_MININT64 for any day, or none */
  gint64 last_day;  /* %G_MAXINT64 for any */
  char *currency;   /* (nullable) */
  gint64 min;
  gint64 max;
  char *in_currency;     /* (nullable) */
  char *not_in_currency; /* (nullable) */
  char *merchant;        /* (nullable) */
  char *owner;           /* (nullable) */
  GStrv ids;             /* (nullable) */

  /*< private >*/
  int is_abandoned; /* atomic */
} OutlayListQuery;

/* Every state there is. */
#define OUTLAY_STATES_ALL ((1u << OUTLAY_N_STATES) - 1)

OutlayListQuery *outlay_list_query_new (const OutlayExpenseFilter *filter);
OutlayListQuery *outlay_list_query_ref (OutlayListQuery *self);
void outlay_list_query_unref (OutlayListQuery *self);
gboolean outlay_list_query_equal (const OutlayListQuery *a, const OutlayListQuery *b);

/* Nobody waits for its rows any more: a read that is under way ends soon, with %G_IO_ERROR_CANCELLED. */
void outlay_list_query_abandon (OutlayListQuery *self);
gboolean outlay_list_query_is_abandoned (const OutlayListQuery *self);

/* Whether it asks for some days alone. */
gboolean outlay_list_query_has_days (const OutlayListQuery *self);
/* Whether it asks for more than states, a category, days and words. */
gboolean outlay_list_query_has_facts (const OutlayListQuery *self);
/* Whether its first rows are found by an index that has them in order: quick enough for the main
 * thread. */
gboolean outlay_list_query_is_quick (const OutlayListQuery *self);

/* Binds $1 to $10 of the queries that look at facts: states, days, category, currency, amounts,
 * currencies and merchant. The days are @first and @last, as 20261120. */
void outlay_list_query_bind (const OutlayListQuery *self,
                             OutlayStatement *statement,
                             gint64 first,
                             gint64 last);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayListQuery, outlay_list_query_unref)

G_END_DECLS
