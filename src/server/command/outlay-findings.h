/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * OutlayFinding:
 * @kind: one word for programs: "database", "reference", "chain", "anchor", "expense", "line",
 *   "total", "certificate", "proof" or "file"
 * @place: of what: an id, a path, "COMPANY/SEQ" of an event; may be empty
 * @sentence: the whole for a person
 * @is_note: whether it is no damage, but worth knowing
 */
typedef struct
{
  const char *kind;
  char       *place;
  char       *sentence;
  gboolean    is_note;
} OutlayFinding;

/**
 * OutlayFindings:
 *
 * What a check has found. It keeps the first thousand and counts the rest, as a folder of a million
 * missing files must not end for want of memory.
 */
typedef struct
{
  GPtrArray *kept; /* of OutlayFinding */
  guint64    n_problems;
  guint64    n_notes;
} OutlayFindings;

void outlay_findings_init  (OutlayFindings *self);
void outlay_findings_clear (OutlayFindings *self);

/* @kind is a static string. */
void outlay_findings_add  (OutlayFindings *self,
                           const char     *kind,
                           const char     *place,
                           const char     *format,
                           ...) G_GNUC_PRINTF (4, 5);
void outlay_findings_note (OutlayFindings *self,
                           const char     *kind,
                           const char     *place,
                           const char     *format,
                           ...) G_GNUC_PRINTF (4, 5);

G_END_DECLS
