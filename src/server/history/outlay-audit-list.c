/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/history/outlay-audit-list.h"

#include <string.h>

/* One of the two lists that are merged: a row of it waits to be written. */
typedef struct
{
  OutlayStatement *query; /* (nullable): where nothing of it is asked for */
  gboolean has_row;
} Source;

/* Below what number of a list the next page lies, at the very time of the place. */
static gint64
get_bound (const OutlayAuditPlace *after, gboolean of_events)
{
  if (after->is_event == of_events)
    return after->seq;

  return of_events ? G_MAXINT64 : 0;
}

static gboolean
open_entries (Source *source,
              OutlayConnection *db,
              const char *company,
              const OutlayAuditFilter *filter,
              guint limit,
              GError **error)
{
  const char *kind = g_strcmp0 (filter->kind, "security") != 0 ? filter->kind : NULL;
  gint64 bound = get_bound (&filter->after, FALSE);
  const char *name = filter->person != NULL ? "audit/list-of-person"
                     : kind != NULL         ? "audit/list-of-kind"
                                            : "audit/list";

  if (g_strcmp0 (filter->kind, "expense") == 0)
    return TRUE;

  source->query = outlay_connection_query (db, name, error);
  if (source->query == NULL)
    return FALSE;

  if (filter->person != NULL)
    outlay_statement_bind (source->query, "siiiiss", company, filter->from, filter->after.at, bound,
                           (gint64) limit, filter->person, kind);
  else
    outlay_statement_bind (source->query, kind != NULL ? "siiiis" : "siiii", company, filter->from,
                           filter->after.at, bound, (gint64) limit, kind);
  return outlay_statement_step (source->query, &source->has_row, error);
}

static gboolean
open_events (Source *source,
             OutlayConnection *db,
             const char *company,
             const OutlayAuditFilter *filter,
             guint limit,
             GError **error)
{
  const char *name = filter->person != NULL ? "audit/list-events-of-person" : "audit/list-events";

  if (filter->kind != NULL && !g_str_equal (filter->kind, "expense"))
    return TRUE;

  source->query = outlay_connection_query (db, name, error);
  if (source->query == NULL)
    return FALSE;

  outlay_statement_bind (source->query, filter->person != NULL ? "siiiis" : "siiii", company,
                         filter->from, filter->after.at, get_bound (&filter->after, TRUE),
                         (gint64) limit, filter->person);
  return outlay_statement_step (source->query, &source->has_row, error);
}

/* --- writing ---------------------------------------------------------------------------------- */

static void
write_person (OutlayStatement *row, int column, const char *member, OutlayJsonWriter *json)
{
  outlay_json_writer_name (json, member);
  if (outlay_statement_is_null (row, column))
    {
      outlay_json_writer_null (json);
      return;
    }

  outlay_json_writer_begin_object (json);
  outlay_json_writer_name (json, "id");
  outlay_json_writer_text (json, outlay_statement_get_text (row, column));
  outlay_json_writer_name (json, "name");
  outlay_json_writer_text (json, outlay_statement_get_text (row, column + 1));
  outlay_json_writer_end_object (json);
}

static void
write_text (OutlayStatement *row, int column, const char *member, OutlayJsonWriter *json)
{
  outlay_json_writer_name (json, member);
  outlay_json_writer_text (json, outlay_statement_get_text (row, column));
}

static void
write_head (OutlayStatement *row, const char *kind, OutlayJsonWriter *json)
{
  outlay_json_writer_begin_object (json);
  outlay_json_writer_name (json, "kind");
  outlay_json_writer_text (json, kind);
  outlay_json_writer_name (json, "seq");
  outlay_json_writer_int (json, outlay_statement_get_int (row, 0));
  outlay_json_writer_name (json, "at");
  outlay_json_writer_time (json, outlay_statement_get_int (row, 1));
}

static void
write_entry (OutlayStatement *row, OutlayJsonWriter *json)
{
  const char *detail = outlay_statement_get_text (row, 9);

  write_head (row, outlay_statement_get_text (row, 2), json);
  write_person (row, 3, "actor", json);
  write_person (row, 5, "person", json);
  outlay_json_writer_name (json, "expense");
  outlay_json_writer_null (json);
  write_text (row, 7, "session", json);
  write_text (row, 8, "remote", json);
  /* JSON of our own. */
  outlay_json_writer_name (json, "detail");
  if (detail != NULL)
    outlay_json_writer_append (json, detail, strlen (detail));
  else
    outlay_json_writer_append (json, "null", 4);
  outlay_json_writer_end_object (json);
}

static void
write_event (OutlayStatement *row, OutlayJsonWriter *json)
{
  write_head (row, "expense", json);
  write_person (row, 2, "actor", json);
  outlay_json_writer_name (json, "person");
  outlay_json_writer_null (json);
  write_text (row, 4, "expense", json);
  outlay_json_writer_name (json, "session");
  outlay_json_writer_null (json);
  outlay_json_writer_name (json, "remote");
  outlay_json_writer_null (json);
  outlay_json_writer_name (json, "detail");
  outlay_json_writer_begin_object (json);
  write_text (row, 5, "action", json);
  write_text (row, 6, "from", json);
  write_text (row, 7, "to", json);
  write_text (row, 8, "reason", json);
  outlay_json_writer_name (json, "revision");
  outlay_json_writer_int (json, outlay_statement_get_int (row, 9));
  write_text (row, 10, "proof_digest", json);
  outlay_json_writer_end_object (json);
  outlay_json_writer_end_object (json);
}

static gint64
get_time (const Source *source)
{
  return source->has_row ? outlay_statement_get_int (source->query, 1) : G_MININT64;
}

static void
close_source (Source *source)
{
  if (source->has_row)
    outlay_statement_reset (source->query);
}

gboolean
outlay_audit_list_write_json (OutlayConnection *db,
                              const char *company,
                              const OutlayAuditFilter *filter,
                              guint limit,
                              OutlayJsonWriter *json,
                              OutlayAuditPlace *last,
                              gboolean *more,
                              GError **error)
{
  Source entries = { 0 }, events = { 0 };

  if (!open_entries (&entries, db, company, filter, limit + 1, error) ||
      !open_events (&events, db, company, filter, limit + 1, error))
    {
      close_source (&entries);
      return FALSE;
    }

  outlay_json_writer_begin_array (json);
  for (guint n = 0; n < limit && (entries.has_row || events.has_row); n++)
    {
      gboolean is_event = get_time (&events) > get_time (&entries);
      Source *source = is_event ? &events : &entries;

      *last = (OutlayAuditPlace) {
        .at = get_time (source),
        .is_event = is_event,
        .seq = outlay_statement_get_int (source->query, 0),
      };
      if (is_event)
        write_event (source->query, json);
      else
        write_entry (source->query, json);

      if (!outlay_statement_step (source->query, &source->has_row, error))
        {
          close_source (is_event ? &entries : &events);
          return FALSE;
        }
    }
  outlay_json_writer_end_array (json);

  *more = entries.has_row || events.has_row;
  close_source (&entries);
  close_source (&events);
  return TRUE;
}
