/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <microhttpd.h>

#include "server/http/outlay-head.h"
#include "server/oauth/outlay-oauth-client.h"
#include "server/outlay-route.h"

G_BEGIN_DECLS

#define OUTLAY_CORS_ERROR (outlay_cors_error_quark ())
GQuark outlay_cors_error_quark (void);

typedef enum
{
  OUTLAY_CORS_ERROR_ORIGIN, /* mend the setting "cors-origins" */
} OutlayCorsError;

/**
 * OutlayCors:
 *
 * The origins whose pages a browser may let talk to this server (the Fetch standard's CORS). An
 * origin must be named exactly; for one that is not, and where none is named, nothing is said at
 * all, nor to any on a page that a person looks at (RFC 9700, 2.6). Cookies go along only to routes
 * that take them, and only from the pages of a client that keeps one. Immutable, any thread.
 */
typedef struct _OutlayCors OutlayCors;

/* @origins: (nullable): "https://a.example, https://b.example:8443" */
OutlayCors *outlay_cors_new  (const char *origins, GError **error);
void        outlay_cors_free (OutlayCors *self);

/* Whether @head asks, before another request is sent, if it may be. */
gboolean outlay_cors_is_preflight (const OutlayCors *self,
                                   const char       *method,
                                   const OutlayHead *head);

/* (transfer full): yes to what is asked for @route */
OutlayReply *outlay_cors_agree (const OutlayRoute *route);

/* @clients: whose pages may send cookies
 * @route: (nullable): who answers */
void outlay_cors_add_headers (const OutlayCors    *self,
                              OutlayOAuthClients  *clients,
                              const OutlayHead    *head,
                              const OutlayRoute   *route,
                              struct MHD_Response *response);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayCors, outlay_cors_free)

G_END_DECLS
