/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/oauth/outlay-code-store.h"

#include <string.h>

#include "core/outlay-uuid.h"
#include "server/auth/outlay-keys.h"
#include "server/auth/outlay-session-store.h"
#include "server/history/outlay-audit-store.h"

#define KEEP_USEC ((gint64) 24 * 60 * 60 * G_USEC_PER_SEC)

gboolean
outlay_code_challenge_is_valid (const char *text)
{
  gsize size = 0;
  g_autofree guint8 *bytes = strlen (text) == 43 ? outlay_base64url_decode (text, &size) : NULL;

  return bytes != NULL && size == 32;
}

/* 43 to 128 unreserved characters (RFC 7636, 4.1). */
static gboolean
is_verifier (const char *text)
{
  gsize length = strlen (text);

  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("-._~", *c) == NULL)
      return FALSE;

  return length >= 43 && length <= 128;
}

static gboolean
proves (const char *verifier, const char *challenge)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *answer = NULL;
  guint8 digest[32];
  gsize size = sizeof digest;

  if (!is_verifier (verifier))
    return FALSE;

  g_checksum_update (sum, (const guchar *) verifier, -1);
  g_checksum_get_digest (sum, digest, &size);
  answer = outlay_base64url_encode (digest, size);

  return g_str_equal (answer, challenge);
}

gboolean
outlay_code_store_add (OutlayConnection *db,
                       const OutlayCodeGrant *grant,
                       gint64 now,
                       OutlayRefreshToken *code,
                       GError **error)
{
  g_autofree char *id = outlay_uuid_new ();
  g_autofree char *hash = NULL;

  outlay_refresh_token_init (code, grant->company, id);
  hash = outlay_refresh_token_hash (code);
  return outlay_connection_run (db, error, "code/add", "sssssssii", grant->company, id,
                                grant->person, hash, grant->client, grant->redirect_uri,
                                grant->challenge, now + OUTLAY_CODE_LIFETIME, now);
}

/* What the database says of a code. */
typedef struct
{
  gboolean exists;
  gboolean is_live;
  gboolean fits; /* client, address and verifier are those it was made for */
  char *person;
  char *session; /* (nullable) */
} Standing;

static void
standing_clear (Standing *standing)
{
  g_free (standing->person);
  g_free (standing->session);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Standing, standing_clear)

static gboolean
read_standing (OutlayConnection *db,
               const OutlayRefreshToken *code,
               const char *client,
               const char *redirect_uri,
               const char *verifier,
               gint64 now,
               Standing *standing,
               GError **error)
{
  g_autofree char *hash = outlay_refresh_token_hash (code);
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (db, &row, error, "code/get", "sss", code->company, code->session,
                               hash))
    return FALSE;

  standing->exists = row != NULL;
  if (row == NULL)
    return TRUE;

  standing->person = g_strdup (outlay_statement_get_text (row, 0));
  standing->session = g_strdup (outlay_statement_get_text (row, 4));
  standing->fits = g_str_equal (outlay_statement_get_text (row, 1), client) &&
                   g_str_equal (outlay_statement_get_text (row, 2), redirect_uri) &&
                   proves (verifier, outlay_statement_get_text (row, 3));
  standing->is_live = outlay_statement_get_int (row, 5) > now && outlay_statement_is_null (row, 6);

  return TRUE;
}

static gboolean
mark_spent (OutlayConnection *db,
            const OutlayRefreshToken *code,
            const char *session,
            GError **error)
{
  return outlay_connection_run (db, error, "code/spend", "sss", code->company, code->session,
                                session);
}

static gboolean
end_reused (OutlayConnection *db,
            const OutlayRefreshToken *code,
            const Standing *standing,
            const char *remote,
            gint64 now,
            GError **error)
{
  g_message ("a spent authorization code came back: session %s is ended", standing->session);

  return outlay_session_store_end (db, code->company, standing->session, "reuse", now, error) &&
         outlay_audit_store_add (db, code->company,
                                 &(OutlayAuditEntry) {
                                     .kind = OUTLAY_AUDIT_CODE_REUSE,
                                     .person = standing->person,
                                     .session = standing->session,
                                     .remote = remote,
                                 },
                                 now, error);
}

gboolean
outlay_code_store_spend (OutlayConnection *db,
                         const OutlayRefreshToken *code,
                         const char *client,
                         const char *redirect_uri,
                         const char *verifier,
                         const char *remote,
                         gint64 now,
                         OutlayRefreshToken *token,
                         char **person,
                         OutlayCodeOutcome *outcome,
                         GError **error)
{
  g_auto (Standing) standing = { 0 };

  *person = NULL;
  *outcome = OUTLAY_CODE_REFUSED;
  if (!read_standing (db, code, client, redirect_uri, verifier, now, &standing, error))
    return FALSE;
  if (!standing.exists)
    return TRUE;

  if (standing.session != NULL)
    {
      *outcome = OUTLAY_CODE_REUSED;
      return end_reused (db, code, &standing, remote, now, error);
    }
  if (!standing.is_live || !standing.fits)
    return TRUE;

  *outcome = OUTLAY_CODE_SPENT;
  *person = g_steal_pointer (&standing.person);
  return outlay_session_store_add_for_client (db, code->company, *person, client, remote, now,
                                              token, error) &&
         mark_spent (db, code, token->session, error);
}

gboolean
outlay_code_store_purge (OutlayConnection *db, gint64 now, GError **error)
{
  return outlay_connection_run (db, error, "code/purge", "i", now - KEEP_USEC);
}
