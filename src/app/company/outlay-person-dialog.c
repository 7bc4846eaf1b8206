/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/company/outlay-person-dialog.h"

#include <glib/gi18n.h>

#include "app/company/outlay-role-text.h"
#include "app/widgets/outlay-error-text.h"
#include "client/transport/outlay-fiber.h"

struct _OutlayPersonDialog
{
  AdwDialog parent_instance;

  /* Template */
  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *email;
  AdwComboRow *role;
  GtkEditable *department;
  AdwSwitchRow *may_sign_in;
  GtkLabel *complaint;
  GtkWidget *apply;

  /* Owned */
  OutlayApi *api;
  OutlayColleague *colleague;

  gboolean is_busy;
};

G_DEFINE_FINAL_TYPE (OutlayPersonDialog, outlay_person_dialog, ADW_TYPE_DIALOG)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static OutlayRole
get_role (OutlayPersonDialog *self)
{
  return (OutlayRole) adw_combo_row_get_selected (self->role);
}

/* (transfer full) */
static char *
dup_department (OutlayPersonDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->department)));
}

static gboolean
is_disabled (OutlayPersonDialog *self)
{
  return !adw_switch_row_get_active (self->may_sign_in);
}

static void
update_cb (OutlayPersonDialog *self)
{
  g_autofree char *department = NULL;
  gboolean differs;

  if (self->colleague == NULL)
    return;

  department = dup_department (self);
  differs = !g_str_equal (department, outlay_colleague_get_department (self->colleague)) ||
            get_role (self) != outlay_colleague_get_role (self->colleague) ||
            is_disabled (self) != outlay_colleague_is_disabled (self->colleague);
  gtk_widget_set_sensitive (self->apply, differs && !self->is_busy);
}

static void
complain (OutlayPersonDialog *self, const char *text)
{
  gtk_label_set_label (self->complaint, text);
  gtk_widget_set_visible (GTK_WIDGET (self->complaint), *text != '\0');
}

static void
show_failure (OutlayPersonDialog *self, const GError *error)
{
  const OutlayProblem *problem = outlay_problem_get (error);

  if (problem != NULL && problem->status == 409)
    complain (self, _ ("The company needs at least one administrator who may sign in."));
  else if (g_error_matches (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_CONFLICT))
    complain (self,
              _ ("Somebody else has changed this person meanwhile. Close this, and look again."));
  else
    complain (self, outlay_error_to_text (error));
}

/* Called from a fiber: takes over what the server made of it. */
static gboolean
take (OutlayPersonDialog *self, DexFuture *future, GError **error)
{
  OutlayColleague *changed = dex_await_object (future, error);

  if (changed == NULL)
    return FALSE;
  g_set_object (&self->colleague, changed);
  g_object_unref (changed);
  g_signal_emit (self, signals[CHANGED], 0, self->colleague);

  return TRUE;
}

static DexFuture *
apply_fiber (gpointer user_data)
{
  OutlayPersonDialog *self = user_data;
  g_autoptr (GError) error = NULL;
  OutlayRole role = get_role (self);
  gboolean disables = is_disabled (self);
  g_autofree char *department = dup_department (self);

  if ((g_str_equal (department, outlay_colleague_get_department (self->colleague)) ||
       take (self, outlay_company_api_set_department (self->api, self->colleague, department),
             &error)) &&
      (role == outlay_colleague_get_role (self->colleague) ||
       take (self, outlay_company_api_set_role (self->api, self->colleague, role), &error)) &&
      (disables == outlay_colleague_is_disabled (self->colleague) ||
       take (self, outlay_company_api_set_disabled (self->api, self->colleague, disables), &error)))
    {
      /* The person may have closed it while it waited. */
      if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
        adw_dialog_force_close (ADW_DIALOG (self));
      return dex_future_new_for_boolean (TRUE);
    }

  self->is_busy = FALSE;
  show_failure (self, error);
  update_cb (self);
  return dex_future_new_for_boolean (FALSE);
}

static void
apply_cb (OutlayPersonDialog *self)
{
  if (!gtk_widget_get_sensitive (self->apply))
    return;

  self->is_busy = TRUE;
  complain (self, "");
  update_cb (self);
  dex_future_disown (outlay_fiber_spawn (apply_fiber, g_object_ref (self), g_object_unref));
}

static void
outlay_person_dialog_dispose (GObject *object)
{
  OutlayPersonDialog *self = OUTLAY_PERSON_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_PERSON_DIALOG);
  g_clear_object (&self->api);
  g_clear_object (&self->colleague);

  G_OBJECT_CLASS (outlay_person_dialog_parent_class)->dispose (object);
}

static void
outlay_person_dialog_class_init (OutlayPersonDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_person_dialog_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, OUTLAY_TYPE_COLLEAGUE);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/company/outlay-person-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayPersonDialog, avatar);
  gtk_widget_class_bind_template_child (widget_class, OutlayPersonDialog, name);
  gtk_widget_class_bind_template_child (widget_class, OutlayPersonDialog, email);
  gtk_widget_class_bind_template_child (widget_class, OutlayPersonDialog, role);
  gtk_widget_class_bind_template_child (widget_class, OutlayPersonDialog, may_sign_in);
  gtk_widget_class_bind_template_child (widget_class, OutlayPersonDialog, department);
  gtk_widget_class_bind_template_child (widget_class, OutlayPersonDialog, complaint);
  gtk_widget_class_bind_template_child (widget_class, OutlayPersonDialog, apply);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_cb);
}

static void
outlay_person_dialog_init (OutlayPersonDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
outlay_person_dialog_new (OutlayApi *api, OutlayColleague *colleague)
{
  OutlayPersonDialog *self = g_object_new (OUTLAY_TYPE_PERSON_DIALOG, NULL);

  adw_avatar_set_text (self->avatar, outlay_colleague_get_name (colleague));
  gtk_label_set_label (self->name, outlay_colleague_get_name (colleague));
  gtk_label_set_label (self->email, outlay_colleague_get_email (colleague));
  outlay_role_fill_row (self->role, outlay_colleague_get_role (colleague));
  gtk_editable_set_text (self->department, outlay_colleague_get_department (colleague));
  adw_switch_row_set_active (self->may_sign_in, !outlay_colleague_is_disabled (colleague));
  self->api = g_object_ref (api);
  self->colleague = g_object_ref (colleague);
  update_cb (self);

  return ADW_DIALOG (self);
}
