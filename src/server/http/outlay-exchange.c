/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/http/outlay-exchange.h"

#include <string.h>

#include "server/http/outlay-gate.h"
#include "server/auth/outlay-standing.h"
#include "server/http/outlay-idempotency.h"
#include "server/http/outlay-json-body.h"
#include "server/outlay-reply-private.h"

/* All bodies that are under way together; beyond it the server says that it is busy. */
#define MAX_BODIES (gsize) (256 * 1024 * 1024)

static gsize bodies; /* atomic: bytes reserved by all exchanges */

OutlayExchange *
outlay_exchange_new (OutlayService *service,
                     OutlayRouter *router,
                     struct MHD_Connection *connection,
                     OutlayPeer *peer,
                     const char *target)
{
  OutlayExchange *self = g_new0 (OutlayExchange, 1);

  self->service = service;
  self->router = router;
  self->connection = connection;
  self->peer = peer;
  self->started = g_get_monotonic_time ();
  self->target_text = g_strdup (target);

  return self;
}

static void
give_back (OutlayExchange *self)
{
  if (self->reserved > 0)
    __atomic_sub_fetch (&bodies, self->reserved, __ATOMIC_RELAXED);
  self->reserved = 0;
}

void
outlay_exchange_free (OutlayExchange *self)
{
  give_back (self);
  g_clear_pointer (&self->reply, outlay_reply_free);
  g_clear_pointer (&self->match.refusal, outlay_reply_free);
  g_clear_pointer (&self->known, outlay_known_identity_unref);
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_clear_pointer (&self->request.body, g_bytes_unref);
  g_clear_pointer (&self->doc, yyjson_doc_free);
  g_clear_error (&self->error);
  g_free (self->body_digest);
  g_free (self->target_text);
  g_free (self);
}

static enum MHD_Result
add_field_cb (void *data,
              enum MHD_ValueKind kind,
              const char *name,
              size_t name_size,
              const char *value,
              size_t value_size)
{
  outlay_head_add (data, name, name_size, value, value_size);
  return MHD_YES;
}

/* (nullable): the access token, where the route wants to know who asks */
static const char *
get_token (const OutlayExchange *self)
{
  const char *field = self->head.authorization;

  if (self->match.route->role == OUTLAY_FOR_EVERYBODY || field == NULL ||
      g_ascii_strncasecmp (field, "Bearer ", 7) != 0)
    return NULL;

  return field + 7;
}

/* Whether nobody needs to ask the database who it is. Most often it is the token of the connection's
 * last request, whose hash need not be computed again. */
static gboolean
recall_identity (OutlayExchange *self)
{
  OutlayIdentities *identities = self->service->identities;
  const char *token = get_token (self);
  OutlayPeer *peer = self->peer;

  if (token == NULL)
    return TRUE;

  if (peer->token != NULL && g_str_equal (peer->token, token) &&
      outlay_identities_is_fresh (identities, peer->known, self->request.now))
    {
      self->known = outlay_known_identity_ref (peer->known);
      return TRUE;
    }

  g_clear_pointer (&peer->token, g_free);
  g_clear_pointer (&peer->known, outlay_known_identity_unref);
  if (self->service->reading != NULL)
    self->known = outlay_identities_recall (identities, token, self->request.now);

  return self->known != NULL;
}

static void
ask_identity (OutlayExchange *self)
{
  OutlayConnection *reader = outlay_service_get_reader (self->service, &self->error);

  if (reader != NULL)
    self->known = outlay_identities_find (self->service->identities, get_token (self), reader,
                                          self->request.now, &self->error);
}

static void
ask_identity_cb (gpointer data, gpointer user_data)
{
  OutlayExchange *self = data;

  ask_identity (self);
  self->phase = OUTLAY_EXCHANGE_ASKED;
  MHD_resume_connection (self->connection);
}

/* On a thread that may wait. */
static void
have_identity_asked (OutlayExchange *self)
{
  outlay_peer_expect_nothing (self->peer);
  self->phase = OUTLAY_EXCHANGE_ASKING;
  MHD_suspend_connection (self->connection);

  if (!outlay_pool_push (self->service->reading, ask_identity_cb, self))
    {
      self->reply = outlay_reply_new_busy ();
      self->phase = OUTLAY_EXCHANGE_ASKED;
      MHD_resume_connection (self->connection);
    }
}

static OutlayReply *
check_identity (OutlayExchange *self)
{
  const OutlayRoute *route = self->match.route;
  OutlayPeer *peer = self->peer;

  if (self->error != NULL)
    return outlay_reply_new_for_error (self->error);

  if (self->known != NULL)
    {
      self->request.identity = &self->known->identity;
      if (peer->token == NULL)
        {
          peer->token = g_strdup (get_token (self));
          peer->known = outlay_known_identity_ref (self->known);
        }
    }

  if (route->role == OUTLAY_FOR_EVERYBODY || route->role == OUTLAY_FOR_EVERYBODY_KNOWN)
    return NULL;
  if (self->known == NULL)
    return outlay_standing_refuse_stranger (self->head.authorization == NULL
                                                ? "An access token is needed here."
                                                : "The access token is not valid any more.");
  if ((int) self->known->identity.role < route->role)
    return outlay_standing_refuse_role ();

  return NULL;
}

static OutlayReply *
check_query (OutlayExchange *self)
{
  OutlayReply *refusal;

  if (outlay_route_reads_query (self->match.route))
    {
      self->request.query_text = self->target.query_text;
      return NULL;
    }

  if ((refusal = outlay_target_parse_query (&self->target)) != NULL)
    return refusal;

  for (guint i = 0; i < self->target.n_query; i++)
    if (!outlay_route_knows_parameter (self->match.route, self->target.query[i].name))
      return outlay_reply_new_problem_field (400, self->target.query[i].name,
                                             "is not a known parameter");

  memcpy (self->request.query, self->target.query, self->target.n_query * sizeof (OutlayParameter));
  self->request.n_query = self->target.n_query;

  return NULL;
}

guint64
outlay_exchange_get_body_length (OutlayExchange *self)
{
  if (self->head.transfer_encoding != NULL)
    return G_MAXUINT64;

  return self->head.content_length != NULL ? g_ascii_strtoull (self->head.content_length, NULL, 10)
                                           : 0;
}

static gboolean
reserve (OutlayExchange *self, gsize size)
{
  self->reserved += size;
  return __atomic_add_fetch (&bodies, size, __ATOMIC_RELAXED) <= MAX_BODIES;
}

/* A file, whose sender is known, is promised its room before the first byte is read; the small
 * bodies of strangers take what they have really sent. */
static OutlayReply *
begin_body (OutlayExchange *self, guint64 length)
{
  if (self->match.route->raw && !reserve (self, (gsize) MIN (length, self->match.route->max_body)))
    return outlay_reply_new_busy ();

  self->body = g_byte_array_new ();
  return NULL;
}

static OutlayReply *
refuse_large (const OutlayRoute *route)
{
  g_autofree char *detail = g_strdup_printf (
      "The body is larger than the %zu bytes that are taken here.", route->max_body);

  return outlay_reply_new_problem (413, detail);
}

static OutlayReply *
check_body (OutlayExchange *self)
{
  const OutlayRoute *route = self->match.route;
  guint64 length = outlay_exchange_get_body_length (self);
  gboolean is_announced = self->head.content_length != NULL || self->head.transfer_encoding != NULL;

  if (route->max_body == 0)
    return length > 0 ? outlay_reply_new_problem (413, "No body is taken here.") : NULL;

  if (!is_announced)
    return outlay_reply_new_problem (411, "The header field Content-Length is missing.");

  if (length != G_MAXUINT64 && length > route->max_body)
    return refuse_large (route);

  if (length > 0 && !route->raw && !outlay_json_body_is_type (self->head.content_type))
    return outlay_reply_new_problem (415, "The body must be application/json.");

  return length > 0 ? begin_body (self, length) : NULL;
}

static OutlayReply *
check_idempotency (OutlayExchange *self)
{
  if (self->head.idempotency_key != NULL &&
      !outlay_idempotency_key_is_valid (self->head.idempotency_key))
    return outlay_reply_new_problem (400,
                                     "Idempotency-Key must be 1 to 255 visible ASCII characters.");

  return NULL;
}

static OutlayReply *
judge_head (OutlayExchange *self, const char *method, const char *version)
{
  OutlayReply *refusal;

  MHD_get_connection_values_n (self->connection, MHD_HEADER_KIND, add_field_cb, &self->head);
  if ((refusal = outlay_head_check (&self->head, method, version)) != NULL ||
      (refusal = outlay_target_parse (&self->target, self->target_text, self->head.host)) != NULL)
    {
      self->is_unsound = TRUE;
      return refusal;
    }

  outlay_router_find (self->router, method, self->target.path, &self->match);
  if ((refusal = outlay_gate_admit (self, method)) != NULL)
    return refusal;
  if (self->match.refusal != NULL)
    return g_steal_pointer (&self->match.refusal);

  self->request.path = self->target.path;
  self->request.if_match = self->head.if_match;
  self->request.if_none_match = self->head.if_none_match;
  self->request.content_type = self->head.content_type;
  self->request.authorization = self->head.authorization;
  self->request.cookie = self->head.cookie;
  self->request.origin = self->head.origin;
  self->request.fetch_site = self->head.fetch_site;
  self->request.accept_language = self->head.accept_language;
  for (guint i = 0; i < self->match.n_arguments; i++)
    self->request.arguments[i] = self->match.arguments[i];

  return NULL;
}

/* When it is known who asks. */
static void
judge_request (OutlayExchange *self)
{
  if (self->reply == NULL && (self->reply = check_identity (self)) == NULL &&
      (self->reply = check_query (self)) == NULL &&
      (self->reply = outlay_gate_charge (self)) == NULL &&
      (self->reply = check_idempotency (self)) == NULL)
    self->reply = check_body (self);

  self->phase = self->reply != NULL ? OUTLAY_EXCHANGE_REFUSED : OUTLAY_EXCHANGE_BODY;
}

gboolean
outlay_exchange_read_head (OutlayExchange *self, const char *method, const char *version)
{
  self->request.service = self->service;
  self->request.method = method;
  self->request.path = "";
  self->request.remote = self->peer->address;
  self->request.now = g_get_real_time ();

  self->reply = judge_head (self, method, version);
  if (self->reply == NULL && !recall_identity (self))
    {
      if (self->service->reading != NULL)
        {
          have_identity_asked (self);
          return FALSE;
        }
      ask_identity (self);
    }

  judge_request (self);
  return TRUE;
}

void
outlay_exchange_go_on (OutlayExchange *self)
{
  g_assert (self->phase == OUTLAY_EXCHANGE_ASKED);
  judge_request (self);
}

gboolean
outlay_exchange_add_body (OutlayExchange *self, const char *data, gsize size)
{
  const OutlayRoute *route = self->match.route;

  if (self->body->len + size > route->max_body)
    self->reply = refuse_large (route);
  else if (!route->raw && !reserve (self, size))
    self->reply = outlay_reply_new_busy ();
  else
    {
      g_byte_array_append (self->body, (const guint8 *) data, (guint) size);
      return TRUE;
    }

  self->phase = OUTLAY_EXCHANGE_REFUSED;
  g_clear_pointer (&self->body, g_byte_array_unref);
  return FALSE;
}

/* With a secret of the server: a body may hold a password, and a plain hash of it could
 * be guessed. */
