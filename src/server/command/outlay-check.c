/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/command/outlay-check.h"

#include <string.h>

#include "server/command/outlay-expense-check.h"
#include "server/command/outlay-proof-check.h"
#include "server/expenses/outlay-expense-line-check.h"
#include "server/history/outlay-audit-chain.h"
#include "server/history/outlay-event-chain.h"
#include "server/outlay-json-writer.h"
#include "server/outlay-service-private.h"
#include "server/reports/outlay-breakdown-store.h"
#include "server/reports/outlay-decision-store.h"
#include "server/reports/outlay-total-store.h"

void
outlay_check_clear (OutlayCheck *self)
{
  outlay_findings_clear (&self->findings);
}

/* PRAGMA integrity_check says "ok", or a line for each thing that is wrong. */
static gboolean
check_structure (OutlayCheck *self, OutlayConnection *db, GError **error)
{
  OutlayStatement *query = outlay_connection_query (
      db, self->is_quick ? "sqlite/quick-integrity" : "sqlite/integrity", error);
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
        outlay_findings_add (&self->findings, "database", "", "the database is damaged: %s", line);
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
      outlay_findings_add (&self->findings, "reference", outlay_statement_get_text (query, 0),
                           "a row of %s refers to one of %s that is not there",
                           outlay_statement_get_text (query, 0),
                           outlay_statement_get_text (query, 2));
    }
}

static void
report_event_cb (const char *company, gint64 seq, const char *what, gpointer data)
{
  OutlayCheck *self = data;
  g_autofree char *place = g_strdup_printf ("%s/%" G_GINT64_FORMAT, company, seq);

  outlay_findings_add (&self->findings, strstr (what, "anchor") != NULL ? "anchor" : "chain", place,
                       "company %s, event %" G_GINT64_FORMAT ": %s", company, seq, what);
}

static gboolean
check_events (OutlayCheck *self, OutlayConnection *db, GError **error)
{
  return outlay_event_chain_check (db, self->anchors, self->is_quick, self->ends, report_event_cb,
                                   self, &self->n_events, error);
}

static void
report_entry_cb (const char *company, gint64 seq, const char *what, gpointer data)
{
  OutlayCheck *self = data;
  g_autofree char *place = g_strdup_printf ("%s/%" G_GINT64_FORMAT, company, seq);

  outlay_findings_add (&self->findings, "audit", place,
                       "company %s, audit entry %" G_GINT64_FORMAT ": %s", company, seq, what);
}

static gboolean
check_lines (OutlayCheck *self, OutlayConnection *db, GError **error)
{
  g_autofree char *problem = NULL;
  gint64 n_expenses;

  if (!outlay_expense_line_check (db, &n_expenses, &problem, error))
    return FALSE;

  if (problem != NULL)
    outlay_findings_add (&self->findings, "line", "", "%s", problem);
  return TRUE;
}

static gboolean
check_totals (OutlayCheck *self, OutlayConnection *db, GError **error)
{
  g_autofree char *problem = NULL;

  if (!outlay_total_store_check (db, &problem, error) ||
      (problem == NULL && !outlay_breakdown_store_check (db, &problem, error)) ||
      (problem == NULL && !outlay_decision_store_check (db, &problem, error)))
    return FALSE;

  if (problem != NULL)
    outlay_findings_add (&self->findings, "total", "", "%s", problem);
  return TRUE;
}

/* What the rows say of each other, in one picture: a server that is at work writes in between. */
static gboolean
check_rows (OutlayCheck *self, OutlayConnection *db, GError **error)
{
  gboolean is_done;

  if (!self->is_in_picture && !outlay_connection_begin_read (db, error))
    return FALSE;

  is_done = (!self->is_sqlite ||
             (check_structure (self, db, error) && check_references (self, db, error))) &&
            check_events (self, db, error) &&
            (self->is_quick ||
             (outlay_expense_check_run (&self->findings, db, &self->n_expenses, error) &&
              outlay_audit_chain_check (db, report_entry_cb, self, &self->n_entries, error) &&
              check_lines (self, db, error) && check_totals (self, db, error)));
  if (!self->is_in_picture)
    outlay_connection_rollback (db);

  return is_done;
}

gboolean
outlay_check_run (OutlayCheck *self, OutlayConnection *db, OutlayProofVault *vault, GError **error)
{
  self->n_events = self->n_entries = self->n_expenses = self->n_proofs = 0;
  if (self->findings.kept == NULL)
    outlay_findings_init (&self->findings);

  return outlay_service_check_version (db, error) &&
         outlay_proof_vault_check_keys (vault, db, error) && check_rows (self, db, error) &&
         outlay_proof_check_run (&self->findings, db, vault, self->is_quick || self->trusts_proofs,
                                 &self->n_proofs, error);
}

static void
print_json (const OutlayFinding *finding)
{
  g_auto (OutlayJsonWriter) json = { .size = 0 };

  outlay_json_writer_init (&json, 512);
  outlay_json_writer_begin_object (&json);
  outlay_json_writer_name (&json, "kind");
  outlay_json_writer_text (&json, finding->kind);
  outlay_json_writer_name (&json, "severity");
  outlay_json_writer_text (&json, finding->is_note ? "note" : "problem");
  outlay_json_writer_name (&json, "place");
  outlay_json_writer_text (&json, finding->place);
  outlay_json_writer_name (&json, "detail");
  outlay_json_writer_text (&json, finding->sentence);
  outlay_json_writer_end_object (&json);
  g_print ("%.*s\n", (int) json.length, json.text);
}

static void
print_json_sum (OutlayCheck *self)
{
  g_print ("{\"kind\":\"sum\",\"mode\":\"%s\",\"events\":%" G_GINT64_FORMAT
           ",\"audit_entries\":%" G_GINT64_FORMAT ",\"expenses\":%" G_GINT64_FORMAT
           ",\"proofs\":%" G_GINT64_FORMAT ",\"problems\":%" G_GUINT64_FORMAT
           ",\"notes\":%" G_GUINT64_FORMAT "}\n",
           self->is_quick ? "quick" : "full", self->n_events, self->n_entries, self->n_expenses,
           self->n_proofs, self->findings.n_problems, self->findings.n_notes);
}

int
outlay_check_print (OutlayCheck *self, gboolean is_json)
{
  const OutlayFindings *findings = &self->findings;

  for (guint i = 0; i < findings->kept->len; i++)
    {
      const OutlayFinding *finding = findings->kept->pdata[i];

      if (is_json)
        print_json (finding);
      else
        g_printerr ("outlayd: %s%s\n", finding->is_note ? "note: " : "", finding->sentence);
    }

  if (is_json)
    print_json_sum (self);
  else
    g_print ("%" G_GINT64_FORMAT " events, %" G_GINT64_FORMAT " expenses and %" G_GINT64_FORMAT
             " proofs %s, %" G_GUINT64_FORMAT " problems, %" G_GUINT64_FORMAT " notes\n",
             self->n_events, self->n_expenses, self->n_proofs,
             self->is_quick ? "looked over" : "checked", findings->n_problems, findings->n_notes);

  return findings->n_problems > 0 ? 1 : 0;
}
