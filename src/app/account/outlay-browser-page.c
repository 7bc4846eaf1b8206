/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/account/outlay-browser-page.h"

#include <glib/gi18n.h>

#include "app/widgets/outlay-error-text.h"

struct _OutlayBrowserPage
{
  OutlayAskingPage parent_instance;

  /* Template */
  GtkStack *stack;
  GtkLabel *error_label;
  GtkWidget *button;
  GtkLabel *launch_label;
  GtkWidget *again;
  GtkWidget *copy;
  GtkWidget *sign_up;

  /* Owned */
  OutlaySession *session;
  char *email;               /* (nullable) */
  char *address;             /* (nullable): what was opened */
  GCancellable *cancellable; /* (nullable): of the wait for the browser */
};

G_DEFINE_FINAL_TYPE (OutlayBrowserPage, outlay_browser_page, OUTLAY_TYPE_ASKING_PAGE)

enum
{
  PROP_0,
  PROP_SERVER,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

enum
{
  SIGNED_IN,
  FORM_WANTED,
  SIGN_UP_WANTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_waiting (OutlayBrowserPage *self)
{
  return self->cancellable != NULL;
}

static void
show_error (OutlayBrowserPage *self, const char *text)
{
  gtk_label_set_label (self->error_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), *text != '\0');
  if (*text != '\0')
    gtk_accessible_announce (GTK_ACCESSIBLE (self), text,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
show_ready (OutlayBrowserPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "ready");
  gtk_widget_grab_focus (self->button);
}

static void
say_of_launch (OutlayBrowserPage *self, const char *text)
{
  gtk_label_set_label (self->launch_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->launch_label), *text != '\0');
}

/* The wait goes on where nothing could be opened: the address works in any browser of this
 * device. */
static void
launched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OutlayBrowserPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (object), result, &error) ||
      !is_waiting (self))
    return;

  g_message ("No browser could be opened: %s", error->message);
  say_of_launch (self, _ ("No browser could be opened. Copy the address, and open it in one on "
                          "this device."));
  gtk_widget_grab_focus (self->copy);
}

static void
launch (OutlayBrowserPage *self)
{
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (self->address);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  say_of_launch (self, "");
  gtk_uri_launcher_launch (launcher, root != NULL ? GTK_WINDOW (root) : NULL, self->cancellable,
                           launched_cb, g_object_ref (self));
}

static DexFuture *
launch_cb (const char *uri, gpointer user_data)
{
  OutlayBrowserPage *self = OUTLAY_BROWSER_PAGE (user_data);

  g_set_str (&self->address, uri);
  launch (self);

  return dex_future_new_for_boolean (TRUE);
}

static void
show_answer (OutlayBrowserPage *self, const GError *error, gboolean is_cancelled)
{
  if (is_cancelled)
    show_error (self, "");
  else if (g_error_matches (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_SIGN_IN))
    show_error (self, _ ("You were not signed in. Try again, or ask your company for help."));
  else
    show_error (self, outlay_error_to_text (error));

  show_ready (self);
}

static void
outlay_browser_page_answered (OutlayAskingPage *page, const GError *error)
{
  OutlayBrowserPage *self = OUTLAY_BROWSER_PAGE (page);

  if (is_waiting (self))
    {
      gboolean is_cancelled = g_cancellable_is_cancelled (self->cancellable);

      g_clear_object (&self->cancellable);
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "browser.cancel", FALSE);
      if (error != NULL)
        {
          show_answer (self, error, is_cancelled);
          return;
        }
      gtk_window_present (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
      g_signal_emit (self, signals[SIGNED_IN], 0);
    }
  else if (outlay_session_offers_browser (self->session))
    show_ready (self);
  else
    g_signal_emit (self, signals[FORM_WANTED], 0);
}

static void
continue_cb (OutlayBrowserPage *self)
{
  if (outlay_asking_page_is_busy (OUTLAY_ASKING_PAGE (self)))
    return;

  show_error (self, "");
  self->cancellable = g_cancellable_new ();
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "browser.cancel", TRUE);
  g_clear_pointer (&self->address, g_free);
  say_of_launch (self, "");
  gtk_stack_set_visible_child_name (self->stack, "waiting");
  gtk_widget_grab_focus (self->again);
  outlay_asking_page_wait (OUTLAY_ASKING_PAGE (self),
                           outlay_session_sign_in_by_browser (self->session, self->email, launch_cb,
                                                              self, self->cancellable));
}

static void
again_cb (OutlayBrowserPage *self)
{
  if (self->address != NULL)
    launch (self);
}

static void
copy_cb (OutlayBrowserPage *self)
{
  if (self->address == NULL)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->address);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), _ ("Copied"),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
cancel_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_cancellable_cancel (OUTLAY_BROWSER_PAGE (widget)->cancellable);
}

static void
type_cb (OutlayBrowserPage *self)
{
  g_signal_emit (self, signals[FORM_WANTED], 0);
}

static void
sign_up_cb (OutlayBrowserPage *self)
{
  g_signal_emit (self, signals[SIGN_UP_WANTED], 0);
}

static void
outlay_browser_page_shown (AdwNavigationPage *page)
{
  OutlayBrowserPage *self = OUTLAY_BROWSER_PAGE (page);

  if (outlay_session_offers_browser (self->session))
    show_ready (self);
  else if (!outlay_asking_page_is_busy (OUTLAY_ASKING_PAGE (self)))
    outlay_asking_page_wait (OUTLAY_ASKING_PAGE (self),
                             outlay_session_find_browser_way (self->session));
}

static void
outlay_browser_page_hidden (AdwNavigationPage *page)
{
  g_cancellable_cancel (OUTLAY_BROWSER_PAGE (page)->cancellable);
}

static void
outlay_browser_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OutlayBrowserPage *self = OUTLAY_BROWSER_PAGE (object);

  switch (id)
    {
    case PROP_SERVER:
      g_value_set_string (value,
                          self->session != NULL ? outlay_session_get_server (self->session) : NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
outlay_browser_page_dispose (GObject *object)
{
  OutlayBrowserPage *self = OUTLAY_BROWSER_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), OUTLAY_TYPE_BROWSER_PAGE);
  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (outlay_browser_page_parent_class)->dispose (object);
}

static void
outlay_browser_page_finalize (GObject *object)
{
  OutlayBrowserPage *self = OUTLAY_BROWSER_PAGE (object);

  g_clear_pointer (&self->email, g_free);
  g_clear_pointer (&self->address, g_free);

  G_OBJECT_CLASS (outlay_browser_page_parent_class)->finalize (object);
}

static void
outlay_browser_page_class_init (OutlayBrowserPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = outlay_browser_page_dispose;
  object_class->finalize = outlay_browser_page_finalize;
  object_class->get_property = outlay_browser_page_get_property;

  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = outlay_browser_page_shown;
  ADW_NAVIGATION_PAGE_CLASS (klass)->hidden = outlay_browser_page_hidden;
  OUTLAY_ASKING_PAGE_CLASS (klass)->answered = outlay_browser_page_answered;

  props[PROP_SERVER] = g_param_spec_string ("server", NULL, NULL, NULL,
                                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[SIGNED_IN] = g_signal_new ("signed-in", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FORM_WANTED] = g_signal_new ("form-wanted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGN_UP_WANTED] = g_signal_new ("sign-up-wanted", G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /* Only while it waits: at other times Escape is for the view or the dialog around it. */
  gtk_widget_class_install_action (widget_class, "browser.cancel", NULL, cancel_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "browser.cancel", NULL);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/outlay/Outlay/ui/account/outlay-browser-page.ui");
  gtk_widget_class_bind_template_child (widget_class, OutlayBrowserPage, stack);
  gtk_widget_class_bind_template_child (widget_class, OutlayBrowserPage, error_label);
  gtk_widget_class_bind_template_child (widget_class, OutlayBrowserPage, button);
  gtk_widget_class_bind_template_child (widget_class, OutlayBrowserPage, launch_label);
  gtk_widget_class_bind_template_child (widget_class, OutlayBrowserPage, again);
  gtk_widget_class_bind_template_child (widget_class, OutlayBrowserPage, copy);
  gtk_widget_class_bind_template_child (widget_class, OutlayBrowserPage, sign_up);
  gtk_widget_class_bind_template_callback (widget_class, continue_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, type_cb);
  gtk_widget_class_bind_template_callback (widget_class, sign_up_cb);
}

static void
outlay_browser_page_init (OutlayBrowserPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "browser.cancel", FALSE);
}

AdwNavigationPage *
outlay_browser_page_new (OutlaySession *session, const char *email)
{
  OutlayBrowserPage *self;

  g_return_val_if_fail (OUTLAY_IS_SESSION (session), NULL);

  self = g_object_new (OUTLAY_TYPE_BROWSER_PAGE, "tag", "browser", NULL);
  self->session = g_object_ref (session);
  self->email = g_strdup (email);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SERVER]);
  /* Whoever signs in again has an account. */
  gtk_widget_set_visible (self->sign_up, email == NULL);

  return ADW_NAVIGATION_PAGE (self);
}
