/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The languages that the server's pages speak. */
typedef enum
{
  OUTLAY_LANGUAGE_ENGLISH,
  OUTLAY_LANGUAGE_GERMAN,
  OUTLAY_LANGUAGE_ARABIC,
} OutlayLanguage;

/**
 * outlay_language_choose:
 * @accepted: (nullable): an Accept-Language field (RFC 9110, 12.5.4)
 *
 * Returns: the one of ours that is liked best; English when none is
 */
OutlayLanguage outlay_language_choose (const char *accepted);

/* "en", "de", "ar" */
const char *outlay_language_get_tag (OutlayLanguage language);

/* Which way it is written, as HTML says it: "ltr", "rtl" */
const char *outlay_language_get_direction (OutlayLanguage language);

/* What @key says in @language; it is an assertion that there is such a text. */
const char *outlay_page_text (OutlayLanguage language, const char *key);

G_END_DECLS
