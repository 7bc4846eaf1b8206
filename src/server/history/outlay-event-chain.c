/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/history/outlay-event-chain.h"

#include "server/history/outlay-chain.h"
#include "server/history/outlay-event-hash.h"

typedef struct
{
  OutlayConnection *db;
  OutlayChainAnchors *anchors;
  OutlayChainAnchors *ends;
  OutlayEventChainReport report;
  gpointer data;
  gint64 *n_events;
} Check;

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

/* Where the chain must end: 0 and "" for a company without events. */
static gboolean
check_end (Check *self, const char *company, gint64 seq, const char *hash, GError **error)
{
  const OutlayChainAnchor *anchor = NULL;
  g_autofree char *end_hash = NULL;
  gint64 end_seq;

  if (!outlay_chain_read_end (self->db, OUTLAY_CHAIN_EVENTS, company, &end_seq, &end_hash, error))
    return FALSE;

  if (end_seq != seq || g_strcmp0 (end_hash, hash) != 0)
    self->report (company, seq + 1, "the last events are missing", self->data);

  if (self->anchors != NULL)
    anchor = outlay_chain_anchors_find (self->anchors, company);
  if (anchor != NULL && anchor->seq > seq)
    self->report (company, anchor->seq, "was there when the anchor was made, and is gone",
                  self->data);
  if (self->ends != NULL)
    outlay_chain_anchors_set (self->ends, company, seq, hash);

  return TRUE;
}

static void
check_anchor (Check *self, const char *company, gint64 seq, const char *hash)
{
  const OutlayChainAnchor *anchor = self->anchors != NULL
                                        ? outlay_chain_anchors_find (self->anchors, company)
                                        : NULL;

  if (anchor != NULL && anchor->seq == seq && g_strcmp0 (anchor->hash, hash) != 0)
    self->report (company, seq, "was another when the anchor was made: the chain was made anew",
                  self->data);
}

static gboolean
check_company (Check *self, const char *company, GError **error)
{
  OutlayStatement *query = outlay_connection_bind (self->db, error, "event/chain", "s", company);
  g_autofree char *hash = g_strdup ("");
  gint64 seq = 0;
  gboolean has_row;

  if (query == NULL)
    return FALSE;

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
        self->report (company, seq, "is missing", self->data);
      seq = event.seq;

      expected = outlay_event_hash (company, hash, &event);
      g_set_str (&hash, outlay_statement_get_text (query, 12));
      if (!g_str_equal (hash, expected))
        self->report (company, seq, "is not what was written", self->data);

      check_anchor (self, company, seq, hash);
      (*self->n_events)++;
    }

  return check_end (self, company, seq, hash, error);
}

/* The hash of one event; empty where there is none. */
static gboolean
read_hash (Check *self, const char *company, gint64 seq, char **hash, GError **error)
{
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (self->db, &row, error, "event/hash", "si", company, seq))
    return FALSE;

  *hash = g_strdup (row != NULL ? outlay_statement_get_text (row, 0) : "");
  return TRUE;
}

static gboolean
glance_at_company (Check *self, const char *company, GError **error)
{
  const OutlayChainAnchor *anchor = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *anchored = NULL;
  gint64 n_events, seq;
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (self->db, &row, error, "event/extent", "s", company))
    return FALSE;
  n_events = outlay_statement_get_int (row, 0);
  seq = outlay_statement_get_int (row, 1);
  g_clear_pointer (&row, outlay_statement_reset);

  *self->n_events += n_events;
  if (n_events != seq)
    self->report (company, seq, "is the last, and some before it are missing", self->data);

  if (self->anchors != NULL)
    anchor = outlay_chain_anchors_find (self->anchors, company);
  if (anchor != NULL && anchor->seq > 0 && anchor->seq <= seq)
    {
      if (!read_hash (self, company, anchor->seq, &anchored, error))
        return FALSE;
      check_anchor (self, company, anchor->seq, anchored);
    }

  return read_hash (self, company, seq, &hash, error) &&
         check_end (self, company, seq, hash, error);
}

static void
report_lost_companies (Check *self, GPtrArray *companies)
{
  g_auto (GStrv) anchored = outlay_chain_anchors_dup_companies (self->anchors);

  for (guint i = 0; anchored[i] != NULL; i++)
    if (!g_ptr_array_find_with_equal_func (companies, anchored[i], g_str_equal, NULL))
      self->report (anchored[i], 0, "the whole company is gone since the anchor was made",
                    self->data);
}

gboolean
outlay_event_chain_check (OutlayConnection *db,
                          OutlayChainAnchors *anchors,
                          gboolean is_quick,
                          OutlayChainAnchors *ends,
                          OutlayEventChainReport report,
                          gpointer data,
                          gint64 *n_events,
                          GError **error)
{
  g_autoptr (GPtrArray) companies = outlay_chain_list_companies (db, error);
  Check self = { db, anchors, ends, report, data, n_events };

  *n_events = 0;
  if (companies == NULL)
    return FALSE;

  for (guint i = 0; i < companies->len; i++)
    if (is_quick ? !glance_at_company (&self, companies->pdata[i], error)
                 : !check_company (&self, companies->pdata[i], error))
      return FALSE;

  if (anchors != NULL)
    report_lost_companies (&self, companies);
  return TRUE;
}
