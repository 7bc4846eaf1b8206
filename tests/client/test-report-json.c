/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/outlay-client-error.h"
#include "client/wire/outlay-json-object.h"
#include "client/wire/outlay-rates-json.h"
#include "client/wire/outlay-report-json.h"

#define TRAVEL "01937a2e-7c11-7000-8000-000000000001"
#define ANA "01937a2e-7c11-7000-8000-000000000002"
#define AMOUNT(minor) "\"amount\":{\"minor\":" minor ",\"currency\":\"EUR\"}"
#define STATE(state, count, minor)                                                                 \
  "{\"state\":\"" state "\",\"count\":" count "," AMOUNT (minor) "}"

static const char totals[] =
    "{\"from\":\"2026-10-01\",\"to\":\"2026-10-31\",\"totals\":["
    "{\"currency\":\"EUR\",\"count\":3," AMOUNT ("600") ",\"states\":[" STATE ("submitted", "1", "100") "," STATE (
        "approved",
        "2",
        "500") "],\"categories\":["
               "{\"category\":null,\"count\":1," AMOUNT ("100") ",\"states\":[" STATE (
                   "submitted",
                   "1",
                   "100") "]},"
                          "{\"category\":\"" TRAVEL
                          "\",\"count\":2," AMOUNT ("500") ",\"states\":[" STATE (
                              "approved",
                              "2",
                              "500") "]}]},"
                                     "{\"currency\":\"EUR\",\"converted\":true,\"count\":"
                                     "1," AMOUNT ("42") ",\"states\":[" STATE (
                                         "approved",
                                         "1",
                                         "42") "],\"categories\":[{\"category\":null,\"count\":"
                                               "1," AMOUNT ("42") ",\"states\":[" STATE ("approved",
                                                                                         "1",
                                                                                         "42") "]}]"
                                                                                               "}]"
                                                                                               "}";

static const char people[] = "{\"totals\":[{\"currency\":\"EUR\",\"count\":5," AMOUNT (
    "900") ",\"states\":[],\"people\":["
           "{\"owner\":{\"id\":\"" ANA
           "\",\"name\":\"Ana\"},\"count\":3," AMOUNT ("600") ",\"states\":[" STATE (
               "submitted",
               "1",
               "100") "," STATE ("approved", "2", "500") "]}],"
                                                         "\"rest\":{\"count\":2," AMOUNT (
                                                             "300") "}}]}";

static const char rates[] =
    "{\"base\":\"EUR\",\"items\":[{\"day\":\"2026-11-19\",\"rates\":{\"USD\":\"1.0523\","
    "\"JPY\":\"162.45\"}},{\"day\":\"2026-11-20\",\"rates\":{}}],\"next\":null}";

typedef struct
{
  const char *from;
  const char *to;
} Change;

/* @change: (nullable): made once to @text */
static JsonNode *
parse (const char *text, const Change *change)
{
  g_autoptr (GString) changed = g_string_new (text);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  JsonNode *json;

  if (change != NULL)
    g_assert_cmpuint (g_string_replace (changed, change->from, change->to, 1), ==, 1);
  bytes = g_bytes_new (changed->str, changed->len);
  json = outlay_json_parse (bytes, &error);
  g_assert_no_error (error);

  return json;
}

static void
test_reads_totals (void)
{
  g_autoptr (JsonNode) json = parse (totals, NULL);
  g_autoptr (GError) error = NULL;
  g_auto (OutlayReport) report;
  const OutlayCurrencyTotals *block;
  OutlayDays days;

  outlay_report_init (&report, TRUE);
  g_assert_true (outlay_report_json_read_totals (json_node_get_object (json), &report, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (report.n_currencies, ==, 2);

  block = outlay_report_find (&report, "EUR");
  g_assert_cmpint (block->totals.all.minor, ==, 600);
  g_assert_cmpint (block->totals.states[OUTLAY_STATE_APPROVED].count, ==, 2);
  g_assert_cmpint (outlay_currency_totals_find (block, TRAVEL)->all.minor, ==, 500);
  g_assert_cmpint (outlay_currency_totals_find (block, NULL)->all.minor, ==, 100);
  g_assert_cmpint (outlay_report_find (&report, "=EUR")->totals.all.minor, ==, 42);

  g_assert_true (outlay_report_json_read_days (json_node_get_object (json), &days, &error));
  g_assert_cmpstr (days.until, ==, "2026-11-01");
}

static void
test_refuses_totals (void)
{
  static const Change cases[] = {
    { "\"count\":3", "\"count\":4" },   /* no sum of its states */
    { AMOUNT ("600"), AMOUNT ("601") }, /* … nor this */
    { "\"category\":null", "\"category\":7" },
    { "\"category\":null", "\"category\":\"travel\"" },
    { "\"currency\":\"EUR\",\"count\"", "\"currency\":\"EURO\",\"count\"" },
    { "\"converted\":true", "\"converted\":1" },
    { "\"converted\":true,", "" }, /* the same block twice */
    { "\"count\":3", "\"count\":-3" },
    { "\"count\":3", "\"count\":3.5" },
    { "\"state\":\"submitted\"", "\"state\":\"lost\"" },
    { "\"state\":\"submitted\"", "\"state\":\"approved\"" },
    { "\"states\":[", "\"stats\":[" },
    { "\"totals\":[", "\"totals\":[7," },
    { "\"totals\":[", "\"total\":[" },
    { "{\"minor\":600,\"currency\":\"EUR\"}", "{\"minor\":600,\"currency\":\"USD\"}" },
    /* Categories that come to less than their block. */
    { "{\"category\":null,\"count\":1," AMOUNT ("100") ",\"states\":[" STATE ("submitted", "1",
                                                                              "100") "]},",
      "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) json = parse (totals, &cases[i]);
      g_autoptr (GError) error = NULL;
      g_auto (OutlayReport) report;

      outlay_report_init (&report, TRUE);
      g_test_message ("%s", cases[i].to);
      g_assert_false (
          outlay_report_json_read_totals (json_node_get_object (json), &report, &error));
      g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER);
    }
}

static void
test_refuses_days (void)
{
  static const Change cases[] = {
    { "\"from\":\"2026-10-01\"", "\"from\":\"2026-11-01\"" },
    { "\"from\":\"2026-10-01\"", "\"from\":20261001" },
    { "\"to\":\"2026-10-31\"", "\"to\":\"2026-10-32\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) json = parse (totals, &cases[i]);
      g_autoptr (GError) error = NULL;
      OutlayDays days;

      g_assert_false (outlay_report_json_read_days (json_node_get_object (json), &days, &error));
      g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER);
    }
}

static void
test_reads_parts (void)
{
  g_autoptr (JsonNode) json = parse (people, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray)
      blocks = outlay_report_json_read_parts (json_node_get_object (json), "people", &error);
  const OutlayReportParts *parts;
  const OutlayReportPart *ana;

  g_assert_no_error (error);
  g_assert_cmpuint (blocks->len, ==, 1);
  parts = g_ptr_array_index (blocks, 0);
  g_assert_cmpstr (parts->currency, ==, "EUR");
  g_assert_cmpint (parts->all.count, ==, 5);
  g_assert_false (parts->is_whole);
  g_assert_cmpuint (parts->items->len, ==, 1);
  ana = &g_array_index (parts->items, OutlayReportPart, 0);
  g_assert_cmpstr (ana->key, ==, ANA);
  g_assert_cmpstr (ana->name, ==, "Ana");
  g_assert_cmpint (ana->states[OUTLAY_STATE_APPROVED].minor, ==, 500);
}

static void
test_refuses_parts (void)
{
  static const Change cases[] = {
    { "\"count\":5", "\"count\":6" },          { AMOUNT ("300"), AMOUNT ("301") },
    { "\"rest\":{", "\"rest\":null,\"x\":{" }, { "\"id\":\"" ANA "\"", "\"id\":\"ana\"" },
    { "\"name\":\"Ana\"", "\"name\":null" },   { "\"people\":[", "\"merchants\":[" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) json = parse (people, &cases[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (outlay_report_json_read_parts (json_node_get_object (json), "people", &error));
      g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER);
    }
}

static void
test_reads_rates (void)
{
  g_autoptr (JsonNode) json = parse (rates, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayRates) read = outlay_rates_json_read (json, &error);
  char day[OUTLAY_DAY_SIZE];
  char text[OUTLAY_RATE_SIZE];
  OutlayRate rate;

  g_assert_no_error (error);
  g_assert_cmpuint (outlay_rates_get_n (read), ==, 2);
  g_assert_true (outlay_rates_find (read, "USD", "2026-11-20", &rate, day));
  outlay_rate_print (&rate, text);
  g_assert_cmpstr (text, ==, "1.0523");
  g_assert_cmpstr (day, ==, "2026-11-19");
}

static void
test_refuses_rates (void)
{
  static const Change cases[] = {
    { "\"base\":\"EUR\"", "\"base\":\"USD\"" },
    { "\"items\":[", "\"items\":[7," },
    { "\"items\":[", "\"item\":[" },
    { "\"day\":\"2026-11-19\"", "\"day\":\"2026-11-31\"" },
    { "\"USD\":\"1.0523\"", "\"USD\":1.0523" },
    { "\"USD\":\"1.0523\"", "\"USD\":\"0\"" },
    { "\"USD\":\"1.0523\"", "\"USD\":\"1,0523\"" },
    { "\"USD\":\"1.0523\"", "\"usd\":\"1.0523\"" },
    { "\"USD\":\"1.0523\"", "\"EUR\":\"1\"" },
    { "\"rates\":{}", "\"rates\":[]" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) json = parse (rates, &cases[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (outlay_rates_json_read (json, &error));
      g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/report-json/reads-totals", test_reads_totals);
  g_test_add_func ("/client/report-json/refuses-totals", test_refuses_totals);
  g_test_add_func ("/client/report-json/refuses-days", test_refuses_days);
  g_test_add_func ("/client/report-json/reads-parts", test_reads_parts);
  g_test_add_func ("/client/report-json/refuses-parts", test_refuses_parts);
  g_test_add_func ("/client/report-json/reads-rates", test_reads_rates);
  g_test_add_func ("/client/report-json/refuses-rates", test_refuses_rates);

  return g_test_run ();
}
