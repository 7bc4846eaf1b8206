/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/proofs/outlay-proof-walk.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "server/proofs/outlay-proof-folder.h"

#define FILES_A_STEP 256
#define DAY_DEPTH 3 /* year, month, day */

typedef struct
{
  const char *folder;
  OutlayProofVisit visit;
  gpointer data;
  gboolean (*pause) (gpointer data);
  gpointer pause_data;
  guint n_visited;
  gboolean is_ended;
} Walk;

static OutlayProofFileKind
tell_kind (const char *name, guint depth, mode_t mode)
{
  if (depth == DAY_DEPTH && S_ISREG (mode))
    {
      if (g_str_has_prefix (name, OUTLAY_PROOF_FOLDER_TEMPORARY))
        return OUTLAY_PROOF_FILE_TEMPORARY;
      if (strspn (name, "0123456789abcdef") == 64 && name[64] == '.' &&
          strspn (name + 65, "abcdefghijklmnopqrstuvwxyz") == strlen (name + 65))
        return OUTLAY_PROOF_FILE_PROOF;
    }

  return OUTLAY_PROOF_FILE_FOREIGN;
}

static gboolean walk_folder (Walk *self, const char *path, guint depth, GError **error);

static gboolean
walk_entry (Walk *self, const char *parent, const char *name, guint depth, GError **error)
{
  g_autofree char *path = *parent != '\0' ? g_build_filename (parent, name, NULL) : g_strdup (name);
  g_autofree char *whole = g_build_filename (self->folder, path, NULL);
  OutlayProofFile file;
  struct stat entry;

  if (lstat (whole, &entry) < 0)
    return TRUE;
  if (S_ISDIR (entry.st_mode) && depth < DAY_DEPTH)
    return walk_folder (self, path, depth + 1, error);

  if (++self->n_visited % FILES_A_STEP == 0 && self->pause != NULL &&
      !self->pause (self->pause_data))
    self->is_ended = TRUE;

  file = (OutlayProofFile) {
    .path = path,
    .kind = tell_kind (name, depth, entry.st_mode),
    .size = (guint64) entry.st_size,
    .modified_at = (gint64) entry.st_mtim.tv_sec * G_USEC_PER_SEC + entry.st_mtim.tv_nsec / 1000,
  };
  return self->is_ended || self->visit (&file, self->data, error);
}

static gboolean
walk_folder (Walk *self, const char *path, guint depth, GError **error)
{
  g_autofree char *whole = g_build_filename (self->folder, path, NULL);
  g_autoptr (GError) local = NULL;
  g_autoptr (GDir) folder = g_dir_open (whole, 0, &local);
  const char *name;

  if (folder == NULL)
    {
      if (depth > 0 && g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  while (!self->is_ended && (name = g_dir_read_name (folder)) != NULL)
    if (!walk_entry (self, path, name, depth, error))
      return FALSE;

  return TRUE;
}

gboolean
outlay_proof_walk (const char *folder,
                   OutlayProofVisit visit,
                   gpointer data,
                   gboolean (*pause) (gpointer data),
                   gpointer pause_data,
                   GError **error)
{
  Walk self = { folder, visit, data, pause, pause_data, 0, FALSE };

  return walk_folder (&self, "", 0, error);
}
