/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/insights/outlay-insight-store.h"

#include "client/account/outlay-policy-setting.h"
#include "client/insights/outlay-insight-study.h"
#include "client/transport/outlay-fiber.h"
#include "core/outlay-time.h"

struct _OutlayInsightStore
{
  GObject parent_instance;

  OutlayDatabase *database;
  OutlayAccount *account;
};

G_DEFINE_FINAL_TYPE (OutlayInsightStore, outlay_insight_store, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
changed_cb (OutlayInsightStore *self, guint topics)
{
  if (topics & (OUTLAY_TOPIC_EXPENSES | OUTLAY_TOPIC_SETTINGS))
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
outlay_insight_store_finalize (GObject *object)
{
  OutlayInsightStore *self = OUTLAY_INSIGHT_STORE (object);

  g_clear_object (&self->database);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (outlay_insight_store_parent_class)->finalize (object);
}

static void
outlay_insight_store_class_init (OutlayInsightStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = outlay_insight_store_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
outlay_insight_store_init (OutlayInsightStore *self)
{
}

OutlayInsightStore *
outlay_insight_store_new (OutlayDatabase *database, OutlayAccount *account)
{
  OutlayInsightStore *self = g_object_new (OUTLAY_TYPE_INSIGHT_STORE, NULL);

  self->database = g_object_ref (database);
  self->account = g_object_ref (account);
  g_signal_connect_object (database, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/* --- finding --------------------------------------------------------------------------------- */

static gboolean
begin (OutlayConnection *connection,
       gpointer data,
       GValue *result,
       OutlayTopics *changed,
       GError **error)
{
  return outlay_insight_study_begin (data, connection, error);
}

static gboolean
go_on (OutlayConnection *connection,
       gpointer data,
       GValue *result,
       OutlayTopics *changed,
       GError **error)
{
  gboolean is_done;

  if (!outlay_insight_study_go_on (data, connection, &is_done, error))
    return FALSE;

  g_value_init (result, G_TYPE_BOOLEAN);
  g_value_set_boolean (result, is_done);
  return TRUE;
}

static DexFuture *
find_fiber (gpointer study)
{
  return dex_future_new_take_object (outlay_insight_study_find (study));
}

static DexFuture *
read_fiber (gpointer data)
{
  OutlayInsightStore *self = data;
  OutlayConnection *reader = outlay_database_get_reader (self->database);
  g_autoptr (OutlayInsightStudy) study = NULL;
  g_auto (OutlayPolicy) policy = { 0 };
  g_autoptr (GListStore) found = NULL;
  GError *error = NULL;
  gboolean is_done = FALSE;

  if (reader == NULL)
    return dex_future_new_for_object (g_list_store_new (OUTLAY_TYPE_INSIGHT));

  policy = outlay_policy_setting_read (reader, self->account);
  study = outlay_insight_study_new (self->account, &policy);
  if (!dex_await (outlay_database_read (self->database, begin, study, NULL), &error))
    return dex_future_new_for_error (error);

  while (!is_done)
    {
      is_done = dex_await_boolean (outlay_database_read (self->database, go_on, study, NULL),
                                   &error);
      if (error != NULL)
        return dex_future_new_for_error (error);
    }

  found = dex_await_object (dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (),
                                                 OUTLAY_FIBER_STACK, find_fiber, study, NULL),
                            &error);

  return found != NULL ? dex_future_new_for_object (found) : dex_future_new_for_error (error);
}

DexFuture *
outlay_insight_store_read (OutlayInsightStore *self)
{
  g_return_val_if_fail (OUTLAY_IS_INSIGHT_STORE (self), NULL);

  return outlay_fiber_spawn (read_fiber, g_object_ref (self), g_object_unref);
}

/* --- dismissing ------------------------------------------------------------------------------ */

static gboolean
dismiss (OutlayConnection *connection,
         gpointer data,
         GValue *result,
         OutlayTopics *changed,
         GError **error)
{
  g_autofree char *now = outlay_time_format (g_get_real_time ());

  *changed |= OUTLAY_TOPIC_SETTINGS;
  for (char **key = data; *key != NULL; key++)
    if (!outlay_connection_run (connection, error, "insight/dismiss", "ss", *key, now))
      return FALSE;

  return TRUE;
}

static gboolean
restore (OutlayConnection *connection,
         gpointer data,
         GValue *result,
         OutlayTopics *changed,
         GError **error)
{
  *changed |= OUTLAY_TOPIC_SETTINGS;
  for (char **key = data; *key != NULL; key++)
    if (!outlay_connection_run (connection, error, "insight/restore", "s", *key))
      return FALSE;

  return TRUE;
}

static DexFuture *
change (OutlayInsightStore *self, OutlayInsight *insight, OutlayDatabaseFunc func)
{
  GStrv keys = g_strdupv ((char **) outlay_insight_get_dismissals (insight));

  return outlay_database_run (self->database, func, keys, (GDestroyNotify) g_strfreev);
}

DexFuture *
outlay_insight_store_dismiss (OutlayInsightStore *self, OutlayInsight *insight)
{
  g_return_val_if_fail (OUTLAY_IS_INSIGHT_STORE (self), NULL);
  g_return_val_if_fail (OUTLAY_IS_INSIGHT (insight), NULL);

  return change (self, insight, dismiss);
}

DexFuture *
outlay_insight_store_restore (OutlayInsightStore *self, OutlayInsight *insight)
{
  g_return_val_if_fail (OUTLAY_IS_INSIGHT_STORE (self), NULL);
  g_return_val_if_fail (OUTLAY_IS_INSIGHT (insight), NULL);

  return change (self, insight, restore);
}

/* --- the rows -------------------------------------------------------------------------------- */

#define STATES_BUT_REJECTED (((1u << OUTLAY_N_STATES) - 1) & ~(1u << OUTLAY_STATE_REJECTED))

void
outlay_insight_get_filter (OutlayInsight *insight, OutlayExpenseFilter *filter)
{
  const OutlayInsightNumbers *numbers = outlay_insight_get_numbers (insight);
  const char *currency = outlay_insight_get_currency (insight);

  g_return_if_fail (OUTLAY_IS_INSIGHT (insight));

  *filter = (OutlayExpenseFilter) { .scope = OUTLAY_SCOPE_MINE };
  filter->ids = outlay_insight_get_ids (insight);
  if (filter->ids != NULL)
    return;

  filter->states = STATES_BUT_REJECTED;
  filter->currency = *currency != '\0' ? currency : NULL;
  filter->category = outlay_insight_get_category (insight);
  filter->merchant = outlay_insight_get_merchant (insight);
  filter->from = numbers->from;
  filter->until = numbers->until;
}
