/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/outlay-service-private.h"

#include <errno.h>

#include "db/outlay-migration.h"
#include "server/oauth/outlay-origin.h"

/* Guesses for the first requests; the pools measure. */
#define HASH_USEC (160 * G_TIME_SPAN_MILLISECOND)
#define FILE_USEC (5 * G_TIME_SPAN_MILLISECOND)
#define READ_USEC G_TIME_SPAN_MILLISECOND
#define N_FILE_THREADS 4
#define N_SUMMARY_THREADS 4
#define N_ASKING_THREADS 8
#define ASKING_USEC (200 * G_TIME_SPAN_MILLISECOND)

/* Some thousand summaries. */
#define CACHE_BYTES (6 * 1024 * 1024)

typedef struct
{
  guint serial;
  OutlayConnection *connection;
} Reader;

static void
reader_free (gpointer data)
{
  Reader *reader = data;

  g_clear_object (&reader->connection);
  g_free (reader);
}

static GPrivate thread_reader = G_PRIVATE_INIT (reader_free);

static void
tell_everybody (OutlayService *self, const OutlayNews *news)
{
  if (news->forgets_identities)
    outlay_identities_forget (self->identities);
  for (guint i = 0; i < news->n_companies; i++)
    outlay_live_notify (self->live, news->companies[i]);
}

/* What is kept is forgotten before anybody hears of a change and asks again. */
static void
committed_cb (const OutlayNews *news, gpointer data)
{
  OutlayService *self = data;

  for (guint i = 0; i < news->n_topics; i += 2)
    outlay_cache_forget (self->cache, news->topics[i], news->topics[i + 1]);
  tell_everybody (self, news);
}

/* As above, of another process; where the cache is shared, that one has done it. */
static void
heard_cb (const OutlayNews *news, gpointer data)
{
  OutlayService *self = data;

  if (news != NULL && outlay_cache_may_wait (self->cache))
    tell_everybody (self, news);
  else if (news != NULL)
    committed_cb (news, self);
  else
    {
      outlay_identities_forget (self->identities);
      outlay_cache_forget_all (self->cache);
      outlay_live_notify_all (self->live);
    }
}

static gboolean
announce_cb (OutlayConnection *db, const OutlayNews *news, gpointer data, GError **error)
{
  return outlay_bulletin_announce (((OutlayService *) data)->bulletin, db, news, error);
}

static gboolean
make_folder (const char *folder, GError **error)
{
  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "cannot make the folder %s: %s",
               folder, g_strerror (errno));
  return FALSE;
}

static OutlayConnection *
open_database (const OutlaySettings *settings, OutlayQueries *queries, GError **error)
{
  g_autoptr (OutlayConnection) connection = NULL;
  g_autofree char *path = outlay_settings_dup_database_path (settings);
  g_autofree char *folder = path != NULL ? g_path_get_dirname (path) : NULL;

  if (folder != NULL && !make_folder (folder, error))
    return NULL;

  connection = outlay_connection_open (settings->database, OUTLAY_OPEN_READ_WRITE, queries, error);
  if (connection == NULL || !outlay_migrate (connection, OUTLAY_SERVER_MIGRATIONS, error))
    return NULL;

  return g_steal_pointer (&connection);
}

OutlayConnection *
outlay_service_open_database (const OutlaySettings *settings, GError **error)
{
  g_autoptr (OutlayQueries) queries = outlay_queries_load (OUTLAY_SERVER_QUERIES, error);

  return queries != NULL ? open_database (settings, queries, error) : NULL;
}

static gboolean
is_sqlite (const OutlaySettings *settings)
{
  return g_str_has_prefix (settings->database, "sqlite:");
}

/* What SQLite alone wants to be told. */
static gboolean
tune (OutlayConnection *connection, const OutlaySettings *settings, const char *name, GError **error)
{
  return !is_sqlite (settings) || outlay_connection_run (connection, error, name, "");
}

/* Refused where a key is missing: people would find out one proof after the other. */
static OutlayProofVault *
open_vault (const OutlaySettings *settings, OutlayConnection *db, GError **error)
{
  g_autoptr (OutlayProofVault) vault = NULL;

  if (!make_folder (settings->proofs, error))
    return NULL;

  vault = outlay_proof_vault_new (settings->proofs, settings->proof_key_file, error);
  if (vault == NULL || !outlay_proof_vault_check_keys (vault, db, error))
    return NULL;

  return g_steal_pointer (&vault);
}

/* SQLite lets one write at a time. */
static guint
count_writers (const OutlaySettings *settings)
{
  return is_sqlite (settings) ? 1 : (guint) settings->database_writers;
}

static gboolean
start_writers (OutlayService *self, GError **error)
{
  const OutlaySettings *settings = self->settings;
  const OutlayWriterHooks hooks = {
    .announce = is_sqlite (settings) ? NULL : announce_cb,
    .committed = committed_cb,
    .data = self,
  };
  g_autoptr (GPtrArray) connections = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < count_writers (settings); i++)
    {
      /* The first one brings the database up to date. */
      OutlayConnection *connection = i == 0 ? open_database (settings, self->queries, error)
                                            : outlay_connection_open (settings->database,
                                                                      OUTLAY_OPEN_EXISTING,
                                                                      self->queries, error);

      if (connection == NULL)
        return FALSE;
      g_ptr_array_add (connections, connection);
      if (!tune (connection, settings, "sqlite/cache-writer", error) ||
          !tune (connection, settings, "sqlite/checkpoint", error))
        return FALSE;
    }

  self->premises = outlay_premises_enter (settings, connections->pdata[0], self->redis != NULL,
                                          error);
  if (self->premises == NULL)
    return FALSE;
  self->vault = open_vault (settings, connections->pdata[0], error);
  if (self->vault == NULL)
    return FALSE;

  self->live = outlay_live_new (self);
  self->cache = outlay_cache_new (CACHE_BYTES, self->redis);
  self->writers = outlay_writers_new (connections, &hooks);
  return TRUE;
}

/* It need not be there; only the setting must make sense. */
static gboolean
open_redis (OutlayService *self, GError **error)
{
  const OutlaySettings *settings = self->settings;
  g_autofree char *password = NULL;
  OutlayRedisAddress *address;

  if (settings->redis == NULL)
    return TRUE;

  if (settings->redis_password_file != NULL &&
      !g_file_get_contents (settings->redis_password_file, &password, NULL, error))
    return FALSE;

  address = outlay_redis_address_parse (settings->redis,
                                        password != NULL ? g_strchomp (password) : NULL, error);
  if (address != NULL)
    self->redis = outlay_redis_new (address);

  return address != NULL;
}

/* A word that is misspelt is the name of a file. */
static gboolean
check_metrics (const char *metrics, GError **error)
{
  g_autofree char *token = NULL;

  if (g_str_equal (metrics, "off") || g_str_equal (metrics, "local") ||
      g_file_get_contents (metrics, &token, NULL, error))
    return TRUE;

  g_prefix_error_literal (error, "metrics must be off, local, or the file of a token: ");
  return FALSE;
}

/* What stands before the handlers. */
static gboolean
open_gate (OutlayService *self, GError **error)
{
  static const char purpose[] = "limits";
  const OutlaySettings *settings = self->settings;
  const int per_minute[OUTLAY_N_COSTS] = {
    [OUTLAY_COST_READ] = settings->limit_reads,
    [OUTLAY_COST_SEARCH] = settings->limit_searches,
    [OUTLAY_COST_WRITE] = settings->limit_writes,
    [OUTLAY_COST_PROOF] = settings->limit_proofs,
    [OUTLAY_COST_SIGN_IN] = settings->limit_sign_ins,
  };
  guint8 secret[32];

  /* Processes that share a Redis share their keys as well, and so call everybody the same. */
  outlay_hmac (self->keys->pepper, secret, (gsize) 1, purpose, sizeof purpose - 1);

  if (!check_metrics (settings->metrics, error))
    return FALSE;

  self->proxies = outlay_proxies_new (settings->trusted_proxies, error);
  self->cors = self->proxies != NULL ? outlay_cors_new (settings->cors_origins, error) : NULL;
  if (self->cors == NULL)
    return FALSE;

  self->limits = outlay_limits_new (per_minute, settings->limit_address_factor, secret,
                                    self->redis);
  return TRUE;
}

static gboolean
open_sso (OutlayService *self, GError **error)
{
  const OutlaySettings *settings = self->settings;

  if (settings->sso_issuer != NULL)
    {
      self->sso = outlay_sso_new (settings, error);
      return self->sso != NULL;
    }
  if (settings->sso_client == NULL && settings->sso_company == NULL &&
      settings->sso_domains == NULL)
    return TRUE;

  g_set_error_literal (error, OUTLAY_SETTINGS_ERROR, OUTLAY_SETTINGS_ERROR_BAD,
                       "sso-client, sso-company and sso-domains need sso-issuer");
  return FALSE;
}

OutlayService *
outlay_service_new (const OutlaySettings *settings, GError **error)
{
  static int last_serial;
  g_autoptr (OutlayService) self = g_new0 (OutlayService, 1);
  guint n_threads = g_get_num_processors ();

  self->settings = settings;
  self->serial = (guint) g_atomic_int_add (&last_serial, 1) + 1;

  self->queries = outlay_queries_load (OUTLAY_SERVER_QUERIES, error);
  if (self->queries == NULL || !open_redis (self, error) || !start_writers (self, error))
    return NULL;

  self->keys = outlay_keys_load (settings->keys, error);
  if (self->keys == NULL)
    return NULL;
  self->tokens = outlay_tokens_new (
      self->keys->token,
      settings->public_url != NULL ? settings->public_url : OUTLAY_ISSUER_WITHOUT_ORIGIN, error);
  if (self->tokens == NULL)
    return NULL;

  self->oauth_clients = outlay_oauth_clients_new (settings->oauth_clients, error);
  if (self->oauth_clients == NULL)
    return NULL;
  self->public_url = g_strdup (settings->public_url);
  if (!open_gate (self, error))
    return NULL;
  if (!open_sso (self, error))
    return NULL;

  self->identities = outlay_identities_new (self->tokens);
  self->attempts = outlay_attempts_new (self->redis, self->keys->pepper);
  self->hashing = outlay_pool_new ("hashing", n_threads, 19, HASH_USEC);
  self->files = outlay_pool_new ("files", N_FILE_THREADS, 0, FILE_USEC);
  self->asking = outlay_pool_new ("asking", N_ASKING_THREADS, 0, ASKING_USEC);
  if (!is_sqlite (settings))
    {
      self->reading = outlay_pool_new ("reading", (guint) settings->database_connections, 0,
                                       READ_USEC);
      self->bulletin = outlay_bulletin_new (settings->database, heard_cb, self);
    }
  else if (outlay_cache_may_wait (self->cache))
    self->summaries = outlay_pool_new ("summaries", N_SUMMARY_THREADS, 0, READ_USEC);

  return g_steal_pointer (&self);
}

/* A handler of the pools may still write. */
void
outlay_service_stop_work (OutlayService *self)
{
  outlay_pool_stop (self->hashing);
  outlay_pool_stop (self->files);
  if (self->sso != NULL)
    outlay_sso_stop (self->sso);
  outlay_pool_stop (self->asking);
  if (self->reading != NULL)
    outlay_pool_stop (self->reading);
  if (self->summaries != NULL)
    outlay_pool_stop (self->summaries);
  outlay_writers_stop (self->writers);
}

void
outlay_service_free (OutlayService *self)
{
  g_clear_pointer (&self->hashing, outlay_pool_free);
  g_clear_pointer (&self->files, outlay_pool_free);
  g_clear_pointer (&self->asking, outlay_pool_free);
  g_clear_pointer (&self->sso, outlay_sso_free);
  g_clear_pointer (&self->reading, outlay_pool_free);
  g_clear_pointer (&self->summaries, outlay_pool_free);
  g_clear_pointer (&self->writers, outlay_writers_free);
  g_clear_pointer (&self->premises, outlay_premises_leave);
  g_clear_pointer (&self->bulletin, outlay_bulletin_free);
  g_clear_pointer (&self->live, outlay_live_free);
  g_clear_pointer (&self->cache, outlay_cache_free);
  g_clear_pointer (&self->attempts, outlay_attempts_free);
  /* Whoever waits for an answer of it is told now. */
  g_clear_pointer (&self->redis, outlay_redis_free);
  g_clear_pointer (&self->limits, outlay_limits_free);
  g_clear_pointer (&self->cors, outlay_cors_free);
  g_clear_pointer (&self->proxies, outlay_proxies_free);
  g_clear_pointer (&self->identities, outlay_identities_free);
  g_clear_pointer (&self->tokens, outlay_tokens_free);
  g_clear_pointer (&self->keys, outlay_keys_free);
  g_clear_pointer (&self->oauth_clients, outlay_oauth_clients_free);
  g_clear_pointer (&self->vault, outlay_proof_vault_free);
  g_clear_object (&self->queries);
  g_free (self->public_url);
  g_free (self);
}

/* Where nothing is said of it, the server is reached where it listens, if that is on this machine. */
void
outlay_service_set_address (OutlayService *self, const char *address)
{
  if (self->public_url == NULL && outlay_origin_is_safe (address))
    self->public_url = g_strdup (address);

  if (self->public_url == NULL)
    g_message ("public-url is not set: nobody can sign in through a browser");
}

OutlayProofVault *
outlay_service_get_vault (OutlayService *self)
{
  return self->vault;
}

OutlayConnection *
outlay_service_get_reader (OutlayService *self, GError **error)
{
  Reader *reader = g_private_get (&thread_reader);

  if (reader == NULL)
    {
      reader = g_new0 (Reader, 1);
      g_private_set (&thread_reader, reader);
    }

  if (reader->connection == NULL || reader->serial != self->serial)
    {
      g_clear_object (&reader->connection);
      reader->serial = self->serial;
      reader->connection = outlay_connection_open (self->settings->database, OUTLAY_OPEN_READ_ONLY,
                                                   self->queries, error);
      if (reader->connection != NULL &&
          !tune (reader->connection, self->settings, "sqlite/cache-reader", error))
        g_clear_object (&reader->connection);
    }

  return reader->connection;
}

OutlayReply *
outlay_service_write (OutlayService *self,
                      const char *company,
                      OutlayWriteFlags flags,
                      OutlayWriteFunc func,
                      gpointer data)
{
  return outlay_writers_run (self->writers, &(OutlayWrite) {
                                                .company = company,
                                                .flags = flags,
                                                .func = func,
                                                .data = data,
                                            });
}

void
outlay_service_notify (OutlayService *self, const char *company)
{
  OutlayWriter *writer = outlay_writers_get_current (self->writers);

  if (writer != NULL)
    outlay_writer_add_notice (writer, company);
  else
    outlay_live_notify (self->live, company);
}

OutlayCache *
outlay_service_get_cache (OutlayService *self)
{
  return self->cache;
}

void
outlay_service_forget (OutlayService *self, const char *company, const char *topic)
{
  OutlayWriter *writer = outlay_writers_get_current (self->writers);

  if (writer != NULL)
    outlay_writer_add_topic (writer, company, topic);
  else
    outlay_cache_forget (self->cache, company, topic);
}

void
outlay_service_forget_identities (OutlayService *self)
{
  OutlayWriter *writer = outlay_writers_get_current (self->writers);

  if (writer != NULL)
    outlay_writer_forget_identities (writer);
  else
    outlay_identities_forget (self->identities);
}
