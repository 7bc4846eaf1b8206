/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "app/form/outlay-proof-picker-private.h"
#include "core/expense/outlay-expense-check.h"

/* --- what was refused ------------------------------------------------------------------------ */

void
outlay_proof_picker_add_refusal (OutlayProofPicker *self, const char *sentence)
{
  if (self->refusals->len > 0)
    g_string_append_c (self->refusals, '\n');
  g_string_append (self->refusals, sentence);
  outlay_proof_picker_update_look (self);
}

void
outlay_proof_picker_clear_refusals (OutlayProofPicker *self)
{
  g_string_truncate (self->refusals, 0);
  outlay_proof_picker_update_look (self);
}

char *
outlay_proof_picker_dup_refusals (OutlayProofPicker *self)
{
  g_return_val_if_fail (OUTLAY_IS_PROOF_PICKER (self), NULL);
  return g_strdup (self->refusals->str);
}

/* --- copying in ------------------------------------------------------------------------------ */

static void
append_proof (OutlayProofPicker *self, const char *sha256)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) proofs = NULL;
  guint current = outlay_proof_picker_count_proofs (self);

  if (self->proofs != NULL)
    g_strv_builder_addv (builder, (const char **) self->proofs);
  g_strv_builder_add (builder, sha256);
  proofs = g_strv_builder_end (builder);
  outlay_proof_picker_set_proofs (self, (const char *const *) proofs);
  outlay_proof_viewer_set_current (self->viewer, current);
}

static void
imported_cb (OutlayProofPicker *self, const char *name, const char *sha256)
{
  g_autofree char *sentence = NULL;

  if (outlay_proof_picker_find_proof (self, sha256) < 0)
    {
      append_proof (self, sha256);
      return;
    }

  /* Translators: %s is the name of a file */
  sentence = g_strdup_printf (_ ("“%s” is here already, so it was not added again."), name);
  outlay_proof_picker_add_refusal (self, sentence);
}

static void
busy_cb (OutlayProofPicker *self)
{
  outlay_proof_picker_update_look (self);
  g_object_notify (G_OBJECT (self), "is-busy");
}

void
outlay_proof_picker_set_import (OutlayProofPicker *self, OutlayProofStore *store)
{
  if (self->import != NULL)
    g_signal_handlers_disconnect_by_data (self->import, self);
  g_clear_object (&self->import);
  if (store == NULL)
    return;

  self->import = outlay_proof_import_new (store);
  g_signal_connect_object (self->import, "imported", G_CALLBACK (imported_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->import, "refused", G_CALLBACK (outlay_proof_picker_add_refusal),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->import, "notify::is-busy", G_CALLBACK (busy_cb), self,
                           G_CONNECT_SWAPPED);
}

/* Whether there is room for one more; @file is %NULL for a picture without a name. */
static gboolean
has_room (OutlayProofPicker *self, GFile *file)
{
  g_autofree char *name = NULL;
  g_autofree char *sentence = NULL;

  if (outlay_proof_picker_count_proofs (self) + outlay_proof_import_get_n_waiting (self->import) <
      OUTLAY_PROOFS_MAX)
    return TRUE;

  name = outlay_proof_import_name (file);
  /* Translators: %s is the name of a file */
  sentence = g_strdup_printf (
      _ ("“%s” was not added: ten files fit one expense. Remove one, or put "
         "several pages into one PDF."),
      name);
  outlay_proof_picker_add_refusal (self, sentence);

  return FALSE;
}

gboolean
outlay_proof_picker_is_busy (OutlayProofPicker *self)
{
  g_return_val_if_fail (OUTLAY_IS_PROOF_PICKER (self), FALSE);
  return self->import != NULL && outlay_proof_import_get_n_waiting (self->import) > 0;
}

void
outlay_proof_picker_add_files (OutlayProofPicker *self, GListModel *files)
{
  g_return_if_fail (OUTLAY_IS_PROOF_PICKER (self));
  g_return_if_fail (OUTLAY_IS_PROOF_STORE (self->proof_store));

  outlay_proof_picker_clear_refusals (self);
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      if (has_room (self, file))
        outlay_proof_import_add_file (self->import, file);
    }
}

void
outlay_proof_picker_add_texture (OutlayProofPicker *self, GdkTexture *texture)
{
  g_return_if_fail (OUTLAY_IS_PROOF_PICKER (self));
  g_return_if_fail (OUTLAY_IS_PROOF_STORE (self->proof_store));

  outlay_proof_picker_clear_refusals (self);
  if (has_room (self, NULL))
    outlay_proof_import_add_texture (self->import, texture);
}
