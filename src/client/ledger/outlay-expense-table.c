/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/ledger/outlay-expense-table.h"

#include "client/ledger/outlay-home-amount.h"
#include "client/ledger/outlay-search-text.h"

gint64
outlay_day_to_number (const char *day)
{
  gint64 number = 0;

  for (; day != NULL && *day != '\0'; day++)
    {
      if (g_ascii_isdigit (*day))
        number = number * 10 + (*day - '0');
    }

  return number;
}

char *
outlay_day_of_number (gint64 number, char *buffer)
{
  buffer[0] = '\0';
  if (number > 0)
    g_snprintf (buffer, 11, "%04d-%02d-%02d", (int) (number / 10000), (int) (number / 100 % 100),
                (int) (number % 100));

  return buffer;
}

/* @rate_day: of 11 bytes; as long as @init */
static void
read_converted (OutlayStatement *statement, OutlayExpenseInit *init, char *rate_day)
{
  const char *currency = outlay_statement_get_text (statement, 21);

  if (currency == NULL)
    return;

  init->converted.minor = outlay_statement_get_int (statement, 20);
  g_strlcpy (init->converted.currency, currency, sizeof init->converted.currency);
  init->rate = outlay_statement_get_text (statement, 22);
  init->rate_day = outlay_day_of_number (outlay_statement_get_int (statement, 23), rate_day);
}

OutlayExpense *
outlay_expense_table_read (OutlayStatement *statement)
{
  OutlayExpenseInit init = { 0 };
  g_auto (GStrv) proofs = NULL;
  const char *joined = outlay_statement_get_text (statement, 9);
  char rate_day[11];
  char day[11];

  if (joined != NULL && *joined != '\0')
    proofs = g_strsplit (joined, " ", -1);

  init.id = outlay_statement_get_text (statement, 0);
  init.owner_id = outlay_statement_get_text (statement, 1);
  init.owner_name = outlay_statement_get_text (statement, 2);
  init.merchant = outlay_statement_get_text (statement, 3);
  init.amount.minor = outlay_statement_get_int (statement, 4);
  g_strlcpy (init.amount.currency, outlay_statement_get_text (statement, 5),
             sizeof init.amount.currency);
  init.day = outlay_day_of_number (outlay_statement_get_int (statement, 6), day);
  init.category = outlay_statement_get_text (statement, 7);
  init.note = outlay_statement_get_text (statement, 8);
  init.proofs = (const char *const *) proofs;
  init.proof_version = (guint) outlay_statement_get_int (statement, 10);
  init.proof_digest = outlay_statement_get_text (statement, 11);
  init.reuploads_left = (guint) outlay_statement_get_int (statement, 12);
  init.state = (OutlayState) outlay_statement_get_int (statement, 13);
  init.revision = outlay_statement_get_int (statement, 14);
  init.created_at = outlay_statement_get_text (statement, 15);
  init.updated_at = outlay_statement_get_text (statement, 16);
  init.delivery = (OutlayDelivery) outlay_statement_get_int (statement, 17);
  read_converted (statement, &init, rate_day);

  return outlay_expense_new (&init);
}

/* The record of a statement's only row; @statement has its values bound. */
static OutlayExpense *
read_one (OutlayStatement *statement, GError **error)
{
  OutlayExpense *expense = NULL;
  gboolean has_row;

  if (!outlay_statement_step (statement, &has_row, error))
    return NULL;

  if (has_row)
    expense = outlay_expense_table_read (statement);
  outlay_statement_reset (statement);

  return expense;
}

OutlayExpense *
outlay_expense_table_get (OutlayConnection *connection, const char *id, GError **error)
{
  OutlayStatement *statement = outlay_connection_bind (connection, error, "expense/get", "s", id);

  if (statement == NULL)
    return NULL;

  return read_one (statement, error);
}

OutlayExpense *
outlay_expense_table_get_row (OutlayConnection *connection, gint64 number, GError **error)
{
  OutlayStatement *statement = outlay_connection_bind (connection, error, "expense/get-row", "i",
                                                       number);

  if (statement == NULL)
    return NULL;

  return read_one (statement, error);
}

OutlayExpense *
outlay_expense_table_get_copy (OutlayConnection *connection,
                               OutlayCopyRole role,
                               gint64 ref,
                               GError **error)
{
  OutlayStatement *statement = outlay_connection_bind (connection, error, "expense/get-copy", "ii",
                                                       (gint64) role, ref);

  if (statement == NULL)
    return NULL;

  return read_one (statement, error);
}

gint64
outlay_expense_table_find (OutlayConnection *connection,
                           const char *id,
                           gboolean *is_mine,
                           GError **error)
{
  gint64 number = 0;
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (connection, &row, error, "expense/number", "s", id))
    return -1;

  if (row != NULL)
    {
      number = outlay_statement_get_int (row, 0);
      if (is_mine != NULL)
        *is_mine = outlay_statement_get_int (row, 1) != 0;
    }

  return number;
}

void
outlay_expense_table_init_of (OutlayExpense *expense, OutlayExpenseInit *init)
{
  *init = (OutlayExpenseInit) {
    .id = outlay_expense_get_id (expense),
    .owner_id = outlay_expense_get_owner_id (expense),
    .owner_name = outlay_expense_get_owner_name (expense),
    .merchant = outlay_expense_get_merchant (expense),
    .amount = *outlay_expense_get_amount (expense),
    .day = outlay_expense_get_day (expense),
    .category = outlay_expense_get_category (expense),
    .note = outlay_expense_get_note (expense),
    .proofs = outlay_expense_get_proofs (expense),
    .proof_version = outlay_expense_get_proof_version (expense),
    .proof_digest = outlay_expense_get_proof_digest (expense),
    .reuploads_left = outlay_expense_get_reuploads_left (expense),
    .state = outlay_expense_get_state (expense),
    .revision = outlay_expense_get_revision (expense),
    .created_at = outlay_expense_get_created_at (expense),
    .updated_at = outlay_expense_get_updated_at (expense),
    .delivery = outlay_expense_get_delivery (expense),
    .rate = outlay_expense_get_rate (expense),
    .rate_day = outlay_expense_get_rate_day (expense),
  };
  if (outlay_expense_get_converted (expense) != NULL)
    init->converted = *outlay_expense_get_converted (expense);
}

static const char *
text (const char *value)
{
  return value != NULL ? value : "";
}

/* Binds the twenty-two columns that the row and its copies share. @joined must outlive the
 * statement's run. */
static void
bind_columns (OutlayStatement *statement,
              const OutlayExpenseInit *init,
              gboolean is_mine,
              const char *joined)
{
  const OutlayCurrency *currency = outlay_currency_find (init->amount.currency);
  gboolean is_converted = init->converted.currency[0] != '\0' &&
                          !g_str_equal (init->converted.currency, init->amount.currency);

  outlay_statement_bind (
      statement, "ssisisiisssisiiississi", init->id, text (init->owner_id), (gint64) (is_mine != 0),
      text (init->merchant), init->amount.minor, init->amount.currency,
      (gint64) (currency != NULL ? currency->exponent : 2), outlay_day_to_number (init->day),
      init->category, text (init->note), joined, (gint64) init->proof_version,
      text (init->proof_digest), (gint64) init->reuploads_left, (gint64) init->state,
      init->revision, text (init->created_at), text (init->updated_at), init->converted.minor,
      is_converted ? init->converted.currency : NULL, is_converted ? text (init->rate) : NULL,
      is_converted ? outlay_day_to_number (init->rate_day) : (gint64) 0);
}

/* The owner and the category have rows of their own before the expense refers to them. */
static gboolean
make_known (OutlayConnection *connection, const OutlayExpenseInit *init, GError **error)
{
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (connection, &row, error, "person/keep", "ss", text (init->owner_id),
                               text (init->owner_name)))
    return FALSE;

  return init->category == NULL || *init->category == '\0' ||
         outlay_connection_run (connection, error, "category/keep", "s", init->category);
}

static gboolean
put_uses (OutlayConnection *connection, gint64 number, const char *const *proofs, GError **error)
{
  if (!outlay_connection_run (connection, error, "proof/forget", "i", number))
    return FALSE;

  for (gsize i = 0; proofs != NULL && proofs[i] != NULL; i++)
    {
      if (!outlay_connection_run (connection, error, "proof/use", "si", proofs[i], number))
        return FALSE;
    }

  return TRUE;
}

static gboolean
keep_merchant (OutlayConnection *connection, const OutlayExpenseInit *init, GError **error)
{
  g_autofree char *folded = NULL;

  if (init->merchant == NULL || *init->merchant == '\0')
    return TRUE;

  folded = outlay_search_text_fold (init->merchant);

  return outlay_connection_run (connection, error, "merchant/keep", "sss", init->merchant, folded,
                                init->category);
}

gint64
outlay_expense_table_put (OutlayConnection *connection,
                          const OutlayExpenseInit *init,
                          gboolean is_mine,
                          GError **error)
{
  g_autofree char *joined = NULL;
  OutlayExpenseInit row = *init;
  OutlayHomeTexts texts;
  OutlayStatement *put;
  gboolean has_row;
  gint64 number;

  if (!make_known (connection, init, error) ||
      (is_mine && !keep_merchant (connection, init, error)) ||
      (is_mine && init->state == OUTLAY_STATE_DRAFT &&
       !outlay_home_amount_set (connection, &row, &texts, error)) ||
      !(put = outlay_connection_query (connection, "expense/put", error)))
    return -1;

  joined = init->proofs != NULL ? g_strjoinv (" ", (GStrv) init->proofs) : g_strdup ("");
  bind_columns (put, &row, is_mine, joined);
  if (!outlay_statement_step (put, &has_row, error))
    return -1;

  g_assert (has_row);
  number = outlay_statement_get_int (put, 0);
  if (!outlay_statement_run (put, error) || !put_uses (connection, number, init->proofs, error))
    return -1;

  return number;
}

gboolean
outlay_expense_table_put_copy (OutlayConnection *connection,
                               OutlayCopyRole role,
                               gint64 ref,
                               const OutlayExpenseInit *init,
                               gboolean is_mine,
                               GError **error)
{
  g_autofree char *joined = NULL;
  OutlayStatement *put;

  if (!make_known (connection, init, error) ||
      !(put = outlay_connection_query (connection, "expense/put-copy", error)))
    return FALSE;

  joined = init->proofs != NULL ? g_strjoinv (" ", (GStrv) init->proofs) : g_strdup ("");
  bind_columns (put, init, is_mine, joined);
  outlay_statement_bind_int (put, 23, role);
  outlay_statement_bind_int (put, 24, ref);

  return outlay_statement_run (put, error);
}

gboolean
outlay_expense_table_keep (OutlayConnection *connection,
                           OutlayCopyRole role,
                           gint64 ref,
                           const char *id,
                           GError **error)
{
  return outlay_connection_run (connection, error, "expense/keep-copy", "iis", (gint64) role, ref,
                                id);
}

gboolean
outlay_expense_table_restore (OutlayConnection *connection,
                              OutlayCopyRole role,
                              gint64 ref,
                              const char *id,
                              GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (OutlayExpense) copy = NULL;
  gint64 number;

  copy = outlay_expense_table_get_copy (connection, role, ref, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (copy == NULL)
    return TRUE;

  number = outlay_expense_table_find (connection, id, NULL, error);

  return number > 0 &&
         outlay_connection_run (connection, error, "expense/restore-copy", "ii", (gint64) role,
                                ref) &&
         put_uses (connection, number, outlay_expense_get_proofs (copy), error);
}
