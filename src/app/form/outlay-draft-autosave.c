/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/form/outlay-draft-autosave.h"

#include "core/outlay-time.h"

#define PAUSE_MS 2000
#define FIBER_STACK (1024 * 1024)

struct _OutlayDraftAutosave
{
  GObject parent_instance;

  /* Owned */
  OutlayExpenseStore *store;
  OutlayExpenseDraft *draft;
  DexFuture *last; /* the save that was begun last, or NULL */

  guint pause_id;
  guint n_changes;
  guint n_changes_saved;
  gboolean was_saved; /* at least once */
  gboolean is_over;   /* forgotten, or saved by the person: nothing more is saved quietly */
};

G_DEFINE_FINAL_TYPE (OutlayDraftAutosave, outlay_draft_autosave, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_IS_SAVED,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static gboolean
may_save_quietly (OutlayDraftAutosave *self)
{
  OutlayExpense *base = outlay_expense_draft_get_base (self->draft);
  g_autofree char *today = outlay_day_today ();
  g_autoptr (OutlayComplaints) complaints = NULL;

  if (self->is_over || !outlay_expense_draft_is_changed (self->draft) ||
      (base != NULL && outlay_expense_get_state (base) != OUTLAY_STATE_DRAFT))
    return FALSE;

  complaints = outlay_expense_draft_check (self->draft, NULL, today);

  return outlay_complaints_is_empty (complaints);
}

/* A turn at the store: saves and the forgetting go one after the other. */
typedef struct
{
  OutlayDraftAutosave *self;
  DexFuture *before; /* (nullable) */
} Turn;

static void
free_turn (Turn *turn)
{
  dex_clear (&turn->before);
  g_object_unref (turn->self);
  g_free (turn);
}

static DexFuture *
take_turn (OutlayDraftAutosave *self, DexFiberFunc func)
{
  Turn *turn = g_new0 (Turn, 1);
  DexFuture *future;

  turn->self = g_object_ref (self);
  turn->before = g_steal_pointer (&self->last);
  future = dex_scheduler_spawn (NULL, FIBER_STACK, func, turn, (GDestroyNotify) free_turn);
  self->last = dex_ref (future);

  return future;
}

static DexFuture *
save_fiber (gpointer user_data)
{
  Turn *turn = user_data;
  OutlayDraftAutosave *self = turn->self;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  guint n_changes;

  /* Whether the one before ended well does not matter to this one. */
  if (turn->before != NULL)
    dex_await (g_steal_pointer (&turn->before), NULL);

  n_changes = self->n_changes;
  id = dex_await_string (outlay_expense_store_save (self->store, self->draft), &error);
  if (id == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  self->was_saved = TRUE;
  self->n_changes_saved = n_changes;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_SAVED]);

  return dex_future_new_take_string (g_steal_pointer (&id));
}

static void
pause_over_cb (gpointer user_data)
{
  OutlayDraftAutosave *self = user_data;

  self->pause_id = 0;
  if (may_save_quietly (self))
    dex_future_disown (take_turn (self, save_fiber));
}

static void
changed_cb (OutlayDraftAutosave *self)
{
  self->n_changes++;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_SAVED]);
  g_clear_handle_id (&self->pause_id, g_source_remove);
  if (!self->is_over)
    self->pause_id = g_timeout_add_once (PAUSE_MS, pause_over_cb, self);
}

static DexFuture *
forget_fiber (gpointer user_data)
{
  Turn *turn = user_data;
  OutlayDraftAutosave *self = turn->self;
  OutlayExpense *base = outlay_expense_draft_get_base (self->draft);
  g_autoptr (OutlayExpenseDraft) original = NULL;

  if (turn->before != NULL)
    dex_await (g_steal_pointer (&turn->before), NULL);

  if (!self->was_saved)
    return dex_future_new_for_boolean (TRUE);

  if (base == NULL)
    return outlay_expense_store_delete (self->store, outlay_expense_draft_get_id (self->draft));

  original = outlay_expense_draft_new_for (base);

  return outlay_expense_store_save (self->store, original);
}

static void
outlay_draft_autosave_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_IS_SAVED)
    g_value_set_boolean (value, outlay_draft_autosave_is_saved (OUTLAY_DRAFT_AUTOSAVE (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
outlay_draft_autosave_finalize (GObject *object)
{
  OutlayDraftAutosave *self = OUTLAY_DRAFT_AUTOSAVE (object);

  g_clear_handle_id (&self->pause_id, g_source_remove);
  dex_clear (&self->last);
  g_clear_object (&self->draft);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (outlay_draft_autosave_parent_class)->finalize (object);
}

static void
outlay_draft_autosave_class_init (OutlayDraftAutosaveClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = outlay_draft_autosave_get_property;
  object_class->finalize = outlay_draft_autosave_finalize;

  props[PROP_IS_SAVED] = g_param_spec_boolean ("is-saved", NULL, NULL, FALSE,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
outlay_draft_autosave_init (OutlayDraftAutosave *self)
{
}

OutlayDraftAutosave *
outlay_draft_autosave_new (OutlayExpenseStore *store, OutlayExpenseDraft *draft)
{
  OutlayDraftAutosave *self = g_object_new (OUTLAY_TYPE_DRAFT_AUTOSAVE, NULL);

  self->store = g_object_ref (store);
  self->draft = g_object_ref (draft);
  g_signal_connect_object (draft, "notify", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

DexFuture *
outlay_draft_autosave_save (OutlayDraftAutosave *self)
{
  g_return_val_if_fail (OUTLAY_IS_DRAFT_AUTOSAVE (self), NULL);

  g_clear_handle_id (&self->pause_id, g_source_remove);

  return take_turn (self, save_fiber);
}

DexFuture *
outlay_draft_autosave_forget (OutlayDraftAutosave *self)
{
  g_return_val_if_fail (OUTLAY_IS_DRAFT_AUTOSAVE (self), NULL);

  self->is_over = TRUE;
  g_clear_handle_id (&self->pause_id, g_source_remove);

  return take_turn (self, forget_fiber);
}

gboolean
outlay_draft_autosave_is_saved (OutlayDraftAutosave *self)
{
  g_return_val_if_fail (OUTLAY_IS_DRAFT_AUTOSAVE (self), FALSE);
  return self->was_saved && self->n_changes == self->n_changes_saved;
}
