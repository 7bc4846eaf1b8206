/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/auth/outlay-password.h"

#include <crypt.h>
#include <string.h>

#include "server/auth/outlay-keys.h"

static char *
mix_pepper (GBytes *pepper, const char *password)
{
  guint8 digest[32];

  outlay_hmac (pepper, digest, 1, (const guint8 *) password, strlen (password));
  return g_base64_encode (digest, sizeof digest);
}

/* (nullable): what crypt(5) makes of it */
static char *
run_crypt (GBytes *pepper, const char *password, const char *setting)
{
  g_autofree char *phrase = mix_pepper (pepper, password);
  /* 32 KiB: not for the stack. */
  g_autofree struct crypt_data *data = g_new0 (struct crypt_data, 1);
  const char *hash = crypt_r (phrase, setting, data);
  char *copy = hash != NULL && *hash != '*' ? g_strdup (hash) : NULL;

  explicit_bzero (phrase, strlen (phrase));
  explicit_bzero (data, sizeof *data);
  return copy;
}

static void
make_setting (int cost, char *setting)
{
  guint8 salt[16];

  outlay_random_bytes (salt, sizeof salt);
  if (crypt_gensalt_rn ("$2b$", (unsigned long) cost, (const char *) salt, sizeof salt, setting,
                        CRYPT_GENSALT_OUTPUT_SIZE) == NULL)
    g_error ("libcrypt knows no bcrypt of cost %d", cost);
}

char *
outlay_password_hash (GBytes *pepper, const char *password, int cost)
{
  char setting[CRYPT_GENSALT_OUTPUT_SIZE];
  char *hash;

  make_setting (cost, setting);
  hash = run_crypt (pepper, password, setting);
  g_assert (hash != NULL);

  return hash;
}

static gboolean
is_equal (const char *a, const char *b)
{
  gsize length = strlen (a);
  guint difference = 0;

  if (length != strlen (b))
    return FALSE;

  for (gsize i = 0; i < length; i++)
    difference |= (guint) (guchar) (a[i] ^ b[i]);

  return difference == 0;
}

gboolean
outlay_password_verify (GBytes *pepper, const char *password, const char *hash, int cost)
{
  char setting[CRYPT_GENSALT_OUTPUT_SIZE];
  g_autofree char *again = NULL;

  if (hash == NULL)
    make_setting (cost, setting);

  again = run_crypt (pepper, password, hash != NULL ? hash : setting);
  return hash != NULL && again != NULL && is_equal (again, hash);
}
