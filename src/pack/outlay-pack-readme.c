/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pack/outlay-pack-readme.h"

#include "pack/outlay-csv.h"

static const char explanation[] =
    "To verify it without any program of ours:\n"
    "\n"
    "    unzip PACK.zip -d pack && cd pack && sha256sum --check --strict SHA256SUMS\n"
    "\n"
    "Every line must end with OK. Each proof is also named after its own SHA-256. Whoever\n"
    "changes a file has to change SHA256SUMS too: keep the SHA-256 of the pack itself, or of\n"
    "SHA256SUMS, in another place than the pack.\n"
    "\n"
    "    sha256sum PACK.zip\n"
    "\n"
    "\"outlayd pack verify PACK.zip\" does all of this, and adds everything up again.\n"
    "\n"
    "    proofs/           receipts, by the day of the expense that shows them\n"
    "    expenses.csv      a table for spreadsheets (RFC 4180, UTF-8); an apostrophe before\n"
    "                      = + - @ keeps text from being taken for a formula\n"
    "    expenses.json     everything, with the history of each expense and each version of\n"
    "                      its proofs\n"
    "    expenses.journal  the same amounts for hledger and ledger\n"
    "    manifest.json     what is in here: sizes and hashes, counts and sums, and the\n"
    "                      proofs that could not be read, with the reason\n";

static void
append_total (GString *text, const OutlayPackTotal *total)
{
  OutlayMoney amount = { .minor = total->minor };
  g_autofree char *number = NULL;

  g_strlcpy (amount.currency, total->currency, sizeof amount.currency);
  number = outlay_plain_amount_dup (&amount);
  g_string_append_printf (text, "    %15s %s  %-10s  %" G_GINT64_FORMAT "\n", number,
                          total->currency, outlay_state_to_string (total->state), total->count);
}

GString *
outlay_pack_readme_write (const OutlayPackManifest *manifest)
{
  const OutlayPackTitle *title = &manifest->title;
  const char *whose = title->person_name != NULL ? title->person_name : title->company_name;
  g_autofree char *made_at = outlay_pack_time_dup (title->made_at);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "Expenses%s%s\n", whose != NULL ? " of " : "",
                          whose != NULL ? whose : "");
  if (title->from != NULL || title->to != NULL)
    g_string_append_printf (text, "from %s to %s\n",
                            title->from != NULL ? title->from : "the first",
                            title->to != NULL ? title->to : "the last");
  if (title->filter != NULL)
    g_string_append_printf (text, "%s\n", title->filter);
  g_string_append_printf (text,
                          "\n%" G_GINT64_FORMAT " expenses and %" G_GINT64_FORMAT
                          " proofs, put together by %s on %.10s.\n\n",
                          manifest->n_expenses, manifest->n_proofs, title->program, made_at);
  for (guint i = 0; i < manifest->totals->len; i++)
    append_total (text, &g_array_index (manifest->totals, OutlayPackTotal, i));
  if (manifest->unread->len > 0)
    g_string_append_printf (text, "\n%u proofs could not be read: see manifest.json.\n",
                            manifest->unread->len);
  g_string_append_printf (text, "\n%s", explanation);

  return text;
}
