/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/database/outlay-salvage.h"

#include <string.h>

#include "client/database/outlay-database-file.h"
#include "client/ledger/outlay-expense-change.h"
#include "client/ledger/outlay-expense-table.h"

#define NAME_PREFIX "outlay.db.damaged-"
#define SETTING_PREFIX "salvaged."
#define NUMBER_MAX G_GINT64_CONSTANT (10000000)

typedef struct
{
  char *path;
  char *name;
  gboolean is_on_device;
} Salvage;

static void
salvage_free (gpointer data)
{
  Salvage *salvage = data;

  g_free (salvage->path);
  g_free (salvage->name);
  g_free (salvage);
}

/* A number from the damaged file, or -1 where it cannot be read. */
static gint64
read_number (OutlayConnection *damaged, const char *name, gint64 parameter)
{
  OutlayStatement *statement = outlay_connection_query (damaged, name, NULL);
  gint64 number = -1;
  gboolean has_row;

  if (statement == NULL)
    return -1;

  if (parameter > 0)
    outlay_statement_bind (statement, "i", parameter);
  if (outlay_statement_step (statement, &has_row, NULL) && has_row)
    number = outlay_statement_get_int (statement, 0);
  outlay_statement_reset (statement);

  return number;
}

/* An action that had only been shown ahead is taken back: it has to be asked for again. */
static void
take_back_actions (OutlayExpenseInit *init)
{
  if (init->state != OUTLAY_STATE_SUBMITTED)
    return;

  if (init->proof_version > 0)
    {
      init->state = OUTLAY_STATE_REJECTED;
      init->proof_version--;
      init->reuploads_left++;
    }
  else
    init->state = OUTLAY_STATE_DRAFT;
}

/* Puts one record into the new database, where it does not stand already. */
static gboolean
take_over (OutlayConnection *connection,
           OutlayExpense *expense,
           gboolean is_on_device,
           GError **error)
{
  OutlayExpenseInit init;
  gint64 entry;
  gint64 number;

  outlay_expense_table_init_of (expense, &init);
  take_back_actions (&init);
  if (!outlay_state_is_editable (init.state))
    return TRUE;

  number = outlay_expense_table_find (connection, init.id, NULL, error);
  if (number != 0)
    return number > 0;

  if (outlay_expense_table_put (connection, &init, TRUE, error) < 0)
    return FALSE;
  if (is_on_device)
    return TRUE;

  entry = outlay_expense_change_queue (connection, init.id, init.proofs, FALSE, error);

  return entry > 0 &&
         outlay_expense_table_keep (connection, OUTLAY_COPY_CARRIED, entry, init.id, error) &&
         outlay_outbox_table_settle (connection, init.id, error);
}

/* A database may have been damaged before reports came, and with it columns. (transfer full) (nullable) */
static OutlayExpense *
read_row (OutlayConnection *damaged, gint64 number)
{
  g_autoptr (OutlayRow) row = NULL;
  OutlayExpense *expense = outlay_expense_table_get_row (damaged, number, NULL);

  if (expense != NULL)
    return expense;

  return outlay_connection_find (damaged, &row, NULL, "expense/get-row-without-rate", "i",
                                 number) &&
                 row != NULL
             ? outlay_expense_table_read (row)
             : NULL;
}

static gboolean
take_over_rows (OutlayConnection *connection,
                OutlayConnection *damaged,
                gboolean is_on_device,
                GError **error)
{
  gint64 last = read_number (damaged, "expense/max-number", 0);
  guint n_taken = 0;

  if (last < 0)
    last = read_number (damaged, "expense/last-number", 0);

  for (gint64 number = 1; number <= MIN (last, NUMBER_MAX); number++)
    {
      g_autoptr (OutlayExpense) expense = NULL;

      if (read_number (damaged, "expense/is-only-here", number) == 1)
        expense = read_row (damaged, number);
      if (expense == NULL)
        continue;
      if (!take_over (connection, expense, is_on_device, error))
        return FALSE;
      n_taken++;
    }

  g_message ("%u expenses were taken over from a damaged database", n_taken);

  return TRUE;
}

/* One's own categories are nowhere else, either; those of a new ledger make room for them. */
static gboolean
take_over_categories (OutlayConnection *connection, OutlayConnection *damaged, GError **error)
{
  OutlayStatement *list = outlay_connection_query (damaged, "category/list", NULL);
  gboolean is_first = TRUE;
  gboolean has_row;

  while (list != NULL && outlay_statement_step (list, &has_row, NULL) && has_row)
    {
      if (is_first && !outlay_connection_run (connection, error, "category/remove-unused", ""))
        return FALSE;
      is_first = FALSE;

      if (!outlay_connection_run (
              connection, error, "category/put", "ssssi", outlay_statement_get_text (list, 0),
              outlay_statement_get_text (list, 1), outlay_statement_get_text (list, 2),
              outlay_statement_get_text (list, 3), outlay_statement_get_int (list, 4)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
salvage (OutlayConnection *connection,
         gpointer data,
         GValue *result,
         OutlayTopics *changed,
         GError **error)
{
  const Salvage *job = data;
  g_autofree char *setting = g_strconcat (SETTING_PREFIX, job->name, NULL);
  g_autofree char *done = outlay_setting_read (connection, setting, NULL);
  g_autofree char *uri = g_strconcat ("sqlite:", job->path, NULL);
  g_autoptr (OutlayConnection) damaged = NULL;
  g_autoptr (GError) open_error = NULL;

  if (done != NULL)
    return TRUE;

  damaged = outlay_connection_open (uri, OUTLAY_OPEN_READ_ONLY | OUTLAY_OPEN_EXISTING,
                                    outlay_database_file_get_queries (), &open_error);
  if (damaged == NULL)
    g_message ("%s: %s", job->name, open_error->message);
  else if ((job->is_on_device && !take_over_categories (connection, damaged, error)) ||
           !take_over_rows (connection, damaged, job->is_on_device, error))
    return FALSE;

  *changed = OUTLAY_TOPIC_EXPENSES | OUTLAY_TOPIC_CATEGORIES | OUTLAY_TOPIC_OUTBOX;

  return outlay_setting_write (connection, setting, "1", error);
}

void
outlay_salvage_start (OutlayDatabase *database, gboolean is_on_device)
{
  const char *folder = g_file_peek_path (outlay_database_get_folder (database));
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      Salvage *job;

      if (!g_str_has_prefix (name, NAME_PREFIX) || g_str_has_suffix (name, "-wal") ||
          g_str_has_suffix (name, "-shm"))
        continue;

      job = g_new0 (Salvage, 1);
      job->path = g_build_filename (folder, name, NULL);
      job->name = g_strdup (name);
      job->is_on_device = is_on_device;
      dex_future_disown (outlay_database_run (database, salvage, job, salvage_free));
    }
}
