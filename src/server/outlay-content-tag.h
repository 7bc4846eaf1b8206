/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* 128 bits in hex: enough to tell any two answers apart. */
#define OUTLAY_CONTENT_TAG_LENGTH 32

/* What an answer is told apart by that has no revision: @tag gets OUTLAY_CONTENT_TAG_LENGTH bytes,
 * without a NUL. It is no secret how it is made. Any thread. */
void outlay_content_tag_make  (const char *text, gsize length, char *tag);
/* The same as an ETag: with quotes, and a NUL. */
void outlay_content_tag_quote (const char *text,
                               gsize       length,
                               char        etag[OUTLAY_CONTENT_TAG_LENGTH + 3]);

G_END_DECLS
