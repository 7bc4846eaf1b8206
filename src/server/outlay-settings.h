/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "server/outlay-log.h"

G_BEGIN_DECLS

#define OUTLAY_SETTINGS_ERROR (outlay_settings_error_quark ())
GQuark outlay_settings_error_quark (void);

typedef enum
{
  OUTLAY_SETTINGS_ERROR_UNKNOWN, /* a key that nobody knows: mend the file or the command line */
  OUTLAY_SETTINGS_ERROR_BAD,     /* a value that does not fit its key */
} OutlaySettingsError;

/**
 * OutlaySettings:
 * @listen: "ADDRESS:PORT" or "unix:PATH", or several with commas between; port 0 takes a free one
 * @database: "sqlite:PATH"
 * @database_password_file: (nullable): file whose first line is the password for @database
 * @database_connections: of a database that is another process: how many read
 * @database_writers: of a database that takes several writers: how many write
 * @proofs: folder of the proofs
 * @keys: folder of the server's keys
 * @proof_key_file: (nullable): file of the keys that seal proofs; without it they lie as they are sent
 * @proof_grace_days: how long a proof is kept that no expense names
 * @proof_sweep_seconds: time between two sweeps of such proofs: an hour, or less in tests
 * @tls_certificate: (nullable): PEM file of the certificate and its chain
 * @tls_key: (nullable): PEM file of its key; there if and only if @tls_certificate is
 * @allows_plain_http: whether other machines are served without TLS, and without a proxy that has it
 * @drain_seconds: how long the server goes on listening after it has said that it is not ready
 * @public_url: (nullable): the origin that people and programs reach the server at, without a path
 *   or a slash at its end. It is the issuer of tokens and metadata, and where the sign-in page is;
 *   https, but for a loopback address
 * @oauth_clients: (nullable): JSON file of the web clients that may sign people in
 * @sso_issuer: (nullable): the company's identity provider, as it names itself (OpenID Connect)
 * @sso_client: (nullable): what the provider knows this server by; there where @sso_issuer is
 * @sso_secret_file: (nullable): file of the client's secret; without, it is a public client
 * @sso_company: (nullable): name of the company whose people come in by it; there where @sso_issuer is
 * @sso_domains: (nullable): "acme.example, acme.test": domains of addresses that may come in
 * @sso_join: "existing", "invited" or "anybody"
 * @sso_name: (nullable): what people call the provider; the company's name without it
 * @sso_ca_file: (nullable): PEM file of certificates to believe for it beside the system's
 * @sso_fresh_seconds: how long what it says of itself is not asked for again
 * @rates_url: (nullable): https://… or file://… of a file of exchange rates, fetched once a day; http only
 *   from this machine
 * @rates_seconds: time between two fetches: a day, or less in tests
 * @redis: (nullable): "redis://[:PASSWORD@]HOST:PORT/DATABASE" or "unix:PATH"; shared by the
 *   processes of one server
 * @redis_password_file: (nullable): file that holds nothing but Redis' password
 * @trusted_proxies: (nullable): "127.0.0.1, 10.0.0.0/8, unix"
 * @cors_origins: (nullable): "https://a.example, https://b.example"
 * @limit_reads: a minute, for each account; as the other limits
 * @limit_sign_ins: a minute, for each address
 * @limit_address_factor: what an address may ask for, in accounts
 * @metrics: "off", "local" or path of a file with a token
 * @signup_open: whether anybody may found a company here
 * @bcrypt_cost: 12, or less in tests
 * @max_connections: open connections at most
 * @max_connections_an_address: of one peer at most
 *
 * What an administrator of the machine decides, before the server starts. A value comes from the
 * command line, else from the environment (`OUTLAYD_LISTEN` or `OUTLAY_LISTEN`), else from the
 * file, else it is the default; a file that nobody names may be a systemd credential.
 */
typedef struct
{
  char          *listen;
  char          *database;
  char          *database_password_file;
  int            database_connections;
  int            database_writers;
  char          *proofs;
  char          *keys;
  char          *proof_key_file;
  int            proof_grace_days;
  int            proof_sweep_seconds;
  char          *tls_certificate;
  char          *tls_key;
  gboolean       allows_plain_http;
  int            drain_seconds;
  char          *public_url;
  char          *oauth_clients;
  char          *sso_issuer;
  char          *sso_client;
  char          *sso_secret_file;
  char          *sso_company;
  char          *sso_domains;
  char          *sso_join;
  char          *sso_name;
  char          *sso_ca_file;
  int            sso_fresh_seconds;
  char          *rates_url;
  int            rates_seconds;
  char          *redis;
  char          *redis_password_file;
  char          *trusted_proxies;
  char          *cors_origins;
  int            limit_reads;
  int            limit_searches;
  int            limit_writes;
  int            limit_proofs;
  int            limit_sign_ins;
  int            limit_address_factor;
  char          *metrics;
  gboolean       signup_open;
  OutlayLogLevel log_level;
  int            bcrypt_cost;
  int            max_connections;
  int            max_connections_an_address;

  char  *file;      /* (nullable): the file it was read from */
  char **arguments; /* what the command line said */
} OutlaySettings;

/**
 * outlay_settings_new:
 * @file: (nullable): file of `key = value` lines; a `#` starts a comment
 * @arguments: (array zero-terminated=1): `--key`, `value` pairs, or `--key=value`
 */
OutlaySettings *outlay_settings_new  (const char         *file,
                                      const char *const  *arguments,
                                      GError            **error);
void            outlay_settings_free (OutlaySettings *self);

/* The same again, from the same file and command line as they are now. */
OutlaySettings *outlay_settings_read_again (const OutlaySettings *self, GError **error);

/**
 * outlay_settings_dup_changes:
 * @is_live: whether to name keys that a running server can change, or those that need a restart
 *
 * Returns: (transfer full) (nullable): names of the keys whose values differ, with commas between
 */
char *outlay_settings_dup_changes (const OutlaySettings *self,
                                   const OutlaySettings *other,
                                   gboolean              is_live);

/* (transfer full): a line for each key, its meaning and default; `*` marks what SIGHUP reads again */
char *outlay_settings_describe (void);

/* (transfer full): path of a "sqlite:PATH" database, or %NULL for another kind */
char *outlay_settings_dup_database_path (const OutlaySettings *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlaySettings, outlay_settings_free)

G_END_DECLS
