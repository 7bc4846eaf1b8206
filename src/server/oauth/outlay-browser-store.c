/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/oauth/outlay-browser-store.h"

#include "core/outlay-uuid.h"

gboolean
outlay_browser_store_add (OutlayConnection *db,
                          const char *company,
                          const char *person,
                          gint64 now,
                          OutlayRefreshToken *token,
                          GError **error)
{
  OutlayStatement *query = outlay_connection_query (db, "browser/add", error);
  g_autofree char *id = outlay_uuid_new ();
  g_autofree char *hash = NULL;

  if (query == NULL)
    return FALSE;

  outlay_refresh_token_init (token, company, id);
  hash = outlay_refresh_token_hash (token);
  outlay_statement_bind (query, "ssssii", company, id, person, hash, now + OUTLAY_BROWSER_LIFETIME,
                         now);

  return outlay_statement_run (query, error);
}

gboolean
outlay_browser_store_find (OutlayConnection *db,
                           const char *cookie,
                           gint64 now,
                           OutlayPerson **person,
                           GError **error)
{
  OutlayRefreshToken token;
  g_autofree char *hash = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) fault = NULL;
  OutlayStatement *query;
  gboolean has_row = FALSE;

  *person = NULL;
  if (cookie == NULL || !outlay_refresh_token_read (&token, cookie))
    return TRUE;

  hash = outlay_refresh_token_hash (&token);
  query = outlay_connection_query (db, "browser/get", error);
  if (query == NULL)
    return FALSE;

  outlay_statement_bind (query, "sssi", token.company, token.session, hash, now);
  if (!outlay_statement_step (query, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;

  id = g_strdup (outlay_statement_get_text (query, 0));
  outlay_statement_reset (query);
  *person = outlay_person_store_get (db, token.company, id, &fault);
  if (fault == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

gboolean
outlay_browser_store_end (OutlayConnection *db, const char *cookie, gint64 now, GError **error)
{
  OutlayRefreshToken token;
  g_autofree char *hash = NULL;
  OutlayStatement *query;

  if (cookie == NULL || !outlay_refresh_token_read (&token, cookie))
    return TRUE;

  hash = outlay_refresh_token_hash (&token);
  query = outlay_connection_query (db, "browser/end", error);
  if (query == NULL)
    return FALSE;

  outlay_statement_bind (query, "sssi", token.company, token.session, hash, now);
  return outlay_statement_run (query, error);
}

gboolean
outlay_browser_store_end_all (OutlayConnection *db,
                              const char *company,
                              const char *person,
                              gint64 now,
                              GError **error)
{
  OutlayStatement *query = outlay_connection_query (db, "browser/end-all", error);

  if (query == NULL)
    return FALSE;
  outlay_statement_bind (query, "ssi", company, person, now);
  if (!outlay_statement_run (query, error))
    return FALSE;

  query = outlay_connection_query (db, "code/end-all", error);
  if (query == NULL)
    return FALSE;
  outlay_statement_bind (query, "ss", company, person);
  return outlay_statement_run (query, error);
}

gboolean
outlay_browser_store_purge (OutlayConnection *db, gint64 now, GError **error)
{
  OutlayStatement *query = outlay_connection_query (db, "browser/purge", error);

  if (query == NULL)
    return FALSE;

  outlay_statement_bind (query, "i", now);
  return outlay_statement_run (query, error);
}
