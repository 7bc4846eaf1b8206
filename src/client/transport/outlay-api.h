/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>
#include <libdex.h>

#include "client/session/outlay-session.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_API (outlay_api_get_type ())
G_DECLARE_FINAL_TYPE (OutlayApi, outlay_api, OUTLAY, API, GObject)

/**
 * OutlayApi:
 *
 * Speaks the server's HTTP contract: adds the token, refreshes it once on a 401, translates status
 * and transport errors to #OutlayClientError, reads problem+json. It knows no database.
 */
OutlayApi *outlay_api_new (OutlaySession *session);

/* What came back with a 2xx. */
typedef struct
{
  guint     status;
  JsonNode *json;   /* (nullable) */
  char     *etag;   /* (nullable) */
} OutlayAnswer;

#define OUTLAY_TYPE_ANSWER (outlay_answer_get_type ())
GType outlay_answer_get_type (void);
OutlayAnswer *outlay_answer_copy (OutlayAnswer *self);
void          outlay_answer_free (OutlayAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayAnswer, outlay_answer_free)

/**
 * OutlayCall:
 *
 * @form: instead of @body: application/x-www-form-urlencoded; for the calls of a sign-in alone
 *
 * @idempotency_key, @if_match, @if_none_match, @body and @form are nullable. @path starts with "/api/v1/",
 * but for those of a sign-in.
 */
typedef struct
{
  const char *method;
  const char *path;
  JsonNode   *body;
  const char *form;
  const char *idempotency_key;
  const char *if_match;
  const char *if_none_match;
} OutlayCall;

/* Future of a boxed #OutlayAnswer. A 4xx rejects with its code; outlay_problem_get() reads the
 * details from the error. */
DexFuture *outlay_api_send        (OutlayApi *self, const OutlayCall *call);
DexFuture *outlay_api_put_proof   (OutlayApi *self, const char *sha256, GFile *file); /* boolean */
/* Future of a boolean; @into appears only whole. */
DexFuture *outlay_api_get_proof   (OutlayApi *self, const char *sha256, GFile *into);
/* Future of a #GInputStream: the live "something changed" as text/event-stream, until
 * it is closed. */
DexFuture *outlay_api_open_events (OutlayApi *self);

/* Ends what is under way and refuses what comes later, all with %OUTLAY_CLIENT_ERROR_OFFLINE. */
void outlay_api_close (OutlayApi *self);
/* Cancelled by outlay_api_close(), for whoever reads a stream on. (transfer none) */
GCancellable *outlay_api_get_cancellable (OutlayApi *self);

OutlaySession *outlay_api_get_session (OutlayApi *self); /* (transfer none) */

/**
 * OutlayProblem:
 * @current: (nullable): the state of things that came with a conflict
 *
 * The server's problem+json behind an error of the api.
 */
typedef struct
{
  guint     status;
  char     *detail;
  JsonNode *current;
  GPtrArray *fields;   /* of char *, "amount" */
  GPtrArray *messages; /* of char *, one for each field */
} OutlayProblem;

/* (transfer none) (nullable): lives as long as @error */
const OutlayProblem *outlay_problem_get (const GError *error);

G_END_DECLS
