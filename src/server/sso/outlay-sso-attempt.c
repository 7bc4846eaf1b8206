/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/sso/outlay-sso-attempt.h"

#include <string.h>

#include "server/oauth/outlay-browser.h"
#include "server/outlay-service-private.h"

#define STATE_SIZE 32
#define MAX_STATE 64

void
outlay_sso_attempt_clear (OutlaySsoAttempt *self)
{
  g_clear_pointer (&self->secrets.state, g_free);
  g_clear_pointer (&self->secrets.nonce, g_free);
  g_clear_pointer (&self->secrets.verifier, g_free);
  g_clear_pointer (&self->id, g_free);
}

static char *
derive (const OutlayRequest *request, const char *purpose, const char *state, const char *mark)
{
  guint8 digest[32];

  outlay_hmac (request->service->keys->refresh, digest, (gsize) 3, purpose, strlen (purpose), state,
               strlen (state), mark, strlen (mark));
  return outlay_base64url_encode (digest, sizeof digest);
}

gboolean
outlay_sso_attempt_init (OutlaySsoAttempt *self, const OutlayRequest *request, const char *state)
{
  g_autofree char *mark = outlay_browser_dup_cookie (request, OUTLAY_COOKIE_BROWSER);
  guint8 fresh[STATE_SIZE];

  if (mark == NULL || (state != NULL && strlen (state) > MAX_STATE))
    return FALSE;

  outlay_random_bytes (fresh, sizeof fresh);
  self->secrets.state = state != NULL ? g_strdup (state)
                                      : outlay_base64url_encode (fresh, sizeof fresh);
  self->secrets.nonce = derive (request, "outlay sso nonce", self->secrets.state, mark);
  self->secrets.verifier = derive (request, "outlay sso verifier", self->secrets.state, mark);
  self->id = derive (request, "outlay sso attempt", self->secrets.state, mark);
  return TRUE;
}

gboolean
outlay_sso_attempt_store (const OutlaySsoAttempt *self,
                          OutlayConnection *db,
                          const char *company,
                          const char *pending,
                          gint64 now,
                          GError **error)
{
  return outlay_connection_run (db, error, "sso/add-attempt", "sssi", company, self->id, pending,
                                now + OUTLAY_SSO_ATTEMPT_LIFETIME);
}

gboolean
outlay_sso_attempt_take (const OutlaySsoAttempt *self,
                         OutlayConnection *db,
                         const char *company,
                         gint64 now,
                         char **pending,
                         GError **error)
{
  g_autoptr (OutlayRow) row = NULL;

  *pending = NULL;
  if (!outlay_connection_find (db, &row, error, "sso/get-attempt", "ssi", company, self->id, now))
    return FALSE;
  if (row == NULL)
    return TRUE;

  *pending = g_strdup (outlay_statement_get_text (row, 0));
  return outlay_connection_run (db, error, "sso/remove-attempt", "ss", company, self->id);
}

gboolean
outlay_sso_attempt_purge (OutlayConnection *db, gint64 now, GError **error)
{
  return outlay_connection_run (db, error, "sso/purge-attempts", "i", now);
}
