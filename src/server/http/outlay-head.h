/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/outlay-reply.h"

G_BEGIN_DECLS

/* What proxies add may come in several lines; the last ones count. */
#define OUTLAY_HEAD_MAX_HOPS 8

typedef struct
{
  const char *values[OUTLAY_HEAD_MAX_HOPS];
  guint       n;
} OutlayHops;

/**
 * OutlayHead:
 *
 * The header fields of a request that the server looks at, gathered in one pass. Everything is
 * borrowed. It exists to refuse what the HTTP library lets pass and what proxies read in different
 * ways (RFC 9112, 11.2): doubled framing and host fields above all.
 */
typedef struct
{
  const char *host;
  const char *content_length;
  const char *transfer_encoding;
  const char *expect;
  const char *authorization;
  const char *content_type;
  const char *if_match;
  const char *if_none_match;
  const char *idempotency_key;
  const char *cookie;
  const char *origin;
  const char *fetch_site;
  const char *accept_language;
  const char *forwarded_proto;
  const char *asked_method; /* Access-Control-Request-Method */
  OutlayHops  forwarded_for;
  OutlayHops  forwarded;
  gboolean    has_via;

  guint       n_fields;
  gsize       size;
  const char *doubled;  /* name of a field that came twice and may not */
  gboolean    is_broken; /* a name or value has characters that it may not have */
} OutlayHead;

#define OUTLAY_HEAD_MAX_FIELDS 64
#define OUTLAY_HEAD_MAX_SIZE 6144

void outlay_head_add (OutlayHead *self,
                      const char *name,
                      gsize       name_length,
                      const char *value,
                      gsize       value_length);

/**
 * outlay_head_check:
 * @version: "HTTP/1.1"
 *
 * Returns: (transfer full) (nullable): the refusal, or %NULL when the head is sound
 */
OutlayReply *outlay_head_check (const OutlayHead *self,
                                const char       *method,
                                const char       *version);

G_END_DECLS
