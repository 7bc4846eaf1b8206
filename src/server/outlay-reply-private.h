/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/outlay-reply.h"

G_BEGIN_DECLS

#define OUTLAY_REPLY_MAX_HEADERS 16

typedef struct
{
  const char *name; /* static or interned */
  char       *value;
} OutlayReplyHeader;

/* What the HTTP layer, the router and the writer see of a reply. */
struct _OutlayReply
{
  guint       status;
  gboolean    keeps_changes;
  gboolean    is_always_whole;
  int         trouble;      /* the OutlayDbError it tells of, or -1 */
  const char *content_type; /* (nullable): static */

  char  *body; /* (nullable): free() ends it */
  gsize  length;

  int            fd;   /* -1, or a file that is streamed instead of the body */
  OutlayPullFunc pull; /* (nullable): gives what is streamed instead of the body */
  gpointer       pull_data;
  GDestroyNotify free_pull_data;
  guint64        size; /* of either */

  guint             n_headers;
  OutlayReplyHeader headers[OUTLAY_REPLY_MAX_HEADERS];
};

/* Whether the body comes from a file or a callback, in @size bytes. */
gboolean outlay_reply_is_streamed (OutlayReply *self);

/* Lets go of the body, of whichever kind. */
void outlay_reply_drop_body (OutlayReply *self);

/* Whether it is a problem of RFC 9457. */
gboolean outlay_reply_is_problem (OutlayReply *self);

/* (nullable): value of a header that was set */
const char *outlay_reply_get_header (OutlayReply *self, const char *name);

G_END_DECLS
