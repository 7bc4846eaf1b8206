/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <microhttpd.h>

#include "server/auth/outlay-identities.h"
#include "server/http/outlay-head.h"
#include "server/http/outlay-peers.h"
#include "server/http/outlay-proxies.h"
#include "server/http/outlay-router.h"
#include "server/http/outlay-target.h"
#include "server/outlay-service-private.h"

G_BEGIN_DECLS

/**
 * OutlayExchange:
 *
 * One request and its reply, from the request line to the last byte. It knows what the handlers
 * need and how they are run, but not how bytes come and go.
 */
typedef struct
{
  OutlayService         *service;
  OutlayRouter          *router;
  struct MHD_Connection *connection;
  OutlayPeer            *peer;
  gint64                 started; /* monotonic */

  char        *target_text;
  OutlayTarget target;
  OutlayHead   head;
  gboolean     is_unsound; /* the head is refused, so that nobody knows where the request ends */
  OutlayMatch  match;
  OutlayClient client;

  OutlayKnownIdentity *known; /* (nullable) */
  GError              *error; /* (nullable): why nobody could say who asks */
  OutlayRequest        request;
  GByteArray          *body;     /* (nullable): while it comes */
  gsize                reserved; /* of the memory for bodies */
  guint64              drained;  /* bytes of a refused body that were thrown away */
  char                *body_digest;
  yyjson_doc          *doc;

  enum
  {
    OUTLAY_EXCHANGE_HEAD,    /* nothing was looked at yet */
    OUTLAY_EXCHANGE_ASKING,  /* suspended, a worker asks the database who it is */
    OUTLAY_EXCHANGE_ASKED,   /* it has, and the head is to be judged */
    OUTLAY_EXCHANGE_BODY,    /* the body comes, or will not */
    OUTLAY_EXCHANGE_REFUSED, /* there is a reply; the rest of a small body is thrown away */
    OUTLAY_EXCHANGE_RUNNING, /* suspended, a worker has it */
    OUTLAY_EXCHANGE_DONE,    /* there is a reply */
    OUTLAY_EXCHANGE_SENT,
  } phase;
  OutlayReply *reply; /* (nullable) */

  /* For the log, when the reply has gone */
  guint   status;
  guint64 bytes;
} OutlayExchange;

OutlayExchange *outlay_exchange_new  (OutlayService         *service,
                                      OutlayRouter          *router,
                                      struct MHD_Connection *connection,
                                      OutlayPeer            *peer,
                                      const char            *target);
void            outlay_exchange_free (OutlayExchange *self);

/**
 * outlay_exchange_read_head:
 *
 * Looks at everything that can be judged before the body; afterwards the phase is BODY or REFUSED.
 *
 * Returns: whether that was done. If not, the connection is suspended until somebody knows who asks;
 *   @self belongs to a worker until then, and outlay_exchange_go_on() does the rest
 */
gboolean outlay_exchange_read_head (OutlayExchange *self,
                                    const char     *method,
                                    const char     *version);
/* In the phase ASKED. */
void     outlay_exchange_go_on     (OutlayExchange *self);

/* Bytes of the body that are still announced; %G_MAXUINT64 for a chunked one. */
guint64 outlay_exchange_get_body_length (OutlayExchange *self);

/* FALSE when more came than was agreed to; the phase is then REFUSED. */
gboolean outlay_exchange_add_body (OutlayExchange *self, const char *data, gsize size);

/**
 * outlay_exchange_run:
 *
 * Runs the handler, or hands it to a worker.
 *
 * Returns: whether the reply is there. If not, the connection is suspended and will be resumed when
 *   it is; @self belongs to the worker until then
 */
gboolean outlay_exchange_run (OutlayExchange *self);

G_END_DECLS
