/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/proof/outlay-digest.h"
#include "pack/outlay-pack-expense-json.h"
#include "pack/outlay-pack-line.h"

/* What is written and read again. */
static OutlayPackLine *
pass (const OutlayPackExpense *expense, GError **error)
{
  g_autoptr (GString) json = g_string_new (NULL);

  outlay_pack_json_append_expense (json, expense, TRUE);
  return outlay_pack_line_read (json->str, json->len, error);
}

static void
test_conversion (void)
{
  static const struct
  {
    OutlayState state;
    OutlayMoney amount;
    OutlayMoney converted;
    const char *rate;
    gboolean is_taken;
  } cases[] = {
    { OUTLAY_STATE_SUBMITTED, { 1250, "SEK" }, { 113, "EUR" }, "0.0905", TRUE },
    { OUTLAY_STATE_SUBMITTED, { 500, "JPY" }, { 307, "EUR" }, "0.00614", TRUE },
    { OUTLAY_STATE_SUBMITTED, { 1250, "SEK" }, { 114, "EUR" }, "0.0905", FALSE },
    { OUTLAY_STATE_SUBMITTED, { 1250, "SEK" }, { G_MININT64, "EUR" }, "0.0905", FALSE },
    { OUTLAY_STATE_SUBMITTED, { 1250, "SEK" }, { 113, "EUR" }, "0,0905", FALSE },
    { OUTLAY_STATE_SUBMITTED, { 1250, "SEK" }, { 0, "EUR" }, "0", FALSE },
    { OUTLAY_STATE_SUBMITTED, { 1250, "EUR" }, { 1250, "EUR" }, "1", FALSE },
    { OUTLAY_STATE_DRAFT, { 1250, "SEK" }, { 113, "EUR" }, "0.0905", FALSE },
  };
  const char *const proofs[] = { NULL };
  g_autofree char *digest = outlay_digest_of_proofs (proofs);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      const OutlayPackExpense expense = {
        .id = "018f0000-0000-7000-8000-000000000001",
        .owner = "p",
        .facts = { "Nero", cases[i].amount, "2026-11-19", "c", "", digest, proofs },
        .state = cases[i].state,
        .revision = 2,
        .is_converted = TRUE,
        .converted = cases[i].converted,
        .rate = cases[i].rate,
        .rate_day = "2026-11-19",
      };
      g_autoptr (OutlayPackLine) line = pass (&expense, &error);

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_cmpint (line != NULL, ==, cases[i].is_taken);
      if (line == NULL)
        g_assert_error (error, OUTLAY_PACK_ERROR, OUTLAY_PACK_ERROR_SYNTAX);
      else
        g_assert_cmpint (outlay_pack_line_get_expense (line)->converted.minor, ==,
                         cases[i].converted.minor);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pack/line/conversion", test_conversion);

  return g_test_run ();
}
