/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/account/outlay-sign-in-page.h"

#include <glib/gi18n.h>

#include "app/account/outlay-entry-field.h"
#include "app/widgets/outlay-complaint-text.h"
#include "app/widgets/outlay-error-text.h"
#include "client/transport/outlay-api.h"
#include "client/outlay-client-error.h"
#include "core/account/outlay-account-check.h"

struct _OutlaySignInPage
{
  OutlayAskingPage parent_instance;

  /* Template */
  GtkLabel *heading;
  GtkLabel *server;
  AdwToggleGroup *way;
  GtkLabel *way_label;
  OutlayEntryField *invite;
  OutlayEntryField *company;
  OutlayEntryField *name;
  OutlayEntryField *email;
  OutlayEntryField *password;
  GtkLabel *error_label;
  GtkButton *button;
  GtkWidget *sign_up;

  /* Owned */
  OutlaySession *session;

  gboolean is_sign_up;
};

G_DEFINE_FINAL_TYPE (OutlaySignInPage, outlay_sign_in_page, OUTLAY_TYPE_ASKING_PAGE)

enum
{
  SIGNED_IN,
  SIGN_UP_WANTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static OutlayEntryField *
find_field (OutlaySignInPage *self, const char *name)
{
  const struct
  {
    const char *name;
    OutlayEntryField *field;
  } fields[] = {
    { "invite", self->invite }, { "company", self->company },   { "name", self->name },
    { "email", self->email },   { "password", self->password },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (fields[i].name, name) && gtk_widget_get_visible (GTK_WIDGET (fields[i].field)))
      return fields[i].field;

  return NULL;
}

static gboolean
is_invited (OutlaySignInPage *self)
{
  return g_strcmp0 (adw_toggle_group_get_active_name (self->way), "invitation") == 0;
}

/* Puts @text beside its field, or above the button where it is about none. */
static void
show_error (OutlaySignInPage *self, const char *field_name, const char *text)
{
  OutlayEntryField *field = field_name != NULL ? find_field (self, field_name) : NULL;

  if (field != NULL)
    {
      outlay_entry_field_set_error (field, text);
      gtk_widget_grab_focus (GTK_WIDGET (field));
      return;
    }

  gtk_label_set_label (self->error_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
show_refusal (OutlaySignInPage *self)
{
  if (is_invited (self))
    show_error (self, "invite",
                _ ("This invitation is not valid, or not for this address. Ask who has invited "
                   "you for a new one."));
  else
    show_error (self, NULL,
                _ ("No company can be founded on this server, and those that are here take only "
                   "whom they invite. Ask your company for an invitation."));
}

static void
show_answer (OutlaySignInPage *self, const GError *error)
{
  const OutlayProblem *problem = outlay_problem_get (error);

  if (g_error_matches (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_WRONG_LOGIN))
    {
      show_error (self, "password", outlay_error_to_text (error));
      return;
    }

  if (self->is_sign_up &&
      g_error_matches (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_FORBIDDEN))
    {
      show_refusal (self);
      return;
    }

  if (self->is_sign_up && problem != NULL && problem->status == 409)
    {
      show_error (self, "email", _ ("This address has an account already. Sign in with it."));
      return;
    }

  if (problem != NULL && problem->fields != NULL && problem->fields->len > 0)
    {
      show_error (self, g_ptr_array_index (problem->fields, 0),
                  g_ptr_array_index (problem->messages, 0));
      return;
    }

  show_error (self, NULL, outlay_error_to_text (error));
}

static void
outlay_sign_in_page_answered (OutlayAskingPage *page, const GError *error)
{
  OutlaySignInPage *self = OUTLAY_SIGN_IN_PAGE (page);

  if (error == NULL)
    g_signal_emit (self, signals[SIGNED_IN], 0);
  else
    show_answer (self, error);
}

/* Says what is wrong beside each field; the first of them gets the focus. */
static gboolean
check (OutlaySignInPage *self)
{
  static const char *const names[] = { "invite", "company", "name", "email", "password" };
  const char *email = outlay_entry_field_get_text (self->email);
  const char *password = outlay_entry_field_get_text (self->password);
  g_autoptr (GArray) complaints = outlay_complaints_new ();
  gboolean is_good = TRUE;

  if (self->is_sign_up)
    {
      const char *way = is_invited (self) ? "invite" : "company";

      if (*outlay_entry_field_get_text (find_field (self, way)) == '\0')
        outlay_complaints_add (complaints, way, OUTLAY_COMPLAINT_MISSING);

      outlay_name_check (outlay_entry_field_get_text (self->name), complaints);
      outlay_password_check (password, email, complaints);
    }
  else if (*password == '\0')
    {
      /* How long it must be is the rule for new ones; an old one is simply tried. */
      outlay_complaints_add (complaints, "password", OUTLAY_COMPLAINT_MISSING);
    }

  outlay_email_check (email, complaints);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      OutlayEntryField *field = find_field (self, names[i]);
      const char *text = outlay_complaints_get_text (complaints, names[i]);

      if (field == NULL)
        continue;

      outlay_entry_field_set_error (field, text);

      if (text != NULL && is_good)
        {
          gtk_widget_grab_focus (GTK_WIDGET (field));
          is_good = FALSE;
        }
    }

  return is_good;
}

static void
continue_cb (OutlaySignInPage *self)
{
  const char *email = outlay_entry_field_get_text (self->email);
  const char *password = outlay_entry_field_get_text (self->password);
  DexFuture *future;

  gtk_widget_set_visible (GTK_WIDGET (self->error_label), FALSE);

  if (outlay_asking_page_is_busy (OUTLAY_ASKING_PAGE (self)) || !check (self))
    return;

  if (self->is_sign_up && is_invited (self))
    future = outlay_session_join (self->session, outlay_entry_field_get_text (self->invite),
                                  outlay_entry_field_get_text (self->name), email, password);
  else if (self->is_sign_up)
    future = outlay_session_sign_up (self->session, outlay_entry_field_get_text (self->company),
                                     outlay_entry_field_get_text (self->name), email, password);
  else
    future = outlay_session_sign_in (self->session, email, password);

  outlay_asking_page_wait (OUTLAY_ASKING_PAGE (self), future);
}

/* The two ways share what is typed about the person. */
static void
way_changed_cb (OutlaySignInPage *self)
{
  gboolean by_invitation = is_invited (self);

  if (!self->is_sign_up)
    return;

  gtk_widget_set_visible (GTK_WIDGET (self->error_label), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->invite), by_invitation);
  gtk_widget_set_visible (GTK_WIDGET (self->company), !by_invitation);
  gtk_label_set_label (
      self->way_label,
      by_invitation
          ? _ ("Your company has given you a code or a link, for your email address.")
          : _ ("You join the company if it lets everybody in, or found it if there is none of "
               "this name."));
}

static void
sign_up_cb (OutlaySignInPage *self)
{
  g_signal_emit (self, signals[SIGN_UP_WANTED], 0);
}

static void
outlay_sign_in_page_shown (AdwNavigationPage *page)
{
  OutlaySignInPage *self = OUTLAY_SIGN_IN_PAGE (page);
  OutlayEntryField *first = self->email;

  if (self->is_sign_up)
    first = is_invited (self) ? self->invite : self->company;
  else if (*outlay_entry_field_get_text (self->email) != '\0')
    first = self->password;

  gtk_widget_grab_focus (GTK_WIDGET (first));
}

static void
outlay_sign_in_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), OUTLAY_TYPE_SIGN_IN_PAGE);
  g_clear_object (&OUTLAY_SIGN_IN_PAGE (object)->session);

  G_OBJECT_CLASS (outlay_sign_in_page_parent_class)->dispose (object);
}

static void
outlay_sign_in_page_class_init (OutlaySignInPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = outlay_sign_in_page_dispose;

  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = outlay_sign_in_page_shown;
  OUTLAY_ASKING_PAGE_CLASS (klass)->answered = outlay_sign_in_page_answered;

  signals[SIGNED_IN] = g_signal_new ("signed-in", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGN_UP_WANTED] = g_signal_new ("sign-up-wanted", G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (OUTLAY_TYPE_ENTRY_FIELD);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/account/outlay-sign-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlaySignInPage, heading);
  gtk_widget_class_bind_template_child (widget_class, OutlaySignInPage, server);
  gtk_widget_class_bind_template_child (widget_class, OutlaySignInPage, way);
  gtk_widget_class_bind_template_child (widget_class, OutlaySignInPage, way_label);
  gtk_widget_class_bind_template_child (widget_class, OutlaySignInPage, invite);
  gtk_widget_class_bind_template_child (widget_class, OutlaySignInPage, company);
  gtk_widget_class_bind_template_child (widget_class, OutlaySignInPage, name);
  gtk_widget_class_bind_template_child (widget_class, OutlaySignInPage, email);
  gtk_widget_class_bind_template_child (widget_class, OutlaySignInPage, password);
  gtk_widget_class_bind_template_child (widget_class, OutlaySignInPage, error_label);
  gtk_widget_class_bind_template_child (widget_class, OutlaySignInPage, button);
  gtk_widget_class_bind_template_child (widget_class, OutlaySignInPage, sign_up);
  gtk_widget_class_bind_template_callback (widget_class, continue_cb);
  gtk_widget_class_bind_template_callback (widget_class, sign_up_cb);
  gtk_widget_class_bind_template_callback (widget_class, way_changed_cb);
}

static void
outlay_sign_in_page_init (OutlaySignInPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwNavigationPage *
outlay_sign_in_page_new (OutlaySession *session, const char *email, gboolean is_sign_up)
{
  OutlaySignInPage *self;

  g_return_val_if_fail (OUTLAY_IS_SESSION (session), NULL);

  self = g_object_new (OUTLAY_TYPE_SIGN_IN_PAGE, NULL);
  self->session = g_object_ref (session);
  self->is_sign_up = is_sign_up;
  gtk_label_set_label (self->server, outlay_session_get_server (session));
  outlay_entry_field_set_text (self->email, email);
  adw_navigation_page_set_tag (ADW_NAVIGATION_PAGE (self), is_sign_up ? "sign-up" : "sign-in");
  /* Whoever signs in again has an account. */
  gtk_widget_set_visible (self->sign_up, !is_sign_up && email == NULL);

  if (is_sign_up)
    {
      adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), _ ("Create an Account"));
      gtk_label_set_label (self->heading, _ ("Create an Account"));
      gtk_button_set_label (self->button, _ ("Create Account"));
      gtk_widget_set_visible (GTK_WIDGET (self->way), TRUE);
      gtk_widget_set_visible (GTK_WIDGET (self->way_label), TRUE);
      way_changed_cb (self);
      gtk_widget_set_visible (GTK_WIDGET (self->name), TRUE);
    }

  return ADW_NAVIGATION_PAGE (self);
}
