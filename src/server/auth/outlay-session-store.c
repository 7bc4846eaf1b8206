/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/auth/outlay-session-store.h"

#include "core/outlay-uuid.h"
#include "server/oauth/outlay-browser-store.h"
#include "server/history/outlay-audit-store.h"
#include "server/outlay-json-writer.h"

/* What the audit tells of the program that signed somebody in; %NULL for our own form. */
static char *
dup_client_detail (const char *client)
{
  OutlayJsonWriter json;
  gsize length;

  if (client == NULL)
    return NULL;

  outlay_json_writer_init (&json, 128);
  outlay_json_writer_begin_object (&json);
  outlay_json_writer_name (&json, "client");
  outlay_json_writer_text (&json, client);
  outlay_json_writer_end_object (&json);

  return outlay_json_writer_end (&json, &length);
}

static gboolean
note_start (OutlayConnection *db,
            const char *company,
            const char *person,
            const char *client,
            const char *session,
            const char *remote,
            gint64 now,
            GError **error)
{
  g_autofree char *detail = dup_client_detail (client);

  return outlay_audit_store_add (db, company,
                                 &(OutlayAuditEntry) {
                                     .kind = OUTLAY_AUDIT_SIGN_IN,
                                     .actor = person,
                                     .person = person,
                                     .session = session,
                                     .remote = remote,
                                     .detail = detail,
                                 },
                                 now, error);
}

gboolean
outlay_session_store_add_for_client (OutlayConnection *db,
                                     const char *company,
                                     const char *person,
                                     const char *client,
                                     const char *remote,
                                     gint64 now,
                                     OutlayRefreshToken *token,
                                     GError **error)
{
  g_autofree char *id = outlay_uuid_new ();
  g_autofree char *hash = NULL;

  outlay_refresh_token_init (token, company, id);
  hash = outlay_refresh_token_hash (token);
  return outlay_connection_run (db, error, "session/add", "ssssiis", company, id, person, hash, now,
                                now + OUTLAY_SESSION_LIFETIME, client) &&
         note_start (db, company, person, client, id, remote, now, error);
}

gboolean
outlay_session_store_add (OutlayConnection *db,
                          const char *company,
                          const char *person,
                          const char *remote,
                          gint64 now,
                          OutlayRefreshToken *token,
                          GError **error)
{
  return outlay_session_store_add_for_client (db, company, person, NULL, remote, now, token, error);
}

gboolean
outlay_session_store_belongs_to (OutlayConnection *db,
                                 const char *company,
                                 const char *session,
                                 const char *client,
                                 gboolean *belongs,
                                 GError **error)
{
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (db, &row, error, "session/client", "ss", company, session))
    return FALSE;

  *belongs = row != NULL && g_strcmp0 (outlay_statement_get_text (row, 0), client) == 0;
  return TRUE;
}

/* What the database says of a session when it could not be moved on. */
typedef struct
{
  gboolean is_live;
  gboolean is_current;   /* the presented token is the current one */
  gboolean is_previous;  /* … the one before, within the minute of grace */
  gboolean was_previous; /* … the one before, at any time */
  gboolean is_older;     /* … of a generation before the current one, or says so */
  char *person;
} Standing;

static gboolean
read_standing (OutlayConnection *db,
               const OutlayRefreshToken *presented,
               gint64 now,
               Standing *standing,
               GError **error)
{
  g_autofree char *hash = outlay_refresh_token_hash (presented);
  g_autoptr (OutlayRow) row = NULL;

  *standing = (Standing) { 0 };
  if (!outlay_connection_find (db, &row, error, "session/get", "ss", presented->company,
                               presented->session))
    return FALSE;
  if (row == NULL)
    return TRUE;

  standing->person = g_strdup (outlay_statement_get_text (row, 0));
  standing->is_current = g_str_equal (outlay_statement_get_text (row, 1), hash);
  standing->was_previous = g_strcmp0 (outlay_statement_get_text (row, 2), hash) == 0;
  standing->is_previous = standing->was_previous &&
                          now - outlay_statement_get_int (row, 3) <= OUTLAY_SESSION_GRACE;
  standing->is_live = outlay_statement_get_int (row, 4) > now &&
                      outlay_statement_is_null (row, 5) && outlay_statement_is_null (row, 6);
  standing->is_older = presented->generation < outlay_statement_get_int (row, 7);

  return TRUE;
}

static gboolean
end_reused (OutlayConnection *db,
            const OutlayRefreshToken *presented,
            const char *person,
            const char *remote,
            gint64 now,
            GError **error)
{
  g_message ("a spent refresh token came back: session %s is ended", presented->session);

  return outlay_session_store_end (db, presented->company, presented->session, "reuse", now,
                                   error) &&
         outlay_audit_store_add (db, presented->company,
                                 &(OutlayAuditEntry) {
                                     .kind = OUTLAY_AUDIT_REFRESH_REUSE,
                                     .person = person,
                                     .session = presented->session,
                                     .remote = remote,
                                 },
                                 now, error);
}

gboolean
outlay_session_store_rotate (OutlayConnection *db,
                             GBytes *key,
                             const OutlayRefreshToken *presented,
                             gint64 now,
                             const char *remote,
                             OutlayRefreshToken *next,
                             char **person,
                             OutlayRotation *rotation,
                             GError **error)
{
  g_autofree char *hash = outlay_refresh_token_hash (presented);
  g_autofree char *next_hash = NULL;
  g_autofree char *owner = NULL;
  OutlayStatement *query;
  gboolean has_moved;
  Standing standing;

  *person = NULL;
  outlay_refresh_token_derive (next, presented, key);
  next_hash = outlay_refresh_token_hash (next);
  query = outlay_connection_bind (db, error, "session/rotate", "ssssii", presented->company,
                                  presented->session, hash, next_hash, now,
                                  now + OUTLAY_SESSION_LIFETIME);
  if (query == NULL || !outlay_statement_run (query, error))
    return FALSE;
  has_moved = outlay_statement_n_changed (query) == 1;

  if (!read_standing (db, presented, now, &standing, error))
    return FALSE;
  owner = standing.person;

  if (standing.is_live && (has_moved || standing.is_previous))
    {
      *rotation = OUTLAY_ROTATION_DONE;
      *person = g_steal_pointer (&owner);
      return TRUE;
    }

  /* What claims to be of this generation or a later one was never given to anybody: a damaged
   * token, which is no reason to sign its owner out. */
  if (!standing.is_live || !standing.is_older)
    {
      *rotation = OUTLAY_ROTATION_REFUSED;
      return TRUE;
    }

  *rotation = OUTLAY_ROTATION_REUSED;
  return end_reused (db, presented, owner, remote, now, error);
}

gboolean
outlay_session_store_knows (OutlayConnection *db,
                            const OutlayRefreshToken *token,
                            gboolean *knows,
                            GError **error)
{
  g_autofree char *person = NULL;
  Standing standing;

  if (!read_standing (db, token, 0, &standing, error))
    return FALSE;

  person = standing.person;
  *knows = standing.is_current || standing.was_previous;
  return TRUE;
}

gboolean
outlay_session_store_end (OutlayConnection *db,
                          const char *company,
                          const char *session,
                          const char *why,
                          gint64 now,
                          GError **error)
{
  g_autofree char *person = NULL;
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (db, &row, error, "session/end", "ssis", company, session, now, why))
    return FALSE;
  if (row == NULL)
    return TRUE;

  person = g_strdup (outlay_statement_get_text (row, 0));
  g_clear_pointer (&row, outlay_statement_reset);

  /* Why else one ends is told by who ends it. */
  return !g_str_equal (why, "logout") || outlay_audit_store_add (db, company,
                                                                 &(OutlayAuditEntry) {
                                                                     .kind = OUTLAY_AUDIT_SIGN_OUT,
                                                                     .actor = person,
                                                                     .person = person,
                                                                     .session = session,
                                                                 },
                                                                 now, error);
}

gboolean
outlay_session_store_end_all (OutlayConnection *db,
                              const char *company,
                              const char *person,
                              const char *why,
                              gint64 now,
                              GError **error)
{
  return outlay_connection_run (db, error, "session/end-all", "ssis", company, person, now, why) &&
         outlay_browser_store_end_all (db, company, person, now, error);
}

gboolean
outlay_session_store_purge (OutlayConnection *db, gint64 now, GError **error)
{
  return outlay_connection_run (db, error, "session/purge", "i", now - OUTLAY_SESSION_LIFETIME);
}
