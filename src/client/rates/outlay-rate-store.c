/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/rates/outlay-rate-store.h"

#include "client/ledger/outlay-expense-table.h"
#include "client/ledger/outlay-home-amount.h"
#include "client/rates/outlay-rate-fetch.h"
#include "client/sync/outlay-rates-pull.h"
#include "client/transport/outlay-fiber.h"
#include "core/outlay-time.h"

#define SETTING_DAILY "rates.daily"     /* "1" where they may be fetched */
#define SETTING_FETCHED "rates.fetched" /* the day they were, ISO 8601 in UTC */

/* How often it is seen whether a day has gone by, or what failed may be tried again. */
#define LOOK_SECONDS (10 * 60)
#define TRY_AGAIN_SECONDS G_GINT64_CONSTANT (3600)

struct _OutlayRateStore
{
  GObject parent_instance;

  OutlayDatabase *database;
  OutlayAccount *account;
  GCancellable *cancellable;
  GError *problem; /* (nullable) */

  gint64 tried_at; /* monotonic; 0 for never */
  guint look;
  gboolean is_daily;
  gboolean is_fetching;
};

G_DEFINE_FINAL_TYPE (OutlayRateStore, outlay_rate_store, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* (transfer full) */
static char *
dup_today (void)
{
  g_autofree char *now = outlay_time_format (g_get_real_time ());

  return g_strndup (now, OUTLAY_DAY_SIZE - 1);
}

static void
tell (OutlayRateStore *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* --- settings --------------------------------------------------------------------------------- */

static gboolean
write_setting (OutlayConnection *connection,
               gpointer data,
               GValue *result,
               OutlayTopics *changed,
               GError **error)
{
  char **pair = data;

  *changed |= OUTLAY_TOPIC_SETTINGS;

  return outlay_setting_write (connection, pair[0], *pair[1] != '\0' ? pair[1] : NULL, error);
}

/* @value: "" removes it */
static DexFuture *
keep_setting (OutlayRateStore *self, const char *name, const char *value)
{
  char **pair = g_new0 (char *, 3);

  pair[0] = g_strdup (name);
  pair[1] = g_strdup (value);

  return outlay_database_run (self->database, write_setting, pair, (GDestroyNotify) g_strfreev);
}

/* (transfer full) (nullable) */
static char *
read_setting (OutlayRateStore *self, const char *name)
{
  OutlayConnection *reader = outlay_database_get_reader (self->database);

  return reader != NULL ? outlay_setting_read (reader, name, NULL) : NULL;
}

/* --- fetching --------------------------------------------------------------------------------- */

static DexFuture *
fetch_fiber (gpointer data)
{
  OutlayRateStore *self = data;
  g_autofree char *today = dup_today ();
  g_autoptr (GError) error = NULL;
  OutlayRates *rates = outlay_rate_fetch (self->cancellable, &error);
  gboolean is_kept = rates != NULL &&
                     dex_await (outlay_rates_store (self->database, rates, NULL), &error) &&
                     dex_await (keep_setting (self, SETTING_FETCHED, today), &error);

  self->is_fetching = FALSE;
  g_clear_error (&self->problem);
  if (!is_kept)
    {
      g_debug ("rates: %s", error->message);
      self->problem = g_steal_pointer (&error);
    }
  tell (self);

  return dex_future_new_for_boolean (is_kept);
}

static gboolean
is_due (OutlayRateStore *self)
{
  g_autofree char *fetched = NULL;
  g_autofree char *today = NULL;

  if (self->is_fetching || !outlay_rate_store_is_daily (self) ||
      g_cancellable_is_cancelled (self->cancellable) ||
      (self->tried_at != 0 &&
       g_get_monotonic_time () - self->tried_at < TRY_AGAIN_SECONDS * G_USEC_PER_SEC))
    return FALSE;

  fetched = read_setting (self, SETTING_FETCHED);
  today = dup_today ();

  return g_strcmp0 (fetched, today) != 0;
}

static void
look (OutlayRateStore *self)
{
  if (!is_due (self))
    return;

  self->is_fetching = TRUE;
  self->tried_at = g_get_monotonic_time ();
  dex_future_disown (outlay_fiber_spawn (fetch_fiber, g_object_ref (self), g_object_unref));
  tell (self);
}

static gboolean
look_cb (gpointer data)
{
  look (data);
  return G_SOURCE_CONTINUE;
}

static void
update_looking (OutlayRateStore *self)
{
  gboolean looks = self->is_daily && !g_cancellable_is_cancelled (self->cancellable);

  if (looks && self->look == 0)
    self->look = g_timeout_add_seconds (LOOK_SECONDS, look_cb, self);
  else if (!looks)
    g_clear_handle_id (&self->look, g_source_remove);
}

/* What failed for want of a network need not wait. */
static void
network_changed_cb (OutlayRateStore *self, gboolean is_available)
{
  if (!is_available)
    return;

  if (g_error_matches (self->problem, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_OFFLINE))
    self->tried_at = 0;
  look (self);
}

/* Another window or process may have allowed or forbidden it. */
static void
read_daily (OutlayRateStore *self)
{
  g_autofree char *daily = read_setting (self, SETTING_DAILY);

  self->is_daily = g_strcmp0 (daily, "1") == 0;
  update_looking (self);
  look (self);
}

static void
changed_cb (OutlayRateStore *self, guint topics)
{
  if ((topics & OUTLAY_TOPIC_SETTINGS) == 0 || outlay_database_get_reader (self->database) == NULL)
    return;

  read_daily (self);
  tell (self);
}

/* --- files ------------------------------------------------------------------------------------ */

typedef struct
{
  OutlayRateStore *store;
  GFile *file;
  OutlayRates *rates; /* (nullable): not read yet */
  guint n_days;
} Import;

static void
import_free (gpointer data)
{
  Import *import = data;

  g_clear_pointer (&import->rates, outlay_rates_free);
  g_clear_object (&import->store);
  g_clear_object (&import->file);
  g_free (import);
}

static guint
count_days (OutlayRates *rates)
{
  g_autoptr (GHashTable) days = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_rates = outlay_rates_get_n (rates);

  for (guint i = 0; i < n_rates; i++)
    g_hash_table_add (days, (gpointer) outlay_rates_get (rates, i)->day);

  return g_hash_table_size (days);
}

/* More than a file of rates may have is not taken into memory. */
static GBytes *
load (GFile *file, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  gssize n;

  if (stream == NULL)
    return NULL;

  do
    {
      g_autoptr (GBytes)
          chunk = g_input_stream_read_bytes (G_INPUT_STREAM (stream), 1 << 20, NULL, error);

      if (chunk == NULL)
        return NULL;
      n = (gssize) g_bytes_get_size (chunk);
      if (!g_output_stream_write_all (memory, g_bytes_get_data (chunk, NULL), (gsize) n, NULL, NULL,
                                      error))
        return NULL;
    }
  while (n > 0 && g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory)) <=
                      OUTLAY_RATES_FILE_MAX);

  return g_output_stream_close (memory, NULL, error)
             ? g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory))
             : NULL;
}

/* On a thread of the pool: those since 1999 take a while. */
static DexFuture *
read_fiber (gpointer data)
{
  Import *import = data;
  g_autoptr (OutlayRates) rates = outlay_rates_new ();
  GError *error = NULL;
  g_autoptr (GBytes) bytes = load (import->file, &error);
  const char *text;
  gsize length;

  if (bytes == NULL)
    return dex_future_new_for_error (error);

  text = g_bytes_get_data (bytes, &length);
  if (!outlay_rates_read (rates, text != NULL ? text : "", length, &error))
    return dex_future_new_for_error (error);

  import->n_days = count_days (rates);
  import->rates = g_steal_pointer (&rates);

  return dex_future_new_true ();
}

static DexFuture *
import_fiber (gpointer data)
{
  Import *import = data;
  GError *error = NULL;

  if (!dex_await (dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), OUTLAY_FIBER_STACK,
                                       read_fiber, import, NULL),
                  &error) ||
      !dex_await (
          outlay_rates_store (import->store->database, g_steal_pointer (&import->rates), NULL),
          &error))
    return dex_future_new_for_error (error);

  return dex_future_new_for_uint (import->n_days);
}

DexFuture *
outlay_rate_store_import (OutlayRateStore *self, GFile *file)
{
  Import *import;

  g_return_val_if_fail (OUTLAY_IS_RATE_STORE (self) && G_IS_FILE (file), NULL);

  import = g_new0 (Import, 1);
  import->store = g_object_ref (self);
  import->file = g_object_ref (file);

  return outlay_fiber_spawn (import_fiber, import, import_free);
}

/* --- the object ------------------------------------------------------------------------------- */

static void
outlay_rate_store_dispose (GObject *object)
{
  OutlayRateStore *self = OUTLAY_RATE_STORE (object);

  outlay_rate_store_close (self);
  g_clear_object (&self->database);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (outlay_rate_store_parent_class)->dispose (object);
}

static void
outlay_rate_store_finalize (GObject *object)
{
  OutlayRateStore *self = OUTLAY_RATE_STORE (object);

  g_clear_error (&self->problem);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (outlay_rate_store_parent_class)->finalize (object);
}

static void
outlay_rate_store_class_init (OutlayRateStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = outlay_rate_store_dispose;
  object_class->finalize = outlay_rate_store_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
outlay_rate_store_init (OutlayRateStore *self)
{
  self->cancellable = g_cancellable_new ();
}

OutlayRateStore *
outlay_rate_store_new (OutlayDatabase *database, OutlayAccount *account)
{
  OutlayRateStore *self = g_object_new (OUTLAY_TYPE_RATE_STORE, NULL);

  self->database = g_object_ref (database);
  self->account = g_object_ref (account);
  g_signal_connect_object (database, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                           G_CALLBACK (network_changed_cb), self, G_CONNECT_SWAPPED);
  read_daily (self);

  return self;
}

void
outlay_rate_store_close (OutlayRateStore *self)
{
  g_return_if_fail (OUTLAY_IS_RATE_STORE (self));

  g_cancellable_cancel (self->cancellable);
  update_looking (self);
}

char *
outlay_rate_store_dup_last_day (OutlayRateStore *self)
{
  OutlayConnection *reader;
  g_autoptr (OutlayRow) row = NULL;
  char day[OUTLAY_DAY_SIZE];

  g_return_val_if_fail (OUTLAY_IS_RATE_STORE (self), NULL);

  reader = outlay_database_get_reader (self->database);
  if (reader == NULL || !outlay_connection_find (reader, &row, NULL, "rate/last-day", "") ||
      row == NULL || outlay_statement_get_int (row, 0) == 0)
    return NULL;

  return g_strdup (outlay_day_of_number (outlay_statement_get_int (row, 0), day));
}

gboolean
outlay_rate_store_convert (OutlayRateStore *self,
                           const OutlayMoney *amount,
                           const char *day,
                           OutlayConversion *conversion)
{
  OutlayExpenseInit init = { .day = day };
  OutlayConnection *reader;
  OutlayHomeTexts texts;

  g_return_val_if_fail (OUTLAY_IS_RATE_STORE (self) && amount != NULL, FALSE);

  init.amount = *amount;
  reader = outlay_database_get_reader (self->database);
  if (reader == NULL || !outlay_home_amount_set (reader, &init, &texts, NULL) ||
      init.rate == NULL || !outlay_rate_parse (init.rate, &conversion->rate, NULL))
    return FALSE;

  conversion->amount = init.converted;
  g_strlcpy (conversion->rate_day, init.rate_day, sizeof conversion->rate_day);

  return TRUE;
}

gboolean
outlay_rate_store_is_daily (OutlayRateStore *self)
{
  g_return_val_if_fail (OUTLAY_IS_RATE_STORE (self), FALSE);

  return self->is_daily && outlay_account_is_on_device (self->account);
}

void
outlay_rate_store_set_daily (OutlayRateStore *self, gboolean is_daily)
{
  g_return_if_fail (OUTLAY_IS_RATE_STORE (self));

  if (self->is_daily == is_daily)
    return;

  self->is_daily = is_daily;
  self->tried_at = 0;
  g_clear_error (&self->problem);
  dex_future_disown (keep_setting (self, SETTING_DAILY, is_daily ? "1" : ""));
  update_looking (self);
  look (self);
  tell (self);
}

gboolean
outlay_rate_store_is_fetching (OutlayRateStore *self)
{
  g_return_val_if_fail (OUTLAY_IS_RATE_STORE (self), FALSE);
  return self->is_fetching;
}

const GError *
outlay_rate_store_get_problem (OutlayRateStore *self)
{
  g_return_val_if_fail (OUTLAY_IS_RATE_STORE (self), NULL);
  return self->problem;
}
