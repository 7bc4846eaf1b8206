/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-connection.h"
#include "server/outlay-json-writer.h"

G_BEGIN_DECLS

/**
 * OutlayAuditPlace:
 * @at: Unix time in microseconds
 * @is_event: whether it is an event of an expense; of the same time, these come last
 *
 * Where the list goes on: after this one. Newest first, then other entries before events, then the
 * greater number first.
 */
typedef struct
{
  gint64   at;
  gboolean is_event;
  gint64   seq;
} OutlayAuditPlace;

/**
 * OutlayAuditFilter:
 * @kind: (nullable): "expense" for events of expenses, "security" for all others, or one of theirs
 * @person: (nullable): id of who did it, or to whom it was done
 * @from: Unix time in microseconds, included
 * @after: where to go on; a place of a time just after the newest that is wanted, to begin with
 */
typedef struct
{
  const char      *kind;
  const char      *person;
  gint64           from;
  OutlayAuditPlace after;
} OutlayAuditFilter;

/**
 * outlay_audit_list_write_json:
 * @limit: most entries to write
 * @last: (out): the place of the last one written
 * @more: (out): whether there are more
 *
 * Writes what has happened as an array, newest first: what was done to expenses along with who came
 * in, who was let in and who changed the rules. An item reads
 *
 *     {
 *       "kind": "expense" | "sign_in" | …,          those of outlay-audit-store.h
 *       "seq": 17,                                  in its chain: of events, or of all the others
 *       "at": "2026-11-20T11:55:00.000Z",
 *       "actor": {"id": "…", "name": "…"} | null,   who did it
 *       "person": {"id": "…", "name": "…"} | null,  to whom
 *       "expense": "<id>" | null,
 *       "session": "<id>" | null,
 *       "remote": "192.0.2.7" | null,               the address it came from
 *       "detail": {…} | null
 *     }
 *
 * The detail of an event is `{action, from, to, reason, revision, proof_digest}`; of other kinds
 * outlay-audit-store.h tells.
 */
gboolean outlay_audit_list_write_json (OutlayConnection        *db,
                                       const char              *company,
                                       const OutlayAuditFilter *filter,
                                       guint                    limit,
                                       OutlayJsonWriter        *json,
                                       OutlayAuditPlace        *last,
                                       gboolean                *more,
                                       GError                 **error);

G_END_DECLS
