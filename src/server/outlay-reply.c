/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/outlay-reply-private.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/outlay-connection.h"

static const char json_type[] = "application/json";
static const char problem_type[] = "application/problem+json";

typedef struct
{
  guint status;
  const char *title;
} Title;

/* The reason phrases of RFC 9110, for those statuses that this server answers. */
static const Title titles[] = {
  { 400, "Bad Request" },
  { 401, "Unauthorized" },
  { 403, "Forbidden" },
  { 404, "Not Found" },
  { 405, "Method Not Allowed" },
  { 406, "Not Acceptable" },
  { 408, "Request Timeout" },
  { 409, "Conflict" },
  { 410, "Gone" },
  { 411, "Length Required" },
  { 412, "Precondition Failed" },
  { 413, "Content Too Large" },
  { 414, "URI Too Long" },
  { 415, "Unsupported Media Type" },
  { 417, "Expectation Failed" },
  { 422, "Unprocessable Content" },
  { 428, "Precondition Required" },
  { 429, "Too Many Requests" },
  { 431, "Request Header Fields Too Large" },
  { 500, "Internal Server Error" },
  { 501, "Not Implemented" },
  { 503, "Service Unavailable" },
  { 505, "HTTP Version Not Supported" },
  { 507, "Insufficient Storage" },
};

static const char *
find_title (guint status)
{
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    if (titles[i].status == status)
      return titles[i].title;

  return "Error";
}

static OutlayReply *
new_reply (guint status)
{
  OutlayReply *self = g_new (OutlayReply, 1);

  self->status = status;
  self->keeps_changes = FALSE;
  self->is_always_whole = FALSE;
  self->trouble = -1;
  self->content_type = NULL;
  self->body = NULL;
  self->length = 0;
  self->fd = -1;
  self->pull = NULL;
  self->pull_data = NULL;
  self->free_pull_data = NULL;
  self->size = 0;
  self->n_headers = 0;

  return self;
}

static yyjson_mut_doc *
new_problem_doc (guint status, const char *detail)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);

  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_str (doc, root, "type", "about:blank");
  yyjson_mut_obj_add_str (doc, root, "title", find_title (status));
  yyjson_mut_obj_add_uint (doc, root, "status", status);
  if (detail != NULL)
    yyjson_mut_obj_add_strcpy (doc, root, "detail", detail);

  return doc;
}

static OutlayReply *
take_problem_doc (guint status, yyjson_mut_doc *doc)
{
  OutlayReply *self = outlay_reply_new_doc (status, doc);

  self->content_type = problem_type;
  return self;
}

OutlayReply *
outlay_reply_new_text (guint status, const char *type, char *text, gsize length)
{
  OutlayReply *self = new_reply (status);

  self->content_type = type;
  self->body = text;
  self->length = length;

  return self;
}

OutlayReply *
outlay_reply_new_json (guint status, char *json, gsize length)
{
  return outlay_reply_new_text (status, json_type, json, length);
}

OutlayReply *
outlay_reply_new_doc (guint status, yyjson_mut_doc *doc)
{
  gsize length = 0;
  /* Text that is not UTF-8 must never have come so far; better a replacement than no answer. */
  char *json = yyjson_mut_write (doc, YYJSON_WRITE_ALLOW_INVALID_UNICODE, &length);

  g_assert (json != NULL);
  yyjson_mut_doc_free (doc);

  return outlay_reply_new_json (status, json, length);
}

OutlayReply *
outlay_reply_new_empty (guint status)
{
  return new_reply (status);
}

OutlayReply *
outlay_reply_new_file (guint status, int fd, guint64 size, const char *mime)
{
  OutlayReply *self = new_reply (status);

  self->fd = fd;
  self->size = size;
  self->content_type = g_intern_string (mime);

  return self;
}

OutlayReply *
outlay_reply_new_stream (guint status,
                         guint64 size,
                         const char *mime,
                         OutlayPullFunc pull,
                         gpointer data,
                         GDestroyNotify free_data)
{
  OutlayReply *self = new_reply (status);

  self->pull = pull;
  self->pull_data = data;
  self->free_pull_data = free_data;
  self->size = size;
  self->content_type = g_intern_string (mime);

  return self;
}

OutlayReply *
outlay_reply_new_problem (guint status, const char *detail)
{
  return take_problem_doc (status, new_problem_doc (status, detail));
}

OutlayReply *
outlay_reply_new_problem_field (guint status, const char *field, const char *message)
{
  return outlay_reply_new_problem_fields (status, &(OutlayFieldProblem) { field, message }, 1);
}

OutlayReply *
outlay_reply_new_problem_fields (guint status, const OutlayFieldProblem *problems, guint n_problems)
{
  g_autofree char *detail = NULL;
  yyjson_mut_doc *doc;
  yyjson_mut_val *errors;

  g_return_val_if_fail (n_problems > 0, outlay_reply_new_problem (500, NULL));

  detail = g_strdup_printf ("%s: %s", problems[0].field, problems[0].message);
  doc = new_problem_doc (status, detail);
  errors = yyjson_mut_obj_add_arr (doc, yyjson_mut_doc_get_root (doc), "errors");

  for (guint i = 0; i < n_problems; i++)
    {
      yyjson_mut_val *error = yyjson_mut_arr_add_obj (doc, errors);

      yyjson_mut_obj_add_strcpy (doc, error, "field", problems[i].field);
      yyjson_mut_obj_add_strcpy (doc, error, "message", problems[i].message);
    }

  return take_problem_doc (status, doc);
}

OutlayReply *
outlay_reply_new_complaints (guint status, OutlayComplaints *complaints)
{
  g_autofree OutlayFieldProblem *problems = g_new (OutlayFieldProblem, complaints->len);
  OutlayReply *reply;

  for (guint i = 0; i < complaints->len; i++)
    {
      const OutlayComplaint *complaint = &g_array_index (complaints, OutlayComplaint, i);

      problems[i].field = complaint->field;
      problems[i].message = outlay_complaint_dup_sentence (complaint);
    }

  reply = outlay_reply_new_problem_fields (status, problems, complaints->len);
  for (guint i = 0; i < complaints->len; i++)
    g_free ((char *) problems[i].message);

  return reply;
}

OutlayReply *
outlay_reply_new_conflict (guint status, const char *detail, char *current, gsize length)
{
  yyjson_mut_doc *doc = new_problem_doc (status, detail);
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);
  OutlayReply *self;

  yyjson_mut_obj_add_val (doc, root, "current", yyjson_mut_rawn (doc, current, length));
  self = take_problem_doc (status, doc);
  free (current);

  return self;
}

static OutlayReply *
new_retry_later (guint status, const char *detail)
{
  OutlayReply *self = outlay_reply_new_problem (status, detail);

  outlay_reply_set_header (self, "Retry-After", "1");
  return self;
}

static OutlayReply *
new_for_database_error (OutlayDbError code)
{
  switch (code)
    {
    case OUTLAY_DB_ERROR_BUSY:
      return new_retry_later (503, "The server is busy.");

    case OUTLAY_DB_ERROR_UNREACHABLE:
      return new_retry_later (503, "The server cannot reach its database.");

    case OUTLAY_DB_ERROR_FULL:
      return outlay_reply_new_problem (507, "There is no space left on the server.");

    case OUTLAY_DB_ERROR_CONSTRAINT:
      return outlay_reply_new_problem (409, "This does not agree with what is stored.");

    case OUTLAY_DB_ERROR_CORRUPT:
    case OUTLAY_DB_ERROR_TOO_NEW:
    case OUTLAY_DB_ERROR_FAILED:
    default:
      return outlay_reply_new_problem (500, "The server could not do this.");
    }
}

OutlayReply *
outlay_reply_new_busy (void)
{
  OutlayReply *self = outlay_reply_new_problem (503, "The server is busy.");

  outlay_reply_set_header (self, "Retry-After", "2");
  return self;
}

OutlayReply *
outlay_reply_new_for_error (const GError *error)
{
  OutlayReply *self;

  g_return_val_if_fail (error != NULL, outlay_reply_new_problem (500, NULL));

  g_warning ("a request failed: %s", error->message);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ||
      g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    return outlay_reply_new_problem (507, "There is no space left on the server.");

  if (error->domain != OUTLAY_DB_ERROR)
    return outlay_reply_new_problem (500, "The server could not do this.");

  self = new_for_database_error ((OutlayDbError) error->code);
  self->trouble = error->code;

  return self;
}

/**
 * outlay_reply_set_header:
 * @name: a static or interned string
 * @value: without control characters
 *
 * Sets a header, in place of one of the same name.
 */
void
outlay_reply_set_header (OutlayReply *self, const char *name, const char *value)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->n_headers; i++)
    if (g_ascii_strcasecmp (self->headers[i].name, name) == 0)
      {
        g_set_str (&self->headers[i].value, value);
        return;
      }

  outlay_reply_add_header (self, name, value);
}

void
outlay_reply_add_header (OutlayReply *self, const char *name, const char *value)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (self->n_headers < OUTLAY_REPLY_MAX_HEADERS);

  self->headers[self->n_headers++] = (OutlayReplyHeader) { name, g_strdup (value) };
}

gboolean
outlay_reply_is_problem (OutlayReply *self)
{
  return self->content_type == problem_type;
}

const char *
outlay_reply_get_header (OutlayReply *self, const char *name)
{
  for (guint i = 0; i < self->n_headers; i++)
    if (g_ascii_strcasecmp (self->headers[i].name, name) == 0)
      return self->headers[i].value;

  return NULL;
}

void
outlay_reply_send_whole (OutlayReply *self)
{
  self->is_always_whole = TRUE;
}

void
outlay_reply_set_retry_after (OutlayReply *self, guint seconds)
{
  char text[16];

  g_snprintf (text, sizeof text, "%u", seconds);
  outlay_reply_set_header (self, "Retry-After", text);
}

void
outlay_reply_set_etag (OutlayReply *self, gint64 revision)
{
  char etag[32];

  g_snprintf (etag, sizeof etag, "\"%" G_GINT64_FORMAT "\"", revision);
  outlay_reply_set_header (self, "ETag", etag);
}

guint
outlay_reply_get_status (OutlayReply *self)
{
  g_return_val_if_fail (self != NULL, 500);

  return self->status;
}

void
outlay_reply_keep_changes (OutlayReply *self)
{
  g_return_if_fail (self != NULL);

  self->keeps_changes = TRUE;
}

gboolean
outlay_reply_is_streamed (OutlayReply *self)
{
  return self->fd >= 0 || self->pull != NULL;
}

void
outlay_reply_drop_body (OutlayReply *self)
{
  g_clear_pointer (&self->body, free);
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
  if (self->pull != NULL)
    self->free_pull_data (self->pull_data);
  self->pull = NULL;
}

void
outlay_reply_free (OutlayReply *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < self->n_headers; i++)
    g_free (self->headers[i].value);
  outlay_reply_drop_body (self);
  g_free (self);
}
