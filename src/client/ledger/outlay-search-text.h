/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * outlay_search_text_to_match:
 *
 * What a person typed, as an expression of SQLite's FTS5: each word must be there, the last
 * letters of it may be missing; a number also finds the amount it begins, with whatever
 * separators it was typed.
 *
 * Returns: (transfer full) (nullable): %NULL where nothing to search by was typed
 */
char *outlay_search_text_to_match (const char *typed);

/* Lower case, without accents. (transfer full) */
char *outlay_search_text_fold (const char *text);

/* Folded, and fit for LIKE with a backslash as escape. (transfer full) */
char *outlay_search_text_to_like (const char *typed);

G_END_DECLS
