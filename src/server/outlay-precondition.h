/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/outlay-reply.h"
#include "server/outlay-request.h"

G_BEGIN_DECLS

/* What a write asks of the thing it writes to (RFC 9110, 13.1). */
typedef enum
{
  OUTLAY_PRECONDITION_ABSENT,  /* If-None-Match: * */
  OUTLAY_PRECONDITION_MATCHES, /* If-Match */
} OutlayPrecondition;

/**
 * outlay_precondition_read:
 * @may_create: whether If-None-Match is understood
 * @precondition: (out): what the request asks
 *
 * Returns: (transfer full) (nullable): a 428 where the request names no precondition, a 400 where
 *   it names a senseless one
 */
OutlayReply *outlay_precondition_read (const OutlayRequest *request,
                                       gboolean             may_create,
                                       OutlayPrecondition  *precondition);

/* Whether the request's If-Match holds for this revision. Weak tags never do. */
gboolean outlay_precondition_holds (const OutlayRequest *request,
                                    gint64               revision);

G_END_DECLS
