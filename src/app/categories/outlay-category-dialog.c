/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/categories/outlay-category-dialog.h"

#include <glib/gi18n.h>

#include "app/categories/outlay-category-deed.h"
#include "app/categories/outlay-category-look.h"
#include "app/form/outlay-complaint-row.h"
#include "app/widgets/outlay-category-badge.h"
#include "app/widgets/outlay-error-text.h"
#include "client/transport/outlay-fiber.h"

struct _OutlayCategoryDialog
{
  AdwDialog parent_instance;

  /* Template */
  GtkWidget *save;
  GtkWidget *badge;
  AdwEntryRow *name;
  OutlayComplaintRow *complaint;
  OutlayCategoryLook *look;
  GtkLabel *problem;

  /* Owned */
  OutlayWorkspace *workspace;
  OutlayCategory *category; /* (nullable): for a new one */
  OutlayApi *api;           /* (nullable): on the device alone */

  gboolean is_busy;
};

G_DEFINE_FINAL_TYPE (OutlayCategoryDialog, outlay_category_dialog, ADW_TYPE_DIALOG)

enum
{
  SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* (transfer full) */
static char *
dup_name (OutlayCategoryDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
}

static OutlayCategoryFields
get_fields (OutlayCategoryDialog *self, const char *name)
{
  return (OutlayCategoryFields) {
    .name = name,
    .icon = outlay_category_look_get_icon (self->look),
    .color = outlay_category_look_get_color (self->look),
    .is_archived = self->category != NULL && outlay_category_is_archived (self->category),
  };
}

static gboolean
differs (OutlayCategoryDialog *self, const OutlayCategoryFields *fields)
{
  return self->category == NULL ||
         !g_str_equal (fields->name, outlay_category_get_name (self->category)) ||
         !g_str_equal (fields->icon, outlay_category_get_icon (self->category)) ||
         !g_str_equal (fields->color, outlay_category_get_color (self->category));
}

/* (nullable): what is against the name; that it is still empty is no complaint while one types */
static const char *
judge_name (OutlayCategoryDialog *self, const char *name)
{
  OutlayCategoryStore *store = outlay_workspace_get_category_store (self->workspace);
  const char *id = self->category != NULL ? outlay_category_get_id (self->category) : NULL;
  OutlayCategory *other = outlay_category_store_find_name (store, name, id);

  if (other == NULL)
    return NULL;

  return outlay_category_is_archived (other) ? _ ("An archived category has this name")
                                             : _ ("Another category has this name");
}

static void
update (OutlayCategoryDialog *self)
{
  g_autofree char *name = dup_name (self);
  OutlayCategoryFields fields = get_fields (self, name);
  const char *complaint = judge_name (self, name);
  g_autoptr (OutlayComplaints) complaints = outlay_complaints_new ();
  g_autoptr (OutlayCategory)
      preview = outlay_category_new ("", name, fields.icon, fields.color, FALSE);

  g_object_set (self->badge, "category", preview, NULL);
  outlay_category_check (&fields, complaints);
  outlay_complaint_row_set_text (self->complaint, GTK_WIDGET (self->name), complaint);
  gtk_widget_set_sensitive (self->save, !self->is_busy && complaint == NULL &&
                                            outlay_complaints_is_empty (complaints) &&
                                            differs (self, &fields));
}

static void
tell (OutlayCategoryDialog *self, const char *text)
{
  gtk_label_set_label (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static void
changed_cb (OutlayCategoryDialog *self)
{
  if (self->workspace == NULL)
    return;

  tell (self, NULL);
  update (self);
}

static void
show_failure (OutlayCategoryDialog *self, const GError *error)
{
  const char *complaint = outlay_category_deed_get_complaint (error, "name");

  if (complaint != NULL)
    {
      outlay_complaint_row_set_text (self->complaint, GTK_WIDGET (self->name), complaint);
      gtk_widget_grab_focus (GTK_WIDGET (self->name));
    }
  else if (g_error_matches (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_CONFLICT))
    tell (self, _ ("Somebody else has changed this category meanwhile. Close this, and look "
                   "again."));
  else
    tell (self, outlay_error_to_text (error));
}

static DexFuture *
save_fiber (gpointer user_data)
{
  OutlayCategoryDialog *self = user_data;
  g_autofree char *name = dup_name (self);
  OutlayCategoryFields fields = get_fields (self, name);
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  id = dex_await_string (
      outlay_category_deed_save (self->workspace, self->api, self->category, &fields), &error);
  self->is_busy = FALSE;

  if (id == NULL)
    {
      update (self);
      show_failure (self, error);
      return dex_future_new_for_boolean (FALSE);
    }

  g_signal_emit (self, signals[SAVED], 0, id);
  /* The person may have closed it while it waited. */
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    adw_dialog_force_close (ADW_DIALOG (self));

  return dex_future_new_for_boolean (TRUE);
}

static void
save_cb (OutlayCategoryDialog *self)
{
  self->is_busy = TRUE;
  tell (self, NULL);
  update (self);
  dex_future_disown (outlay_fiber_spawn (save_fiber, g_object_ref (self), g_object_unref));
}

static void
outlay_category_dialog_dispose (GObject *object)
{
  OutlayCategoryDialog *self = OUTLAY_CATEGORY_DIALOG (object);

  if (self->api != NULL)
    outlay_api_close (self->api);
  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_CATEGORY_DIALOG);
  g_clear_object (&self->api);
  g_clear_object (&self->category);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (outlay_category_dialog_parent_class)->dispose (object);
}

static void
outlay_category_dialog_class_init (OutlayCategoryDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_category_dialog_dispose;

  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (OUTLAY_TYPE_CATEGORY_BADGE);
  g_type_ensure (OUTLAY_TYPE_CATEGORY_LOOK);
  g_type_ensure (OUTLAY_TYPE_COMPLAINT_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/categories/outlay-category-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayCategoryDialog, save);
  gtk_widget_class_bind_template_child (widget_class, OutlayCategoryDialog, badge);
  gtk_widget_class_bind_template_child (widget_class, OutlayCategoryDialog, name);
  gtk_widget_class_bind_template_child (widget_class, OutlayCategoryDialog, complaint);
  gtk_widget_class_bind_template_child (widget_class, OutlayCategoryDialog, look);
  gtk_widget_class_bind_template_child (widget_class, OutlayCategoryDialog, problem);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
outlay_category_dialog_init (OutlayCategoryDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
outlay_category_dialog_new (OutlayWorkspace *workspace, OutlayCategory *category)
{
  OutlayCategoryDialog *self = g_object_new (OUTLAY_TYPE_CATEGORY_DIALOG, NULL);
  OutlaySession *session = outlay_workspace_get_session (workspace);

  self->workspace = g_object_ref (workspace);
  self->api = session != NULL ? outlay_api_new (session) : NULL;
  g_set_object (&self->category, category);

  if (category != NULL)
    {
      adw_dialog_set_title (ADW_DIALOG (self), _ ("Edit Category"));
      gtk_editable_set_text (GTK_EDITABLE (self->name), outlay_category_get_name (category));
      outlay_category_look_set (self->look, outlay_category_get_icon (category),
                                outlay_category_get_color (category));
    }
  else
    outlay_category_look_propose (self->look,
                                  G_LIST_MODEL (outlay_workspace_get_category_store (workspace)));
  update (self);

  return ADW_DIALOG (self);
}
