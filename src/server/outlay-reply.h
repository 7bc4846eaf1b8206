/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <yyjson.h>

#include "core/outlay-complaint.h"
#include "core/expense/outlay-workflow.h"

G_BEGIN_DECLS

/**
 * OutlayReply:
 *
 * The answer to one request: status, body, and a few headers. Handlers make one and give it away.
 */
typedef struct _OutlayReply OutlayReply;

/* A JSON body: takes @json, a NUL-terminated text of @length bytes that free() ends (yyjson's own
 * writer makes such). */
OutlayReply *outlay_reply_new_json  (guint status, char *json, gsize length);
/* Writes @doc and frees it. */
OutlayReply *outlay_reply_new_doc   (guint status, yyjson_mut_doc *doc);
OutlayReply *outlay_reply_new_empty (guint status);
/* Takes @text, NUL-terminated and of @length bytes, for free() to end. @type: static, a media type */
OutlayReply *outlay_reply_new_text  (guint status, const char *type, char *text, gsize length);
/* Streams an open file, which it closes. */
OutlayReply *outlay_reply_new_file  (guint status, int fd, guint64 size, const char *mime);

/**
 * OutlayPullFunc:
 * @into: room for @size bytes
 *
 * Gives the next bytes of a streamed body. Called on a connection's thread whenever the client has
 * taken what came before, and never twice at once.
 *
 * Returns: how many bytes it gave, more than 0; or -1 when it cannot go on: the connection is cut,
 *   so that nobody takes a part for the whole
 */
typedef gssize (*OutlayPullFunc) (gpointer data, guint8 *into, gsize size);

/* Streams @size bytes that @pull gives piece by piece; takes @data, which @free_data ends. */
OutlayReply *outlay_reply_new_stream (guint           status,
                                      guint64         size,
                                      const char     *mime,
                                      OutlayPullFunc  pull,
                                      gpointer        data,
                                      GDestroyNotify  free_data);

/* Problems (RFC 9457). @detail is one factual sentence, or %NULL. */
OutlayReply *outlay_reply_new_problem    (guint status, const char *detail);
OutlayReply *outlay_reply_new_problem_field (guint status, const char *field, const char *message);
/* 503, for too many requests at once: to be tried again in two seconds. */
OutlayReply *outlay_reply_new_busy       (void);

/* What is wrong with one field of the body or one parameter of the query. */
typedef struct
{
  const char *field;
  const char *message;
} OutlayFieldProblem;

OutlayReply *outlay_reply_new_problem_fields (guint                     status,
                                              const OutlayFieldProblem *problems,
                                              guint                     n_problems);
OutlayReply *outlay_reply_new_complaints (guint status, OutlayComplaints *complaints);
/* 409 or 412 with the state of things as they are: takes @current, a JSON text of the same kind as
 * new_json(), as the member "current". */
OutlayReply *outlay_reply_new_conflict   (guint       status,
                                          const char *detail,
                                          char       *current,
                                          gsize       length);
/* The one place where errors of other layers become a status. */
OutlayReply *outlay_reply_new_for_error  (const GError *error);

void  outlay_reply_set_header (OutlayReply *self, const char *name, const char *value);
/* The same, beside what is there of that name (Set-Cookie). */
void  outlay_reply_add_header (OutlayReply *self, const char *name, const char *value);
void  outlay_reply_set_retry_after (OutlayReply *self, guint seconds);
/* ETag: "REVISION" */
void  outlay_reply_set_etag   (OutlayReply *self, gint64 revision);
guint outlay_reply_get_status (OutlayReply *self);
/* Keeps what the handler wrote although the status is 400 or more (a family ended by a
 * reused token). */
void  outlay_reply_keep_changes (OutlayReply *self);
/* Sends it whole also to who has its ETag: something the tag does not tell of may have changed. */
void  outlay_reply_send_whole (OutlayReply *self);
void  outlay_reply_free       (OutlayReply *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayReply, outlay_reply_free)

G_END_DECLS
