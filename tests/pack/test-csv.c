/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pack/outlay-csv.h"

static void
test_amounts (void)
{
  static const struct
  {
    OutlayMoney amount;
    const char *text;
  } cases[] = {
    { { 1250, "EUR" }, "12.50" },
    { { -5, "EUR" }, "-0.05" },
    { { 0, "EUR" }, "0.00" },
    { { 1500, "JPY" }, "1500" },
    { { -1, "JPY" }, "-1" },
    { { 1234567, "BHD" }, "1234.567" },
    { { G_MAXINT64, "EUR" }, "92233720368547758.07" },
    { { G_MININT64, "EUR" }, "-92233720368547758.08" },
    { { G_MININT64, "JPY" }, "-9223372036854775808" },
  };
  static const char *const strange[] = {
    "",    "12,50", "12.5",  "12.500", "+1.00", "1e3",   "-",
    ".50", "01.00", "-0.00", " 1.00",  "1.00 ", "1.0.0", "92233720368547758.08"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = outlay_plain_amount_dup (&cases[i].amount);
      OutlayMoney again;

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_true (outlay_plain_amount_read (text, cases[i].amount.currency, &again));
      g_assert_true (outlay_money_equal (&again, &cases[i].amount));
    }

  for (gsize i = 0; i < G_N_ELEMENTS (strange); i++)
    {
      OutlayMoney amount;

      g_assert_false (outlay_plain_amount_read (strange[i], "EUR", &amount));
    }
}

/* OWASP, "CSV Injection": what may begin no cell of text, and what stays as it is. */
static void
test_formulas (void)
{
  static const struct
  {
    const char *text;
    const char *cell;
  } cases[] = {
    { "plain", "plain" },
    { "=1+1", "'=1+1" },
    { "+49 30", "'+49 30" },
    { "-5", "'-5" },
    { "@SUM", "'@SUM" },
    { "\t=1", "'\t=1" },
    { "\r=1", "\"'\r=1\"" },
    { "  =1", "'  =1" },
    { "＝1", "'＝1" },
    { "'=1", "''=1" },
    { "'tis", "'tis" },
    { "a=1", "a=1" },
    { "=cmd|' /C calc'!A0,\"x\"", "\"'=cmd|' /C calc'!A0,\"\"x\"\"\"" },
    { "a,b", "\"a,b\"" },
    { "", "\"\"" },
    { "\xff", "\xef\xbf\xbd" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) csv = g_string_new (NULL);

      outlay_csv_append_text (csv, cases[i].text);
      g_assert_cmpstr (csv->str, ==, cases[i].cell);
    }
}

/* A number that is below zero is not text. */
static void
test_numbers_stay (void)
{
  g_autoptr (GString) csv = g_string_new (NULL);

  outlay_csv_append_text (csv, "-12.50");
  outlay_csv_append_amount (csv, &(OutlayMoney) { -1250, "EUR" });
  outlay_csv_append_plain (csv, "EUR");
  outlay_csv_end_record (csv);
  outlay_csv_append_plain (csv, "next");
  outlay_csv_end_record (csv);
  g_assert_cmpstr (csv->str, ==, "'-12.50,-12.50,EUR\r\nnext\r\n");
}

static void
test_restoring (void)
{
  static const char *const texts[] = {
    "=1", "'=1", "''=1", "'", "''", "'x", "  =1", "' =1", "", "-"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GString) csv = g_string_new (NULL);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (OutlayCsvReader) reader = NULL;
      g_auto (GStrv) cells = NULL;
      g_autoptr (GError) error = NULL;

      outlay_csv_append_text (csv, texts[i]);
      outlay_csv_end_record (csv);
      bytes = g_bytes_new (csv->str, csv->len);
      reader = outlay_csv_reader_new (bytes);
      g_assert_true (outlay_csv_reader_next (reader, &cells, &error));
      outlay_csv_restore_text (cells[0]);
      g_assert_cmpstr (cells[0], ==, texts[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pack/csv/amounts", test_amounts);
  g_test_add_func ("/pack/csv/formulas", test_formulas);
  g_test_add_func ("/pack/csv/numbers-stay", test_numbers_stay);
  g_test_add_func ("/pack/csv/restoring", test_restoring);

  return g_test_run ();
}
