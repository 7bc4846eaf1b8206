/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/outlay-reply.h"
#include "server/outlay-request.h"

G_BEGIN_DECLS

typedef OutlayReply *(*OutlayHandler) (const OutlayRequest *request);

/* Where a handler runs. */
typedef enum
{
  OUTLAY_RUN_READ,   /* bounded reads of well under a millisecond: at once, on a read connection */
  OUTLAY_RUN_WRITE,  /* on the writer, in a savepoint; answered after the batch is on disk */
  OUTLAY_RUN_SLOW,   /* bcrypt and files: on the bounded pool, without a connection in @db (see outlay_service_write()) */
  OUTLAY_RUN_STREAM, /* live events */
} OutlayRun;

/**
 * OutlayRoute:
 * @path: with `{id}` (a UUID) or `{sha256}` for arguments
 * @role: who may call it at least, or -1 for everybody without a token
 * @query: comma-separated names of the query parameters it knows, or %NULL
 * @max_body: largest body in bytes; 0 for none; bodies of a JSON route are at most 64 KiB
 */
typedef struct
{
  const char   *method;
  const char   *path;
  int           role;
  OutlayRun     run;
  OutlayHandler handler;
  const char   *query;
  gsize         max_body;
} OutlayRoute;

/* Each resource has its own table, in its -handler file; the router joins them. */
extern const OutlayRoute outlay_auth_routes[];      /* signup, login, refresh, logout, jwks, me */
extern const OutlayRoute outlay_user_routes[];
extern const OutlayRoute outlay_category_routes[];
extern const OutlayRoute outlay_expense_routes[];   /* list, get, put, delete */
extern const OutlayRoute outlay_workflow_routes[];  /* the seven actions, events of one expense */
extern const OutlayRoute outlay_proof_routes[];
extern const OutlayRoute outlay_change_routes[];    /* changes, live events */
extern const OutlayRoute outlay_health_routes[];

G_END_DECLS
