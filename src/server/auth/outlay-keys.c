/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/auth/outlay-keys.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <jose/jose.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#define SECRET_SIZE 32

void
outlay_random_bytes (guint8 *data, gsize size)
{
  while (size > 0)
    {
      gssize n = getrandom (data, size, 0);

      if (n < 0 && errno != EINTR)
        g_error ("the kernel gives no random bytes: %s", g_strerror (errno));
      if (n > 0)
        {
          data += n;
          size -= (gsize) n;
        }
    }
}

void
outlay_hmac (GBytes *key, guint8 *digest, gsize n_pieces, ...)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (key, &size);
  GHmac *hmac = g_hmac_new (G_CHECKSUM_SHA256, data, size);
  gsize digest_size = 32;
  va_list pieces;

  va_start (pieces, n_pieces);
  for (gsize i = 0; i < n_pieces; i++)
    {
      const guint8 *piece = va_arg (pieces, const guint8 *);
      gsize piece_size = va_arg (pieces, gsize);
      guint64 prefix = GUINT64_TO_BE (piece_size);

      /* Or "ab" + "c" would be the same as "a" + "bc". */
      g_hmac_update (hmac, (const guchar *) &prefix, sizeof prefix);
      g_hmac_update (hmac, piece, (gssize) piece_size);
    }
  va_end (pieces);

  g_hmac_get_digest (hmac, digest, &digest_size);
  g_hmac_unref (hmac);
}

char *
outlay_base64url_encode (const guint8 *data, gsize size)
{
  char *text = g_base64_encode (data, size);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';

  return text;
}

guint8 *
outlay_base64url_decode (const char *text, gsize *size)
{
  gsize length = strlen (text);
  g_autofree guint8 *data = NULL;
  g_autofree char *again = NULL;

  *size = jose_b64_dec_buf (text, length, NULL, 0);
  if (*size == SIZE_MAX || length == 0)
    return NULL;

  data = g_malloc0 (*size + 1);
  if (jose_b64_dec_buf (text, length, data, *size) != *size)
    return NULL;

  again = outlay_base64url_encode (data, *size);
  return g_str_equal (again, text) ? g_steal_pointer (&data) : NULL;
}

static gboolean
fail_errno (const char *what, const char *path, GError **error)
{
  int code = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "cannot %s %s: %s", what, path,
               g_strerror (code));
  return FALSE;
}

static gboolean
sync_folder (const char *folder, GError **error)
{
  g_autofd int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0 || fsync (fd) < 0)
    return fail_errno ("sync", folder, error);

  return TRUE;
}

/* Whoever links the name first has made the key; everybody else reads it. */
static gboolean
make_file (const char *folder, const char *path, GBytes *content, GError **error)
{
  g_autofree char *temporary = g_build_filename (folder, ".key-XXXXXX", NULL);
  g_autofd int fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0600);
  gsize size;
  const void *data = g_bytes_get_data (content, &size);
  gboolean is_made;

  if (fd < 0)
    return fail_errno ("make a key in", folder, error);

  is_made = write (fd, data, size) == (gssize) size && fsync (fd) == 0 &&
            (link (temporary, path) == 0 || errno == EEXIST);
  if (!is_made)
    fail_errno ("write", path, error);
  g_unlink (temporary);

  return is_made && sync_folder (folder, error);
}

static GBytes *
make_secret (void)
{
  guint8 secret[SECRET_SIZE];

  outlay_random_bytes (secret, sizeof secret);
  return g_bytes_new (secret, sizeof secret);
}

static GBytes *
make_token_key (void)
{
  json_t *jwk = json_pack ("{s:s, s:s}", "alg", "ES256", "use", "sig");
  char thumbprint[64] = { 0 };
  char *text;

  if (!jose_jwk_gen (NULL, jwk))
    g_error ("an ES256 key could not be made");

  /* The key's name is its thumbprint (RFC 7638). */
  {
    json_t *name = jose_jwk_thp (NULL, jwk, "S256");

    g_strlcpy (thumbprint, json_string_value (name), sizeof thumbprint);
    json_decref (name);
  }
  json_object_set_new (jwk, "kid", json_string (thumbprint));

  text = json_dumps (jwk, JSON_COMPACT | JSON_SORT_KEYS);
  json_decref (jwk);

  return g_bytes_new_with_free_func (text, strlen (text), free, text);
}

static GBytes *
load_file (const char *folder, const char *name, GBytes *(*make) (void), GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *data = NULL;
  gsize size = 0;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_autoptr (GBytes) content = make ();

      if (!make_file (folder, path, content, error))
        return NULL;
    }

  if (!g_file_get_contents (path, &data, &size, error))
    return NULL;

  return g_bytes_new_take (data, size);
}

static GBytes *
load_secret (const char *folder, const char *name, GError **error)
{
  g_autoptr (GBytes) secret = load_file (folder, name, make_secret, error);

  if (secret != NULL && g_bytes_get_size (secret) != SECRET_SIZE)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "the key %s/%s is damaged", folder,
                   name);
      return NULL;
    }

  return g_steal_pointer (&secret);
}

OutlayKeys *
outlay_keys_load (const char *folder, GError **error)
{
  g_autoptr (OutlayKeys) self = g_new0 (OutlayKeys, 1);
  g_autoptr (GBytes) token = NULL;
  g_autofree char *above = NULL;
  g_autoptr (GError) hidden = NULL;

  if (g_mkdir_with_parents (folder, 0700) < 0)
    {
      fail_errno ("make the folder", folder, error);
      return NULL;
    }

  /* Whoever made the folder may have died before it was on disk. */
  above = g_path_get_dirname (folder);
  if (!sync_folder (above, &hidden) &&
      !g_error_matches (hidden, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    {
      g_propagate_error (error, g_steal_pointer (&hidden));
      return NULL;
    }

  self->pepper = load_secret (folder, "pepper", error);
  if (self->pepper == NULL)
    return NULL;
  self->refresh = load_secret (folder, "refresh", error);
  if (self->refresh == NULL)
    return NULL;
  token = load_file (folder, "token.jwk", make_token_key, error);
  if (token == NULL)
    return NULL;

  self->token = g_strndup (g_bytes_get_data (token, NULL), g_bytes_get_size (token));
  return g_steal_pointer (&self);
}

void
outlay_keys_free (OutlayKeys *self)
{
  g_free (self->token);
  g_clear_pointer (&self->pepper, g_bytes_unref);
  g_clear_pointer (&self->refresh, g_bytes_unref);
  g_free (self);
}
