/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/outlay-reply.h"
#include "server/outlay-request.h"
#include "server/shared/outlay-limits.h"

G_BEGIN_DECLS

typedef OutlayReply *(*OutlayHandler) (const OutlayRequest *request);

/* Where a handler runs. */
typedef enum
{
  OUTLAY_RUN_ALONE,  /* at once, without @db: answers also while the database is away */
  OUTLAY_RUN_READ,   /* bounded reads of well under a millisecond: at once, on a read connection */
  OUTLAY_RUN_CACHED, /* a read that asks outlay_service_get_cache() first, and may wait for it */
  OUTLAY_RUN_WRITE,  /* on the writer, in a savepoint; answered after the batch is on disk */
  OUTLAY_RUN_SLOW,   /* bcrypt: on the bounded pool, without @db (see outlay_service_write()) */
  OUTLAY_RUN_STREAM, /* live events */
  OUTLAY_RUN_FILE,   /* files that are written and synced: on a pool of their own, not niced */
  OUTLAY_RUN_REMOTE, /* asks another server: on a pool of its own, as it may be slow, without @db */
} OutlayRun;

/* Instead of a role: nobody is asked for a token. */
#define OUTLAY_FOR_EVERYBODY (-1)
/* Nobody is asked for a token, but a good one is told to the handler. */
#define OUTLAY_FOR_EVERYBODY_KNOWN (-2)

/**
 * OutlayRoute:
 * @path: with `{id}` (a UUID) or `{sha256}` for arguments
 * @role: who may call it at least, or %OUTLAY_FOR_EVERYBODY
 * @query: comma-separated names of the query parameters it knows, or %NULL, or
 *   %OUTLAY_QUERY_AS_IT_IS
 * @max_body: largest body in bytes; 0 for none
 * @raw: the body is not JSON and comes in @body alone; other bodies are at most %OUTLAY_MAX_JSON
 * @cost: what it counts as; mostly %OUTLAY_COST_USUAL
 * @takes_cookie: it knows people by a cookie, so that pages of the configured origins may send theirs
 * @is_page: a person looks at it, who is told of a problem by a page as well
 *
 * A table ends with an entry without a method. HEAD is answered wherever there is a GET.
 */
#define OUTLAY_MAX_JSON (64 * 1024)
/* Where the rules for unknown and doubled parameters are another protocol's: the handler reads
 * @query_text. */
#define OUTLAY_QUERY_AS_IT_IS "*"

typedef struct
{
  const char   *method;
  const char   *path;
  int           role;
  OutlayRun     run;
  OutlayHandler handler;
  const char   *query;
  gsize         max_body;
  gboolean      raw;
  OutlayCost    cost;
  gboolean      takes_cookie;
  gboolean      is_page;
} OutlayRoute;

/* Each resource has its own table, in its -handler file; the router joins them. */
extern const OutlayRoute outlay_auth_routes[];      /* login, refresh, logout, jwks, me */
extern const OutlayRoute outlay_signup_routes[];
extern const OutlayRoute outlay_authorize_routes[]; /* the sign-in page */
extern const OutlayRoute outlay_token_routes[];     /* OAuth's tokens and their end */
extern const OutlayRoute outlay_join_routes[];      /* the page that an invitation leads to */
extern const OutlayRoute outlay_sso_routes[];       /* to the company's identity provider and back */
extern const OutlayRoute outlay_metadata_routes[];  /* of OAuth, and what the pages are made of */
extern const OutlayRoute outlay_session_routes[];   /* where one is signed in */
extern const OutlayRoute outlay_user_routes[];
extern const OutlayRoute outlay_invitation_routes[];
extern const OutlayRoute outlay_policy_routes[];
extern const OutlayRoute outlay_category_routes[];
extern const OutlayRoute outlay_budget_routes[];
extern const OutlayRoute outlay_expense_routes[];   /* list, get, put, delete */
extern const OutlayRoute outlay_workflow_routes[];  /* the seven actions, events of one expense */
extern const OutlayRoute outlay_proof_routes[];
extern const OutlayRoute outlay_analytics_routes[];
extern const OutlayRoute outlay_dashboard_routes[];
extern const OutlayRoute outlay_rate_routes[];
extern const OutlayRoute outlay_report_routes[];
extern const OutlayRoute outlay_audit_routes[];
extern const OutlayRoute outlay_change_routes[];    /* changes */
extern const OutlayRoute outlay_live_routes[];      /* live events */
extern const OutlayRoute outlay_health_routes[];
extern const OutlayRoute outlay_metrics_routes[];

G_END_DECLS
