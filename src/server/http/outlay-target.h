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
} OutlayTarget;

/**
 * outlay_target_parse:
 * @text: (inout): the target as it was sent; it is decoded in place and lives as long as @self
 * @host: (nullable): the Host field, that an absolute target must agree with
 *
 * Refuses whatever two programs could read in two ways: dot segments, encoded slashes, backslashes,
 * control characters, fragments, and doubled query parameters.
 *
 * Returns: (transfer full) (nullable): the refusal, or %NULL when all is well
 */
OutlayReply *outlay_target_parse (OutlayTarget *self,
                                  char         *text,
                                  const char   *host);

G_END_DECLS
