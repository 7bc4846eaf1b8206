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
  g_autofree char *id = outlay_uuid_new ();
  g_autofree char *hash = NULL;

  outlay_refresh_token_init (token, company, id);
  hash = outlay_refresh_token_hash (token);
  return outlay_connection_run (db, error, "browser/add", "ssssii", company, id, person, hash,
                                now + OUTLAY_BROWSER_LIFETIME, now);
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
  g_autoptr (OutlayRow) row = NULL;

  *person = NULL;
  if (cookie == NULL || !outlay_refresh_token_read (&token, cookie))
    return TRUE;

  hash = outlay_refresh_token_hash (&token);
  if (!outlay_connection_find (db, &row, error, "browser/get", "sssi", token.company, token.session,
                               hash, now))
    return FALSE;
  if (row == NULL)
    return TRUE;

  id = g_strdup (outlay_statement_get_text (row, 0));
  g_clear_pointer (&row, outlay_statement_reset);
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

  if (cookie == NULL || !outlay_refresh_token_read (&token, cookie))
    return TRUE;

  hash = outlay_refresh_token_hash (&token);
  return outlay_connection_run (db, error, "browser/end", "sssi", token.company, token.session,
                                hash, now);
}

gboolean
outlay_browser_store_end_all (OutlayConnection *db,
                              const char *company,
                              const char *person,
                              gint64 now,
                              GError **error)
{
  return outlay_connection_run (db, error, "browser/end-all", "ssi", company, person, now) &&
         outlay_connection_run (db, error, "code/end-all", "ss", company, person);
}

gboolean
outlay_browser_store_purge (OutlayConnection *db, gint64 now, GError **error)
{
  return outlay_connection_run (db, error, "browser/purge", "i", now);
}
