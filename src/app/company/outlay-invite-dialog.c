/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/company/outlay-invite-dialog.h"

#include <glib/gi18n.h>

#include "app/company/outlay-role-text.h"
#include "app/widgets/outlay-complaint-text.h"
#include "app/widgets/outlay-error-text.h"
#include "client/outlay-client-error.h"
#include "core/account/outlay-account-check.h"

struct _OutlayInviteDialog
{
  AdwDialog parent_instance;

  /* Template */
  GtkStack *stack;
  GtkWidget *spinner;
  AdwEntryRow *email;
  AdwComboRow *role;
  GtkLabel *complaint;
  GtkWidget *invite;
  GtkLabel *told;
  GtkWidget *link_group;
  AdwActionRow *link;
  GtkWidget *copy;
  GtkLabel *out_complaint;
  GtkWidget *renew;
  GtkWidget *revoke;

  /* Owned */
  OutlayApi *api;
  OutlayInvitation *invitation; /* (nullable): not made yet */

  gboolean is_busy;
};

G_DEFINE_FINAL_TYPE (OutlayInviteDialog, outlay_invite_dialog, ADW_TYPE_DIALOG)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
set_busy (OutlayInviteDialog *self, gboolean is_busy)
{
  self->is_busy = is_busy;
  gtk_widget_set_visible (self->spinner, is_busy);
}

static void
complain (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

static void
show_invitation (OutlayInviteDialog *self)
{
  const char *link = outlay_invitation_get_link (self->invitation);
  const char *code = outlay_invitation_get_code (self->invitation);
  const char *email = outlay_invitation_get_email (self->invitation);
  g_autofree char *text = NULL;

  if (link != NULL)
    /* Translators: %s is an e-mail address. */
    text = g_strdup_printf (_ ("Send this link to %s. It lets them in once, within a week, and is "
                               "shown only now."),
                            email);
  else if (code != NULL)
    text = g_strdup_printf (
        _ ("Tell %s this code. It lets them in once, within a week, and is shown "
           "only now."),
        email);
  else
    text = g_strdup_printf (
        _ ("%s has not come in yet. A link cannot be shown again, but there can "
           "be a new one; the old one is then worth nothing."),
        email);

  gtk_label_set_label (self->told, text);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->link),
                                 link != NULL ? _ ("Link") : _ ("Code"));
  adw_action_row_set_subtitle (self->link, link != NULL ? link : code != NULL ? code : "");
  gtk_widget_set_visible (self->link_group, code != NULL);
  gtk_widget_set_visible (self->renew, code == NULL);
  gtk_widget_set_visible (self->revoke, code == NULL);
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Invitation"));
  gtk_stack_set_visible_child_name (self->stack, "out");
  gtk_widget_grab_focus (code != NULL ? self->copy : self->renew);
}

static void
show_failure (OutlayInviteDialog *self, const GError *error)
{
  const OutlayProblem *problem = outlay_problem_get (error);
  GtkLabel *label = self->invitation != NULL ? self->out_complaint : self->complaint;

  if (problem != NULL && problem->status == 409)
    complain (label, _ ("This address belongs to somebody already, or is invited."));
  else
    complain (label, outlay_error_to_text (error));
}

static DexFuture *
made_cb (DexFuture *completed, gpointer user_data)
{
  OutlayInviteDialog *self = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (completed, &error);

  set_busy (self, FALSE);
  if (value == NULL)
    {
      show_failure (self, error);
      return dex_future_new_for_boolean (FALSE);
    }

  g_set_object (&self->invitation, g_value_get_object (value));
  show_invitation (self);
  g_signal_emit (self, signals[CHANGED], 0);

  return dex_future_new_for_boolean (TRUE);
}

static DexFuture *
revoked_cb (DexFuture *completed, gpointer user_data)
{
  OutlayInviteDialog *self = user_data;
  g_autoptr (GError) error = NULL;

  set_busy (self, FALSE);
  if (dex_future_get_value (completed, &error) == NULL &&
      !g_error_matches (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_GONE))
    {
      show_failure (self, error);
      return dex_future_new_for_boolean (FALSE);
    }

  g_signal_emit (self, signals[CHANGED], 0);
  /* The person may have closed it while it waited. */
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    adw_dialog_force_close (ADW_DIALOG (self));

  return dex_future_new_for_boolean (TRUE);
}

/* Nothing is made insensitive meanwhile, as the keyboard would lose its place. */
static void
wait (OutlayInviteDialog *self, DexFuture *future, DexFutureCallback done)
{
  complain (self->complaint, "");
  complain (self->out_complaint, "");
  set_busy (self, TRUE);
  dex_future_disown (dex_future_finally (future, done, g_object_ref (self), g_object_unref));
}

static void
changed_cb (OutlayInviteDialog *self)
{
  complain (self->complaint, "");
  gtk_widget_set_sensitive (self->invite,
                            *gtk_editable_get_text (GTK_EDITABLE (self->email)) != '\0');
}

static void
invite_cb (OutlayInviteDialog *self)
{
  g_autofree char *email = g_strstrip (
      g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->email))));
  g_autoptr (GArray) complaints = outlay_complaints_new ();

  if (self->is_busy)
    return;

  outlay_email_check (email, complaints);
  if (!outlay_complaints_is_empty (complaints))
    {
      complain (self->complaint, outlay_complaints_get_text (complaints, "email"));
      gtk_widget_grab_focus (GTK_WIDGET (self->email));
      return;
    }

  wait (self,
        outlay_company_api_invite (self->api, email,
                                   (OutlayRole) adw_combo_row_get_selected (self->role)),
        made_cb);
}

static void
renew_cb (OutlayInviteDialog *self)
{
  if (self->is_busy)
    return;

  wait (
      self,
      outlay_company_api_renew_invitation (self->api, outlay_invitation_get_id (self->invitation)),
      made_cb);
}

static void
revoke_cb (OutlayInviteDialog *self)
{
  if (self->is_busy)
    return;

  wait (
      self,
      outlay_company_api_revoke_invitation (self->api, outlay_invitation_get_id (self->invitation)),
      revoked_cb);
}

static void
copy_cb (OutlayInviteDialog *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          adw_action_row_get_subtitle (self->link));
  gtk_accessible_announce (GTK_ACCESSIBLE (self), _ ("Copied"),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
outlay_invite_dialog_dispose (GObject *object)
{
  OutlayInviteDialog *self = OUTLAY_INVITE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_INVITE_DIALOG);
  g_clear_object (&self->api);
  g_clear_object (&self->invitation);

  G_OBJECT_CLASS (outlay_invite_dialog_parent_class)->dispose (object);
}

static void
outlay_invite_dialog_class_init (OutlayInviteDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_invite_dialog_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/company/outlay-invite-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayInviteDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, OutlayInviteDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, OutlayInviteDialog, email);
  gtk_widget_class_bind_template_child (widget_class, OutlayInviteDialog, role);
  gtk_widget_class_bind_template_child (widget_class, OutlayInviteDialog, complaint);
  gtk_widget_class_bind_template_child (widget_class, OutlayInviteDialog, invite);
  gtk_widget_class_bind_template_child (widget_class, OutlayInviteDialog, told);
  gtk_widget_class_bind_template_child (widget_class, OutlayInviteDialog, link_group);
  gtk_widget_class_bind_template_child (widget_class, OutlayInviteDialog, link);
  gtk_widget_class_bind_template_child (widget_class, OutlayInviteDialog, copy);
  gtk_widget_class_bind_template_child (widget_class, OutlayInviteDialog, out_complaint);
  gtk_widget_class_bind_template_child (widget_class, OutlayInviteDialog, renew);
  gtk_widget_class_bind_template_child (widget_class, OutlayInviteDialog, revoke);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, invite_cb);
  gtk_widget_class_bind_template_callback (widget_class, renew_cb);
  gtk_widget_class_bind_template_callback (widget_class, revoke_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
outlay_invite_dialog_init (OutlayInviteDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  outlay_role_fill_row (self->role, OUTLAY_ROLE_EMPLOYEE);
}

AdwDialog *
outlay_invite_dialog_new (OutlayApi *api)
{
  OutlayInviteDialog *self = g_object_new (OUTLAY_TYPE_INVITE_DIALOG, NULL);

  self->api = g_object_ref (api);

  return ADW_DIALOG (self);
}

AdwDialog *
outlay_invite_dialog_new_for (OutlayApi *api, OutlayInvitation *invitation)
{
  OutlayInviteDialog *self = OUTLAY_INVITE_DIALOG (outlay_invite_dialog_new (api));

  self->invitation = g_object_ref (invitation);
  adw_dialog_set_focus (ADW_DIALOG (self), self->renew);
  show_invitation (self);

  return ADW_DIALOG (self);
}
