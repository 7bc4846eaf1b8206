/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/auth/outlay-identities.h"

#include <string.h>

#define CONFIRM_USEC (5 * G_USEC_PER_SEC)
#define MAX_ENTRIES 65536
#define DIGEST_SIZE 32

typedef struct
{
  OutlayKnownIdentity known;
  gatomicrefcount references;
  guint8 digest[DIGEST_SIZE]; /* of the token */
  gint64 confirmed_at;
  int epoch;
  OutlayTokenClaims claims;
  char name[1]; /* as long as it is */
} Entry;

struct _OutlayIdentities
{
  OutlayTokens *tokens;
  int epoch; /* atomic */

  GMutex mutex;
  GHashTable *entries; /* digest → Entry, which holds it */
};

static guint
hash_digest (gconstpointer key)
{
  guint hash;

  memcpy (&hash, key, sizeof hash);
  return hash;
}

static gboolean
equal_digest (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, DIGEST_SIZE) == 0;
}

static void
entry_unref (gpointer data)
{
  Entry *entry = data;

  if (g_atomic_ref_count_dec (&entry->references))
    g_free (entry);
}

static Entry *
entry_new (const OutlayTokenClaims *claims, const guint8 *digest, const char *name, OutlayRole role)
{
  gsize length = strlen (name);
  Entry *entry = g_malloc0 (sizeof (Entry) + length);

  g_atomic_ref_count_init (&entry->references);
  memcpy (entry->digest, digest, DIGEST_SIZE);
  memcpy (entry->name, name, length + 1);
  entry->claims = *claims;
  entry->known.expires_at = claims->expires_at * G_USEC_PER_SEC;
  entry->known.identity = (OutlayIdentity) {
    .company = entry->claims.company,
    .user = entry->claims.person,
    .session = entry->claims.session,
    .name = entry->name,
    .role = role,
  };

  return entry;
}

OutlayKnownIdentity *
outlay_known_identity_ref (OutlayKnownIdentity *self)
{
  g_atomic_ref_count_inc (&((Entry *) self)->references);
  return self;
}

void
outlay_known_identity_unref (OutlayKnownIdentity *self)
{
  entry_unref (self);
}

OutlayIdentities *
outlay_identities_new (OutlayTokens *tokens)
{
  OutlayIdentities *self = g_new0 (OutlayIdentities, 1);

  self->tokens = tokens;
  self->entries = g_hash_table_new_full (hash_digest, equal_digest, NULL, entry_unref);
  g_mutex_init (&self->mutex);

  return self;
}

void
outlay_identities_free (OutlayIdentities *self)
{
  g_hash_table_unref (self->entries);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static void
compute_digest (const char *token, guint8 *digest)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize size = DIGEST_SIZE;

  g_checksum_update (checksum, (const guchar *) token, -1);
  g_checksum_get_digest (checksum, digest, &size);
}

/* (transfer full) (nullable): whatever is remembered of the token, fresh or not */
static Entry *
recall (OutlayIdentities *self, const guint8 *digest)
{
  Entry *entry;

  g_mutex_lock (&self->mutex);
  entry = g_hash_table_lookup (self->entries, digest);
  if (entry != NULL)
    g_atomic_ref_count_inc (&entry->references);
  g_mutex_unlock (&self->mutex);

  return entry;
}

static gboolean
is_expired_cb (gpointer key, gpointer value, gpointer data)
{
  return ((Entry *) value)->known.expires_at <= *(gint64 *) data;
}

static void
remember (OutlayIdentities *self, Entry *entry, gint64 now)
{
  g_mutex_lock (&self->mutex);
  if (g_hash_table_size (self->entries) >= MAX_ENTRIES)
    g_hash_table_foreach_remove (self->entries, is_expired_cb, &now);
  if (g_hash_table_size (self->entries) >= MAX_ENTRIES)
    g_hash_table_remove_all (self->entries);

  g_atomic_ref_count_inc (&entry->references);
  g_hash_table_replace (self->entries, entry->digest, entry);
  g_mutex_unlock (&self->mutex);
}

static void
drop (OutlayIdentities *self, const guint8 *digest)
{
  g_mutex_lock (&self->mutex);
  g_hash_table_remove (self->entries, digest);
  g_mutex_unlock (&self->mutex);
}

/* Asks the database who it is now; %NULL when the person or the session is no longer let in. */
static Entry *
confirm (const OutlayTokenClaims *claims,
         const guint8 *digest,
         OutlayConnection *reader,
         GError **error)
{
  g_autoptr (OutlayRow) row = NULL;
  OutlayRole role;
  Entry *entry = NULL;

  if (!outlay_connection_find (reader, &row, error, "session/confirm", "sss", claims->company,
                               claims->session, claims->person) ||
      row == NULL)
    return NULL;

  if (outlay_role_from_string (outlay_statement_get_text (row, 1), &role))
    entry = entry_new (claims, digest, outlay_statement_get_text (row, 0), role);

  return entry;
}

gboolean
outlay_identities_is_fresh (OutlayIdentities *self, const OutlayKnownIdentity *known, gint64 now)
{
  const Entry *entry = (const Entry *) known;

  return entry->epoch == g_atomic_int_get (&self->epoch) && entry->confirmed_at <= now &&
         now - entry->confirmed_at < CONFIRM_USEC && entry->known.expires_at > now;
}

OutlayKnownIdentity *
outlay_identities_recall (OutlayIdentities *self, const char *token, gint64 now)
{
  guint8 digest[DIGEST_SIZE];
  Entry *entry;

  compute_digest (token, digest);
  entry = recall (self, digest);
  if (entry == NULL || outlay_identities_is_fresh (self, &entry->known, now))
    return (OutlayKnownIdentity *) entry;

  entry_unref (entry);
  return NULL;
}

OutlayKnownIdentity *
outlay_identities_find (OutlayIdentities *self,
                        const char *token,
                        OutlayConnection *reader,
                        gint64 now,
                        GError **error)
{
  /* Read before the database is: what changes meanwhile is asked for again. */
  int epoch = g_atomic_int_get (&self->epoch);
  OutlayTokenClaims claims;
  guint8 digest[DIGEST_SIZE];
  Entry *entry;

  compute_digest (token, digest);
  entry = recall (self, digest);

  if (entry != NULL)
    {
      if (outlay_identities_is_fresh (self, &entry->known, now))
        return &entry->known;

      claims = entry->claims;
      entry_unref (entry);
      if (claims.expires_at * G_USEC_PER_SEC <= now)
        {
          drop (self, digest);
          return NULL;
        }
    }
  else if (!outlay_tokens_verify (self->tokens, token, now / G_USEC_PER_SEC, &claims))
    return NULL;

  entry = confirm (&claims, digest, reader, error);
  if (entry == NULL)
    {
      drop (self, digest);
      return NULL;
    }

  entry->confirmed_at = now;
  entry->epoch = epoch;
  remember (self, entry, now);

  return &entry->known;
}

gboolean
outlay_identity_has_ended (const OutlayIdentity *identity, OutlayConnection *reader)
{
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (reader, &row, NULL, "session/confirm", "sss", identity->company,
                               identity->session, identity->user))
    return FALSE;

  return row == NULL;
}

void
outlay_identities_forget (OutlayIdentities *self)
{
  g_atomic_int_inc (&self->epoch);
}
