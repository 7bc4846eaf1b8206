/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What can be wrong with a pack. */
typedef enum
{
  OUTLAY_PACK_FINDING_ARCHIVE,   /* no ZIP file, or one that is cut or damaged */
  OUTLAY_PACK_FINDING_NAME,      /* a file with a name that no pack has: "../x", an absolute one, not UTF-8 */
  OUTLAY_PACK_FINDING_DUPLICATE, /* two files of one name */
  OUTLAY_PACK_FINDING_LINK,      /* something that is no file: a link, a folder, a device */
  OUTLAY_PACK_FINDING_ENCRYPTED,
  OUTLAY_PACK_FINDING_BOMB,      /* would unpack to far more than is possible */
  OUTLAY_PACK_FINDING_MANIFEST,  /* missing, too large, or not as it should be */
  OUTLAY_PACK_FINDING_VERSION,   /* made by a newer program */
  OUTLAY_PACK_FINDING_MISSING,   /* in the manifest, but not there */
  OUTLAY_PACK_FINDING_EXTRA,     /* there, but not in the manifest */
  OUTLAY_PACK_FINDING_SIZE,
  OUTLAY_PACK_FINDING_HASH,
  OUTLAY_PACK_FINDING_SUMS,      /* SHA256SUMS says something else */
  OUTLAY_PACK_FINDING_EXPENSE,   /* expenses.json is not as it should be */
  OUTLAY_PACK_FINDING_HISTORY,   /* an expense is not what its history says */
  OUTLAY_PACK_FINDING_PROOF,     /* named and not there, or there and not named, or in another place */
  OUTLAY_PACK_FINDING_TOTAL,     /* counts and sums are not those of the expenses */
  OUTLAY_PACK_FINDING_TABLE,     /* expenses.csv or expenses.journal does not say what expenses.json says */
} OutlayPackFindingKind;
#define OUTLAY_PACK_N_FINDING_KINDS 18

/* One word for programs: "archive", "name", … */
const char *outlay_pack_finding_kind_to_string (OutlayPackFindingKind kind);

/**
 * OutlayPackFinding:
 * @place: a file's name, as it may be shown, or an expense's id; may be empty
 * @sentence: an English one for the log
 */
typedef struct
{
  OutlayPackFindingKind kind;
  char                 *place;
  char                 *sentence;
} OutlayPackFinding;

/**
 * OutlayPackFindings:
 *
 * What is wrong with a pack. It keeps the first thousand and counts the rest.
 */
typedef struct
{
  GPtrArray *kept; /* of #OutlayPackFinding */
  guint64    n_all;
} OutlayPackFindings;

void outlay_pack_findings_init  (OutlayPackFindings *self);
void outlay_pack_findings_clear (OutlayPackFindings *self);
void outlay_pack_findings_add   (OutlayPackFindings   *self,
                                 OutlayPackFindingKind kind,
                                 const char           *place,
                                 const char           *format,
                                 ...) G_GNUC_PRINTF (4, 5);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OutlayPackFindings, outlay_pack_findings_clear)

G_END_DECLS
