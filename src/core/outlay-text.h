/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/outlay-complaint.h"

G_BEGIN_DECLS

typedef enum
{
  OUTLAY_TEXT_LINE,  /* no control characters at all */
  OUTLAY_TEXT_LINES, /* besides newline and tab */
} OutlayTextKind;

/**
 * outlay_text_check:
 * @text: (nullable): %NULL is well
 * @field: the name to complain under
 * @max_chars: how many Unicode characters it may have
 *
 * Adds TOO_LONG, or BAD_TEXT where @text is not UTF-8 or has control characters that @kind forbids.
 *
 * Returns: whether there was nothing to complain about
 */
gboolean outlay_text_check (const char *text,
                            const char *field,
                            glong max_chars,
                            OutlayTextKind kind,
                            OutlayComplaints *complaints);

/* Whether valid @text (nullable) has nothing but white space. */
gboolean outlay_text_is_blank (const char *text);

/* Whether @text is @unit over and over, the last time maybe cut short. @unit_length is in
 * bytes, > 0. */
gboolean outlay_text_repeats (const char *text, const char *unit, gsize unit_length);

G_END_DECLS
