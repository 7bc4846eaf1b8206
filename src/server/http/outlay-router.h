/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/outlay-route.h"

G_BEGIN_DECLS

/**
 * OutlayRouter:
 *
 * The joined route tables, arranged by path. Immutable, any thread.
 */
typedef struct _OutlayRouter OutlayRouter;

/* (array zero-terminated=1): every route table of the server */
extern const OutlayRoute *const outlay_all_routes[];

/* Longest argument: a SHA-256 in hex. */
#define OUTLAY_MAX_ARGUMENT_LENGTH 64

/**
 * OutlayMatch:
 * @route: (nullable): the route, or %NULL with @refusal set
 * @number: of the route, from 1 on in the order of the tables; 0 without one
 * @arguments: values of the route's `{…}`
 * @is_head: a HEAD that the route of GET answers
 * @refusal: (transfer full) (nullable): 404, or 405 with Allow, or 400 for a bad argument
 */
typedef struct
{
  const OutlayRoute *route;
  guint              number;
  char               arguments[OUTLAY_MAX_PATH_ARGUMENTS][OUTLAY_MAX_ARGUMENT_LENGTH + 1];
  guint              n_arguments;
  gboolean           is_head;
  OutlayReply       *refusal;
} OutlayMatch;

/**
 * outlay_router_new:
 * @tables: (array zero-terminated=1): each ends with an entry without a method
 *
 * It is an assertion that no two routes have the same method and path.
 */
OutlayRouter *outlay_router_new  (const OutlayRoute *const *tables);
void          outlay_router_free (OutlayRouter *self);

void outlay_router_find (OutlayRouter *self,
                         const char   *method,
                         const char   *path,
                         OutlayMatch  *match);

/* Whether the handler of @route takes the query apart itself. */
gboolean outlay_route_reads_query (const OutlayRoute *route);

/* Whether @route takes a query parameter of this name. */
gboolean outlay_route_knows_parameter (const OutlayRoute *route,
                                       const char        *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayRouter, outlay_router_free)

G_END_DECLS
