/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/command/outlay-check.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "db/outlay-migration.h"
#include "server/expenses/outlay-expense-line-check.h"
#include "server/history/outlay-event-chain.h"
#include "server/outlay-service-private.h"
#include "server/reports/outlay-total-store.h"

void
outlay_check_clear (OutlayCheck *self)
{
  g_clear_pointer (&self->problems, g_ptr_array_unref);
}

static void add_problem (OutlayCheck *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
add_problem (OutlayCheck *self, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (self->problems, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

/* PRAGMA integrity_check says "ok", or a line for each thing that is wrong. */
static gboolean
check_structure (OutlayCheck *self, OutlayConnection *db, GError **error)
{
  OutlayStatement *query = outlay_connection_query (db, "sqlite/integrity", error);
  gboolean has_row = FALSE;

  if (query == NULL)
    return FALSE;

  while (TRUE)
    {
      const char *line;

      if (!outlay_statement_step (query, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      line = outlay_statement_get_text (query, 0);
      if (g_strcmp0 (line, "ok") != 0)
        add_problem (self, "the database is damaged: %s", line);
    }
}

static gboolean
check_references (OutlayCheck *self, OutlayConnection *db, GError **error)
{
  OutlayStatement *query = outlay_connection_query (db, "sqlite/foreign-keys", error);
  gboolean has_row = FALSE;

  if (query == NULL)
    return FALSE;

  while (TRUE)
    {
      if (!outlay_statement_step (query, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      add_problem (self, "a row of %s refers to one of %s that is not there",
                   outlay_statement_get_text (query, 0), outlay_statement_get_text (query, 2));
    }
}

static gboolean
check_events (OutlayCheck *self, OutlayConnection *db, GError **error)
{
  g_autoptr (GError) broken = NULL;

  if (outlay_event_chain_check (db, &self->n_events, &broken))
    return TRUE;

  if (broken->domain != OUTLAY_EVENT_CHAIN_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&broken));
      return FALSE;
    }

  add_problem (self, "%s", broken->message);
  return TRUE;
}

static gboolean
check_lines (OutlayCheck *self, OutlayConnection *db, GError **error)
{
  g_autofree char *problem = NULL;
  gint64 n_expenses;

  if (!outlay_expense_line_check (db, &n_expenses, &problem, error))
    return FALSE;

  if (problem != NULL)
    add_problem (self, "%s", problem);
  return TRUE;
}

static gboolean
check_totals (OutlayCheck *self, OutlayConnection *db, GError **error)
{
  g_autofree char *problem = NULL;

  if (!outlay_total_store_check (db, &problem, error))
    return FALSE;

  if (problem != NULL)
    add_problem (self, "%s", problem);
  return TRUE;
}

/* (nullable): the SHA-256 of a file, in hex */
static char *
hash_file (const char *path)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *buffer = g_malloc (1 << 20);
  g_autofd int fd = open (path, O_RDONLY | O_CLOEXEC);
  gssize n;

  if (fd < 0)
    return NULL;

  while ((n = read (fd, buffer, 1 << 20)) > 0)
    g_checksum_update (checksum, buffer, n);

  return n == 0 ? g_strdup (g_checksum_get_string (checksum)) : NULL;
}

static void
check_proof (OutlayCheck *self, const char *folder, const char *sha256, const char *path)
{
  g_autofree char *whole = g_build_filename (folder, path, NULL);
  g_autofree char *found = hash_file (whole);

  if (found == NULL)
    add_problem (self, "the proof %s cannot be read: %s", path, g_strerror (errno));
  else if (!g_str_equal (found, sha256))
    add_problem (self, "the proof %s has other content than its name says", path);
}

static gboolean
check_proofs (OutlayCheck *self, OutlayConnection *db, const char *folder, GError **error)
{
  OutlayStatement *query = outlay_connection_query (db, "server/proofs", error);
  gboolean has_row = FALSE;

  if (query == NULL)
    return FALSE;

  while (TRUE)
    {
      if (!outlay_statement_step (query, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      self->n_proofs++;
      check_proof (self, folder, outlay_statement_get_text (query, 0),
                   outlay_statement_get_text (query, 1));
    }
}

/* The queries below are those of the newest version. */
static gboolean
check_version (OutlayConnection *db, GError **error)
{
  guint n_missing;

  if (!outlay_migrate_check (db, OUTLAY_SERVER_MIGRATIONS, &n_missing, error))
    return FALSE;
  if (n_missing == 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
               "an older program made this database: run \"outlayd migrate\" first");
  return FALSE;
}

/* What the rows say of each other, in one picture: a server that is at work writes in between. */
static gboolean
check_rows (OutlayCheck *self, OutlayConnection *db, GError **error)
{
  gboolean is_done;

  if (!outlay_connection_begin_read (db, error))
    return FALSE;

  is_done = check_structure (self, db, error) && check_references (self, db, error) &&
            check_events (self, db, error) && check_lines (self, db, error) &&
            check_totals (self, db, error);
  outlay_connection_rollback (db);

  return is_done;
}

gboolean
outlay_check_run (OutlayCheck *self, OutlayConnection *db, const char *proofs, GError **error)
{
  self->n_events = 0;
  self->n_proofs = 0;
  self->problems = g_ptr_array_new_with_free_func (g_free);

  return check_version (db, error) && check_rows (self, db, error) &&
         check_proofs (self, db, proofs, error);
}
