/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "outlay-test-store.h"
#include "server/rates/outlay-rate-file.h"
#include "server/rates/outlay-rate-store.h"

static void
keep (OutlayTestStore *store, const char *csv, guint n_wanted, const char *newest_wanted)
{
  g_autoptr (OutlayRates) rates = outlay_rates_new ();
  g_autofree char *newest = NULL;
  g_autoptr (GError) error = NULL;
  guint n_days;

  outlay_rates_read (rates, csv, strlen (csv), &error);
  g_assert_no_error (error);
  outlay_rate_file_keep (store->db, rates, &n_days, &newest, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_days, ==, n_wanted);
  g_assert_cmpstr (newest, ==, newest_wanted);
}

/* What an amount of dollars comes to in yen, and by the rate of which day; 0 where nobody knows. */
static gint64
convert (OutlayTestStore *store, gint64 minor, const char *day, const char *rate_day)
{
  const OutlayMoney amount = { minor, "USD" };
  g_autoptr (GError) error = NULL;
  OutlayConversion conversion;
  gboolean is_converted;

  outlay_rate_store_convert (store->db, &amount, "JPY", day, &conversion, &is_converted, &error);
  g_assert_no_error (error);
  if (!is_converted)
    return 0;

  g_assert_cmpstr (conversion.amount.currency, ==, "JPY");
  g_assert_cmpstr (conversion.rate_day, ==, rate_day);
  return conversion.amount.minor;
}

static char *
list (OutlayTestStore *store, const char *from, const char *to)
{
  g_autoptr (GError) error = NULL;
  OutlayJsonWriter json;
  gsize length;

  outlay_json_writer_init (&json, 16);
  outlay_rate_store_write_json (store->db, from, to, &json, &error);
  g_assert_no_error (error);

  return outlay_json_writer_end (&json, &length);
}

static void
test_nearest_day (void)
{
  OutlayTestStore store;

  outlay_test_store_set_up (&store);
  g_assert_cmpint (convert (&store, 100, "2026-03-10", NULL), ==, 0);
  keep (&store, "Date,USD,JPY\n2026-03-09,1.25,150\n2026-03-06,1,160\n2026-03-10,N/A,170\n", 3,
        "2026-03-10");

  g_assert_cmpint (convert (&store, 100, "2026-03-05", NULL), ==, 0);
  g_assert_cmpint (convert (&store, 100, "2026-03-06", "2026-03-06"), ==, 160);
  g_assert_cmpint (convert (&store, 100, "2026-03-08", "2026-03-06"), ==, 160);
  g_assert_cmpint (convert (&store, 100, "2026-03-09", "2026-03-09"), ==, 120);
  /* The day after has no dollar: both rates are of one day. */
  g_assert_cmpint (convert (&store, 100, "2026-03-10", "2026-03-09"), ==, 120);
  g_assert_cmpint (convert (&store, 100, "2026-03-19", "2026-03-09"), ==, 120);
  g_assert_cmpint (convert (&store, 100, "2026-03-20", NULL), ==, 0);
  outlay_test_store_tear_down (&store);
}

static void
test_far_away (void)
{
  static const char *const days[] = { "1970-01-01", "2026-02-26", "2026-03-20", "9999-12-31" };
  OutlayTestStore store;

  outlay_test_store_set_up (&store);
  keep (&store, "Date,USD,JPY\n2026-03-09,1.25,150\n", 1, "2026-03-09");
  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    g_assert_cmpint (convert (&store, 100, days[i], NULL), ==, 0);
  /* What does not fit is not cut. */
  g_assert_cmpint (convert (&store, G_MAXINT64, "2026-03-09", NULL), ==, 0);
  outlay_test_store_tear_down (&store);
}

static void
test_again (void)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  OutlayTestStore store;

  outlay_test_store_set_up (&store);
  keep (&store, "Date,USD,JPY\n2026-03-09,1.25,150\n2026-03-06,1,160\n", 2, "2026-03-09");
  before = list (&store, "2026-03-06", "2026-03-09");
  g_assert_cmpstr (before, ==,
                   "[{\"day\":\"2026-03-06\",\"rates\":{\"JPY\":\"160\",\"USD\":\"1\"}},"
                   "{\"day\":\"2026-03-09\",\"rates\":{\"JPY\":\"150\",\"USD\":\"1.25\"}}]");

  keep (&store, "Date,USD\n2026-03-06,2\n", 1, "2026-03-09");
  after = list (&store, "2026-03-01", "2026-03-08");
  g_assert_cmpstr (after, ==, "[{\"day\":\"2026-03-06\",\"rates\":{\"USD\":\"2\"}}]");
  outlay_test_store_tear_down (&store);
}

/* A row that somebody else has written is told, and not taken for something. */
static void
test_damage (void)
{
  static const char *const rates[] = {
    "USD", "USD ", "USD1.25", "USD x", "USD 1.2\nJPY", "USD 123456789012345678901234567890"
  };
  const OutlayMoney amount = { 100, "USD" };
  OutlayTestStore store;

  outlay_test_store_set_up (&store);
  for (gsize i = 0; i < G_N_ELEMENTS (rates); i++)
    {
      g_autofree char *sql = g_strdup_printf ("DELETE FROM rate; "
                                              "INSERT INTO rate VALUES ('2026-03-09', '%s');",
                                              rates[i]);
      g_autoptr (GError) error = NULL;
      OutlayConversion conversion;
      gboolean is_converted;

      outlay_test_store_execute (&store, sql);
      g_test_message ("%s", rates[i]);
      g_assert_false (outlay_rate_store_convert (store.db, &amount, "JPY", "2026-03-09",
                                                 &conversion, &is_converted, &error));
      g_assert_error (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_CORRUPT);
    }
  outlay_test_store_tear_down (&store);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/rates/nearest-day", test_nearest_day);
  g_test_add_func ("/server/rates/far-away", test_far_away);
  g_test_add_func ("/server/rates/again", test_again);
  g_test_add_func ("/server/rates/damage", test_damage);

  return g_test_run ();
}
