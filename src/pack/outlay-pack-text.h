/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <yyjson.h>

#include "core/money/outlay-money.h"
#include "pack/outlay-pack-error.h"

G_BEGIN_DECLS

/* Members of JSON objects, one by one. Texts that are read are borrowed from the document; who reads gets %FALSE
 * with %OUTLAY_PACK_ERROR_SYNTAX, which names the member. */

gboolean outlay_pack_text_fail (GError **error, const char *member, const char *what);

/* Whether @object is an object of exactly @n_members; @name: what to call it in the error */
gboolean outlay_pack_text_check (yyjson_val *object, gsize n_members, const char *name, GError **error);

/* @max_chars: of characters, no control characters but newline and tab where @is_lines */
gboolean outlay_pack_text_get   (yyjson_val  *object,
                                 const char  *member,
                                 glong        max_chars,
                                 gboolean     is_lines,
                                 const char **text,
                                 GError     **error);
/* The same where it may be null. */
gboolean outlay_pack_text_get_nullable (yyjson_val  *object,
                                        const char  *member,
                                        glong        max_chars,
                                        const char **text,
                                        GError     **error);
gboolean outlay_pack_text_get_int  (yyjson_val *object, const char *member, gint64 least, gint64 *value,
                                    GError **error);
gboolean outlay_pack_text_get_bool (yyjson_val *object, const char *member, gboolean *value, GError **error);
/* Unix time in microseconds; null as 0 where @is_nullable */
gboolean outlay_pack_text_get_time (yyjson_val *object, const char *member, gboolean is_nullable,
                                    gint64 *value, GError **error);
gboolean outlay_pack_text_get_money (yyjson_val *object, const char *member, OutlayMoney *money,
                                     GError **error);
gboolean outlay_pack_text_get_digest (yyjson_val *object, const char *member, const char **digest,
                                      GError **error);

/* Invalid UTF-8 is replaced; %NULL becomes null. */
void outlay_pack_text_add       (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *member,
                                 const char *text);
void outlay_pack_text_add_time  (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *member,
                                 gint64 unix_usec);
void outlay_pack_text_add_money (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *member,
                                 const OutlayMoney *money);

/* Appends the document without white space, or over several lines. */
void outlay_pack_text_append (GString *json, yyjson_mut_doc *doc, gboolean is_pretty);

G_END_DECLS
