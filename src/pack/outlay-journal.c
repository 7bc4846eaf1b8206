/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pack/outlay-journal.h"

#include <string.h>

#include "pack/outlay-csv.h"

struct _OutlayJournal
{
  OutlayPackBook *book;
  GHashTable *currencies; /* whose decimals were declared already */
};

OutlayJournal *
outlay_journal_new (OutlayPackBook *book)
{
  OutlayJournal *self = g_new0 (OutlayJournal, 1);

  self->book = outlay_pack_book_ref (book);
  self->currencies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
outlay_journal_free (OutlayJournal *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->currencies);
  outlay_pack_book_unref (self->book);
  g_free (self);
}

/* One line with single spaces, and each of @from as its neighbour in @to. */
static char *
dup_tamed (const char *name, const char *from, const char *to)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  GString *tamed = g_string_new (NULL);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      const char *found = c < 0x80 && c != 0 ? strchr (from, (int) c) : NULL;

      if (g_unichar_isspace (c) || g_unichar_iscntrl (c) ||
          g_unichar_type (c) == G_UNICODE_LINE_SEPARATOR ||
          g_unichar_type (c) == G_UNICODE_PARAGRAPH_SEPARATOR)
        {
          if (tamed->len > 0 && tamed->str[tamed->len - 1] != ' ')
            g_string_append_c (tamed, ' ');
        }
      else if (found != NULL)
        g_string_append_c (tamed, to[found - from]);
      else
        g_string_append_unichar (tamed, c);
    }

  if (tamed->len > 0 && tamed->str[tamed->len - 1] == ' ')
    g_string_truncate (tamed, tamed->len - 1);
  if (tamed->len == 0)
    g_string_append (tamed, "unnamed");

  return g_string_free_and_steal (tamed);
}

char *
outlay_journal_dup_account_part (const char *name)
{
  return dup_tamed (name, ":;", "/,");
}

char *
outlay_journal_dup_payee (const char *name)
{
  /* hledger takes what follows a bar for a note. */
  return dup_tamed (name, ";|", ",/");
}

void
outlay_journal_append_head (OutlayJournal *self, GString *text)
{
  g_string_append (text, "; Expenses, for hledger and ledger.\n"
                         "; expenses: submitted, approved and reimbursed. drafts and rejected: "
                         "neither spent nor owed.\n\n");
}

/* Before its first use, so that "1.250 BHD" is never taken for a thousand. What has no decimals cannot be
 * declared in words that both programs read, and need not be. */
static void
declare_currency (OutlayJournal *self, GString *text, const char *code)
{
  const OutlayCurrency *currency = outlay_currency_find (code);
  guint exponent = currency != NULL ? currency->exponent : 2;

  if (exponent == 0 || !g_hash_table_add (self->currencies, g_strdup (code)))
    return;

  g_string_append_printf (text, "commodity %s\n    format 1000.%.*s %s\n\n", code, (int) exponent,
                          "000", code);
}

static const char *const roots[OUTLAY_N_STATES] = {
  [OUTLAY_STATE_DRAFT] = "drafts",        [OUTLAY_STATE_SUBMITTED] = "expenses",
  [OUTLAY_STATE_APPROVED] = "expenses",   [OUTLAY_STATE_REJECTED] = "rejected",
  [OUTLAY_STATE_REIMBURSED] = "expenses",
};

static const char *const marks[OUTLAY_N_STATES] = {
  [OUTLAY_STATE_DRAFT] = "",    [OUTLAY_STATE_SUBMITTED] = "! ",  [OUTLAY_STATE_APPROVED] = "* ",
  [OUTLAY_STATE_REJECTED] = "", [OUTLAY_STATE_REIMBURSED] = "* ",
};

static void
append_posting (GString *text, const char *root, const char *account, const OutlayMoney *amount)
{
  g_autofree char *number = outlay_plain_amount_dup (amount);

  g_string_append_printf (text, "    %s%s%s  %s %s", root, account != NULL ? ":" : "",
                          account != NULL ? account : "", number, amount->currency);
}

/* What is owed for it, and in which currency. */
static OutlayMoney
get_price (const OutlayPackExpense *expense)
{
  return expense->is_converted ? expense->converted : expense->facts.amount;
}

static void
append_other_side (OutlayJournal *self,
                   GString *text,
                   const OutlayPackExpense *expense,
                   gboolean is_owed,
                   gint64 sign)
{
  OutlayMoney owed = get_price (expense);

  owed.minor *= sign;
  if (is_owed)
    append_posting (text, "liabilities", outlay_pack_book_get_account (self->book, expense->owner),
                    &owed);
  else
    append_posting (text, "equity:unclaimed", NULL, &owed);
  g_string_append_c (text, '\n');
}

static void
append_reimbursement (OutlayJournal *self,
                      GString *text,
                      const OutlayPackExpense *expense,
                      const char *payee)
{
  OutlayMoney paid = get_price (expense);
  gint64 at = outlay_pack_expense_get_reimbursed_at (expense);
  g_autofree char *time = outlay_pack_time_dup (at != 0 ? at : expense->updated_at);

  paid.minor = -paid.minor;
  g_string_append_printf (text, "%.10s * (%s) Reimbursed: %s\n", time, expense->id, payee);
  append_other_side (self, text, expense, TRUE, 1);
  append_posting (text, "assets:reimbursements", NULL, &paid);
  g_string_append (text, "\n\n");
}

void
outlay_journal_append_expense (OutlayJournal *self, GString *text, const OutlayPackExpense *expense)
{
  const OutlayPackFacts *facts = &expense->facts;
  g_autofree char *payee = outlay_journal_dup_payee (facts->merchant);
  gboolean is_owed = g_str_equal (roots[expense->state], "expenses");

  if (*facts->day == '\0')
    {
      g_string_append_printf (text, "; left out, as it has no day: (%s) %s\n\n", expense->id,
                              payee);
      return;
    }

  declare_currency (self, text, facts->amount.currency);
  if (expense->is_converted)
    declare_currency (self, text, expense->converted.currency);

  g_string_append_printf (text, "%s %s(%s) %s\n    ; state: %s\n", facts->day,
                          marks[expense->state], expense->id, payee,
                          outlay_state_to_string (expense->state));
  append_posting (text, roots[expense->state],
                  outlay_pack_book_get_account (self->book, facts->category), &facts->amount);
  if (expense->is_converted)
    {
      g_autofree char *price = outlay_plain_amount_dup (&expense->converted);

      g_string_append_printf (text, " @@ %s %s", price, expense->converted.currency);
    }
  g_string_append_c (text, '\n');
  append_other_side (self, text, expense, is_owed, -1);
  g_string_append_c (text, '\n');

  if (expense->state == OUTLAY_STATE_REIMBURSED)
    append_reimbursement (self, text, expense, payee);
}
