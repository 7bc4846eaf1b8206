/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/budgets/outlay-budget-store.h"

#include <string.h>

#include "client/account/outlay-policy-setting.h"
#include "client/budgets/outlay-budget-standing-note.h"
#include "client/budgets/outlay-budget-store-private.h"
#include "core/outlay-time.h"

struct _OutlayBudgetStore
{
  GObject parent_instance;

  OutlayDatabase *database;
  OutlayAccount *account;
  OutlayApi *api; /* (nullable) */

  gboolean is_checking;
  gboolean must_check_again;
};

G_DEFINE_FINAL_TYPE (OutlayBudgetStore, outlay_budget_store, G_TYPE_OBJECT)

enum
{
  CHANGED,
  THRESHOLDS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

gint64
outlay_budget_month_from_text (const char *month)
{
  gint64 year, number;

  if (month == NULL || strlen (month) < 7 || month[4] != '-')
    return 0;

  year = g_ascii_strtoll (month, NULL, 10);
  number = g_ascii_strtoll (month + 5, NULL, 10);

  return number >= 1 && number <= 12 ? year * 100 + number : 0;
}

OutlayBudgetBook
outlay_budget_store_get_book (OutlayBudgetStore *self)
{
  OutlayConnection *reader = outlay_database_get_reader (self->database);
  gboolean is_on_device = outlay_account_is_on_device (self->account);
  OutlayBudgetBook book = { .rule = is_on_device ? OUTLAY_BUDGET_DEVICE : OUTLAY_BUDGET_COMPANY };
  g_autofree char *home = NULL;

  if (is_on_device)
    home = g_strdup (outlay_account_get_currency (self->account));
  else if (reader != NULL)
    home = outlay_setting_read (reader, OUTLAY_SETTING_HOME, NULL);
  if (home != NULL)
    g_strlcpy (book.home, home, sizeof book.home);

  return book;
}

/* --- thresholds ------------------------------------------------------------------------------- */

static void check (OutlayBudgetStore *self);

static DexFuture *
checked_cb (DexFuture *completed, gpointer user_data)
{
  OutlayBudgetStore *self = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (completed, &error);
  GArray *warnings = value != NULL ? g_value_get_boxed (value) : NULL;

  self->is_checking = FALSE;
  if (error != NULL)
    g_debug ("Checking budgets: %s", error->message);
  if (warnings != NULL && warnings->len > 0)
    g_signal_emit (self, signals[THRESHOLDS], 0, warnings);

  if (self->must_check_again)
    check (self);

  return dex_future_new_for_boolean (TRUE);
}

/* One at a time: what changes meanwhile is one more check, however much it is. */
static void
check (OutlayBudgetStore *self)
{
  OutlayBudgetBook book;

  self->must_check_again = self->is_checking;
  if (self->is_checking || outlay_database_get_reader (self->database) == NULL)
    return;

  self->is_checking = TRUE;
  book = outlay_budget_store_get_book (self);
  dex_future_disown (dex_future_finally (outlay_budget_warning_check (self->database, &book),
                                         checked_cb, g_object_ref (self), g_object_unref));
}

static void
changed_cb (OutlayDatabase *database, guint topics, gpointer data)
{
  if ((topics & (OUTLAY_TOPIC_EXPENSES | OUTLAY_TOPIC_CATEGORIES | OUTLAY_TOPIC_BUDGETS |
                 OUTLAY_TOPIC_SETTINGS)) == 0)
    return;

  g_signal_emit (data, signals[CHANGED], 0);
  check (data);
}

/* --- the object ------------------------------------------------------------------------------- */

static void
outlay_budget_store_finalize (GObject *object)
{
  OutlayBudgetStore *self = OUTLAY_BUDGET_STORE (object);

  g_clear_object (&self->api);
  g_clear_object (&self->account);
  g_clear_object (&self->database);

  G_OBJECT_CLASS (outlay_budget_store_parent_class)->finalize (object);
}

static void
outlay_budget_store_class_init (OutlayBudgetStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = outlay_budget_store_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[THRESHOLDS] = g_signal_new ("thresholds", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ARRAY);
}

static void
outlay_budget_store_init (OutlayBudgetStore *self)
{
}

OutlayBudgetStore *
outlay_budget_store_new (OutlayDatabase *database, OutlayAccount *account)
{
  OutlayBudgetStore *self = g_object_new (OUTLAY_TYPE_BUDGET_STORE, NULL);

  self->database = g_object_ref (database);
  self->account = g_object_ref (account);
  g_signal_connect_object (database, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_DEFAULT);

  return self;
}

void
outlay_budget_store_set_api (OutlayBudgetStore *self, OutlayApi *api)
{
  g_set_object (&self->api, api);
}

OutlayApi *
outlay_budget_store_get_api (OutlayBudgetStore *self)
{
  return self->api;
}

OutlayDatabase *
outlay_budget_store_get_database (OutlayBudgetStore *self)
{
  return self->database;
}

OutlayAccount *
outlay_budget_store_get_account (OutlayBudgetStore *self)
{
  return self->account;
}

/* --- reading ---------------------------------------------------------------------------------- */

static GArray *
list (OutlayBudgetStore *self, OutlayBudgetScope scope, gint64 month, const char *today)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, TRUE, sizeof (OutlayBudgetLine));
  OutlayConnection *reader = outlay_database_get_reader (self->database);
  OutlayBudgetBook book = outlay_budget_store_get_book (self);
  g_autoptr (GError) error = NULL;

  if (reader != NULL &&
      !outlay_budget_table_list (reader, &book, scope, month, today, lines, &error))
    g_warning ("reading the budgets: %s", error->message);

  return g_steal_pointer (&lines);
}

GArray *
outlay_budget_store_list (OutlayBudgetStore *self, OutlayBudgetScope scope, const char *month)
{
  g_autofree char *today = outlay_day_today ();

  g_return_val_if_fail (OUTLAY_IS_BUDGET_STORE (self) && month != NULL, NULL);

  return list (self, scope, outlay_budget_month_from_text (month), today);
}

GArray *
outlay_budget_store_list_plain (OutlayBudgetStore *self, OutlayBudgetScope scope, gint64 month)
{
  return list (self, scope, month, NULL);
}

char *
outlay_budget_store_dup_asked_at (OutlayBudgetStore *self, const char *month)
{
  OutlayConnection *reader;
  g_autofree char *note = NULL;

  g_return_val_if_fail (OUTLAY_IS_BUDGET_STORE (self) && month != NULL, NULL);

  reader = outlay_database_get_reader (self->database);
  if (reader != NULL)
    note = outlay_setting_read (reader, OUTLAY_SETTING_BUDGETS_STANDING, NULL);

  return outlay_budget_standing_note_dup_at (note, outlay_budget_month_from_text (month));
}

/* --- writing one's own ------------------------------------------------------------------------ */

typedef struct
{
  OutlayBudget budget;
  OutlayBudgetBook book;
  gint64 month;
} Set;

/* What is over the moment it is set was meant so: nobody is told of what they have just seen. */
static gboolean
keep_quiet (OutlayConnection *connection, const Set *job, GError **error)
{
  OutlayBudgetStanding standing;

  if (!outlay_budget_table_measure (connection, &job->book, &job->budget, job->month, &standing,
                                    error))
    return FALSE;
  if (standing.level == OUTLAY_BUDGET_LEVEL_NONE)
    return TRUE;

  return outlay_connection_run (connection, error, "budget/warn", "issii",
                                (gint64) OUTLAY_BUDGET_SCOPE_MINE, job->budget.category,
                                job->budget.limit.currency, job->month,
                                (gint64) outlay_budget_level_get_percent (standing.level));
}

static gboolean
set (OutlayConnection *connection,
     gpointer data,
     GValue *result,
     OutlayTopics *changed,
     GError **error)
{
  const Set *job = data;
  gboolean is_dirty = job->book.rule != OUTLAY_BUDGET_DEVICE;

  *changed = OUTLAY_TOPIC_BUDGETS;
  if (job->budget.limit.minor == 0 && !is_dirty)
    return outlay_connection_run (connection, error, "budget/remove", "ss", job->budget.category,
                                  job->budget.limit.currency);

  return outlay_connection_run (connection, error, "budget/set", "ssii", job->budget.category,
                                job->budget.limit.currency, job->budget.limit.minor,
                                (gint64) is_dirty) &&
         (job->budget.limit.minor == 0 || keep_quiet (connection, job, error));
}

static DexFuture *
begin_set (OutlayBudgetStore *self, const OutlayBudget *budget)
{
  g_autofree char *today = outlay_day_today ();
  Set *job = g_new0 (Set, 1);

  job->budget = *budget;
  job->book = outlay_budget_store_get_book (self);
  job->month = outlay_budget_month_from_text (today);

  return outlay_database_run (self->database, set, job, g_free);
}

DexFuture *
outlay_budget_store_set (OutlayBudgetStore *self, const OutlayBudget *budget)
{
  g_autoptr (OutlayComplaints) complaints = outlay_complaints_new ();

  g_return_val_if_fail (OUTLAY_IS_BUDGET_STORE (self) && budget != NULL, NULL);

  outlay_budgets_check (budget, 1, complaints);
  if (!outlay_complaints_is_empty (complaints))
    {
      const OutlayComplaint *first = &g_array_index (complaints, OutlayComplaint, 0);

      return dex_future_new_reject (OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_REFUSED, "%s %s",
                                    first->field, outlay_complaint_code_to_string (first->code));
    }

  return begin_set (self, budget);
}

DexFuture *
outlay_budget_store_remove (OutlayBudgetStore *self, const OutlayBudget *budget)
{
  OutlayBudget none;

  g_return_val_if_fail (OUTLAY_IS_BUDGET_STORE (self) && budget != NULL, NULL);

  none = *budget;
  none.limit.minor = 0;

  return begin_set (self, &none);
}
