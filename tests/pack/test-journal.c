/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pack/outlay-journal.h"

#include <string.h>

static void
test_names (void)
{
  static const struct
  {
    const char *name;
    const char *account;
    const char *payee;
  } cases[] = {
    { "Travel", "Travel", "Travel" },
    { "Food: in", "Food/ in", "Food: in" },
    { "a; b", "a, b", "a, b" },
    { "a | b", "a | b", "a / b" },
    { "two  spaces\tand\na line", "two spaces and a line", "two spaces and a line" },
    { "  \n ", "unnamed", "unnamed" },
    { "", "unnamed", "unnamed" },
    { "no\xc2\xa0\xc2\xa0"
      "break",
      "no break", "no break" },
    { "\xff", "\xef\xbf\xbd", "\xef\xbf\xbd" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *account = outlay_journal_dup_account_part (cases[i].name);
      g_autofree char *payee = outlay_journal_dup_payee (cases[i].name);

      g_assert_cmpstr (account, ==, cases[i].account);
      g_assert_cmpstr (payee, ==, cases[i].payee);
    }
}

/* Two categories that a journal would take for one are two accounts. */
static void
test_no_two_share_an_account (void)
{
  g_autoptr (OutlayPackBook) book = outlay_pack_book_new ();

  outlay_pack_book_add_category (book, "1", "A:B", "", "", FALSE);
  outlay_pack_book_add_category (book, "2", "A/B", "", "", FALSE);
  outlay_pack_book_add_category (book, "3", "A/B 2", "", "", FALSE);
  outlay_pack_book_add_category (book, "4", "unknown", "", "", FALSE);
  outlay_pack_book_add_person (book, "p", "A/B", "");
  g_assert_false (outlay_pack_book_add_person (book, "p", "Again", ""));
  g_assert_cmpstr (outlay_pack_book_get_account (book, "1"), ==, "A/B");
  g_assert_cmpstr (outlay_pack_book_get_account (book, "2"), ==, "A/B 2");
  g_assert_cmpstr (outlay_pack_book_get_account (book, "3"), ==, "A/B 2 2");
  g_assert_cmpstr (outlay_pack_book_get_account (book, "4"), ==, "unknown 2");
  g_assert_cmpstr (outlay_pack_book_get_account (book, "p"), ==, "A/B");
  g_assert_cmpstr (outlay_pack_book_get_account (book, NULL), ==, "without category");
  g_assert_cmpstr (outlay_pack_book_get_account (book, "5"), ==, "unknown");
}

static char *
write_one (const OutlayPackExpense *expense)
{
  g_autoptr (OutlayPackBook) book = outlay_pack_book_new ();
  g_autoptr (OutlayJournal) journal = NULL;
  GString *text = g_string_new (NULL);

  outlay_pack_book_add_person (book, "p", "Emma", "");
  outlay_pack_book_add_category (book, "c", "Travel", "", "", FALSE);
  journal = outlay_journal_new (book);
  outlay_journal_append_expense (journal, text, expense);

  return g_string_free_and_steal (text);
}

/* A pack from anywhere must not keep anybody busy: with a look at all that came before each, this
 * would be ten thousand million. */
static void
test_many_of_one_name (void)
{
  g_autoptr (OutlayPackBook) book = outlay_pack_book_new ();

  for (guint i = 1; i <= 100000; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);

      g_assert_true (outlay_pack_book_add_person (book, id, "Emma", ""));
    }
  g_assert_cmpstr (outlay_pack_book_get_account (book, "1"), ==, "Emma");
  g_assert_cmpstr (outlay_pack_book_get_account (book, "100000"), ==, "Emma 100000");
}

static void
test_states (void)
{
  static const char *const nothing[] = { NULL };
  g_autofree char *undated = NULL;
  OutlayPackExpense expense = {
    .id = "id",
    .owner = "p",
    .facts = { .merchant = "Nero",
               .amount = { 1250, "USD" },
               .day = "2026-11-19",
               .category = "c",
               .note = "",
               .proofs = nothing },
    .is_converted = TRUE,
    .converted = { 1188, "EUR" },
    .updated_at = G_GINT64_CONSTANT (1795000000000000),
  };
  static const char *const lines[OUTLAY_N_STATES] = {
    [OUTLAY_STATE_DRAFT] =
        "2026-11-19 (id) Nero\n    ; state: draft\n    drafts:Travel  12.50 USD @@ "
        "11.88 EUR\n    equity:unclaimed  -11.88 EUR\n",
    [OUTLAY_STATE_SUBMITTED] = "2026-11-19 ! (id) Nero\n",
    [OUTLAY_STATE_APPROVED] =
        "2026-11-19 * (id) Nero\n    ; state: approved\n    expenses:Travel  12.50 USD "
        "@@ 11.88 EUR\n    liabilities:Emma  -11.88 EUR\n",
    [OUTLAY_STATE_REJECTED] = "2026-11-19 (id) Nero\n    ; state: rejected\n    rejected:Travel  ",
    [OUTLAY_STATE_REIMBURSED] = "* (id) Reimbursed: Nero\n    liabilities:Emma  11.88 EUR\n    "
                                "assets:reimbursements  -11.88 EUR\n",
  };

  for (guint i = 0; i < OUTLAY_N_STATES; i++)
    {
      g_autofree char *text = NULL;

      expense.state = i;
      text = write_one (&expense);
      g_test_message ("%s", text);
      g_assert_nonnull (strstr (text, lines[i]));
    }

  expense.facts.day = "";
  undated = write_one (&expense);
  g_assert_true (g_str_has_prefix (undated, "; left out"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pack/journal/names", test_names);
  g_test_add_func ("/pack/journal/accounts", test_no_two_share_an_account);
  g_test_add_func ("/pack/journal/many-of-one-name", test_many_of_one_name);
  g_test_add_func ("/pack/journal/states", test_states);

  return g_test_run ();
}
