/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/outlay-client-error.h"
#include "client/wire/outlay-expense-json.h"
#include "client/wire/outlay-json-object.h"

#define DIGEST "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define OTHER "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static const char good[] =
    "{\"id\":\"01937a2e-7c11-7000-8000-000000000001\","
    "\"owner\":{\"id\":\"01937a2e-7c11-7000-8000-000000000002\",\"name\":\"Ana\"},"
    "\"merchant\":\"Café "
    "Nero\",\"amount\":{\"minor\":1250,\"currency\":\"EUR\"},\"day\":\"2026-11-19\","
    "\"category\":null,\"note\":\"\",\"proofs\":[\"" DIGEST "\",\"" OTHER "\"],\"proof_version\":1,"
    "\"proof_digest\":\"" DIGEST "\",\"reuploads_left\":1,\"state\":\"submitted\",\"revision\":3,"
    "\"created_at\":\"2026-11-19T10:00:00.000Z\",\"updated_at\":\"2026-11-20T10:00:00.000Z\"}";

static JsonNode *
parse (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return outlay_json_parse (bytes, error);
}

static void
test_reads (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) json = parse (good, &error);
  OutlayExpenseReading reading;

  g_assert_no_error (error);
  g_assert_true (outlay_expense_reading_fill (&reading, json, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (reading.init.id, ==, "01937a2e-7c11-7000-8000-000000000001");
  g_assert_cmpstr (reading.init.owner_name, ==, "Ana");
  g_assert_cmpstr (reading.init.merchant, ==, "Café Nero");
  g_assert_cmpint (reading.init.amount.minor, ==, 1250);
  g_assert_cmpstr (reading.init.amount.currency, ==, "EUR");
  g_assert_cmpstr (reading.init.day, ==, "2026-11-19");
  g_assert_null (reading.init.category);
  g_assert_cmpstr (reading.init.proofs[1], ==, OTHER);
  g_assert_null (reading.init.proofs[2]);
  g_assert_cmpuint (reading.init.proof_version, ==, 1);
  g_assert_cmpuint (reading.init.reuploads_left, ==, 1);
  g_assert_cmpint (reading.init.state, ==, OUTLAY_STATE_SUBMITTED);
  g_assert_cmpint (reading.init.revision, ==, 3);
  g_assert_cmpint (reading.init.delivery, ==, OUTLAY_DELIVERY_DELIVERED);
}

/* What it comes to at home may be more than an amount may be. */
static void
test_reads_converted (void)
{
  g_autoptr (GString) text = g_string_new (good);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) json = NULL;
  OutlayExpenseReading reading;

  g_string_replace (text, "\"revision\":3",
                    "\"revision\":3,\"converted\":{\"amount\":{\"minor\":20000000000000,"
                    "\"currency\":\"IDR\"},\"rate\":\"16000.5\",\"rate_day\":\"2026-11-18\"}",
                    1);
  json = parse (text->str, &error);
  g_assert_no_error (error);
  g_assert_true (outlay_expense_reading_fill (&reading, json, &error));
  g_assert_no_error (error);
  g_assert_cmpint (reading.init.converted.minor, ==, 20000000000000);
  g_assert_cmpstr (reading.init.converted.currency, ==, "IDR");
  g_assert_cmpstr (reading.init.rate, ==, "16000.5");
  g_assert_cmpstr (reading.init.rate_day, ==, "2026-11-18");
}

/* What a newer server may say besides, and what a draft may leave open. */
static void
test_reads_variants (void)
{
  static const struct
  {
    const char *from;
    const char *to;
  } cases[] = {
    { "\"revision\":3", "\"revision\":3,\"mileage\":{\"km\":[1,2,3.5]}" },
    { "\"day\":\"2026-11-19\"", "\"day\":null" },
    { "\"day\":\"2026-11-19\"", "\"day\":\"\"" },
    { "\"merchant\":\"Café Nero\"", "\"merchant\":\"\"" },
    { "\"minor\":1250", "\"minor\":0" },
    { "\"note\":\"\"", "\"note\":null" },
    { "\"proof_digest\":\"" DIGEST "\"", "\"proof_digest\":\"\"" },
    { "\"proof_digest\":\"" DIGEST "\"", "\"proof_digest\":null" },
    { "[\"" DIGEST "\",\"" OTHER "\"]", "[]" },
    { "\"revision\":3", "\"revision\":9223372036854775807" },
    { "\"revision\":3", "\"revision\":3,\"converted\":null" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) text = g_string_new (good);
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) json = NULL;
      OutlayExpenseReading reading;

      g_assert_cmpuint (g_string_replace (text, cases[i].from, cases[i].to, 1), ==, 1);
      json = parse (text->str, &error);
      g_assert_no_error (error);
      outlay_expense_reading_fill (&reading, json, &error);
      g_assert_no_error (error);
    }
}

static void
test_refuses (void)
{
  static const struct
  {
    const char *from;
    const char *to;
  } cases[] = {
    { "\"id\":\"01937a2e-7c11-7000-8000-000000000001\"", "\"id\":\"../../etc\"" },
    { "\"id\":\"01937a2e-7c11-7000-8000-000000000001\"", "\"id\":7" },
    { "\"id\":\"01937a2e-7c11-7000-8000-000000000001\",", "" },
    { "\"owner\":{", "\"owner\":null,\"x\":{" },
    { "\"name\":\"Ana\"", "\"name\":[]" },
    { "\"merchant\":\"Café Nero\"", "\"merchant\":null" },
    { "\"merchant\":\"Café Nero\"", "\"merchant\":true" },
    { "\"minor\":1250", "\"minor\":12.5" },
    { "\"minor\":1250", "\"minor\":\"1250\"" },
    { "\"minor\":1250", "\"minor\":9223372036854775808" },
    { "\"minor\":1250", "\"minor\":-9223372036854775809" },
    { "\"minor\":1250", "\"minor\":123456789012345678901234567890" },
    { "\"minor\":1250", "\"minor\":1e400" },
    { "\"minor\":1250", "\"minor\":1000000000001" },
    { "\"currency\":\"EUR\"", "\"currency\":\"EURO\"" },
    { "\"currency\":\"EUR\"", "\"currency\":\"eur\"" },
    { "\"currency\":\"EUR\"", "\"currency\":\"\"" },
    { "\"amount\":{", "\"amount\":[],\"x\":{" },
    { "\"day\":\"2026-11-19\"", "\"day\":\"2026-02-30\"" },
    { "\"day\":\"2026-11-19\"", "\"day\":20261119" },
    { "\"revision\":3", "\"revision\":3,\"converted\":7" },
    { "\"revision\":3", "\"revision\":3,\"converted\":{}" },
    { "\"revision\":3", "\"revision\":3,\"converted\":{\"amount\":{\"minor\":1,\"currency\":\"X\"},"
                        "\"rate\":\"2\",\"rate_day\":\"2026-11-19\"}" },
    { "\"revision\":3",
      "\"revision\":3,\"converted\":{\"amount\":{\"minor\":1,\"currency\":\"USD\"},"
      "\"rate\":\"-2\",\"rate_day\":\"2026-11-19\"}" },
    { "\"revision\":3",
      "\"revision\":3,\"converted\":{\"amount\":{\"minor\":1,\"currency\":\"USD\"},"
      "\"rate\":\"2\",\"rate_day\":null}" },
    { "\"proof_version\":1", "\"proof_version\":3" },
    { "\"proof_version\":1", "\"proof_version\":-1" },
    { "\"proof_digest\":\"" DIGEST "\"", "\"proof_digest\":\"abc\"" },
    { "[\"" DIGEST "\",\"" OTHER "\"]", "[\"" DIGEST "\",null]" },
    { "[\"" DIGEST "\",\"" OTHER "\"]", "[\"../../secret\"]" },
    { "[\"" DIGEST "\",\"" OTHER "\"]", "{}" },
    { "\"state\":\"submitted\"", "\"state\":\"SUBMITTED\"" },
    { "\"state\":\"submitted\"", "\"state\":2" },
    { "\"revision\":3", "\"revision\":0" },
    { "\"revision\":3", "\"revision\":-1" },
    { "\"revision\":3", "\"revision\":null" },
    { "\"created_at\":\"2026-11-19T10:00:00.000Z\"", "\"created_at\":\"yesterday\"" },
    { "\"updated_at\":\"2026-11-20T10:00:00.000Z\"", "\"updated_at\":1763632800" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) text = g_string_new (good);
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) json = NULL;
      OutlayExpenseReading reading;

      g_assert_cmpuint (g_string_replace (text, cases[i].from, cases[i].to, 1), ==, 1);
      json = parse (text->str, &error);
      if (json != NULL && outlay_expense_reading_fill (&reading, json, &error))
        g_error ("%s was taken", cases[i].to);
      g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER);
    }
}

static void
test_refuses_the_huge (void)
{
  g_autoptr (GString) text = g_string_new (good);
  g_autofree char *merchant = g_strnfill (201, 'x');
  g_autoptr (GString) proofs = g_string_new ("[");
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) json = NULL;
  OutlayExpenseReading reading;

  g_string_replace (text, "Café Nero", merchant, 1);
  json = parse (text->str, NULL);
  g_assert_false (outlay_expense_reading_fill (&reading, json, &error));
  g_clear_error (&error);
  g_clear_pointer (&json, json_node_unref);

  for (guint i = 0; i < 11; i++)
    g_string_append (proofs, i == 0 ? "\"" DIGEST "\"" : ",\"" DIGEST "\"");
  g_string_append (proofs, "]");
  g_string_assign (text, good);
  g_string_replace (text, "[\"" DIGEST "\",\"" OTHER "\"]", proofs->str, 1);
  json = parse (text->str, NULL);
  g_assert_nonnull (json);
  g_assert_false (outlay_expense_reading_fill (&reading, json, &error));
  g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER);
}

/* What is no JSON in the strict grammar, and what is no object. */
static void
test_refuses_other_texts (void)
{
  static const char *const cases[] = {
    "",
    " ",
    "null",
    "7",
    "[]",
    "\"x\"",
    "<!DOCTYPE html><html></html>",
    "{",
    "{}}",
    "{'a':1}",
    "{\"a\":1,}",
    "{\"a\":01}",
    "{\"a\":NaN}",
    "{\"a\":1}{\"b\":2}",
    "{/* x */}",
    "{\"a\":\"\xff\"}",
    "var a = {};",
  };
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GError) too_deep = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) json = parse (cases[i], &error);

      if (json != NULL)
        g_error ("%s was taken", cases[i]);
      g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER);
    }

  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "{\"a\":");
  g_assert_null (parse (deep->str, &too_deep));
  g_assert_error (too_deep, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_NO_SERVER);
}

static void
test_writes (void)
{
  const char *const proofs[] = { DIGEST, NULL };
  g_autoptr (JsonNode) json = outlay_expense_fields_to_json (&(OutlayExpenseFields) {
      .merchant = "A \"B\"",
      .amount = { 1250, "JPY" },
      .day = "",
      .note = NULL,
      .proofs = proofs,
  });
  g_autofree char *text = json_to_string (json, FALSE);

  g_assert_cmpstr (text, ==,
                   "{\"merchant\":\"A \\\"B\\\"\",\"amount\":{\"minor\":1250,\"currency\":\"JPY\"},"
                   "\"day\":null,\"category\":null,\"note\":\"\",\"proofs\":[\"" DIGEST "\"]}");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/expense-json/reads", test_reads);
  g_test_add_func ("/client/expense-json/reads-variants", test_reads_variants);
  g_test_add_func ("/client/expense-json/reads-converted", test_reads_converted);
  g_test_add_func ("/client/expense-json/refuses", test_refuses);
  g_test_add_func ("/client/expense-json/refuses-the-huge", test_refuses_the_huge);
  g_test_add_func ("/client/expense-json/refuses-other-texts", test_refuses_other_texts);
  g_test_add_func ("/client/expense-json/writes", test_writes);
  return g_test_run ();
}
