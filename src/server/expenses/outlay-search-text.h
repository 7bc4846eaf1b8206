/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* No more than this of an expense is searched: bytes of folded text. */
#define OUTLAY_SEARCH_TEXT_MAX 512

/**
 * outlay_search_text_new:
 * @first: (nullable): and @second: UTF-8
 *
 * Both as one line of words without case and accents, a space before each: what a search compares
 * with. "Café Nero" becomes " cafe nero".
 *
 * Returns: (transfer full): at most %OUTLAY_SEARCH_TEXT_MAX bytes; empty where there is no word
 */
char    *outlay_search_text_new     (const char *first,
                                     const char *second);

/**
 * outlay_search_text_matches:
 * @self: as outlay_search_text_new() made it
 * @wanted: what is searched, made by outlay_search_text_new() as well
 *
 * Whether each word of @wanted begins a word of @self.
 */
gboolean outlay_search_text_matches (const char *self,
                                     const char *wanted);

G_END_DECLS
