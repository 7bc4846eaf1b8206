/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "db/outlay-postgresql-error.h"

#include <string.h>

/* The first whose text begins the SQLSTATE decides. */
static const struct
{
  const char *state;
  OutlayDbError code;
} codes[] = {
  { "40001", OUTLAY_DB_ERROR_BUSY },        /* serialization_failure */
  { "40P01", OUTLAY_DB_ERROR_BUSY },        /* deadlock_detected */
  { "55P03", OUTLAY_DB_ERROR_BUSY },        /* lock_not_available: lock_timeout */
  { "57014", OUTLAY_DB_ERROR_BUSY },        /* query_canceled: statement_timeout, or by an admin */
  { "25006", OUTLAY_DB_ERROR_FAILED },      /* read_only_sql_transaction */
  { "25P03", OUTLAY_DB_ERROR_UNREACHABLE }, /* idle_in_transaction_session_timeout */
  { "57P", OUTLAY_DB_ERROR_UNREACHABLE },   /* shut down, crashed, not ready, gone, idle too long */
  { "53300", OUTLAY_DB_ERROR_UNREACHABLE }, /* too_many_connections */
  { "08", OUTLAY_DB_ERROR_UNREACHABLE },
  { "53100", OUTLAY_DB_ERROR_FULL }, /* disk_full */
  { "53200", OUTLAY_DB_ERROR_FULL }, /* out_of_memory */
  { "23", OUTLAY_DB_ERROR_CONSTRAINT },
  { "XX001", OUTLAY_DB_ERROR_CORRUPT }, /* data_corrupted */
  { "XX002", OUTLAY_DB_ERROR_CORRUPT }, /* index_corrupted */
};

static OutlayDbError
translate (const char *state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_str_has_prefix (state, codes[i].state))
      return codes[i].code;

  return OUTLAY_DB_ERROR_FAILED;
}

static char *
dup_line (const char *text)
{
  char *line = g_strdup (text != NULL ? text : "no reason was given");

  g_strdelimit (line, "\n\t\r", ' ');

  return g_strchomp (line);
}

void
outlay_postgresql_take_error (PGconn *pg, const PGresult *result, GError **error)
{
  const char *state = result != NULL ? PQresultErrorField (result, PG_DIAG_SQLSTATE) : NULL;
  const char *primary = result != NULL ? PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY)
                                       : NULL;
  g_autofree char *message = NULL;

  if (state != NULL)
    {
      message = dup_line (primary);
      g_set_error (error, OUTLAY_DB_ERROR, (int) translate (state), "%s (PostgreSQL %s)", message,
                   state);
      return;
    }

  /* The library's own words: an answer that did not come, or a request that it does not send. */
  message = dup_line (PQerrorMessage (pg));
  g_set_error_literal (error, OUTLAY_DB_ERROR,
                       result != NULL || PQstatus (pg) != CONNECTION_OK
                           ? OUTLAY_DB_ERROR_UNREACHABLE
                           : OUTLAY_DB_ERROR_FAILED,
                       message);
}
