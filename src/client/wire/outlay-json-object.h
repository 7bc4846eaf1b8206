/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * outlay_json_parse:
 * @bytes: UTF-8 text of an answer, in the strict grammar of RFC 8259
 *
 * Any thread. The node is immutable and may go to another thread.
 *
 * Returns: (transfer full) (nullable): an object's node, or %NULL with
 *   %OUTLAY_CLIENT_ERROR_NO_SERVER
 */
JsonNode *outlay_json_parse (GBytes  *bytes,
                             GError **error);

/*
 * Members of an answer, read without trust: each of these is %FALSE with
 * %OUTLAY_CLIENT_ERROR_NO_SERVER, which names the member, when it is missing, of another type or
 * out of bounds. What is read is borrowed from @object. Unknown members are left alone: a newer
 * server may say more than this program knows.
 */
gboolean outlay_json_read_text          (JsonObject   *object,
                                         const char   *name,
                                         const char  **text,
                                         GError      **error);
/* JSON null reads as %NULL. */
gboolean outlay_json_read_nullable_text (JsonObject   *object,
                                         const char   *name,
                                         const char  **text,
                                         GError      **error);
gboolean outlay_json_read_int           (JsonObject   *object,
                                         const char   *name,
                                         gint64        min,
                                         gint64        max,
                                         gint64       *value,
                                         GError      **error);
gboolean outlay_json_read_boolean       (JsonObject   *object,
                                         const char   *name,
                                         gboolean     *value,
                                         GError      **error);
gboolean outlay_json_read_object        (JsonObject   *object,
                                         const char   *name,
                                         JsonObject  **member,
                                         GError      **error);
gboolean outlay_json_read_array         (JsonObject   *object,
                                         const char   *name,
                                         guint         max,
                                         JsonArray   **member,
                                         GError      **error);
/* An RFC 3339 time. */
gboolean outlay_json_read_time          (JsonObject   *object,
                                         const char   *name,
                                         const char  **text,
                                         GError      **error);
/* A UUID in lower case. */
gboolean outlay_json_read_id            (JsonObject   *object,
                                         const char   *name,
                                         const char  **text,
                                         GError      **error);

/* Says that @name is not as it should be, and returns %FALSE. */
gboolean outlay_json_refuse             (const char   *name,
                                         GError      **error);

G_END_DECLS
