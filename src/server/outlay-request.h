/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <yyjson.h>

#include "core/outlay-workflow.h"
#include "db/outlay-connection.h"

G_BEGIN_DECLS

/**
 * OutlayIdentity:
 *
 * Who makes a request, as its access token says and the database has confirmed. Everything a handler
 * reads or writes belongs to @company.
 */
typedef struct
{
  const char *company;
  const char *user;
  const char *name;
  OutlayRole  role;
} OutlayIdentity;

typedef struct _OutlayService OutlayService;

#define OUTLAY_MAX_PATH_ARGUMENTS 2

/**
 * OutlayRequest:
 * @service: what lives as long as the server: configuration, keys, proof folder, feed of live events
 * @db: a connection for this call alone. In a route that writes, it is the writer's, inside a savepoint
 *   that is released when the handler returns a reply below 400 and rolled back otherwise
 * @identity: %NULL only in routes for everybody
 * @arguments: values of the `{…}` in the route's path, decoded and checked, in order
 * @query: decoded query parameters; the router has refused unknown and doubled ones
 * @body: raw body, empty for none
 * @json: root of the body where the route takes JSON; an object without doubled keys
 *
 * One HTTP request as a handler sees it. A handler is a plain blocking function that may run on any
 * worker thread. Everything here is borrowed for the call.
 */
typedef struct
{
  OutlayService        *service;
  OutlayConnection     *db;
  const OutlayIdentity *identity;
  const char           *method;
  const char           *path;
  const char           *arguments[OUTLAY_MAX_PATH_ARGUMENTS];
  GHashTable           *query;
  GBytes               *body;
  yyjson_val           *json;
  const char           *if_match;      /* (nullable) header, as sent */
  const char           *if_none_match; /* (nullable) header, as sent */
  const char           *content_type;  /* (nullable) header, as sent */
  const char           *remote;        /* the peer's address as text */
  gint64                now;           /* Unix time in microseconds, read once for the request */
} OutlayRequest;

/* (nullable): the decoded value of a query parameter */
const char *outlay_request_get_query (const OutlayRequest *self, const char *name);

G_END_DECLS
