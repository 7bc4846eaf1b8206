/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/form/outlay-proof-import.h"

#include <glib/gi18n.h>

#include "app/proofs/outlay-proof-loader.h"
#include "app/proofs/outlay-proof-sentence.h"

#define FIBER_STACK (1024 * 1024)

struct _OutlayProofImport
{
  GObject parent_instance;

  OutlayProofStore *store;
  GQueue picked; /* of Pick */
  gboolean is_busy;
};

G_DEFINE_FINAL_TYPE (OutlayProofImport, outlay_proof_import, G_TYPE_OBJECT)

/* One of file and texture is set. */
typedef struct
{
  GFile *file;
  GdkTexture *texture;
} Pick;

enum
{
  PROP_0,
  PROP_IS_BUSY,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

enum
{
  IMPORTED,
  REFUSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
free_pick (Pick *pick)
{
  g_clear_object (&pick->file);
  g_clear_object (&pick->texture);
  g_free (pick);
}

static void
set_busy (OutlayProofImport *self, gboolean is_busy)
{
  self->is_busy = is_busy;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_BUSY]);
}

/* Packing a screenshot takes a while, so it is done on another thread. */
static DexFuture *
encode_fiber (gpointer texture)
{
  return dex_future_new_take_boxed (G_TYPE_BYTES, gdk_texture_save_to_png_bytes (texture));
}

/* Called on a fiber. */
static char *
import (OutlayProofImport *self, const Pick *pick, GError **error)
{
  g_autoptr (GBytes) png = NULL;

  if (pick->file != NULL)
    return dex_await_string (outlay_proof_store_import (self->store, pick->file), error);

  png = dex_await_boxed (dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), FIBER_STACK,
                                              encode_fiber, g_object_ref (pick->texture),
                                              g_object_unref),
                         error);
  if (png == NULL)
    return NULL;

  return dex_await_string (outlay_proof_store_import_bytes (self->store, png), error);
}

/* Called on a fiber: the first look decides, as the header alone knows no password and no
 * damage. */
static gboolean
can_be_shown (OutlayProofImport *self, const char *sha256, GError **error)
{
  DexFuture *load = outlay_proof_loader_load (outlay_proof_loader_of (self->store), sha256, 0,
                                              OUTLAY_PROOF_THUMBNAIL_SIZE, OUTLAY_PROOF_NOW, NULL);

  return dex_await (load, error);
}

static DexFuture *
import_fiber (gpointer user_data)
{
  OutlayProofImport *self = user_data;
  Pick *pick;

  while ((pick = g_queue_peek_head (&self->picked)) != NULL)
    {
      g_autofree char *name = outlay_proof_import_name (pick->file);
      g_autoptr (GError) error = NULL;
      g_autofree char *sha256 = import (self, pick, &error);

      if (sha256 != NULL && can_be_shown (self, sha256, &error))
        {
          g_signal_emit (self, signals[IMPORTED], 0, name, sha256);
        }
      else
        {
          g_autofree char *sentence = outlay_proof_refusal_sentence (name, error);

          g_signal_emit (self, signals[REFUSED], 0, sentence);
        }

      free_pick (g_queue_pop_head (&self->picked));
    }

  set_busy (self, FALSE);

  return dex_future_new_for_boolean (TRUE);
}

static void
pick_up (OutlayProofImport *self, Pick pick)
{
  g_queue_push_tail (&self->picked, g_memdup2 (&pick, sizeof pick));
  if (self->is_busy)
    return;

  set_busy (self, TRUE);
  dex_future_disown (
      dex_scheduler_spawn (NULL, FIBER_STACK, import_fiber, g_object_ref (self), g_object_unref));
}

static void
outlay_proof_import_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_IS_BUSY)
    g_value_set_boolean (value, OUTLAY_PROOF_IMPORT (object)->is_busy);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
outlay_proof_import_finalize (GObject *object)
{
  OutlayProofImport *self = OUTLAY_PROOF_IMPORT (object);

  g_queue_clear_full (&self->picked, (GDestroyNotify) free_pick);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (outlay_proof_import_parent_class)->finalize (object);
}

static void
outlay_proof_import_class_init (OutlayProofImportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = outlay_proof_import_get_property;
  object_class->finalize = outlay_proof_import_finalize;

  props[PROP_IS_BUSY] = g_param_spec_boolean ("is-busy", NULL, NULL, FALSE,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[IMPORTED] = g_signal_new ("imported", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[REFUSED] = g_signal_new ("refused", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
outlay_proof_import_init (OutlayProofImport *self)
{
  g_queue_init (&self->picked);
}

OutlayProofImport *
outlay_proof_import_new (OutlayProofStore *store)
{
  OutlayProofImport *self = g_object_new (OUTLAY_TYPE_PROOF_IMPORT, NULL);

  self->store = g_object_ref (store);

  return self;
}

void
outlay_proof_import_add_file (OutlayProofImport *self, GFile *file)
{
  g_return_if_fail (OUTLAY_IS_PROOF_IMPORT (self));
  pick_up (self, (Pick) { .file = g_object_ref (file) });
}

void
outlay_proof_import_add_texture (OutlayProofImport *self, GdkTexture *texture)
{
  g_return_if_fail (OUTLAY_IS_PROOF_IMPORT (self));
  pick_up (self, (Pick) { .texture = g_object_ref (texture) });
}

guint
outlay_proof_import_get_n_waiting (OutlayProofImport *self)
{
  g_return_val_if_fail (OUTLAY_IS_PROOF_IMPORT (self), 0);
  return self->picked.length;
}

char *
outlay_proof_import_name (GFile *file)
{
  g_autofree char *basename = file != NULL ? g_file_get_basename (file) : NULL;

  /* Translators: stands in the place of a file's name */
  return basename != NULL ? g_filename_display_name (basename)
                          : g_strdup (_ ("The pasted picture"));
}
