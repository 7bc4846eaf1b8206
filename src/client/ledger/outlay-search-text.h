/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * OutlaySearchWord:
 * @match: an expression of SQLite's FTS5: the word must be there, the last letters of it may be
 *   missing; a number also finds the amount it begins, with whatever separators it was typed
 * @begin: (nullable): the word folded, for names that begin with it
 */
typedef struct
{
  char *match;
  char *begin;
} OutlaySearchWord;

/**
 * outlay_search_text_split:
 * @typed: (nullable): what a person typed
 *
 * Returns: (transfer full) (element-type OutlaySearchWord) (nullable): its words, all of which must be
 *   found; %NULL where nothing to search by was typed
 */
GPtrArray *outlay_search_text_split (const char *typed);

/* An FTS5 expression for rows that have all words of @merchant one after another, among others those of
 * this very merchant; %NULL where its letters are not certain to be words. (transfer full) (nullable) */
char *outlay_search_text_match_merchant (const char *merchant);

/* Lower case, without accents. (transfer full) */
char *outlay_search_text_fold (const char *text);

/* Folded, and fit for LIKE with a backslash as escape. (transfer full) */
char *outlay_search_text_to_like (const char *typed);

G_END_DECLS
