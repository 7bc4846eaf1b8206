/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/outlay-settings.h"

#include <string.h>

#include "server/oauth/outlay-origin.h"

G_DEFINE_QUARK (outlay-settings-error-quark, outlay_settings_error)

typedef enum
{
  KIND_TEXT,
  KIND_FILE, /* where nobody names one, the systemd credential of the key's name, if there is one */
  KIND_NUMBER,
  KIND_YES_NO,
  KIND_OPEN_CLOSED,
  KIND_LEVEL,
  KIND_ORIGIN,
} Kind;

/* When a changed value takes effect. */
typedef enum
{
  AT_START,
  ON_HANGUP,
} When;

typedef struct
{
  const char *name;
  Kind kind;
  gsize offset;
  const char *preset; /* (nullable): the default, as a file would say it */
  When when;
  int least;
  int most;
  const char *meaning; /* or NULL: for tests alone, and told nobody */
} Key;

#define AT(member) G_STRUCT_OFFSET (OutlaySettings, member)
#define KEY(name, kind, member, preset, when, meaning)                                             \
  { name, kind, AT (member), preset, when, 0, 0, meaning }
#define NUMBER(name, member, preset, least, most, when, meaning)                                   \
  { name, KIND_NUMBER, AT (member), preset, when, least, most, meaning }

/* `outlayd serve --help` shows it; the README's table has the same rows and data/outlayd.conf the
 * same keys, as tests/contract/test-running.py holds.
 * A key that holds a secret names a file ("…-file"), as command lines are everybody's to read. */
/* clang-format off */
static const Key keys[] = {
  KEY ("listen", KIND_TEXT, listen, "127.0.0.1:8080", AT_START,
       "where to listen, after commas also elsewhere; unix:PATH for a proxy"),
  KEY ("database", KIND_TEXT, database, "sqlite:outlay.db", AT_START,
       "sqlite:PATH or postgresql://HOST/NAME"),
  KEY ("database-password-file", KIND_FILE, database_password_file, NULL, AT_START,
       "file of PostgreSQL's password; ~/.pgpass and services work too"),
  NUMBER ("database-connections", database_connections, "8", 1, 256, AT_START,
          "PostgreSQL: connections that read"),
  NUMBER ("database-writers", database_writers, "4", 1, 64, AT_START,
          "PostgreSQL: connections that write"),
  KEY ("proofs", KIND_TEXT, proofs, NULL, AT_START,
       "folder of the proofs; \"proofs\" beside the database"),
  KEY ("keys", KIND_TEXT, keys, NULL, AT_START,
       "folder of the server's keys; \"keys\" beside the database"),
  KEY ("proof-key-file", KIND_FILE, proof_key_file, NULL, ON_HANGUP,
       "file of the keys that seal the proofs, made by outlayd key new"),
  NUMBER ("proof-grace-days", proof_grace_days, "7", 0, 3650, ON_HANGUP,
          "how long a proof is kept that no expense names"),
  NUMBER ("proof-sweep-seconds", proof_sweep_seconds, "3600", 1, 86400, AT_START,
          NULL),
  KEY ("tls-certificate", KIND_FILE, tls_certificate, NULL, ON_HANGUP,
       "PEM file of the certificate and its chain"),
  KEY ("tls-key", KIND_FILE, tls_key, NULL, ON_HANGUP,
       "PEM file of its key"),
  KEY ("allow-plain-http", KIND_YES_NO, allows_plain_http, "no", AT_START,
       "whether to serve other machines without TLS"),
  NUMBER ("drain-seconds", drain_seconds, "0", 0, 600, ON_HANGUP,
          "time between \"not ready\" and the end of listening when it stops"),
  KEY ("public-url", KIND_ORIGIN, public_url, NULL, AT_START,
       "where people and programs reach it, as in https://expenses.example"),
  KEY ("oauth-clients", KIND_TEXT, oauth_clients, NULL, AT_START,
       "JSON file of the web clients that may sign people in"),
  KEY ("sso-issuer", KIND_TEXT, sso_issuer, NULL, AT_START,
       "the company's identity provider (OpenID Connect), as in https://login.acme.example"),
  KEY ("sso-client", KIND_TEXT, sso_client, NULL, AT_START,
       "what the provider knows this server by"),
  KEY ("sso-secret-file", KIND_FILE, sso_secret_file, NULL, AT_START,
       "file of the secret that goes with it; a public client has none"),
  KEY ("sso-company", KIND_TEXT, sso_company, NULL, AT_START,
       "name of the company whose people come in by it"),
  KEY ("sso-domains", KIND_TEXT, sso_domains, NULL, AT_START,
       "domains of e-mail addresses that may come in, with commas between; all without it"),
  KEY ("sso-join", KIND_TEXT, sso_join, "existing", AT_START,
       "who may come in by it: existing, invited or anybody"),
  KEY ("sso-name", KIND_TEXT, sso_name, NULL, AT_START,
       "what the button calls the provider; the company's name without it"),
  KEY ("sso-ca-file", KIND_TEXT, sso_ca_file, NULL, AT_START,
       "PEM file of certificates to believe for it, beside the system's"),
  NUMBER ("sso-fresh-seconds", sso_fresh_seconds, "3600", 0, 86400, AT_START,
          NULL),
  KEY ("rates-url", KIND_TEXT, rates_url, NULL, AT_START,
       "where to fetch exchange rates once a day, as the European Central Bank tells them; never without it"),
  NUMBER ("rates-seconds", rates_seconds, "86400", 1, 86400, AT_START,
          NULL),
  KEY ("redis", KIND_TEXT, redis, NULL, AT_START,
       "redis://[:PASSWORD@]HOST:PORT/DATABASE or unix:PATH, shared by several servers"),
  KEY ("redis-password-file", KIND_FILE, redis_password_file, NULL, AT_START,
       "file of Redis' password"),
  KEY ("trusted-proxies", KIND_TEXT, trusted_proxies, NULL, AT_START,
       "addresses, networks and unix, whose X-Forwarded-For is believed"),
  KEY ("cors-origins", KIND_TEXT, cors_origins, NULL, AT_START,
       "whose pages may talk to it, as in https://expenses.example"),
  NUMBER ("limit-reads", limit_reads, "60000", 0, 1000000, AT_START,
          "reads an account may make in a minute; 0 for no limit"),
  NUMBER ("limit-searches", limit_searches, "6000", 0, 1000000, AT_START,
          "searches and reports"),
  NUMBER ("limit-writes", limit_writes, "60000", 0, 1000000, AT_START,
          "writes"),
  NUMBER ("limit-proofs", limit_proofs, "24000", 0, 1000000, AT_START,
          "proofs, each with one more for each MiB"),
  NUMBER ("limit-sign-ins", limit_sign_ins, "600", 0, 1000000, AT_START,
          "sign-ins, sign-ups and refreshed tokens an address may ask for in a minute"),
  NUMBER ("limit-address-factor", limit_address_factor, "20", 1, 1000, AT_START,
          "how many accounts' worth of the others an address may make"),
  KEY ("metrics", KIND_TEXT, metrics, "local", AT_START,
       "who may read /metrics: off, local, or the file of a token"),
  KEY ("signup", KIND_OPEN_CLOSED, signup_open, "open", AT_START,
       "whether anybody may found a company here: open or closed"),
  KEY ("log-level", KIND_LEVEL, log_level, "info", ON_HANGUP,
       "error, warning, info or debug"),
  NUMBER ("bcrypt-cost", bcrypt_cost, "12", 4, 16, AT_START,
          NULL),
  NUMBER ("max-connections", max_connections, "16384", 16, 1000000, AT_START,
          "open connections at most, on each address"),
  NUMBER ("max-connections-per-address", max_connections_an_address, "8192", 1, 1000000, AT_START,
          "of one peer at most"),
};
/* clang-format on */

static const Key *
find_key (const char *name, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (strlen (keys[i].name) == length && memcmp (keys[i].name, name, length) == 0)
      return &keys[i];

  return NULL;
}

static gboolean
holds_text (const Key *key)
{
  return key->kind == KIND_TEXT || key->kind == KIND_FILE || key->kind == KIND_ORIGIN;
}

static gboolean
complain (const Key *key, const char *wanted, GError **error)
{
  g_set_error (error, OUTLAY_SETTINGS_ERROR, OUTLAY_SETTINGS_ERROR_BAD, "%s must be %s", key->name,
               wanted);
  return FALSE;
}

static gboolean
set_value (OutlaySettings *self, const Key *key, const char *value, GError **error)
{
  gpointer into = (char *) self + key->offset;

  switch (key->kind)
    {
    case KIND_TEXT:
    case KIND_FILE:
      if (*value == '\0')
        return complain (key, "given", error);
      g_set_str ((char **) into, value);
      return TRUE;

    case KIND_NUMBER:
      {
        gint64 number;

        if (!g_ascii_string_to_signed (value, 10, key->least, key->most, &number, error))
          {
            g_prefix_error (error, "%s: ", key->name);
            return FALSE;
          }
        *(int *) into = (int) number;
        return TRUE;
      }

    case KIND_YES_NO:
      if (!g_str_equal (value, "yes") && !g_str_equal (value, "no"))
        return complain (key, "\"yes\" or \"no\"", error);
      *(gboolean *) into = g_str_equal (value, "yes");
      return TRUE;

    case KIND_OPEN_CLOSED:
      if (!g_str_equal (value, "open") && !g_str_equal (value, "closed"))
        return complain (key, "\"open\" or \"closed\"", error);
      *(gboolean *) into = g_str_equal (value, "open");
      return TRUE;

    case KIND_LEVEL:
      if (!outlay_log_level_from_string (value, into))
        return complain (key, "\"error\", \"warning\", \"info\" or \"debug\"", error);
      return TRUE;

    case KIND_ORIGIN:
      if (!outlay_origin_is_safe (value))
        return complain (key, "https://HOST or https://HOST:PORT, or http:// on this machine",
                         error);
      g_set_str ((char **) into, value);
      return TRUE;

    default:
      g_assert_not_reached ();
    }
}

/* @seen: for each key whether it was there */
static gboolean
read_line (OutlaySettings *self, char *line, gboolean *seen, GError **error)
{
  char *value;
  const Key *key;

  g_strstrip (line);
  if (*line == '\0' || *line == '#')
    return TRUE;

  value = strchr (line, '=');
  if (value != NULL)
    *value++ = '\0';
  g_strstrip (line);
  key = find_key (line, strlen (line));

  if (key == NULL || value == NULL)
    {
      g_set_error (error, OUTLAY_SETTINGS_ERROR, OUTLAY_SETTINGS_ERROR_UNKNOWN,
                   value == NULL ? "\"%s\" is not a \"key = value\" line" : "unknown key \"%s\"",
                   line);
      return FALSE;
    }

  if (seen[key - keys])
    {
      g_set_error (error, OUTLAY_SETTINGS_ERROR, OUTLAY_SETTINGS_ERROR_BAD, "%s is there twice",
                   key->name);
      return FALSE;
    }
  seen[key - keys] = TRUE;

  return set_value (self, key, g_strstrip (value), error);
}

static gboolean
read_file (OutlaySettings *self, const char *file, GError **error)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean seen[G_N_ELEMENTS (keys)] = { FALSE };

  if (!g_file_get_contents (file, &text, NULL, error))
    return FALSE;

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (!read_line (self, lines[i], seen, error))
      {
        g_prefix_error (error, "%s, line %u: ", file, i + 1);
        return FALSE;
      }

  self->file = g_strdup (file);
  return TRUE;
}

static gboolean
read_environment (OutlaySettings *self, GError **error)
{
  static const char *const prefixes[] = { "OUTLAY_", "OUTLAYD_" };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    for (gsize p = 0; p < G_N_ELEMENTS (prefixes); p++)
      {
        g_autofree char *upper = g_ascii_strup (keys[i].name, -1);
        g_autofree char *name = g_strconcat (prefixes[p], g_strdelimit (upper, "-", '_'), NULL);
        const char *value = g_getenv (name);

        if (value != NULL && !set_value (self, &keys[i], value, error))
          {
            g_prefix_error (error, "%s: ", name);
            return FALSE;
          }
      }

  return TRUE;
}

static gboolean
read_arguments (OutlaySettings *self, const char *const *arguments, GError **error)
{
  for (; *arguments != NULL; arguments++)
    {
      const char *name = *arguments;
      const char *value = strchr (name, '=');
      gsize length = value != NULL ? (gsize) (value - name) : strlen (name);
      const Key *key = g_str_has_prefix (name, "--") ? find_key (name + 2, length - 2) : NULL;

      if (key == NULL)
        {
          g_set_error (error, OUTLAY_SETTINGS_ERROR, OUTLAY_SETTINGS_ERROR_UNKNOWN,
                       "unknown option \"%s\"; see --help", name);
          return FALSE;
        }
      value = value != NULL ? value + 1 : *++arguments;
      if (value == NULL)
        {
          g_set_error (error, OUTLAY_SETTINGS_ERROR, OUTLAY_SETTINGS_ERROR_BAD,
                       "the option --%s needs a value", key->name);
          return FALSE;
        }
      if (!set_value (self, key, value, error))
        return FALSE;
    }

  return TRUE;
}

char *
outlay_settings_dup_database_path (const OutlaySettings *self)
{
  return g_str_has_prefix (self->database, "sqlite:") ? g_strdup (self->database + 7) : NULL;
}

/* Keys and proofs lie beside the database unless something else is said. */
static void
fill_folders (OutlaySettings *self)
{
  g_autofree char *path = outlay_settings_dup_database_path (self);
  g_autofree char *folder = g_path_get_dirname (path != NULL ? path : "./outlay.db");

  if (self->keys == NULL)
    self->keys = g_build_filename (folder, "keys", NULL);
  if (self->proofs == NULL)
    self->proofs = g_build_filename (folder, "proofs", NULL);
}

static gboolean
check_together (const OutlaySettings *self, GError **error)
{
  if ((self->tls_certificate == NULL) == (self->tls_key == NULL))
    return TRUE;

  g_set_error_literal (error, OUTLAY_SETTINGS_ERROR, OUTLAY_SETTINGS_ERROR_BAD,
                       "tls-certificate and tls-key belong together: one of them is missing");
  return FALSE;
}

static void
set_presets (OutlaySettings *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].preset != NULL && !set_value (self, &keys[i], keys[i].preset, NULL))
      g_assert_not_reached ();
}

/* (transfer full) (nullable): "tls-key", or "outlayd.tls-key" as ImportCredential=outlayd.* has it */
static char *
find_credential (const char *folder, const char *name)
{
  static const char *const prefixes[] = { "", "outlayd." };

  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
    {
      g_autofree char *path = g_strconcat (folder, "/", prefixes[i], name, NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }

  return NULL;
}

/* What systemd hands over needs not be named again. */
static void
fill_credentials (OutlaySettings *self)
{
  const char *folder = g_getenv ("CREDENTIALS_DIRECTORY");

  for (gsize i = 0; folder != NULL && i < G_N_ELEMENTS (keys); i++)
    {
      char **value = (char **) ((char *) self + keys[i].offset);

      if (keys[i].kind == KIND_FILE && *value == NULL)
        *value = find_credential (folder, keys[i].name);
    }
}

OutlaySettings *
outlay_settings_new (const char *file, const char *const *arguments, GError **error)
{
  g_autoptr (OutlaySettings) self = g_new0 (OutlaySettings, 1);

  set_presets (self);

  if ((file != NULL && !read_file (self, file, error)) || !read_environment (self, error) ||
      !read_arguments (self, arguments, error))
    return NULL;

  self->arguments = g_strdupv ((char **) arguments);
  fill_folders (self);
  fill_credentials (self);
  if (!check_together (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
outlay_settings_free (OutlaySettings *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (holds_text (&keys[i]))
      g_free (*(char **) ((char *) self + keys[i].offset));

  g_free (self->file);
  g_strfreev (self->arguments);
  g_free (self);
}

OutlaySettings *
outlay_settings_read_again (const OutlaySettings *self, GError **error)
{
  return outlay_settings_new (self->file, (const char *const *) self->arguments, error);
}

static gboolean
is_same (const Key *key, const OutlaySettings *one, const OutlaySettings *other)
{
  gconstpointer a = (const char *) one + key->offset;
  gconstpointer b = (const char *) other + key->offset;

  if (holds_text (key))
    return g_strcmp0 (*(char *const *) a, *(char *const *) b) == 0;

  return *(const int *) a == *(const int *) b;
}

char *
outlay_settings_dup_changes (const OutlaySettings *self,
                             const OutlaySettings *other,
                             gboolean is_live)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if ((keys[i].when == ON_HANGUP) == is_live && !is_same (&keys[i], self, other))
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", keys[i].name);

  return names->len > 0 ? g_string_free (g_steal_pointer (&names), FALSE) : NULL;
}

char *
outlay_settings_describe (void)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (keys[i].meaning == NULL)
        continue;
      g_string_append_printf (text, "  --%-27s %s", keys[i].name, keys[i].meaning);
      if (keys[i].preset != NULL)
        g_string_append_printf (text, " (%s)", keys[i].preset);
      g_string_append (text, keys[i].when == ON_HANGUP ? " *\n" : "\n");
    }

  return g_string_free (text, FALSE);
}
