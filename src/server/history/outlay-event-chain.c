/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/history/outlay-event-chain.h"

#include "server/history/outlay-event-hash.h"

G_DEFINE_QUARK (outlay-event-chain-error-quark, outlay_event_chain_error)

static void
read_event (OutlayStoredEvent *event, OutlayStatement *row)
{
  *event = (OutlayStoredEvent) {
    .seq = outlay_statement_get_int (row, 0),
    .expense = outlay_statement_get_text (row, 1),
    .at = outlay_statement_get_int (row, 2),
    .actor = outlay_statement_get_text (row, 3),
    .action = outlay_statement_get_text (row, 4),
    .from = outlay_statement_get_text (row, 5),
    .to = outlay_statement_get_text (row, 6),
    .reason = outlay_statement_get_text (row, 7),
    .revision = outlay_statement_get_int (row, 8),
    .proof_digest = outlay_statement_get_text (row, 9),
    .proofs = outlay_statement_get_text (row, 10),
    .facts = outlay_statement_get_text (row, 11),
  };
}

static gboolean
fail (const char *company, gint64 seq, const char *what, GError **error)
{
  g_set_error (error, OUTLAY_EVENT_CHAIN_ERROR, OUTLAY_EVENT_CHAIN_ERROR_BROKEN,
               "company %s, event %" G_GINT64_FORMAT ": %s", company, seq, what);
  return FALSE;
}

/* Where the chain must end: 0 and "" for a company without events. */
static gboolean
check_end (OutlayConnection *db, const char *company, gint64 seq, const char *hash, GError **error)
{
  OutlayStatement *query = outlay_connection_query (db, "event/chain-end", error);
  gboolean has_row, fits;

  if (query == NULL)
    return FALSE;

  outlay_statement_bind (query, "s", company);
  if (!outlay_statement_step (query, &has_row, error))
    return FALSE;

  fits = has_row ? outlay_statement_get_int (query, 0) == seq &&
                       g_strcmp0 (outlay_statement_get_text (query, 1), hash) == 0
                 : seq == 0;
  outlay_statement_reset (query);

  return fits || fail (company, seq + 1, "the last events are missing", error);
}

static gboolean
check_company (OutlayConnection *db, const char *company, gint64 *n_events, GError **error)
{
  OutlayStatement *query = outlay_connection_query (db, "event/chain", error);
  g_autofree char *hash = g_strdup ("");
  gint64 seq = 0;
  gboolean has_row;

  if (query == NULL)
    return FALSE;

  outlay_statement_bind (query, "s", company);
  for (;;)
    {
      g_autofree char *expected = NULL;
      OutlayStoredEvent event;

      if (!outlay_statement_step (query, &has_row, error))
        return FALSE;
      if (!has_row)
        break;

      read_event (&event, query);
      if (event.seq != ++seq)
        return fail (company, seq, "is missing", error);

      expected = outlay_event_hash (company, hash, &event);
      if (g_strcmp0 (outlay_statement_get_text (query, 12), expected) != 0)
        return fail (company, seq, "is not what was written", error);

      g_set_str (&hash, expected);
      (*n_events)++;
    }

  return check_end (db, company, seq, hash, error);
}

static gboolean
list_companies (OutlayConnection *db, GPtrArray *companies, GError **error)
{
  OutlayStatement *query = outlay_connection_query (db, "event/companies", error);
  gboolean has_row;

  if (query == NULL)
    return FALSE;

  for (;;)
    {
      if (!outlay_statement_step (query, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      g_ptr_array_add (companies, g_strdup (outlay_statement_get_text (query, 0)));
    }
}

gboolean
outlay_event_chain_check (OutlayConnection *db, gint64 *n_events, GError **error)
{
  g_autoptr (GPtrArray) companies = g_ptr_array_new_with_free_func (g_free);

  *n_events = 0;
  if (!list_companies (db, companies, error))
    return FALSE;

  for (guint i = 0; i < companies->len; i++)
    if (!check_company (db, companies->pdata[i], n_events, error))
      return FALSE;

  return TRUE;
}
