/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * OutlayJsonWriter:
 * @text: what was written so far, not NUL-terminated; free() ends it
 *
 * Writes JSON straight into one growing buffer, for answers that are made thousands of times a
 * second. It does not check that what is written is balanced: each of its callers is a few lines
 * with a test. It sets the commas itself.
 */
typedef struct
{
  char    *text;
  gsize    length;
  gsize    size;
  gboolean wants_comma;
} OutlayJsonWriter;

/* @size: bytes to begin with */
void  outlay_json_writer_init  (OutlayJsonWriter *self, gsize size);
void  outlay_json_writer_clear (OutlayJsonWriter *self);

/**
 * outlay_json_writer_end:
 * @length: (out): without the NUL
 *
 * Returns: (transfer full): the NUL-terminated text, for outlay_reply_new_json(); free() ends it
 */
char *outlay_json_writer_end (OutlayJsonWriter *self, gsize *length);

void  outlay_json_writer_begin_object (OutlayJsonWriter *self);
void  outlay_json_writer_end_object   (OutlayJsonWriter *self);
void  outlay_json_writer_begin_array  (OutlayJsonWriter *self);
void  outlay_json_writer_end_array    (OutlayJsonWriter *self);

/* @name: a static text without anything to escape */
void  outlay_json_writer_name   (OutlayJsonWriter *self, const char *name);

/* %NULL writes null. Control characters, quotes and backslashes are escaped; the rest is
 * UTF-8 as it is. */
void  outlay_json_writer_text   (OutlayJsonWriter *self, const char *value);
/* Text that is known to have nothing to escape: ids, digests, days, states. */
void  outlay_json_writer_token  (OutlayJsonWriter *self, const char *value);
void  outlay_json_writer_int    (OutlayJsonWriter *self, gint64 value);
void  outlay_json_writer_bool   (OutlayJsonWriter *self, gboolean value);
void  outlay_json_writer_null   (OutlayJsonWriter *self);
/* For objects that are written in large numbers: JSON as it is, without a comma before it. What
 * follows brings none either. */
void  outlay_json_writer_append (OutlayJsonWriter *self, const char *json, gsize length);
#define outlay_json_writer_literal(self, literal)                                                  \
  outlay_json_writer_append ((self), "" literal, sizeof (literal) - 1)
/* Unix time in microseconds as RFC 3339 in UTC with milliseconds; years 1 to 9999. */
void  outlay_json_writer_time   (OutlayJsonWriter *self, gint64 unix_usec);
/* Lines of tokens as an array; empty for an empty text. */
void  outlay_json_writer_lines  (OutlayJsonWriter *self, const char *lines);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OutlayJsonWriter, outlay_json_writer_clear)

G_END_DECLS
