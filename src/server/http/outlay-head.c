/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/http/outlay-head.h"

#include <string.h>

typedef struct
{
  const char *name;
  gsize length;
  gsize offset;
} Field;

#define FIELD(name, member) { name, sizeof name - 1, G_STRUCT_OFFSET (OutlayHead, member) }

static const Field fields[] = {
  FIELD ("Host", host),
  FIELD ("Content-Length", content_length),
  FIELD ("Transfer-Encoding", transfer_encoding),
  FIELD ("Expect", expect),
  FIELD ("Authorization", authorization),
  FIELD ("Content-Type", content_type),
  FIELD ("If-Match", if_match),
  FIELD ("If-None-Match", if_none_match),
  FIELD ("Idempotency-Key", idempotency_key),
  FIELD ("Cookie", cookie),
  FIELD ("Origin", origin),
  FIELD ("Sec-Fetch-Site", fetch_site),
  FIELD ("Accept-Language", accept_language),
  FIELD ("X-Forwarded-Proto", forwarded_proto),
  FIELD ("Access-Control-Request-Method", asked_method),
};

/* token of RFC 9110, 5.6.2 */
static gboolean
is_token (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && (text[i] == '\0' || !strchr ("!#$%&'*+-.^_`|~", text[i])))
      return FALSE;

  return length > 0;
}

/* No control characters but the tab. */
static gboolean
is_value (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (((guchar) text[i] < 0x20 && text[i] != '\t') || text[i] == 0x7f)
      return FALSE;

  return TRUE;
}

static void
add_hop (OutlayHops *hops, const char *value)
{
  if (hops->n == OUTLAY_HEAD_MAX_HOPS)
    memmove (hops->values, hops->values + 1, sizeof hops->values[0] * --hops->n);

  hops->values[hops->n++] = value != NULL ? value : "";
}

static gboolean
is_named (const char *name, gsize length, const char *wanted)
{
  return length == strlen (wanted) && g_ascii_strcasecmp (name, wanted) == 0;
}

void
outlay_head_add (OutlayHead *self,
                 const char *name,
                 gsize name_length,
                 const char *value,
                 gsize value_length)
{
  self->n_fields++;
  self->size += name_length + value_length + 4;
  if (!is_token (name, name_length) || !is_value (value, value_length))
    self->is_broken = TRUE;

  if (is_named (name, name_length, "X-Forwarded-For"))
    add_hop (&self->forwarded_for, value);
  else if (is_named (name, name_length, "Forwarded"))
    add_hop (&self->forwarded, value);
  else if (is_named (name, name_length, "Via"))
    self->has_via = TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char **into;

      if (fields[i].length != name_length || g_ascii_strcasecmp (fields[i].name, name) != 0)
        continue;

      into = (const char **) ((char *) self + fields[i].offset);
      if (*into != NULL)
        self->doubled = fields[i].name;
      *into = value != NULL ? value : "";
      return;
    }
}

static gboolean
is_host (const char *host)
{
  if (*host == '\0')
    return FALSE;

  for (const char *c = host; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && !strchr (".-_:[]", *c))
      return FALSE;

  return TRUE;
}

static OutlayReply *
check_framing (const OutlayHead *self, const char *version)
{
  /* Whoever has passed it on may not have seen the coding (RFC 9112, section 6.1). */
  if (self->transfer_encoding != NULL && g_str_equal (version, "HTTP/1.0"))
    return outlay_reply_new_problem (400, "HTTP/1.0 knows no Transfer-Encoding.");

  if (self->content_length != NULL && self->transfer_encoding != NULL)
    return outlay_reply_new_problem (
        400, "A request has either Content-Length or Transfer-Encoding, not both.");

  if (self->transfer_encoding != NULL &&
      g_ascii_strcasecmp (self->transfer_encoding, "chunked") != 0)
    return outlay_reply_new_problem (400, "Only the transfer coding \"chunked\" is understood.");

  if (self->content_length != NULL)
    {
      gsize n_digits = strspn (self->content_length, "0123456789");

      if (n_digits == 0 || n_digits > 19 || self->content_length[n_digits] != '\0')
        return outlay_reply_new_problem (400, "Content-Length is not a number.");
    }

  return NULL;
}

static OutlayReply *
check_method (const char *method)
{
  for (const char *c = method; *c != '\0'; c++)
    if (!g_ascii_isupper (*c))
      return outlay_reply_new_problem (501, "This method is not known.");

  if (g_str_equal (method, "TRACE") || g_str_equal (method, "CONNECT"))
    return outlay_reply_new_problem (501, "This method is not offered.");

  return NULL;
}

OutlayReply *
outlay_head_check (const OutlayHead *self, const char *method, const char *version)
{
  OutlayReply *refusal;

  if ((refusal = check_method (method)) != NULL)
    return refusal;

  if (!g_str_equal (version, "HTTP/1.1") && !g_str_equal (version, "HTTP/1.0"))
    return outlay_reply_new_problem (505, "Only HTTP/1.1 and HTTP/1.0 are spoken here.");

  if (self->n_fields > OUTLAY_HEAD_MAX_FIELDS)
    return outlay_reply_new_problem (431, "There are more than 64 header fields.");

  if (self->size > OUTLAY_HEAD_MAX_SIZE)
    return outlay_reply_new_problem (431, "The header fields are longer than 6 KiB.");

  if (self->is_broken)
    return outlay_reply_new_problem (400, "A header field holds a character that it may not hold.");

  if (self->doubled != NULL)
    {
      g_autofree char *detail = g_strdup_printf ("The header field %s is there twice.",
                                                 self->doubled);

      return outlay_reply_new_problem (400, detail);
    }

  if (self->host == NULL && g_str_equal (version, "HTTP/1.1"))
    return outlay_reply_new_problem (400, "The header field Host is missing.");

  if (self->host != NULL && !is_host (self->host))
    return outlay_reply_new_problem (400, "The header field Host is not a host.");

  if (self->expect != NULL && g_ascii_strcasecmp (self->expect, "100-continue") != 0)
    return outlay_reply_new_problem (417, "Only the expectation \"100-continue\" is understood.");

  return check_framing (self, version);
}
