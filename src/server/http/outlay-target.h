/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/outlay-reply.h"
#include "server/outlay-request.h"

G_BEGIN_DECLS

#define OUTLAY_TARGET_MAX_LENGTH 2048

/* The request-target of a request line (RFC 9112, 3.2), taken apart. */
typedef struct
{
  const char     *path; /* decoded; starts with a slash and has no dot segments */
  OutlayParameter query[OUTLAY_MAX_QUERY_PARAMETERS];
  guint           n_query;
  char           *query_text; /* (nullable): what follows the "?", until it is parsed */
} OutlayTarget;

/**
 * outlay_target_parse:
 * @text: (inout): the target as it was sent; it is decoded in place and lives as long as @self
 * @host: (nullable): the Host field, that an absolute target must agree with
 *
 * Takes the path and leaves the query as it is. Refuses whatever two programs could read in two ways:
 * dot segments, encoded slashes, backslashes, control characters and fragments.
 *
 * Returns: (transfer full) (nullable): the refusal, or %NULL when all is well
 */
OutlayReply *outlay_target_parse (OutlayTarget *self,
                                  char         *text,
                                  const char   *host);

/* Decodes the query into its parameters; refuses control characters and doubled parameters. */
OutlayReply *outlay_target_parse_query (OutlayTarget *self);

G_END_DECLS
