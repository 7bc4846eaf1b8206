/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <yyjson.h>

#include "server/outlay-reply.h"

G_BEGIN_DECLS

#define OUTLAY_JSON_MAX_DEPTH 16
#define OUTLAY_JSON_MAX_MEMBERS 64

/**
 * outlay_json_body_parse:
 * @doc: (out): to be freed with yyjson_doc_free(); %NULL when refused
 *
 * Reads a body as RFC 8259 has it: valid UTF-8, no comments, no trailing commas, an object at the
 * root, at most %OUTLAY_JSON_MAX_DEPTH levels, at most %OUTLAY_JSON_MAX_MEMBERS members an object,
 * none of them twice. Numbers beyond 64 bits stay raw, so that the field reader can name them.
 *
 * Returns: (transfer full) (nullable): the refusal, or %NULL when all is well
 */
OutlayReply *outlay_json_body_parse (const char  *text,
                                     gsize        length,
                                     yyjson_doc **doc);

/* Whether a Content-Type is application/json, with no other parameter than charset=utf-8. */
gboolean outlay_json_body_is_type (const char *content_type);

G_END_DECLS
