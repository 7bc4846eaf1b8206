/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/company/outlay-person-row.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/company/outlay-role-text.h"
#include "app/widgets/outlay-day-text.h"
#include "client/company/outlay-colleague.h"
#include "client/company/outlay-invitation.h"

struct _OutlayPersonRow
{
  GtkBox parent_instance;

  /* Template */
  AdwAvatar *avatar;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *role;
};

G_DEFINE_FINAL_TYPE (OutlayPersonRow, outlay_person_row, GTK_TYPE_BOX)

static char *
describe_expiry (OutlayInvitation *invitation)
{
  g_autofree char *until = NULL;

  if (outlay_invitation_get_state (invitation) == OUTLAY_INVITATION_EXPIRED)
    return g_strdup (_ ("The invitation has expired"));

  until = outlay_moment_to_text (outlay_invitation_get_expires_at (invitation), g_get_real_time ());
  /* Translators: of an invitation; %s is a time, as in "12 November, 14:30". */
  return g_strdup_printf (_ ("Invited, until %s"), until);
}

static void
show_colleague (OutlayPersonRow *self, OutlayColleague *colleague)
{
  gboolean is_disabled = outlay_colleague_is_disabled (colleague);
  const char *department = outlay_colleague_get_department (colleague);
  g_autofree char *subtitle = NULL;

  /* Translators: somebody's department and address. */
  subtitle = *department != '\0' ? g_strdup_printf (_ ("%1$s · %2$s"), department,
                                                    outlay_colleague_get_email (colleague))
                                 : g_strdup (outlay_colleague_get_email (colleague));
  adw_avatar_set_text (self->avatar, outlay_colleague_get_name (colleague));
  gtk_label_set_label (self->title, outlay_colleague_get_name (colleague));
  gtk_label_set_label (self->subtitle, subtitle);
  gtk_label_set_label (self->role,
                       is_disabled ? _ ("Disabled")
                                   : outlay_role_to_text (outlay_colleague_get_role (colleague)));
  gtk_widget_set_opacity (GTK_WIDGET (self), is_disabled ? 0.6 : 1.0);
}

static void
show_invitation (OutlayPersonRow *self, OutlayInvitation *invitation)
{
  g_autofree char *expiry = describe_expiry (invitation);

  adw_avatar_set_text (self->avatar, outlay_invitation_get_email (invitation));
  gtk_label_set_label (self->title, outlay_invitation_get_email (invitation));
  gtk_label_set_label (self->subtitle, expiry);
  gtk_label_set_label (self->role, outlay_role_to_text (outlay_invitation_get_role (invitation)));
  gtk_widget_set_opacity (GTK_WIDGET (self), 1.0);
}

static void
outlay_person_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), OUTLAY_TYPE_PERSON_ROW);

  G_OBJECT_CLASS (outlay_person_row_parent_class)->dispose (object);
}

static void
outlay_person_row_class_init (OutlayPersonRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = outlay_person_row_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/company/outlay-person-row.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayPersonRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, OutlayPersonRow, title);
  gtk_widget_class_bind_template_child (widget_class, OutlayPersonRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, OutlayPersonRow, role);
}

static void
outlay_person_row_init (OutlayPersonRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
outlay_person_row_new (void)
{
  return g_object_new (OUTLAY_TYPE_PERSON_ROW, NULL);
}

void
outlay_person_row_set_item (OutlayPersonRow *self, gpointer item)
{
  g_return_if_fail (OUTLAY_IS_PERSON_ROW (self));

  if (OUTLAY_IS_COLLEAGUE (item))
    show_colleague (self, item);
  else if (OUTLAY_IS_INVITATION (item))
    show_invitation (self, item);
}

char *
outlay_person_row_describe (gpointer item)
{
  if (OUTLAY_IS_INVITATION (item))
    {
      g_autofree char *expiry = describe_expiry (item);

      return g_strdup_printf ("%s, %s, %s", outlay_invitation_get_email (item),
                              outlay_role_to_text (outlay_invitation_get_role (item)), expiry);
    }

  return g_strdup_printf ("%s, %s, %s", outlay_colleague_get_name (item),
                          outlay_colleague_is_disabled (item)
                              ? _ ("Disabled")
                              : outlay_role_to_text (outlay_colleague_get_role (item)),
                          outlay_colleague_get_email (item));
}
