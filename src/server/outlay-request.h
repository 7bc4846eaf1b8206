/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <yyjson.h>

#include "core/expense/outlay-workflow.h"
#include "db/outlay-connection.h"

G_BEGIN_DECLS

/**
 * OutlayIdentity:
 *
 * Who makes a request, as its access token says and the database has confirmed. Everything a
 * handler reads or writes belongs to @company.
 */
typedef struct
{
  const char *company;
  const char *user;
  const char *name;
  OutlayRole  role;
  const char *session; /* id of the refresh family the token came from */
} OutlayIdentity;

typedef struct _OutlayService OutlayService;

#define OUTLAY_MAX_PATH_ARGUMENTS 2
#define OUTLAY_MAX_QUERY_PARAMETERS 16

/* One decoded `name=value` of the query. */
typedef struct
{
  const char *name;
  const char *value;
} OutlayParameter;

/**
 * OutlayRequest:
 * @service: what lives as long as the server: configuration, keys, proof folder, feed
 *   of live events
 * @db: a connection for this call alone. In a route that writes, it is the writer's, inside a
 *   savepoint that is released when the handler returns a reply below 400 and rolled back otherwise
 * @identity: %NULL only in routes for everybody
 * @arguments: values of the `{…}` in the route's path, decoded and checked, in order
 * @query: decoded query parameters; the router has refused unknown and doubled ones. Read them with
 *   outlay_request_get_query()
 * @query_text: the query as it was sent, in a route that takes it apart itself
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
  OutlayParameter       query[OUTLAY_MAX_QUERY_PARAMETERS];
  guint                 n_query;
  const char           *query_text;    /* (nullable) */
  GBytes               *body;
  yyjson_val           *json;
  const char           *if_match;      /* (nullable) header, as sent */
  const char           *if_none_match; /* (nullable) header, as sent */
  const char           *content_type;  /* (nullable) header, as sent */
  const char           *authorization; /* (nullable) header, as sent */
  const char           *cookie;        /* (nullable) header, as sent */
  const char           *origin;        /* (nullable) header, as sent */
  const char           *fetch_site;    /* (nullable) header Sec-Fetch-Site, as sent */
  const char           *accept_language; /* (nullable) header, as sent */
  const char           *idempotency_key; /* (nullable) header, checked */
  const char           *body_digest;     /* keyed digest of the body, where there is a key */
  const char           *remote;        /* the client's address as text, behind proxies too */
  gboolean              is_direct;     /* no proxy had a hand in it, as far as can be told */
  gboolean              is_secure;     /* the client speaks TLS, with us or with a trusted proxy */
  gint64                now;           /* Unix time in microseconds, read once for the request */
} OutlayRequest;

/* (nullable): the decoded value of a query parameter */
const char *outlay_request_get_query (const OutlayRequest *self, const char *name);

/**
 * outlay_etag_matches:
 * @header: (nullable): the value of an If-Match or If-None-Match
 * @etag: an entity tag with its quotes
 *
 * Whether one of the tags in @header is @etag, or @header is `*` (RFC 9110, 13.1); weak tags
 * compare by their opaque part.
 */
gboolean    outlay_etag_matches      (const char *header, const char *etag);

G_END_DECLS
