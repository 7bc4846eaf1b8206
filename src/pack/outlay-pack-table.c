/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pack/outlay-pack-table.h"

#include "pack/outlay-csv.h"

static const char *const columns[] = {
  "id",
  "day",
  "merchant",
  "amount",
  "currency",
  "category",
  "state",
  "owner",
  "owner_email",
  "note",
  "proofs",
  "converted_amount",
  "converted_currency",
  "rate",
  "rate_day",
  "revision",
  "submitted_at",
  "created_at",
  "updated_at",
};

void
outlay_pack_table_append_head (GString *csv)
{
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    outlay_csv_append_plain (csv, columns[i]);
  outlay_csv_end_record (csv);
}

static void
append_time (GString *csv, gint64 unix_usec)
{
  g_autofree char *time = unix_usec != 0 ? outlay_pack_time_dup (unix_usec) : NULL;

  outlay_csv_append_plain (csv, time);
}

static void
append_conversion (GString *csv, const OutlayPackExpense *expense)
{
  if (expense->is_converted)
    {
      outlay_csv_append_amount (csv, &expense->converted);
      outlay_csv_append_plain (csv, expense->converted.currency);
      outlay_csv_append_text (csv, expense->rate);
      outlay_csv_append_text (csv, expense->rate_day);
      return;
    }

  for (guint i = 0; i < 4; i++)
    outlay_csv_append_plain (csv, "");
}

void
outlay_pack_table_append_expense (GString *csv,
                                  OutlayPackBook *book,
                                  const OutlayPackExpense *expense)
{
  const OutlayPackFacts *facts = &expense->facts;
  const OutlayPackPerson *owner = outlay_pack_book_find_person (book, expense->owner);
  const OutlayPackCategory *category = outlay_pack_book_find_category (book, facts->category);
  g_autofree char *proofs = facts->proofs != NULL ? g_strjoinv (" ", (char **) facts->proofs)
                                                  : NULL;
  g_autofree char *revision = g_strdup_printf ("%" G_GINT64_FORMAT, expense->revision);

  outlay_csv_append_plain (csv, expense->id);
  outlay_csv_append_plain (csv, facts->day);
  outlay_csv_append_text (csv, facts->merchant);
  outlay_csv_append_amount (csv, &facts->amount);
  outlay_csv_append_plain (csv, facts->amount.currency);
  outlay_csv_append_text (csv, category != NULL ? category->name : "");
  outlay_csv_append_plain (csv, outlay_state_to_string (expense->state));
  outlay_csv_append_text (csv, owner != NULL ? owner->name : "");
  outlay_csv_append_text (csv, owner != NULL ? owner->email : "");
  outlay_csv_append_text (csv, facts->note);
  outlay_csv_append_plain (csv, proofs);
  append_conversion (csv, expense);
  outlay_csv_append_plain (csv, revision);
  append_time (csv, expense->submitted_at);
  append_time (csv, expense->created_at);
  append_time (csv, expense->updated_at);
  outlay_csv_end_record (csv);
}
