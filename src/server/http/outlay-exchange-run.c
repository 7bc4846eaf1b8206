/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/auth/outlay-standing.h"
#include "server/http/outlay-exchange.h"
#include "server/http/outlay-idempotency.h"
#include "server/http/outlay-json-body.h"

/* What happens to a request that was agreed to: its body is read, and its handler is run where it may take
 * its time. */

static void
note_key (OutlayExchange *self, const char *text, gsize size)
{
  guint8 digest[32];

  outlay_hmac (self->service->keys->pepper, digest, (gsize) 1, text, size);
  self->body_digest = outlay_base64url_encode (digest, sizeof digest);
  self->request.body_digest = self->body_digest;
  self->request.idempotency_key = self->head.idempotency_key;
}

static OutlayReply *
read_body (OutlayExchange *self)
{
  gsize size;
  const char *text;
  OutlayReply *refusal = NULL;

  self->request.body = self->body != NULL
                           ? g_byte_array_free_to_bytes (g_steal_pointer (&self->body))
                           : g_bytes_new_static ("", 0);
  text = g_bytes_get_data (self->request.body, &size);

  if (size > 0 && !self->match.route->raw)
    {
      refusal = outlay_json_body_parse (text, size, &self->doc);
      if (self->doc != NULL)
        self->request.json = yyjson_doc_get_root (self->doc);
    }

  if (refusal == NULL && self->head.idempotency_key != NULL)
    note_key (self, text, size);

  return refusal;
}

static void
finish (OutlayExchange *self, OutlayReply *reply)
{
  self->reply = reply;
  self->phase = OUTLAY_EXCHANGE_DONE;
}

static void
run_reading (OutlayExchange *self)
{
  g_autoptr (GError) error = NULL;

  self->request.db = outlay_service_get_reader (self->service, &error);
  finish (self, self->request.db != NULL ? self->match.route->handler (&self->request)
                                         : outlay_reply_new_for_error (error));
}

static void
resume (OutlayExchange *self, OutlayReply *reply)
{
  finish (self, reply);
  MHD_resume_connection (self->connection);
}

static OutlayReply *
write_cb (OutlayConnection *db, gpointer data)
{
  const OutlayExchange *self = data;
  const OutlayRoute *route = self->match.route;
  OutlayRequest request = self->request;
  OutlayIdentity identity;
  OutlayReply *refusal;

  request.db = db;
  if (route->role >= OUTLAY_ROLE_EMPLOYEE)
    {
      refusal = outlay_standing_check (request.identity, db, (OutlayRole) route->role, &identity);
      if (refusal != NULL)
        return refusal;
      request.identity = &identity;
    }

  return outlay_idempotency_run (&request, route->handler);
}

static void
written_cb (OutlayReply *reply, gpointer data)
{
  resume (data, reply);
}

static void
push_write (OutlayExchange *self)
{
  const OutlayIdentity *identity = self->request.identity;
  gboolean is_kept = identity != NULL && self->request.idempotency_key != NULL;

  outlay_writers_push (self->service->writers,
                       &(OutlayWrite) {
                           .company = identity != NULL ? identity->company : NULL,
                           .flags = is_kept ? OUTLAY_WRITE_REPEATABLE : OUTLAY_WRITE_ONCE,
                           .func = write_cb,
                           .data = self,
                           .done = written_cb,
                           .done_data = self,
                       });
}

static void
work_cb (gpointer data, gpointer user_data)
{
  OutlayExchange *self = data;

  resume (self, self->match.route->handler (&self->request));
}

static void
read_cb (gpointer data, gpointer user_data)
{
  OutlayExchange *self = data;

  run_reading (self);
  MHD_resume_connection (self->connection);
}

static void
run_on_pool (OutlayExchange *self, OutlayPool *pool, GFunc work)
{
  if (!outlay_pool_push (pool, work, self))
    resume (self, outlay_reply_new_busy ());
}

/* (nullable): %NULL for what is read at once */
static OutlayPool *
find_reading_pool (OutlayExchange *self)
{
  if (self->service->reading == NULL && self->match.route->run == OUTLAY_RUN_CACHED)
    return self->service->summaries;

  return self->service->reading;
}

gboolean
outlay_exchange_run (OutlayExchange *self)
{
  OutlayReply *refusal = read_body (self);

  if (refusal != NULL)
    {
      finish (self, refusal);
      return TRUE;
    }

  switch (self->match.route->run)
    {
    case OUTLAY_RUN_ALONE:
      finish (self, self->match.route->handler (&self->request));
      return TRUE;

    case OUTLAY_RUN_READ:
    case OUTLAY_RUN_CACHED:
      if (find_reading_pool (self) != NULL)
        break;
      run_reading (self);
      return TRUE;

    case OUTLAY_RUN_STREAM:
      finish (self, NULL);
      return TRUE;

    case OUTLAY_RUN_WRITE:
    case OUTLAY_RUN_SLOW:
    case OUTLAY_RUN_FILE:
    case OUTLAY_RUN_REMOTE:
    default:
      break;
    }

  self->phase = OUTLAY_EXCHANGE_RUNNING;
  MHD_suspend_connection (self->connection);

  if (self->match.route->run == OUTLAY_RUN_WRITE)
    push_write (self);
  else if (self->match.route->run == OUTLAY_RUN_SLOW)
    run_on_pool (self, self->service->hashing, work_cb);
  else if (self->match.route->run == OUTLAY_RUN_FILE)
    run_on_pool (self, self->service->files, work_cb);
  else if (self->match.route->run == OUTLAY_RUN_REMOTE)
    run_on_pool (self, self->service->asking, work_cb);
  else
    run_on_pool (self, find_reading_pool (self), read_cb);

  return FALSE;
}
