/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "app/categories/outlay-categories-view-private.h"
#include "app/categories/outlay-category-deed.h"
#include "app/categories/outlay-category-move-dialog.h"
#include "app/widgets/outlay-error-text.h"
#include "client/transport/outlay-fiber.h"

static void
undo_removal_cb (OutlayCategoriesView *self, AdwToast *toast)
{
  OutlayCategoryRemoval *removal = g_object_get_data (G_OBJECT (toast), "removal");

  outlay_categories_view_watch (
      self, outlay_category_store_restore (outlay_categories_view_get_store (self), removal));
}

static void
removed_cb (OutlayCategoriesView *self, OutlayCategoryRemoval *removal)
{
  AdwToast *toast = outlay_categories_view_announce (self, _ ("Category deleted"));

  if (removal == NULL)
    return;

  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_object_set_data_full (G_OBJECT (toast), "removal", outlay_category_removal_ref (removal),
                          (GDestroyNotify) outlay_category_removal_unref);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_removal_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
present_move (OutlayCategoriesView *self, OutlayCategory *category, OutlayCategoryMove move)
{
  AdwDialog *dialog = outlay_category_move_dialog_new (
      self->workspace, category, move,
      outlay_categories_view_count_uses (self, outlay_category_get_id (category)));

  g_signal_connect_object (dialog, "removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

void
outlay_categories_view_merge (OutlayCategoriesView *self, OutlayCategory *category)
{
  present_move (self, category, OUTLAY_CATEGORY_MERGE);
}

typedef struct
{
  OutlayCategoriesView *view;
  OutlayCategory *category;
} Removal;

static void
removal_free (Removal *self)
{
  g_clear_object (&self->view);
  g_clear_object (&self->category);
  g_free (self);
}

/* Nobody here knows whether a colleague has expenses in it: the company says so. */
static DexFuture *
remove_fiber (gpointer user_data)
{
  Removal *job = user_data;
  OutlayCategoriesView *self = job->view;
  g_autoptr (DexFuture) answer = NULL;
  g_autoptr (GError) error = NULL;

  answer = outlay_category_deed_remove (self->workspace, self->api, job->category);
  if (dex_await (dex_ref (answer), &error))
    {
      const GValue *value = dex_future_get_value (answer, NULL);

      removed_cb (self, G_VALUE_HOLDS (value, OUTLAY_TYPE_CATEGORY_REMOVAL)
                            ? g_value_get_boxed (value)
                            : NULL);
    }
  else if (outlay_problem_get (error) != NULL && outlay_problem_get (error)->status == 409)
    present_move (self, job->category, OUTLAY_CATEGORY_DELETE);
  else
    outlay_categories_view_announce (self, outlay_error_to_text (error));

  return dex_future_new_for_boolean (error == NULL);
}

static void
remove_unused (OutlayCategoriesView *self, OutlayCategory *category)
{
  Removal *job = g_new0 (Removal, 1);

  job->view = g_object_ref (self);
  job->category = g_object_ref (category);
  dex_future_disown (outlay_fiber_spawn (remove_fiber, job, (GDestroyNotify) removal_free));
}

static void
confirmed_cb (OutlayCategoriesView *self, const char *response, GObject *dialog)
{
  OutlayCategory *category = outlay_category_store_find (outlay_categories_view_get_store (self),
                                                         g_object_get_data (dialog, "category"));

  if (category != NULL && g_str_equal (response, "delete"))
    remove_unused (self, category);
}

static void
confirm (OutlayCategoriesView *self, OutlayCategory *category)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (NULL, NULL));

  /* Translators: %s is a category's name. */
  adw_alert_dialog_format_heading (dialog, _ ("Delete “%s”?"), outlay_category_get_name (category));
  adw_alert_dialog_set_body (dialog, _ ("It goes for everybody in the company."));
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "delete", _ ("_Delete"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "category",
                          g_strdup (outlay_category_get_id (category)), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (confirmed_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

/* What can be undone needs no question. */
void
outlay_categories_view_delete (OutlayCategoriesView *self, OutlayCategory *category)
{
  if (outlay_categories_view_count_uses (self, outlay_category_get_id (category)) > 0)
    present_move (self, category, OUTLAY_CATEGORY_DELETE);
  else if (self->api != NULL)
    confirm (self, category);
  else
    remove_unused (self, category);
}
