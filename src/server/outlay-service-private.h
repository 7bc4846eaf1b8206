/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/auth/outlay-attempts.h"
#include "server/auth/outlay-identities.h"
#include "server/auth/outlay-keys.h"
#include "server/auth/outlay-token.h"
#include "server/http/outlay-cors.h"
#include "server/http/outlay-live.h"
#include "server/http/outlay-proxies.h"
#include "server/oauth/outlay-oauth-client.h"
#include "server/outlay-pool.h"
#include "server/outlay-premises.h"
#include "server/outlay-service.h"
#include "server/outlay-settings.h"
#include "server/outlay-writers.h"
#include "server/proofs/outlay-proof-vault.h"
#include "server/shared/outlay-bulletin.h"
#include "server/shared/outlay-redis.h"
#include "server/sso/outlay-sso.h"

G_BEGIN_DECLS

#define OUTLAY_SERVER_RESOURCES "/io/github/outlay/server"
#define OUTLAY_SERVER_QUERIES OUTLAY_SERVER_RESOURCES "/sql"
#define OUTLAY_SERVER_MIGRATIONS OUTLAY_SERVER_RESOURCES "/sql/migrations"

/* The `iss` of access tokens where the settings name no `public-url`: nobody else reads them. */
#define OUTLAY_ISSUER_WITHOUT_ORIGIN "outlayd"

/* The parts, for the HTTP layer and the handlers of this folder that sign people in. Set once. */
struct _OutlayService
{
  const OutlaySettings *settings; /* borrowed */
  guint                 serial;   /* tells services of one process apart */
  OutlayQueries        *queries;
  OutlayPremises       *premises;
  OutlayKeys           *keys;
  OutlayProofVault     *vault;
  OutlayTokens         *tokens;
  OutlayOAuthClients   *oauth_clients;
  char                 *public_url; /* (nullable): origin it is reached at; without, no OAuth */
  OutlayIdentities     *identities;
  OutlayAttempts       *attempts;
  OutlayWriters        *writers;
  OutlayPool           *hashing; /* niced: bcrypt */
  OutlayPool           *files;   /* whatever else waits */
  OutlayPool           *asking;  /* whatever waits for the company's identity provider */
  OutlaySso            *sso;     /* (nullable): without the setting */
  OutlayPool           *reading; /* (nullable): reads of a database that may keep one waiting; SQLite's
                                  * are done at once */
  OutlayPool           *summaries; /* (nullable): what asks a cache that may wait, of such reads */
  OutlayLive           *live;
  OutlayBulletin       *bulletin; /* (nullable): to and from other processes on one database */
  OutlayCache          *cache;
  int                   is_draining; /* atomic: it stops soon, and nobody should come any more */
  OutlayRedis          *redis; /* (nullable): without the setting */
  OutlayProxies        *proxies;
  OutlayCors           *cors;
  OutlayLimits         *limits;
};

/**
 * outlay_service_new:
 * @settings: (transfer none): must outlive the service
 *
 * Opens the database, brings it up to date, makes what is missing (folders, keys), and
 * starts the threads.
 */
OutlayService *outlay_service_new (const OutlaySettings *settings, GError **error);

/* (transfer full): the database of @settings, made and brought up to date; its folder too. */
OutlayConnection *outlay_service_open_database (const OutlaySettings *settings, GError **error);

/* (transfer full): a database that must be there already; it is not brought up to date. */
OutlayConnection *outlay_service_open_existing (const char       *uri,
                                                OutlayOpenFlags   flags,
                                                GError          **error);

/* Whether the database is of this program's version, as queries need it to be. */
gboolean outlay_service_check_version (OutlayConnection *db, GError **error);

/* Where the server listens, once that is known and before it answers: the address it is reached at
 * when the settings name none. */
void outlay_service_set_address (OutlayService *self, const char *address);

/* Ends the threads of the pools and then the writers, having finished what was under way; what still
 * comes is turned away. */
void outlay_service_stop_work (OutlayService *self);

/* Ends everything else. No handler may run any more. */
void outlay_service_free (OutlayService *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayService, outlay_service_free)

G_END_DECLS
