/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  OUTLAY_PROOF_FILE_PROOF,     /* YYYY/MM/DD/<64 hexadecimal digits>.<extension> */
  OUTLAY_PROOF_FILE_TEMPORARY, /* not whole yet, or never */
  OUTLAY_PROOF_FILE_FOREIGN,   /* nothing that the server would write */
} OutlayProofFileKind;

/**
 * OutlayProofFile:
 * @path: below the proofs folder
 * @modified_at: Unix time in microseconds
 *
 * One file of the folder as it lies there; texts are borrowed.
 */
typedef struct
{
  const char         *path;
  OutlayProofFileKind kind;
  guint64             size;
  gint64              modified_at;
} OutlayProofFile;

typedef gboolean (*OutlayProofVisit) (const OutlayProofFile *file, gpointer data, GError **error);

/**
 * outlay_proof_walk:
 * @pause: (nullable): called after each few hundred files; %FALSE ends the walk
 *
 * Visits every file below @folder, one day after the other, with memory for one path. A file that
 * vanishes meanwhile is passed over.
 */
gboolean outlay_proof_walk (const char       *folder,
                            OutlayProofVisit  visit,
                            gpointer          data,
                            gboolean        (*pause) (gpointer data),
                            gpointer          pause_data,
                            GError          **error);

G_END_DECLS
