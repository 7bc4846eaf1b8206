/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "core/expense/outlay-workflow.h"
#include "core/money/outlay-money.h"
#include "core/report/outlay-days.h"

G_BEGIN_DECLS

/**
 * OutlayInsightKind:
 *
 * What was found. The names of the numbers that each has are in #OutlayInsightNumbers.
 */
typedef enum
{
  OUTLAY_INSIGHT_TWINS,      /* two that may be one expense */
  OUTLAY_INSIGHT_UNUSUAL,    /* an amount far from what is usual at the merchant or in the category */
  OUTLAY_INSIGHT_MISSING,    /* a recurring cost that did not come */
  OUTLAY_INSIGHT_WAITING,    /* submitted, and undecided for longer than usual */
  OUTLAY_INSIGHT_UNPROVEN,   /* old drafts that lack a proof only */
  OUTLAY_INSIGHT_UNFINISHED, /* old drafts that lack something else */
  OUTLAY_INSIGHT_READY,      /* old drafts that lack nothing, and were not submitted */
  OUTLAY_INSIGHT_GROWING,    /* a category that grows from month to month */
  OUTLAY_INSIGHT_FORECAST,   /* what the month will come to */
  OUTLAY_INSIGHT_RECURRING,  /* a cost that comes again and again */
} OutlayInsightKind;
#define OUTLAY_N_INSIGHT_KINDS 10

#define OUTLAY_TYPE_INSIGHT_KIND (outlay_insight_kind_get_type ())
GType outlay_insight_kind_get_type (void);

/* "twins", "unusual" …: what keys begin with. */
const char *outlay_insight_kind_to_string (OutlayInsightKind kind);

/* What the person may do about it; the app offers it beside opening the rows. */
typedef enum
{
  OUTLAY_INSIGHT_ACTION_LOOK,        /* nothing but opening the rows */
  OUTLAY_INSIGHT_ACTION_COMPARE,     /* twins of which none is a draft: look at both */
  OUTLAY_INSIGHT_ACTION_DISCARD,     /* twins: discard the draft that is the target */
  OUTLAY_INSIGHT_ACTION_ADD_EXPENSE, /* write down the cost that did not come: merchant, category, usual */
  OUTLAY_INSIGHT_ACTION_ASK,         /* ask the reviewers */
  OUTLAY_INSIGHT_ACTION_ADD_PROOF,   /* of the target, the oldest */
  OUTLAY_INSIGHT_ACTION_COMPLETE,    /* the target, the oldest */
  OUTLAY_INSIGHT_ACTION_SUBMIT,      /* all that are behind it */
  OUTLAY_INSIGHT_ACTION_SET_BUDGET,  /* for the category */
} OutlayInsightAction;
#define OUTLAY_N_INSIGHT_ACTIONS 9

#define OUTLAY_TYPE_INSIGHT_ACTION (outlay_insight_action_get_type ())
GType outlay_insight_action_get_type (void);

/* How often something comes. */
typedef enum
{
  OUTLAY_INTERVAL_NONE,
  OUTLAY_INTERVAL_WEEK,
  OUTLAY_INTERVAL_MONTH,
  OUTLAY_INTERVAL_YEAR,
} OutlayInterval;

/**
 * OutlayInsightNumbers:
 *
 * The facts of an insight and the parameters of its method, so that it can be said and it can be
 * said how it was computed. Amounts are minor units of the insight's currency, days are ISO 8601 or
 * empty; what a kind does not name is zero.
 *
 * TWINS: @amount of either; @days between the two; @is_same_file whether they carry the same file.
 *
 * UNUSUAL: @amount; @usual the median of what it was compared with: it and @n other amounts of the
 * merchant, or where @is_of_category its merchant and @n others of the category, each by its own
 * median; @low and @high between which an amount is usual; @per_mille of the usual it is; @day it is of.
 *
 * MISSING: @usual the median amount; @interval; @day it was due; @days it is overdue; @grace days it
 * was given; @n times it came before; @from the first and @until the last of them.
 *
 * WAITING: @n expenses; @amount of all where they are of one currency (else the currency is empty);
 * @days the oldest waits; @usual_days, the median of the person's own @n_before decisions, and
 * @grace, the days after which it is told.
 *
 * UNPROVEN, UNFINISHED, READY: @n drafts; @amount as above; @days the oldest is old; @grace as above.
 *
 * GROWING: @usual a month at first and @amount a month at last, on the trend's line; @change a month,
 * the median slope; @per_mille it grew by over the whole time, 0 where there was nothing; @n months
 * from @from until (excluded) @until; @cause_change by how much more was spent at the cause in the later
 * half of the months than in the earlier.
 *
 * FORECAST: @so_far; @amount expected; @low and @high the range; @limit of the budget, 0 where there
 * is none; @n months looked back at; @from the first day of the month until (excluded) @until.
 *
 * RECURRING: @usual the median amount; @low and @high the least and the most; @interval; @n times it
 * came from @from until @until (both included); @day it is due next.
 */
typedef struct
{
  gint64         amount;
  gint64         usual;
  gint64         low;
  gint64         high;
  gint64         so_far;
  gint64         limit;
  gint64         change;
  gint64         cause_change;
  gint64         per_mille;
  guint          n;
  guint          n_before;
  guint          days;
  guint          usual_days;
  guint          grace;
  OutlayInterval interval;
  gboolean       is_of_category;
  gboolean       is_same_file;
  char           day[OUTLAY_DAY_SIZE];
  char           from[OUTLAY_DAY_SIZE];
  char           until[OUTLAY_DAY_SIZE];
} OutlayInsightNumbers;

/**
 * OutlayInsightInit:
 * @key: names the insight, the same whenever it is found again
 * @dismissals: (nullable): what dismissing it for good must remember; %NULL for @key alone
 * @ids: (nullable): of the expenses behind it, oldest first; %NULL where the rows are all those of
 *   the currency, and of the merchant and category where they are set, in the days from @from until
 *   @until of the numbers, rejected ones left out
 * @target: (nullable): the expense that the action is about
 * @cause: (nullable): GROWING: the merchant that grew most within it
 * @weight: how much it matters among those of its kind
 *
 * All fields, for outlay_insight_new(). Nothing is owned.
 */
typedef struct
{
  OutlayInsightKind   kind;
  OutlayInsightAction action;
  const char         *key;
  const char *const  *dismissals;
  const char         *currency;
  const char         *category;
  const char         *merchant;
  const char *const  *ids;
  const char         *target;
  const char         *cause;
  double              weight;
  OutlayInsightNumbers numbers;
} OutlayInsightInit;

#define OUTLAY_TYPE_INSIGHT (outlay_insight_get_type ())
G_DECLARE_FINAL_TYPE (OutlayInsight, outlay_insight, OUTLAY, INSIGHT, GObject)

/**
 * OutlayInsight:
 *
 * Something that the person's own numbers show: what was found, by which numbers, which rows are
 * behind it, and what may be done. Immutable. It has no sentences: the app words it, and how it was
 * computed, from the kind and the numbers.
 */
OutlayInsight *outlay_insight_new (const OutlayInsightInit *init);

OutlayInsightKind           outlay_insight_get_kind       (OutlayInsight *self);
OutlayInsightAction         outlay_insight_get_action     (OutlayInsight *self);
/* Names it whenever it is found again: "unusual:<id>". */
const char                 *outlay_insight_get_key        (OutlayInsight *self);
/* (array zero-terminated=1): what dismissing it for good must remember, at least one */
const char *const          *outlay_insight_get_dismissals (OutlayInsight *self);
/* Of the amounts; "" where they are of several, and then there is no sum. */
const char                 *outlay_insight_get_currency   (OutlayInsight *self);
/* (nullable): an id, or "" for what has none; %NULL where it is not about a category */
const char                 *outlay_insight_get_category   (OutlayInsight *self);
/* (nullable): as it was written last; %NULL where it is not about one */
const char                 *outlay_insight_get_merchant   (OutlayInsight *self);
/* (nullable) (array zero-terminated=1): the rows behind it; see #OutlayInsightInit */
const char *const          *outlay_insight_get_ids        (OutlayInsight *self);
/* (nullable): the expense that the action is about */
const char                 *outlay_insight_get_target     (OutlayInsight *self);
/* (nullable): the merchant that it comes from most */
const char                 *outlay_insight_get_cause      (OutlayInsight *self);
const OutlayInsightNumbers *outlay_insight_get_numbers    (OutlayInsight *self);
/* How much it matters among those of its kind, largest first. */
double                      outlay_insight_get_weight     (OutlayInsight *self);

/* (transfer full): what is remembered when a person says that two expenses are two: the same
 * whichever comes first */
char *outlay_insight_dup_twins_key (const char *id,
                                    const char *other_id);

G_END_DECLS
